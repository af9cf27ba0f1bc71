"""What has been gathered of one campaign while its notice is being recognised."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from generator.importing.contacts import Person
from generator.importing.draft import Certainty, Finding, Left
from generator.importing.headings import Node
from generator.importing.notices import Facts
from generator.importing.papers import Paper
from generator.importing.received import Grid, Line
from generator.yamlwriting import Data


class Work(Struct):
    """What has been gathered so far of one campaign."""

    paper: Paper
    facts: Facts
    year: int | None
    tier: str
    region: str
    data: dict[str, Data] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    special: dict[int, str] = field(default_factory=dict)
    directory: list[tuple[Person, Grid]] = field(default_factory=list)
    """People of a directory of sub-projects whose row names none of them."""
    errata: list[Data] = field(default_factory=list)

    def found(
        self,
        what: str,
        value: str,
        line: Line | Grid | tuple[int, int],
        *,
        path: str = "",
        sure: Certainty = "sure",
        why: str = "",
    ) -> None:
        """Note one finding with the lines it stands in."""
        number, last = line if isinstance(line, tuple) else (line.number, line.last)
        self.findings.append(Finding(what, value, sure, number, last, path, why))


def all_lines(node: Node) -> Iterator[Line]:
    """The lines of a part and of all inside it, headings too, in the order of the text."""
    for part in node.walk():
        if part.line:
            yield part.line
        yield from (piece for piece in part.pieces if isinstance(piece, Line))
