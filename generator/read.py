"""Nodes to records: pydantic's errors become problems at the very spot, with a remedy; what is sound is kept.

One wrong field must not hide the other problems of its file. So the smallest part that can be left out is left out, a
required value that is missing gets a stand-in, and the rest is read on. Both are remembered (`Places.hurt`, `lost`):
nobody is told twice, or about what follows from it, and with an error no page is made from a stand-in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.explain import explain, model_at, near_key, spot_of
from generator.places import Part, Parts, Places, part_of, parts_with
from generator.problems import Problem, problem
from generator.yamltext import Mapping

Model = TypeVar("Model", bound=BaseModel)

ANY_ID = "*"
"""Among the lost ids: a record lost its id, so any reference of its campaign may mean it."""
_ROUNDS = 200
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


@dataclass(frozen=True, slots=True)
class Reading(Generic[Model]):
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
        known = "、".join(key for key in model.model_fields if key not in given)
        problems.append(problem("E229", root.keys[name], key=name, known=known))
        root.drop(name)
    root.update(given)
    for _ in range(_ROUNDS):  # each leaves out at least one part; a file has fewer faults than that
        try:
            record = model.model_validate(root)
        except ValidationError as error:
            details = error.errors(include_url=False)
            _rename(root, details, model, problems)
            problems += [found for detail in details if (found := explain(detail, root, model))]
            if not _leave_out(root, details, lost):
                break
        else:
            places.locate(record, root, root.place)
            return Reading(record, problems, frozenset(lost))
    return Reading(None, problems, frozenset(lost))


def _rename(root: Part, details: list[ErrorDetails], model: type[BaseModel], problems: list[Problem]) -> None:
    """Read a misspelt key as the one that was meant, where that one is not there."""
    for detail in [detail for detail in details if detail["type"] == "extra_forbidden"]:
        spot = spot_of(root, detail["loc"])
        record_type = model_at(model, detail["loc"][:-1])
        near = near_key(spot, record_type, root)
        found = explain(detail, root, model)
        if near and near not in spot.owner and found and found.code == "E202":
            details.remove(detail)
            problems.append(found)
            spot.owner.rename(spot.key, near)


def _leave_out(root: Part, details: list[ErrorDetails], lost: set[str]) -> bool:
    """Leave out the smallest faulty parts, or put a stand-in; False when nothing more can be done."""
    changed = any(detail["type"] == "extra_forbidden" for detail in details)
    for detail in sorted(details, key=lambda d: [str(step).rjust(8) for step in d["loc"]], reverse=True):
        spot = spot_of(root, detail["loc"])
        if detail["type"] == "missing":
            changed |= _stand_in(root, spot.owner, spot.key, spot.steps, lost)
        else:
            changed |= _remove(root, spot.steps, lost)
    return changed or bool(_renamed(root))


def _renamed(root: Any) -> bool:
    """Whether some key was read under another name, which the next round may find sound."""
    if isinstance(root, Part):
        return bool(root.renamed) or any(_renamed(value) for value in root.values())
    return isinstance(root, Parts) and any(_renamed(item) for item in root)


def _remove(root: Part, steps: tuple[str | int, ...], lost: set[str]) -> bool:
    """Remove what `steps` lead to, and tell the nearest mapping that it is hurt."""
    if not steps:
        return False
    owner: Part = root
    key = ""
    parent: Any = root
    for step in steps[:-1]:
        if isinstance(parent, Part):
            owner, key = parent, str(step)
        parent = parent[step]
    last = steps[-1]
    _note_ids(parent[last], lost)
    if isinstance(parent, Part):
        if last == "id":
            _lose_id(str(parent[last]), lost)
        parent.drop(str(last))
    else:
        assert isinstance(last, int)
        if all(not isinstance(item, Part) for item in parent) and isinstance(root_of_row(root, steps), Parts):
            return _remove(root, steps[:-1], lost)  # a row of a table without one figure is another row
        parent.drop(last)
        owner.hurt.add(key)
    return True


def root_of_row(root: Part, steps: tuple[str | int, ...]) -> Any:
    """The list that holds the list which `steps` end in, if there is one."""
    current: Any = root
    for step in steps[:-2]:
        current = current[step]
    return current


def _stand_in(root: Part, owner: Part, key: str, steps: tuple[str | int, ...], lost: set[str]) -> bool:
    """Put something in the place of a required value; without anything fit, leave out the whole record."""
    if key == "id" and steps:
        lost_id = next((word for word in sorted(lost) if owner.hurt and word == _normal(owner.lost_id)), "")
        owner[key] = lost_id or f"lost-{len(lost)}"
        lost.add(owner[key])
        if not lost_id:
            lost.add(ANY_ID)
    elif key in _STAND_INS:
        owner[key] = _STAND_INS[key]
    elif key == "notices" and owner is root:
        notice = Part(root.place)
        notice.update({"id": "lost", "kind": "？", "title": "？", "body": _STAND_INS["body"]})
        notice.hurt.update(notice)
        owner[key] = parts_with(notice)
    else:
        return _remove(root, steps, lost)
    owner.hurt.add(key)
    return True
