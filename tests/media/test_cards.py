"""Share cards set in type."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from generator.media.cards import INK, MISSING, PAPER, VERMILION, Words, broken, draw, readable
from generator.media.hiring import Hired
from generator.media.making import Making
from generator.media.notes import Notes
from generator.media.sealed import check_cache
from generator.media.store import Store
from generator.media.studio import derive
from tests.media.samples import type_card

ROOT = Path(__file__).resolve().parents[2]
LONG = "在平凡的岗位上，写下“网聚职工正能量”的答卷（上篇）：《劳动者之歌》、《车间的灯》与WeChat Official Account的故事"


def test_lines_keep_the_rules_of_punctuation():
    """GB/T 15834: no closing mark begins a line, no opening mark ends one; Latin words are not cut."""
    for width in range(120, 900, 7):
        lines = broken(LONG, 40, width, 40)
        assert "".join(lines).replace(" ", "") == LONG.replace(" ", "")
        for line in lines:
            assert line[0] not in "，。、；：？！）》”’", (width, lines)
            assert line[-1] not in "（《“‘", (width, lines)
        if width > 400:
            assert any("Official" in line for line in lines), (width, lines)


def test_a_text_that_does_not_fit_ends_in_an_ellipsis():
    lines = broken(LONG, 40, 300, 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert lines[1][-2] not in "，。（《"
    assert broken("光", 40, 300, 2) == ["光"]
    assert broken("", 40, 300, 2) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("示例 作品\n第二行\t", "示例 作品 第二行"),
        ("网络🎉之家", "网络之家"),
        ("\U00030000字", MISSING + "字"),
        ("a\u200b\u202eb\x00", "ab"),
        ("ไทย", MISSING * 3),
    ],
)
def test_what_the_font_lacks_is_left_out_or_marked(text, shown):
    assert readable(text) == shown


def colours(card: Image.Image, area: tuple[int, int, int, int]) -> set[tuple[int, int, int]]:
    return {colour for _, colour in card.crop(area).getcolors(1 << 20)}


def test_a_card_has_what_it_should():
    card = draw(Words("示例作品", "活动", "示例市总工会", "一等奖"))
    assert card.size == (600, 600)
    assert VERMILION in colours(card, (494, 0, 552, 60))  # the slip
    assert INK in colours(card, (40, 120, 500, 500))
    assert card.getpixel((5, 5)) == PAPER
    bare = draw(Words("示例作品", "活动", "示例市总工会", ""))
    assert VERMILION not in colours(bare, (494, 0, 552, 60))
    assert VERMILION in colours(bare, (40, 90, 120, 140))  # the rule
    assert (
        ImageChops.difference(card, draw(Words("示例作品", "活动", "示例市总工会", "一等奖"))).getbbox()
        is None
    )


@pytest.mark.parametrize(
    "words",
    [
        Words("", "", "", ""),
        Words("长" * 400, "短" * 90, "尾" * 90, "奖" * 30),
        Words("，" * 50, "》" * 50, "（" * 50, "。"),
        Words("W" * 300, "x" * 300, "y" * 300, "z" * 30),
        Words("🎉" * 40, "\ud800", "\x00", "\u202e"),
    ],
)
def test_no_text_breaks_a_card_or_runs_over_its_edge(words):
    card = draw(words)
    for area in ((0, 0, 40, 600), (560, 0, 600, 600), (0, 580, 600, 600)):
        assert colours(card, area) == {PAPER}


def test_cards_are_published_small_and_the_same(tmp_path: Path):
    made = [derive([], [type_card()], cache=tmp_path / f"{n}", jobs=n) for n in (1, 2)]
    data = [path.read_bytes() for one in made for _, path in one.files]
    assert len(data) == 2
    assert data[0] == data[1]
    assert len(data[0]) < 64_000
    with Image.open(made[0].files[0][1]) as card:
        assert (card.format, card.size, card.info.get("progressive")) == ("JPEG", (600, 600), None)
    assert type_card("另一件").output.address != type_card().output.address


def test_who_only_draws_cards_reads_no_decoder(tmp_path):
    """It starts in three quarters of the time; what it draws is what anybody draws."""
    order = type_card("夜班")
    drawn = []
    for pictures in (True, False):
        cache = tmp_path / str(pictures)
        check_cache(cache)
        store = Store(cache)
        with (
            Hired[tuple[str, ...]](1, films=False, pictures=pictures) as hired,
            Making(cache, store, Notes(cache)) as making,
        ):
            address = (order.output.address,)
            (answer,) = hired.work([making.task(address, order)])
            assert making.finish(*answer) is None
        drawn.append((cache / order.output.address).read_bytes())
    assert drawn[0] == drawn[1]
    code = "import sys, generator.media.worker\nprint([m for m in sys.modules if m.endswith(('images', 'Cms', 'codes'))])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert told.stdout == "[]\n"
