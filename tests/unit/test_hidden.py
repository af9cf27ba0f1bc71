"""Words that nobody may read: which of them stand in a text, few or many asked for at once."""

from __future__ import annotations

import pytest

from generator.works import hidden
from generator.works.hidden import SHORTEST, occurring

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
