"""A sheet of 500 works as offices keep it, in three header styles, as .xlsx, .xls and .csv, with oddities planted by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import xlwt

from tests.factories import ID_NUMBER, changed, small_project

COUNT = 500
STYLES = ("plain", "grouped", "shared")
FORMATS = ("xlsx", "xls", "csv")
CITIZENS = tuple(
    body + "10X98765432"[sum(int(f) * pow(2, 17 - at, 11) for at, f in enumerate(body)) % 11]
    for body in (f"1101011990{1 + n % 9:02}{1 + n % 27:02}{n:03}" for n in range(COUNT))
)
PHONES = tuple(13_000_000_000 + 7_919_131 * n % 999_999_937 for n in range(COUNT))
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
_GIVEN = ["示例", "样本", "甲", "乙", "丙", "丁一", "戊", "己二", "庚", "辛三"]
_WORDS = [
    "夜班",
    "晨曲",
    "灯火",
    "归途",
    "车间",
    "轨道",
    "窗口",
    "工装",
    "汗水",
    "春运",
    "焊花",
    "灶台",
    "巡线",
    "电波",
    "渡口",
]
_JOINS = ("、", "，", "；", "\n", " ", "/")
_UNITS = ("东区总工会", "西区总工会", "示例供电公司工会", "示例市第一医院工会")
YAML = changed(
    "  - {id: east, name: 东区总工会}",
    "  - {id: east, name: 东区总工会}\n  - {id: west, name: 西区总工会}\n  - {id: power, name: 示例供电公司工会}\n"
    "  - {id: hospital, name: 示例市第一医院工会}",
    text=changed("allocation:\n", "  - {id: photos, tier: city, title: 活动安排, kind: 摄影}\nallocation:\n"),
)
_IDS = dict(zip(_UNITS, ("east", "west", "power", "hospital"), strict=True))


@dataclass(frozen=True, slots=True)
class Made:
    """One work of the sheet, and what must come of it."""

    number: int
    no: str
    title: str
    names: tuple[str, ...]
    cell: str
    unit: str
    statement: str
    ai: str
    subproject: str

    @property
    def wanted(self) -> dict[str, Any]:
        """The keys of its entry, without status."""
        said = {"否": "none", "AI辅助": "assisted", "AI生成": "generated"}[self.ai]
        return {
            "title": self.title,
            "no": self.no or None,
            "names": self.names,
            "unit": _IDS[self.unit],
            "statement": self.statement,
            "ai_use": said,
        }


@dataclass
class Ledger:
    """The rows of a sheet as values, its merged ranges (1-based), and what must be told: (row, code)."""

    rows: list[list[Any]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    oddities: list[tuple[int, str]] = field(default_factory=list)
    made: list[Made] = field(default_factory=list)

    def add(self, *values: Any) -> int:
        """Append a row; its number."""
        self.rows.append(list(values))
        return len(self.rows)

    def odd(self, row: int, *codes: str) -> None:
        """Note what must be told of a row."""
        self.oddities += [(row, code) for code in codes]


def works(style: str) -> Iterator[Made]:
    """500 works, no two alike; every fourth has four authors, in all the ways of parting them."""
    for n in range(COUNT):
        count = (4, 1, 2, 1)[n % 4]
        names = tuple(
            _SURNAMES[(n + 3 * k) % 20] + _GIVEN[(n // 20 + k) % 10][: 1 + (n + k) % 2] for k in range(count)
        )
        join = _JOINS[n // 4 % 6]
        cell = join.join(f"{name[0]} {name[1]}" if len(name) == 2 and join != " " else name for name in names)
        title = f"{_WORDS[n % 15]}里的{_WORDS[n // 15 % 15]}（{n}）" if n % 7 else f"《{_WORDS[n % 15]}{n}》"
        yield Made(
            number=n,
            no="" if style == "shared" else f"{n + 1:04}",
            title=title.strip("《》"),
            names=names,
            cell=cell,
            unit=_UNITS[n // 3 % 4],
            statement=f"写的是第{n}个普通的夜晚。",
            ai=("否", "AI辅助", "AI生成")[n % 3],
            subproject=("songs", "photos")[n % 2] if style == "shared" else "songs",
        )


def ledger(style: str, form: str) -> Ledger:
    """The whole sheet of a style, as fit for a format: CSV has no merged cells, so they are written out in it."""
    sheet = Ledger()
    width = {"plain": 10, "grouped": 9, "shared": 8}[style]
    head = _head(sheet, style, width)
    sheet.made = list(works(style))
    begun = 0
    for one in sheet.made:
        again = one.number % 3 and form != "csv"
        row = sheet.add(*_cells(style, one, blank_unit=bool(again)))
        if not one.number % 3:
            begun = row
        elif (one.number % 3 == 2 or one.number == COUNT - 1) and form != "csv":
            sheet.merged.append((begun, row, _unit_column(style), _unit_column(style)))
        if one.number % 90 == 89:
            sheet.odd(sheet.add(*[None] * width), "W162")
        if one.number == 200:
            break_row = sheet.add(*head)
            sheet.odd(break_row, "W162")
    _plant(sheet, style, width)
    return sheet


def _head(sheet: Ledger, style: str, width: int) -> list[Any]:
    if style == "plain":
        sheet.add("2024年好网民活动参赛作品汇总表")
        sheet.add(f"填报单位（盖章）：某市总工会  联系人：某某  联系电话：{PHONES[0]}")
        sheet.merged += [(1, 1, 1, width), (2, 2, 1, width)]
        head: list[Any] = [
            "序号",
            "作品编号",
            "作品名称",
            "作者",
            "单位",
            "联系电话",
            "身份证号",
            "作品简介",
            "是否使用AI",
            "备注",
        ]
        row = sheet.add(*head)
        sheet.odd(row, "W160", "W160", "W161")
        return head
    if style == "grouped":
        sheet.add("附件2")
        sheet.add("编 号", "作品信息", None, None, "作者信息", None, None, None, "序号")
        head = [None, "题 目", "创作说明", "AI使用情况", "姓名", "单位", "手 机", "身份证号码", None]
        row = sheet.add(*head)
        sheet.merged += [(2, 3, 1, 1), (2, 2, 2, 4), (2, 2, 5, 8), (2, 3, 9, 9)]
        sheet.odd(row, "W160", "W160")
        return ["编 号", *head[1:8], "序号"]
    head = [
        "征集类别*",
        "参赛作品名称（必填）",
        "主创人员",
        "报送单位",
        "简 介",
        "是否使用AI",
        "联系方式",
        "出生年月",
    ]
    row = sheet.add(*head)
    sheet.odd(row, "W160", "W160")
    return head


def _unit_column(style: str) -> int:
    return {"plain": 5, "grouped": 6, "shared": 4}[style]


def _cells(style: str, one: Made, *, blank_unit: bool) -> list[Any]:
    unit = None if blank_unit else one.unit
    title = f"《{one.title}》" if not one.number % 7 else one.title
    phone, citizen = PHONES[one.number], CITIZENS[one.number]
    if style == "plain":
        return [one.number + 1, one.no, title, one.cell, unit, phone, citizen, one.statement, one.ai, "无"]
    if style == "grouped":
        return [one.no, title, one.statement, one.ai, one.cell, unit, phone, citizen, one.number + 1]
    kind = {"songs": "歌曲征集", "photos": "摄影类"}[one.subproject]
    return [
        kind,
        title,
        one.cell,
        one.unit if blank_unit else unit,
        one.statement,
        one.ai,
        phone,
        "1990年1月",
    ]


def _plant(sheet: Ledger, style: str, width: int) -> None:
    """Rows that are no works or cannot be used, after the 500 that can."""

    def work(**said: Any) -> int:
        base = Made(
            900 + len(sheet.rows),
            f"X{len(sheet.rows)}",
            f"多出的{len(sheet.rows)}",
            ("某甲",),
            "某甲",
            _UNITS[0],
            "",
            "否",
            "songs",
        )
        cells = _cells(style, Made(**{**_fields(base), **said, "number": 0}), blank_unit=False)
        return sheet.add(*cells)

    sheet.odd(work(title="", statement="只有简介"), "E165")
    sheet.odd(work(statement=f"身份证 {ID_NUMBER}"), "E167")
    sheet.odd(work(cell=f"某乙 {PHONES[1]}"), "E167")
    sheet.odd(work(statement="#N/A"), "E166")
    sheet.odd(work(ai="也许"), "E170")
    sheet.odd(work(title="长" * 1_001), "E234")
    twin = sheet.made[5]
    sheet.odd(work(title=twin.title, cell=twin.cell, no=twin.no, subproject=twin.subproject), "E169")
    if style == "shared":
        sheet.odd(sheet.add("舞蹈", "别的类别", "某丙", _UNITS[0], "", "否", PHONES[2], ""), "E168")
    sheet.odd(sheet.add("合计", *[None] * (width - 2), COUNT), "W162")
    sheet.odd(sheet.add(f"备注：联系人 某某，电话 {PHONES[3]}"), "W162")


def _fields(one: Made) -> dict[str, Any]:
    return {name: getattr(one, name) for name in Made.__slots__}


def saved(sheet: Ledger, form: str, *, encoding: str = "utf-8-sig", sign: str = ",") -> bytes:
    """The sheet as bytes of a format."""
    if form == "xlsx":
        book = openpyxl.Workbook()
        page = book.active
        page.title = "汇总表"
        for row in sheet.rows:
            page.append(row)
        for top, bottom, left, right in sheet.merged:
            page.merge_cells(start_row=top, end_row=bottom, start_column=left, end_column=right)
        for row in page.iter_rows():
            for cell in row:
                if cell.value == "#N/A":
                    cell.data_type = "e"
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()
    if form == "xls":
        old = xlwt.Workbook()
        page = old.add_sheet("汇总表")
        inside = {(r, c) for t, b, le, ri in sheet.merged for r in range(t, b + 1) for c in range(le, ri + 1)}
        for r, values in enumerate(sheet.rows, 1):
            for c, value in enumerate(values, 1):
                if value == "#N/A":
                    page.row(r - 1).set_cell_error(c - 1, 42)
                elif value is not None and (r, c) not in inside:
                    page.write(r - 1, c - 1, value)
        for top, bottom, left, right in sheet.merged:
            page.write_merge(top - 1, bottom - 1, left - 1, right - 1, sheet.rows[top - 1][left - 1])
        out = io.BytesIO()
        old.save(out)
        return out.getvalue()
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=sign).writerows([["" if v is None else v for v in row] for row in sheet.rows])
    return text.getvalue().encode(encoding)


def project(to: Path, files: dict[str, str] | None = None, *, yaml: str = YAML) -> Path:
    """The small campaign with a second sub-project and the units of the sheets."""
    return small_project(to, files, yaml=yaml)
