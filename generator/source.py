"""One text file of the project with its name: turns offsets into places for the report."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.problems import Place


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text (decoded, line ends LF) and its name relative to the project."""

    name: str
    text: str
    lines: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Cut the lines once: every place needs one as excerpt."""
        object.__setattr__(self, "lines", tuple(self.text.split("\n")))

    def place(self, line: int = 1, column: int = 1, length: int = 1) -> Place:
        """The place at a 1-based line and column; beyond the end it is the end of the last line."""
        if line > len(self.lines):
            line, column = len(self.lines), len(self.lines[-1]) + 1
        return Place(self.name, line, column, length, self.lines[line - 1])

    def at(self, offset: int, length: int = 1) -> Place:
        """The place of the character at `offset` of the text."""
        line = self.text.count("\n", 0, offset) + 1
        column = offset - (self.text.rfind("\n", 0, offset) + 1) + 1
        return self.place(line, column, length)
