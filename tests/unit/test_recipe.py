"""Names and sizes of what is published: by content, recipe and label, never by a sender's file name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.media import recipe
from generator.media.facts import Facts
from generator.media.recipe import AiUse, card_order, order_for, picture_sizes
from tests.factories import image_facts

KEY = ("2024-small", "1", "张三的身份证照片.jpg")
FILM = Facts("cd" * 32, 5, "video", "MP4", 1920, 1080, 12.5)
SOUND = Facts("ef" * 32, 5, "audio", "MP3", duration=12.5)


def addresses(
    facts: Facts, ai_use: AiUse = "none", key: tuple[str, str, str] = KEY, path: str = "a.jpg"
) -> list[str]:
    return [output.address for output in order_for(key, Path(path), facts, ai_use).outputs]


def test_a_name_does_not_know_the_file_it_comes_from() -> None:
    other = addresses(image_facts(), key=("2023-other", "9", "b.png"), path="/elsewhere/b.png")
    assert addresses(image_facts()) == other
    assert "张三" not in "".join(other)


def test_a_name_changes_with_content_label_and_recipe(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [
        addresses(image_facts(content), ai)[0]
        for content in ("ab", "cd")
        for ai in ("none", "assisted", "generated")
    ]  # type: ignore[arg-type]
    assert len(set(names)) == 6
    before = addresses(image_facts())
    monkeypatch.setattr(recipe, "RECIPE", recipe.RECIPE + 1)
    assert not set(before) & set(addresses(image_facts()))


def test_a_name_holds_nothing_of_the_original_hash() -> None:
    assert not [name for name in addresses(image_facts("ab")) if "abab" in name]


def test_what_is_made_of_each_kind() -> None:
    def made(facts: Facts) -> list[tuple[str, str, int, int]]:
        outputs = order_for(KEY, Path("x"), facts, "none").outputs
        return [(o.role, o.address.rpartition(".")[2], o.width, o.height) for o in outputs]

    pictures = [("picture", "webp", 400, 225), ("picture", "webp", 800, 450), ("picture", "webp", 1600, 900)]
    assert made(FILM) == [*pictures, ("card", "jpg", 600, 600), ("stream", "mp4", 1920, 1080)]
    assert made(SOUND) == [("stream", "mp3", 0, 0)]
    assert made(Facts("ef" * 32, 5, "audio", "M4A"))[0][:2] == ("stream", "m4a")
    assert made(image_facts(width=900, height=600)) == [
        ("picture", "webp", 400, 267), ("picture", "webp", 800, 533), ("picture", "webp", 900, 600), ("card", "jpg", 600, 600),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("size", "sizes"),
    [
        ((200, 100), [(200, 100)]),
        ((400, 300), [(400, 300)]),
        ((401, 300), [(400, 299), (401, 300)]),
        ((1600, 1600), [(400, 400), (800, 800), (1600, 1600)]),
        ((9000, 6000), [(400, 267), (800, 533), (1600, 1067)]),
        ((1, 1), [(1, 1)]),
        ((30_000, 1), [(400, 1), (800, 1), (1600, 1)]),
        ((1000, 40_000), [(400, 16_000)]),
        ((20, 60_000), [(5, 15_000)]),
    ],
)
def test_sizes(size: tuple[int, int], sizes: list[tuple[int, int]]) -> None:
    assert list(picture_sizes(*size)) == sizes


@given(st.integers(1, 12_000), st.integers(1, 12_000))
def test_never_enlarged_never_too_tall_never_empty(width: int, height: int) -> None:
    sizes = picture_sizes(width, height)
    assert all(1 <= w <= min(width, 1600) and h >= 1 for w, h in sizes)
    assert all(h <= max(height, 1) and h <= 16_383 for _, h in sizes)
    assert list(sizes) == sorted(set(sizes))


def test_a_card_in_type_is_named_by_its_words() -> None:
    words = {"title": "《夜班》", "kicker": "歌曲", "foot": "示例甲", "award": "一等奖"}

    def name(**changes: str) -> str:
        return card_order(KEY, **{**words, **changes}, ai_use="none").output.address  # type: ignore[arg-type]

    assert len({name(), *(name(**{key: "别的"}) for key in words)}) == 5
    assert name() == card_order(("x", "y", ""), **words, ai_use="none").output.address
    assert card_order(KEY, **words, ai_use="generated").output.address != name()
    assert name(title="a", kicker="bc") != name(title="ab", kicker="c")
