"""Printed times and their values (EDTF): ranges, ten-day periods, deadlines, open ends, hours, Chinese figures."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterator, Sequence

from msgspec import Struct

from generator.values.when import WhenError, parse_when

_CHINESE = {figure: str(value) for value, figure in enumerate("〇一二三四五六七八九")} | {
    "○": "0",
    "零": "0",
    "Ｏ": "0",
    "O": "0",
}
_POINT = (
    r"(?:(?:(?P<y{n}>\d{{4}}) ?年|(?P<next{n}>次年|翌年|明年)|(?P<same{n}>当年|本年|今年))? ?"
    r"(?:(?P<m{n}>\d{{1,2}}) ?月份?(?: ?(?P<d{n}>\d{{1,2}}) ?[日号]| ?(?P<part{n}>上旬|中旬|下旬|初|中|底|末))?)"
    r"|(?P<dd{n}>\d{{1,2}}) ?[日号]|(?P<yy{n}>\d{{4}}) ?年(?: ?(?P<yend{n}>底|末))?|(?P<ten{n}>上旬|中旬|下旬)|(?P<now{n}>自?即日|通知下发之日|发文之日|本通知印发之日))"
    r"(?: ?[(（](?:星期|周|礼拜)[一二三四五六日天][)）])?"
    r"(?: ?(?P<noon{n}>上午|中午|下午|晚上|晚|凌晨)? ?(?P<h{n}>\d{{1,2}})(?: ?[时点](?: ?(?P<min{n}>\d{{1,2}}) ?分|(?P<half{n}>半))?|[:：](?P<mm{n}>\d{{2}})))?"
)
_WHOLE = re.compile(
    _POINT.replace("{n}", "1").replace("{{", "{").replace("}}", "}")
    + r"(?: ?(?P<from>起)?[,，]? ?(?:至|到|-|－|—+|–|~|～|起至)+ ?"
    + _POINT.replace("{n}", "2").replace("{{", "{").replace("}}", "}")
    + r")? ?(?P<tail>之前|以前|前后|前|截止|止|之后|以后|后|起|开始)?"
)
_WRITTEN = re.compile(
    r"([二一][〇○零ＯO0一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)


_YEAR = "〇○零ＯO0一二三四五六七八九"
_SPELT = re.compile(
    rf"[二一][{_YEAR}]{{3}}年(?:[一二三四五六七八九十]{{1,2}}月(?:[一二三四五六七八九十]{{1,3}}日)?)?"
    rf"(?:[上中下]旬|底|初|中)?(?:(?:至|到|[-—－~～])+(?:[二一][{_YEAR}]{{3}}年)?[一二三四五六七八九十]{{1,2}}月(?:[一二三四五六七八九十]{{1,3}}日)?)?"
)
"""A time in Chinese figures; without a year before it 三月 may be anything."""
_FIGURE = re.compile(rf"[{_YEAR}]{{4}}(?=年)|[一二三四五六七八九十]{{1,3}}(?=[月日])")


class Time(Struct, frozen=True):
    """A time in a text: its printed words, the place in it, what it means, and whether it is an end (…前)."""

    printed: str
    start: int
    end: int
    when: str
    deadline: bool = False
    span: bool = False

    @property
    def point(self) -> str:
        """The value of a deadline as one point: `../2024-08-30` as `2024-08-30`."""
        return self.when.removeprefix("../")


def chinese_number(text: str) -> int:
    """二十一 as 21; figures too. ValueError when it is no number."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.partition("十")
    if ten:
        return (int(_CHINESE[tens]) if tens else 1) * 10 + (int(_CHINESE[ones]) if ones else 0)
    try:
        return int("".join(_CHINESE[figure] for figure in text))
    except KeyError:
        raise ValueError(text) from None


def issue_date(text: str) -> Time | None:
    """A line that is a full date and nothing else: `2024年5月21日`, `2024 年 4 月 8 日`, `二〇二四年四月七日`."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).rstrip("。")
    printed = " ".join(text.split())
    if found := re.fullmatch(r"(\d{4})[年.\-/](\d{1,2})[月.\-/](\d{1,2})日?", plain):
        year, month, day = (int(part) for part in found.groups())
    elif found := _WRITTEN.fullmatch(plain):
        try:
            year, month, day = (chinese_number(part) for part in found.groups())
        except (ValueError, KeyError):
            return None
    else:
        return None
    when = _sound(f"{year:04}-{month:02}-{day:02}")
    return Time(re.sub(r"(?<=\d) | (?=\d)", "", printed), 0, len(text), when) if when else None


def times_in(text: str, *, year: int | None) -> Iterator[Time]:
    """Every time printed in the text, in order. Where no year is printed, `year` is taken; without one there is no value.

    A ten-day period ends with its last day; 前 is an open beginning, 后 and 起 an open end.
    """
    known = year
    written, text, places = text, *_in_figures(text)
    for found in _WHOLE.finditer(text):
        printed = found.group()
        if not re.search(r"[月日年号]", printed) or _is_other(text, found):
            continue
        tail = found["tail"] or ""
        two = any(found[f"{name}2"] for name in ("m", "dd", "yy", "d", "ten"))
        value, known = _value(found, two, tail, known if known is not None else year)
        start, end = places[found.start()], places[found.start() + len(printed.rstrip())]
        yield Time(
            written[start:end].strip(),
            start,
            end,
            _sound(value),
            deadline="前" in tail or "止" in tail,
            span=two,
        )


def _in_figures(text: str) -> tuple[str, Sequence[int]]:
    """The text with times in Chinese figures (二〇二四年十一月) in Arabic ones, and for each place of it the place in the text."""
    if not _SPELT.search(text):
        return text, range(len(text) + 1)
    out: list[str] = []
    places: list[int] = []
    at = 0
    for span in _SPELT.finditer(text):
        for found in _FIGURE.finditer(text, span.start(), span.end()):
            figures = str(chinese_number(found.group()))
            out += [text[at : found.start()], figures]
            places += [*range(at, found.start()), *[found.start()] * len(figures)]
            at = found.end()
    return "".join(out) + text[at:], [*places, *range(at, len(text) + 1)]


def _is_other(text: str, found: re.Match[str]) -> bool:
    """What looks like a time and is none: 五月花 is not printed in figures; 3年、10年来, 75周年, 30日内."""
    after = text[found.end() : found.end() + 2]
    before = text[max(0, found.start() - 1) : found.start()]
    if before.isdecimal() or before in (".", "/", "第"):
        return True
    return bool(found["dd1"] and not found["m1"]) or after[:1] == "内"


def _value(found: re.Match[str], two: bool, tail: str, year: int | None) -> tuple[str, int | None]:
    first, known = _point(found, "1", year, month=None)
    if found["now1"]:
        if not two:
            return "", known
        last, known = _point(found, "2", year, month=None)
        return (f"../{last[1]}" if last[1] else ""), known
    if not first[0]:
        return "", known
    if two:
        last, known = _point(found, "2", known, month=found["m1"])
        return (f"{first[0]}/{last[1]}" if last[1] else ""), known
    if ("前" in tail and tail != "前后") or "止" in tail:
        return f"../{first[1]}", known
    if tail in ("后", "之后", "以后", "起", "开始"):
        return f"{first[0]}/..", known
    return (first[0] if first[0] == first[1] else f"{first[0]}/{first[1]}"), known


def _point(
    found: re.Match[str], side: str, year: int | None, *, month: str | None
) -> tuple[tuple[str, str], int | None]:
    """First and last value of one side of a range, and the year that times after it are in."""
    if found[f"yy{side}"]:
        whole = found[f"yy{side}"]
        return ((f"{whole}-12", f"{whole}-12") if found[f"yend{side}"] else (whole, whole)), int(whole)
    printed = found[f"y{side}"]
    known = int(printed) if printed else year
    if known is None:
        return ("", ""), None
    known = here = known + 1 if found[f"next{side}"] else known
    number = found[f"m{side}"] or month
    if not number:
        return ("", ""), known
    base = f"{here:04}-{int(number):02}"
    day = found[f"d{side}"] or found[f"dd{side}"]
    if day:
        clock = _clock(found, side)
        whole = f"{base}-{int(day):02}"
        return ((whole + clock, whole + clock) if clock else (whole, whole)), known
    last = calendar.monthrange(here, min(12, max(1, int(number))))[1]
    parts = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, last)}
    if (part := found[f"part{side}"] or found[f"ten{side}"]) in parts:
        begin, end = parts[part]
        return (f"{base}-{begin:02}", f"{base}-{end:02}"), known
    return (base, base), known


def _clock(found: re.Match[str], side: str) -> str:
    hour = found[f"h{side}"]
    if hour is None:
        return ""
    number = int(hour)
    if found[f"noon{side}"] in ("下午", "晚上", "晚") and number < 12:
        number += 12
    minute = 30 if found[f"half{side}"] else int(found[f"min{side}"] or found[f"mm{side}"] or 0)
    return f"T{number:02}:{minute:02}+08:00" if number < 24 and minute < 60 else ""


def _sound(value: str) -> str:
    """The value where it is a real date in order, else none: a slip of the text is shown, not counted with."""
    try:
        return parse_when(value).text if value else ""
    except WhenError:
        return ""
