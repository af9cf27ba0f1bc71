"""Records as rows of plain data and back. For what is remembered or sent between processes."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel

from generator.model.sure import Row
from generator.values.when import When, parse_when

Model = TypeVar("Model", bound=BaseModel)


def kept(record: BaseModel) -> Row:
    """What was given for each field in turn, None where nothing was; dates as their text, records as their rows."""
    given = record.model_fields_set
    return [_plain(getattr(record, name)) if name in given else None for name in type(record).model_fields]


def _plain(value: object) -> Any:
    if isinstance(value, BaseModel):
        return kept(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.text if isinstance(value, When) else value


def revived(model: type[Model], row: Row) -> Model:
    """The record again, without judging it again: it was sound when it was kept."""
    record: Model = _reviver(model)(row)
    return record


_put_fields = BaseModel.__dict__["__pydantic_fields_set__"].__set__
_put_extra = BaseModel.__dict__["__pydantic_extra__"].__set__
_put_private = BaseModel.__dict__["__pydantic_private__"].__set__
_put_values = BaseModel.__dict__["__dict__"].__set__
"""As `__setstate__` does it; `model_construct` would look every field up again."""


@functools.cache
def _reviver(model: type[BaseModel]) -> Callable[[Row], Any]:
    infos = model.model_fields
    names = tuple(infos)
    readers = tuple((name, reader) for name, info in infos.items() if (reader := _reader(info.annotation)))
    unsaid = tuple(
        (name, info.default)
        for name, info in infos.items()
        if not info.is_required() and info.default is not None
    )
    """What pydantic would look up for each record anew; all defaults of an entry are immutable."""
    given: dict[tuple[bool, ...], set[str]] = {}
    """Which fields were given is the same for many: they share it, as nobody can change a frozen record."""
    always = {name for name, info in infos.items() if info.is_required()}
    new = model.__new__

    def revive(row: Row) -> Any:
        values = dict(zip(names, row, strict=True))
        for name, reader in readers:
            if (value := values[name]) is not None:
                values[name] = reader(value)
        for name, default in unsaid:
            if values[name] is None:
                values[name] = default
        lacking = tuple([value is None for value in row])
        record = new(model)
        _put_values(record, values)
        _put_fields(record, given.get(lacking) or given.setdefault(lacking, always.union(_said(names, row))))
        _put_extra(record, None)
        _put_private(record, None)
        return record

    return revive


def _said(names: tuple[str, ...], row: Row) -> Iterator[str]:
    return (name for name, value in zip(names, row, strict=True) if value is not None)


_when = functools.lru_cache(maxsize=4096)(parse_when)


def _reader(annotation: Any) -> Callable[[Any], Any] | None:
    """What makes a value of its plain form; of text and numbers nothing has to."""
    if annotation is When:
        return _when
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _reviver(annotation)
    if get_origin(annotation) is tuple:
        one = next(filter(None, map(_reader, get_args(annotation))), None)
        return (lambda items: tuple(map(one, items))) if one else tuple
    return next(filter(None, map(_reader, get_args(annotation))), None)
