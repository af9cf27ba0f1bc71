"""Plain text and Markdown as pieces: lines with their numbers, tables of tabs, pipes, aligned blanks or HTML as grids."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from generator.importing.blanks import folded_cell
from generator.importing.counted import counted_rows
from generator.importing.htmltables import html_rows
from generator.importing.marks import cleared, unescaped
from generator.importing.mending import Mend
from generator.importing.received import Grid, Line, Lost, Piece

_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)
_PIPES = re.compile(r"\s*\|.*\|\s*$")
_RULER = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*:?-*:?\s*\|?\s*$")
_COLUMNS = re.compile(r"[ \u3000]{2,}|\u3000+")
_FIGURE = re.compile(r"\d+(?:\.\d+)?%?$")
_PAGE_NUMBER = re.compile(
    r"[—–－-]+\s*\d{1,3}\s*[—–－-]+|第\s*\d{1,3}\s*页(?:[，,]?\s*共\s*\d{1,3}\s*页)?|\d{1,3}\s*/\s*\d{1,3}"
)
_LEAST_ALIGNED = 3


class Laid(Struct, frozen=True):
    """A text as pieces, what was mended in it, and what of it is no text."""

    pieces: tuple[Piece, ...]
    mends: tuple[Mend, ...] = ()
    lost: tuple[Lost, ...] = ()


def laid(text: str, *, markdown: bool) -> Laid:
    """Lay a text out as pieces. Blanks and cut lines are not touched yet."""
    lines = text.split("\n")
    html = {first: (last, rows) for first, last, rows in _html(text)}
    pieces: list[Piece] = []
    mends: list[Mend] = []
    lost: list[Lost] = []
    at, apart = 0, False
    while at < len(lines):
        number = at + 1
        if number in html:
            last, unfolded = html[number]
            pieces.append(_grid(unfolded, number, last))
            at, apart = last, True
            continue
        rows, taken = _rows(lines, at)
        if rows and not (_is_stamp(rows) and not any(_is_said(piece) for piece in pieces)):
            pieces.append(_grid(rows, number, at + taken))
            at, apart = at + taken, True
            continue
        bare = lines[at].replace("\f", " ").strip()
        if _PAGE_NUMBER.fullmatch(bare):
            lost.append(Lost(f"页码“{bare}”", number))
            at, apart = at + 1, True
            continue
        clear = cleared(bare, number, markdown=markdown)
        lost += [Lost(what, number) for what in clear.lost]
        mends += clear.mends
        apart = apart or "\f" in lines[at]
        if clear.text:
            pieces.append(Line(clear.text, number, number, clear.style, apart and bool(pieces)))
        apart = not clear.text
        at += 1
    return Laid(tuple(pieces), tuple(mends), tuple(lost))


def _grid(rows: Sequence[Sequence[str]], number: int, last: int) -> Grid:
    width = max(len(row) for row in rows)
    whole = ((*map(folded_cell, row), *[""] * (width - len(row))) for row in rows)
    return Grid(tuple(whole), number, last)


def _html(text: str) -> list[tuple[int, int, tuple[tuple[str, ...], ...]]]:
    """First and last line of each HTML table, and its rows."""
    found = []
    for match in _TABLE.finditer(text):
        rows = html_rows(match.group())
        if rows:
            first = text.count("\n", 0, match.start()) + 1
            found.append((first, text.count("\n", 0, match.end()) + 1, rows))
    return found


def _rows(lines: Sequence[str], at: int) -> tuple[list[list[str]], int]:
    """The table that begins at this line and how many lines it takes, or nothing."""
    for reader in (_piped, _tabbed, _aligned, counted_rows):
        rows, taken = reader(lines, at)
        if rows:
            return rows, taken
    return [], 0


def _piped(lines: Sequence[str], at: int) -> tuple[list[list[str]], int]:
    taken = 0
    rows = []
    while at + taken < len(lines) and _PIPES.match(lines[at + taken]):
        line = lines[at + taken]
        if not _RULER.match(line):
            rows.append([unescaped(cell) for cell in line.strip()[1:-1].split("|")])
        taken += 1
    return (rows, taken) if taken >= 2 and rows and max(map(len, rows)) >= 2 else ([], 0)


def _tabbed(lines: Sequence[str], at: int) -> tuple[list[list[str]], int]:
    """Rows with a tab between cells; one blank line between rows of equal length is the converter's."""
    rows: list[list[str]] = []
    taken = 0
    while at + taken < len(lines):
        line = lines[at + taken]
        if "\t" in line.strip("\n") and line.strip():
            rows.append(line.rstrip("\n").split("\t"))
            taken += 1
        elif (
            rows
            and not line.strip()
            and at + taken + 1 < len(lines)
            and lines[at + taken + 1].count("\t") == len(rows[-1]) - 1 > 0
        ):
            taken += 1
        else:
            break
    return (rows, taken) if len(rows) >= 2 else ([], 0)


def _is_stamp(rows: Sequence[Sequence[str]]) -> bool:
    """Whether most rows have one cell only: above the text that is a receiving stamp, below it a form."""
    return sum(sum(bool(cell.strip()) for cell in row) >= 2 for row in rows) * 2 <= len(rows)


def _is_said(piece: Piece) -> bool:
    """Whether the recipients or a sentence ended here: stamps stand above that."""
    return isinstance(piece, Grid) or piece.text.endswith(("。", "：", ":"))


def _aligned(lines: Sequence[str], at: int) -> tuple[list[list[str]], int]:
    """Rows whose cells stand apart by blanks: as many cells in each, and figures below one another."""
    rows: list[list[str]] = []
    while at + len(rows) < len(lines):
        line = lines[at + len(rows)].strip()
        cells = _COLUMNS.split(line) if line else []
        if len(cells) < 2 or (rows and len(cells) != len(rows[0])):
            break
        rows.append(cells)
    figures = sum(bool(_FIGURE.match(row[-1])) for row in rows)
    return (rows, len(rows)) if len(rows) >= _LEAST_ALIGNED and figures >= len(rows) - 1 else ([], 0)
