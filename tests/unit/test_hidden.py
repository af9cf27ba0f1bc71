"""Words that nobody may read: which of them stand in a text, few or many asked for at once."""

from __future__ import annotations

import pytest

from generator.leaks.sought import fold_quickly
from generator.values.text import fold
from generator.works import hidden
from generator.works.hidden import LONGEST, SHORTEST, folded, occurring

TEXT = "".join(f"第{number}件作品的说明文字，" for number in range(500))
THERE = [TEXT[at : at + SHORTEST + at % 20] for at in range(0, 4000, 5)]
ABSENT = [f"{word[:-1]}〇" for word in THERE]
"""Each begins as one that is there and ends otherwise."""


@pytest.mark.parametrize("many", [0, 1, 30, len(THERE)])
def test_the_words_of_a_text_are_found_and_no_others(many: int) -> None:
    assert occurring([*THERE[:many], *ABSENT[:many]], [TEXT]) == frozenset(THERE[:many])


def test_both_ways_of_searching_are_tried_here() -> None:
    assert 30 * 2 <= hidden._FEW < len(set(THERE))


def test_a_word_at_the_very_end_is_found() -> None:
    last = TEXT[-SHORTEST:]
    assert occurring([last], [TEXT]) == {last}
    assert last in occurring([last, *THERE], [TEXT])


@pytest.mark.parametrize("before", ["", "甲", "a𝒳", "甲\0乙", "。" * 5])
@pytest.mark.parametrize("length", [SHORTEST, SHORTEST + 1, LONGEST])
def test_a_word_is_found_wherever_it_begins(before: str, length: int) -> None:
    word = "".join(chr(0x5000 + number) for number in range(length - 1)) + "𝒳"
    text = before + word
    for shift in range(9):
        assert word in occurring([word, *THERE], ["丁" * shift + text])
        assert word in occurring([word, *THERE], ["丁" * shift + text + TEXT])
        assert word not in occurring([word, *THERE], ["丁" * shift + text[:-1] + TEXT])


def test_words_that_begin_alike_are_told_from_each_other() -> None:
    words = [THERE[0] + "一" * number for number in range(LONGEST - SHORTEST)]
    assert occurring([*words, *ABSENT], [f"{words[7]}{words[3]}"]) == frozenset(words[:8])


@pytest.mark.parametrize(
    "text", ["“引号”　空格，——１２３", "Ａé\u0301ﬁ", "a\u200db…：《》", "㈱\u3000か\u3099"]
)
def test_texts_fold_in_portions_as_each_folds_alone(text: str) -> None:
    assert list(folded([text, "，", text])) == ["\0".join([fold(text), ","])]
    assert fold_quickly(text) == fold(text)
