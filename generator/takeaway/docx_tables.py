"""Tables of a notice as tables of a document: allocation tables and blank forms, row by row and column by column as on the page."""

from __future__ import annotations

from generator.pages.allocations import TableView
from generator.pages.forms import GRID, FormView
from generator.takeaway.docx_paper import TEXT_WIDTH
from generator.takeaway.docx_text import Cell, Row, Setting, breadth, paragraph, run, table, thin

ROW = 560
"""Height of a line of a form, twentieths of a point: 28 pt are enough to write in by hand."""
_LEAST = 480
_ROOM = 17 * 579
"""What a page leaves for a form under its number and a title of two lines, and a hint that runs on."""
_NARROW = 1000
_CHARACTER = 280
"""4号, 14 pt."""


def cell(text: str, style: str = "Cell", *, span: int = 1, merge: str = "") -> Cell:
    """A cell of one paragraph in the style named."""
    return Cell(content=paragraph(run(text), on=Setting(style=style)), span=span, merge=merge)


def allocation_table(view: TableView) -> str:
    """An allocation table: 序号, 单位, figures, and the sums as printed."""
    figures = len(view.columns)
    longest = max((breadth(unit) for unit, _ in view.rows), default=0)
    units = min(TEXT_WIDTH // 2, max(2000, round((longest + 1) * _CHARACTER)))
    each = (TEXT_WIDTH - _NARROW - units) // max(figures, 1)
    head = Row(
        cells=tuple(cell(name, "CellHead") for name in ("序号", "单位", *view.columns)), head=True, height=480
    )
    rows = [
        Row(cells=tuple(cell(str(text)) for text in (number, unit, *values)))
        for number, (unit, values) in enumerate(view.rows, start=1)
    ]
    if view.totals:
        sums = (cell(""), cell("合计", "CellHead"), *(cell(str(value)) for value in view.totals))
        rows.append(Row(cells=sums))
    return table((_NARROW, units, *(each,) * figures), [head, *rows]) + thin()


def form_table(view: FormView) -> str:
    """A blank form: a grid of labels and blanks, rows as high as they are lines, drawn closer where the page would be too short for them.

    A box that is several rows high (the photo) is merged downwards.
    """
    widths = tuple(TEXT_WIDTH * twelfths // GRID for twelfths in view.columns)
    heights = [max((box.lines for box in boxes), default=1) for boxes in view.rows]
    single, rest = heights.count(1), sum(height for height in heights if height > 1)
    line = ROW if (single + rest) * ROW <= _ROOM else max(0, _ROOM - single * _LEAST) // max(rest, 1)
    rows: list[Row] = []
    open_below, open_span = 0, 0
    for boxes, high in zip(view.rows, heights, strict=True):
        cells: list[Cell] = []
        for box in boxes:
            merge = "restart" if box.rows > 1 else ""
            cells.append(cell(box.label, "CellHead", span=box.label_span, merge=merge))
            if box.blank_span:
                cells.append(cell(box.hint, "CellText", span=box.blank_span))
        if open_below:
            cells.append(cell("", span=open_span, merge="continue"))
            open_below -= 1
        for box in boxes:
            if box.rows > 1:
                open_below, open_span = box.rows - 1, box.label_span
        rows.append(Row(cells=tuple(cells), height=max(_LEAST, min(line, ROW) * high)))
    note = paragraph(run(view.note), on=Setting(style="Note", before=120)) if view.note else ""
    return table(widths, rows) + (note or thin())
