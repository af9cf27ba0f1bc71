"""From bytes to rows: files of every kind, headers, merged cells, cells that Excel changed, numbers of people."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import xlwt
from openpyxl.worksheet.worksheet import Worksheet

from generator.sheets.columns import Header, find_header
from generator.sheets.entries import Options, read_sheet
from generator.sheets.grid import Grid
from generator.sheets.hiding import hidden, personal_number
from generator.sheets.oldexcel import error_cells
from generator.sheets.rows import read_rows
from generator.sheets.workbooks import read_book
from tests.factories import ID_NUMBER, MOBILE


def book(*rows: list[Any], then: Callable[[Worksheet], object] = lambda page: None) -> bytes:
    made = openpyxl.Workbook()
    page = made.active
    page.title = "表"
    for row in rows:
        page.append(row)
    then(page)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def grid(data: bytes, name: str = "a.xlsx") -> Grid:
    return read_book(data, name).grids[0]


def header(data: bytes, *, winners: bool = False, **mapped: str) -> tuple[dict[str, str], list[str]]:
    """Keys by their heads, and the codes told."""
    found, problems = find_header(grid(data), winners=winners, mapped=mapped)
    assert found is not None
    return {c.head: c.key for c in found.columns}, sorted(p.code for p in problems)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_csv_in_every_dress(encoding: str, sign: str) -> None:
    text = (
        sign.join(["作品名称", "作者", "单位"])
        + "\n"
        + sign.join(['"夜班\n二"', "示例甲、示例乙", "东区"])
        + "\n\n"
    )
    found = grid((text + sign.join(["晨", "示例丙", "西区"])).encode(encoding), "a.csv")
    assert found.at(2, 1).text == "夜班\n二"
    assert found.at(4, 2).text == "示例丙", "rows are counted as Excel counts them"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 broken",
        b"\xd0\xcf\x11\xe0" + bytes(600),
        b"%PDF-1.7 a",
        b"a\x00b,c",
        "“".encode("utf-16-be")[:1] + b"\xff\xff",
    ],
)
def test_what_is_no_sheet_is_told(data: bytes) -> None:
    found = read_sheet(data, f"{MOBILE}.xlsx", Options())
    assert [p.code for p in found.problems] == ["E160"]
    assert MOBILE not in found.problems[0].place.file


def test_one_sign_in_the_last_row_is_no_million_rows() -> None:
    def far(page: Worksheet) -> None:
        page["XFD1048576"] = "x"

    assert [
        p.code for p in read_sheet(book(["作品名称", "作者"], then=far), "a.xlsx", Options()).problems
    ] == ["E160"]


def test_heads_of_one_row() -> None:
    heads, told = header(
        book(
            ["附件：汇总表"],
            [f"填报单位：某市总工会  联系电话：{MOBILE}", "填表日期：2024年"],
            [
                "序号",
                "作 品 题 目（必填）*",
                "作词",
                "作 曲",
                "选送单位",
                "推荐单位",
                "E-mail",
                "颜色",
                "附件",
            ],
            [1, "夜班", "示例甲", "示例乙", "东区", "市总工会", "a@example.cn", "红", "1.jpg"],
        )
    )
    assert list(heads.values()) == ["title", "credits", "credits", "unit", "recommended_by", "files"]
    assert told == ["W160", "W161"]


def test_heads_of_two_and_three_rows_with_merged_groups() -> None:
    def merge(page: Worksheet) -> None:
        for cells in ("A1:A3", "B1:E1", "B2:C2", "D2:E2"):
            page.merge_cells(cells)

    data = book(
        ["编号", "申报信息", None, None, None],
        [None, "作品信息", None, "作者信息", None],
        [None, "名称", "简介", "姓名", "手机"],
        ["1", "夜班", "一句话", "示例甲", 13_800_000_000],
        then=merge,
    )
    heads, told = header(data)
    assert heads == {"编号": "no", "名称": "title", "简介": "statement", "姓名": "credits"}
    assert told == ["W160"]
    found = find_header(grid(data), winners=False)[0]
    assert found is not None
    assert (found.first, found.last) == (1, 3)


def test_groups_without_merged_cells_in_csv() -> None:
    data = "序号,作品名称,作者信息,,\n,,姓名,单位,电话\n1,夜班,示例甲,东区,138\n".encode()
    found, problems = find_header(read_book(data, "a.csv").grids[0], winners=False)
    assert found is not None
    assert [(c.key, c.index) for c in found.columns] == [("title", 2), ("credits", 3), ("credit_units", 4)]
    assert [p.code for p in problems] == ["W160"]


def test_an_editor_says_what_a_column_is() -> None:
    data = book(["题名儿", "写的人", "颜色"], ["夜班", "示例甲", "红"], ["作品名称", "作者", "单位"])
    heads, told = header(data, 题名儿="title", B="credits", 颜色="-")
    assert heads == {"题名儿": "title", "写的人": "credits"}
    assert told == []


def test_two_columns_for_one_key_are_told() -> None:
    assert header(book(["作品名称", "作品题目", "作者"]))[1] == ["E164"]
    assert header(book(["作品名称", "作品题目", "作者"]), B="-") == (
        {"作品名称": "title", "作者": "credits"},
        [],
    )


def test_a_personal_column_is_left_out_whatever_an_editor_says() -> None:
    heads, told = header(book(["作品名称", "作者", "联系电话"]), C="statement")
    assert "联系电话" not in heads
    assert told == ["W160"]


def rows_of(data: bytes) -> tuple[list[dict[str, tuple[str, ...]]], list[tuple[int, str]]]:
    page = grid(data)
    found, _ = find_header(page, winners=False)
    assert isinstance(found, Header)
    rows = read_rows(page, found)
    return (
        [{c.key: texts for c, texts in row.texts.items()} for row in rows.rows],
        [(p.place.line, p.code) for p in rows.problems],
    )


def test_a_title_over_several_rows_is_one_work_and_a_unit_over_several_is_each_ones() -> None:
    def merge(page: Worksheet) -> None:
        for cells in ("A2:A4", "C2:C5"):
            page.merge_cells(cells)

    rows, told = rows_of(
        book(
            ["作品名称", "作者", "单位"],
            ["夜班", "示例甲", "东区"],
            [None, "示例乙", None],
            [None, "示例丙", None],
            ["晨曲", "示例丁", None],
            then=merge,
        )
    )
    assert rows == [
        {"title": ("夜班",), "credits": ("示例甲", "示例乙", "示例丙"), "unit": ("东区",)},
        {"title": ("晨曲",), "credits": ("示例丁",), "unit": ("东区",)},
    ]
    assert told == []


def test_a_title_over_rows_with_numbers_of_their_own_is_each_ones() -> None:
    rows, _ = rows_of(
        book(
            ["编号", "作品名称", "作者"],
            ["1", "夜班", "示例甲"],
            ["2", None, "示例乙"],
            then=lambda page: page.merge_cells("B2:B3"),
        )
    )
    assert [(r["no"], r["title"], r["credits"]) for r in rows] == [
        (("1",), ("夜班",), ("示例甲",)),
        (("2",), ("夜班",), ("示例乙",)),
    ]


def test_figures_dates_and_formulas_as_excel_shows_them() -> None:
    def dress(page: Worksheet) -> None:
        page["A2"].number_format = "0000"
        page["A3"].number_format = '"FJ-"000'
        page["C5"].data_type = "e"

    rows, told = rows_of(
        book(
            ["编号", "作品名称", "简介"],
            [7, "夜班", 20240830],
            [7, "晨曲", "_x000D_一"],
            [1.1, "灯火", True],
            ["0009", "归途", "#REF!"],
            ["0010", "春运", "=1+1"],
            then=dress,
        )
    )
    assert [(r["no"], r["statement"]) for r in rows] == [
        (("0007",), ("20240830",)),
        (("FJ-007",), ("一",)),
        (("1.1",), ("是",)),
        (("0009",), ()),
        (("0010",), ()),
    ]
    assert told == [(4, "W163"), (5, "E166"), (6, "E166")]


def test_rows_that_are_no_works() -> None:
    rows, told = rows_of(
        book(
            ["序号", "作品名称", "作者"],
            ["歌曲类", None, None],
            [1, "夜班", "示例甲"],
            ["序号", "作品名称", "作者"],
            [2, None, None],
            [3, None, None],
            [None, "合计行", "示例乙"],
            ["合计", None, 2],
            [f"联系人：某某 {MOBILE}"],
        )
    )
    assert [r["title"] for r in rows] == [("夜班",), ("合计行",)]
    assert sorted(told) == [(2, "W162"), (4, "W162"), (5, "W162"), (8, "W162"), (9, "W162")]


def test_blanks_below_a_unit_in_csv_are_told_and_not_filled() -> None:
    page = read_book("作品名称,作者,单位\n夜班,示例甲,东区\n晨曲,示例乙,\n".encode(), "a.csv").grids[0]
    found, _ = find_header(page, winners=False)
    assert found is not None
    rows = read_rows(page, found)
    assert [row.text("unit") for row in rows.rows] == ["东区", ""]
    assert [(p.place.line, p.place.column, p.code) for p in rows.problems] == [(3, 3, "W167")]


def test_several_sheets_are_told() -> None:
    made = openpyxl.Workbook()
    made.active.append(["作品名称", "作者"])
    made.create_sheet("歌曲").append(["作品名称", "作者"])
    made.create_sheet("说明").append(["填表说明"])
    made.create_sheet("旧").append(["作品名称", "作者"])
    made["旧"].sheet_state = "hidden"
    out = io.BytesIO()
    made.save(out)
    assert [p.code for p in read_sheet(out.getvalue(), "a.xlsx", Options()).problems] == ["E162"]
    assert [p.code for p in read_sheet(out.getvalue(), "a.xlsx", Options(sheet="没有")).problems] == ["E162"]
    chosen = read_sheet(out.getvalue(), "a.xlsx", Options(sheet="歌曲"))
    assert chosen.grid is not None
    assert chosen.grid.sheet == "歌曲"
    assert [p.code for p in chosen.problems] == ["W176"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (MOBILE, "手机号"),
        (f"示例甲{MOBILE}", "手机号"),
        (f"{MOBILE[:3]} {MOBILE[3:7]} {MOBILE[7:]}", "手机号"),
        ("".join(chr(ord(f) + 0xFEE0) for f in MOBILE), "手机号"),
        (ID_NUMBER, "身份证号码"),
        (ID_NUMBER[:17] + ("0" if ID_NUMBER[17] != "0" else "1"), "身份证号码"),
        ("联系电话 0591-87715076", "电话号码"),
        ("FJ-2024-0007", ""),
        ("20240830", ""),
        ("写的是1998年到2024年的事", ""),
    ],
)
def test_numbers_of_people(text: str, kind: str) -> None:
    assert personal_number(text) == kind
    if kind in ("手机号", "身份证号码"):
        assert MOBILE not in hidden(text)
        assert ID_NUMBER not in hidden(text)


def test_errors_of_an_old_workbook() -> None:
    made = xlwt.Workbook()
    made.add_sheet("空")
    page = made.add_sheet("表")
    for column, text in enumerate(["作品名称", "作者", "简介"]):
        page.write(0, column, text)
    page.write(1, 0, "夜班")
    page.row(1).set_cell_error(2, "#REF!")
    page.row(2).set_cell_error(0, 42)
    out = io.BytesIO()
    made.save(out)
    found = read_book(out.getvalue(), "a.xls").grids[1]
    assert {key: cell.text for key, cell in found.cells.items() if cell.oddity == "error"} == {
        (2, 3): "#REF!",
        (3, 1): "#N/A",
    }
    for cut in range(0, len(out.getvalue()), 97):
        error_cells(out.getvalue()[:cut])
