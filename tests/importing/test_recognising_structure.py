"""Where notices, titles, attachments and parts begin and end."""

from __future__ import annotations

import pytest

from generator.importing.closings import closing, imprint
from generator.importing.enclosures import listing, marker
from generator.importing.headings import Node, is_group, is_project_title, mark_of, outline
from generator.importing.mastheads import head_of
from generator.importing.parts import cut
from generator.importing.received import Grid, Line, Piece
from generator.importing.titles import joined, kind_of, settled, title_at


def _lines(text: str) -> list[Piece]:
    return [
        Line(line.strip(), number, number)
        for number, line in enumerate(text.strip().split("\n"), start=1)
        if line.strip()
    ]


def _heads(node: Node) -> list[object]:
    return [[child.title, _heads(child)] if child.children else child.title for child in node.children]


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("一、总体要求", "cn", 1),
        ("一．总体要求", "cn", 1),
        ("十二、其他", "cn", 12),
        ("(二) 深入开展", "cn-brackets", 2),
        ("（3）征集要求", "figure-brackets", 3),
        ("2.各子项目", "figure", 2),
        ("4、报送要求", "figure-comma", 4),
        ("③其他", "circle", 3),
        ("- 1、突出主题", "figure-comma", 1),
    ],
)
def test_numbers_at_the_start(text: str, kind: str, number: int) -> None:
    mark = mark_of(text)
    assert mark is not None and (mark.kind, mark.number) == (kind, number)


@pytest.mark.parametrize("text", ["2024年5月21日", "3.5亿职工", "第一阶段：启动", "12351热线", "50 名职工"])
def test_figures_that_number_nothing(text: str) -> None:
    assert mark_of(text) is None


def test_levels_that_skip_and_restart() -> None:
    tree = outline(
        _lines("""一、活动内容
        （三）系列征集
        1、诵读作品征集
        2、微视频征集
        3、进度安排
        (1) 第一阶段
        (2) 第二阶段
        4、报送要求
        (1) 注意事项
        1. 坚持导向
        （2）报送机制
        二、总体要求""")
    )
    assert _heads(tree) == [
        ["活动内容", [["系列征集", [
            "诵读作品征集", "微视频征集", ["进度安排", ["第一阶段", "第二阶段"]], ["报送要求", [["注意事项", ["坚持导向"]], "报送机制"]],
        ]]]],
        "总体要求",
    ]  # fmt: skip


def test_a_series_whose_first_number_is_lost_and_a_second_series() -> None:
    tree = outline(
        _lines("""全国工会征集活动入口
        网络正能量微视频征集
        承办单位：甲
        2. 专题活动征集
        承办单位：乙
        ▶ 全省工会征集活动入口
        1. 短视频征集
        承办单位：丙""")
    )
    assert _heads(tree) == [
        ["全国工会征集活动入口", ["网络正能量微视频征集", "专题活动征集"]],
        ["全省工会征集活动入口", ["短视频征集"]],
    ]


def test_what_names_a_sub_project() -> None:
    for title in (
        "网络正能量歌曲征集",
        "“身边的劳动者”微电影征集活动",
        "各级劳模、先进人物微视频征集",
        "职工短视频大赛",
        "书画作品展",
    ):
        assert is_project_title(title), title
    for title in (
        "深入开展示范性系列征集活动",
        "征集活动",
        "作品评选",
        "活动安排",
        "网聚职工正能量主题活动",
        "第二阶段：评审",
    ):
        assert not is_project_title(title), title
    assert is_group("全国工会网络正能量征集活动入口") and is_group("省总系列") and not is_group("市总工会")


def test_a_title_over_three_lines_and_its_blanks() -> None:
    pieces = _lines("""关于举办2025年全省职工
    “网聚职工正能量 争做示例好网民”
    主题活动的通知
    各市总工会：""")
    assert title_at(pieces, 0) == 3
    whole = "争做汕头好网民，“网聚职工正能量 争做汕头好网民”"
    assert joined(["关于开展 2023年“网聚职工正能量 争做汕头好 网民” 主题活动的通知"], whole) == (
        "关于开展2023年“网聚职工正能量 争做汕头好网民”主题活动的通知"
    )
    assert settled("2024 年 度", "") == "2024年 度"
    assert [kind_of(title) for title in ("关于延长时间的补充通知", "关于优秀作品的公示", "某某活动")] == [
        "补充通知",
        "公示",
        "通知",
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("附件：1. 甲表\n2.乙表", [(1, "甲表"), (2, "乙表")]),
        ("附件：《各子项目承办单位》", [(None, "各子项目承办单位")]),
        ("附件:1.甲表 2.乙表 3.丙表", [(1, "甲表"), (2, "乙表"), (3, "丙表")]),
        ("附件1：甲表\n附件2：乙表", [(1, "甲表"), (2, "乙表")]),
        (
            "附件：1. 2024年“网聚职工正能量\n争做好网民”任务分配表\n2. 乙表",
            [(1, "2024年“网聚职工正能量争做好网民”任务分配表"), (2, "乙表")],
        ),
        ("营造良好氛围。附件：1.甲表", [(1, "甲表")]),
    ],
)
def test_lists_of_attachments(text: str, wanted: list[tuple[int | None, str]]) -> None:
    found = listing(_lines(f"正文。\n{text}\n样州市总工会\n2024年5月1日"))
    assert [(item.no, item.title) for item in found.items] == wanted


def test_marker_lines() -> None:
    assert marker(Line("附件 1", 1, 1)) == (1, "") and marker(Line("附 件", 1, 1)) == (None, "")
    assert (
        marker(Line("附件二：报名表", 1, 1)) == (2, "报名表")
        and marker(Line("附件见下，请查收。", 1, 1)) is None
    )


def test_signatures_of_three_organs_and_a_date() -> None:
    found = closing(
        _lines("""特此通知。
    样州市总工会
    中共样州市委网络安全和信息化
    委员会办公室
    样州市教育局
    二〇二四年五月八日""")
    )
    assert found.organs == ("样州市总工会", "中共样州市委网络安全和信息化委员会办公室", "样州市教育局")
    assert found.issued is not None and found.issued.when == "2024-05-08" and found.places == (1, 2, 3, 4, 5)


def test_no_signature_is_made_up() -> None:
    found = closing(_lines("加强领导。\n联系人：赵示例 0551-5550001"))
    assert (found.organs, found.issued) == ((), None)


def test_the_imprint() -> None:
    found = imprint(["抄送：省委网信办。", "示例省总工会办公室", "2025年3月2日印发"])
    assert (found.cc, found.office) == ("省委网信办", "示例省总工会办公室")
    assert found.date is not None and found.date.when == "2025-03-02"


def test_a_masthead_with_number_and_a_stamp() -> None:
    lines = [
        Line(text, n, n)
        for n, text in enumerate(["收文 第35号", "2024年6月3日", "样州市总工会文件", "样工发[2024]5号"], 1)
    ]
    head = head_of(lines)
    assert (head.organs, head.suffix, head.doc_number) == (("样州市总工会",), "文件", "样工发[2024]5号")
    assert [line.text for line in head.stamps] == ["收文 第35号", "2024年6月3日"]


_TWO_TIERS = """样州市总工会
样州市总工会关于开展2024年“好网民”主题活动的通知
各县总工会：
根据《示例省总工会关于开展2024年“好网民”主题活动的通知》要求，现通知如下。
一、内容
加强领导。
附件：1. 任务分配表
2. 示例省总工会关于开展2024年“好网民”主题活动的通知（示工〔2024〕3号）
3. 推荐表
样州市总工会
2024年5月1日
任务分配表
甲县 3
附件2
示例省总工会文件
示工〔2024〕3号
示例省总工会关于开展2024年“好网民”主题活动的通知
各市总工会：
一、要求
附件：项目内容
示例省总工会
2024年4月1日
附件
项目内容
一、歌曲征集
抄送：省委网信办。
附件3
推荐表
姓名"""


def test_an_attached_notice_keeps_its_own_attachments() -> None:
    main = cut(_lines(_TWO_TIERS))
    assert [(part.no, part.title[:6], part.marked, bool(part.notice)) for part in main.parts] == [
        (1, "任务分配表", False, False),
        (2, "示例省总工会", True, True),
        (3, "推荐表", True, False),
    ]
    inner = main.parts[1].notice
    assert inner is not None and [part.title for part in inner.parts] == ["项目内容"]
    assert [line.text for line in inner.head] == ["示例省总工会文件", "示工〔2024〕3号"]
    assert [line.text for line in inner.imprint] == ["抄送：省委网信办。"]


def test_every_piece_goes_somewhere() -> None:
    pieces = [*_lines(_TWO_TIERS), Grid((("姓名", ""),), 40, 41)]
    main = cut(pieces)
    inner = main.parts[1].notice
    assert inner is not None
    kept: list[object] = []
    for paper in (main, inner):
        kept += [*paper.head, *paper.title_lines, *paper.body, *paper.imprint]
        for part in paper.parts:
            kept += [*part.heading, *part.pieces]
    markers = [
        piece for piece in pieces if isinstance(piece, Line) and piece.text in ("附件", "附件2", "附件3")
    ]
    assert sorted(map(id, [*kept, *markers])) == sorted({id(piece) for piece in [*kept, *markers]})
    assert len(kept) + len(markers) == len(pieces)
