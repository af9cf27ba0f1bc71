"""Nodes to records: pydantic's errors become problems at the very spot, with a remedy; what is sound is kept.

One wrong field must not hide the other problems of its file, so the smallest part that can be left out is left out
and the rest is read on. What was left out is remembered: nobody is told twice, or about what follows from it.
"""

from __future__ import annotations

import difflib
import re
import types
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.problems import Place, Problem, problem
from generator.yamltext import Mapping, Node, Scalar, Sequence

Model = TypeVar("Model", bound=BaseModel)

_YAML_KEYS = {"type": "class", "former": "from"}
"""Fields whose YAML key is a Python keyword."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where each record and each of its fields is written. Holds the records, so their identities stay valid."""

    nodes: dict[int, tuple[BaseModel, Node]] = field(default_factory=dict)

    def of(self, record: BaseModel, name: str | None = None, index: int | None = None) -> Place:
        """The place of a record, of a field's value, or of one item of a listed field."""
        node = self.nodes[id(record)][1]
        if name is None:
            return node.place
        child = node.get(_YAML_KEYS.get(name, name)) if isinstance(node, Mapping) else None
        if child is None:
            return node.place
        if index is not None and isinstance(child, Sequence) and index < len(child.items):
            return child.items[index].place
        return child.place

    def key(self, record: BaseModel, name: str) -> Place:
        """The place where a field's key is written (the value's, when it has no key)."""
        node = self.nodes[id(record)][1]
        return (isinstance(node, Mapping) and node.key_place(_YAML_KEYS.get(name, name))) or self.of(
            record, name
        )


@dataclass(frozen=True, slots=True)
class Reading(Generic[Model]):
    """What came of one file: the record, its problems, and the ids that were left out."""

    record: Model | None
    problems: list[Problem]
    lost: frozenset[str] = frozenset()


def read(node: Mapping, model: type[Model], places: Places, **given: object) -> Reading[Model]:
    """Read `node` as `model`; `given` are fields that the folder says, not the file."""
    raw = _plain(node)
    problems: list[Problem] = []
    lost: set[str] = set()
    gone: set[tuple[int, str]] = (
        set()
    )  # (mapping, key) left out for its fault: its absence is no second fault
    for name in [name for name in given if name in raw]:
        problems.append(_unknown(node, name, model, ()))
    raw.update(given)
    for _ in range(200):  # each round leaves out at least one part; a file has fewer faults than that
        try:
            record = model.model_validate(raw)
        except ValidationError as error:
            details = error.errors(include_url=False)
            problems += [
                _translate(detail, node, model)
                for detail in details
                if not (
                    detail["type"] == "missing"
                    and (id(_follow(raw, _owner(detail))), detail["loc"][-1]) in gone
                )
            ]
            if not _leave_out(raw, details, lost, gone):
                return Reading(None, problems, frozenset(lost))
        else:
            _locate(record, node, raw, places)
            return Reading(record, problems, frozenset(lost))
    return Reading(None, problems, frozenset(lost))


class _Part(dict[str, Any]):
    """A mapping on its way into the model, with the node it came from."""

    node: Mapping


class _Parts(list[Any]):
    """A list on its way into the model; `nodes` follows what is left out."""

    nodes: list[Node]


def _plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        parts = _Parts(_plain(item) for item in node.items)
        parts.nodes = list(node.items)
        return parts
    part = _Part((key.text, _plain(value)) for key, value in node.items)
    part.node = node
    return part


def _owner(detail: ErrorDetails) -> list[int | str]:
    return [step for step in detail["loc"][:-1] if not _is_label(step)]


def _leave_out(raw: Any, details: list[ErrorDetails], lost: set[str], gone: set[tuple[int, str]]) -> bool:
    """Remove from `raw` the smallest faulty parts. False when the root itself cannot stand without them."""
    removed = False
    for detail in sorted(details, key=lambda d: _key(d["loc"]), reverse=True):
        path = [step for step in detail["loc"] if not _is_label(step)]
        if detail["type"] == "missing":
            path = path[:-1]
        while path:
            parent = _follow(raw, path[:-1])
            step = path[-1]
            if isinstance(parent, _Part) and isinstance(step, str):
                name = _YAML_KEYS.get(step, step)
                if name in parent and (
                    parent is not raw or name not in ("title", "tier", "region", "year", "notices")
                ):
                    _note_ids(parent[name], lost)
                    if name == "id":
                        lost.add(str(parent[name]))
                    del parent[name]
                    gone.add((id(parent), step))
                    removed = True
                    break
            if isinstance(parent, _Parts) and isinstance(step, int) and step < len(parent):
                _note_ids(parent[step], lost)
                del parent[step], parent.nodes[step]
                removed = True
                break
            path = path[:-1]
    return removed


def _key(loc: tuple[int | str, ...]) -> list[tuple[int, str]]:
    return [(step, "") if isinstance(step, int) else (-1, step) for step in loc]


def _is_label(step: int | str) -> bool:
    """Pydantic puts labels of unions and functions into a path; they are no keys of ours."""
    return isinstance(step, str) and (step == "[key]" or "(" in step or "[" in step)


def _follow(raw: Any, path: list[int | str]) -> Any:
    for step in path:
        if isinstance(raw, dict):
            raw = raw.get(_YAML_KEYS.get(str(step), str(step)))
        elif isinstance(raw, list) and isinstance(step, int) and step < len(raw):
            raw = raw[step]
        else:
            return None
    return raw


def _note_ids(part: Any, lost: set[str]) -> None:
    if isinstance(part, dict):
        if isinstance(part.get("id"), str):
            lost.add(part["id"])
        for value in part.values():
            _note_ids(value, lost)
    elif isinstance(part, list):
        for value in part:
            _note_ids(value, lost)


def _locate(record: BaseModel, node: Node, raw: Any, places: Places) -> None:
    """Remember the node of `record` and of every record in it."""
    places.nodes[id(record)] = (record, node)
    if not isinstance(raw, dict):
        return
    for name in type(record).model_fields:
        yaml_name = _YAML_KEYS.get(name, name)
        if isinstance(node, Mapping) and (child := node.get(yaml_name)) is not None and yaml_name in raw:
            _locate_value(getattr(record, name), child, raw[yaml_name], places)


def _locate_value(value: object, node: Node, raw: Any, places: Places) -> None:
    if isinstance(value, BaseModel):
        _locate(value, node, raw, places)
    elif isinstance(value, tuple) and isinstance(raw, _Parts):
        for item, child, part in zip(value, raw.nodes, raw, strict=False):
            _locate_value(item, child, part, places)
    elif isinstance(value, dict) and isinstance(node, Mapping):
        for key, item in value.items():
            if (child := node.get(key)) is not None:
                _locate_value(item, child, raw.get(key), places)


def _translate(detail: ErrorDetails, node: Mapping, model: type[BaseModel]) -> Problem:
    """One pydantic error as a problem at its spot."""
    path = [step for step in detail["loc"] if not _is_label(step)]
    kind = detail["type"]
    words = {name: str(value) for name, value in (detail.get("ctx") or {}).items() if name != "error"}
    name = str(path[-1]) if path else ""
    name = _YAML_KEYS.get(name, name)
    found = _node_at(node, path)
    place = found.place if found else node.place
    if kind == "missing":
        owner = _node_at(node, path[:-1]) or node
        return problem("E201", owner.place, key=name)
    if kind == "extra_forbidden":
        owner = _node_at(node, path[:-1])
        return _unknown(
            owner if isinstance(owner, Mapping) else node, name, _model_at(model, path[:-1]), tuple(path)
        )
    if isinstance(found, Scalar) and (wide := re.match(r"([A-Za-z_]\w*)\s*：", found.text)):
        return problem("E121", place, key=wide.group(1))
    if kind in ("literal_error", "enum"):
        return problem(
            "E203",
            place,
            value=_text_of(found),
            choices=re.sub(r", | or ", "、", words.get("expected", "").replace("'", "")),
        )
    if kind.startswith("E"):
        return problem(kind, place, **({"value": _text_of(found), "key": name} | words))
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return problem("E204", place, key=name, want="若干“键: 值”", want_en="a mapping")
    if kind in ("tuple_type", "list_type"):
        return problem("E204", place, key=name, want="列表（每项前加“- ”）", want_en="a list")
    if kind == "too_short":
        return problem("E206", place, key=name)
    return problem("E200", place, key=name, detail=detail["msg"])


def _text_of(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _unknown(
    owner: Mapping, name: str, model: type[BaseModel] | None, path: tuple[int | str, ...]
) -> Problem:
    place = owner.key_place(name) or owner.place
    if "：" in name:
        return problem("E121", place, key=name.split("：", maxsplit=1)[0])
    known = [_YAML_KEYS.get(key, key) for key in model.model_fields] if model else []
    if not path:
        known = [key for key in known if key not in ("id", "subproject")]
    near = difflib.get_close_matches(name.lower(), known, n=1, cutoff=0.6)
    if near:
        return problem("E202", place, key=name, near=near[0])
    return problem("E229", place, key=name, known="、".join(known))


def _node_at(node: Node, path: list[int | str]) -> Node | None:
    for step in path:
        if isinstance(node, Mapping):
            child = node.get(_YAML_KEYS.get(str(step), str(step)))
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            child = node.items[step]
        else:
            return node
        if child is None:
            return node
        node = child
    return node


def _model_at(model: type[BaseModel], path: list[int | str]) -> type[BaseModel] | None:
    """The record type that a path into `model` ends in."""
    current: Any = model
    for step in path:
        if isinstance(step, str) and isinstance(current, type) and issubclass(current, BaseModel):
            if step not in current.model_fields:
                return None
            current = _record_type(current.model_fields[step].annotation)
    return current if isinstance(current, type) and issubclass(current, BaseModel) else None


def _record_type(annotation: Any) -> Any:
    """Unwrap `tuple[X, ...]`, `X | None`, `dict[str, X]` to the record type inside, if there is one."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) is not None or isinstance(annotation, types.UnionType):
        for argument in get_args(annotation):
            if (found := _record_type(argument)) is not None:
                return found
    return None
