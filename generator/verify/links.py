"""Links of the finished site: every internal address and anchor leads somewhere, every page can be reached."""

from __future__ import annotations

import functools
import posixpath
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from generator.values.patterns import late

NOT_FOUND = "404.html"
"""Served at any depth and so written absolutely: its links are not followed."""
HOME = "index.html"
_BLANK = "".join(map(chr, range(0x21)))
_BREAK = late(r"[\t\n\r]+")
_MARK = late(r"[?#]")


class Fault(Struct, frozen=True):
    """A link that leads nowhere (E901), to no anchor (E902), an anchor twice (E903), a page nothing leads to (E904)."""

    code: str
    page: str
    link: str = ""


def lost_links(
    name: str,
    links: Iterable[str],
    files: AbstractSet[str],
    pages: AbstractSet[str],
    has: Callable[[str, str], bool],
) -> Iterator[Fault]:
    """Yield the links of a page that lead nowhere; `has` tells whether a page has an anchor."""
    if name == NOT_FOUND:
        return
    folders = name.split("/")[:-1]
    for link in links:
        if not (place := place_of(name, folders, link)):
            continue
        target, anchor = place
        if target not in files:
            yield Fault("E901", name, link)
        elif target in pages and (anchor := anchor_sought(anchor)) and not has(target, anchor):
            yield Fault("E902", name, link)


def ways_from(
    starts: AbstractSet[str], edges: Callable[[str], Iterable[str]], pages: AbstractSet[str]
) -> dict[str, str]:
    """For every page that can be reached from home or one of these, a page before it on the way, "" for none."""
    ways = dict.fromkeys(sorted({HOME, NOT_FOUND} | starts), "")
    waiting = [name for name in ways if name in pages]
    while waiting:
        here = waiting.pop()
        for target in edges(here):
            if target not in ways and target in pages:
                ways[target] = here
                waiting.append(target)
    return ways


def is_rooted(link: str, depth: int) -> bool:
    """Whether a link leads to the same place from every page so many folders deep: thousands of pages share the frame's."""
    split = _split(link)
    return split.leads_out or (split.plain and split.ups == depth and bool(split.rest))


def place_of(name: str, folders: list[str], link: str) -> tuple[str, str] | None:
    """The file that a link on a page in these folders leads to, and the anchor; None when it leads out of the site."""
    target, anchor = _target(name, folders, link)
    return None if target is None else (target, anchor)


def anchor_sought(anchor: str) -> str:
    """What a browser looks for; "" where that is the head of the page, also by the name of `top` (HTML, 7.4.6.4)."""
    plain = anchor.partition(":~:")[0]
    return "" if plain.lower() == "top" else plain


def target_of(page: str, link: str) -> str | None:
    """The file of the site a link on `page` leads to, None when it leads out of the site."""
    return _target(page, page.split("/")[:-1], link)[0]


class _Split(NamedTuple):
    leads_out: bool
    ups: int
    rest: str
    anchor: str
    plain: bool


@functools.lru_cache(maxsize=1 << 15)
def _split(link: str) -> _Split:
    """A link's parts: how far up, where to from there, the anchor; `plain` when no further step up or dot is in it."""
    head, mark, tail = _as_typed(link)
    try:
        parts = urlsplit(head.replace("\\", "/") + mark + tail)
    except ValueError:  # `https://[`: no address at all
        return _Split(False, 0, link, "", True)
    if parts.scheme or parts.netloc:
        return _Split(True, 0, "", "", True)
    path, ups = unquote(parts.path), 0
    while path.startswith("../"):
        path, ups = path[3:], ups + 1
    if path == "..":
        path, ups = "", ups + 1
    steps = path.split("/")
    plain = not path.startswith("/") and not any(step in (".", "..") for step in steps) and "//" not in path
    return _Split(False, ups, path, unquote(parts.fragment), plain)


def _as_typed(link: str) -> tuple[str, str, str]:
    """A link as browsers take it (URL, 4.4), cut before its `?` or `#`: up to there a backslash is a slash."""
    found = _MARK.search(link := _BREAK.sub("", link.strip(_BLANK)))
    return (link[: found.start()], found[0], link[found.end() :]) if found else (link, "", "")


def _target(page: str, folders: list[str], link: str) -> tuple[str | None, str]:
    """The file a link leads to and its anchor; None when it leads out of the site."""
    out, ups, rest, anchor, plain = _split(link)
    if out:
        return None, ""
    if not ups and not rest:
        return page, anchor
    if not plain or ups > len(folders):
        joined = posixpath.normpath(posixpath.join(*folders, "../" * ups + rest))
        joined = "" if joined == "." else joined
        if rest.endswith(("/", "/.", "/..")) or rest in ("", ".", ".."):
            joined = posixpath.join(joined, HOME)
        return joined or HOME, anchor
    base = "/".join(folders[: len(folders) - ups])
    path = f"{base}/{rest}" if base else rest
    return (path + HOME if not path or path.endswith("/") else f"{path}/{HOME}" if not rest else path), anchor
