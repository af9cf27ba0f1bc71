"""What an import does to each entry: made anew, changed in place, left alone, or only told. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import asdict

from generator.model.campaign import Campaign
from generator.problems import Problem
from generator.sheets.grid import Grid, told
from generator.sheets.standing import Standing
from generator.sheets.wanted import ORDER, Wanted
from generator.values.text import fold, tidy
from generator.works.gate import is_withdrawn, unit_named
from generator.yamlediting import EditError, set_key, value_at
from generator.yamlwriting import Data, written

Kind = Literal["new", "changed", "same", "kept"]
NEXT_LOOK = "pending"
"""The status of an approved or rejected entry whose text was replaced: nobody has looked at the new one."""


class Change(Struct, frozen=True):
    """One row's effect. `shown` are (key, before, after) of what the file will say otherwise; `text` the whole new file."""

    kind: Kind
    row: int
    id: str
    subproject: str
    text: str = ""
    shown: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def new_entry(wanted: Wanted, entry_id: str) -> Change:
    """A file for an entry that is not there yet: received, never approved."""
    data: dict[str, Data] = {**wanted.data, "status": "received"}
    ordered = {key: data[key] for key in ORDER if key in data}
    return Change("new", wanted.row, entry_id, wanted.subproject, written(ordered))


def changed_entry(
    grid: Grid, wanted: Wanted, standing: Standing, campaign: Campaign, *, replace: bool
) -> Change:
    """The same entry with what the sheet says otherwise, and everything else of its file byte for byte as it was.

    An approved or rejected entry was looked at as it is: only with `replace` it is changed, and its status goes back
    to `pending`. A withdrawn one is never changed.
    """
    keys = [key for key in wanted.data if not _agrees(key, wanted.data[key], standing, campaign)]
    same = Change("same", wanted.row, standing.id, standing.subproject, standing.text)
    if not keys:
        return same
    shown = tuple((key, plain(value_at(standing.text, (key,))), plain(wanted.data[key])) for key in keys)
    status = standing.entry.status
    told_keys = "、".join(keys)
    if is_withdrawn(standing.entry) or (status in ("approved", "rejected") and not replace):
        state = (
            "已经撤下"
            if is_withdrawn(standing.entry)
            else {"approved": "已经审核通过", "rejected": "已经审核、未通过"}[status]
        )
        found = told("W171", grid, wanted.row, 0, id=standing.id, state=state, keys=told_keys)
        return Change("kept", wanted.row, standing.id, standing.subproject, standing.text, shown, (found,))
    text = standing.text
    try:
        for key in keys:
            text = set_key(text, (key,), _merged(key, wanted.data[key], text))
        if status in ("approved", "rejected"):
            text = set_key(text, ("status",), NEXT_LOOK)
            shown += (("status", status, NEXT_LOOK),)
    except EditError:
        found = told("E178", grid, wanted.row, 0, id=standing.id, keys=told_keys)
        return Change("kept", wanted.row, standing.id, standing.subproject, standing.text, shown, (found,))
    return Change("changed", wanted.row, standing.id, standing.subproject, text, shown)


def _agrees(key: str, value: Data, standing: Standing, campaign: Campaign) -> bool:
    """Whether the entry says already what the sheet says; what editors added to a credit does not differ from it."""
    entry = standing.entry
    if key == "credits" and isinstance(value, list):
        there = [asdict(credit) for credit in entry.credits]
        return len(there) == len(value) and all(
            isinstance(one, dict) and _is_said(one, old) for one, old in zip(value, there, strict=True)
        )
    if key == "unit":
        known = unit_named(campaign, entry.unit)
        return _same(known.id if known else entry.unit or "", str(value))
    if key == "account" and isinstance(value, dict):
        account = asdict(entry.account) if entry.account else {}
        return all(_same(str(account.get(k) or ""), str(v)) for k, v in value.items())
    if key in ("statement", "text"):
        return str(getattr(entry, key) or "") == str(value)
    return _same(str(getattr(entry, key) or ""), str(value)) if key != "ai_use" else entry.ai_use == value


def _is_said(one: Mapping[str, Data], old: Mapping[str, str | None]) -> bool:
    """Whether a credit says all that the sheet says, also where the sheet has part or unit in brackets behind the name."""
    if all(_same(str(old.get(k) or ""), str(v)) for k, v in one.items()):
        return True
    more = [str(old[k]) for k in ("role", "unit") if old.get(k)]
    printed = {f"{old['name']}（{word}）" for word in (*more, "，".join(more))}
    return set(one) == {"name"} and fold(str(one["name"])) in {fold(name) for name in printed}


def _same(one: str, other: str) -> bool:
    """Whether two short values are written alike, blanks aside: a letter or a full-width mark more is a change."""
    return tidy(one) == tidy(other)


def _merged(key: str, value: Data, text: str) -> Data:
    """The sheet's credits with what editors added to the same people: parts and units stay with their names."""
    before = value_at(text, (key,))
    if key == "account" and isinstance(before, dict) and isinstance(value, dict):
        return {**before, **value}
    if key != "credits" or not isinstance(value, list) or not isinstance(before, list):
        return value
    known = {fold(str(one.get("name", ""))): one for one in before if isinstance(one, dict)}
    return [
        {**known.get(fold(str(one["name"])), {}), **one} if isinstance(one, dict) else one for one in value
    ]


def plain(value: Data | None) -> str:
    """A value for a report: people as 张三（作词，单位）、李四."""
    if value is None:
        return "（没有）"
    if isinstance(value, dict):
        more = "，".join(str(v) for k, v in value.items() if k != "name" and v)
        return f"{value.get('name', '')}（{more}）" if more else str(value.get("name", ""))
    if isinstance(value, (str, int, bool)):
        return " ".join(str(value).split())
    return "、".join(plain(one) for one in value)


def vanished(standings: Iterable[Standing], seen: set[str], subprojects: set[str]) -> list[str]:
    """The ids of entries of these sub-projects that no row of the sheet is; they stay as they are."""
    return [
        one.id
        for one in standings
        if one.subproject in subprojects and one.id not in seen and not is_withdrawn(one.entry)
    ]
