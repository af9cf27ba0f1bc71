"""What stands on the pages of a PDF, line by line: the ruler for the printed documents.

A browser's PDF keeps every glyph with its box. Glyphs whose baselines agree belong to one line, whatever element
they came from, so this reads what a person with a ruler would read, not what the style sheet says.
"""

from __future__ import annotations

import functools
import logging
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTComponent, LTContainer, LTCurve, LTPage, LTRect, LTTextContainer

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it complains of every font without a bounding box

MM = 72 / 25.4
"""Points in a millimetre."""

_SAME_LINE = 3.0
"""Baselines closer than this many points are one line: faces of one line differ by less, lines by 28.99."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line; lengths in points, `y` is its baseline measured from the top of the sheet."""

    text: str
    y: float
    x: float
    right: float
    size: float

    @property
    def is_han(self) -> bool:
        """Tell whether nothing but Chinese characters stands here: no figures, letters, marks or blanks."""
        return bool(self.text) and all("一" <= c <= "鿿" for c in self.text)

    @property
    def is_full_width(self) -> bool:
        """Tell whether every character takes a whole square: Chinese characters and Chinese marks."""
        return bool(self.text) and all("一" <= c <= "鿿" or c in _FULL_WIDTH_MARKS for c in self.text)


@dataclass(frozen=True, slots=True)
class Rule:
    """One drawn horizontal rule; lengths in points, `y` from the top of the sheet."""

    y: float
    x: float
    right: float
    thickness: float


_FULL_WIDTH_MARKS = "，。；：、？！（）《》〈〉「」『』【】〔〕“”‘’"

_RADICALS = str.maketrans(
    "⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳", "民西见角贝车长门青韦页风飞食马鬼鱼鸟卤麦黄齐齿龙龟"
)


def _character(text: str) -> str:
    """Undo what a browser's PDF does to some characters: a glyph shared with a radical is named as the radical."""
    return "".join(unicodedata.normalize("NFKC", c) if "⼀" <= c <= "⿕" else c for c in text).translate(
        _RADICALS
    )


def _inside(item: LTComponent) -> Iterator[LTComponent]:
    if isinstance(item, LTContainer):
        for part in item:
            yield from _inside(part)
    else:
        yield item


def _baseline(char: LTChar, height: float) -> float:
    return float(height - char.matrix[5])


def _line(chars: list[LTChar], height: float) -> Line:
    row = sorted(chars, key=lambda c: c.x0)
    return Line(
        text="".join(_character(c.get_text()) for c in row).strip(),
        y=round(_baseline(row[0], height), 2),
        x=round(row[0].x0, 2),
        right=round(row[-1].x1, 2),
        size=round(max(c.size for c in row), 2),
    )


def _rows(chars: Iterable[LTChar], height: float) -> Iterator[Line]:
    row: list[LTChar] = []
    for char in sorted(chars, key=lambda c: _baseline(c, height)):
        if row and _baseline(char, height) - _baseline(row[-1], height) > _SAME_LINE:
            yield _line(row, height)
            row = []
        row.append(char)
    if row:
        yield _line(row, height)


@functools.lru_cache(1)
def _pages(pdf: str) -> tuple[LTPage, ...]:
    """Reading is what costs: the last file is kept, since lines and rules of one are asked for together."""
    return tuple(extract_pages(pdf, laparams=None))


def lines_of(pdf: Path | str) -> list[list[Line]]:
    """Return the lines of each page from top to bottom, page numbers and all; blank glyphs make no line."""
    pages = []
    for page in _pages(str(pdf)):
        chars = [c for c in _inside(page) if isinstance(c, LTChar) and c.get_text().strip()]
        pages.append(list(_rows(chars, page.height)))
    return pages


def rules_of(pdf: Path | str) -> list[list[Rule]]:
    """Return the horizontal rules of each page from top to bottom: boxes and strokes flatter than 2 mm."""
    pages = []
    for page in _pages(str(pdf)):
        shapes = [
            s for s in _inside(page) if isinstance(s, LTRect | LTCurve) and not isinstance(s, LTTextContainer)
        ]
        flat = [s for s in shapes if s.height < 2 * MM < s.width]
        pages.append(
            sorted(
                (
                    Rule(
                        round(page.height - (s.y0 + s.y1) / 2, 2),
                        round(s.x0, 2),
                        round(s.x1, 2),
                        round(s.height, 2),
                    )
                    for s in flat
                ),
                key=lambda r: r.y,
            )
        )
    return pages
