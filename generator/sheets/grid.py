"""A sheet as an editor sees it: rows and columns numbered as Excel shows them, every cell already text."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct, field

from generator.problems import Place, Problem, problem
from generator.sheets.hiding import hidden

Oddity = Literal["", "error", "unreckoned", "date", "fraction", "too-long"]
"""What a cell is besides its text: an error of Excel (#N/A), a formula without its value, a date, 0.5, 16 figures."""


class Cell(Struct, frozen=True):
    """One cell. `merged` is the (row, column) of the cell it got its text from, None where it has its own."""

    text: str = ""
    oddity: Oddity = ""
    merged: tuple[int, int] | None = None

    @property
    def blank(self) -> bool:
        """Whether nothing can be read in it."""
        return not self.text.strip()


EMPTY = Cell()
_ERRORS = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\\?|NULL!|NUM!|SPILL!|CALC!)")
Key = tuple[int, int]
"""Row and column, from 1."""


class Grid(Struct, frozen=True):
    """One sheet. `name` is the file's with the sheet's, as reports show it; `spans` are the merged ranges by their first cell.

    `knows_merges` is false where the format has none (CSV): there a blank may stand for “as above”.
    """

    name: str
    sheet: str
    cells: dict[Key, Cell]
    height: int
    width: int
    knows_merges: bool = True
    spans: dict[Key, Key] = field(default_factory=dict)

    def at(self, row: int, column: int) -> Cell:
        """The cell at `row` and `column`, an empty one where nothing stands."""
        return self.cells.get((row, column), EMPTY)

    def filled(self, row: int) -> list[int]:
        """The columns of a row that hold something, errors included."""
        return [c for c in range(1, self.width + 1) if not self.at(row, c).blank or self.at(row, c).oddity]

    def own(self, row: int) -> list[int]:
        """The columns of a row with a text of its own: those that repeat a merged cell begun further up or left not."""
        return [c for c in self.filled(row) if self.at(row, c).merged in (None, (row, c))]

    def place(self, row: int, column: int = 1) -> Place:
        """The place of a cell for a report."""
        return Place(self.name, max(1, row), max(1, column))


def cell_of(text: str) -> Cell:
    """A cell of a format that knows only text: #N/A in it is an error all the same."""
    return Cell(text, "error" if _ERRORS.fullmatch(text.strip()) else "")


def letter(column: int) -> str:
    """The column as Excel names it: 1 is A, 27 is AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def told(code: str, grid: Grid, row: int, column: int = 0, /, **words: object) -> Problem:
    """A problem of a row, or of one cell of it; no word of it holds anybody's number."""
    where = f"第 {row} 行" + (f" {letter(column)} 列" if column else "")
    where_en = f"row {row}" + (f", column {letter(column)}" if column else "")
    safe = {name: hidden(str(word)) for name, word in words.items()}
    return problem(code, grid.place(row, column), where=where, where_en=where_en, **safe)
