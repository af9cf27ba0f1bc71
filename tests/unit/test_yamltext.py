"""YAML to nodes: scalars stay text, places are right, nothing an editor writes raises, plain slips are mended."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.source import Source
from generator.yamltext import Mapping, Node, Scalar, Sequence, parse

WORDS = st.text(st.characters(categories=["Lo", "Ll", "Lu"], exclude_characters="yn"), min_size=1, max_size=8)
TREES = st.recursive(
    WORDS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4) | st.dictionaries(WORDS, inner, min_size=1, max_size=4)
    ),
    max_leaves=12,
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
            f"{pad}{key}: {value}\n"
            if isinstance(value, str)
            else f"{pad}{key}:\n{written(value, indent + 2)}"
            for key, value in tree.items()
        )
    assert isinstance(tree, list)
    return "".join(
        f"{pad}- {item}\n" if isinstance(item, str) else f"{pad}-\n{written(item, indent + 2)}"
        for item in tree
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
@given(
    st.lists(
        st.sampled_from(
            [
                "title",
                ": ",
                ":",
                "：",
                "\n",
                "\n  ",
                "\n- ",
                "- ",
                '"',
                "'",
                "[",
                "]",
                "{",
                "}",
                ", ",
                "#",
                "&a ",
                "*a",
                "!x ",
                "|\n",
                "? ",
                "\t",
                "　",
                "\\",
                "---\n",
                "好网民",
                "2024",
                "%",
                "@",
                "`",
                "\u2028",
                "\x85",
                "<<",
            ]
        ),
        max_size=24,
    )
)
def test_no_mixture_of_signs_raises(pieces: list[str]) -> None:
    node, problems = parse(Source("f.yml", "".join(pieces)))
    assert node is not None or problems
    assert len({p.place for p in problems}) == len(problems)


@pytest.mark.parametrize(
    "value", ["16:9", "NO", "0123", "1e3", "null", "~", "2024-05-21", "0591", "true", "1_000", ".5"]
)
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
    "text",
    [
        "[" * 100_000,
        "{" * 100_000,
        "- " * 50_000,
        "? " * 50_000,
        "a: " + "[" * 30 + "]" * 30,
        "x:\n" + "".join(" " * n + "a:\n" for n in range(1, 3000)),
    ],
)
def test_deep_nesting_is_refused_before_the_parser_sees_it(text: str) -> None:
    assert codes(text) == ["E127"]


def test_an_alias_bomb_is_not_expanded() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{c}: &{c} [*{p}, *{p}]\n" for p, c in zip("abcdefghij", "bcdefghijk", strict=True)
    )
    assert codes(bomb) == ["E124"]


def test_mkdocs_may_have_tags_but_nobody_runs_them() -> None:
    node, problems = parse(Source("mkdocs.yml", "a: !!python/name:os.system\n"), tags=True)
    assert node is not None
    assert not problems
    assert plain(node) == {"a": ""}


@pytest.mark.parametrize("char", ["\u2028", "\u2029", "\x85", "\r"])
def test_line_ends_that_only_yaml_knows_move_no_place(char: str) -> None:
    node, problems = parse(Source("mkdocs.yml", f"a: b{char}c\nd: e\n"))
    assert not problems
    assert node is not None
    value = node.get("d")
    assert value is not None
    assert value.place.line == 2


def test_a_key_without_value_has_its_place() -> None:
    node = parsed("a:\nb: c\n")
    value = node.get("a")
    assert isinstance(value, Scalar)
    assert (value.text, value.place.line) == ("", 1)
    assert node.get("nothing") is None
    assert node.key_place("nothing") is None
