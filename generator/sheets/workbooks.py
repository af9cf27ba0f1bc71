"""Files of sheets to grids: .xlsx, .xls and .ods through calamine (its one door), .csv by ourselves."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from msgspec import Struct
from python_calamine import CalamineError, CalamineSheet, SheetVisibleEnum, load_workbook

from generator.sheets.csvfiles import read_csv
from generator.sheets.grid import Cell, Grid, Key, Oddity, cell_of
from generator.sheets.hiding import hidden
from generator.sheets.oldexcel import error_cells
from generator.sheets.openxml import Details, details

LARGEST_FILE = 20_000_000
MOST_CELLS = 2_000_000
"""Rows times columns: one stray sign in the last row of Excel makes a sheet of a million rows."""
_EXACT = 10**15
"""Excel keeps fifteen figures of a number and makes the rest zeros."""


class Book(Struct, frozen=True):
    """The sheets of one file, in its order; hidden ones are only named."""

    grids: tuple[Grid, ...]
    hidden: tuple[str, ...] = ()


def read_book(data: bytes, name: str) -> Book:
    """Read a file by what is in it, whatever it is called. Raises ValueError with a reason in Chinese."""
    if len(data) > LARGEST_FILE:
        raise ValueError(f"文件有 {len(data):,} 字节，上限是 {LARGEST_FILE:,}")
    if not data.strip():
        raise ValueError("文件是空的")
    shown = hidden(name)
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return _workbook(data, shown)
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if data.startswith((b"%PDF", b"{\\rtf", b"<")) or (b"\x00" in data[:4000] and not wide):
        raise ValueError("不是 .xlsx、.xls、.ods 或 .csv 表格")
    records = read_csv(data)
    cells = {
        (r, c): cell_of(text)
        for r, row in enumerate(records, 1)
        for c, text in enumerate(row, 1)
        if text.strip()
    }
    return Book((_grid(shown, "", cells, knows_merges=False),))


def _workbook(data: bytes, name: str) -> Book:
    known = details(data)
    old = error_cells(data)
    try:
        book = load_workbook(io.BytesIO(data))
        grids, out_of_sight = [], []
        for number, sheet in enumerate(book.sheets_metadata):
            title = hidden(sheet.name)
            if sheet.visible != SheetVisibleEnum.Visible:
                out_of_sight.append(title)
                continue
            more = known.get(sheet.name, Details(old[number] if number < len(old) else {}))
            _refuse_vast(title, more.area)
            grids.append(_sheet(book.get_sheet_by_name(sheet.name), f"{name}［{title}］", more))
        return Book(tuple(grids), tuple(out_of_sight))
    except (CalamineError, OSError):
        raise ValueError("文件不完整、加了密码，或不是表格") from None
    except BaseException as error:
        if (
            type(error).__name__ == "PanicException"
        ):  # the reader gave up on what no program of an office writes
            raise ValueError("文件已经损坏") from None
        raise


def _refuse_vast(title: str, area: int) -> None:
    if area > MOST_CELLS:
        raise ValueError(f"工作表“{hidden(title)}”大得不正常，请删去数据下面和右边多余的行和列")


def _sheet(sheet: CalamineSheet, name: str, more: Details) -> Grid:
    cells: dict[Key, Cell] = {}
    _refuse_vast(sheet.name, sheet.total_height * sheet.total_width)
    for r, row in enumerate(sheet.to_python(skip_empty_area=False), 1):
        for c, value in enumerate(row, 1):
            cell = _cell(value, more.padded.get((r, c)))
            if cell.text.strip():
                cells[r, c] = cell
    for key, text in more.errors.items():
        cells[key] = Cell(text, "error")
    for key in more.unreckoned:
        cells.setdefault(key, Cell("", "unreckoned"))
    spans = {}
    merged = sheet.merged_cell_ranges
    for (top, left), (bottom, right) in merged or ():
        first = (top + 1, left + 1)
        if first not in cells:
            continue
        spans[first] = (bottom + 1, right + 1)
        for r in range(top + 1, min(bottom + 1, top + 20_000) + 1):
            for c in range(left + 1, min(right + 1, left + 200) + 1):
                cells[r, c] = Cell(cells[first].text, cells[first].oddity, first)
    return _grid(name, sheet.name, cells, knows_merges=merged is not None, spans=spans)


def _grid(
    name: str,
    sheet: str,
    cells: dict[Key, Cell],
    *,
    knows_merges: bool = True,
    spans: dict[Key, Key] | None = None,
) -> Grid:
    height, width = max((r for r, _ in cells), default=0), max((c for _, c in cells), default=0)
    return Grid(name, sheet, cells, height, width, knows_merges, spans or {})


def _cell(value: object, padded: tuple[str, int] | None) -> Cell:
    """A value as text that says what Excel shows: whole numbers without a fraction, days as 2024-08-30."""
    oddity: Oddity = ""
    if isinstance(value, bool):
        text = "是" if value else "否"
    elif isinstance(value, (int, float)):
        whole = int(value) if abs(value) < 1e300 and value == int(value) else None
        text = repr(value) if whole is None else str(whole)
        if whole is None:
            oddity = "fraction"
        elif padded and whole >= 0:
            text = padded[0] + text.zfill(padded[1])
        elif abs(whole) >= _EXACT:
            oddity = "too-long"
    elif isinstance(value, datetime):
        text, oddity = (f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"), "date"
    elif isinstance(value, (date, time, timedelta)):
        text, oddity = str(value), "date"
    else:
        return cell_of(str(value).replace("_x000D_", "\n").replace("\r\n", "\n").replace("\r", "\n"))
    return Cell(text, oddity)


def visible_sheets(book: Book) -> Sequence[Grid]:
    """The sheets in which something stands."""
    return [grid for grid in book.grids if grid.height]
