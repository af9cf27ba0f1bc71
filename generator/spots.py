"""Spots in the tree of a campaign's records: found by an editor's words, and changed in a copy.

A spot is one value (a name, a number, a figure of a table), or a time as a whole: what is printed with its date.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from generator.model.base import Date
from generator.model.campaign import Allocation, AllocationRow, Campaign
from generator.model.common import Dated
from generator.model.notice import Notice
from generator.model.record import Record, fields_of
from generator.values.phone import Phone, parse_phone
from generator.values.text import fold
from generator.values.when import Point, When, WhenError, parse_when

Path = tuple[str | int, ...]
"""Names of fields, and places in lists counted from 0."""
_OURS = frozenset(
    {
        *("id", "former_ids", "tier", "sample", "parent", "year", "area_code", "units", "consents", "order"),
        *(
            "contact_visibility",
            "visibility",
            "retention",
            "archived",
            "modality",
            "kind",
            "subject",
            "media",
        ),
        *("relay_of", "region", "of", "per", "lost", "private", "lines", "ranked"),
    }
)
"""Keys that no notice prints: they say how a record is kept and shown, and are changed where they stand."""


class UnknownTargetError(ValueError):
    """A way that leads nowhere: `name` is the step that failed, `known` what could be named there."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name, known)
        self.name, self.known = name, known


class Found(Struct, frozen=True):
    """Where some words stand below a target; `part` when they are only a piece of the text there."""

    paths: tuple[Path, ...]
    part: bool = False


def path_of(campaign: Campaign, target: str) -> Path:
    """The path that a target names (`subprojects/songs/deadline`, `allocation/plan/east`). Raises `UnknownTargetError`."""
    value: Any = campaign
    path: Path = ()
    for name in target.split("/"):
        steps = _steps(campaign, value, name)
        if not steps:
            raise UnknownTargetError(name, _names(value))
        for step in steps:
            value = _below(value, step)
        path += steps
    if path[-1] in ("when", "printed") and is_time(value_at(campaign, path[:-1])):
        return path[:-1]
    return path


def value_at(campaign: Campaign, path: Path) -> Any:
    """What stands at a path."""
    value: Any = campaign
    for step in path:
        value = _below(value, step)
    return value


def is_time(value: object) -> bool:
    """Whether a record is a time: what is printed, and the date it means."""
    return isinstance(value, Record) and {"when", "printed"} <= set(value.__struct_fields__)


def find(campaign: Campaign, path: Path, words: str) -> Found:
    """Every spot below `path` that says exactly `words`; where none does, the one text that holds them once."""
    spots = tuple(_spots(value_at(campaign, path), path))
    if whole := tuple(at for at, value in spots if says(value, words)):
        return Found(whole)
    held = [(at, value.count(words)) for at, value in spots if isinstance(value, str) and words in value]
    return Found(tuple(at for at, count in held for _ in range(count)), part=True)


def says(value: object, words: str) -> bool:
    """Whether a value is what `words` say; a time by its date or by what is printed."""
    if isinstance(value, Record):
        when, printed = getattr(value, "when", None), getattr(value, "printed", None)
        return (printed is not None and fold(printed) == fold(words)) or (
            isinstance(when, When) and says(when, words)
        )
    if isinstance(value, When):
        try:
            said = parse_when(words)
        except WhenError:
            return False
        until = value.start is None and said.start == said.end
        return value.end == said.end and (until or value.start == said.start)
    if isinstance(value, Phone):
        try:
            return value.text == parse_phone(words).text
        except ValueError:
            return False
    return fold(str(getattr(value, "text", value))) == fold(words)


def built(campaign: Campaign, path: Path, words: str, printed: str | None = None) -> Any:
    """The value that `words` are at this place. Raises ValueError if they are none that can stand there."""
    from generator.model.judging import value_of  # brings pydantic along: most campaigns were never amended

    current = value_at(campaign, path)
    field, owner = path[-1], value_at(campaign, path[:-1])
    if is_time(current) or (current is None and field in ("deadline", "period")):
        when, said = value_of(Date, words), printed or spoken(words)
        return replace(current, when=when, printed=said) if current else Dated(when=when, printed=said)
    if isinstance(field, int):
        return value_of(_kind(value_at(campaign, path[:-2]), str(path[-2])), [words])[0]
    return value_of(_kind(owner, field), words)


def _kind(record: Record, name: str) -> Any:
    return fields_of(type(record))[name].kind


def replaced(campaign: Campaign, path: Path, value: Any) -> Campaign:
    """A copy of the campaign with another value at a path."""
    changed: Campaign = _with(campaign, path, value)
    return changed


def spoken(words: str) -> str:
    """A date as official texts print it (`2024-09-15` is 2024年9月15日, a span 2024年6月至9月); anything else as it is."""
    try:
        when = parse_when(words)
    except WhenError:
        return words
    if when.start == when.end and when.start:
        return _point(when.start)
    if when.start is None or when.end is None:
        return f"{_point(when.start)}起" if when.start else f"{_point(when.end)}前" if when.end else words
    same = when.start.year == when.end.year
    return f"{_point(when.start)}至{_point(when.end).partition('年')[2] if same and when.end.month else _point(when.end)}"


def _point(point: Point) -> str:
    month = f"{point.month}月" if point.month else ""
    day = f"{point.day}日" if point.day else ""
    hour, _, minute = (point.time or "").partition(":")
    clock = f"{int(hour)}时" + (f"{int(minute)}分" if int(minute) else "") if point.time else ""
    return f"{point.year}年{month}{day}{clock}"


def _steps(campaign: Campaign, value: Any, name: str) -> Path:
    """The steps that one word of a target stands for; none if it names nothing here."""
    if isinstance(value, Notice):
        return (name,) if name == "objection_period" else ()
    if isinstance(value, Record) and name in value.__struct_fields__:
        return () if name in _OURS else (name,)
    if isinstance(value, Allocation):
        unit = next((unit for unit in campaign.units if unit.id == name), None)
        known = {fold(one) for one in (unit.name, *unit.names)} if unit else set()
        for at, row in enumerate(value.rows):
            if fold(row.unit) in known or str(at + 1) == name:
                return "rows", at
    if isinstance(value, AllocationRow) and name.isdecimal() and 0 < int(name) <= len(value.values):
        return "values", int(name) - 1
    if isinstance(value, tuple):
        for at, item in enumerate(value):
            if getattr(item, "id", None) == name or str(at + 1) == name:
                return (at,)
    return ()


def _names(value: Any) -> tuple[str, ...]:
    """What a target may name of a value."""
    if isinstance(value, Notice):
        return ("objection_period",)
    if isinstance(value, Record):
        return tuple(name for name in value.__struct_fields__ if name not in _OURS and getattr(value, name))
    if isinstance(value, tuple):
        return tuple(getattr(item, "id", None) or str(at) for at, item in enumerate(value, start=1))
    return ()


def _below(value: Any, step: str | int) -> Any:
    return value[step] if isinstance(step, int) else getattr(value, step)


def _spots(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, Record):
        timed = is_time(value)
        if timed:
            yield path, value
        for name in value.__struct_fields__:
            if name not in _OURS and not (timed and name in ("when", "printed")):
                yield from _spots(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for at, item in enumerate(value):
            yield from _spots(item, (*path, at))
    elif value is not None and not isinstance(value, (bool, dict)):
        yield path, value


def _with(value: Any, path: Path, new: Any) -> Any:
    if not path:
        return new
    step, rest = path[0], path[1:]
    inner = _with(_below(value, step), rest, new)
    if isinstance(step, int):
        return (*value[:step], inner, *value[step + 1 :])
    return replace(value, **{step: inner})
