"""Many words sought at once: those that stand in a text are found, wherever they begin and end, and no others."""

from __future__ import annotations

import random

import pytest

from generator.leaks.grams import Words
from generator.leaks.quads import LEAST, Quads

SIGNS = "甲乙丙丁ab1𝒳"


@pytest.mark.parametrize("seed", range(20))
def test_words_are_found_as_each_alone_would_be(seed: int) -> None:
    chance = random.Random(seed)
    text = "".join(chance.choices(SIGNS, k=2000))
    sizes = (LEAST, LEAST, 8, 9, 10, 11, 30, 60)
    there = [text[at : at + size] for size in sizes for at in chance.sample(range(len(text) - size), 20)]
    strange = ["".join(chance.choices(SIGNS, k=chance.choice(sizes))) for _ in range(200)]
    ends = [text[:LEAST], text[-LEAST:], text[:60], text[-60:]]
    words = [*there, *strange, *ends]
    expected = {word for word in words if word in text}
    assert set(Quads(words).within(text)) == expected
    short = [word[:6] for word in words]
    assert Words([*words, *short], 6).within(text) == expected | {word for word in short if word in text}


@pytest.mark.parametrize("shift", range(9))
def test_a_word_is_found_at_either_end_of_a_text_of_any_length(shift: int) -> None:
    word = "不公开的作品标题"[:LEAST]
    quads = Quads([word, "别的作品的标题"])
    for text in (word + "。" * shift, "。" * shift + word, "。" * shift + word + "。"):
        assert list(quads.within(text)) == [word]
        assert not list(quads.within(text.replace(word, word[:-1])))


def test_without_words_nothing_is_found() -> None:
    assert not list(Quads([]).within("不公开的作品标题"))
    assert Words([], 6).within("不公开的作品标题") == set()
