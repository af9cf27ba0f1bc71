"""Where each fact stands in its source (domain.md D4, task 2)."""

from __future__ import annotations

import functools
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from generator.anchors import anchors, first_anchor, numbered_lines, project_anchors
from generator.catalog import Catalog
from generator.check import check
from generator.claims import all_contacts, claims
from generator.values.text import fold, fold_number, sentences
from tests.factories import ALL, copy_campaigns, small_project


@functools.cache
def catalog() -> Catalog:
    """The committed official campaigns; the sample's media need not be measured for their words."""
    with TemporaryDirectory() as folder:
        return check(copy_campaigns(Path(folder))).catalog


@pytest.mark.parametrize("name", ALL)
def test_every_fact_of_a_committed_campaign_has_its_line(name: str) -> None:
    campaign = catalog().by_id[name]
    found = anchors(catalog(), campaign)
    for record, field, index, what, words in claims(campaign):
        anchor = found[id(record), field, index]
        line = catalog().text(campaign, anchor.path).split("\n")[anchor.line - 1]
        said = [words, words.split("\n")[0], *sentences(words)]
        assert any(fold(one) in fold(line) for one in said), (what, words, line)
        assert fold(anchor.sentence) in fold(line)
    for contact in all_contacts(campaign):
        for index, phone in enumerate(contact.phones):
            anchor = found[id(contact), "phones", index]
            assert phone.text.replace("-", "") in fold_number(anchor.sentence).replace("-", ""), phone


def places(campaign_id: str, subproject_id: str) -> dict[str, str]:
    campaign = catalog().by_id[campaign_id]
    subproject = campaign.subproject(subproject_id)
    assert subproject
    found = project_anchors(catalog(), campaign, subproject)
    return {
        name: f"{anchor.path}:{anchor.line}"
        for name, records in (("hosts", subproject.hosts), ("contacts", subproject.contacts))
        if (anchor := first_anchor(found, records))
    } | {key[1]: f"{a.path}:{a.line}" for key, a in found.items() if key[0] == id(subproject)}


def test_a_sub_project_is_found_in_its_own_paragraphs() -> None:
    """Counted by hand in the source of 铜陵: title, call, host, contact of the first of its ten."""
    assert places("2025-tongling", "songs") == {
        "title": "notices/launch-1.txt:2",
        "call": "notices/launch-1.txt:3",
        "hosts": "notices/launch-1.txt:4",
        "contacts": "notices/launch-1.txt:5",
    }


def test_a_host_named_in_many_places_is_found_near_its_own_sub_project() -> None:
    """芜湖 2020 prints 安徽省总工会 and the like again and again."""
    campaign = catalog().by_id["2020-wuhu"]
    found = anchors(catalog(), campaign)
    homes = [found[id(s), "title", None].line for s in campaign.subprojects]
    for s, home in zip(campaign.subprojects, homes, strict=True):
        later = [other for other in homes if other > home]
        for host in s.hosts:
            anchor = found[id(host), "name", None]
            assert home <= anchor.line < min(later, default=10_000), (s.id, host.name)


def test_a_stage_with_a_short_date_is_found_where_the_stage_stands(tmp_path) -> None:
    campaign = catalog().by_id["2025-tongling"]
    found = anchors(catalog(), campaign)
    first = campaign.schedule[0]
    assert first.printed == "5月"
    assert found[id(first), "printed", None].line == found[id(first), "name", None].line == 9


def test_what_stands_in_a_table_has_no_line(tmp_path) -> None:
    read = check(small_project(tmp_path)).catalog
    campaign = read.campaigns[0]
    found = anchors(read, campaign)
    assert (id(campaign.allocation[0].rows[0]), "unit", None) not in found
    assert found[id(campaign.subprojects[0].requirements[0]), "text", None].line == 8


def test_lines_with_an_anchor_of_their_own_are_paragraphs_and_headings() -> None:
    campaign = catalog().by_id["2024-fujian"]
    text = catalog().text(campaign, "notices/launch.txt")
    shown = numbered_lines(text, campaign.notices[0])
    assert 1 not in shown
    assert 3 not in shown
    assert {6, 20, 21} <= shown
