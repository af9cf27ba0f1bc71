"""One text file of the project with its name: turns offsets into places for the report."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

from msgspec import Struct

from generator.problems import Place

_LONGEST_EXCERPT = 100_000
"""Characters. A line beyond helps nobody in a report, and thousands of problems would each carry it."""


class Source(Struct, frozen=True, dict=True):
    """A file's text (decoded, line ends LF) and its name relative to the project."""

    name: str
    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines, cut once: every place needs one as excerpt, and a text may have thousands of places."""
        return tuple(self.text.split("\n"))

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        starts = accumulate((len(line) + 1 for line in self.lines), initial=0)
        return tuple(starts)[:-1]

    def place(self, line: int = 1, column: int = 1, length: int = 1) -> Place:
        """The place at a 1-based line and column; beyond the end it is the end of the last line."""
        if line > len(self.lines):
            line, column = len(self.lines), len(self.lines[-1]) + 1
        excerpt = self.lines[line - 1]
        return Place(self.name, line, column, length, excerpt if len(excerpt) <= _LONGEST_EXCERPT else "")

    def at(self, offset: int, length: int = 1) -> Place:
        """The place of the character at `offset` of the text."""
        line = bisect_right(self._starts, offset)
        return self.place(line, offset - self._starts[line - 1] + 1, length)
