"""Orders of Chinese names and titles: by pinyin, and by strokes (姓氏笔画)."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from pathlib import Path

_STROKES = Path(__file__).with_name("strokes.txt")
_UNKNOWN = 99_999
_ALSO: Mapping[str, str] = {
    character: letter
    for letter, characters in {
        "b": "秘",
        "c": "盛种重长",
        "d": "石澄",
        "f": "宓",
        "g": "贾",
        "h": "行",
        "j": "车",
        "m": "万",
        "o": "区",
        "p": "繁",
        "q": "仇覃",
        "s": "乘俟单参召折晟谌",
        "t": "弹",
        "w": "隗",
        "x": "莘解降",
        "y": "乐尉",
        "z": "传曾朝查祭翟藏",
    }.items()
    for character in characters
}
"""Other initials that characters of names are known by: surnames read otherwise than the word (单 shan, 曾 zeng), 重 of 重阳."""


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


@functools.cache
def initials(character: str) -> str:
    """The letters with which the readings of a character in names begin, the usual one first: 陈 `c`, 单 `ds`; "" for none."""
    from pypinyin import Style, pinyin

    usual = pinyin(character, style=Style.NORMAL, errors="ignore")
    letters = usual[0][0][:1] if usual and usual[0] else ""
    return "".join(dict.fromkeys(letters + _ALSO.get(character, "")))


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
