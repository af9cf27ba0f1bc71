"""Paragraphs and tables of WordprocessingML (ISO/IEC 29500-1, clause 17) as text: the order of their properties is the schema's.

Lengths are twentieths of a point, as the format counts them. Every text is escaped here and nowhere else.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from xml.sax.saxutils import escape

from msgspec import Struct

HAN = 316
"""One character of 3号 (16 pt), 28 to a line: 442.2 pt ÷ 28."""


def run(text: str, *, face: str = "", size: float = 0, strike: bool = False, bold: bool = False) -> str:
    """A piece of text, `face` and `size` (points) where they are not the paragraph's; line ends become breaks."""
    look = f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:cs="{face}"/>' if face else ""
    look += "<w:b/>" if bold else ""
    look += "<w:strike/>" if strike else ""
    look += f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else ""
    pieces = [f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")]
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{'<w:br/>'.join(pieces)}</w:r>" if text else ""


TAB = "<w:r><w:tab/></w:r>"


class Setting(Struct, frozen=True, kw_only=True):
    """How one paragraph stands, where it differs from its style; None and False leave that to the style.

    `rule` is a coloured line under it: (colour, eighths of a point thick, points below the line). `framed` is the width of
    a frame at the foot of the page that it stands in together with its neighbours in the same frame.
    """

    style: str = ""
    align: str = ""
    left: int | None = None
    right: int | None = None
    first: int | None = None
    before: int | None = None
    line: int | None = None
    new_page: bool = False
    keep: bool = False
    rule: tuple[str, int, int] | None = None
    framed: int = 0


PLAIN = Setting()


def paragraph(*runs: str, on: Setting = PLAIN) -> str:
    """A paragraph. A negative `first` hangs the lines after the first."""
    marks = f'<w:pStyle w:val="{on.style}"/>' if on.style else ""
    marks += "<w:keepNext/>" if on.keep else ""
    marks += "<w:pageBreakBefore/>" if on.new_page else ""
    if on.framed:
        marks += (
            f'<w:framePr w:w="{on.framed}" w:wrap="notBeside" w:vAnchor="margin" w:hAnchor="margin" '
            'w:xAlign="center" w:yAlign="bottom"/>'
        )
    if on.rule:
        colour, thick, below = on.rule
        marks += (
            f'<w:pBdr><w:bottom w:val="single" w:sz="{thick}" w:space="{below}" w:color="{colour}"/></w:pBdr>'
        )
    if on.before is not None or on.line is not None:
        marks += "<w:spacing"
        marks += f' w:before="{on.before}"' if on.before is not None else ""
        marks += f' w:line="{on.line}" w:lineRule="exact"' if on.line is not None else ""
        marks += "/>"
    if on.left is not None or on.right is not None or on.first is not None:
        marks += "<w:ind"
        # an indent in characters, inherited from the style, would win over one in points: it is set to none
        marks += f' w:leftChars="0" w:left="{on.left}"' if on.left is not None else ""
        marks += f' w:rightChars="0" w:right="{on.right}"' if on.right is not None else ""
        if on.first is not None:
            name = "firstLine" if on.first >= 0 else "hanging"
            marks += f' w:firstLineChars="0" w:{name}="{abs(on.first)}"'
        marks += "/>"
    marks += f'<w:jc w:val="{on.align}"/>' if on.align else ""
    return f"<w:p>{f'<w:pPr>{marks}</w:pPr>' if marks else ''}{''.join(runs)}</w:p>"


def blank() -> str:
    """An empty line."""
    return paragraph(on=Setting(style="Flush"))


def thin() -> str:
    """What must stand between two tables, and after the last one, a point high."""
    return paragraph(on=Setting(style="Flush", line=20))


class Cell(Struct, frozen=True, kw_only=True):
    """A cell: its finished paragraphs, how many columns it spans; `merge` is restart or continue for one of several rows."""

    content: str
    span: int = 1
    merge: str = ""


class Row(Struct, frozen=True, kw_only=True):
    """A row of cells; `height` is its least height, a `head` row is repeated on every page."""

    cells: tuple[Cell, ...]
    height: int = 0
    head: bool = False


_GRID = ("top", "left", "bottom", "right", "insideH", "insideV")


def table(widths: tuple[int, ...], rows: Iterable[Row], *, borders: bool = True) -> str:
    """A table of fixed column widths, centred; no row is broken between pages."""
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{6 if side.startswith("inside") else 8}" w:space="0" w:color="000000"/>'
        for side in (_GRID if borders else ())
    )
    margin = 80 if borders else 0
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f"{f'<w:tblBorders>{lines}</w:tblBorders>' if lines else ''}"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{margin}" w:type="dxa"/>'
        f'<w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(_row(one, widths) for one in rows)}</w:tbl>"
    )


def _row(row: Row, widths: tuple[int, ...]) -> str:
    marks = "<w:cantSplit/>"
    marks += f'<w:trHeight w:val="{row.height}" w:hRule="atLeast"/>' if row.height else ""
    marks += "<w:tblHeader/>" if row.head else ""
    cells, at = [], 0
    for cell in row.cells:
        look = f'<w:tcW w:w="{sum(widths[at : at + cell.span])}" w:type="dxa"/>'
        look += f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        look += f'<w:vMerge w:val="{cell.merge}"/>' if cell.merge else ""
        cells.append(f'<w:tc><w:tcPr>{look}<w:vAlign w:val="center"/></w:tcPr>{cell.content}</w:tc>')
        at += cell.span
    return f"<w:tr><w:trPr>{marks}</w:trPr>{''.join(cells)}</w:tr>"


def breadth(text: str) -> float:
    """How many characters' room a text takes: figures, Latin letters and half-width marks take half of one."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)
