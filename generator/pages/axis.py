"""The timetable of a campaign and of those above it on one axis: what a liaison must fit together (市 → 省 → 国)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from generator import routes
from generator.catalog import Catalog
from generator.endings import is_withdrawn
from generator.model.campaign import Campaign
from generator.occasions import Occasion, occasions
from generator.pages.frame_parts import campaign_name, chinese_date
from generator.pages.times import calendar_address

_LABELS = 12
"""More months than this get a label every second or third month."""


class Span(Struct, frozen=True):
    """One occasion as printed; `left` and `width` in per cent of the axis, None where no day is known; a point has no width."""

    title: str
    printed: str
    deadline: bool
    left: float | None
    width: float


class Lane(Struct, frozen=True):
    """The occasions of one campaign."""

    name: str
    address: str
    calendar: str | None
    spans: tuple[Span, ...]


class Axis(Struct, frozen=True):
    """Lanes from the own campaign upwards; `months` are (left, label), `now` is where the day stands, None outside."""

    lanes: tuple[Lane, ...]
    months: tuple[tuple[float, str], ...]
    now: float | None
    now_text: str


def axis(catalog: Catalog, campaign: Campaign, today: date) -> Axis | None:
    """The axis, without withdrawn campaigns; None where no campaign stands above, or only one of them has dates: the time line says it all then."""
    if is_withdrawn(campaign):
        return None
    line = (campaign, *(one for one in reversed(catalog.ancestors(campaign)) if not is_withdrawn(one)))
    told = [(one, tuple(each for each in occasions(one) if not each.cancelled)) for one in line]
    days = [day for _, found in told for one in found for day in (one.first, one.last) if day]
    if sum(any(one.first or one.last for one in found) for _, found in told) < 2:
        return None
    first, last = min(days).replace(day=1), _month_after(max(days))
    return Axis(
        lanes=tuple(
            Lane(
                campaign_name(one),
                routes.campaign(one.id),
                calendar_address(one),
                tuple(_span(occasion, first, last) for occasion in found),
            )
            for one, found in told
        ),
        months=tuple(_months(first, last)),
        now=_at(today, first, last) if first <= today < last else None,
        now_text=chinese_date(today),
    )


def _month_after(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _at(day: date, first: date, last: date) -> float:
    return round(100 * (day - first).days / (last - first).days, 2)


def _span(one: Occasion, first: date, last: date) -> Span:
    """What is open at an end runs to that end of the axis."""
    deadline = one.kind == "deadline"
    if one.first is None and one.last is None:
        return Span(one.title, one.printed, deadline, None, 0)
    end = _at(one.last + timedelta(days=1), first, last) if one.last else 100.0
    if deadline:
        return Span(one.title, one.printed, deadline, end, 0)
    begin = _at(one.first, first, last) if one.first else 0.0
    return Span(one.title, one.printed, deadline, begin, round(end - begin, 2))


def _months(first: date, last: date) -> Iterator[tuple[float, str]]:
    """Month by month; the first, and each January, with its year, which takes the room of the next label."""
    count = (last.year - first.year) * 12 + last.month - first.month
    step = -(-count // _LABELS)
    day, free = first, 0
    for number in range(count):
        named = number == 0 or day.month == 1
        label = f"{day.year}年{day.month}月" if named else f"{day.month}月"
        shown = named or (number >= free and number % step == 0)
        yield _at(day, first, last), label if shown else ""
        free = number + 2 if named else free
        day = _month_after(day)
