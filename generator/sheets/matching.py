"""Which entry a row was imported as before: by its number, else by title and first author; ids for those that are new."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from generator.problems import Problem
from generator.sheets.grid import Grid, told
from generator.sheets.naming import folded_no, folded_title
from generator.sheets.standing import Standing, Standings
from generator.sheets.wanted import Wanted
from generator.values.text import fold
from generator.works.gate import unit_named

_MOBILE = re.compile(r"1[3-9]\d{9}")
_LONGEST_ID = 64


def first_author(wanted: Wanted, standings: Standings) -> str:
    """Whom a row without a number is known by: its first author, or else its unit, as compared."""
    if wanted.authors:
        return fold(wanted.authors[0])
    unit = unit_named(standings.campaign, wanted.text("unit"))
    return fold(unit.id if unit else wanted.text("unit"))


def without_twins(
    rows: Sequence[tuple[Grid, Wanted]], standings: Standings
) -> tuple[list[tuple[Grid, Wanted]], list[Problem]]:
    """Rows that say the same work twice: refused where no number tells them apart, else told."""
    numbers: dict[tuple[str, str], Wanted] = {}
    works: dict[tuple[str, str, tuple[str, ...]], Wanted] = {}
    kept, problems = [], []
    for grid, wanted in rows:
        no, title = folded_no(wanted.text("no")), folded_title(wanted.text("title"))
        people = tuple(map(fold, wanted.authors)) or (first_author(wanted, standings),)
        at_no, at_title = wanted.columns.get("no", 0), wanted.columns.get("title", 0)
        if no and (wanted.subproject, no) in numbers:
            other = numbers[wanted.subproject, no].row
            problems.append(told("E169", grid, wanted.row, at_no, value=wanted.text("no"), other=other))
            continue
        twin = works.get((wanted.subproject, title, people))
        key = (wanted.subproject, title, people[:1])
        alike = twin or works.get(key)
        if alike and not (no and alike.text("no")):
            problems.append(
                told("E169", grid, wanted.row, at_title, value=wanted.text("title"), other=alike.row)
            )
            continue
        if twin:
            value = wanted.text("title")
            problems.append(told("W170", grid, wanted.row, at_title, value=value, other=f"第 {twin.row} 行"))
        if no:
            numbers[wanted.subproject, no] = wanted
        works.setdefault((wanted.subproject, title, people), wanted)
        works.setdefault(key, wanted)
        kept.append((grid, wanted))
    return kept, problems


class Finder:
    """Entries by what rows know of them. Built once for a sheet."""

    def __init__(self, standings: Standings) -> None:
        self._standings = standings
        self._by_no: dict[tuple[str, str], list[Standing]] = defaultdict(list)
        self._by_work: dict[tuple[str, str, str], list[Standing]] = defaultdict(list)
        for one in standings.entries:
            if one.no:
                self._by_no[one.subproject, one.no].append(one)
            self._by_work[one.subproject, one.title, self._first(one)].append(one)

    def _first(self, one: Standing) -> str:
        unit = unit_named(self._standings.campaign, one.entry.unit)
        return one.names[0] if one.names else fold(unit.id if unit else one.entry.unit or "")

    def find(self, grid: Grid, wanted: Wanted) -> tuple[Standing | None, list[Problem]]:
        """The entry of a row, None for a new one; an error where two may be meant."""
        no, value = folded_no(wanted.text("no")), wanted.text("title")
        at = wanted.columns.get("no" if no else "title", 0)
        if no and (numbered := self._by_no.get((wanted.subproject, no), [])):
            if len(numbered) == 1:
                return numbered[0], []
            return None, [_two(grid, wanted, at, wanted.text("no"), numbered)]
        first = first_author(wanted, self._standings)
        alike = self._by_work.get((wanted.subproject, folded_title(value), first), [])
        open_to = [one for one in alike if not (no and one.no)]
        if len(open_to) == 1:
            return open_to[0], []
        if open_to:
            return None, [_two(grid, wanted, at, value, open_to)]
        if alike:
            other = "、".join(f"已有作品 {one.id}（编号 {one.entry.no}）" for one in alike)
            return None, [told("W170", grid, wanted.row, at, value=value, other=other)]
        return None, []


def _two(grid: Grid, wanted: Wanted, at: int, value: str, found: Sequence[Standing]) -> Problem:
    return told("E179", grid, wanted.row, at, value=value, ids="、".join(one.id for one in found))


class Ids:
    """Ids for new entries: from the printed number where it can be one, else the next four figures. None is given twice."""

    def __init__(self, taken: frozenset[str]) -> None:
        self._taken = set(taken)
        self._last = max((int(one) for one in taken if re.fullmatch("[0-9]{4}", one)), default=0)

    def give(self, no: str) -> str:
        """Take an id for an entry of that number; "" for one without."""
        made = id_of(no)
        if not made or made in self._taken:
            made = self._next()
        self._taken.add(made)
        return made

    def _next(self) -> str:
        self._last += 1
        while f"{self._last:04}" in self._taken:
            self._last += 1
        return f"{self._last:04}"


def id_of(no: str) -> str:
    """The id that a printed number makes (FJ-2024-0007: fj-2024-0007), "" where it cannot be one."""
    folded = folded_no(no)
    made = re.sub("[^a-z0-9]+", "-", folded).strip("-")
    if not folded.isascii() or not made or len(made) > _LONGEST_ID or made == "page" or _MOBILE.search(made):
        return ""
    return made
