"""The records as their models define them: which there are, which keys each has, and what each key takes."""

from __future__ import annotations

import functools
import types
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from msgspec import Struct

from generator.model.campaign import Campaign
from generator.model.entry import Entry
from generator.model.record import Least, Record, fields_of
from generator.places import YAML_KEYS

FROM_THE_FOLDER = {"Campaign": frozenset({"id"}), "Entry": frozenset({"id", "subproject"})}
"""Fields that the name of a folder says, not the file."""


class Value(Struct, frozen=True):
    """A single value: one of the types of `generator.model`, found by the type itself."""

    type: Any


class Choice(Struct, frozen=True):
    """One of some fixed words."""

    words: tuple[str, ...]


class One(Struct, frozen=True):
    """A record."""

    model: type[Record]


class Many(Struct, frozen=True):
    """A list."""

    item: Shape


class Named(Struct, frozen=True):
    """A mapping from ids to records."""

    item: Shape


Shape = Value | Choice | One | Many | Named


class Key(Struct, frozen=True):
    """A key of a record as written in YAML: what it takes, whether it must be there, and what holds without it.

    `least` is the least number of items of a list. `default` is None where nothing is assumed.
    """

    name: str
    shape: Shape
    required: bool
    default: Any = None
    least: int = 0


@functools.cache
def keys(model: type[Record]) -> tuple[Key, ...]:
    """The keys of a record in the order of its model, those left out that the folder says."""
    found = []
    for name, field in fields_of(model).items():
        if name in FROM_THE_FOLDER.get(model.__name__, ()):
            continue
        default = field.default
        least = max((one.items for one in field.marks if isinstance(one, Least)), default=0)
        found.append(
            Key(
                YAML_KEYS.get(name, name),
                _shape(field.kind),
                field.required,
                default if isinstance(default, (str, int)) else None,
                least,
            )
        )
    return tuple(found)


@functools.cache
def records_of(model: type[Record]) -> tuple[type[Record], ...]:
    """The record and all that stand in it, however deep, each once and in the order in which they are met."""
    found: dict[type[Record], None] = {}
    for one in _within(model, found):
        found[one] = None
    return tuple(found)


@functools.cache
def records() -> dict[str, type[Record]]:
    """Every record of both files, by its name."""
    return {model.__name__: model for file in (Campaign, Entry) for model in records_of(file)}


def record_in(shape: Shape) -> type[Record] | None:
    """The record that a value is made of, if it is made of one."""
    if isinstance(shape, One):
        return shape.model
    return record_in(shape.item) if isinstance(shape, (Many, Named)) else None


def choices_in(shape: Shape) -> tuple[str, ...]:
    """The fixed words that a value is taken from, none where it is free."""
    if isinstance(shape, Choice):
        return shape.words
    return choices_in(shape.item) if isinstance(shape, (Many, Named)) else ()


def _within(model: type[Record], seen: dict[type[Record], None]) -> Iterator[type[Record]]:
    yield model
    for key in keys(model):
        inner = record_in(key.shape)
        if inner is not None and inner not in seen and inner is not model:
            yield from _within(inner, seen)


def _shape(hint: Any) -> Shape:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _shape(arguments[0]) if isinstance(arguments[1], Least) else Value(hint)
    if origin in (Union, types.UnionType):
        (only,) = (one for one in arguments if one is not type(None))
        return _shape(only)
    if origin is Literal:
        return Choice(tuple(str(one) for one in arguments))
    if origin is tuple:
        return Many(_shape(arguments[0]))
    if origin is dict:
        return Named(_shape(arguments[1]))
    if isinstance(hint, type) and issubclass(hint, Record):
        return One(hint)
    raise TypeError(f"no shape for {hint!r}")
