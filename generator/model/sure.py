"""What surely is a record, judged without pydantic: plain data in, the record's row out, nothing said at any doubt.

The judge is made of the model's own field types, so that the model stays the one place that says what a record is; of a
model that holds anything unknown here it is sure of nothing. A property test holds both together.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from generator.leaks.sought import Sought, numbers_in
from generator.model.base import (
    LONGEST_LINE,
    Date,
    FileName,
    Id,
    LongText,
    Reference,
    Sha256,
    Text,
    Url,
    Whole,
)
from generator.model.record import Field, Reads, Record, fields_of
from generator.values.text import citizen_ids, tidy
from generator.values.when import When

Row = list[Any]
"""What is said for each field in turn, None where it is what holds anyway; dates as their text, records as their rows."""
Reader = Callable[[Any], Any]

FEWEST_FIGURES = 11
"""Figures of the shortest number that is looked for."""
_FIGURE = re.compile(r"\d")
_NOTHING = Sought()


class Doubt(Exception):  # noqa: N818 - no error: pydantic decides
    """Something that is no record, or may be none."""


def sure(model: type[Record], value: Any) -> Row | None:
    """The row of a record that was given as texts, lists and dicts, all of them without forbidden characters; None in doubt."""
    try:
        row: Row = _judge(model)(value)
    except (Doubt, TypeError):  # a list or a mapping where a text should be cannot be looked up
        return None
    return row


@functools.cache
def _judge(model: type[Record]) -> Reader:
    if model.judge is not Record.judge or model.unfolded.__func__ is not Record.unfolded.__func__:  # type: ignore[attr-defined]
        return _unsure
    fields = fields_of(model)
    readers = {
        name: (at, _reader(one.kind, one.required), _plain_default(one))
        for at, (name, one) in enumerate(fields.items())
    }
    required = frozenset(name for name, one in fields.items() if one.required)
    nothing: Row = [None] * len(fields)

    def read(value: Any) -> Row:
        if value.__class__ is not dict or not required <= value.keys():
            raise Doubt
        row = nothing.copy()
        for name, one in value.items():
            known = readers.get(name)
            if known is None:
                raise Doubt
            at, reader, default = known
            found = reader(one)
            if found != default:
                row[at] = found
        return row

    return read


def _plain_default(one: Field) -> Any:
    """What a field holds where nothing is given, as a row would have it."""
    return [] if one.default == () else one.default


def _reader(kind: Any, required: bool = True) -> Reader:
    """What reads a value of this type; of one that is not known here, nothing.

    That a field is None has to be said of one that is required, and is nothing that a file could say of another.
    """
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        mark = arguments[1]
        return (
            _READERS.get(mark.read, _unsure) if len(arguments) == 2 and isinstance(mark, Reads) else _unsure
        )
    if origin is Literal:
        return _one_of(arguments)
    if origin in (Union, UnionType) and len(arguments) == 2 and arguments[1] is NoneType:
        reader = _reader(arguments[0])
        return _perhaps(reader) if required else reader
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return _each(_reader(arguments[0]))
    if isinstance(kind, type) and issubclass(kind, Record):
        return _judge(kind)
    return _unsure


def _unsure(_: Any) -> Any:
    raise Doubt


def _one_of(words: tuple[str, ...]) -> Reader:
    known = {word: word for word in words}

    def read(value: Any) -> str:
        if value.__class__ is not str or value not in known:
            raise Doubt
        return known[value]

    return read


def _perhaps(reader: Reader) -> Reader:
    return lambda value: None if value is None else reader(value)


def _each(reader: Reader) -> Reader:
    def read(value: Any) -> Row:
        if value.__class__ is not list:
            raise Doubt
        return [reader(item) for item in value]

    return read


def _line(value: Any) -> str:
    if value.__class__ is not str or (len(value) >= FEWEST_FIGURES and _numbered(value)):
        raise Doubt
    line = " ".join(value.split())
    if not line or len(line) > LONGEST_LINE:
        raise Doubt
    return line


def _long(value: Any) -> str:
    if value.__class__ is not str or _numbered(value):
        raise Doubt
    if "\n" not in value:
        return _some(tidy(value))
    return _some("\n".join([line for one in value.split("\n") if (line := tidy(one))]))


def _some(text: str) -> str:
    if not text:
        raise Doubt
    return text


def _numbered(text: str) -> bool:
    """Whether a text may hold a personal number: of most the count of figures alone says no."""
    return len(_FIGURE.findall(text)) >= FEWEST_FIGURES and doubtful(text)


def doubtful(text: str) -> bool:
    """Whether a text may hold a personal number: the rules look closer (`rules.privacy`)."""
    if len(text) < FEWEST_FIGURES or sum(map(str.isdigit, text)) < FEWEST_FIGURES:
        return False
    return bool(citizen_ids(text)) or any(numbers_in(text, _NOTHING))


def _validator(kind: Any) -> Any:
    """The function that reads a field type of `model.base`."""
    return get_args(kind)[1].read


def _as_the_model_does(kind: Any) -> Reader:
    """Read with the model's own function; few of these values are long, and many stand in every file."""
    validate = _validator(kind)

    @functools.lru_cache(maxsize=8192)
    def read(text: Any) -> Any:
        if text.__class__ is not str or doubtful(text):
            raise Doubt
        try:
            found = validate(text)
        except ValueError:
            raise Doubt from None
        return found.text if isinstance(found, When) else found

    return read


_READERS: dict[Any, Reader] = {
    _validator(Text): _line,
    _validator(LongText): _long,
    **{
        _validator(kind): _as_the_model_does(kind)
        for kind in (Id, Reference, Url, Date, FileName, Whole, Sha256)
    },
}
