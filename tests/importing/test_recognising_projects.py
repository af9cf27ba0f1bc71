"""Sub-projects, stages, tables, forms, rules and ids out of snippets in many layouts."""

from __future__ import annotations

import pytest

from generator.importing.forms import form_rows, is_form
from generator.importing.headings import outline
from generator.importing.labels import labelled, unglued, unit_before
from generator.importing.listings import enumerated
from generator.importing.naming import Names, letters, pinyin
from generator.importing.project import Project
from generator.importing.project_tables import columns_of, projects_of
from generator.importing.projects import projects_in
from generator.importing.received import Grid, Line, Piece
from generator.importing.regions import place_of, tier_said
from generator.importing.requirements import measured, modality, rules_of
from generator.importing.stages import stages_in
from generator.importing.tables import figures, plain_lines


def _lines(text: str) -> list[Piece]:
    return [
        Line(part, number, number)
        for number, line in enumerate(text.strip().split("\n"), start=1)
        for part in unglued(line.strip())
    ]


def _grid(text: str) -> Grid:
    rows = [tuple(cell.strip() for cell in line.split("|")) for line in text.strip().split("\n")]
    return Grid(tuple(rows), 1, len(rows))


def _found(text: str) -> list[Project]:
    return projects_in(outline(_lines(text)))


def _short(project: Project) -> tuple[str, list[str], list[tuple[str, tuple[str, ...]]]]:
    return (
        project.title,
        [name for name, _ in (*project.hosts, *project.co_hosts)],
        [(person.name, person.phones) for person in project.people],
    )


@pytest.mark.parametrize(
    "text",
    [
        """一、歌曲征集
        征集原创歌曲，讴歌劳动者。
        承办单位：样州市总工会
        联系人及电话：赵示例，138****1001
        二、摄影作品征集
        征集摄影作品。
        承办单位：样海市总工会
        联系人及电话：钱示例 0556-5550102""",
        """三、活动项目
        (1) 歌曲征集 承办单位:样州市总工会
        联系人: 赵示例 138****1001
        (2) 摄影作品征集 承办单位:样海市总工会
        联系人: 钱示例 0556-5550102""",
        """三、活动项目
        歌曲征集
        联系人：赵示例
        承办单位：样州市总工会
        联系电话：138****1001
        摄影作品征集
        联系人：钱示例
        承办单位：样海市总工会
        0556-5550102""",
        """1．歌曲征集（承办单位：样州市总工会；联系人：赵示例，138****1001）
        2．摄影作品征集（承办单位：样海市总工会；联系人：钱示例，0556-5550102）""",
        """二、征集类别
        1、歌曲征集。征集原创歌曲。由样州市总工会承办，联系人：赵示例，电话：138****1001。
        2、摄影作品征集。征集摄影作品。由样海市总工会承办，联系人：钱示例，电话：0556-5550102。""",
    ],
)
def test_the_same_two_projects_in_five_layouts(text: str) -> None:
    assert [_short(project) for project in _found(text)] == [
        ("歌曲征集", ["样州市总工会"], [("赵示例", ("138****1001",))]),
        ("摄影作品征集", ["样海市总工会"], [("钱示例", ("0556-5550102",))]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        """一、活动内容
        举办两项征集活动：一是歌曲征集（承办单位：样州市总工会；联系人：赵示例；电话：138****1001）；二是摄影作品征集（承办单位：样海市总工会；联系人：钱示例；电话：0556-5550102）。""",
        """一、歌曲征集
        承办单位及联系方式
        样州市总工会 赵示例 138****1001
        二、摄影作品征集
        承办单位及联系方式
        样海市总工会 钱示例 0556-5550102""",
        """一、歌曲征集
        【承办单位】样州市总工会
        【联系人及电话】赵示例 138****1001
        二、摄影作品征集
        承办单位 样海市总工会
        联系人及电话 钱示例 （0556）5550102""",
    ],
)
def test_the_same_two_projects_in_prose_and_under_other_labels(text: str) -> None:
    test_the_same_two_projects_in_five_layouts(text)


def test_a_small_table_of_labels_beside_each_project() -> None:
    tree = outline(
        [
            *_lines("1. 短视频创作营"),
            _grid("承办单位|样州市工人文化宫\n参赛对象|一线职工\n联系人|赵示例\n联系电话|138****1202"),
            *_lines("2. 摄影征集"),
            _grid("承办单位|样海市总工会|联系人|钱示例 0556-5550102"),
        ]
    )
    found = projects_in(tree)
    assert [_short(project) for project in found] == [
        ("短视频创作营", ["样州市工人文化宫"], [("赵示例", ("138****1202",))]),
        ("摄影征集", ["样海市总工会"], [("钱示例", ("0556-5550102",))]),
    ]
    assert found[0].objects == ["一线职工"]


def test_an_office_named_after_the_last_project_is_not_of_it() -> None:
    (project,) = _found("""三、征集项目
    1. 歌曲征集
    征集原创歌曲。
    承办单位：样州市总工会
    联系人：赵示例 138****1001
    示例省总工会宣传部联系人：孙示例 电话：0551-5550103""")
    assert [person.name for person in project.people] == ["赵示例"]
    assert project.calls == ["征集原创歌曲。"]


def test_numbers_torn_off_are_given_in_order_and_doubted() -> None:
    found = _found("""1. 歌曲征集 承办单位:甲市总工会
    联系人: 赵示例 0311-5550001
    2. 摄影征集 承办单位:乙市总工会
    联系人: 钱示例 0312-5550002
    138****0001
    139****0002""")
    assert [project.people[0].phones for project in found] == [
        ("0311-5550001", "138****0001"),
        ("0312-5550002", "139****0002"),
    ]
    assert not any(person.sure for project in found for person in project.people)


def test_numbers_torn_off_that_do_not_fit_are_given_to_nobody() -> None:
    found = _found("""1. 歌曲征集 承办单位:甲市总工会
    联系人: 赵示例 138****0009
    2. 摄影征集 承办单位:乙市总工会
    联系人: 钱示例 139****0009；孙示例 139****0008
    138****0001
    139****0002""")
    assert [person.phones for project in found for person in project.people] == [
        ("138****0009",),
        ("139****0009",),
        ("139****0008",),
    ]
    assert found[1].sections == [("\0", ["138****0001", "139****0002"])]


def test_tiers_of_two_series() -> None:
    found = _found("""全总系列：
    1.歌曲征集（承办单位：示例工会）
    2.网评征集（承办单位：示例省总工会）
    省总系列：
    1.“示例”短视频征集（承办单位：样州市总工会）""")
    assert [(project.title, project.tier) for project in found] == [
        ("歌曲征集", "nation"),
        ("网评征集", "nation"),
        ("“示例”短视频征集", "province"),
    ]


def test_parts_that_are_no_sub_projects() -> None:
    assert (
        _found("""一、总体要求
    坚持导向。
    二、报送要求
    联系人：赵示例 0551-5550001
    三、工作要求
    （一）加强领导，形成合力。各级工会要高度重视。
    （二）深入开展征集活动。各单位要积极参与。""")
        == []
    )


def test_labels_of_a_sub_project() -> None:
    (project,) = list(
        _found("""二、征集项目
    1. 好网民推选
    (1) 征集对象：全省职工。
    (2) 征集要求：字数在1500字以内。
    (3) 推荐方式：各市推荐3名。
    (4) 截止时间：8月31日。""")
    )
    assert (project.objects, project.rules, project.deadlines) == (
        ["全省职工。"],
        ["字数在1500字以内。"],
        ["8月31日。"],
    )
    assert project.sections == [("推荐方式", ["各市推荐3名。"])]


def test_labels_inside_a_paragraph() -> None:
    found = [
        (piece.kind, piece.value)
        for piece in labelled(
            "征集摄影作品。承办单位：甲市总工会 协办单位：乙社 联系人：赵示例 电话：5550001"
        )
    ]
    assert found == [
        ("", "征集摄影作品。"),
        ("host", "甲市总工会"),
        ("co-host", "乙社"),
        ("contact", "赵示例 电话：5550001"),
    ]
    assert unglued("网络微视频征集承办单位:甲市总工会") == ("网络微视频征集", "承办单位:甲市总工会")
    assert unit_before("汕示市总工会联系人：林示") == "汕示市总工会"


@pytest.mark.parametrize(
    ("text", "titles", "hosts"),
    [
        (
            "具体划分为歌曲征集、摄影征集、网评征集等3个子项目，分别委托甲市总工会，乙市总工会、丙社，丁市总工会承办。",
            3,
            3,
        ),
        ("分为歌曲征集、摄影征集等2个子项目，分别委托甲市总工会、乙市总工会、丙社承办。", 2, 0),
        ("设歌曲征集、摄影征集两类项目。", 0, 0),
    ],
)
def test_enumerations(text: str, titles: int, hosts: int) -> None:
    found = enumerated(text)
    assert (len(found.titles), len(found.hosts)) == (titles, hosts) if found else not titles


def test_projects_of_a_table() -> None:
    grid = _grid("""项目名称|承办单位|协办单位|联系人|联系电话
    歌曲征集|甲公司工会|——|赵示例|010-55503001
    微电影征集|乙公司工会、丙中心|无|钱示例|010-55503002
    ||  |孙示例|138****3002""")
    columns = columns_of(grid)
    assert columns is not None
    assert [_short(project) for project in projects_of(grid, columns)] == [
        ("歌曲征集", ["甲公司工会"], [("赵示例", ("010-55503001",))]),
        (
            "微电影征集",
            ["乙公司工会", "丙中心"],
            [("钱示例", ("010-55503002",)), ("孙示例", ("138****3002",))],
        ),
    ]


def _stages(text: str, *grids: Grid) -> list[tuple[str, str, str]]:
    tree = outline([*_lines(text), *grids])
    return [(stage.name, stage.printed, stage.when) for stage in stages_in(tree, year=2024)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "二、进度安排\n（一）第一阶段：启动。4月，印发通知。\n（二）第二阶段：推进。5月至9月，组织征集。",
            [("第一阶段：启动", "4月", "2024-04"), ("第二阶段：推进", "5月至9月", "2024-05/2024-09")],
        ),
        (
            "二、进度安排\n第一阶段: 5月至7月,启动活动。\n第二阶段:根据安排组织点赞。",
            [("第一阶段", "5月至7月", "2024-05/2024-07"), ("第二阶段", "", "")],
        ),
        (
            "二、实施步骤\n1．动员阶段（2024年3月中旬）。印发通知。\n2．总结阶段（11月底前）。通报结果。",
            [("动员阶段", "2024年3月中旬", "2024-03-11/2024-03-20"), ("总结阶段", "11月底前", "../2024-11")],
        ),
        (
            "二、时间安排\n活动分两个阶段进行。第一阶段：宣传发动，3月；第二阶段：作品征集，4月至7月。各单位请于7月20日前报送。",
            [("第一阶段：宣传发动", "3月", "2024-03"), ("第二阶段：作品征集", "4月至7月", "2024-04/2024-07")],
        ),
        (
            "二、活动时间\n宣传发动：2024年3月。广泛宣传。\n作品征集：2024年4月至6月。组织创作。",
            [("宣传发动", "2024年3月", "2024-03"), ("作品征集", "2024年4月至6月", "2024-04/2024-06")],
        ),
        (
            "二、时间安排\n活动分三个阶段:3月,启动部署;4月至8月,作品征集;9月,总结。",
            [
                ("启动部署", "3月", "2024-03"),
                ("作品征集", "4月至8月", "2024-04/2024-08"),
                ("总结", "9月", "2024-09"),
            ],
        ),
        (
            "3、进度安排\n(1) 第一阶段：征集\n即日起至6月25日，报送作品。\n(2) 第二阶段：评选\n7月中旬前，筛选。\n7月20日前，评审。",
            [
                ("第一阶段：征集", "即日起至6月25日", "../2024-06-25"),
                ("第二阶段：评选", "7月20日前", "../2024-07-20"),
            ],
        ),
        (
            "二、活动步骤\n2024年3月至11月，按下列步骤进行：\n● 3月：动员部署，印发通知。\n● 4月至8月：集中报送，8月31日前完成报送。",
            [("动员部署", "3月", "2024-03"), ("集中报送", "4月至8月", "2024-04/2024-08")],
        ),
        (
            "活动步骤\n3月上旬,宣传动员。召开会议。\n3月中旬至7月底,作品征集。组织创作。",
            [
                ("宣传动员", "3月上旬", "2024-03-01/2024-03-10"),
                ("作品征集", "3月中旬至7月底", "2024-03-11/2024-07"),
            ],
        ),
    ],
)
def test_schedules(text: str, wanted: list[tuple[str, str, str]]) -> None:
    assert _stages(text) == wanted


def test_a_schedule_as_a_table() -> None:
    grid = _grid("时间|内容\n6月|启动部署\n7月—9月|征集作品，报送市总工会")
    assert _stages("二、进度安排", grid) == [
        ("启动部署", "6月", "2024-06"),
        ("征集作品", "7月—9月", "2024-07/2024-09"),
    ]


def test_a_two_up_table_is_unfolded() -> None:
    table = figures(
        _grid("序号|单 位|活动 数量|序号|单 位|活动 数量\n1|北 京|100|3|广 东|100\n2|内 蒙 古|50|合 计||250")
    )
    assert table is not None
    assert table.rows == (("北京", (100,)), ("内蒙古", (50,)), ("广东", (100,)))
    assert (table.columns, table.total, table.wrong) == (("活动数量",), (250,), ())


def test_a_total_in_the_last_cell_alone_and_one_that_is_wrong() -> None:
    table = figures(_grid("单位|作品数|单位|作品数\n左乡|8|右镇|20\n上乡|6|下镇|4\n合 计|||38"))
    assert table is not None and table.total == (38,) and table.wrong == ()
    wrong = figures(_grid("单位|宣传员（名）|线下活动（场）\n甲区|100|5\n乙县|150|5\n合计|250|11"))
    assert wrong is not None and wrong.wrong == (("线下活动（场）", 10, 11),)


def test_rows_that_only_name_a_group_are_no_units() -> None:
    table = figures(_grid("县区|作品数\n县总工会|县总工会\n甲县|5\n直属工会|\n教育|3\n总计|8"))
    assert table is not None and table.columns == ("作品数",) and table.total == (8,)
    assert (table.rows, table.left, table.heads) == (
        (("甲县", (5,)), ("教育", (3,))),
        ("县总工会", "直属工会"),
        "县区",
    )


def test_tables_that_are_none_of_figures() -> None:
    assert figures(_grid("姓名|单位\n赵示例|甲县\n钱示例|乙县")) is None
    assert figures(_grid("单位|数量\n甲县|若干\n乙县|3")) is None
    assert plain_lines(_grid("奖项|作品\n一等奖|《甲》\n一等奖|一等奖")) == [
        "奖项 作品",
        "一等奖 《甲》",
        "一等奖",
    ]


def test_a_blank_form() -> None:
    grid = _grid(
        "姓 名||性 别||(一寸 彩照)\n手机号码||身份证号||(一寸 彩照)\n推荐单位|(填写市总工会)|||\n推荐理由 (1500字以内)||||"
    )
    assert is_form(grid, "候选人推荐表") and not is_form(_grid("单位|数量\n甲县|3"), "任务分配表")
    assert form_rows(grid) == [
        [{"label": "姓名"}, {"label": "性别"}, {"label": "(一寸彩照)", "lines": 4}],
        [{"label": "手机号码"}, {"label": "身份证号"}],
        [{"label": "推荐单位", "hint": "(填写市总工会)"}],
        [{"label": "推荐理由(1500字以内)", "lines": 6}],
    ]


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("作品时长30秒-5分钟", {"media": "video", "duration": {"min": "30s", "max": "5min"}}),
        ("时长小于 3 分钟", {"media": "video", "duration": {"less_than": "3min"}}),
        ("文件小于50MB", {"media": "video", "size": {"less_than": "50MB"}}),
        ("大小不超过20M", {"media": "video", "size": {"max": "20MB"}}),
        ("图文材料需配发3张以上相关图片", {"media": "image", "count": {"min": "3"}}),
        ("字数不超过 3000 字", {"media": "text", "chars": {"max": "3000"}}),
        ("画面比例 16：9 或 9: 16", {"media": "video", "aspect": ["16:9", "9:16"]}),
        ("分辨率不得小于1920×1080", {"media": "video", "min_resolution": "1920x1080"}),
        ("视频格式：MP4、MOV", {"media": "video", "formats": ["MP4", "MOV"]}),
        ("画面清晰", {}),
        ("分5个维度说明", {}),
    ],
)
def test_measures(text: str, check: dict[str, object]) -> None:
    assert measured(text, media="video") == check


def test_rules_are_cut_where_they_can_be_measured() -> None:
    found = [
        (rule["text"], rule["modality"])
        for rule in rules_of("视频格式为MP4，时长一般不超过6分钟，无水印，画面清晰；禁止代为创作。")
    ]
    assert found == [
        ("视频格式为MP4", "must"),
        ("时长一般不超过6分钟", "should"),
        ("无水印，画面清晰", "must"),
        ("禁止代为创作", "must_not"),
    ]
    assert modality("不得少于3张") == "must"


def test_ids_are_plain_unique_and_stable() -> None:
    names = Names()
    assert [names.of(title) for title in ("歌曲征集", "“新”歌曲征集", "劳动号子传唱征集")] == [
        "songs",
        "songs-2",
        "ldhzcc",
    ]
    assert Names().of("摄影征集", lead="national") == "national-photography"
    assert (letters("AI+车间"), pinyin("福州市总工会")) == ("aicj", "fuzhou")


@pytest.mark.parametrize(
    ("organ", "place"),
    [
        ("中华全国总工会", ("nation", "全国")),
        ("示例省总工会", ("province", "示例省")),
        ("中共样州市委网信办", ("city", "样州市")),
        ("莘县总工会", ("county", "莘县")),
        ("省总工会网络部", ("", "")),
        ("示例厂工会", ("unit", "示例厂工会")),
    ],
)
def test_tier_and_region(organ: str, place: tuple[str, str]) -> None:
    assert place_of(organ) == place


def test_tiers_named_in_headings() -> None:
    assert [tier_said(text) for text in ("全总系列", "省总子项目", "市总系列", "征集内容")] == [
        "nation",
        "province",
        "city",
        "",
    ]
