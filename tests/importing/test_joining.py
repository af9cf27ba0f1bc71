"""Lines cut by a page or a line end are one paragraph again; whatever begins or ends something of its own stays apart."""

from __future__ import annotations

import pytest

from generator.importing.joining import joined
from generator.importing.received import Grid, Line

LONG = "各级工会要高度重视，把主题活动纳入年度工作部署，完善工作机制，制定实施方案，优化工作方"
HEAD = "各县（市、区）总工会："


def whole(*texts: str, blank: bool = True, style: str = "") -> list[str]:
    """The texts of lines after recipients, each one paragraph of the source, joined."""
    lines = [Line(text, at, at, style, blank and at > 0) for at, text in enumerate((HEAD, *texts))]
    return [piece.text for piece in joined(lines) if isinstance(piece, Line)][1:]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LONG, "法，形成合力。"),
        ("年底总结回顾全年活动情况，线上集中展示获奖作品及项目，同时通过“八闽", "工会人”微信公众号公布。"),
        (
            "主题活动具体划分为歌曲征集、微视频征集、摄影作品征集、海报设计作品征集、",
            "诵读作品征集等5个子项目。",
        ),
        ("附件：《示例省总工会示例省委网信办关于开展2023年", "“一句口号 另一句口号”主题活动的通知》"),
        ("2. 参赛作品须坚持正确的政治导向，拥护党的领导，遵守国家法律法规，传播网", "络正能量。"),
        ("联系人：李示例，电话：", "0305-5550101，报送邮箱："),
        ("联系人：李示例 电话：0305-5550101、", "139****0101"),
        ("联系人：李示例 0305-", "5550101"),
        ("征集职工在工作中运用新技术的经验，如智能职工法律援助、智能", "12351维权服务、智能生活助手等。"),
    ],
)
def test_a_sentence_that_was_cut_is_joined(one: str, other: str) -> None:
    assert whole(one, other) == [one + other]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("一、总体要求", "坚持以习近平新时代中国特色社会主义思想为指导。"),
        (
            "（一）组织开展好2023年“网聚职工正能量 争做好网民”主题活动示范性系列征集",
            "请各单位按照通知要求参加。",
        ),
        (LONG, "（二）加强领导，形成合力。"),
        (LONG, "3. 作品必须是原创。"),
        (LONG, "第二阶段：评审。9月进行。"),
        (f"{LONG}法。", "各单位要互相配合。"),
        ("承办单位：全国工会职工书屋、示例回族自治区总工会、示例省总工会", "周示例 186****9413"),
        ("联系人: 刘示例 0311-55569092", "138****5279"),
        (LONG, "138****5279"),
        (LONG, "联系人：王 帅"),
        ("示例省总工会 中共示例省委网络安全和信息化委员会办公室", "示例省总工会关于开展活动的通知"),
        (
            "作品于9月15日前报送市总工会信息中心（邮箱：a@example.cn）和省总各子项目承办单位，逾期不候",
            "附件：1. 任务分配表",
        ),
        (LONG, "示例市总工会"),
        (LONG, "2024年5月21日"),
        (LONG, "二〇二四年五月二十一日"),
        (LONG, "抄送：示例兵团总工会。"),
        (LONG, "● 其他事项"),
        (
            '省总系列征集活动具体划分为:"身边的美好"微视频征集、"同心圆"专题活动征集和"赞歌"歌曲征集',
            "职工网民和单位登录网络征集平台各子项目入口,了解该项目活动规则。",
        ),
        ("示例省总工会网络工作部", "联系电话：0591-5550000"),
    ],
)
def test_what_begins_or_ends_something_stays_apart(one: str, other: str) -> None:
    assert whole(one, other) == [one, other]


def test_a_title_over_lines_and_its_organs_are_left_to_those_who_know_titles() -> None:
    lines = [
        Line(text, at, at)
        for at, text in enumerate(("示例市总工会", "关于开展活", "动的通知", HEAD), start=1)
    ]
    assert joined(lines) == tuple(lines)


def test_a_title_is_joined_inside_a_quotation() -> None:
    lines = [Line("示例市总工会关于开展“争做", 1, 1), Line("好网民”活动的通知", 2, 2), Line(HEAD, 3, 3)]
    (title, _) = joined(lines)
    assert isinstance(title, Line)
    assert (title.text, title.number, title.last) == ("示例市总工会关于开展“争做好网民”活动的通知", 1, 2)


def test_recipients_that_a_line_end_cut_are_joined() -> None:
    one, other = (
        "各市、县（市、区）总工会、网信办，省各产业（厅、局、企业）工会，省总工会机关全",
        "总各有关单位：",
    )
    lines = [Line(one, 1, 1), Line(other, 2, 2), Line("现将有关事项通知如下。", 3, 3)]
    assert [piece.text for piece in joined(lines) if isinstance(piece, Line)] == [
        one + other,
        "现将有关事项通知如下。",
    ]


def test_the_list_of_attachments_is_joined_only_without_a_blank_line() -> None:
    items = ("附件：1. 2024年“一句口号 另一句口号”", "主题活动项目参与平台及入口", "2. 各子项目主要内容")
    assert whole(*items, blank=False) == [items[0] + items[1], items[2]]
    assert whole(*items) == list(items)
    assert whole("附件：1. 2024年主题活动任务", "分配表", "2. 名单", "示例市总工会", blank=False) == [
        "附件：1. 2024年主题活动任务分配表",
        "2. 名单",
        "示例市总工会",
    ]


def test_lines_that_the_file_itself_marks_stay_apart() -> None:
    assert whole(LONG, "法，形成合力。", style="centre") == [LONG, "法，形成合力。"]


def test_a_table_ends_a_line() -> None:
    grid = Grid((("单位", "场次"),), 3, 4)
    pieces = (Line(HEAD, 1, 1), Line(LONG, 2, 2), grid, Line("法，形成合力。", 5, 5))
    assert joined(pieces) == pieces


def test_a_text_cut_at_every_line_end_is_joined_below_the_usual_width() -> None:
    """Twenty characters a line throughout: each line but the last of its paragraph is of one width."""
    paragraph = (
        "为深入学习贯彻落实会议精神引导广大职工团结奋斗现就开展主题活动有关事项通知如下请各单位认真组织实施。"
    )
    cut = [paragraph[at : at + 20] for at in range(0, len(paragraph), 20)]
    lines = [HEAD, *(line for _ in range(6) for line in cut)]
    pieces = [Line(text, at, at) for at, text in enumerate(lines, start=1)]
    assert [piece.text for piece in joined(pieces) if isinstance(piece, Line)] == [HEAD, *[paragraph] * 6]
