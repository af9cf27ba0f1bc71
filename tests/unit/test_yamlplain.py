"""The quick way through YAML reads what the careful way reads, or leaves it to it."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from generator.textfile import decoded
from generator.yamlplain import plain
from generator.yamltext import Mapping, Node, Scalar, parse

ROOT = Path(__file__).resolve().parents[2]
SOUND = """\
# 说明
title: 夜班   # 名称
no: "0007"
approval: {by: 示例, on: 2024-09-12}
credits:
  - {name: 示例甲, role: 作词}
  - name: 示例乙
    unit: '示例"单位"'
unit: 158****7098
text: |-
  第一段：有冒号。
  第二段
honours: [{award: top10, rank: 3}]
"""
ODD = [
    "\t", "　", " ", "：", ": ", ":", "- ", "&a ", "*a", "!x ", "[", "]", "{", "}", ",", "，", "'", '"', "\\", "\n", "\n\n",
    "\n  ", "---\n", "...\n", "%YAML\n", "# ", "|", ">", "? ", "\r\n", "\ufeff", "\u200b", "\x00", "\x85", "~", "null", "text:",
    "title: 又一次\n", "\n- a", "<<: ", "@", "`", " " * 50, "\n" + " " * 45, "{" * 30, "id: x\n",
]  # fmt: skip


def carefully(data: bytes) -> dict[str, Any] | None:
    """What the careful reader makes of a file in which it finds no problem."""
    problems: list[Any] = []
    source = decoded(data, "x.yml", problems)
    node, found = parse(source) if source else (None, [])
    return _plain(node) if node is not None and not problems and not found else None


def _plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {key.text: _plain(value) for key, value in node.items}
    return [_plain(item) for item in node.items]


def test_a_sound_file_is_read() -> None:
    assert plain(SOUND.encode()) == carefully(SOUND.encode()) != None  # noqa: E711


def test_every_committed_entry_is_read_quickly() -> None:
    files = sorted(ROOT.glob("campaigns/*/entries/*/*/entry.yml"))
    assert len(files) > 50
    assert [path.name for path in files if plain(path.read_bytes()) is None] == []


@pytest.mark.parametrize("seed", range(8))
def test_of_whatever_is_mangled_it_says_the_same_or_nothing(seed: int) -> None:
    draw = random.Random(seed)
    read = 0
    for _ in range(250):
        text = SOUND
        for _ in range(draw.randint(1, 3)):
            at = draw.randrange(len(text))
            if draw.random() < 0.3:
                text = text[:at] + text[at + draw.randint(1, 6) :]
            else:
                text = text[:at] + draw.choice(ODD) + text[at:]
        data = text.encode("utf-8", "surrogatepass")
        value = plain(data)
        if value is not None:
            read += 1
            assert value == carefully(data), text
    assert read > 20


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"- a\n",
        b"a\n",
        b"a: b\na: c\n",
        b"a:\n",
        b"{a: b, c}",
        b"a: &x b\nc: *x\n",
        b"a: 1\n---\nb: 2\n",
        b"a: |\n  " + b"- " * 60 + b"b\n",
    ],
)
def test_what_is_no_plain_mapping_is_left_to_the_other(data: bytes) -> None:
    assert plain(data) is None
