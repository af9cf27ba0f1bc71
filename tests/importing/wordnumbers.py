"""Word's own numbering of paragraphs, which prints numbers that nobody typed."""

from __future__ import annotations

import re

from docx.document import Document as Paper
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

FIGURES = "一二三四五六七八九十"
_NUMBER = re.compile(rf"(?P<open>[（(]?)(?P<figure>[{FIGURES}]+|\d+)(?P<close>[）)]|[、.．])(?P<gap>\s*)")


class Numbering:
    """Word's numbering: one list for each run of numbers that go on, beginning where the run begins."""

    def __init__(self, paper: Paper) -> None:
        self._root = paper.part.numbering_part.element
        for child in list(self._root):
            self._root.remove(child)
        self._running: dict[str, tuple[int, int]] = {}
        self._count = 0

    def put(self, paragraph: Paragraph, number: str) -> None:
        """Let Word print `number` before the paragraph."""
        found = _NUMBER.fullmatch(number)
        assert found, number
        value, label = value_of(found["figure"]), f"{found['open']}%1{found['close']}"
        former, listed = self._running.get(label, (0, 0))
        if value != former + 1 or not listed:
            listed = self._list(label, value, chinese=not found["figure"].isdigit())
        self._running[label] = (value, listed)
        numbered = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        numbered.get_or_add_ilvl().val = 0
        numbered.get_or_add_numId().val = listed

    def _list(self, label: str, start: int, *, chinese: bool) -> int:
        self._count += 1
        kind = "chineseCountingThousand" if chinese else "decimal"
        abstract = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{self._count}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{kind}"/><w:suff w:val="nothing"/><w:lvlText w:val="{label}"/></w:lvl></w:abstractNum>'
        )
        self._root.insert(self._count - 1, abstract)
        self._root.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{self._count}"><w:abstractNumId w:val="{self._count}"/>'
                f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
            )
        )
        return self._count


def value_of(figure: str) -> int:
    if figure.isdigit():
        return int(figure)
    tens, _, ones = figure.rpartition("十")
    ten = "十" in figure
    return (FIGURES.index(tens) + 1 if tens else int(ten)) * 10 * ten + (
        FIGURES.index(ones) + 1 if ones else 0
    )
