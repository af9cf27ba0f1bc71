"""Invented notices, each in a layout of its own, come in as somebody read them (acceptance row D2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.importing.facts import KINDS, SIX, Fact, fold, total
from tests.importing.trials import Trial, layout, layouts, listed, paper_of, wanted_of
from tests.importing.wanted import facts_wanted

ENOUGH_IN_ALL = 0.9
ENOUGH_IN_EACH = 0.8
NAMES = layouts()
UNPRINTED = {"tier", "region", "year", "kind", "relation"}
"""Facts of a campaign or a notice that stand in it in other words."""


@pytest.fixture(scope="module")
def trials(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Trial]]:
    yield {name: layout(name, tmp_path_factory.mktemp("layout")) for name in NAMES}


@pytest.mark.parametrize("kind", KINDS)
def test_facts_of_all_are_right(kind: str, trials: dict[str, Trial]) -> None:
    found = total(trial.shares for trial in trials.values())[kind]
    assert found.share >= ENOUGH_IN_ALL, (found.right, found.whole, found.missed, found.extra)


@pytest.mark.parametrize("kind", SIX)
@pytest.mark.parametrize("name", NAMES)
def test_facts_of_each_are_right(name: str, kind: str, trials: dict[str, Trial]) -> None:
    found = trials[name].shares[kind]
    assert found.share >= ENOUGH_IN_EACH, (found.right, found.whole, found.missed, found.extra)


@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_is_kept(name: str, trials: dict[str, Trial]) -> None:
    assert trials[name].unsaid == ()


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_said_that_is_not_in_the_source(name: str, trials: dict[str, Trial]) -> None:
    assert trials[name].invented == ()


@pytest.mark.parametrize("name", NAMES)
def test_the_result_passes_or_what_is_missing_is_listed(name: str, trials: dict[str, Trial]) -> None:
    trial = trials[name]
    errors = [problem for problem in trial.problems if problem.severity == "error"]
    assert trial.result.exit_code == (1 if errors else 0), trial.result.output
    assert [problem for problem in errors if not listed(problem, trial.result.output)] == []


def test_there_are_ten_or_more_and_they_say_enough() -> None:
    assert len(NAMES) >= 10
    all_wanted = [facts_wanted(campaign) for name in NAMES for campaign in wanted_of(name)["campaigns"]]
    count = {kind: sum(len(wanted[kind]) for wanted in all_wanted) for kind in SIX}
    least = {"subprojects": 60, "hosts": 60, "contacts": 80, "phones": 100, "stages": 3 * 30, "cells": 150}
    assert {kind: number for kind, number in count.items() if number < least[kind]} == {}


@pytest.mark.parametrize("name", NAMES)
def test_what_is_wanted_is_printed(name: str, tmp_path: Path) -> None:
    printed = fold(paper_of(name, tmp_path)[1])
    printed += printed.replace("**", "").replace("—", "-").replace("\N{EM DASH}", "-")
    for campaign in wanted_of(name)["campaigns"]:
        facts = facts_wanted(campaign)
        unsaid = [fact for kind in KINDS for fact in facts[kind] if not _stands(kind, fact, printed)]
        assert unsaid == []


def _stands(kind: str, fact: Fact, printed: str) -> bool:
    """Whether the words of a fact are printed; values of dates and words of the data are not asked for."""
    asked: Mapping[str, tuple[str, ...]] = {
        "campaign": () if fact[0] in UNPRINTED else fact[1:2],
        "notices": () if fact[0] in UNPRINTED else fact[1:2],
        "subprojects": fact[1:],
        "hosts": (fact[0], *fact[2:]),
        "stages": fact[1:2] if fact[0] == "when" else fact[1:],
        "milestones": fact[1:2],
        "attachments": fact[1:],
        "cells": fact[1:]
        if fact[0] == "合计"
        else fact,  # the facts call every total so; papers print 总计, 共计
    }
    return all(word in printed for word in asked.get(kind, fact))
