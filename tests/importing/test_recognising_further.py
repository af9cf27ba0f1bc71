"""Further habits of printed notices: hosts in sentences and group headings, months, cells a line, directories by project."""

from __future__ import annotations

import pytest

from generator.importing.cells import regained
from generator.importing.clauses import clauses, headed
from generator.importing.contacts import people_of
from generator.importing.departments import departments_in
from generator.importing.dialled import narrowed
from generator.importing.groups import hosts_of_group
from generator.importing.headings import Node, outline
from generator.importing.legible import legible
from generator.importing.notices import theme_said
from generator.importing.organs import hosts_of, organs_of
from generator.importing.periods import period_in
from generator.importing.project import Project
from generator.importing.projects import projects_in
from generator.importing.received import Grid, Line
from generator.importing.rosters import for_projects
from generator.importing.stages import stages_in
from generator.importing.tables import figures


def _lines(text: str) -> list[Line]:
    return [Line(line, at, at) for at, line in enumerate(text.split("\n"), 1)]


def _tree(text: str) -> Node:
    return outline(legible(_lines(text)))


def _told(found: list[Project]) -> list[tuple[str, list[str], list[str], list[str]]]:
    return [
        (
            project.title,
            [name for name, _ in project.hosts],
            [name for name, _ in project.co_hosts],
            [" ".join((person.name, *person.phones)) for person in project.people],
        )
        for project in found
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "二、板块设置\n（一）光影板块（样州市影视协会承办，样州市图书馆协办）\n1.微视频征集。横屏拍摄。\n2.摄影征集。限报三幅。",
            [
                ("微视频征集", ["样州市影视协会"], ["样州市图书馆"], []),
                ("摄影征集", ["样州市影视协会"], ["样州市图书馆"], []),
            ],
        ),
        (
            (
                "二、承办分工\n1．东样县总工会承办“车间之声”歌曲征集。联系人赵示，0399-5550111。\n"
                "2．西样县总工会承办“岗位一课”征集，样州职业学院协办。联系人钱例，0399-5550112。"
            ),
            [
                ("“车间之声”歌曲征集", ["东样县总工会"], [], ["赵示 0399-5550111"]),
                ("“岗位一课”征集", ["西样县总工会"], ["样州职业学院"], ["钱例 0399-5550112"]),
            ],
        ),
        (
            (
                "一、征集项目\n（一）乡音故事。用方言讲。县文化馆承办，赵示例具体负责，0399-5550101。\n"
                "（二）一线直播。记录劳动。县融媒体中心承办，钱例具体负责，136****0102。"
            ),
            [
                ("乡音故事", ["县文化馆"], [], ["赵示例 0399-5550101"]),
                ("一线直播", ["县融媒体中心"], [], ["钱例 136****0102"]),
            ],
        ),
        (
            (
                "二、逐月活动\n四月：“书香”诵读\n每人一段音频。\n示例省图书馆工会承办　赵例　0399-5550101\n"
                "五月：“劳动”随手拍\n记录劳动瞬间。\n甲样市总工会承办　乙样市总工会协办　钱样　134****0102"
            ),
            [
                ("“书香”诵读", ["示例省图书馆工会"], [], ["赵例 0399-5550101"]),
                ("“劳动”随手拍", ["甲样市总工会"], ["乙样市总工会"], ["钱样 134****0102"]),
            ],
        ),
        (
            (
                '活动项目\n● "岗位"微视频 不超过3分钟。\n承办:样县融媒体中心(赵 示 0399-5550101\n131****0102 )\n'
                '"工间"健身操 征集视频。\n承办:样县体育中心(钱 例 132****0103)'
            ),
            [
                ('"岗位"微视频', ["样县融媒体中心"], [], ["赵示 0399-5550101 131****0102"]),
                ('"工间"健身操', ["样县体育中心"], [], ["钱例 132****0103"]),
            ],
        ),
        (
            "三、活动项目\n讲堂（微课类）\n录制微课。由样州市教育工会承办。\n同行（视频类）\n记录一天。由样州市交通工会承办，样州市司机协会协办。",
            [
                ("讲堂（微课类）", ["样州市教育工会"], [], []),
                ("同行（视频类）", ["样州市交通工会"], ["样州市司机协会"], []),
            ],
        ),
        (
            (
                "一、内容\n（二）开展市级活动。\n1.工匠说 由市总工会经济部承办，录制视频，联系人:赵 样 0399-5550101\n"
                "3 书屋领读 由市图书馆承办，联系人:钱 例 152****0103"
            ),
            [
                ("工匠说", ["市总工会经济部"], [], ["赵样 0399-5550101"]),
                ("书屋领读", ["市图书馆"], [], ["钱例 152****0103"]),
            ],
        ),
        (
            "二、赛道设置\n【赛道一】短视频\n牵头单位：样州市总工会宣传部\n配合单位：样州日报社\n联络员：赵示例 0399-5550101",
            [("短视频", ["样州市总工会宣传部"], ["样州日报社"], ["赵示例 0399-5550101"])],
        ),
    ],
)
def test_sub_projects(text: str, wanted: list[tuple[str, list[str], list[str], list[str]]]) -> None:
    assert _told(projects_in(_tree(text))) == wanted


def test_a_group_heading_gives_hosts_only_where_it_names_organisations() -> None:
    assert hosts_of_group(Node("cn", 1, "光影板块（甲样协会、乙样报社联合承办）", None))[0] == (
        ("甲样协会", ""),
        ("乙样报社", ""),
    )
    for heading in ("书画板块，由甲样协会承办", "书画板块（承办单位：甲样协会）"):
        assert hosts_of_group(Node("cn", 1, heading, None)) == ((("甲样协会", ""),), ())
    assert hosts_of_group(Node("cn", 1, "光影板块（视频、摄影各承办一次）", None)) == ((), ())


def test_a_sub_projects_own_hosts_stand_before_those_of_its_group() -> None:
    text = "二、项目\n（一）光影板块（样州市影视协会承办）\n1.微视频征集。\n承办单位：样州市报社\n2.摄影征集。限报三幅。"
    assert [project.hosts for project in projects_in(_tree(text))] == [
        [("样州市报社", "")],
        [("样州市影视协会", "")],
    ]


_CELLS = (
    "序号\n项目名称\n承办单位\n联系人\n联系电话\n1\n网络微视频\n样州市职工文化宫\n赵示例\n0399-5550101\n135****0101\n"
    "2\n网络诵读\n样州市朗诵\n艺术协会\n钱 示\n136****0102\n- 2 -\n3\n网络评论\n样州日报社\n孙例\n0399-5550103\n附件2"
)


def test_a_table_with_one_cell_a_line_is_one_again() -> None:
    grid, after = regained(_lines(_CELLS))
    assert isinstance(grid, Grid)
    assert [row[1:] for row in grid.rows[1:]] == [
        ("网络微视频", "样州市职工文化宫", "赵示例", "0399-5550101 135****0101"),
        ("网络诵读", "样州市朗诵艺术协会", "钱示", "136****0102"),
        ("网络评论", "样州日报社", "孙例", "0399-5550103"),
    ]
    assert isinstance(after, Line)
    assert after.text == "附件2"


def test_cells_that_do_not_fit_stay_lines() -> None:
    lines = _lines(_CELLS.replace("\n赵示例\n", "\n见附件二\n"))
    assert regained(lines) == lines


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "综合事务请找市总工会办公室赵示（0399-5550100，邮箱a@example.org）。",
            ("市总工会办公室", "赵示", "0399-5550100"),
        ),
        ("咨询电话:0399-5550100(县总工会宣教部 赵 示例)", ("县总工会宣教部", "赵示例", "0399-5550100")),
        (
            "活动办公室设在样州市总工会网络中心，值守电话：0399-5550100。",
            ("样州市总工会网络中心", "", "0399-5550100"),
        ),
        (
            "综合联系：示例省总工会网络处，赵示例，0399-5550100。",
            ("示例省总工会网络处", "赵示例", "0399-5550100"),
        ),
    ],
)
def test_an_office_says_whom_to_ask_in_its_own_words(text: str, wanted: tuple[str, str, str]) -> None:
    lines = [piece for piece in legible(_lines(text)) if isinstance(piece, Line)]
    people = [placed.person for placed in departments_in(lines)]
    assert [(person.unit, person.name, *person.phones) for person in people] == [wanted]


def test_ordinary_prose_is_left_as_it_is() -> None:
    for text in (
        "各承办单位要高度重视，市总工会承办的活动由各单位配合。",
        "坚持为职工送信息、送服务，做好承办工作。",
        "“网聚正能量” 主题活动将于近期开展，请认真组织。",
    ):
        assert clauses(text) == (text,)
    assert headed("关于“网聚” 的通知") == ()


def test_contacts_at_the_end_by_several_titles() -> None:
    lines = _lines("微视频征集、摄影征集：赵示例（0399-5550101）\n诵读征集：钱例（0399-5550102）")
    found, used = for_projects(lines, ["微视频征集", "摄影征集", "诵读征集"])
    assert {at: [person.name for person in people] for at, people in found.items()} == {
        0: ["赵示例"],
        1: ["赵示例"],
        2: ["钱例"],
    }
    assert used == lines


def test_two_names_share_one_number() -> None:
    people = people_of("联系人：赵示例、钱样，0399-5550100")
    assert [(person.name, person.phones) for person in people] == [
        ("赵示例", ("0399-5550100",)),
        ("钱样", ("0399-5550100",)),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "一、总体安排\n分两步走。第一步，筹备，3月，组建专班、开通平台。第二步，实施，4月至10月，逐月推出。",
            [("筹备", "3月"), ("实施", "4月至10月")],
        ),
        (
            "一、日程一览\n报名启动……………2025年4月10日至4月30日\n作品上传……………2025年5月至7月",
            [("报名启动", "2025年4月10日至4月30日"), ("作品上传", "2025年5月至7月")],
        ),
        (
            "一、活动安排\n1.组织准备，3月1 5日前，确定联络员。\n2.作品创作，3月16日至7月31日，职工创作。",
            [("组织准备", "3月15日前"), ("作品创作", "3月16日至7月31日")],
        ),
        (
            "一、活动步骤\n● 第一步(6月 )印发通知,部署工作。\n● 第二步(7月至9月)征集作品。",
            [("第一步", "6月"), ("第二步", "7月至9月")],
        ),
    ],
)
def test_schedules(text: str, wanted: list[tuple[str, str]]) -> None:
    assert [(stage.name, stage.printed) for stage in stages_in(_tree(text), year=2025)] == wanted


def test_the_period_from_a_sentence() -> None:
    found = period_in(_tree("一、总体\n系列活动自2025年3月起至12月止，分三步走。"), year=2025)
    assert found is not None
    assert (found[0].printed, found[0].when) == ("2025年3月起至12月止", "2025-03/2025-12")


def test_a_slogan_is_the_theme() -> None:
    assert theme_said("活动口号：云端有我 工友同行") == "云端有我 工友同行"
    assert theme_said("活动主题突出。") == ""


def test_an_allocation_table_without_a_label_for_its_sum_and_with_chinese_serials() -> None:
    rows = (
        ("乡镇", "视频", "摄影"),
        ("一 东样镇", "3", "5"),
        ("二 西样镇", "1", "2"),
        ("三 南样镇", "2", "2"),
        ("", "6", "9"),
    )
    table = figures(Grid(rows, 1, 5))
    assert table is not None
    assert [name for name, _ in table.rows] == ["东样镇", "西样镇", "南样镇"]
    assert table.total == (6, 9)
    assert figures(Grid((*rows[:-1], ("", "7", "9")), 1, 5)) is None


def test_organs_and_addresses_that_scans_broke() -> None:
    assert organs_of("样 州 市 总 工 会 文件 中共样州市委网 络安全和信息化委员会办公室") == (
        "样州市总工会",
        "中共样州市委网络安全和信息化委员会办公室",
    )
    assert [name for name, _ in hosts_of("示例省总工会 网络中心")] == ["示例省总工会网络中心"]
    assert [name for name, _ in hosts_of("丙样市总工会 示例工人报社")] == ["丙样市总工会", "示例工人报社"]
    assert narrowed("邮箱：lzwg@ example.com") == "邮箱:lzwg@example.com"


def test_a_sentence_that_only_names_the_host_is_no_call() -> None:
    (found,) = projects_in(
        _tree("一、项目\n（一）“书香”诵读大赛。由样州市图书馆承办。联系人：赵示，0399-5550101。")
    )
    assert ([name for name, _ in found.hosts], found.calls) == (["样州市图书馆"], [])


def test_hosts_taken_from_a_group_are_told_as_likely_only() -> None:
    text = "二、项目\n（一）光影板块（样州市影视协会承办）\n1.微视频征集。横屏拍摄。\n2.摄影征集。限报三幅。"
    assert [(project.sure, "标题里" in project.why) for project in projects_in(_tree(text))] == [
        (False, True)
    ] * 2
