"""Dates: printed and value agree, stages follow one another, deadlines lie after the issue."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.campaign import Campaign
from generator.model.record import Record
from generator.problems import Problem, problem
from generator.rules.checking import Checking, acknowledged
from generator.values.when import When, printed_conflict, weekday_conflict

YEARS_APART = 1
"""A campaign may begin the year before and end the year after the one it is named for."""


def dated(campaign: Campaign) -> Iterator[tuple[Record, str | None, When | None]]:
    """Every record of a campaign that has a printed time and a value."""
    records: list[Record | None] = [campaign.period, campaign.voting, *campaign.milestones]
    for stage in campaign.schedule:
        records += [stage, *stage.milestones]
    records += [subproject.deadline for subproject in campaign.subprojects]
    for notice in campaign.notices:
        records += [notice.issued, notice.printed_on]
    for record in records:
        if record is not None:
            yield record, getattr(record, "printed", None), getattr(record, "when", None)


def printed_dates(c: Checking) -> Iterator[Problem]:
    """What `when` says must be what is printed, weekday included, in a year near the campaign's."""
    for campaign in c.catalog.campaigns:
        for record, printed, when in dated(campaign):
            if when is None or c.places.hurt(record, "printed"):
                continue
            place = c.places.of(record, "when")
            if printed and (part := printed_conflict(printed, when)):
                if not acknowledged(c, campaign, printed=printed):
                    yield problem("E512", place, printed=printed, when=when.text, part=part)
                continue
            if printed and (weekday := weekday_conflict(printed, when)):
                if not acknowledged(c, campaign, printed=printed):
                    yield problem(
                        "E513", place, printed=printed, when=when.text, said=weekday[0], real=weekday[1]
                    )
                continue
            for point in (when.start, when.end) if not c.places.hurt(campaign, "year") else ():
                if point and abs(point.year - campaign.year) > YEARS_APART:
                    yield problem("E515", place, when=when.text, year=campaign.year)
                    break


def stage_order(c: Checking) -> Iterator[Problem]:
    """A stage does not begin before the one above it; overlapping is allowed (3月至8月, then 8月至9月)."""
    for campaign in c.catalog.campaigns:
        before = None
        for stage in campaign.schedule:
            first = stage.when.first if stage.when else None
            if (
                stage.when is None
                or first is None
                or (stage.printed and printed_conflict(stage.printed, stage.when))
            ):
                continue  # a value that is not what is printed was told there
            if (
                before
                and first < before[0]
                and not acknowledged(c, campaign, printed=stage.printed or stage.name)
            ):
                yield problem("E511", c.places.of(stage, "when"), name=stage.name, before=before[1])
            before = (first, stage.name)


def date_order(c: Checking) -> Iterator[Problem]:
    """Deadlines and printing come after the issue; an objection period runs forward."""
    for campaign in c.catalog.campaigns:
        issues = [
            n.issued.when.first
            for n in campaign.notices
            if n.issued and n.issued.when and n.issued.when.first
        ]
        milestones = [*campaign.milestones, *(m for stage in campaign.schedule for m in stage.milestones)]
        deadlines: list[tuple[Record, str | None, When | None]] = [
            (m, m.printed, m.when) for m in milestones if m.kind == "deadline"
        ]
        deadlines += [
            (s.deadline, s.deadline.printed, s.deadline.when) for s in campaign.subprojects if s.deadline
        ]
        if not (campaign.notices[0].issued and campaign.notices[0].issued.when):
            issues = []  # the call itself bears no date: a later notice says nothing about what came before it
        for record, printed, when in deadlines:
            if issues and when and when.last and when.last < min(issues):
                if not acknowledged(c, campaign, printed=printed):
                    yield problem("E514", c.places.of(record, "when"), deadline=when.text, issued=min(issues))
        for notice in campaign.notices:
            issued = notice.issued.when.first if notice.issued and notice.issued.when else None
            printed_on = notice.printed_on.when.last if notice.printed_on and notice.printed_on.when else None
            if issued and printed_on and printed_on < issued:
                place = c.places.of(notice, "printed_on")
                yield problem("E516", place, printed_on=printed_on, issued=issued)
            period = notice.objection_period
            if period and period.start.first and period.end.last and period.end.last < period.start.first:
                place = c.places.of(period, "end")
                yield problem("E517", place, start=period.start.text, end=period.end.text)


def retention(c: Checking) -> Iterator[Problem]:
    """What is kept until a day is kept at least until the campaign's last day."""
    for campaign in c.catalog.campaigns:
        if campaign.retention is None:
            continue
        kept = campaign.retention.when.last
        ends = [when.last for _, _, when in dated(campaign) if when and when.last]
        if kept and ends and kept < max(ends):
            yield problem("E518", c.places.of(campaign.retention, "when"), kept=kept, end=max(ends))
