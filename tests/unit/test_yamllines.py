"""The quickest way through YAML reads what the careful way reads, or leaves it to others."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from generator.values.text import forbidden_character
from generator.yamllines import by_lines
from tests.unit.test_yamlplain import ODD, carefully

ROOT = Path(__file__).resolve().parents[2]
SOUND = """\
# 说明
title: 夜班：第一首 10:30
no: "0007"
approval: {by: 示例, on: 2024-09-12}
credits:
  - {name: 示例甲, role: 作词}
  - name: 示例乙
    unit: '示例"单位"'
  - name: 示例丙

account:
  platform: 视频号
  name: 某账号#1
unit: 158****7098
text: |-
  第一段：有冒号: 也可以。

    第二段 # 不是注释
  name：第三段
statement: |
  - 一
  - 二
media:
- {file: 1.jpg}
- file: 2.jpg
  alt: 一张照片
honours: [{award: top10, rank: 3}, {award: first}]
ai_use: none
"""
WRITTEN = (
    "a: b\n c: d\n", "a: b\n  c\n", "a:\n  b: c\n d: e\n", "a:\n- b: c\n   d: e\n", "a:\n  - b: c\n    - d: e\n", "a:\n  - b: c\n  d: e\n",
    "a: |\n  b\n c\n", "a: |\n\n  b\n", "a: |\n  b\n   \n  c\n", "a: |\n  b\n# c\nd: e\n", "a: |\nb: c\n", "a: |\n  b\n\n\nc: d\n", "a: |-\n  b\n\n\n",
    "a: |\n" + "  " + "- " * 60 + "b\n", "a: |2\n  b\n", "a: >-\n  b\n", "a: |\n  " + " " * 120 + "b\n", "a: |\n  b\n---\nc: d\n",
    "a: {b: c,d: e}\n", "a: {b: c, d}\n", "a: {b: c, b: d}\n", "a: {b: c} \n", "a: {b: c}}\n", "a: {b: c\n}\n", "a: {b: [c]}\n", "a: {b: }\n", "a: {}\n",
    "a: [{b: c}, {d: e}]]\n", "a: [{b: c},{d: e}]\n", "a: [{b: c}, d]\n", "a: []\n", "a: [b, c]\n", "a: [{b: {c: d}}, {e: f}]\n",
    "a: 'b''c'\n", 'a: "b\\n"\n', "a: 'b' c\n", "a: '\n", 'a: "b": c\n', "a: ''\n", "a: b # c\n", "a: b#c\n", "a: b:\n", "a: b: c\n", "a: b:c\n",
    "a:\n", "a: \n", "a: ~\n", "a:b\n", "a : b\n", "1: b\n", "a b: c\n", "题目: b\n", "a: b\na: c\n", "a: b", "a: -\n", "a: - b\n", "a: -5\n", "a: ?b\n",
    "? a\n: b\n", "a: @b\n", "a: `b\n", "a: %b\n", "%a: b\n", "--- a: b\n", "a: b\n...\n", "a: *b\n", "a: &b c\n", "a: !b c\n", "<<: b\n", "a: b \n", "", "\n", "# a\n",
    "a: " + "[" * 30 + "\n", "a: " + "b" * 5000 + "\n", "a: \u3000b\n", "\u3000a: b\n", "a：b\n", "a: b：c\n", "- a: b\n", "a:\n\n  - b: c\n", "a:\n# b\n  - c: d\n",
    "a:\n  # b\n  - c: d\n", "a:\n  - c: d\n  # b\n", "a:\n  - c: d\n# b\n  - e: f\n",
)  # fmt: skip


def test_the_forms_that_editors_write_are_read() -> None:
    assert by_lines(SOUND) == carefully(SOUND.encode()) != None  # noqa: E711


def test_every_committed_entry_is_read_by_its_lines() -> None:
    texts = {
        path: path.read_text(encoding="utf-8") for path in ROOT.glob("campaigns/*/entries/*/*/entry.yml")
    }
    assert len(texts) > 50
    assert [path for path, text in texts.items() if by_lines(text) is None] == []
    assert [path for path, text in texts.items() if by_lines(text) != carefully(text.encode())] == []


@pytest.mark.parametrize("text", WRITTEN)
def test_at_the_border_it_says_the_same_or_nothing(text: str) -> None:
    value = by_lines(text)
    assert value is None or value == carefully(text.encode())


@pytest.mark.parametrize("seed", range(12))
def test_of_whatever_is_mangled_it_says_the_same_or_nothing(seed: int) -> None:
    draw = random.Random(seed)
    lines = SOUND.splitlines(keepends=True)
    read = 0
    for _ in range(250):
        some = list(lines)
        if draw.random() < 0.5:
            some.insert(draw.randrange(len(some)), draw.choice(some))
        if draw.random() < 0.5:
            del some[draw.randrange(len(some))]
        text = "".join(some)
        for _ in range(draw.randint(0, 2)):
            at = draw.randrange(len(text))
            if draw.random() < 0.4:
                text = text[:at] + text[at + draw.randint(1, 6) :]
            else:
                text = text[:at] + draw.choice(ODD) + text[at:]
        if forbidden_character(text):
            continue
        value = by_lines(text)
        if value is not None:
            read += 1
            assert value == carefully(text.encode("utf-8", "surrogatepass")), text
    assert read > 20
