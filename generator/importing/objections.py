"""公示期: from when until when a proposed result may be objected to, and to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.importing.contacts import people_of
from generator.importing.received import Line
from generator.importing.times import times_in
from generator.values.when import parse_when
from generator.yamlwriting import Data

_PERIOD = re.compile(r"公示(?:期|时间)?(?:限)?(?:为|是|自|从|[:：])?\s*(?:自|从)?\s*$")


def objection_period(lines: Sequence[Line], *, year: int | None) -> dict[str, Data]:
    """The period as printed with its first and last day, and the ways to object; empty where no whole period is printed."""
    for line in lines:
        for time in times_in(line.text, year=year):
            if not time.span or not time.when or not _PERIOD.search(line.text[: time.start]):
                continue
            when = parse_when(time.when)
            if not (when.start and when.start.day and when.end and when.end.day):
                continue
            start, _, end = time.when.partition("/")
            out: dict[str, Data] = {"printed": time.printed, "start": start, "end": end}
            if days := re.search(r"(\d{1,2})\s*个工作日", line.text):
                out["working_days"] = int(days.group(1))
            if channels := list(_channels(lines)):
                out["channels"] = list(channels)
            if rules := next((s for one in lines for s in re.split(r"(?<=。)", one.text) if "异议" in s), ""):
                out["rules"] = rules.strip()
            return out
    return {}


def _channels(lines: Sequence[Line]) -> Iterator[dict[str, Data]]:
    for line in lines:
        if not re.search("电话|邮箱|传真", line.text):
            continue
        for person in people_of(line.text):
            ways = [("phone", number) for number in person.phones] + [
                ("fax", person.fax),
                ("email", person.email),
            ]
            for kind, value in ways:
                if value:
                    yield {"kind": kind, "value": value, **({"office": person.unit} if person.unit else {})}
