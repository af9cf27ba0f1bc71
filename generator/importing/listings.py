"""Sub-projects that a body only enumerates: 具体划分为A、B、C等3个子项目，分别委托甲，乙，丙承办."""

from __future__ import annotations

import re

from msgspec import Struct

from generator.importing.organs import closed, hosts_of, is_organ
from generator.importing.times import chinese_number

_LIST = re.compile(
    r"(?:具体)?(?:划分为|分为|包括|开展|设置|设立|设有|下设|涵盖|有)[:：]?\s*(?P<items>[^。；;]{6,600}?)(?:等)?(?P<count>\d{1,2}|[一二三四五六七八九十]{1,3})\s*个?(?:子项目|项目|类别|类|大类|板块|系列|专题|子活动)"
    r"(?:(?:[，,。；;（(][^委由]{0,30})?[，,]?(?:分别)?(?:委托|由)(?P<hosts>[^。；;]{4,600}?)(?:分别|负责)?承办)?"
)
_BEFORE = re.compile(
    r"(?:以下|下列)(?P<count>\d{1,2}|[一二三四五六七八九十]{1,3})\s*个?(?:子项目|项目)[:：](?P<items>[^。]{6,600})"
)
_LONGEST = 2_000
"""Characters of a paragraph that can be such a list; a longer one would only cost time."""


class Enumerated(Struct, frozen=True):
    """Titles in order, and the hosts of each where the printed marks and the counts say whose they are (else empty)."""

    titles: tuple[str, ...]
    hosts: tuple[tuple[str, ...], ...] = ()
    printed_count: int = 0


def enumerated(text: str) -> Enumerated | None:
    """The list of sub-projects in a paragraph; None where there is none or fewer than two."""
    if len(text) <= _LONGEST and (paired := _paired(text)):
        return paired
    found = _LIST.search(text) or _BEFORE.search(text) if len(text) <= _LONGEST else None
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


def _paired(text: str) -> Enumerated | None:
    """Hosts and titles side by side: 由甲承办歌曲征集、由乙承办摄影征集, or 歌曲征集由甲承办，摄影征集由乙承办; at least two."""
    for sentence in re.split("[。；;]", text) if text.count("承办") > 1 else ():
        pairs: list[tuple[str, tuple[str, ...]]] = []
        open_hosts = ""
        for clause in re.split("[、，,]", sentence):
            words = f"{open_hosts}{clause.strip()}"
            open_hosts = ""
            if found := _HOST_FIRST.fullmatch(words) or _TITLE_FIRST.fullmatch(words):
                pairs.append((found["title"], tuple(name for name, _ in hosts_of(found["hosts"]))))
            elif re.search("由|委托", words) or is_organ(words):
                open_hosts = f"{words}、"
        if len(pairs) > 1 and len(pairs) == sentence.count("承办"):
            said = _COUNT.search(sentence)
            titles, hosts = zip(*pairs, strict=True)
            return Enumerated(titles, hosts, chinese_number(said.group(1)) if said else 0)
    return None


_HOST_FIRST = re.compile(
    r"(?:分别)?(?:由|委托)?(?P<hosts>[^由]{3,60}?)(?:负责|具体|牵头)*承办(?P<title>[^的等]{3,30})"
)
_TITLE_FIRST = re.compile(r"(?P<title>[^由]{3,30}?)(?:项目)?由(?P<hosts>[^由]{3,60}?)(?:负责|具体|牵头)*承办")
_COUNT = re.compile(
    r"(\d{1,2}|[一二三四五六七八九十]{1,3})\s*(?:个|项|大|类)[^，。]{0,6}(?:项目|类|赛事|活动|板块)"
)


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
