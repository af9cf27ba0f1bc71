"""Tables that a scan gives one cell a line: known by their headings, cut at their running numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from generator.importing.contacts import is_name, unpadded
from generator.importing.dialled import only_numbers
from generator.importing.organs import closed
from generator.importing.project_tables import roles_of
from generator.importing.received import Grid, Line, Piece

_LONGEST = 600
"""Lines that one such table can have."""
_PAGE = re.compile(r"[-—–\s]*\d{1,3}[-—–\s]*")


def regained(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with such tables as tables again; where any row is doubtful all stay lines."""
    out: list[Piece] = []
    at = 0
    while at < len(pieces):
        table, following = _table(pieces, at)
        if table:
            out.append(table)
            at = following
        else:
            out.append(pieces[at])
            at += 1
    return out


def _table(pieces: Sequence[Piece], start: int) -> tuple[Grid | None, int]:
    """The table that begins there and the place after it; (None, start) where there is none."""
    first = pieces[start]
    if not isinstance(first, Line) or closed(first.text[:8]) not in ("序号", "编号"):
        return None, start
    lines = list(islice(_lines(pieces, start), _LONGEST))
    roles = roles_of([line.text for line in lines[:8]])
    width = next((at for at, role in enumerate(roles) if not role), len(roles))
    if roles[:width] != ("number", "project", "host", "person", "phone"):
        return None, start
    rows: list[tuple[str, ...]] = [tuple(line.text for line in lines[:width])]
    at = width
    while at < len(lines) and closed(lines[at].text) == str(len(rows)):
        end = at + 1
        while end < len(lines) and closed(lines[end].text) != str(len(rows) + 1) and end - at < 12:
            end += 1
        row, used = _row([line.text for line in lines[at + 1 : end]])
        if not row:
            return None, start
        rows.append((str(len(rows)), *row))
        at += 1 + used
        while (
            at < len(lines) and _PAGE.fullmatch(lines[at].text) and closed(lines[at].text) != str(len(rows))
        ):
            at += 1
    if len(rows) < 3:
        return None, start
    return Grid(tuple(rows), lines[0].number, lines[at - 1].last), start + at


def _lines(pieces: Sequence[Piece], start: int) -> Iterator[Line]:
    for piece in pieces[start:]:
        if not isinstance(piece, Line):
            return
        yield piece


def _row(cells: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """Project, host (over several lines), person and numbers, and how many lines they took; nothing where they do not fit."""
    first = next((at for at, cell in enumerate(cells) if only_numbers(cell)), 0)
    last = first
    while last < len(cells) and only_numbers(cells[last]):
        last += 1
    if first < 3 or not is_name(closed(unpadded(cells[first - 1]))):
        return (), 0
    host = "".join(cells[1 : first - 1])
    numbers = " ".join(number for cell in cells[first:last] for number in only_numbers(cell))
    return (cells[0], host, closed(cells[first - 1]), numbers), last
