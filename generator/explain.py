"""What pydantic found, in the editor's words and at the very spot."""

from __future__ import annotations

import difflib
import re
import types
from collections.abc import Sequence as AnySequence
from typing import Any, get_args, get_origin

from msgspec import Struct
from pydantic_core import ErrorDetails

from generator.model.record import Record, fields_of
from generator.places import YAML_KEYS, Part, Parts
from generator.problems import Place, Problem, problem
from generator.values.text import citizen_ids
from generator.yamltext import Mapping, Node, Scalar

WHOLE_RECORD = ("E212", "E214", "E218", "E232")
"""Complaints about a record as a whole, which follow from what was left out of it."""
_WIDE = re.compile(r"([A-Za-z_]\w*)\s*：")
_TIGHT = re.compile(r"([A-Za-z_]\w*):[^\s/]")
NEAR = 0.6
SURE = 0.8
"""How like two keys must be for one to be a slip of the other; beyond doubt with `SURE`."""


class Spot(Struct, frozen=True):
    """Where an error points: the steps that lead there, the mapping around it, its key in that mapping, its node."""

    steps: tuple[str | int, ...]
    owner: Part
    key: str
    node: Node | None
    place: Place


def spot_of(root: Part, loc: AnySequence[str | int]) -> Spot:
    """Follow one of pydantic's paths through the file; it goes as far as the file does."""
    current: Any = root
    steps: list[str | int] = []
    owner, key = root, ""
    node: Node | None = None
    place = root.place
    for number, step in enumerate(loc):
        if isinstance(current, Part) and isinstance(step, str):
            name = YAML_KEYS.get(step, step)
            owner, key = current, name
            if name not in current:
                break
            current, node = current[name], current.children.get(name)
            steps.append(name)
        elif isinstance(current, Parts):
            # a row of a table is a list in the file and a record in the model
            place_in_row = {"unit": 0, "values": None}.get(step) if isinstance(step, str) else step
            if step == "values" and number + 1 < len(loc):
                following = loc[number + 1]
                place_in_row = following + 1 if isinstance(following, int) else None
            if place_in_row is None or place_in_row >= len(current):
                break
            current, node = current[place_in_row], current.nodes[place_in_row]
            steps.append(place_in_row)
        else:
            break
        place = node.place if node is not None else place
        if step == "values":
            break
    return Spot(tuple(steps), owner, key, node, place)


def explain(detail: ErrorDetails, root: Part, model: type[Record]) -> Problem | None:
    """One pydantic error as a problem; None when it only follows from something said already."""
    kind = detail["type"]
    loc = detail["loc"]
    spot = spot_of(root, loc[:-1] if "[key]" in loc else loc)
    key = spot.key
    if kind == "missing":
        return (
            None
            if key in spot.owner.hurt | spot.owner.renamed
            else problem("E201", spot.owner.place, key=key)
        )
    if kind == "extra_forbidden":
        return _unknown(spot, model_at(model, loc[:-1]), root)
    if "[key]" in loc:
        place = spot.owner.key_places[key]
        return problem(kind if kind.startswith("E") else "E207", place, value=key)
    if key in spot.owner.renamed and spot.steps and spot.steps[-1] == key:
        return None  # the key was misspelt: what it was meant to be is a guess
    if kind == "too_short":
        return None if key in spot.owner.hurt else problem("E206", spot.place, key=key)
    if kind in WHOLE_RECORD and _hurt_at(root, spot):
        return None
    if isinstance(spot.node, Scalar) and not spot.node.text.strip():
        return problem("E206", spot.place, key=key)
    if isinstance(spot.node, Scalar) and (found := _WIDE.match(spot.node.text)):
        return problem("E121", spot.place, key=found.group(1))
    return _valued(detail, spot)


def _valued(detail: ErrorDetails, spot: Spot) -> Problem:
    kind, key = detail["type"], spot.key
    context = detail.get("ctx") or {}
    words = {name: str(value) for name, value in context.items() if name != "error"}
    text = spot.node.text if isinstance(spot.node, Scalar) else ""
    if kind == "E601":
        return problem("E601", spot.place)
    if kind.startswith("E"):
        return problem(kind, spot.place, **({"value": text, "key": key} | words))
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        if tight := _TIGHT.match(text):
            return problem("E134", spot.place, key=tight.group(1))
        return problem("E204", spot.place, key=key, want="若干“键: 值”", want_en="a mapping")
    if kind in ("tuple_type", "list_type"):
        return problem("E204", spot.place, key=key, want="列表（每项前加“- ”）", want_en="a list")
    if not isinstance(spot.node, Scalar):
        return problem("E204", spot.place, key=key, want="文字", want_en="text")
    if kind in ("literal_error", "enum"):
        choices = re.sub(r", | or ", "、", words.get("expected", "").replace("'", ""))
        return problem("E203", spot.place, value=text, choices=choices)
    return problem("E200", spot.place, key=key, detail=detail["msg"])


def near_key(spot: Spot, model: type[Record] | None, root: Part, cutoff: float = NEAR) -> str | None:
    """The key that was probably meant by an unknown one: the nearest of those that are not written beside it."""
    known = [key for key in _known(spot, model, root) if key not in spot.owner and key not in spot.owner.hurt]
    return next(iter(difflib.get_close_matches(spot.key.lower(), known, n=1, cutoff=cutoff)), None)


def _known(spot: Spot, model: type[Record] | None, root: Part) -> list[str]:
    known = [YAML_KEYS.get(key, key) for key in model.__struct_fields__] if model else []
    return [key for key in known if spot.owner is not root or key not in ("id", "subproject")]


def _unknown(spot: Spot, model: type[Record] | None, root: Part) -> Problem | None:
    place = spot.owner.key_places.get(spot.key, spot.place)
    if _holds_citizen_id(spot.node):
        return None  # the rule on identity numbers says what matters more
    if "：" in spot.key:
        return problem("E121", place, key=spot.key.split("：", maxsplit=1)[0])
    known = _known(spot, model, root)
    if near := difflib.get_close_matches(spot.key.lower(), known, n=1, cutoff=NEAR):
        return problem("E202", place, key=spot.key, near=near[0])
    return problem("E229", place, key=spot.key, known="、".join(known))


def _holds_citizen_id(node: Node | None) -> bool:
    if isinstance(node, Scalar):
        return bool(citizen_ids(node.text))
    if isinstance(node, Mapping):
        return any(_holds_citizen_id(value) for _, value in node.items)
    return node is not None and any(_holds_citizen_id(item) for item in node.items)


def _hurt_at(root: Part, spot: Spot) -> bool:
    current: Any = root
    for step in spot.steps:
        current = current[step]
    return isinstance(current, Part) and bool(current.hurt | current.renamed)


def model_at(model: type[Record], loc: AnySequence[str | int]) -> type[Record] | None:
    """The record type that a path into `model` ends in."""
    current: Any = model
    for step in loc:
        if isinstance(step, str) and isinstance(current, type) and issubclass(current, Record):
            if step not in current.__struct_fields__:
                return None
            current = _record_type(fields_of(current)[step].kind)
    return current if isinstance(current, type) and issubclass(current, Record) else None


def _record_type(annotation: Any) -> Any:
    """Unwrap `tuple[X, ...]`, `X | None`, `dict[str, X]` to the record type inside, if there is one."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    if get_origin(annotation) is not None or isinstance(annotation, types.UnionType):
        for argument in get_args(annotation):
            if (found := _record_type(argument)) is not None:
                return found
    return None
