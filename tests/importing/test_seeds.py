"""The five real documents come in as they were brought in by hand, as text and as Word files (acceptance row D1)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from generator.catalog import Catalog
from generator.check import check
from tests.factories import BODY, copy_campaigns, small_project
from tests.importing.facts import KINDS, SIX, Facts, compare, compare_all, facts_of, fold, total
from tests.importing.papers import laid_out, text_of, write_docx
from tests.importing.sentences import fragments, invented, unsaid
from tests.importing.trials import ROOT, SOURCES, STAMPS, Trial, committed_below, listed, seed

ENOUGH = 0.95
NAMES = list(SOURCES)


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return committed_below(tmp_path_factory.mktemp("committed"))


@pytest.fixture(scope="module", params=[False, True], ids=["txt", "docx"])
def trials(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, committed: Catalog
) -> Iterator[dict[str, Trial]]:
    yield {
        name: seed(name, tmp_path_factory.mktemp("seed"), committed, docx=request.param) for name in SOURCES
    }


@pytest.mark.parametrize("kind", SIX)
def test_facts_are_right(kind: str, trials: dict[str, Trial]) -> None:
    found = total(trial.shares for trial in trials.values())[kind]
    assert found.share >= ENOUGH, (found.right, found.whole, found.missed, found.extra)


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


@pytest.fixture(scope="module")
def facts_by_id(committed: Catalog) -> dict[str, Facts]:
    return {campaign.id: facts_of(campaign) for campaign in committed.campaigns}


def test_there_is_as_much_as_the_inventory_says(facts_by_id: dict[str, Facts]) -> None:
    """Counted by hand in the five documents; phones of one person told twice in one place would be one fact."""
    ids = [one for used in SOURCES.values() for one in used]
    count = {kind: sum(len(facts_by_id[one][kind]) for one in ids) for kind in SIX}
    stages, totals = 27, 1 + 2 * 1 + 3
    assert count == {
        "subprojects": 64,
        "hosts": 58 + 1,
        "contacts": 74,
        "phones": 92,
        "stages": 3 * stages,
        "cells": 110 + totals,
    }


def test_what_agrees_is_all_right(facts_by_id: dict[str, Facts]) -> None:
    for facts in facts_by_id.values():
        assert {share.share for share in compare(facts, facts).values()} == {1.0}


def test_campaigns_are_paired_by_what_they_say(facts_by_id: dict[str, Facts]) -> None:
    three = [facts_by_id[one] for one in SOURCES["003-shantou-2023-with-guangdong-and-national-2023"]]
    assert {share.share for share in compare_all(three, three[::-1]).values()} == {1.0}
    missing = compare_all(three, three[1:])
    assert len(missing["subprojects"].missed) == 2
    assert missing["subprojects"].extra == ()


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("158****7098", "158****7099", {"phones": (1, 1)}),
        ("name: 许一铭", "name: 许一鸣", {"contacts": (1, 1), "phones": (1, 1)}),
        ("hosts: [无锡市总工会]", "hosts: []", {"hosts": (1, 0)}),
        ("title: AI应用案例征集", "title: AI应用案例", {"subprojects": (1, 1), "hosts": (2, 2)}),
        ("when: 2024-09/2024-10", "when: 2024-09/2024-11", {"stages": (1, 1)}),
    ],
)
def test_what_differs_is_counted(
    old: str, new: str, wrong: dict[str, tuple[int, int]], tmp_path: Path, facts_by_id: dict[str, Facts]
) -> None:
    path = copy_campaigns(tmp_path, ("2024-jiangsu",)) / "campaigns/2024-jiangsu/campaign.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    found = compare(facts_by_id["2024-jiangsu"], facts_of(check(tmp_path).catalog.campaigns[0]))
    for kind in KINDS:
        expected = wrong.get(kind)
        if expected:
            assert (len(found[kind].missed), len(found[kind].extra)) == expected
            assert found[kind].share < 1
    assert found["emails"].share == 1


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_campaigns_keep_every_sentence(name: str, tmp_path: Path) -> None:
    source = (ROOT / "tests/sources" / f"{name}.txt").read_text(encoding="utf-8")
    catalog = check(copy_campaigns(tmp_path, SOURCES[name])).catalog
    stamps = STAMPS.get(name, ())
    assert unsaid(source, catalog, stamps=stamps, told="".join(stamps)) == []


def test_a_dropped_sentence_is_seen(tmp_path: Path) -> None:
    source = (ROOT / "tests/sources/000-jiangsu-2024.txt").read_text(encoding="utf-8")
    body = copy_campaigns(tmp_path, ("2024-jiangsu",)) / "campaigns/2024-jiangsu/notices/launch.txt"
    text = body.read_text(encoding="utf-8")
    dropped = "同时力戒形式主义。"
    assert dropped in text
    body.write_text(text.replace(dropped, ""), encoding="utf-8")
    assert unsaid(source, check(tmp_path).catalog) == [dropped[:-1]]


def test_words_of_ours_and_words_said_twice_are_seen(tmp_path: Path) -> None:
    source = (ROOT / "tests/sources/000-jiangsu-2024.txt").read_text(encoding="utf-8")
    body = copy_campaigns(tmp_path, ("2024-jiangsu",)) / "campaigns/2024-jiangsu/notices/launch.txt"
    assert invented(source, check(tmp_path).catalog) == []
    text = body.read_text(encoding="utf-8")
    body.write_text(text.replace("同时力戒形式主义", "力戒一切形式主义"), encoding="utf-8")
    assert invented(source, check(tmp_path).catalog) == ["力戒一切形式主义"]
    body.write_text(text + text, encoding="utf-8")
    assert [piece[-5:] for piece in invented(source, check(tmp_path).catalog)] == ["twice"]


def test_a_row_that_lost_a_figure_is_seen(tmp_path: Path) -> None:
    files = {"campaigns/2024-small/notices/launch.txt": BODY + "1 甲县 3 8\n2 乙县 8\n"}
    catalog = check(small_project(tmp_path, files)).catalog
    assert unsaid("1\t甲县\t3\t8\n2\t乙县\t3\t8\n3\t东区总工会\t13", catalog) == ["2乙县38"]


def test_a_stamp_must_be_told(tmp_path: Path) -> None:
    catalog = check(copy_campaigns(tmp_path, ("2025-tongling",))).catalog
    assert unsaid(
        "收文\t1803号\t\n市卫健委收", catalog, stamps=("收文", "1803号", "市卫健委收"), told="收文1803号"
    ) == ["市卫健委收"]


def test_pieces_of_a_table_line_leave_out_its_numbers() -> None:
    assert fragments("序号\t单 位\t场次\n1\t甲县\t13场\n\t合 计\t13\n> **二、**时间：5月。截止！") == [
        "单位",
        "场次",
        "甲县",
        "13场",
        "二、时间:5月",
        "截止",
    ]


def test_a_paper_is_made_as_an_office_makes_it(tmp_path: Path) -> None:
    """Numbers that Word prints, a deleted piece, a box in both its forms; and all of the text is in it."""
    text = (ROOT / "tests/sources/000-jiangsu-2024.txt").read_text(encoding="utf-8")
    blocks = laid_out(text, boxed=True)
    assert fold(text_of(blocks)) == fold(text)
    paper = Document(str(write_docx(tmp_path / "a.docx", blocks)))
    typed = [paragraph for paragraph in paper.paragraphs if paragraph.text == "总体要求"]
    assert len(typed) == 1
    assert typed[0]._p.pPr.numPr is not None
    xml = paper.element.xml
    assert [xml.count(f"<{tag}>") for tag in ("w:delText", "w:txbxContent", "v:textbox")] == [1, 2, 1]
