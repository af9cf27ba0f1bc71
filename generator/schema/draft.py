"""The records as JSON Schema, draft-07 (json-schema.org/draft-07): what editors' programs check and offer while one types.

Only what stands in one file and needs no other record is said. Whatever `generator.read` accepts, the schemas accept, in
whichever way its scalars were read (see `kinds`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from generator.model.campaign import Allocation, AllocationRow, Campaign
from generator.model.common import Contact, Dated, Host, Quota
from generator.model.entry import Entry
from generator.model.notice import Attachment
from generator.model.record import Record
from generator.model.subproject import Check
from generator.schema.kinds import KINDS
from generator.schema.records import Choice, Key, Many, Named, One, Shape, Value, keys, record_in, records_of
from generator.schema.words import KeyWords, plain, words

Schema = dict[str, Any]

DIALECT = "http://json-schema.org/draft-07/schema#"
_SOME_OF: Mapping[type[Record], tuple[str, ...]] = {
    Dated: ("printed", "when"),
    Contact: ("phones", "fax", "email", "im"),
    Quota: ("min", "max"),
    Check: tuple(key.name for key in keys(Check) if key.name != "role"),
}
"""Records that need at least one of these keys."""
_ONE_OF: Mapping[type[Record], tuple[str, ...]] = {
    Attachment: ("body", "allocation", "form", "file", "notice")
}
"""Records that need exactly one of these keys."""
_SEVERAL_OR_ONE = {(Check, "formats"), (Check, "aspect")}
"""Lists of which a single item may be written without a list."""


def campaign_schema() -> str:
    """The schema of campaign.yml as a JSON file."""
    return _file(Campaign, "campaign.yml")


def entry_schema() -> str:
    """The schema of entry.yml as a JSON file."""
    return _file(Entry, "entry.yml")


def _file(model: type[Record], name: str) -> str:
    head = {"$schema": DIALECT, "$comment": "由 zhanbang schema 生成，不要手改。"}
    whole = {
        **head,
        **_record(model),
        "definitions": {
            inner.__name__: _with_short_forms(inner) for inner in sorted(records_of(model)[1:], key=_name)
        },
    }
    whole["title"] = f"{whole['title']} {name}"
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _name(model: type[Record]) -> str:
    return model.__name__


def _record(model: type[Record]) -> Schema:
    said = words()[model.__name__]
    found: Schema = {
        "title": said.title,
        **_described(said.description),
        "type": "object",
        "additionalProperties": False,
        "required": [key.name for key in keys(model) if key.required],
        "properties": {key.name: _property(model, key, said.keys[key.name]) for key in keys(model)},
    }
    if model in _SOME_OF:
        found["anyOf"] = [{"required": [name]} for name in _SOME_OF[model]]
    if model in _ONE_OF:
        found["oneOf"] = [{"required": [name]} for name in _ONE_OF[model]]
    return found


def _with_short_forms(model: type[Record]) -> Schema:
    """A record with the shorter ways in which it may be written."""
    whole = _record(model)
    if model is Host:
        return {"anyOf": [_bare(Host, "name"), whole]}
    if model is AllocationRow:
        row = {
            "type": "array",
            "items": [_bare(AllocationRow, "unit")],
            "additionalItems": _shape(Value(_value_of(AllocationRow, "values"))),
            "minItems": 2,
        }
        return {"anyOf": [row, whole]}
    return whole


def _bare(model: type[Record], name: str) -> Schema:
    return _shape(Value(_value_of(model, name)))


def _value_of(model: type[Record], name: str) -> Any:
    shape = next(key.shape for key in keys(model) if key.name == name)
    while isinstance(shape, Many):
        shape = shape.item
    assert isinstance(shape, Value)
    return shape.type


def _property(model: type[Record], key: Key, said: KeyWords) -> Schema:
    shape = _shape(key.shape, said.choices)
    if key.least:
        shape["minItems"] = key.least
    if (model, key.name) in _SEVERAL_OR_ONE and isinstance(key.shape, Many):
        shape = {"anyOf": [_shape(key.shape.item), shape]}
    found: Schema = {"title": said.title, **_described(_whole_words(said, record_in(key.shape))), **shape}
    if key.default is not None:
        found["default"] = key.default
    found["examples"] = list(said.examples)
    return found


def _whole_words(said: KeyWords, inner: type[Record] | None) -> str:
    """What a key takes, with the meaning of each fixed word and what holds for the record inside."""
    parts = [said.description]
    if said.choices:
        parts.append("".join(f"\n- `{word}` {meaning}" for word, meaning in said.choices.items()))
    elif inner is not None and inner is not Allocation:
        parts.append(f"\n{words()[inner.__name__].description}")
    return "".join(parts)


def _described(text: str) -> Schema:
    """A description for every program, and with its marks for those that show them."""
    found = {"description": plain(text)}
    if "`" in text:
        found["markdownDescription"] = text
    return found


def _shape(shape: Shape, choices: Mapping[str, str] | None = None) -> Schema:
    choices = choices or {}
    if isinstance(shape, Choice):
        return _enumerated(shape.words, choices)
    if isinstance(shape, One):
        return {"$ref": f"#/definitions/{shape.model.__name__}"}
    if isinstance(shape, Many):
        return {"type": "array", "items": _shape(shape.item, choices)}
    if isinstance(shape, Named):
        return {
            "type": "object",
            "propertyNames": {"pattern": KINDS[_id()].schema["pattern"], "maxLength": 64},
            "additionalProperties": _shape(shape.item, choices),
        }
    kind = dict(KINDS[shape.type].schema)
    return {"anyOf": [_enumerated(tuple(choices), choices), kind]} if choices else kind


def _id() -> Any:
    return _value_of(Campaign, "parent")


def _enumerated(listed: tuple[str, ...], choices: Mapping[str, str]) -> Schema:
    return {
        "type": "string",
        "enum": list(listed),
        "enumDescriptions": [choices[word] for word in listed],
    }
