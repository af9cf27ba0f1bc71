"""Nodes to records: pydantic's errors become problems at the very spot, with a remedy; what is sound is kept.

One wrong field must not hide the other problems of its file. So the smallest part that can be left out is left out, a
required value that is missing gets a stand-in, and the rest is read on. Both are remembered (`Places.hurt`, `lost`):
nobody is told twice, or about what follows from it, and with an error no page is made from a stand-in.
"""

from __future__ import annotations

import re
from typing import Any, Generic, TypeVar

from msgspec import Struct
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.explain import SURE, Spot, explain, model_at, near_key, spot_of
from generator.model.judging import judged
from generator.model.record import Record
from generator.places import Part, Parts, Places, part_of, parts_with
from generator.problems import Problem, problem
from generator.yamltext import Mapping

Model = TypeVar("Model", bound=Record)

Steps = tuple[str | int, ...]

ANY_ID = "/*"
"""Among the lost ids, after the name of a list: a record of it lost its id, so any reference may mean it."""
_ROUNDS = 200
_MOST_TOLD = 300
"""So many faults of a file are explained in one go; more are a broken file, and the rest is left out in silence."""
_STAND_INS = {
    "title": "？",
    "tier": "unit",
    "region": "？",
    "year": "2000",
    "kind": "？",
    "name": "？",
    "body": "notices/lost.txt",
    "status": "pending",
}
"""For required fields of records that hold others, which would be lost with them."""


class Reading(Struct, Generic[Model], frozen=True):
    """What came of one file: the record, its problems, and the ids that were left out."""

    record: Model | None
    problems: list[Problem]
    lost: frozenset[str] = frozenset()


def read(node: Mapping, model: type[Model], places: Places, **given: object) -> Reading[Model]:
    """Read `node` as `model`; `given` are fields that the folder says, not the file."""
    root: Part = part_of(node)
    problems: list[Problem] = []
    lost: set[str] = set()
    for name in [name for name in given if name in root]:
        known = "、".join(key for key in model.__struct_fields__ if key not in given)
        problems.append(problem("E229", root.key_places[name], key=name, known=known))
        root.drop(name)
    root.update(given)
    for _ in range(_ROUNDS):  # each leaves out at least one part; a file has fewer faults than that
        try:
            record = judged(model, root)
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False)
            details, beyond = _own(details[:_MOST_TOLD]), details[_MOST_TOLD:]
            renamed = _rename(root, details, model)
            problems += renamed
            problems += [found for detail in details if (found := explain(detail, root, model))]
            if not (_leave_out(root, [*details, *beyond], lost) or renamed):
                break
        else:
            places.locate(record, root, root.place)
            return Reading(record, problems, frozenset(lost))
    return Reading(None, problems, frozenset(lost))


def _own(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Without the lists that pydantic calls too short because their items are faulty."""
    return [
        detail
        for detail in details
        if detail["type"] != "too_short"
        or not any(d is not detail and d["loc"][: len(detail["loc"])] == detail["loc"] for d in details)
    ]


def _rename(root: Part, details: list[ErrorDetails], model: type[Record]) -> list[Problem]:
    """Read a misspelt key as the one that was meant: the nearest that is not there, or the only one that is missing."""
    problems = []
    for detail in [detail for detail in details if detail["type"] == "extra_forbidden"]:
        spot = spot_of(root, detail["loc"])
        found = explain(detail, root, model)
        beside = [other for other in details if other["loc"][:-1] == detail["loc"][:-1]]
        missing = [spot_of(root, other["loc"]).key for other in beside if other["type"] == "missing"]
        unknown = [other for other in beside if other["type"] == "extra_forbidden"]
        fields = model_at(model, detail["loc"][:-1])
        right = near_key(spot, fields, root, SURE)
        if right is None and len(missing) == len(unknown) == 1:
            right = missing[0]
        right = right or near_key(spot, fields, root)
        if right and found and found.code in ("E202", "E229"):
            details.remove(detail)
            problems.append(problem("E202", found.place, key=spot.key, near=right))
            spot.owner.rename(spot.key, right)
    return problems


def _leave_out(root: Part, details: list[ErrorDetails], lost: set[str]) -> bool:
    """Leave out the smallest faulty parts, or put stand-ins; False when nothing more can be done."""
    faulty: dict[Steps, None] = {}
    changed = False
    for detail in details:
        spot = spot_of(root, detail["loc"])
        if detail["type"] == "missing" and spot.key in spot.owner:
            continue  # it was there under another name
        if detail["type"] != "missing":
            faulty[_whole_row(root, spot.steps)] = None
        elif _stand_in(spot, root, lost):
            changed = True
        else:
            faulty[spot.steps] = None
    for steps in sorted(faulty, key=_depth_first, reverse=True):
        changed |= _remove(root, steps, lost)
    return changed


def _depth_first(steps: Steps) -> list[tuple[int, str]]:
    return [(step, "") if isinstance(step, int) else (-1, step) for step in steps]


def _whole_row(root: Part, steps: Steps) -> Steps:
    """A row of a table without one of its figures would be another row: leave out the row."""
    current: Any = root
    for number, step in enumerate(steps):
        if isinstance(current, Part) and step == "rows" and isinstance(current[step], Parts):
            row = steps[: number + 2]
            return (
                row
                if len(steps) > number + 1 and not any(isinstance(s, str) for s in steps[number + 1 :])
                else steps
            )
        current = current[step]
    return steps


def _remove(root: Part, steps: Steps, lost: set[str]) -> bool:
    """Remove what `steps` lead to, and tell the nearest mapping that it is hurt."""
    if not steps:
        return False
    owner, key = root, ""
    parent: Any = root
    for step in steps[:-1]:
        if isinstance(parent, Part):
            owner, key = parent, str(step)
        parent = parent[step]
    last = steps[-1]
    if last == "id" and isinstance(parent, Part):
        _lose_id(parent, str(parent[last]), _list_of(steps[:-1]), lost)
    elif isinstance(parent, Part) and key == "consents":  # its keys are ids
        _lose_id(parent, str(last), key, lost)
    elif not _note_ids(parent[last], lost):
        lost.add(_list_of(steps) + ANY_ID)
    if isinstance(parent, Part):
        parent.drop(str(last))
    else:
        parent.drop(last)
        owner.hurt.add(key)
    return True


def _list_of(steps: Steps) -> str:
    """The key of the list that a path ends in."""
    return next((step for step in reversed(steps) if isinstance(step, str)), "")


def _lose_id(part: Part, written: str, kind: str, lost: set[str]) -> None:
    """Remember an id that may not stand, and how those who refer to it will have written it."""
    meant = re.sub(r"[^a-z0-9]+", "-", written.casefold()).strip("-")
    if meant and meant != "page":
        part.meant = meant
    lost |= {written, meant, meant.replace("-", "")}
    if not re.fullmatch(r"[\w -]*", written, re.ASCII):
        lost.add(kind + ANY_ID)


def _stand_in(spot: Spot, root: Part, lost: set[str]) -> bool:
    """Put something in the place of a required value; False when there is nothing fit."""
    owner, key = spot.owner, spot.key
    if key == "id":
        if not owner.meant:
            lost.add(_list_of(spot.steps) + ANY_ID)
        owner[key] = owner.meant or f"lost-{len(lost)}"
        lost.add(owner[key])
    elif key == "notices" and owner is root:
        notice = Part(owner.place)
        notice.update({"id": "lost", "kind": "？", "title": "？", "body": _STAND_INS["body"]})
        notice.hurt.update(notice)
        owner[key] = parts_with(notice)
        lost.add(key + ANY_ID)
    elif key in _STAND_INS:
        owner[key] = _STAND_INS[key]
    else:
        return False
    owner.hurt.add(key)
    return True


def _note_ids(part: Any, lost: set[str]) -> bool:
    """Remember every id in a part that is left out; False when there is none."""
    found = False
    if isinstance(part, Part):
        if isinstance(part.get("id"), str):
            lost.add(part["id"])
            found = True
        for value in part.values():
            found |= _note_ids(value, lost)
    elif isinstance(part, Parts):
        for value in part:
            found |= _note_ids(value, lost)
    return found
