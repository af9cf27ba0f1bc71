"""YAML to nodes: scalars stay text, places are right, nothing an editor writes raises, plain slips are mended."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.source import Source
from generator.yamltext import MAX_DEPTH, Mapping, Node, Scalar, Sequence, parse

WORDS = st.text(st.characters(categories=["Lo", "Ll", "Lu"], exclude_characters="yn"), min_size=1, max_size=8)
TREES = st.recursive(
    WORDS, lambda inner: st.lists(inner, min_size=1, max_size=4) | st.dictionaries(WORDS, inner, min_size=1, max_size=4), max_leaves=12
)


def parsed(text: str) -> Mapping:
    node, problems = parse(Source("f.yml", text))
    assert node is not None, problems
    assert not problems
    return node


def codes(text: str) -> list[str]:
    return [p.code for p in parse(Source("f.yml", text))[1]]


def plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.items}


def walk(node: Node) -> Iterator[Node]:
    yield node
    for item in () if isinstance(node, Scalar) else node.items:
        for part in item if isinstance(item, tuple) else (item,):
            yield from walk(part)


def written(tree: object, indent: int = 0) -> str:
    """Block YAML of a tree of plain words."""
    pad = " " * indent
    if isinstance(tree, dict):
        return "".join(
            f"{pad}{key}: {value}\n" if isinstance(value, str) else f"{pad}{key}:\n{written(value, indent + 2)}"
            for key, value in tree.items()
        )
    assert isinstance(tree, list)
    return "".join(
        f"{pad}- {item}\n" if isinstance(item, str) else f"{pad}-\n{written(item, indent + 2)}" for item in tree
    )


@given(st.dictionaries(WORDS, TREES, min_size=1, max_size=5))
def test_a_tree_comes_back_with_every_word_at_its_place(tree: dict[str, object]) -> None:
    text = written(tree)
    node = parsed(text)
    assert plain(node) == tree
    lines = text.split("\n")
    for part in walk(node):
        if isinstance(part, Scalar):
            place = part.place
            assert lines[place.line - 1][place.column - 1 : place.column - 1 + place.length] == part.text
            assert place.excerpt == lines[place.line - 1]


@given(st.text())
def test_no_text_raises(text: str) -> None:
    node, problems = parse(Source("f.yml", text))
    assert node is not None or problems
    for p in problems:
        assert p.what()
        assert p.place.line <= len(text.split("\n"))


@settings(max_examples=400)
@given(st.lists(st.sampled_from(["title", ": ", ":", "：", "\n", "\n  ", "\n- ", "- ", '"', "'", "[", "]", "{", "}", ", ", "#", "&a ", "*a", "!x ", "|\n", "? ", "\t", "　", "\\", "---\n", "好网民", "2024", "%", "@", "`", "<<"]), max_size=24))
def test_no_mixture_of_signs_raises(pieces: list[str]) -> None:
    node, problems = parse(Source("f.yml", "".join(pieces)))
    assert node is not None or problems
    assert len({p.place for p in problems}) == len(problems)


@pytest.mark.parametrize("value", ["16:9", "NO", "0123", "1e3", "null", "~", "2024-05-21", "0591", "true", "1_000", ".5"])
def test_scalars_stay_text(value: str) -> None:
    assert plain(parsed(f"a: {value}\nb: [{value}]\n")) == {"a": value, "b": [value]}


def test_places_in_chinese_lines_count_characters() -> None:
    node = parsed("标题: 好网民  # 注\n联系人: {姓名: 张三, 电话: [甲, 乙]}\n")
    contact = node.get("联系人")
    assert isinstance(contact, Mapping)
    phones = contact.get("电话")
    assert isinstance(phones, Sequence)
    assert (phones.items[1].place.line, phones.items[1].place.column) == (2, 23)
    key = node.key_place("标题")
    assert key is not None
    assert (key.line, key.column, key.length) == (1, 1, 2)
    assert (contact.place.column, contact.place.length) == (6, 20)


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
        "text: |\n  　　各单位：\n  备注：见附件\n\tb\n" .replace("\n\tb", ""),
        "text: |-\n  a\n  \tkey：value\nnext: 1\n",
        "a: 联系人：张三\n",
        "a: '主题: 标题'\n",
        'a: “网聚”正能量\n',
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


@pytest.mark.parametrize("text", ["[" * 100_000, "{" * 100_000, "- " * 50_000, "? " * 50_000, "a: " + "[" * 30 + "]" * 30, "x:\n" + "".join(" " * n + "a:\n" for n in range(1, 3000))])
def test_deep_nesting_is_refused_before_the_parser_sees_it(text: str) -> None:
    assert codes(text) == ["E127"]


def test_an_alias_bomb_is_not_expanded() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{c}: &{c} [*{p}, *{p}]\n" for p, c in zip("abcdefghij", "bcdefghijk", strict=True))
    assert codes(bomb) == ["E124"]


def test_mkdocs_may_have_tags_but_nobody_runs_them() -> None:
    node, problems = parse(Source("mkdocs.yml", "a: !!python/name:os.system\n"), tags=True)
    assert node is not None
    assert not problems
    assert plain(node) == {"a": ""}


def test_a_key_without_value_has_its_place() -> None:
    node = parsed("a:\nb: c\n")
    value = node.get("a")
    assert isinstance(value, Scalar)
    assert (value.text, value.place.line) == ("", 1)
    assert node.get("nothing") is None
    assert node.key_place("nothing") is None
