"""Orders of Chinese names and titles: by pinyin, and by strokes (姓氏笔画)."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from pathlib import Path

_STROKES = Path(__file__).with_name("strokes.txt")
_UNKNOWN = 99_999


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """Key that sorts printed numbers as people count: `SL-9` before `SL-10`."""
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part) for part in re.findall(r"\d+|\D+", text)
    )


def pinyin_key(text: str) -> tuple[tuple[str, str], ...]:
    """Key by the pinyin of each character with its tone, then by the character; Latin stands by its letters."""
    from pypinyin import Style, pinyin  # its dictionary costs 40 ms: only sites that sort by pinyin pay

    return tuple(
        (reading[0].casefold(), character)
        for character in text
        for reading in pinyin(character, style=Style.TONE3, neutral_tone_with_five=True)
    )


def stroke_key(text: str) -> tuple[tuple[int, int], ...]:
    """Key by the number of strokes of each character in turn; equal numbers in the order of CLDR's stroke collation.

    The rule for lists of names: by the family name's strokes, then by the next character (按姓氏笔画为序).
    """
    table = _strokes()
    return tuple(table.get(character, (_UNKNOWN, ord(character))) for character in text)


@functools.cache
def _strokes() -> Mapping[str, tuple[int, int]]:
    table: dict[str, tuple[int, int]] = {}
    for line in _STROKES.read_text(encoding="utf-8").splitlines()[1:]:
        count, characters = line.split(" ")
        table |= {character: (int(count), place) for place, character in enumerate(characters)}
    return table
