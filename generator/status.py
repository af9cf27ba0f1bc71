"""Where a campaign stands on a given day. The day is an input; nothing here reads the clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from generator.endings import in_force, is_withdrawn
from generator.model.campaign import Campaign
from generator.model.common import Dated, Milestone
from generator.model.subproject import Subproject
from generator.occasions import concerns
from generator.values.when import When


class Deadline(Struct, frozen=True):
    """One deadline: what, as printed, its last day (None when not dated) and the time of day if one is printed."""

    what: str
    printed: str
    last: date | None
    time: str | None = None

    def days_left(self, today: date) -> int | None:
        """Whole days from `today` to the last day; 0 on the day itself, negative after it, None when not dated."""
        return (self.last - today).days if self.last else None


class State(Struct, frozen=True):
    """Status word (a key of `words.STATUS_NAMES`), the stages that are current, and the deadline to show.

    Once a campaign is over no stage is current; `days_that_turn` names every day on which any of this may change.
    """

    status: str
    current: tuple[int, ...]
    deadline: Deadline | None


def milestones(campaign: Campaign) -> Iterator[Milestone]:
    """All milestones, those of the stages first."""
    for stage in campaign.schedule:
        yield from stage.milestones
    yield from campaign.milestones


def deadlines(campaign: Campaign) -> tuple[Deadline, ...]:
    """Every dated or printed deadline of a campaign, in time order (undated last).

    A sub-project's own is one of them unless a milestone of the campaign has the same day: one put off (by a notice
    that amends it) keeps the campaign open.
    """
    found = [_from_milestone(m) for m in milestones(campaign) if m.kind == "deadline"]
    told = {d.last for d in found}
    own = [_from_dated(s.deadline, s.title) for s in campaign.subprojects if s.deadline]
    found += [d for d in own if d.last not in told]
    return tuple(sorted(found, key=lambda d: (d.last is None, d.last or date.max, d.what)))


def deadline_of(campaign: Campaign, subproject: Subproject) -> Deadline | None:
    """A sub-project's own deadline; by default the last deadline of the campaign's milestones."""
    if subproject.deadline:
        return _from_dated(subproject.deadline, "提交作品")
    found = [_from_milestone(m) for m in milestones(campaign) if m.kind == "deadline"]
    dated = [d for d in found if d.last]
    return max(dated, key=lambda d: d.last or date.min) if dated else (found[0] if found else None)


def _from_milestone(milestone: Milestone) -> Deadline:
    return _from_when(milestone.what, milestone.printed, milestone.when)


def _from_dated(dated: Dated, what: str) -> Deadline:
    return _from_when(what, dated.printed, dated.when)


def _from_when(what: str, printed: str | None, when: When | None) -> Deadline:
    point = when.end if when else None
    return Deadline(
        what,
        printed or (when.text if when else ""),
        when.last if when else None,
        point.time if point else None,
    )


def end_of(campaign: Campaign) -> date:
    """The last dated day of a campaign: of its stages, deadlines, period and vote.

    One that is open at its end or not dated at all ends on 31 December of its year; one that was archived ended the day
    before, at the latest.
    """
    lasts, closed = _last_days(campaign)
    last = max(lasts) if closed else max([date(campaign.year, 12, 31), *lasts])
    first = campaign.archived.first if campaign.archived else None
    return min(last, first - timedelta(days=1)) if first else last


def is_shut(campaign: Campaign, today: date) -> bool:
    """Whether nothing is sent in or counted down any more whatever the dates say: withdrawn as a whole, or archived."""
    first = campaign.archived.first if campaign.archived else None
    return is_withdrawn(campaign) or (first is not None and first <= today)


def _last_days(campaign: Campaign) -> tuple[list[date], bool]:
    """All last days that are known, and whether the campaign is dated and no span of it is open at its end."""
    whens = [stage.when for stage in campaign.schedule]
    whens += [m.when for m in milestones(campaign)]
    whens += [s.deadline.when for s in campaign.subprojects if s.deadline]
    if campaign.period:
        whens.append(campaign.period.when)
    if campaign.voting:
        whens.append(campaign.voting.when)
    given = [when for when in whens if when is not None]
    lasts = [when.last for when in given if when.last]
    return lasts, bool(given) and len(lasts) == len(given)


def begin_of(campaign: Campaign) -> date | None:
    """The first dated day of a campaign, or None."""
    whens = [campaign.period.when if campaign.period else None, *(stage.when for stage in campaign.schedule)]
    firsts = [when.first for when in whens if when and when.first]
    issued = [
        n.issued.when.first for n in campaign.notices if n.issued and n.issued.when and n.issued.when.first
    ]
    return min([*firsts, *issued]) if firsts or issued else None


def state_of(campaign: Campaign, today: date) -> State:
    """The state of a campaign on `today`."""
    current = _current(campaign, today)
    found = deadlines(campaign)
    ahead = [d for d in found if d.last and d.last >= today]
    shown = ahead[0] if ahead else (found[-1] if found else None)
    if is_withdrawn(campaign):
        return State("withdrawn", (), None)
    begin, end = begin_of(campaign), end_of(campaign)
    if is_shut(campaign, today):
        return State("done", (), None if ahead else shown)
    if any(_objection_open(campaign, today)):
        status = "public"
    elif begin and today < begin:
        status = "upcoming"
    elif today > end:
        status, current = "done", ()
    else:
        status = "open" if ahead else "running"
    return State(status, current, shown)


def _current(campaign: Campaign, today: date) -> tuple[int, ...]:
    """The stages that run on `today`. One without a beginning (9月30日前) does not begin before the one above it."""
    found = []
    begun = True
    for index, stage in enumerate(campaign.schedule):
        when = stage.when
        if when is None:
            continue
        begun = when.first <= today if when.first else begun
        if begun and when.covers(today):
            found.append(index)
    return tuple(found)


def project_status(campaign: Campaign, subproject: Subproject, today: date) -> str:
    """The status of one sub-project on `today` (a key of `words.STATUS_NAMES`).

    It is `withdrawn` as the campaign is, and `public` only while its own awards are open to objection. Before and after the campaign it is as the campaign.
    In between its own deadline, or the common one, decides: `open` to its last day, `closed` after it; without a dated
    deadline it is `running`.
    """
    if is_withdrawn(campaign):
        return "withdrawn"
    if is_shut(campaign, today):
        return "done"
    begin = begin_of(campaign)
    if any(_objection_open(campaign, today, subproject)):
        return "public"
    if begin and today < begin:
        return "upcoming"
    if today > end_of(campaign):
        return "done"
    deadline = deadline_of(campaign, subproject)
    if deadline is None or deadline.last is None:
        return "running"
    return "open" if today <= deadline.last else "closed"


def days_that_turn(campaign: Campaign, today: date) -> tuple[date, ...]:
    """Every day after `today` on which the state of a campaign or of a part of it may be another, in order.

    It may change on the first day of something dated and on the day after its last one; 1 January closes what is open
    at its end.
    """
    whens = [stage.when for stage in campaign.schedule]
    whens += [m.when for m in milestones(campaign)]
    whens += [s.deadline.when for s in campaign.subprojects if s.deadline]
    whens += [n.issued.when for n in campaign.notices if n.issued]
    for notice in campaign.notices:
        whens += (
            [notice.objection_period.start, notice.objection_period.end] if notice.objection_period else []
        )
    whens += [campaign.period.when] if campaign.period else []
    whens += [campaign.voting.when] if campaign.voting else []
    days = {when.first for when in whens if when and when.first}
    days |= {when.last + timedelta(days=1) for when in whens if when and when.last}
    days.add(end_of(campaign) + timedelta(days=1))
    days |= {campaign.archived.first} if campaign.archived and campaign.archived.first else set()
    return tuple(sorted(day for day in days if day > today))


def _objection_open(campaign: Campaign, today: date, subproject: Subproject | None = None) -> Iterator[bool]:
    for notice in in_force(campaign):
        if subproject is not None and not concerns(notice, subproject):
            continue
        period = notice.objection_period
        first, last = (period.start.first, period.end.last) if period else (None, None)
        yield bool(first and last and first <= today <= last)


def contacts_shown_until(campaign: Campaign) -> date:
    """The last day on which `until-end` contacts are shown in full.

    It is the day after the end; without a known end it is 31 December of the campaign's year itself.
    """
    _, closed = _last_days(campaign)
    return end_of(campaign) + timedelta(days=1 if closed else 0)
