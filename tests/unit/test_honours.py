"""Which awards are shown: the notices say so, with one word, and no entry changes."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from generator.model.campaign import Campaign
from generator.works.honours import announcements, named_award, prizes, scheme
from tests.factories import BODY, campaign, changed, entry

LAUNCH = "  - id: launch\n    kind: 通知\n"
YAML = changed(
    "    media: [audio]\n",
    "    media: [audio]\n    awards: [{id: gold, title: 金奖, ranked: true}, {id: silver, title: 银奖}]\n",
)
YAML = changed(
    "allocation:\n",
    "  - {id: films, tier: city, title: 歌曲征集, awards: [{id: gold, title: 金奖}]}\nallocation:\n",
    text=YAML,
)


def home(*results: tuple[str, str]) -> Campaign:
    """The campaign after notices that each announce (awards, state), in this order."""
    notices = "".join(
        f"  - id: n{at}\n    kind: 公示\n    title: 歌曲征集\n    body: notices/launch.txt\n"
        f"    results: {{awards: [{awards}], state: {state}}}\n"
        for at, (awards, state) in enumerate(results)
    )
    return campaign(YAML + notices)


def won(
    results: Sequence[tuple[str, str]], honours: str, subproject: str | None = "songs"
) -> list[tuple[object, ...]]:
    where = home(*results)
    one = entry(f"title: 夜班\nstatus: approved\nhonours: [{honours}]\n", subproject=subproject)
    return [
        (p.award.id, p.place, p.rank, p.state, p.notice and p.notice[1])
        for p in prizes(where, one, announcements(where))
    ]


GOLD = "{award: gold}"


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ((), []),
        ((("silver", "confirmed"),), []),
        ((("gold", "proposed"),), [("gold", 0, None, "proposed", "n0")]),
        ((("gold", "proposed"), ("gold", "confirmed")), [("gold", 0, None, "confirmed", "n1")]),
        ((("gold", "confirmed"), ("gold", "confirmed")), [("gold", 0, None, "confirmed", "n1")]),
        ((("gold", "proposed"), ("gold", "proposed")), [("gold", 0, None, "proposed", "n1")]),
        ((("gold", "confirmed"), ("gold", "proposed")), [("gold", 0, None, "confirmed", "n0")]),
        ((("songs/gold", "proposed"),), [("gold", 0, None, "proposed", "n0")]),
        ((("films/gold", "confirmed"),), []),
        ((("gold", "proposed"), ("songs/gold", "confirmed")), [("gold", 0, None, "confirmed", "n1")]),
        ((("songs/gold", "proposed"), ("gold", "confirmed")), [("gold", 0, None, "confirmed", "n1")]),
        ((("gold", "confirmed"), ("songs/gold", "proposed")), [("gold", 0, None, "confirmed", "n0")]),
    ],
)
def test_the_latest_word_of_the_notices_counts(
    results: tuple[tuple[str, str], ...], expected: list[tuple[object, ...]]
) -> None:
    assert won(results, GOLD) == expected


def test_every_award_a_notice_names_is_known_by_that_name() -> None:
    """Pages of notices look up what became of each: also of one proposed again after it was confirmed for all."""
    for first, second in (("gold", "songs/gold"), ("songs/gold", "gold")):
        for states in (("confirmed", "proposed"), ("proposed", "confirmed")):
            known = announcements(home((first, states[0]), (second, states[1])))
            assert {named_award(first), named_award(second)} <= set(known)
            assert known["songs", "gold"].state == "confirmed"


def test_a_qualified_award_is_announced_for_its_sub_project_alone() -> None:
    results = (("songs/gold", "confirmed"),)
    assert won(results, GOLD, "songs")
    assert not won(results, GOLD, "films")


@pytest.mark.parametrize("state", ["shortlisted", "proposed", "confirmed"])
def test_the_entry_may_state_it_itself(state: str) -> None:
    assert won((), f"{{award: gold, rank: 2, state: {state}}}") == [("gold", 0, 2, state, None)]
    assert won((("gold", "proposed"),), f"{{award: gold, state: {state}}}") == [
        ("gold", 0, None, state, "n0")
    ]


def test_the_notice_an_honour_names_is_the_one_shown() -> None:
    assert won((("gold", "confirmed"),), "{award: gold, notice: launch}")[0][-1] == "launch"


def test_an_award_that_is_not_in_the_scheme_is_never_shown() -> None:
    assert won((("gold", "confirmed"),), "{award: silver, state: confirmed}", "films") == []
    assert won((), "{award: bronze, state: confirmed}") == []
    assert won((), "{award: gold, state: confirmed}", None) == []


def test_the_highest_stands_first() -> None:
    honours = "{award: first, state: confirmed}, {award: silver, state: confirmed}, {award: gold, rank: 2, state: confirmed}, {award: gold, rank: 1, state: confirmed}"
    assert [(p[0], p[2]) for p in won((), honours)] == [
        ("gold", 1),
        ("gold", 2),
        ("silver", None),
        ("first", None),
    ]


def test_the_scheme_is_the_sub_projects_own_then_the_campaigns() -> None:
    assert [award.id for award in scheme(home(), "songs")] == ["gold", "silver", "first"]
    assert [award.id for award in scheme(home(), None)] == ["first"]
    assert named_award("songs/gold") == ("songs", "gold")
    assert named_award("gold") == (None, "gold")


def test_one_word_turns_what_was_put_up_into_what_is_given() -> None:
    """公示 and 通报 differ in `state` alone; no entry file is touched."""
    one = entry("title: 夜班\nstatus: approved\nhonours: [{award: gold}]\n")
    for word in ("proposed", "confirmed"):
        where = home(("gold", word))
        assert [prize.state for prize in prizes(where, one, announcements(where))] == [word]
    assert "歌曲征集" in BODY
