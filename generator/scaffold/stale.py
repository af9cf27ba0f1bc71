"""Phrases that were true last year: what an editor looks at again when a notice is written after an older one.

Real notices show it: one of 2024 still welcomed a congress held in 2023, and gave the year before as its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.problems import Problem, problem
from generator.source import Source

_PHRASES = (
    ("口号或者会议", re.compile(r"喜迎[^，。；、：“”\s]{2,20}")),
    ("一时的事", re.compile(r"抗疫|疫情")),
    ("口号或者会议", re.compile(r"(?:[一二三]十[一二三四五六七八九]?|十[一二三四五六七八九])大")),
    ("周年", re.compile(r"[\d一二三四五六七八九十百]+周年")),
    ("次数、届数", re.compile(r"第[一二三四五六七八九十百\d]+(?:次|届)")),
    (
        "日期",
        re.compile(r"\d{1,2}月(?:\d{1,2}日|[上中下]旬|份|底|初)?(?:（?(?:星期|周)[一二三四五六日天]）?)?"),
    ),
    ("星期", re.compile(r"(?:星期|周)[一二三四五六日天](?![岁刊期])")),
    ("附件号", re.compile(r"附件\d+")),
    ("去年的说法", re.compile(r"去年|上一?年度")),
)
_YEAR = re.compile(r"(?<![\d*.xX×-])(?:19[5-9]|20\d)\d(?![\d*xX×])")


def stale(source: Source, year: int) -> Iterator[Problem]:
    """W181 for each phrase of a file that speaks of another year than `year`, or of a day; longer ones swallow shorter."""
    for number, line in enumerate(source.lines, start=1):
        said = line.partition("#")[0] if source.name.endswith(".yml") else line
        found = [
            (match.start(), match.end(), kind)
            for kind, pattern in _PHRASES
            for match in pattern.finditer(said)
        ]
        found += [
            (match.start(), match.end(), "年份")
            for match in _YEAR.finditer(said)
            if match.group() != str(year)
        ]
        end = 0
        for start, stop, kind in sorted(found, key=lambda one: (one[0], -one[1])):
            if start < end:
                continue
            end = stop
            place = source.place(number, start + 1, stop - start)
            yield problem("W181", place, text=said[start:stop], kind=kind)
