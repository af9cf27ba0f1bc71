"""Tables whose cells only single blanks part, as a PDF gives them: known by the running number before each row."""

from __future__ import annotations

import re
from collections.abc import Sequence

_GLUED = re.compile(r"(\d{1,3})([一-鿿].*)")
_FIGURE = re.compile(r"\d+(?:\.\d+)?%?")
_TOTAL = re.compile("(?:合|总|小|共)计")
_LEAST = 3
"""Rows: fewer may be a list of sentences."""


def counted_rows(lines: Sequence[str], at: int) -> tuple[list[list[str]], int]:
    """The table that begins at this line (its head, or its first row) and how many lines it takes, or nothing."""
    head = 0 if _is_row(_cells(lines[at]), 1) else 1
    rows: list[list[str]] = []
    while at + head + len(rows) < len(lines):
        cells = _cells(lines[at + head + len(rows)])
        if not _is_row(cells, len(rows) + 1) or (rows and len(cells) != len(rows[0])):
            break
        rows.append(cells)
    if len(rows) < _LEAST:
        return [], 0
    width, taken = len(rows[0]), head + len(rows)
    if at + taken < len(lines):
        last = _total(_cells(lines[at + taken]), width)
        rows += [last] if last else []
        taken += bool(last)
    if head:
        rows.insert(0, _head(lines[at], width))
    return rows, taken


def _cells(line: str) -> list[str]:
    cells: list[str] = []
    for part in line.split():
        glued = _GLUED.fullmatch(part)
        cells += list(glued.groups()) if glued else [part]
    return cells


def _is_row(cells: Sequence[str], number: int) -> bool:
    return (
        len(cells) >= 3
        and cells[0] == str(number)
        and bool(_FIGURE.fullmatch(cells[-1]))
        and len(cells[1]) < 30
    )


def _total(cells: Sequence[str], width: int) -> list[str]:
    """The last row, which has no number of its own: 合计 100, or a row with 合计 in its second half."""
    spots = [at for at, cell in enumerate(cells) if _TOTAL.fullmatch(cell)]
    if not spots or len(cells) >= width or not _FIGURE.fullmatch(cells[-1]):
        return []
    gap = [""] * (width - len(cells))
    return [*cells[: spots[0] + 1], *gap, *cells[spots[0] + 1 :]]


def _head(line: str, width: int) -> list[str]:
    """The head as one cell a column: words of a column's name that a line end parted stand together again."""
    halves = [half.split() for half in line.split("序号") if half.strip()] if "序号" in line else []
    each = width // len(halves) if halves else 0
    if halves and each * len(halves) == width and all(len(half) >= each - 1 for half in halves):
        return [cell for half in halves for cell in ("序号", *half[: each - 2], "".join(half[each - 2 :]))]
    cells = line.split()
    return cells if len(cells) == width else [line.strip(), *[""] * (width - 1)]
