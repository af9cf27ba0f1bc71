"""The header of a sheet: in which rows it stands, and which column holds which key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from generator.problems import Problem
from generator.sheets.grid import Grid, letter, told
from generator.sheets.heads import (
    IGNORE,
    KEYS,
    folded_head,
    is_group,
    is_numbering,
    is_private,
    meanings,
    role_of,
)
from generator.sheets.hiding import hidden

_SEARCHED = 40
"""Rows in which a header is looked for: titles and notes stand above it."""
_DEEPEST = 3
_LONGEST = 40
_SAID = re.compile("[:：]\\s*[^\\s:：]")
_SEVERAL = frozenset({"credits"})
"""Keys that several columns may fill, one for each role."""


class Column(Struct, frozen=True):
    """One used column. `role` is what its people did where the head says so."""

    key: str
    index: int
    head: str
    role: str = ""


class Header(Struct, frozen=True):
    """The rows of the header (first and last) and the used columns from left to right."""

    first: int
    last: int
    columns: tuple[Column, ...]

    def of(self, key: str) -> Column | None:
        """The first column of a key, or None."""
        return next((column for column in self.columns if column.key == key), None)


def find_header(
    grid: Grid, *, winners: bool, mapped: Mapping[str, str] | None = None
) -> tuple[Header | None, list[Problem]]:
    """The header with most known heads, and what was left out of it. `mapped` is what an editor said: head or letter to key.

    None, without a problem, where no row of the sheet looks like a header.
    """
    mapped = {folded_head(name): key for name, key in (mapped or {}).items()}
    best: tuple[int, int, int] | None = None
    for row in range(1, min(grid.height, _SEARCHED) + 1):
        if sum(_is_known(grid.at(row, c).text, c, mapped, winners=winners) for c in grid.own(row)) < 2:
            continue
        last = _last_of(grid, row, winners=winners)
        score = sum(
            bool(_named(path, index, mapped) or any(meanings(path, winners=winners)) or is_private(path))
            for index, path in _paths(grid, row, last).items()
        )
        if score >= 2 and (best is None or score > best[0]):
            best = (score, row, last)
    if best is None:
        return None, []
    _, first, last = best
    if first > 1 and _is_group_row(grid, first - 1, first):
        first -= 1
    return _columns(grid, first, last, winners=winners, mapped=mapped)


def _is_known(text: str, index: int, mapped: Mapping[str, str], *, winners: bool) -> bool:
    """Whether a cell may stand in a header's first row. A line of notes (联系电话：…) is no head, however it begins."""
    path = (" ".join(text.split()),)
    if len(path[0]) > _LONGEST or _SAID.search(path[0]):
        return False
    known = (
        any(meanings(path, winners=winners)) or is_private(path) or is_numbering(path) or is_group(path[0])
    )
    return known or bool(_named(path, index, mapped))


def _last_of(grid: Grid, row: int, *, winners: bool) -> int:
    """The last row of a header that begins in `row`: rows go on with it that hold heads and nothing else."""
    last = row
    for below in range(row + 1, min(grid.height, row + _DEEPEST - 1) + 1):
        fresh = [c for c in grid.own(below) if grid.at(below, c).text != grid.at(row, c).text]
        cells = [grid.at(below, c).text for c in fresh]
        known = [
            t for t in cells if any(meanings((t,), winners=winners)) or is_private((t,)) or role_of((t,))
        ]
        if not cells or len(known) * 2 < len(cells) or len(grid.own(below)) > len(fresh):
            break
        last = below
    return last


def _is_group_row(grid: Grid, row: int, below: int) -> bool:
    """Whether a row above the header groups its columns (作品信息 | 作者信息)."""
    own = [grid.at(row, c).text for c in grid.own(row)]
    return len(own) > 1 and sum(text.strip().endswith(("信息", "情况", "资料")) for text in own) * 2 >= len(
        own
    )


def _paths(grid: Grid, first: int, last: int) -> dict[int, tuple[str, ...]]:
    """The heads of each column, outermost first; a group's head also stands for the blanks at its right."""
    paths: dict[int, tuple[str, ...]] = {}
    carried = [""] * (last - first)
    for column in range(1, grid.width + 1):
        parts: list[str] = []
        for row in range(first, last + 1):
            text = " ".join(grid.at(row, column).text.split())
            if row < last:
                below = any(not grid.at(lower, column).blank for lower in range(row + 1, last + 1))
                if text:
                    carried[row - first] = text if below else ""
                elif below:
                    text = carried[row - first]
            if text and text not in parts:
                parts.append(text)
        if parts:
            paths[column] = tuple(parts)
    return paths


def _named(path: tuple[str, ...], index: int, mapped: Mapping[str, str]) -> str:
    """What an editor said of this column: by its head, all its heads, or its letter."""
    for name in (path[-1], "".join(path), "/".join(path), path[0]):
        if folded_head(name) in mapped:
            return mapped[folded_head(name)]
    return mapped.get(letter(index).casefold(), "")


def _columns(
    grid: Grid, first: int, last: int, *, winners: bool, mapped: Mapping[str, str]
) -> tuple[Header, list[Problem]]:
    paths = _paths(grid, first, last)
    said = {index: key for index, path in paths.items() if (key := _named(path, index, mapped))}
    private = {index for index, path in paths.items() if is_private(path)}
    known = {index: meanings(path, winners=winners) for index, path in paths.items() if index not in said}
    taken: dict[str, list[int]] = {}
    for index, key in said.items():
        if key != IGNORE and index not in private:
            taken.setdefault(key, []).append(index)
    for weak in (False, True):
        for index in sorted(set(known) - private):
            used = {i for indexes in taken.values() for i in indexes}
            role = role_of(paths[index])
            for key in known[index][weak] if index not in used else ():
                before = [i for i in taken.get(key, ()) if i in said or (weak and key not in _SEVERAL)]
                if (weak and taken.get(key)) or (before and not role):
                    continue
                taken.setdefault(key, []).append(index)
                break
    columns = [
        Column(key, index, hidden(paths[index][-1]), role_of(paths[index]) if key == "credits" else "")
        for key, indexes in taken.items()
        for index in indexes
    ]
    header = Header(first, last, tuple(sorted(columns, key=lambda column: column.index)))
    problems = [*_left_out(grid, header, paths, set(said)), *_twice(grid, header)]
    return header, problems


def _left_out(
    grid: Grid, header: Header, paths: Mapping[int, tuple[str, ...]], said: set[int]
) -> Iterator[Problem]:
    used = {column.index for column in header.columns}
    for index, path in paths.items():
        head = "/".join(path)
        if is_private(path):
            yield told("W160", grid, header.last, index, head=head)
        elif index not in used | said and not is_numbering(path):
            yield told("W161", grid, header.last, index, head=head, letter=letter(index))


def _twice(grid: Grid, header: Header) -> Iterator[Problem]:
    """Two columns that mean the same key, and nobody said which."""
    seen: dict[tuple[str, str], Column] = {}
    for column in header.columns:
        first = seen.setdefault((column.key, column.role), column)
        if first is not column:
            yield told(
                "E164",
                grid,
                header.last,
                column.index,
                head=column.head,
                other=f"{letter(first.index)} 列“{first.head}”",
                meaning=KEYS[column.key],
            )
