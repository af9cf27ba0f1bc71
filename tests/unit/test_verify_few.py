"""Records of which little is new: what is new is looked at, wherever it begins and ends."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from generator.bringing import bring
from generator.leaks.sought import Sought
from generator.verify.few import Tree, is_in_order
from generator.verify.quiet import Quiet
from generator.verify.standard import Standard

SOUGHT = Sought.of(words={"还没有人审核的长标题": "2024-a/w1"})
BEFORE = '[\n{"id": "a", "title": "春天"},\n{"id": "b", "title": "13800", "text": "138001"}\n]\n'


@pytest.mark.parametrize(
    ("old", "new", "quiet"),
    [
        ("春天", "夏天", True),
        ("春天", "春", True),
        ("春天", "春天和秋天", True),
        ("春天", "", True),
        ("春天", "13800138000", False),
        ("春天", "打13800138000找我", False),
        ("春天", "还没有人审核的长标题", False),
        ("13800", "13800138000", False),
        ('"13800"', '"13800138000"', False),
        ('"138001"}', '"138001", "tel": 13800138000}', False),
        ("]\n", "]13800138000\n", False),
        ("[\n", "[13800138000\n", False),
        ('", "text": "138001', "138000", False),  # what was two values is one number now
        ("春天", "<b>138</b>00138000", False),
        ("春天", "138&#48;0138000", False),
        ("春天", '春天\\"', False),
        ("春天", "MTM4MDAxMzgwMDAsIDEzODAwMTM4MDAw", False),
    ],
)
def test_what_is_new_in_records_is_looked_at(old: str, new: str, *, quiet: bool) -> None:
    assert BEFORE.count(old) == 1 or old == "13800"
    after = BEFORE.replace(old, new, 1)
    assert Quiet(SOUGHT).is_quiet_change(BEFORE, after) is quiet


@pytest.mark.parametrize("odd", ["<b>x</b>", "a&#48;b", "50%41", "\r", "\x01"])
def test_records_that_say_more_than_they_show_are_left_to_others(odd: str) -> None:
    """Before or after: nobody knows what lay across the borders then."""
    one, other = BEFORE.replace("春天", f"春{odd}天"), BEFORE.replace("春天", "夏天")
    assert not Quiet(SOUGHT).is_quiet_change(one, other)
    assert not Quiet(SOUGHT).is_quiet_change(other, one)
    far = BEFORE.replace('"id": "a"', f'"id": "{odd}"')
    assert not Quiet(SOUGHT).is_quiet_change(far, far.replace("春天", "夏天"))


def test_records_with_words_that_lie_across_borders_are_left_to_others() -> None:
    assert not Quiet(Sought(words={'一"二三四五': "x"})).is_quiet_change(BEFORE, BEFORE)


def test_nothing_is_quiet_that_as_a_whole_is_not() -> None:
    """The new text alone decides, whatever stood there before; a quiet one is found so nearly always."""
    chance, quiet = random.Random(7), Quiet(SOUGHT)
    pieces = [
        "春天",
        "13800",
        "138000",
        '"',
        '", "',
        "\n",
        "1380013",
        "x" * 70000,
        "00",
        "还没有人审核",
        "的长标题",
    ]
    found = 0
    for _ in range(400):
        first = "".join(chance.choices(pieces, weights=[4, 2, 2, 6, 6, 2, 2, 1, 2, 2, 2], k=12))
        second = list(first)
        start = chance.randrange(len(first))
        second[start : start + chance.randrange(4)] = "".join(chance.choices(pieces, k=chance.randrange(3)))
        one, other = f'["{first}"]', f'["{"".join(second)}"]'
        whole = [Quiet(SOUGHT).is_quiet_record(text) for text in (one, other)]
        if whole[0]:
            assert quiet.is_quiet_change(one, other) <= whole[1], (one[:200], other[:200])
            found += quiet.is_quiet_change(one, other)
    assert found > 20


def tree(top: Path, files: dict[str, str]) -> Tree:
    return Tree(top, bring(top, {}, [(name, text.encode()) for name, text in files.items()])[0])


@pytest.mark.parametrize("name", ["data/a/gallery-1.js", "data/search/a.js", "data/a/x.json"])
def test_records_are_judged_by_what_is_new(tmp_path: Path, name: str) -> None:
    standard = Standard(with_policy=False)
    before = tree(tmp_path / "before", {name: BEFORE})
    for number, (text, fine) in enumerate([("夏天", True), ("13800138000", False)]):
        after = tree(tmp_path / f"after{number}", {name: BEFORE.replace("春天", text)})
        assert is_in_order(before, after, frozenset({name}), frozenset(), standard) is fine


def test_records_that_are_not_what_was_written_are_read(tmp_path: Path) -> None:
    """Of the tree before: what somebody put there says nothing about what is to come."""
    name, number = "data/a/x.json", BEFORE.replace("春天", "13800138000")
    before, after = tree(tmp_path / "before", {name: BEFORE}), tree(tmp_path / "after", {name: number})
    (before.top / name).write_text(number, encoding="utf-8")
    assert not is_in_order(before, after, frozenset({name}), frozenset(), Standard(with_policy=False))


def test_scripts_that_run_are_read_whole(tmp_path: Path) -> None:
    before = tree(tmp_path / "before", {"zb/a.js": 'const a = "x";\n'})
    after = tree(tmp_path / "after", {"zb/a.js": 'const a = "//example.com/x";\n'})
    assert not is_in_order(before, after, frozenset({"zb/a.js"}), frozenset(), Standard(with_policy=False))


def test_a_page_is_not_taken_for_quiet_because_another_was(tmp_path: Path) -> None:
    """What a page had before is not looked at again; what it has now is, though it has the shape of what was there."""
    said = '<!doctype html>\n<p class="x">{}</p>\n<p class="y" title="{}">又</p>\n'
    standard = Standard(with_policy=False)
    before = tree(tmp_path / "before", {"a.html": said.format("春天", "好")})
    for number, (texts, fine) in enumerate(
        [(("夏天", "好"), True), (("13800138000", "好"), False), (("春天", "13800138000"), False)]
    ):
        after = tree(tmp_path / f"after{number}", {"a.html": said.format(*texts)})
        assert is_in_order(before, after, frozenset({"a.html"}), frozenset(), standard) is fine
