"""The rows of a sheet below its header: which hold a work, which are blank, repeated, sums or notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import Struct, field

from generator.problems import Problem
from generator.sheets.columns import Column, Header
from generator.sheets.grid import Cell, Grid, told
from generator.sheets.hiding import personal_number
from generator.values.text import fold, narrow_figures, without_forbidden

_SUM = re.compile("(?:合计|总计|小计|共计|总数|累计)|共[0-9一二三四五六七八九十百]+[件幅首篇部个项名]")
_NAMES = frozenset({"credits", "credit_units", "unit", "recommended_by"})
_FIGURES = re.compile("[0-9](?:[ -]?[0-9]){6}")
_NOTE = re.compile(
    "备注|注[:：0-9]|说明|填表|填报|制表|审核|经办|负责人|联系人|联系电话|单位[（(]?(?:盖章|公章)|[（(]?盖章|日期[:：]|注意|以下空白|电话[:：]"
)


class Row(Struct, frozen=True):
    """The rows of one work: usually one; several where the cell of its title goes over them.

    `banners` are the lines of their own above it (一等奖（3名）), the nearest last; `texts` what stands under each column, top
    to bottom; `spoilt` says that a cell may not be used.
    """

    number: int
    texts: dict[Column, tuple[str, ...]] = field(default_factory=dict)
    banners: tuple[str, ...] = ()
    spoilt: bool = False

    def all(self, key: str) -> tuple[tuple[Column, tuple[str, ...]], ...]:
        """Each column of a key with its texts, those without any left out."""
        return tuple((c, texts) for c, texts in self.texts.items() if c.key == key and texts)

    def text(self, key: str) -> str:
        """The first text of a key, "" where there is none."""
        return next((texts[0] for _, texts in self.all(key)), "")


class Rows(Struct, frozen=True):
    """All works of a sheet, and every oddity met on the way."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def read_rows(grid: Grid, header: Header, *, heading: Callable[[str], bool] | None = None) -> Rows:
    """Read every row below the header.

    With `heading`, a line of its own says something of the rows below it, also in the column of titles if `heading`
    knows its words (一等奖（3名）). Without, such a line is told and skipped.
    """
    problems: list[Problem] = list(_blank_rows(grid, header))
    rows: list[Row] = []
    above: list[str] = []
    number = header.last + 1
    while number <= grid.height:
        last = number
        if _is_blank(grid, header, number):
            pass
        elif _repeats(grid, header, number):
            problems.append(told("W162", grid, number, why="又是一行表头"))
        elif banner := _banner(grid, header, number, heading):
            above.append(banner)
        elif why := _no_work(grid, header, number):
            problems.append(told("W162", grid, number, why=why))
        else:
            last = _last_of_work(grid, header, number)
            rows.append(_row(grid, header, number, last, tuple(above), problems))
        number = last + 1
    problems += _like_merged(grid, header, rows)
    return Rows(tuple(rows), tuple(problems))


_ALONE = "只有一格有字，不像作品"


def _is_blank(grid: Grid, header: Header, number: int) -> bool:
    """Whether nothing stands in a row, or only the number that a form prints before its empty lines."""
    filled = grid.filled(number)
    if len(filled) == 1 and filled[0] not in {column.index for column in header.columns}:
        return re.fullmatch("[0-9]{1,5}", fold(grid.at(number, filled[0]).text)) is not None
    return not filled


def _blank_rows(grid: Grid, header: Header) -> Iterator[Problem]:
    blank = [n for n in range(header.last + 1, grid.height + 1) if _is_blank(grid, header, n)]
    known = set(blank)
    for number in blank:
        if number - 1 not in known:
            last = number
            while last + 1 in known:
                last += 1
            yield told("W162", grid, number, why="空白行" if last == number else f"到第 {last} 行都是空白行")


def _banner(grid: Grid, header: Header, number: int, heading: Callable[[str], bool] | None) -> str:
    if heading is None or not _is_alone(grid, number):
        return ""
    text = " ".join(grid.at(number, grid.filled(number)[0]).text.split())
    if heading(text) or _no_work(grid, header, number) == _ALONE:
        return text
    return ""


def _is_alone(grid: Grid, number: int) -> bool:
    """Whether all of a row is one cell, however wide."""
    return len({grid.at(number, c).merged or (number, c) for c in grid.filled(number)}) == 1


def _repeats(grid: Grid, header: Header, number: int) -> bool:
    """Whether a row says the heads again, as sheets put together from several do."""
    heads = {
        c.index: {fold(grid.at(r, c.index).text) for r in range(header.first, header.last + 1)}
        for c in header.columns
    }
    said = [c for c in heads if not grid.at(number, c).blank]
    same = [c for c in said if fold(grid.at(number, c).text) in heads[c]]
    return len(same) >= 2 and len(same) * 2 > len(said)


def _no_work(grid: Grid, header: Header, number: int) -> str:
    """Why a row with something in it is no work, "" if it is one."""
    first = fold(grid.at(number, grid.filled(number)[0]).text)
    title = header.of("title")
    alone = _is_alone(grid, number)
    wide = alone and len(grid.filled(number)) > 1
    titled = title is not None and not grid.at(number, title.index).blank and not wide
    if _SUM.fullmatch(first) or ((alone or not titled) and _SUM.match(first)):
        return "合计行"
    if (alone or not titled) and _NOTE.match(first):
        return "备注或落款，不是作品"
    aside = (
        wide or grid.filled(number)[0] == 1
    )  # a line of its own begins at the left; an author alone lacks its title
    return _ALONE if alone and aside and not titled else ""


def _last_of_work(grid: Grid, header: Header, number: int) -> int:
    """The last row of the work that begins here: its title's cell goes over them, and no numbers of their own part them."""
    title = header.of("title")
    if title is None or (number, title.index) not in grid.spans:
        return number
    last = grid.spans[number, title.index][0]
    no = header.of("no")
    cells = [(grid.at(r, no.index).merged or (r, no.index)) for r in range(number, last + 1)] if no else []
    numbered = {key for key in cells if no and not grid.at(*key).blank}
    return number if len(numbered) > 1 else last


def _row(
    grid: Grid, header: Header, number: int, last: int, banners: tuple[str, ...], problems: list[Problem]
) -> Row:
    texts: dict[Column, tuple[str, ...]] = {}
    found: list[Problem] = []
    for column in header.columns:
        said: list[str] = []
        for row in range(number, last + 1):
            cell = grid.at(row, column.index)
            if row > number and cell.merged is not None and cell.merged[0] < row:
                continue  # the rest of a cell that was read
            if text := _checked(grid, column, row, cell, found):
                said.append(text)
        texts[column] = tuple(said)
    problems += found
    return Row(number, texts, banners, spoilt=any(p.severity == "error" for p in found))


def _checked(grid: Grid, column: Column, row: int, cell: Cell, problems: list[Problem]) -> str:
    """The text of one cell, "" where it may not be used; hidden signs are taken out and told."""
    words = {"head": column.head}
    if cell.oddity == "error":
        problems.append(told("E166", grid, row, column.index, value=cell.text, **words))
        return ""
    if cell.oddity == "unreckoned":
        problems.append(told("E166", grid, row, column.index, value="没有算出结果的公式", **words))
        return ""
    text = without_forbidden(cell.text)
    if text != cell.text and fold(without_forbidden(cell.text)) != fold(cell.text):
        problems.append(told("W165", grid, row, column.index, **words))
    what = personal_number(text)
    if not what and column.key in _NAMES and _FIGURES.search(narrow_figures(text)):
        what = "电话号码"  # no name has seven figures
    if what:
        problems.append(told("E167", grid, row, column.index, what=what, **words))
        return ""
    if column.key in ("no", "title") and cell.oddity in ("date", "fraction", "too-long"):
        why = {"date": "是日期", "fraction": "是小数", "too-long": "超过 15 位数字"}[cell.oddity]
        problems.append(told("W163", grid, row, column.index, why=why, value=text, **words))
    return text.strip()


def _like_merged(grid: Grid, header: Header, rows: list[Row]) -> Iterator[Problem]:
    """Blanks under a text in a format without merged cells: once they may have been one cell with it."""
    if grid.knows_merges:
        return
    for column in header.columns:
        if column.key not in ("unit", "recommended_by", "subproject", "award"):
            continue
        above = False
        run: list[int] = []
        for row in (*rows, None):
            if row is not None and above and not row.texts.get(column):
                run.append(row.number)
                continue
            if run:
                more = f"（到第 {run[-1]} 行，共 {len(run)} 行）" if len(run) > 1 else ""
                yield told("W167", grid, run[0], column.index, head=column.head, more=more)
                run = []
            above = above or bool(row and row.texts.get(column))
