"""Working days in China: holidays and make-up days as the State Council's yearly notices order them (chinesecalendar)."""

from __future__ import annotations

from datetime import date, timedelta


def working_days(first: date, last: date) -> int | None:
    """Count the working days from `first` to `last`, both included; None where a year's notice is not known yet."""
    from chinese_calendar import is_workday  # type: ignore[import-untyped]

    try:
        return sum(bool(is_workday(first + timedelta(days=i))) for i in range((last - first).days + 1))
    except NotImplementedError:
        return None


def calendar_days(first: date, last: date) -> int:
    """Count the days from `first` to `last`, both included."""
    return (last - first).days + 1
