"""What a record is: frozen fields, each with its type, that say by themselves how they are read.

No library is needed to hold a record or to make one of what is known to be sound; pydantic judges what somebody wrote
(`model.judging`) and comes along only then.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields


class Record(Struct, frozen=True, kw_only=True):
    """A frozen record that refuses keys it does not know, so that private facts have no place to stand."""

    @classmethod
    def unfolded(cls, value: object) -> object:
        """What was written, as a mapping from fields: here a record says which shorthands it knows. Raises a `fault`."""
        return value

    def judge(self) -> None:
        """Raises the `fault` that no field shows by itself."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """How pydantic judges what is to be one of these."""
        from generator.model.judging import schema_of

        return schema_of(cls, handler)


class Reads(Struct, frozen=True):
    """Of a field's type: the function that makes its value of what was written, or raises a `fault`."""

    read: Callable[[object], Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core.core_schema import no_info_plain_validator_function

        return no_info_plain_validator_function(self.read)


class Least(Struct, frozen=True):
    """Of a list: so many items at least."""

    items: int

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        return {**handler(source), "min_length": self.items}


class Field(Struct, frozen=True):
    """One field of a record; `kind` is its type with what is annotated, `default` what holds where nothing is written."""

    name: str
    kind: Any
    required: bool
    default: Any

    @property
    def marks(self) -> tuple[Any, ...]:
        """What is annotated of the field's own type."""
        return get_args(self.kind)[1:] if get_origin(self.kind) is Annotated else ()


@functools.cache
def fields_of(model: type[Record]) -> dict[str, Field]:
    """The fields of a record by name, in their order."""
    hints = get_type_hints(model, include_extras=True)
    return {one.name: Field(one.name, hints[one.name], one.required, _default(one)) for one in fields(model)}


def _default(one: Any) -> Any:
    if one.default is not NODEFAULT:
        return one.default
    return None if one.required else one.default_factory()


def fault(code: str, **words: object) -> ValueError:
    """An error of pydantic's that carries our problem code and the words of its message."""
    from pydantic_core import PydanticCustomError

    return PydanticCustomError(code, code, {name: str(word) for name, word in words.items()})
