"""Dates as data: the part of EDTF (ISO 8601-2:2019, level 0 and open intervals) that notices need.

What is printed stays beside the value; the value only sorts, counts days and fills calendars.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

from msgspec import Struct

from generator.values.patterns import late

SHANGHAI = timezone(timedelta(hours=8))
"""China has kept UTC+8 without daylight saving since 1991, so no time zone data base is needed."""

_POINT = late(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?(\+08:00)?)?)?)?\Z", re.ASCII)


class WhenError(ValueError):
    """A text that is no date; `code` names the kind of fault for the report."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(f"{code}: {text}")
        self.code = code
        self.text = text


class Point(Struct, frozen=True):
    """One date of year, month, day or minute precision, as written."""

    year: int
    month: int | None = None
    day: int | None = None
    time: str | None = None

    @property
    def first(self) -> date:
        """First day it covers."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """Last day it covers."""
        month = self.month or 12
        return date(self.year, month, self.day) if self.day else _last_day(self.year, month)


class When(Struct, frozen=True):
    """A date, a span, or a span open at one end (`None`), with the EDTF text it was read from."""

    text: str
    start: Point | None
    end: Point | None

    @property
    def first(self) -> date | None:
        """First day, None when the beginning is open."""
        return self.start.first if self.start else None

    @property
    def last(self) -> date | None:
        """Last day, None when the end is open."""
        return self.end.last if self.end else None

    def covers(self, day: date) -> bool:
        """Whether `day` lies inside; an open side has no bound."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def __str__(self) -> str:
        return self.text


def _point(text: str, whole: str) -> Point:
    match = _POINT.fullmatch(text)
    if not match:
        raise WhenError("E220", whole)
    year, month, day, hour, minute, second, _ = match.groups()
    try:
        if hour:
            datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0))  # noqa: DTZ001 checked only
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise WhenError("E221", whole) from None
    return Point(
        int(year),
        int(month) if month else None,
        int(day) if day else None,
        f"{hour}:{minute}" if hour else None,
    )


def parse_when(text: str) -> When:
    """Read `2024`, `2024-05`, `2024-05-21`, `2023-06-08T12:00+08:00`, `A/B`, `A/..` or `../B`.

    Raises `WhenError` E220 (not of this form), E221 (no such day) or E222 (end before beginning).
    """
    if "/" not in text:
        point = _point(text, text)
        return When(text, point, point)
    begin, _, finish = text.partition("/")
    if begin == finish == "..":
        raise WhenError("E220", text)
    start = None if begin == ".." else _point(begin, text)
    end = None if finish == ".." else _point(finish, text)
    if start and end and (end.last, end.time or "24") < (start.first, start.time or ""):
        raise WhenError("E222", text)
    return When(text, start, end)


_YEARS = late(r"(\d{4})\s*年")
_NEXT_YEAR = late("[次翌]年")
_MONTHS = late(r"(\d{1,2})\s*月")
_DAYS = late(r"(\d{1,2})\s*日")
_WEEKDAY = late(r"(?:星期|周)([一二三四五六日天])")


def printed_conflict(printed: str, when: When) -> str | None:
    """Return what of `when` the printed date does not say (`2024年`, `8月`, `30日`), or None if they agree.

    Only what is printed in figures is compared: a printed month without a year leaves the year free.
    """
    points = [point for point in (when.start, when.end) if point]
    years, months, days = (
        {int(found) for found in pattern.findall(printed)} for pattern in (_YEARS, _MONTHS, _DAYS)
    )
    if _NEXT_YEAR.search(printed):
        years |= {year + 1 for year in years}
    for point in points:
        if years and point.year not in years:
            return f"{point.year}年"
        if months and point.month and point.month not in months:
            return f"{point.month}月"
        if days and point.day and point.day not in days and "旬" not in printed:
            return f"{point.day}日"
    return None


def weekday_conflict(printed: str, when: When) -> tuple[str, str] | None:
    """Return (weekday printed, weekday of the date) when a printed 星期 does not fit, else None."""
    found = _WEEKDAY.search(printed)
    point = when.end or when.start
    if not found or not point or not point.day:
        return None
    real = "一二三四五六日"[point.first.weekday()]
    said = "日" if found.group(1) == "天" else found.group(1)
    return None if said == real else (f"星期{said}", f"星期{real}")


def _last_day(year: int, month: int) -> date:
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)
