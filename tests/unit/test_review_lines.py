"""Texts laid beside each other, and pages read as their readers see them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.review.lines import pieces, rows
from generator.review.reading import Picture, visible
from generator.review.report import marked


def laid(old: list[str], new: list[str]) -> list[tuple[str, str | None, str | None]]:
    return [
        (
            row.kind,
            None if row.before is None else old[row.before],
            None if row.after is None else new[row.after],
        )
        for row in rows(old, new)
    ]


def test_a_changed_line_stands_beside_what_it_was() -> None:
    old = ["一、总则", "联系人：张三，电话0591-87715076。", "附件"]
    new = ["一、总则", "联系人：张三，电话0591-87715077。", "附件"]
    assert laid(old, new) == [("same", old[0], new[0]), ("changed", old[1], new[1]), ("same", old[2], new[2])]


def test_lines_that_have_nothing_in_common_went_and_came() -> None:
    assert sorted(laid(["报名"], ["颁奖典礼"]), key=str) == [
        ("added", None, "颁奖典礼"),
        ("removed", "报名", None),
    ]


def test_a_line_that_only_changed_its_place_is_moved() -> None:
    old = ["联系人名单如下", "二、内容", "三、要求"]
    new = ["二、内容", "三、要求", "联系人名单如下"]
    assert laid(old, new) == [
        ("same", "二、内容", "二、内容"),
        ("same", "三、要求", "三、要求"),
        ("moved", None, "联系人名单如下"),
    ]


def test_of_two_equal_lines_that_went_one_is_moved_and_one_is_gone() -> None:
    old, new = ["甲乙丙丁", "甲乙丙丁", "戊己庚辛"], ["戊己庚辛", "甲乙丙丁"]
    kinds = [kind for kind, *_ in laid(old, new)]
    assert sorted(kinds) == ["moved", "removed", "same"]


def test_chinese_is_compared_by_character_and_a_number_as_one() -> None:
    found = pieces("联系人：张三，0591-87715076，9月15日前", "联系人：张叁，0591-87715077，9月20日前")
    assert marked(found) == "联系人：张[-三-]{+叁+}，[-0591-87715076-]{+0591-87715077+}，9月[-15-]{+20+}日前"


def test_a_single_character_between_two_changes_is_no_island() -> None:
    assert marked(pieces("甲乙丙丁戊", "甲子丙丑戊")) == "甲[-乙丙丁-]{+子丙丑+}戊"


LINES = st.lists(st.text(alphabet="一二三四，12", max_size=8), max_size=12)


@given(LINES, LINES)
def test_every_line_of_both_texts_is_accounted_for(old: list[str], new: list[str]) -> None:
    found = rows(old, new)
    assert [row.after for row in found if row.after is not None] == list(range(len(new)))
    moved = sorted(new[row.after] for row in found if row.kind == "moved" and row.after is not None)
    kept = [old[row.before] for row in found if row.before is not None]
    assert sorted([*kept, *moved]) == sorted(old)


@given(st.text(max_size=30), st.text(max_size=30))
def test_the_pieces_of_a_change_make_up_both_lines(old: str, new: str) -> None:
    found = pieces(old, new)
    assert "".join(p.text for p in found if p.sign != "ins") == old
    assert "".join(p.text for p in found if p.sign != "del") == new


PAGE = """
<nav class="zb-crumbs"><ol><li><a href="../">上一层</a></li></ol></nav>
<h1>歌曲<span>征集</span></h1>
<p>状态 <span class="zb-status zb-status--open">征集中</span></p>
<svg><title>图标</title></svg><script>var a = "不看";</script>
<table><tr><th>单位</th><td>13</td></tr></table>
<p>见<a href="../../notices/launch/#p3">通知原文</a>、<a href="https://www.example.org/a">外面</a><br>第二行</p>
<img src="../../../../media/ab/cd-400.webp" alt="铁塔">
<nav class="zb-prevnext"><a href="../b/">下一个 旁边的</a></nav>
<p>&lt;b&gt;不是标签</p>
"""


def test_a_page_is_what_its_readers_see() -> None:
    found = visible(PAGE, "campaigns/c/projects/songs/index.html")
    assert [line.text for line in found.lines] == [
        "歌曲征集",
        "状态 征集中",
        "单位 ｜ 13",
        "见通知原文、外面",
        "第二行",
        "<b>不是标签",
    ]
    assert found.title == "歌曲征集"
    assert found.status == ("征集中",)
    assert found.links == (("通知原文", "campaigns/c/notices/launch"), ("外面", "https://www.example.org/a"))
    assert found.pictures == (Picture("media/ab/cd-400.webp", "铁塔"),)
    assert {line.heading for line in found.lines} == {"歌曲征集"}


def test_only_the_part_that_matters_is_read() -> None:
    text = "<header>站名</header><main><p>正文</p></main><footer>数据更新至今天</footer>"
    assert [line.text for line in visible(text, "index.html", within="main").lines] == ["正文"]
