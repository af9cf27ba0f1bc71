"""What a page says of time, and what it will have to say on later days.

A page may be read long after it was built. So each of these views carries its `turns`: from which day on it reads
otherwise, and how, worked out here by the same functions that made the page. The browser only compares dates (the part
"what turns with the day" of zb.js); it knows no rule.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date

from msgspec import Struct

from generator import routes
from generator.endings import is_withdrawn
from generator.model.campaign import Campaign
from generator.model.common import Stage
from generator.model.subproject import Subproject
from generator.occasions import dated
from generator.status import Deadline, State, days_that_turn, deadline_of, is_shut, project_status, state_of
from generator.words import STATUS_CLASSES, STATUS_NAMES
from generator.works.periods import open_objections

Turn = tuple[str, ...]
Counted = tuple[Deadline, tuple[int, ...]]
"""A deadline, and the working days left by the days left (0 on the last day first); () where days are counted."""


class StatusView(Struct, frozen=True):
    """A status as word and look; `turns` is JSON of [first day, look, word] of each later status, "" for none."""

    text: str
    look: str
    turns: str = ""


class WordView(Struct, frozen=True):
    """Words that go by the state of a campaign; `turns` is JSON of [first day, words] of all later ones, "" for none."""

    text: str
    turns: str = ""


class DeadlineView(Struct, frozen=True):
    """The deadline box: what, how much is left (None: past or not dated), as printed, and the last day (ISO, None: not dated).

    What is left is counted in `unit`: days, or working days where the notice counts so. `turns` is JSON of [first day,
    what, as printed, last day, working days left by days left], the first being the day the page is of, the last "" where
    days are counted; "" where nothing is dated. `calendar` is the address of the file with the dates, None where there is none.
    """

    what: str
    printed: str
    left: int | None
    past: bool
    iso: str | None
    turns: str = ""
    calendar: str | None = None
    unit: str = "天"


class StageView(Struct, frozen=True):
    """A stage on the time line; `state` is done, now or ahead; `turns` is JSON of [first day, state] of later states."""

    name: str
    printed: str
    state: str
    milestones: tuple[tuple[str, str], ...]
    turns: str = ""


def campaign_status(campaign: Campaign, today: date) -> StatusView:
    """The status of a campaign on `today`, and from then on."""
    return _status_view(campaign, today, lambda day: state_of(campaign, day).status)


def status_of_project(campaign: Campaign, subproject: Subproject, today: date) -> StatusView:
    """The status of a sub-project on `today`, and from then on."""
    return _status_view(campaign, today, lambda day: project_status(campaign, subproject, day))


def entering(state: State) -> str:
    """What the way to the sub-projects of a campaign is called, wherever it is offered."""
    return "选项目报送" if state.status == "open" else "看征集项目"


def word_view(campaign: Campaign, today: date, said: Callable[[State], str]) -> WordView:
    """What is `said` of a campaign on `today`, and from then on."""
    turns = _later(campaign, today, lambda day: (said(state_of(campaign, day)),))
    return WordView(said(state_of(campaign, today)), _json(turns))


def _status_view(campaign: Campaign, today: date, status: Callable[[date], str]) -> StatusView:
    def said(day: date) -> Turn:
        now = status(day)
        return STATUS_CLASSES[now], STATUS_NAMES[now]

    look, text = said(today)
    return StatusView(text, look, _json(_later(campaign, today, said)))


def campaign_deadline(campaign: Campaign, today: date) -> DeadlineView | None:
    """The box of a campaign: its next deadline, else its last one; while names are open to objection, that period."""

    def shown(day: date) -> Counted | None:
        return _public_period(campaign, day) or _in_days(state_of(campaign, day).deadline)

    return _deadline_view(campaign, today, shown, calendar_address(campaign))


def project_deadline(campaign: Campaign, subproject: Subproject, today: date) -> DeadlineView | None:
    """The box of a sub-project: its own deadline, else the common one; none where nothing is sent in any more."""
    deadline = deadline_of(campaign, subproject)
    ahead = deadline is not None and deadline.last is not None and deadline.last >= today
    if is_withdrawn(campaign) or (ahead and is_shut(campaign, today)):
        return None
    found = _in_days(deadline)
    return _deadline_view(campaign, today, lambda _: found, calendar_address(campaign, subproject))


def calendar_address(campaign: Campaign, subproject: Subproject | None = None) -> str | None:
    """Where the calendar of a campaign or of a sub-project is, None where there is none to take along.

    Without a dated occasion there is no file. That of a withdrawn campaign is there for those who took it before.
    """
    if is_withdrawn(campaign) or not dated(campaign, subproject):
        return None
    return routes.calendar(campaign.id, subproject.id if subproject else None)


def _deadline_view(
    campaign: Campaign, today: date, shown: Callable[[date], Counted | None], calendar: str | None
) -> DeadlineView | None:
    counted = shown(today)
    if counted is None:
        return None

    def said(day: date) -> Turn:
        one, working = shown(day) or counted
        return one.what, one.printed, one.last.isoformat() if one.last else "", ",".join(map(str, working))

    turns = [(today.isoformat(), *said(today)), *_later(campaign, today, said)]
    deadline, working = counted
    left = deadline.days_left(today)
    past = left is not None and left < 0
    in_work = working[left] if left is not None and 0 < left < len(working) else 0
    return DeadlineView(
        what=deadline.what,
        printed=deadline.printed,
        left=None if past else in_work or left,
        past=past,
        iso=deadline.last.isoformat() if deadline.last else None,
        turns=_json(turns) if any(turn[3] for turn in turns) else "",
        calendar=calendar,
        unit="个工作日" if in_work else "天",
    )


def _public_period(campaign: Campaign, today: date) -> Counted | None:
    """While names are open to objection, that is the date that matters; it is counted as its banner counts it."""
    for one in open_objections(campaign):
        if one.phase(today) == "open" and one.notice.objection_period:
            return Deadline("公示期", one.notice.objection_period.printed, one.last), one.left[::-1]
    return None


def _in_days(deadline: Deadline | None) -> Counted | None:
    return (deadline, ()) if deadline else None


def stage_views(campaign: Campaign, today: date) -> tuple[StageView, ...]:
    """All stages of a campaign as they stand on `today`, and from then on."""
    states = {day: state_of(campaign, day) for day in (today, *days_that_turn(campaign, today))}
    return tuple(_stage_view(campaign, stage, index, states) for index, stage in enumerate(campaign.schedule))


def _stage_view(campaign: Campaign, stage: Stage, index: int, states: dict[date, State]) -> StageView:
    def standing(day: date) -> str:
        last = stage.when.last if stage.when else None
        done = states[day].status in ("done", "withdrawn") or (last is not None and last < day)
        return "now" if index in states[day].current else "done" if done else "ahead"

    today = next(iter(states))
    return StageView(
        name=stage.name,
        printed=stage.printed or "",
        state=standing(today),
        milestones=tuple((m.printed or "", m.what) for m in stage.milestones),
        turns=_json(_later(campaign, today, lambda day: (standing(day),))),
    )


def _later(campaign: Campaign, today: date, said: Callable[[date], Turn]) -> Iterator[Turn]:
    """Each later day on which something else is said than before, with what is said then."""
    before = said(today)
    for day in days_that_turn(campaign, today):
        if (now := said(day)) != before:
            yield day.isoformat(), *now
            before = now


def _json(turns: Iterator[Turn] | list[Turn]) -> str:
    found = list(turns)
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) if found else ""
