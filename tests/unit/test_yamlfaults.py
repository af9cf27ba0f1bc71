"""Each slip is named at its place, plain ones are mended, and what is no slip is left alone."""

from __future__ import annotations

import pytest

from generator.source import Source
from generator.yamltext import MAX_DEPTH, Node, Scalar, Sequence, parse


def codes(text: str) -> list[str]:
    return [p.code for p in parse(Source("f.yml", text))[1]]


def plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.items}


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ('title: "网聚"正能量\n', "E126", 1, 8),
        ("a:\n  - 'a' b\n", "E126", 2, 5),
        ("a: |\n  \tb\n", "E122", 2, 3),
        ("title: 主题: 标题\n", "E133", 1, 10),
        ("title：好网民\ntier: city\n", "E121", 1, 6),
        ("a:\n  - name：张三\n", "E121", 2, 9),
        ("title:好网民\ntier: city\n", "E134", 1, 6),
        ("a: {name：张三, b: c}\n", "E121", 1, 5),
        ("a: {name:张三, b: c}\n", "E134", 1, 5),
        ("a: {text: 红, 绿}\n", "E129", 1, 14),
        ("a:\n\tb: c\n", "E122", 2, 1),
        ("a:\n　　b: c\n", "E132", 2, 1),
        ("a:\n\xa0\xa0b: c\n", "E132", 2, 1),
        ("a: 1\nb: 2\na: 3\n", "E123", 3, 1),
        ("a: &x 1\n", "E124", 1, 4),
        ("a: *x\n", "E124", 1, 4),
        ("a: *重点* 字\n", "E124", 1, 4),
        ("a: !!int 1\n", "E125", 1, 4),
        ("a: !x 1\n", "E125", 1, 4),
        ("a: 1\n---\nb: 2\n", "E130", 2, 1),
        ("- a\n", "E131", 1, 1),
        ("好网民\n", "E131", 1, 1),
        ("? [a]\n: b\n", "E128", 1, 3),
        ("a: [b, c\nd: e\n", "E135", 1, 4),
        ("a: {b: c\nd: e\n", "E135", 1, 4),
        ('a: "b\nc: d\n', "E136", 1, 4),
        ("a: 'b\nc: d\n", "E136", 1, 4),
        ('a: "\\d"\n', "E139", 1, 5),
        ('a: "好\\ud800"\n', "E139", 1, 6),
        ("a b\nc: d\n", "E137", 1, 1),
        ("标题 好\nc: d\n", "E137", 1, 1),
        ("a:\n    b: 1\n  c: 2\n", "E138", 3, 3),
        ("a: 1\n  b: 2\n", "E138", 2, 4),
        ("a: @b\n", "E120", 1, 4),
        ("%YAML 9\na: b\n", "E120", 1, 8),
        ("[" * (MAX_DEPTH + 1), "E127", 1, MAX_DEPTH + 1),
    ],
)
def test_each_slip_is_named_at_its_place(text: str, code: str, line: int, column: int) -> None:
    _, problems = parse(Source("f.yml", text))
    assert [(p.code, p.place.line, p.place.column) for p in problems] == [(code, line, column)]


def test_all_plain_slips_of_a_file_come_out_at_once_and_the_rest_is_read() -> None:
    text = 'title: "网聚"正能量\nregion:某省\nyear：2024\ntheme: 主题: 标题\nkind: 通知\nkind: 公告\na: {b: c, 红}\nend: 完\n'
    node, problems = parse(Source("f.yml", text))
    assert [(p.code, p.place.line) for p in sorted(problems, key=lambda p: p.place)] == [
        ("E126", 1), ("E134", 2), ("E121", 3), ("E133", 4), ("E123", 6), ("E129", 7),
    ]  # fmt: skip
    assert node is not None
    assert plain(node) == {
        "title": '"网聚"正能量', "region": "某省", "year": "2024", "theme": "主题: 标题", "kind": "通知", "a": {"b": "c"}, "end": "完",
    }  # fmt: skip
    assert [p.place.excerpt for p in problems if p.code == "E134"] == ["region:某省"]


@pytest.mark.parametrize(
    "text",
    [
        "text: |\n  　　各单位：\n  备注：见附件\n",
        "text: |-\n  a\n  \tkey：value\nnext: 1\n",
        "a: 联系人：张三\n",
        "a: '主题: 标题'\n",
        "a: “网聚”正能量\n",
        "a: http://example.cn:85/\n",
        "a:\n  - 附件：一\n  - 时间：二\n",
        "# 说明: a: b\na: b # 说明：c\n",
        "a: 甲&乙、甲*乙、甲!\n",
        "a: [甲, 乙]\nb: {c: '', d: \"\"}\n",
        "---\na: b\n",
        "a: " + "[" * 24 + "x" + "]" * 24 + "\n",
    ],
)
def test_what_is_no_slip(text: str) -> None:
    assert codes(text) == []
