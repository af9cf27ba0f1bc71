"""Sub-projects that a body only enumerates: 具体划分为A、B、C等3个子项目，分别委托甲，乙，丙承办."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.importing.organs import closed, hosts_of
from generator.importing.times import chinese_number

_LIST = re.compile(
    r"(?:具体)?(?:划分为|分为|包括|开展|设置|设立|设有|下设|涵盖|有)[:：]?\s*(?P<items>[^。；;]{6,600}?)(?:等)?(?P<count>\d{1,2}|[一二三四五六七八九十]{1,3})\s*个?(?:子项目|项目|类别|类|大类|板块|系列|专题|子活动)"
    r"(?:(?:[，,。；;（(][^委由]{0,30})?[，,]?(?:分别)?(?:委托|由)(?P<hosts>[^。；;]{4,600}?)(?:分别|负责)?承办)?"
)
_BEFORE = re.compile(
    r"(?:以下|下列)(?P<count>\d{1,2}|[一二三四五六七八九十]{1,3})\s*个?(?:子项目|项目)[:：](?P<items>[^。]{6,600})"
)


@dataclass(frozen=True, slots=True)
class Enumerated:
    """Titles in order, and the hosts of each where the printed marks and the counts say whose they are (else empty)."""

    titles: tuple[str, ...]
    hosts: tuple[tuple[str, ...], ...] = ()
    printed_count: int = 0


def enumerated(text: str) -> Enumerated | None:
    """The list of sub-projects in a paragraph; None where there is none or fewer than two."""
    found = _LIST.search(text) or _BEFORE.search(text)
    if not found:
        return None
    titles = _titles(found["items"])
    try:
        count = chinese_number(found["count"])
    except (ValueError, KeyError):
        count = 0
    if len(titles) < 2 or not all(2 <= len(closed(title)) <= 40 for title in titles):
        return None
    hosts = found.groupdict().get("hosts") or ""
    return Enumerated(tuple(titles), _hosts(hosts, len(titles)), count)


def _titles(items: str) -> list[str]:
    text = re.sub(r"^.{0,20}?(?=[“\"《])", "", items) if re.match(r"[^、，]{0,6}[“\"]", items) else items
    parts = re.split(r"、(?![^“”]*”)|[，,](?=[^、]+(?:征集|评选|大赛))", text)
    last = re.split(r"(?:和|以及|及)(?=[^、]{4,})", parts[-1]) if len(parts) > 1 else parts[-1:]
    ends = [part for part in last if part]
    if len(ends) > 1 and not re.search("征集|评选|大赛|比赛", ends[0]):
        ends = parts[-1:]
    return [part.strip(" 和及等") for part in [*parts[:-1], *ends] if part.strip(" 和及等")]


def _hosts(text: str, count: int) -> tuple[tuple[str, ...], ...]:
    """Commas part sub-projects, 、 hosts of one; where all is 、 only an equal count tells."""
    for groups in (re.split(r"[，,]", text), re.split(r"、|和(?=[“\"\u4e00-\u9fff])", text)):
        if text and len(groups) == count:
            return tuple(tuple(name for name, _ in hosts_of(group)) for group in groups)
    return ()
