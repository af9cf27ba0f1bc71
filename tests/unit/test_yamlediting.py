"""A change to a YAML file changes what it should and not one byte besides."""

from __future__ import annotations

import pytest

from generator.yamlediting import EditError, append_item, set_key, value_at

TEXT = """\
# 头上的说明
title: 一件作品   # 名称
status: approved
approval: {by: 示例, on: 2024-09-12}

# 作者
credits:
  - {name: 示例甲}
  - name: 示例乙   # 第二位
    unit: 示例单位
text: |-
  第一段。
  第二段。

# 获奖
honours:
  - award: top10
    rank: 3
# 结尾的说明
"""


def test_a_value_is_replaced_in_its_place() -> None:
    assert set_key(TEXT, ("status",), "withdrawn") == TEXT.replace("status: approved", "status: withdrawn")
    assert set_key(TEXT, ("approval", "on"), "2024-10-01") == TEXT.replace("2024-09-12", "2024-10-01")
    assert set_key(TEXT, ("credits", 1, "unit"), "另一家") == TEXT.replace("示例单位", "另一家")


def test_a_key_is_added_at_the_end() -> None:
    changed = set_key(TEXT, ("withdrawn",), {"on": "2026-01-02", "reason": "作者申请，已核实。"})
    assert changed == TEXT.replace(
        "    rank: 3\n", "    rank: 3\nwithdrawn:\n  on: 2026-01-02\n  reason: 作者申请，已核实。\n"
    )


def test_a_block_is_replaced_and_comments_stay() -> None:
    changed = set_key(TEXT, ("honours",), [{"award": "first"}])
    assert changed == TEXT.replace(
        "honours:\n  - award: top10\n    rank: 3\n", "honours:\n  - {award: first}\n"
    )
    assert set_key(TEXT, ("text",), "新的。") == TEXT.replace(
        "text: |-\n  第一段。\n  第二段。\n", "text: 新的。\n"
    )


def test_an_item_is_added_to_a_list_or_begins_one() -> None:
    assert append_item(TEXT, ("honours",), {"award": "best"}) == TEXT.replace(
        "    rank: 3\n", "    rank: 3\n  - {award: best}\n"
    )
    assert append_item(TEXT, ("credits",), {"name": "丙"}).count("  - {name: 丙}\n") == 1
    assert value_at(append_item("a: 1\nb: [x, y]\n", ("b",), "z"), ("b",)) == ["x", "y", "z"]
    assert value_at(append_item("a: 1\n", ("b",), "z"), ("b",)) == ["z"]
    assert value_at(append_item("a: 1", ("b",), {"c": "长，句。", "d": ["e"]}), ("b",)) == [
        {"c": "长，句。", "d": ["e"]}
    ]


def test_comments_of_the_last_item_stay_with_it() -> None:
    text = "b:\n  - id: x\n    # kind: 示例\n\n    # more: 示例\n  # 另一项的说明\nc: 1\n"
    assert append_item(text, ("b",), {"id": "y"}) == text.replace(
        "    # more: 示例\n", "    # more: 示例\n  - {id: y}\n"
    )
    assert (
        append_item("b:\n  - id: x\n    # end", ("b",), {"id": "y"})
        == "b:\n  - id: x\n    # end\n  - {id: y}\n"
    )


@pytest.mark.parametrize(
    "path", [("nothing", "there"), ("credits", 9, "name"), ("approval", "new"), ("title", "x")]
)
def test_what_cannot_be_done_safely_is_refused(path: tuple[str | int, ...]) -> None:
    with pytest.raises(EditError):
        set_key(TEXT, path, "x")
