"""公示: its period is as long as it says, is printed in its notice, and can be answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator.model.campaign import Campaign
from generator.model.notice import ObjectionPeriod
from generator.problems import Problem, problem
from generator.rules.checking import Checking, acknowledged
from generator.values.text import fold
from generator.values.when import printed_conflict
from generator.values.workdays import calendar_days, working_days

_SAID = re.compile(r"(\d{1,2}|[一二三四五六七八九十])个?(工作日|自然日|日历天)")
_DIGITS = {c: i for i, c in enumerate("一二三四五六七八九十", start=1)}


def objection_periods(c: Checking) -> Iterator[Problem]:
    """Length, printed days and channels of every objection period."""
    for campaign in c.catalog.campaigns:
        for notice in campaign.notices:
            period = notice.objection_period
            if period is None or c.places.hurt(notice, "objection_period"):
                continue
            first, last = period.start.first, period.end.last
            if first is None or last is None or last < first:
                continue  # date_order tells
            yield from _length(c, campaign, period, first, last)
            for name, when in (("start", period.start), ("end", period.end)):
                part = printed_conflict(period.printed, when)
                if part and not acknowledged(c, campaign, printed=period.printed):
                    place = c.places.of(period, name)
                    yield problem("E512", place, printed=period.printed, when=when.text, part=part)
            if not period.channels:
                yield problem("W509", c.places.of(notice, "objection_period"))


def _length(
    c: Checking, campaign: Campaign, period: ObjectionPeriod, first: date, last: date
) -> Iterator[Problem]:
    said = _SAID.search(fold(period.printed))
    number = int(_DIGITS.get(said.group(1), 0) or said.group(1)) if said else None
    for name, word, counted in (
        ("working_days", "工作日", working_days(first, last)),
        ("calendar_days", "自然日", calendar_days(first, last)),
    ):
        claimed = getattr(period, name)
        if claimed is None and said and (said.group(2) == "工作日") == (name == "working_days"):
            claimed = number
        if claimed is None or acknowledged(c, campaign, printed=period.printed):
            continue
        place = c.places.of(period, name if getattr(period, name) is not None else "printed")
        if counted is None:
            yield problem("W511", place, year=last.year)
        elif counted != claimed:
            yield problem("W503", place, claimed=claimed, word=word, start=first, end=last, counted=counted)
