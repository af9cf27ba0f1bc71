"""Records with a word in every text field, made from the models: a field that is added tomorrow is in the tests tomorrow."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal, get_args, get_origin

from generator.model.record import Reads, Record, fields_of
from generator.places import YAML_KEYS

OWN_FORM: Mapping[str, Any] = {
    "_id": "first",
    "_reference": None,
    "_target": None,
    "_url": "https://example.org/",
    "_email": "a@example.org",
    "_phone": "0591-87715076",
    "_when": "2026-10",
    "_whole": "1",
    "_year": "2026",
    "_flag": "false",
    "_body_path": "notices/launch.txt",
    "_visibility": "public",
    "_file_name": None,
    "_sha256": None,
    "_area_code": "0591",
    "read": None,
}
"""A sound value for each type that is not free text, by the name of its validator; None leaves the field out."""
FREE = ("_one_line", "_long_text")

Word = Callable[[str], str]


def filled(model: type[Record], word: Word, given: Mapping[str, Any], path: str = "") -> dict[str, Any]:
    """A record as its YAML says it, with `word(path)` in every free text; `given` are values for paths, None leaves out."""
    record: dict[str, Any] = {}
    for name, field in fields_of(model).items():
        here = f"{path}.{name}".lstrip(".")
        value = given[here] if here in given else _value(field.kind, word, given, here)
        if value is not None:
            record[YAML_KEYS.get(name, name)] = value
    return record


def text_paths(model: type[Record]) -> list[str]:
    """The paths of all free texts below a model."""
    found: list[str] = []

    def note(path: str) -> str:
        found.append(path)
        return ""

    filled(model, note, {})
    return found


def _value(annotation: Any, word: Word, given: Mapping[str, Any], path: str) -> Any:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return filled(annotation, word, given, path)
    if origin is Literal:
        return arguments[0]
    if origin is Annotated:
        if not isinstance(arguments[1], Reads):
            return _value(arguments[0], word, given, path)
        name = arguments[1].read.__name__
        return word(path) if name in FREE else OWN_FORM[name]
    if origin is tuple:
        item = _value(arguments[0], word, given, path)
        return None if item is None else [item]
    if origin is dict:
        return {"first": _value(arguments[1], word, given, path)}
    if origin is types.UnionType or type(None) in arguments:
        return _value(next(one for one in arguments if one is not type(None)), word, given, path)
    raise AssertionError(f"{path}: no value for {annotation}")
