"""Records as plain data and back: what was given, dates as their text. For what is remembered or sent between processes."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel

from generator.values.when import When, parse_when

Model = TypeVar("Model", bound=BaseModel)


def kept(record: BaseModel) -> dict[str, Any]:
    """A record as plain data: what was given, dates as their text."""
    return {name: _plain(getattr(record, name)) for name in sorted(record.model_fields_set)}


def _plain(value: object) -> Any:
    if isinstance(value, BaseModel):
        return kept(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.text if isinstance(value, When) else value


def revived(model: type[Model], data: Mapping[str, Any]) -> Model:
    """The record again, without judging it again: it was sound when it was kept."""
    kinds = _kinds(model)
    values = {name: _value(kind, data[name]) if (kind := kinds[name]) else data[name] for name in data}
    record = model.__new__(model)
    record.__setstate__(  # as pickle does it; `model_construct` would look every field up again
        {
            "__dict__": {**_defaults(model), **values},
            "__pydantic_fields_set__": set(values),
            "__pydantic_extra__": None,
            "__pydantic_private__": None,
        }
    )
    return record


def _value(kind: Any, value: Any) -> Any:
    if value is None:
        return value
    if kind is When:
        return _when(value)
    if isinstance(value, list):
        return tuple(revived(kind, item) for item in value)
    return revived(kind, value)


_when = functools.lru_cache(maxsize=4096)(parse_when)


@functools.cache
def _kinds(model: type[BaseModel]) -> Mapping[str, Any]:
    """Of each field the record type it holds (alone or in a tuple), `When`, or None for text and numbers."""
    return {name: next(_types(info.annotation), None) for name, info in model.model_fields.items()}


@functools.cache
def _defaults(model: type[BaseModel]) -> Mapping[str, Any]:
    """What pydantic would look up for each record anew; all defaults of an entry are immutable."""
    return {name: info.default for name, info in model.model_fields.items() if not info.is_required()}


def _types(annotation: Any) -> Iterator[Any]:
    if annotation is When or (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
        yield annotation
    elif get_origin(annotation) is not None or get_args(annotation):
        for argument in get_args(annotation):
            yield from _types(argument)
