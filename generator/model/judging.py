"""What somebody wrote, judged by pydantic: a record, or everything that is wrong with it at once."""

from __future__ import annotations

import functools
from typing import Any, TypeVar

from pydantic import GetCoreSchemaHandler, TypeAdapter
from pydantic_core import CoreSchema, core_schema

from generator.model.record import Record, fields_of

Model = TypeVar("Model", bound=Record)


def judged(model: type[Model], value: object) -> Model:
    """The record that `value` is. Raises pydantic's ValidationError."""
    record: Model = _adapter(model).validate_python(value)
    return record


def value_of(kind: Any, value: object) -> Any:
    """What `value` is as one of this type of field. Raises ValueError."""
    return TypeAdapter(kind).validate_python(value)


@functools.cache
def _adapter(model: type[Model]) -> TypeAdapter[Model]:
    return TypeAdapter(model)


def schema_of(model: type[Record], handler: GetCoreSchemaHandler) -> CoreSchema:
    """How a record is judged: every field by its type, no others, and then the whole."""
    known = {}
    for name, one in fields_of(model).items():
        schema = handler.generate_schema(one.kind)
        if not one.required:
            schema = core_schema.with_default_schema(schema, default=one.default)
        known[name] = core_schema.model_field(schema)

    def whole(found: tuple[dict[str, Any], Any, Any]) -> Record:
        record = model(**found[0])
        record.judge()
        return record

    mapping = core_schema.model_fields_schema(known, model_name=model.__name__, extra_behavior="forbid")
    return core_schema.no_info_before_validator_function(
        model.unfolded, core_schema.no_info_after_validator_function(whole, mapping)
    )
