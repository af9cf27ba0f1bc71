"""Habits of offices that no other test here has: each of these was once taken wrongly or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from generator.importing.account import accounted
from generator.importing.contacts import people_of
from generator.importing.deadlines import deadlines_in
from generator.importing.draft import Draft
from generator.importing.headings import mark_of
from generator.importing.labels import labelled, unglued
from generator.importing.listings import enumerated
from generator.importing.mastheads import head_of
from generator.importing.naming import Names
from generator.importing.notices import campaign_title
from generator.importing.organs import hosts_of, is_organ
from generator.importing.project_tables import columns_of, projects_of
from generator.importing.reading import read_file
from generator.importing.received import Grid, Line, Received
from generator.importing.recognising import recognise
from generator.importing.runs import parted
from generator.importing.tables import figures
from generator.importing.times import Time, times_in


def _draft(*lines: str) -> Draft:
    head = ("示例市总工会关于开展2024年“好网民”活动的通知", "各县总工会：")
    pieces = tuple(Line(text, at, at) for at, text in enumerate((*head, *lines), start=1))
    return recognise(Received("t.txt", pieces), id="2024-t")[0]


def _projects(draft: Draft) -> list[tuple[Any, list[Any], list[Any]]]:
    found: Any = draft.data.get("subprojects", ())
    return [(p["title"], p.get("hosts", []), [_contact(c) for c in p.get("contacts", [])]) for p in found]


def _contact(record: Mapping[str, Any]) -> tuple[Any, Any]:
    return record.get("name"), record.get("phones")


@pytest.mark.parametrize(
    ("text", "kind", "number", "rest"),
    [
        ("第一类  劳动者之歌微视频", "nth", 1, "劳动者之歌微视频"),
        ("赛道B：数智制造赛道", "nth", 2, "数智制造赛道"),
        ("第二部分  大赛内容", "part", 2, "大赛内容"),
        ("乙、经典诵读大赛", "stem", 2, "经典诵读大赛"),
        ("贰、时间进度", "cn", 2, "时间进度"),
        ("三)“书香”读书征文", "cn-brackets", 3, "“书香”读书征文"),
    ],
)
def test_marks(text: str, kind: str, number: int, rest: str) -> None:
    mark = mark_of(text)
    assert mark and (mark.kind, mark.number, mark.rest) == (kind, number, rest)


@pytest.mark.parametrize("text", ["甲、乙、丙三个县", "第一类作品要求原创", "甲、乙两县"])
def test_no_marks(text: str) -> None:
    assert mark_of(text) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("二〇二四年十一月至二〇二五年四月", [("二〇二四年十一月至二〇二五年四月", "2024-11/2025-04")]),
        ("于二○二四年十月二十八日前", [("二○二四年十月二十八日前", "../2024-10-28")]),
        ("9月上旬至中旬", [("9月上旬至中旬", "2024-09-01/2024-09-20")]),
        (
            "2024年12月至次年2月（2月28日前报送）",
            [("2024年12月至次年2月", "2024-12/2025-02"), ("2月28日前", "../2025-02-28")],
        ),
        ("五一前后，三月三歌节", []),
    ],
)
def test_times(text: str, wanted: list[tuple[str, str]]) -> None:
    found = list(times_in(text, year=2024))
    assert [(time.printed, time.when) for time in found] == wanted
    assert [text[time.start : time.end] for time in found] == [printed for printed, _ in wanted]


def test_a_deadline_lies_in_the_year_of_its_stage() -> None:
    stage = Time("2024年12月至2025年2月", 0, 0, "2024-12/2025-02", span=True)
    text = "12月20日前上报名单，2月28日前报送作品"
    found = deadlines_in(text, year=2024, stage=stage)
    assert [record["when"] for record in found] == ["2024-12-20", "2025-02-28"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "联系电话：0712-5551301（赵示例）、0712-5551302（钱样）",
            [("赵示例", ("0712-5551301",)), ("钱样", ("0712-5551302",))],
        ),
        ("联系电话：0712-5551301（办公室）", [("", ("0712-5551301",))]),
        ("联系人：谢样 本  电话：0379-5550705", [("谢样本", ("0379-5550705",))]),
        ("联系人：于示例，电话（传真）：0555-5551000", [("于示例", ("0555-5551000",))]),
        ("联系人：柳示样 0999-5551200；电子信箱：a@example.cn", [("柳示样", ("0999-5551200",))]),
    ],
)
def test_people(text: str, wanted: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(person.name, person.phones) for person in people_of(text)] == wanted


def test_a_sentence_without_colons_is_labelled() -> None:
    text = "承办单位为区图书馆，联系人岑示样，电话 021-55551403。"
    assert [(one.kind, one.value) for one in labelled(text)] == [
        ("host", "区图书馆"),
        ("contact", "岑示样，电话 021-55551403。"),
    ]


def test_a_host_in_brackets_behind_the_title() -> None:
    assert [(one.kind, one.value) for one in labelled("（省总工会网络中心、示例电信公司承办）")] == [
        ("host", "省总工会网络中心、示例电信公司。")
    ]


def test_prose_is_no_organ() -> None:
    for text in ("该项目由州工人文化宫承办", "承办单位为区图书馆", "日前将作品报送市总工会宣传教育部"):
        assert not is_organ(text)
    assert [name for name, _ in hosts_of("示例移动公司；技术支持：示例信息公司")] == ["示例移动公司"]


def test_a_number_stays_with_its_label() -> None:
    assert unglued("（2）承办单位：示例市群众艺术馆。") == ("（2）承办单位：示例市群众艺术馆。",)


def test_a_word_beside_the_middle_organ() -> None:
    lines = ["样 州 市 总 工 会", "共青团样州市委员会      文件", "样 州 市 妇 女 联 合 会"]
    head = head_of([Line(text, at, at) for at, text in enumerate(lines, start=1)])
    assert (head.organs, head.suffix) == (("样州市总工会", "共青团样州市委员会", "样州市妇女联合会"), "文件")


@pytest.mark.parametrize(
    ("text", "titles", "hosts"),
    [
        (
            "设两个项目，由甲省文工团承办微电影大赛、由乙报社、丙报社承办安全格言大赛。",
            ("微电影大赛", "安全格言大赛"),
            (("甲省文工团",), ("乙报社", "丙报社")),
        ),
        (
            "歌曲征集由甲市总工会承办，摄影征集由乙市总工会负责承办。",
            ("歌曲征集", "摄影征集"),
            (("甲市总工会",), ("乙市总工会",)),
        ),
    ],
)
def test_hosts_and_titles_side_by_side(text: str, titles: tuple[str, ...], hosts: tuple[Any, ...]) -> None:
    found = enumerated(text)
    assert found and (found.titles, found.hosts) == (titles, hosts)


def test_one_host_is_no_list() -> None:
    assert enumerated("本次活动由甲省文工团承办，请各单位支持。") is None


def test_the_notice_that_is_passed_on_names_the_campaign() -> None:
    title = "转发甲省总工会《关于开展2023年“示例”职工摄影征集活动的通知》的通知"
    assert campaign_title(title, "") == "2023年“示例”职工摄影征集活动"


def test_a_table_on_its_side() -> None:
    grid = Grid(
        (
            ("类别", "网络小说", "微电影"),
            ("承办单位", "局文联", "局报社"),
            ("联系人", "纪示例", "舒样"),
            ("电话", "0371-5552101", "0371-5552102"),
        ),
        1,
        4,
    )
    columns = columns_of(grid)
    assert columns
    assert [(p.title, [h for h, _ in p.hosts], p.people[0].name) for p in projects_of(grid, columns)] == [
        ("网络小说", ["局文联"], "纪示例"),
        ("微电影", ["局报社"], "舒样"),
    ]


def test_a_blank_form_is_no_table_on_its_side() -> None:
    form = Grid((("姓名", "", "性别"), ("单位", "", "手机"), ("作品名称", "", "类别")), 1, 3)
    assert columns_of(form) is None


def test_a_total_row_shorter_than_the_others() -> None:
    rows = (
        ("序号", "单位", "数量", "序号", "单位", "数量"),
        ("1", "东县", "10", "2", "西县", "5"),
        ("合计", "15", "", "", "", ""),
    )
    table = figures(Grid(rows, 1, 3))
    assert table and table.rows == (("东县", (10,)), ("西县", (5,)))
    assert table.total == (15,)


def test_stages_are_no_subprojects() -> None:
    draft = _draft(
        "一、时间安排", "（一）宣传发动。5月。", "（二）专家评审。9月上旬。", "（三）颁奖展播。10月。"
    )
    assert _projects(draft) == []
    stages: Any = draft.data["schedule"]
    assert [stage["name"] for stage in stages] == ["宣传发动", "专家评审", "颁奖展播"]


def test_a_project_in_one_sentence_and_its_neighbour_with_an_unusual_title() -> None:
    draft = _draft(
        "一、重点项目",
        "（一）“家园”诵读展示活动。该项目由甲县总工会承办，联系人古样，联系电话0999-5551201。",
        "（二）“花开”微电影展示活动。该项目由乙县总工会承办，联系人花样，联系电话0999-5551202。",
        "（三）“云端课堂”网络素养培训。该项目由州工人文化宫承办，联系人袁示例，联系电话0999-5551206。",
    )
    assert _projects(draft) == [
        ("“家园”诵读展示活动", ["甲县总工会"], [("古样", ["0999-5551201"])]),
        ("“花开”微电影展示活动", ["乙县总工会"], [("花样", ["0999-5551202"])]),
        ("“云端课堂”网络素养培训", ["州工人文化宫"], [("袁示例", ["0999-5551206"])]),
    ]
    assert "contacts" not in draft.data


def test_a_heading_above_projects_is_none_itself() -> None:
    draft = _draft(
        "一、征集项目：",
        "（一）故事征集。2000字以内。承办单位：甲学院工会。联系人：祝示例，0592-5552201。",
        "（二）摄影征集。单幅组照均可。承办单位：乙学会。联系人：董样，0592-5552202。",
    )
    assert [title for title, _, _ in _projects(draft)] == ["故事征集", "摄影征集"]


def test_a_line_that_holds_a_whole_notice_is_parted() -> None:
    text = (
        "示例市总工会关于开展征集的通知 各区工会： 为弘扬正气，现通知如下：一、项目：（一）故事征集。2000字以内。"
        "（二）摄影征集。均可。 附件：登记表 示例市总工会2023年9月1日"
    )
    assert parted(text) == [
        "示例市总工会关于开展征集的通知",
        "各区工会：",
        "为弘扬正气，现通知如下：一、项目：",
        "（一）故事征集。2000字以内。",
        "（二）摄影征集。均可。",
        "附件：登记表",
        "示例市总工会",
        "2023年9月1日",
    ]


def test_as_many_equal_names_as_there_are() -> None:
    names = Names("jia-2")
    assert [names.plain("jia") for _ in range(3)] == ["jia", "jia-3", "jia-4"]


def test_what_a_large_table_says_is_accounted_for_in_one_look() -> None:
    rows = (("单位", "数量"), *((f"单位{at}", str(at)) for at in range(1, 40)))
    received = Received("t.txt", (Line("示例市总工会关于示例的通知", 1, 1), Grid(rows, 2, 41)))
    drafts = recognise(received, id="2024-t", year=2024)
    whole, added = accounted(received, drafts)
    assert added == ()
    tables: Any = whole[0].data["allocation"]
    assert len(tables[0]["rows"]) == 39


def test_prizes_are_no_allocation() -> None:
    rows = (("项目", "一等奖", "二等奖"), ("歌曲", "1", "2"), ("摄影", "2", "4"))
    assert figures(Grid(rows, 1, 3)) is None


def test_subprojects_under_a_heading_on_time_are_no_stages() -> None:
    draft = _draft(
        "一、活动安排",
        "（一）网络技能竞赛",
        "1.竞赛时间：9月12日。",
        "2.承办单位：县数据局。",
        "（二）宣传作品征集",
        "1.报送：9月20日前。",
        "2.承办单位：县文化馆。",
    )
    assert [title for title, _, _ in _projects(draft)] == ["网络技能竞赛", "宣传作品征集"]
    assert "schedule" not in draft.data


def test_stages_with_dashes() -> None:
    draft = _draft(
        "一、阶段划分",
        "启动阶段——4月23日世界读书日举行启动仪式。",
        "实施阶段——5月至8月，各板块活动同步开展，8月31日前提交作品。",
    )
    stages: Any = draft.data["schedule"]
    assert [(one["name"], one["printed"]) for one in stages] == [
        ("启动阶段", "4月23日"),
        ("实施阶段", "5月至8月"),
    ]


def test_parts_that_only_a_list_of_contacts_knows() -> None:
    draft = _draft(
        "一、微视频",
        "时长1-5分钟。",
        "二、微小说",
        "1500字以内。",
        "请各单位于6月20日前发送至指定邮箱。",
        "微视频：市总工会网络部 尹示例 0527-5553001",
        "微小说：市职工文学社 邵样 0527-5553002",
    )
    assert [(title, people) for title, _, people in _projects(draft)] == [
        ("微视频", [("尹示例", ["0527-5553001"])]),
        ("微小说", [("邵样", ["0527-5553002"])]),
    ]


def test_marks_that_turn_the_direction_are_taken_out_of_a_word_file(tmp_path: Path) -> None:
    paper = Document()
    paper.add_paragraph("各单位要\u202e按时\u202c报送。")
    paper.save(str(tmp_path / "t.docx"))
    read = read_file(tmp_path / "t.docx")
    assert read.received
    assert [piece.text for piece in read.received.pieces if isinstance(piece, Line)] == ["各单位要按时报送。"]
    assert "去掉了看不见的控制字符（U+202E）。" in read.told
