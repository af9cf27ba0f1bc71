"""Plain texts and Markdown as they come: encodings, marks that converters leave, tables of four kinds, page numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.importing.blanks import folded_cell, folded_line
from generator.importing.marks import cleared
from generator.importing.mending import mended
from generator.importing.plaintext import laid
from generator.importing.reading import Read, read_file
from generator.importing.received import Grid, Line


def read(to: Path, text: str | bytes, name: str = "通知.txt") -> Read:
    path = to / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_file(path)


def texts(found: Read) -> list[str]:
    assert found.received is not None, found.problems
    return [piece.text for piece in found.received.pieces if isinstance(piece, Line)]


def grids(found: Read) -> list[tuple[tuple[str, ...], ...]]:
    assert found.received is not None, found.problems
    return [piece.rows for piece in found.received.pieces if isinstance(piece, Grid)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_make_no_difference(tmp_path: Path, encoding: str, end: str) -> None:
    text = end.join(["示例市总工会", "", "关于开展活动的通知", "现将有关事项通知如下。", ""])
    found = read(tmp_path, text.encode(encoding))
    assert found.received is not None
    lines = found.received.pieces
    assert [(piece.text, piece.number, piece.apart) for piece in lines if isinstance(piece, Line)] == [
        ("示例市总工会", 1, False),
        ("关于开展活动的通知", 3, True),
        ("现将有关事项通知如下。", 4, False),
    ]
    assert bool(found.told) == (encoding in ("gb18030", "utf-16"))


def test_marks_of_markdown_in_a_text_are_damage_and_in_markdown_they_are_not(tmp_path: Path) -> None:
    text = "# 关于活动的通知\n\n- 附件：1. 表\n> **承办单位**：示例单位\n网址 <http://a.cn:85/>。\n"
    plain, marked = read(tmp_path, text), read(tmp_path, text, "通知.md")
    wanted = ["关于活动的通知", "附件：1. 表", "承办单位：示例单位", "网址 http://a.cn:85/。"]
    assert texts(plain) == texts(marked) == wanted
    assert [(mend.printed, mend.reading, mend.number) for mend in plain.mends] == [
        ("# 关于活动的通知", "关于活动的通知", 1),
        ("- 附件：1. 表", "附件：1. 表", 3),
        ("> **承办单位**", "承办单位", 4),
        ("**承办单位**", "承办单位", 4),
        ("<http://a.cn:85/>", "http://a.cn:85/", 5),
    ]
    assert marked.mends == ()
    assert marked.received is not None
    assert isinstance(marked.received.pieces[0], Line)
    assert marked.received.pieces[0].style == "title"


def test_masked_numbers_are_no_bold_text() -> None:
    line = "李示例 173****8279；牟示例 186****7527"
    assert cleared(line, 1, markdown=True).text == line
    assert cleared("**五、工作要求**", 1, markdown=False).style == "heading"


def test_links_and_pictures_are_told(tmp_path: Path) -> None:
    found = read(tmp_path, "见[平台入口](http://b.cn/x)。![二维码](qr.png)\n", "通知.md")
    assert texts(found) == ["见平台入口。"]
    assert found.received is not None
    assert [lost.what for lost in found.received.lost] == [
        "图片（二维码）",
        "“平台入口”所链接的地址 http://b.cn/x",
    ]


TABLE = (("单位", "场次"), ("东区总工会", "13"), ("合计", "13"))


@pytest.mark.parametrize(
    "text",
    [
        "单 位\t场次\n东区总工会\t13\n合 计\t13\n",
        "单 位\t场次\n\n东区总工会\t13\n\n合 计\t13\n",
        "| 单 位 | 场次 |\n|---|:--:|\n| 东区总工会 | 13 |\n| 合计 | 13 |\n",
        "单位        场次\n东区总工会    13\n合计        13\n",
        "<table><tr><td>单位<td>场次</tr>\n<tr><td>东区总工会</td><td>13</td></tr>\n<tr><td>合 计</td><td>13</td></table>\n",
    ],
    ids=["tabs", "tabs and blank lines", "pipes", "aligned", "html"],
)
def test_a_table_in_any_writing_is_a_grid(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, f"附件\n{text}落款单位\n")
    assert grids(found) == [TABLE]
    assert texts(found) == ["附件", "落款单位"]
    assert found.received is not None
    grid = found.received.pieces[1]
    assert (grid.number, grid.last) == (2, 1 + text.count("\n"))


def test_spans_of_html_tables_stand_in_each_cell_and_bombs_are_bounded() -> None:
    rows = "<tr><td rowspan=2>东区</td><td colspan='2'>全年</td></tr><tr><td>1</td><td>2</td></tr>"
    (grid,) = laid(f"<TABLE>{rows}</TABLE>", markdown=False).pieces
    assert isinstance(grid, Grid)
    assert grid.rows == (("东区", "全年", "全年"), ("东区", "1", "2"))
    bomb = (
        "<table><tr>" + "<td colspan=999 rowspan=999>x</td>" * 500 + "</tr>" + "<tr></tr>" * 500 + "</table>"
    )
    (big,) = laid(bomb, markdown=False).pieces
    assert isinstance(big, Grid)
    assert sum(map(len, big.rows)) < 200_000


def test_a_table_of_single_blanks_is_known_by_its_running_numbers(tmp_path: Path) -> None:
    table = [
        "序号 单位 场次 数量序号 单位 场次 数量",
        "1 北京 10 4 广东 1",
        "2天津 20 5 广西 2",
        "3 河北 30 6 海南 3",
    ]
    lines = ["通知。", *table, "4 山西 40 合计 106", "落款单位", "1 不是表 5", "2 也不是 6"]
    found = read(tmp_path, "\n".join(lines) + "\n")
    assert grids(found) == [
        (
            ("序号", "单位", "场次数量", "序号", "单位", "场次数量"),
            ("1", "北京", "10", "4", "广东", "1"),
            ("2", "天津", "20", "5", "广西", "2"),
            ("3", "河北", "30", "6", "海南", "3"),
            ("4", "山西", "40", "合计", "", "106"),
        )
    ]
    assert texts(found) == ["通知。", "落款单位", "1 不是表 5", "2 也不是 6"]


def test_radicals_of_a_pdf_become_characters_and_are_told(tmp_path: Path) -> None:
    found = read(tmp_path, "⽹络⼯会⺠⻛⻩⻘年\n")
    assert texts(found) == ["网络工会民风黄青年"]
    assert found.told == ("6 个字在文件里是形状相同的部首符号（搜不到），已换成普通汉字。",)
    assert found.mends == ()


def test_a_stamp_of_a_few_tabs_is_no_table(tmp_path: Path) -> None:
    found = read(tmp_path, "示例市卫生健康委员会\t\n收文\t1803号\n2025年5月23日\t\n")
    assert texts(found) == ["示例市卫生健康委员会", "收文1803号", "2025年5月23日"]


def test_a_form_of_labels_alone_is_a_table(tmp_path: Path) -> None:
    found = read(tmp_path, "现将有关事项通知如下。\n附件\n推荐表\n姓名\t\n单位\t\n作品名称\t\n")
    assert grids(found) == [(("姓名", ""), ("单位", ""), ("作品名称", ""))]


def test_page_numbers_are_told_and_do_not_part_a_sentence(tmp_path: Path) -> None:
    one = "各单位要高度重视，广泛发动职工参与，精心组织好本地区本系统的线上线下主"
    found = read(tmp_path, f"{one}\n\n— 3 —\n\n题活动。\n第 4 页 共 6 页\n")
    assert texts(found) == [f"{one}题活动。"]
    assert found.received is not None
    assert [lost.what for lost in found.received.lost] == ["页码“— 3 —”", "页码“第 4 页 共 6 页”"]


@pytest.mark.parametrize(
    ("received", "wanted"),
    [
        ("示 例 市 总 工 会", "示例市总工会"),
        ("2024 年 4 月 8 日印发", "2024年4月8日印发"),
        ("附件 1", "附件1"),
        ("联系人 : 李 示 例 ， 电话：0591-5550123", "联系人: 李示例， 电话：0591-5550123"),
        ("联系人：李 示 王 例", "联系人：李 示 王 例"),
        ("省 总 工 会 宣 传 部 李示例", "省总工会宣传部 李示例"),
        ("“ 网聚职工正能量 争做中国好网民 ”", "“网聚职工正能量 争做中国好网民”"),
        ("( 一 ) 征集（ 2024 年 5 月 - 8 月 ）", "(一) 征集（2024年5月- 8月）"),
        ("联 系 人: 王 帅 电 话：0591-5550123", "联系人: 王 帅 电话：0591-5550123"),
        ("承办单位: 甲市总工会 乙工人日报社", "承办单位: 甲市总工会 乙工人日报社"),
        ("网聚职工正能量 争做中国好网民", "网聚职工正能量 争做中国好网民"),
        (
            "为深入学习有关网络强 国的重要思想,以“阅读经典好书 争做中国好网民”为主题,聚 焦工作主线,在职工中培育 具备素养的好网民。",
            "为深入学习有关网络强国的重要思想,以“阅读经典好书 争做中国好网民”为主题,聚焦工作主线,在职工中培育具备素养的好网民。",
        ),
        ("时长 30 秒-5 分钟；高清 MP4 格式", "时长30秒-5分钟；高清 MP4 格式"),
    ],
)
def test_only_blanks_of_the_layout_are_folded(received: str, wanted: str) -> None:
    assert folded_line(received) == wanted


def test_spread_words_of_cells_are_closed() -> None:
    assert [folded_cell(cell) for cell in ("内 蒙 古", "单 位", "线下活动 数量", "其他产业")] == [
        "内蒙古",
        "单位",
        "线下活动 数量",
        "其他产业",
    ]


def test_known_damage_is_mended_and_told() -> None:
    line = Line(
        "学习某某思想 and 某次会议精神，推选互联网十工会服务平台；互联网十大案例；and so on http://a .cn/x",
        7,
        7,
    )
    (whole,), mends = mended((line,))
    assert isinstance(whole, Line)
    assert (
        whole.text
        == "学习某某思想和某次会议精神，推选互联网+工会服务平台；互联网十大案例；and so on http://a.cn/x"
    )
    assert [(mend.printed, mend.reading, mend.number) for mend in mends] == [
        ("学习某某思想 and 某次会议精神", "学习某某思想和某次会议精神", 7),
        ("推选互联网十工会服务平台", "推选互联网+工会服务平台", 7),
    ]


def test_two_damaged_words_of_one_clause_are_one_mend() -> None:
    _, mends = mended((Line("学习甲 and 乙 and 丙精神", 1, 1),))
    assert [(mend.printed, mend.reading) for mend in mends] == [
        ("学习甲 and 乙 and 丙精神", "学习甲和乙和丙精神")
    ]
