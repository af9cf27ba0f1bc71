"""Records as rows of plain data and back. For what is remembered or sent between processes."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar, get_args, get_origin

from msgspec.structs import astuple

from generator.model.record import Record, fields_of
from generator.model.sure import Row
from generator.values.when import When, parse_when

Model = TypeVar("Model", bound=Record)


def kept(record: Record) -> Row:
    """What is said for each field in turn, None where it is what holds anyway; dates as their text, records as their rows."""
    fields = fields_of(type(record)).values()
    return [
        None if value == one.default and not one.required else _plain(value)
        for one, value in zip(fields, astuple(record), strict=True)
    ]


def _plain(value: object) -> Any:
    if isinstance(value, Record):
        return kept(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.text if isinstance(value, When) else value


def revived(model: type[Model], row: Row) -> Model:
    """The record again, without judging it again: it was sound when it was kept."""
    record: Model = _reviver(model)(row)
    return record


@functools.cache
def _reviver(model: type[Record]) -> Callable[[Row], Any]:
    fields = fields_of(model)
    readers = tuple((name, _reader(one.kind)) for name, one in fields.items())
    required = {name: None for name, one in fields.items() if one.required}

    def revive(row: Row) -> Any:
        said: dict[str, Any] = required.copy()
        for (name, reader), value in zip(readers, row, strict=True):
            if value is not None:
                said[name] = reader(value) if reader else value
        return model(**said)

    return revive


_when = functools.lru_cache(maxsize=4096)(parse_when)


def _reader(kind: Any) -> Callable[[Any], Any] | None:
    """What makes a value of its plain form; of text and numbers nothing has to."""
    if kind is When:
        return _when
    if isinstance(kind, type) and issubclass(kind, Record):
        return _reviver(kind)
    if get_origin(kind) is tuple:
        one = next(filter(None, map(_reader, get_args(kind))), None)
        return (lambda items: tuple([one(item) for item in items])) if one else tuple
    return next(filter(None, map(_reader, get_args(kind))), None)
