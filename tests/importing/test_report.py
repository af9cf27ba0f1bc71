"""The report of an import: what was recognised and how surely, what was not, what was lost, what to do; nobody's number in it."""

from __future__ import annotations

from generator.importing.account import Added
from generator.importing.draft import Draft, Finding, Left
from generator.importing.mending import Mend
from generator.importing.received import Lost, Received
from generator.importing.report import page, safe, summary
from generator.problems import Place, problem
from tests.factories import ID_NUMBER, MOBILE

RECEIVED = Received("通知.docx", (), "段", (Lost("图片（二维码、印章或插图）", 7),))
DRAFT = Draft(
    "2024-demo",
    {"title": "示例活动", "notices": [{}], "subprojects": [{"contacts": [{}, {}]}, {}], "contacts": [{}]},
    {},
    (
        Finding("发文字号", "示工〔2024〕9号", "sure", 2, 2, "notices/launch/doc_number"),
        Finding("阶段", "征集|推进", "likely", 4, 6, "schedule"),
        Finding("联系人", f"赵示例 {MOBILE}", "guess", 9, 9, "subprojects/songs", "号码和姓名不在一处"),
    ),
    (Left("表格合计不符", "合计 13，逐行相加 12", 12, 20),),
)
MENDS = (Mend("思想 and 精神", "思想和精神", "转录把“和”字写成英文 and，已改回。", 3),)
ADDED = (Added(f"证号{ID_NUMBER}", 11, "2024-demo", "notices/launch.txt"),)


def test_the_page_names_everything_with_its_place() -> None:
    text = page(
        received=RECEIVED,
        drafts=(DRAFT,),
        mends=MENDS,
        added=ADDED,
        told=("先说的话。",),
        problems=(problem("E106", Place("campaigns/2024-demo/campaign.yml", 3, 5), folder="x"),),
        following=("核对。", "检查。"),
    )
    assert text.split("\n") == [
        "# 导入报告：通知.docx",
        "",
        "位置是原文件的段落次序（空段和表格的每一行也算一段）。",
        "",
        "## 先看这里",
        "",
        "- 先说的话。",
        "",
        "## 2024-demo：示例活动",
        "",
        "| 认出什么 | 原文 | 位置 | 把握 | 写到哪里 |",
        "| --- | --- | --- | --- | --- |",
        "| 发文字号 | 示工〔2024〕9号 | 第 2 段 | 确定 | notices/launch/doc_number |",
        "| 阶段 | 征集\\|推进 | 第 4—6 段 | 多半 | schedule |",
        "| 联系人 | 赵示例 138****8000 | 第 9 段 | 猜测 | subprojects/songs |",
        "",
        "## 猜测的，请逐条核对（1 处）",
        "",
        "- 第 9 段：联系人“赵示例 138****8000”（号码和姓名不在一处），写在 2024-demo 的 subprojects/songs",
        "",
        "## 留作正文、没有成为资料的，和还缺的（1 处）",
        "",
        "- 第 12—20 段：表格合计不符“合计 13，逐行相加 12”",
        "",
        "## 认不出归处、补进正文的（1 处）",
        "",
        f"- 第 11 段“证号{'*' * 18}” → campaigns/2024-demo/notices/launch.txt",
        "",
        "## 丢失的（图片、二维码、页眉等）（1 处）",
        "",
        "- 第 7 段：图片（二维码、印章或插图）",
        "",
        "## 改回的转写损坏（已写进勘误 errata）（1 处）",
        "",
        "- 第 3 段：“思想 and 精神” → “思想和精神”（转录把“和”字写成英文 and，已改回。）",
        "",
        "## 还要补",
        "",
        "```text",
        *text.split("```text\n")[1].split("\n```")[0].split("\n"),
        "```",
        "",
        "## 接下来",
        "",
        "1. 核对。",
        "2. 检查。",
        "",
    ]
    assert "campaigns/2024-demo/campaign.yml:3:5: 错误 E106" in text


def test_the_terminal_gets_counts_and_what_is_doubtful() -> None:
    assert list(summary(RECEIVED, (DRAFT,), MENDS, ADDED)) == [
        "2024-demo：示例活动",
        "  认出：通知 1，子项目 2，联系人 3。",
        "猜测的，请核对（1 处）：",
        "  第 9 段：联系人“赵示例 138****8000”（号码和姓名不在一处），写在 2024-demo 的 subprojects/songs",
        "没有成为资料的，和还缺的（1 处）：",
        "  第 12—20 段：表格合计不符“合计 13，逐行相加 12”",
        "认不出归处、补进正文的（1 处）：",
        f"  第 11 段“证号{'*' * 18}”",
        "丢失的（1 处）：",
        "  第 7 段：图片（二维码、印章或插图）",
        "改回的转写损坏（1 处）：",
        "  第 3 段：“思想 and 精神” → “思想和精神”",
    ]


def test_long_lists_are_cut_on_the_terminal_only() -> None:
    many = Received("通知.txt", (), "行", tuple(Lost(f"图片{at}", at) for at in range(1, 31)))
    shown = list(summary(many, (DRAFT,), (), ()))
    assert shown[-1] == "  …… 其余 18 处见报告。"
    whole = page(received=many, drafts=(), mends=(), added=(), told=(), problems=(), following=())
    assert "- 第 30 行：图片30" in whole


def test_what_cannot_be_seen_is_shown() -> None:
    assert safe("甲\u202e乙") == "甲\ufffd乙"
