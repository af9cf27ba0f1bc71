"""Word's automatic numbers as they are printed: `一、` `（一）` `1.` `①`, from the definitions of the file.

A number that Word makes stands nowhere in the text of the file, and official numbering must not get lost.
Source of the formats: ECMA-376 part 1, 17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, field

_DIGITS = "零一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9


class Level(Struct, frozen=True):
    """One level of a list: how its number is written, with what around it, from which number on."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restarts_after: int | None = None
    """The level (from 0) whose next paragraph begins this level anew; none: any higher one does, -1: none does."""
    legal: bool = False


class Lists(Struct, frozen=True):
    """The lists of a file: `abstract` of each number id, the levels of each abstract list, and overridden levels."""

    abstract: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[str, Mapping[int, Level]] = field(default_factory=dict)
    overrides: Mapping[str, Mapping[int, Level]] = field(default_factory=dict)
    starts: Mapping[str, Mapping[int, int]] = field(default_factory=dict)

    def level(self, number_id: str, depth: int) -> Level | None:
        """The definition of a level, or None where the file has none."""
        own = self.overrides.get(number_id, {}).get(depth)
        return own or self.levels.get(self.abstract.get(number_id, ""), {}).get(depth)


class Counting:
    """Counts the paragraphs of a document's lists in their order."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def printed(self, number_id: str, depth: int) -> str:
        """The number of the next paragraph at this level, as printed; "" for a bullet or a list that is not defined."""
        level = self._lists.level(number_id, depth)
        if level is None or not 0 <= depth < _LEVELS:
            return ""
        counts = self._counts.setdefault(self._lists.abstract.get(number_id, number_id), [None] * _LEVELS)
        begin = self._lists.starts.get(number_id, {}).get(depth)
        if begin is not None and (number_id, depth) not in self._begun:
            counts[depth] = begin
        else:
            now = counts[depth]
            counts[depth] = level.start if now is None else now + 1
        self._begun.add((number_id, depth))
        for deeper in range(depth + 1, _LEVELS):
            below = self._lists.level(number_id, deeper)
            after = below.restarts_after if below else None
            if after is None or depth <= after:
                counts[deeper] = None
        if level.form in ("bullet", "none"):
            return ""
        return _PLACE.sub(lambda found: self._one(number_id, int(found[1]) - 1, counts, level), level.text)

    def _one(self, number_id: str, depth: int, counts: list[int | None], of: Level) -> str:
        level = self._lists.level(number_id, depth) or Level()
        value = counts[depth]
        return written_number(level.start if value is None else value, "decimal" if of.legal else level.form)


def written_number(value: int, form: str) -> str:
    """A number in one of Word's formats; an unknown one is written in figures."""
    if form in _CHINESE:
        return _chinese(value)
    if form == "chineseLegalSimplified":
        return _chinese(value, _LEGAL, "拾佰仟")
    if form in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join(f"〇{_DIGITS[1:]}"[int(figure)] for figure in str(value))
    if form in ("ideographTraditional", "ideographZodiac"):
        row = _STEMS if form == "ideographTraditional" else _BRANCHES
        return row[value - 1] if 1 <= value <= len(row) else str(value)
    if form.startswith("decimalEnclosedCircle"):
        return chr(0x2460 + value - 1) if 1 <= value <= 20 else str(value)
    if form == "decimalEnclosedParen":
        return chr(0x2474 + value - 1) if 1 <= value <= 20 else f"({value})"
    if form == "decimalEnclosedFullstop":
        return chr(0x2488 + value - 1) if 1 <= value <= 20 else f"{value}."
    if form == "ideographEnclosedCircle":
        return chr(0x3220 + value - 1) if 1 <= value <= 10 else _chinese(value)
    if form == "decimalZero":
        return f"{value:02}"
    if form.startswith("decimalFullWidth"):
        return "".join(chr(0xFF10 + int(figure)) for figure in str(value))
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(0x41 + (value - 1) % 26) * ((value - 1) // 26 + 1) if value > 0 else ""
        return letter if form == "upperLetter" else letter.lower()
    if form in ("upperRoman", "lowerRoman"):
        return _roman(value) if form == "upperRoman" else _roman(value).lower()
    return str(value)


_CHINESE = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "japaneseCounting",
        "koreanCounting",
    }
)


def _chinese(value: int, digits: str = _DIGITS, places: str = "十百千") -> str:
    """`一` `十` `十一` `二十` `一百零三`, up to 9999."""
    if not 0 < value < 10_000:
        return str(value)
    text, gap = "", False
    for place in range(3, -1, -1):
        figure = value // 10**place % 10
        if figure:
            text += ("零" if gap and text else "") + digits[figure] + (places[place - 1] if place else "")
            gap = False
        else:
            gap = True
    return text[1:] if 10 <= value < 20 and places[0] == "十" else text


def _roman(value: int) -> str:
    if not 0 < value < 4_000:
        return str(value)
    text = ""
    for worth, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        text += sign * (value // worth)
        value %= worth
    return text
