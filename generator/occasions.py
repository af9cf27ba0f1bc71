"""What of a campaign has a date: stages, events, deadlines, the vote, objection periods. The source of every calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from generator.endings import is_withdrawn, withdrawn
from generator.model.campaign import Campaign
from generator.model.common import Milestone
from generator.model.notice import Notice
from generator.model.subproject import Subproject
from generator.values.when import When
from generator.works.honours import named_award

Kind = Literal["stage", "event", "deadline", "vote", "objection"]


class Occasion(Struct, frozen=True):
    """One thing that happens, as printed, with its days.

    `key` names it inside its campaign and stays the same when a title, a text or a date is corrected. `first` is None
    where the beginning is open, `last` where the end is open or nothing is dated. `changes` counts the amendments that
    later notices made to it, and each time one of them, or the occasion itself, was withdrawn. A `cancelled` one will
    not take place: its campaign, or the notice that announced it, was withdrawn.
    """

    key: str
    kind: Kind
    title: str
    printed: str
    first: date | None
    last: date | None
    changes: int = 0
    subproject: str | None = None
    notice: str | None = None
    text: str = ""
    cancelled: bool = False

    @property
    def span(self) -> tuple[date, date] | None:
        """The days it takes in a calendar, both included: a deadline, and what has no beginning, only its last day.

        None when it has no last day: an event without an end would fill every calendar for ever.
        """
        if self.last is None:
            return None
        first = self.last if self.kind == "deadline" or self.first is None else self.first
        return first, self.last


def occasions(campaign: Campaign, subproject: Subproject | None = None) -> tuple[Occasion, ...]:
    """Everything of a campaign; with a sub-project what concerns that one: its own deadline replaces the common ones.

    Every stage, milestone, deadline, vote and objection period is there, dated or not, in the order of the records. The
    vote and an objection period are left out where a milestone of the schedule stands for the same days.
    """
    common = tuple(_common(campaign))
    if subproject and subproject.deadline:
        common = tuple(one for one in common if one.kind != "deadline")
    own = [s for s in campaign.subprojects if s.deadline and (subproject is None or s.id == subproject.id)]
    told = {one.last for one in common if one.kind == "deadline" and one.last}
    deadlines = tuple(
        one
        for one in (_own_deadline(campaign, s) for s in own)
        if subproject
        or one.changes
        or one.last not in told  # who took an event along must hear of its change
    )
    days = {(one.first, one.last) for one in common if one.kind == "event" and one.last}
    later = tuple(one for one in _later(campaign, subproject) if (one.first, one.last) not in days)
    found = (*common, *deadlines, *later)
    if not is_withdrawn(campaign):
        return found
    return tuple(
        one if one.cancelled else replace(one, cancelled=True, changes=one.changes + 1) for one in found
    )


def dated(campaign: Campaign, subproject: Subproject | None = None) -> tuple[Occasion, ...]:
    """Those that stand in a calendar, by day; what begins on the same day in the order of the records."""
    found = [(one.span, one) for one in occasions(campaign, subproject) if one.span]
    return tuple(one for _, one in sorted(found, key=lambda pair: pair[0]))


def _common(campaign: Campaign) -> Iterator[Occasion]:
    for number, stage in enumerate(campaign.schedule, start=1):
        key, changes = f"stage-{number}", _changes(campaign, f"schedule/{number}")
        yield _occasion(
            key, "stage", stage.name, stage.printed, stage.when, changes=changes, text=stage.text or ""
        )
        for at, milestone in enumerate(stage.milestones, start=1):
            changes = _changes(campaign, f"schedule/{number}/milestones/{at}")
            yield _milestone(f"{key}-{at}", milestone, changes)
    for number, milestone in enumerate(campaign.milestones, start=1):
        yield _milestone(f"milestone-{number}", milestone, _changes(campaign, f"milestones/{number}"))


def _milestone(key: str, milestone: Milestone, changes: int) -> Occasion:
    return _occasion(key, milestone.kind, milestone.what, milestone.printed, milestone.when, changes=changes)


def _own_deadline(campaign: Campaign, subproject: Subproject) -> Occasion:
    assert subproject.deadline is not None
    return _occasion(
        f"project-{subproject.id}-deadline",
        "deadline",
        f"{subproject.title}报送",
        subproject.deadline.printed,
        subproject.deadline.when,
        changes=_changes(campaign, f"subprojects/{subproject.id}/deadline"),
        subproject=subproject.id,
    )


def _later(campaign: Campaign, subproject: Subproject | None) -> Iterator[Occasion]:
    voting = campaign.voting
    if voting:
        yield _occasion(
            "vote",
            "vote",
            "网络投票",
            voting.printed,
            voting.when,
            changes=_changes(campaign, "voting"),
            text=voting.rules or "",
        )
    gone = withdrawn(campaign)
    for notice in campaign.notices:
        period = notice.objection_period
        if period and (subproject is None or concerns(notice, subproject)):
            yield Occasion(
                f"objection-{notice.id}",
                "objection",
                f"公示：{notice.title}",
                period.printed,
                period.start.first,
                period.end.last,
                _changes(campaign, f"notices/{notice.id}/objection_period") + (notice.id in gone),
                notice=notice.id,
                text=period.rules or "",
                cancelled=notice.id in gone,
            )


def concerns(notice: Notice, subproject: Subproject) -> bool:
    """Whether a notice of results is about a sub-project: it names one of its awards, or no award at all."""
    named = [named_award(reference) for reference in notice.results.awards] if notice.results else []
    own = {award.id for award in subproject.awards}
    return not named or any(owner in (None, subproject.id) and award in own for owner, award in named)


def _occasion(
    key: str,
    kind: Kind,
    title: str,
    printed: str | None,
    when: When | None,
    *,
    changes: int,
    subproject: str | None = None,
    text: str = "",
) -> Occasion:
    first, last = (when.first, when.last) if when else (None, None)
    return Occasion(key, kind, title, printed or "", first, last, changes, subproject, text=text)


def _changes(campaign: Campaign, target: str) -> int:
    """How many amendments name this record, a part of it, or (`subprojects/songs`, `schedule`) a whole it belongs to.

    One that was withdrawn counts twice: it changed the record, and its end did (RFC 5545, 3.8.7.4: SEQUENCE only grows).
    """
    gone = withdrawn(campaign)
    return sum(
        (1 + (notice.id in gone))
        * (f"{target}/".startswith(f"{amendment.target}/") or amendment.target.startswith(f"{target}/"))
        for notice in campaign.notices
        for amendment in notice.amendments
    )
