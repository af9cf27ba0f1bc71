"""Where a campaign stands on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from generator.model.campaign import Campaign
from generator.status import (
    begin_of,
    contacts_shown_until,
    days_that_turn,
    deadline_of,
    deadlines,
    end_of,
    milestones,
    project_status,
    state_of,
)
from tests.factories import CAMPAIGN, campaign, changed

UNDATED = (
    CAMPAIGN.replace("    when: 2024-05/2024-08\n", "")
    .replace("    when: 2024-09\n", "")
    .replace(", when: 2024-08-30}", "}")
)


@pytest.mark.parametrize(
    ("day", "status", "current", "days_left"),
    [
        (date(2024, 4, 30), "upcoming", (), 122),
        (date(2024, 5, 1), "open", (0,), 121),
        (date(2024, 8, 30), "open", (0,), 0),
        (date(2024, 8, 31), "running", (0,), -1),
        (date(2024, 9, 1), "running", (1,), -2),
        (date(2024, 9, 30), "running", (1,), -31),
        (date(2024, 10, 1), "done", (), -32),
    ],
)
def test_day_by_day(day: date, status: str, current: tuple[int, ...], days_left: int) -> None:
    state = state_of(campaign(), day)
    assert (state.status, state.current) == (status, current)
    assert state.deadline is not None
    assert state.deadline.days_left(day) == days_left


def test_an_objection_period_comes_first() -> None:
    text = changed(
        "    recipients",
        "    objection_period: {printed: 公示五日, start: 2024-11-01, end: 2024-11-07}\n    recipients",
    )
    for day, status in ((31, "done"), (1, "public"), (7, "public"), (8, "done")):
        month = 10 if day == 31 else 11
        assert state_of(campaign(text), date(2024, month, day)).status == status


@pytest.mark.parametrize(
    ("text", "end", "shown_until"),
    [
        (CAMPAIGN, date(2024, 9, 30), date(2024, 10, 1)),
        (changed("when: 2024-09\n", "when: 2024-09/..\n"), date(2024, 12, 31), date(2024, 12, 31)),
        (UNDATED, date(2024, 12, 31), date(2024, 12, 31)),
        (
            changed("year: 2024\n", "year: 2024\nvoting: {printed: 投票, when: 2024-10-20}\n"),
            date(2024, 10, 20),
            date(2024, 10, 21),
        ),
        (
            changed("year: 2024\n", "year: 2024\nmilestones: [{what: 总结, when: 2024-12-31}]\n"),
            date(2024, 12, 31),
            date(2025, 1, 1),
        ),
    ],
)
def test_the_end(text: str, end: date, shown_until: date) -> None:
    record = campaign(text)
    assert (end_of(record), contacts_shown_until(record)) == (end, shown_until)


def test_an_undated_campaign_neither_begins_nor_counts_days() -> None:
    record = campaign(UNDATED)
    assert begin_of(record) is None
    state = state_of(record, date(2024, 6, 1))
    assert (state.status, state.current) == ("running", ())
    assert state.deadline is not None
    assert (state.deadline.printed, state.deadline.last, state.deadline.days_left(date(2024, 6, 1))) == (
        "8月30日前",
        None,
        None,
    )


def test_a_stage_without_beginning_does_not_begin_before_the_one_above_it() -> None:
    record = campaign(changed("    when: 2024-09\n", "    when: ../2024-09-30\n"))
    assert state_of(record, date(2024, 4, 1)).current == ()
    assert state_of(record, date(2024, 6, 1)).current == (0, 1)
    assert state_of(record, date(2024, 9, 1)).current == (1,)


def test_a_sub_project_has_its_own_deadline_or_the_last_of_the_campaign() -> None:
    text = changed(
        "year: 2024\n",
        "year: 2024\nmilestones: [{what: 补报, kind: deadline, when: 2024-09-10}, {what: 总结, when: 2024-09-20}]\n",
    )
    record = campaign(text)
    assert [d.what for d in deadlines(record)] == ["提交歌曲", "补报"]
    assert [m.what for m in milestones(record)] == ["提交歌曲", "补报", "总结"]
    found = deadline_of(record, record.subprojects[0])
    assert found is not None
    assert (found.what, found.last) == ("补报", date(2024, 9, 10))
    own = campaign(
        changed(
            "    forms: [nomination]",
            "    deadline: {printed: 6月1日12时, when: 2024-06-01T12:00}\n    forms: [nomination]",
        )
    )
    found = deadline_of(own, own.subprojects[0])
    assert found is not None
    assert (found.printed, found.last, found.time) == ("6月1日12时", date(2024, 6, 1), "12:00")


def test_without_milestones_the_deadlines_are_those_of_the_sub_projects() -> None:
    text = changed(
        "    milestones:\n      - {what: 提交歌曲, kind: deadline, printed: 8月30日前, when: 2024-08-30}\n",
        "",
    )
    record: Campaign = campaign(
        changed(
            "    forms: [nomination]", "    deadline: {when: 2024-06-01}\n    forms: [nomination]", text=text
        )
    )
    assert [(d.what, d.printed, d.last) for d in deadlines(record)] == [
        ("歌曲征集", "2024-06-01", date(2024, 6, 1))
    ]
    assert deadline_of(campaign(text), campaign(text).subprojects[0]) is None
    assert deadlines(campaign(text)) == ()


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ("", ["upcoming", "open", "open", "closed", "closed", "done"]),
        ("    deadline: {printed: 6月1日前, when: 2024-06-01}\n", ["upcoming", "open", "closed", "closed", "closed", "done"]),
        ("    deadline: {printed: 另行通知}\n", ["upcoming", "running", "running", "running", "running", "done"]),
    ],
    ids=["the common one", "its own", "not dated"],
)  # fmt: skip
def test_a_sub_project_opens_and_closes_by_its_own_deadline(own: str, said: list[str]) -> None:
    record = campaign(changed("    forms: [nomination]", f"{own}    forms: [nomination]"))
    days = ((4, 30), (6, 1), (8, 30), (8, 31), (9, 30), (10, 1))
    assert [project_status(record, record.subprojects[0], date(2024, *day)) for day in days] == said


def test_a_sub_project_is_public_only_for_its_own_awards() -> None:
    text = changed(
        "    recipients",
        "    objection_period: {printed: 公示, start: 2024-09-09, end: 2024-09-13}\n"
        "    results: {awards: [songs/own], state: proposed}\n    recipients",
    )
    text = changed(
        "    forms: [nomination]", "    awards: [{id: own, title: 金奖}]\n    forms: [nomination]", text=text
    )
    text = changed("allocation:", "  - {id: films, tier: city, title: 微视频征集}\nallocation:", text=text)
    record = campaign(text)
    songs, films = record.subprojects
    assert [project_status(record, songs, date(2024, 9, d)) for d in (8, 9, 13, 14)] == [
        "closed", "public", "public", "closed",
    ]  # fmt: skip
    assert project_status(record, films, date(2024, 9, 9)) == "closed"
    assert state_of(record, date(2024, 9, 9)).status == "public"


def test_a_deadline_put_off_keeps_the_campaign_open() -> None:
    """One sub-project's own deadline, later than the common one, is then the next deadline of the campaign."""
    record = campaign(
        changed(
            "    forms: [nomination]",
            "    deadline: {printed: 9月10日前, when: 2024-09-10}\n    forms: [nomination]",
        )
    )
    state = state_of(record, date(2024, 9, 1))
    assert state.status == "open"
    assert state.deadline is not None
    assert (state.deadline.what, state.deadline.last) == ("歌曲征集", date(2024, 9, 10))
    assert state_of(record, date(2024, 9, 11)).status == "running"


def test_every_day_that_turns_is_known() -> None:
    """Between two of them nothing changes, and each is after the day asked for."""
    text = changed(
        "    recipients",
        "    issued: {when: 2024-03-05}\n    objection_period: {printed: 公示, start: 2024-11-01, end: 2024-11-07}\n"
        "    recipients",
    )
    for one in (text, CAMPAIGN, UNDATED, changed("when: 2024-09\n", "when: 2024-09/..\n")):
        record = campaign(one)
        start = date(2024, 1, 1)
        turns = days_that_turn(record, start)
        assert list(turns) == sorted(set(turns))
        before = None
        for day in (start + timedelta(n) for n in range(500)):
            now = (state_of(record, day), project_status(record, record.subprojects[0], day))
            if before is not None and now != before:
                assert day in turns, day
            before = now
    assert date(2024, 11, 8) in days_that_turn(campaign(text), date(2024, 11, 7))
    assert date(2024, 11, 8) not in days_that_turn(campaign(text), date(2024, 11, 8))
