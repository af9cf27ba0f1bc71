"""The search index: what a reader sees of a page as lines, works as columns, the initials of names."""

from __future__ import annotations

import pytest

from generator.search.shard import table_of_initials
from generator.search.visible import between, visible_lines
from generator.values.collation import initials


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p>甲乙</p><p>丙</p>", ("甲乙", "丙")),
        ("<p>甲<b>乙</b><a href='x'>丙</a></p>", ("甲乙丙",)),
        ("<tr><th>联系人</th><td>张　晖</td></tr>", ("联系人", "张 晖")),
        ("<p>甲\n  乙<br>丙</p>", ("甲 乙", "丙")),
        ("<p>a&lt;b&gt; &amp;amp;</p>", ("a<b> &amp;",)),
        ("<p>甲<svg class='zb-i'><path d='M0'/><title>乙</title></svg>丙</p>", ("甲丙",)),
        ("<p>甲<span class='zb-sr'>藏<span>匿</span></span>乙</p>", ("甲乙",)),
        ('<p>甲</p><div class="x zb-js y"><div>藏</div></div><p>乙</p>', ("甲", "乙")),
        ('<p>甲</p><ul hidden><li>藏</li></ul><p>乙<i aria-hidden="true">丙</i></p>', ("甲", "乙丙")),
        ('<p>甲<button type="button">复制</button><wbr>乙<img hidden alt="">丙</p>', ("甲乙丙",)),
        ('<p title="a > b">甲</p>', ("甲",)),
        ("", ()),
    ],
)
def test_lines_hold_what_is_seen(markup: str, lines: tuple[str, ...]) -> None:
    assert visible_lines(markup) == lines


def test_a_piece_of_a_page_is_cut_out() -> None:
    assert between("0<a>1<b>2<a>3", "<a>", "<b>") == "<a>1"
    assert between("0<a>1", "<a>", "<b>") == "<a>1"
    assert between("0", "<a>", "<b>") == ""


@pytest.mark.parametrize(
    ("character", "letters"),
    [("陈", "c"), ("俊", "j"), ("单", "ds"), ("曾", "cz"), ("解", "jx"), ("a", ""), ("·", ""), ("", "")],
)
def test_initials_are_those_that_a_name_is_known_by(character: str, letters: str) -> None:
    assert initials(character) == letters


def test_initials_are_made_of_peoples_names_only() -> None:
    assert (
        table_of_initials(["陈俊义", "张　晖", "单 曾", "示例·周甲"])
        == "c曾陈 d单 h晖 j俊甲 l例 s单示 y义 z周张曾"
    )
    assert table_of_initials(["中国移动", "Ａ组", "张", "", "张三（代）"]) == "d动 g国 y移 z中"
    assert table_of_initials([]) == ""
