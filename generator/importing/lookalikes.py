"""Radicals that a PDF's fonts put in the place of characters (⼯ for 工, ⺠ for 民): they look alike and are found by nobody.

Unicode 15, chapter 18.7: the Kangxi radicals have compatibility mappings, most of the radicals supplement have none.
"""

from __future__ import annotations

import re
import unicodedata

_SUPPLEMENT = dict(
    zip(
        "⺁⺊⺌⺍⺗⺟⺠⺢⺫⺬⺮⺯⺰⺳⺷⺻⻁⻂⻃⻄⻅⻆⻉⻋⻌⻏⻐⻑⻒⻓⻔⻖⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻯⻰⻳",
        "厂卜小小心母民水目示竹纟纟网羊聿虎衤覀西见角贝车辶邑钅長镸长门阝青韦页风飞食饣马骨鬼鱼鸟卤麦黄黾齐齿竜龙龟",
        strict=True,
    )
)
_RADICAL = re.compile("[\u2e80-\u2ef3\u2f00-\u2fd5]")


def plain_characters(text: str) -> tuple[str, int]:
    """The text with the characters that its radicals stand for, and how many there were. Places do not move."""
    count = 0

    def plain(found: re.Match[str]) -> str:
        nonlocal count
        sign = _SUPPLEMENT.get(found.group()) or unicodedata.normalize("NFKC", found.group())
        count += sign != found.group()
        return sign

    return _RADICAL.sub(plain, text), count
