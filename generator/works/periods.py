"""Objection periods and votes on a given day. The day is an input; dates are those of Asia/Shanghai."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from generator.endings import in_force
from generator.model.campaign import Campaign
from generator.model.notice import Notice
from generator.values.workdays import working_days
from generator.works.honours import announcements, named_award

Phase = Literal["ahead", "open", "past"]


class Objection(Struct, frozen=True):
    """A 公示 whose results are not confirmed yet: its days, and for each day the working days left (itself included).

    `left` is empty where the notice counts calendar days.
    """

    notice: Notice
    first: date
    last: date
    left: tuple[int, ...]

    def phase(self, today: date) -> Phase:
        """Before, in or after the period."""
        return phase(self.first, self.last, today)

    def left_on(self, today: date) -> int:
        """Working days left on a day of the period; 0 where they are not known."""
        at = (today - self.first).days
        return self.left[at] if 0 <= at < len(self.left) else 0


def phase(first: date, last: date, today: date) -> Phase:
    """Where `today` lies."""
    return "ahead" if today < first else "open" if today <= last else "past"


def open_objections(campaign: Campaign) -> Iterator[Objection]:
    """Every objection period of results that no notice has confirmed or withdrawn; in the order of the notices."""
    known = announcements(campaign)
    for notice in in_force(campaign):
        period = notice.objection_period
        if period is None or period.start.first is None or period.end.last is None:
            continue
        awards = [named_award(reference) for reference in notice.results.awards] if notice.results else []
        if awards and all(key in known and known[key].state == "confirmed" for key in awards):
            continue
        first, last = period.start.first, period.end.last
        days = [first + timedelta(days=i) for i in range((last - first).days + 1)]
        by_days = period.calendar_days and not period.working_days
        left = () if by_days else tuple(working_days(day, last) or 0 for day in days)
        yield Objection(notice, first, last, left)
