"""Tables of figures: two-up layouts unfolded, 序号 dropped, totals apart; and any table as plain lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from msgspec import Struct

from generator.importing.organs import closed
from generator.importing.received import Grid

_NUMBER = re.compile(r"序\s*号|编\s*号|NO\.?|No\.?|号")
_UNIT = re.compile(
    "单位|地区|地市|市县|县区|区县|名称|工会|部门|分会|区域|城市|省份|街道|产业|系统|企业|片区|组别|院系|学校"
)
_TOTAL = re.compile("(?:合计|总计|共计|总数)")
_SUBTOTAL = re.compile("小计")


class Figures(Struct, frozen=True):
    """A table of figures: its columns, a row for each unit, the printed total, and where that does not add up.

    `left` are rows that are no unit's (小计, names of groups), `heads` headings of columns that the record has no place for.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    total: tuple[int, ...] = ()
    left: tuple[str, ...] = ()
    heads: str = ""

    @property
    def wrong(self) -> tuple[tuple[str, int, int], ...]:
        """Columns whose printed total is another than their sum: (column, sum, printed)."""
        if not self.total:
            return ()
        sums = [sum(values[at] for _, values in self.rows) for at in range(len(self.columns))]
        return tuple(
            (column, found, printed)
            for column, found, printed in zip(self.columns, sums, self.total, strict=True)
            if found != printed
        )


def whole(text: str) -> int | None:
    """A cell that is a whole number, with or without a measure word (`13`, `13场`, `1,000`); None for other cells."""
    plain = closed(unicodedata.normalize("NFKC", text)).replace(",", "")
    found = re.fullmatch(r"(\d{1,9})(?:个|名|家|场|件|人|幅|部|篇|次|项|场次)?", plain)
    return int(found.group(1)) if found else None


def figures(grid: Grid) -> Figures | None:
    """The grid as figures of units, or None where it is no such table (then nothing of it is taken)."""
    rows = [row for row in grid.rows if any(cell.strip() for cell in row)]
    head = _head_rows(rows)
    if not head or len(rows) <= head:
        return None
    heads = _heads(rows[:head])
    if not heads:
        return None
    width = _period([closed(text) for text in heads])
    plain = [row for row in rows[head:] if not any(_TOTAL.fullmatch(closed(cell)) for cell in row)]
    unit_at, value_at = _columns(heads[:width], plain, width)
    if unit_at is None or not value_at:
        return None
    out: list[tuple[str, tuple[int, ...]]] = []
    total: tuple[int, ...] = ()
    left: list[str] = []
    for block in range(0, len(heads) - width + 1, width):
        for row in rows[head:]:
            cells = row[block : block + width]
            if not any(cell.strip() for cell in cells):
                continue
            name = re.sub(r"\s+", "", cells[unit_at])
            words = "".join(closed(cell) for at, cell in enumerate(cells) if at not in value_at)
            values = [whole(cells[at]) for at in value_at]
            summed = any(_TOTAL.fullmatch(closed(cell)) for cell in row)
            said = [closed(cell) for cell in row if cell.strip()]
            if summed and _TOTAL.fullmatch(said[0]) and len(said) == len(value_at) + 1 < width:
                sums = [whole(cell) for cell in said[1:]]  # a row shorter than the others
                total = tuple(value for value in sums if value is not None)
                total = total if len(total) == len(value_at) else ()
                continue
            if summed and not name and (None not in values or not any(cell.strip() for cell in cells)):
                total = total or tuple(value for value in values if value is not None)
                continue
            if _TOTAL.search(words) and not any(value is not None for value in values) and len(heads) > width:
                continue  # the label stands in one block, the sum in another
            if _TOTAL.search(words) or (not name and row is rows[-1] and values == _sums(out)):
                total = tuple(value for value in values if value is not None)
                total = total if len(total) == len(value_at) else ()
            elif _SUBTOTAL.search(words):
                left.append(" ".join(cells))
            elif name and _is_group(cells, unit_at):
                left.append(name)
            elif not name or any(value is None for value in values):
                return None
            else:
                out.append((name, tuple(value for value in values if value is not None)))
    if not out or len({name for name, _ in out}) != len(out):
        return None
    out = _unnumbered(out)
    columns = tuple(re.sub(r"\s+", "", heads[at]) for at in value_at)
    named = " ".join(heads[at] for at in range(width) if at not in value_at and heads[at].strip())
    told = "" if re.fullmatch("(?:序号|编号)?(?:单位)?", closed(named)) else " ".join(named.split())
    return Figures(columns, tuple(out), total, tuple(left), told)


def _sums(rows: Sequence[tuple[str, tuple[int, ...]]]) -> list[int]:
    """The sum of each column; nothing for fewer than two rows."""
    return (
        [sum(column) for column in zip(*(values for _, values in rows), strict=True)] if len(rows) > 1 else []
    )


def _unnumbered(rows: list[tuple[str, tuple[int, ...]]]) -> list[tuple[str, tuple[int, ...]]]:
    """The rows without the running numbers that stand before their units' names (一城东镇, 二城西镇), where all have theirs."""
    serials = [*"一二三四五六七八九十", *(f"十{one}" for one in "一二三四五六七八九")]
    if 2 < len(rows) <= len(serials) and all(
        name.startswith(serial) and len(name) > len(serial) + 1
        for (name, _), serial in zip(rows, serials, strict=False)
    ):
        return [
            (name[len(serial) :].lstrip("、.．"), values)
            for (name, values), serial in zip(rows, serials, strict=False)
        ]
    return rows


def _is_group(cells: Sequence[str], unit_at: int) -> bool:
    """Whether a row only names a group of units: its one text over the whole width, or beside empty cells."""
    words = {closed(cell) for cell in cells if cell.strip()}
    return len(words) == 1 and (
        len(set(cells)) == 1 or not any(c.strip() for at, c in enumerate(cells) if at > unit_at)
    )


def _head_rows(rows: Sequence[Sequence[str]]) -> int:
    """How many rows at the top hold no figure but headings; 0 where the first already holds data."""
    count = 0
    for row in rows[:3]:
        if any(whole(cell) is not None for cell in row) or any(
            _TOTAL.fullmatch(closed(cell)) and count for cell in row
        ):
            break
        if count and len({closed(cell) for cell in row}) == 1:
            break  # the name of a group of units over the whole width
        if count and not any(re.search("数|量|（|\\(|线|名额|任务|人", cell) for cell in row):
            break
        count += 1
    return count


def _heads(rows: Sequence[Sequence[str]]) -> list[str]:
    """The headings of all columns; of two rows the lower where it says more (任务数 over 线上, 线下)."""
    if not rows:
        return []
    heads = list(rows[0])
    for row in rows[1:]:
        if len(row) != len(heads):
            return []
        lower = [closed(cell) for cell in row if closed(cell)]
        for at, cell in enumerate(row):
            if cell.strip() and closed(cell) != closed(heads[at]):
                heads[at] = cell if lower.count(closed(cell)) == 1 else heads[at] + cell
    return heads


def _period(heads: Sequence[str]) -> int:
    """Columns of one block of a layout that stands side by side two or three times."""
    for blocks in (4, 3, 2):
        width, rest = divmod(len(heads), blocks)
        if (
            width >= 2
            and not rest
            and all(
                tuple(heads[at : at + width]) == tuple(heads[:width]) for at in range(0, len(heads), width)
            )
        ):
            return width
    return len(heads)


def _columns(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> tuple[int | None, list[int]]:
    """The column of units and those of figures; 序号 is neither, nor is a column of words."""
    plain = [closed(head) for head in heads]
    numbers = [at for at, head in enumerate(plain) if _NUMBER.fullmatch(head) or (at == 0 and not head)]
    share = {at: _share(rows, at) for at in range(width)}
    unit = next(
        (at for at, head in enumerate(plain) if at not in numbers and _UNIT.search(head) and share[at] < 0.2),
        None,
    )
    if unit is None:
        unit = next((at for at in range(width) if at not in numbers and share[at] < 0.2), None)
    values = [at for at in range(width) if at != unit and at not in numbers and share[at] >= 0.6]
    words = [
        at
        for at in range(width)
        if at != unit
        and at not in numbers
        and at not in values
        and any(row[at].strip() for row in rows if at < len(row))
    ]
    if words and any(not re.search("备注|说明", plain[at]) for at in words):
        return None, []
    if all("奖" in plain[at] for at in values):
        return None, []  # how many prizes there are, not how much each unit is to do
    return unit, values


def _share(rows: Sequence[Sequence[str]], at: int) -> float:
    cells = [row[at] for row in rows if at < len(row) and row[at].strip()]
    return sum(whole(cell) is not None for cell in cells) / len(cells) if cells else 0.0


def plain_lines(grid: Grid) -> list[str]:
    """The table as lines: one row a line, a blank between cells, a cell that covers several columns once."""
    out = []
    for row in grid.rows:
        cells: list[str] = []
        for cell in (" ".join(cell.split()) for cell in row):
            if cell and (not cells or cells[-1] != cell or whole(cell) is not None):
                cells.append(cell)
        if cells:
            out.append(" ".join(cells))
    return out
