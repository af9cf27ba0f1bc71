"""Links of the finished site: every internal address and anchor leads somewhere, every page can be reached."""

from __future__ import annotations

import functools
import posixpath
import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from generator.verify.pages import Document

NOT_FOUND = "404.html"
"""Served at any depth and so written absolutely: its links are not followed."""
HOME = "index.html"
_BLANK = "".join(map(chr, range(0x21)))
_BREAK = re.compile(r"[\t\n\r]+")
_MARK = re.compile(r"[?#]")


@dataclass(frozen=True, slots=True)
class Fault:
    """A link that leads nowhere (E901), to no anchor (E902), an anchor twice (E903), a page nothing leads to (E904)."""

    code: str
    page: str
    link: str = ""


def link_faults(pages: Mapping[str, Document], files: AbstractSet[str]) -> Iterator[Fault]:
    """Yield every fault of the pages (path to document) among all `files` of the site."""
    edges: dict[str, list[str]] = {}
    judged: dict[int, dict[str, tuple[str, str]]] = {}
    for name, page in pages.items():
        yield from (Fault("E903", name, anchor) for anchor in page.doubled)
        targets = edges[name] = []
        if name == NOT_FOUND:
            continue
        folders = name.split("/")[:-1]
        alike = judged.setdefault(len(folders), {})
        for link in page.links:
            if (found := alike.get(link)) is None:
                found = _judged(name, folders, link, pages, files)
                if _is_rooted(link, len(folders)):
                    alike[link] = found
            target, code = found
            if target:
                targets.append(target)
            if code:
                yield Fault(code, name, link)
    reached = {HOME, NOT_FOUND} | {name for name, page in pages.items() if page.redirect}
    waiting = [name for name in reached if name in edges]
    while waiting:
        fresh = set(edges[waiting.pop()]) - reached
        reached |= fresh
        waiting += fresh
    yield from (Fault("E904", name) for name in pages if name not in reached)


def _judged(
    name: str, folders: list[str], link: str, pages: Mapping[str, Document], files: AbstractSet[str]
) -> tuple[str, str]:
    """The page a link leads to ("" for none of ours), and the code of what is wrong with it ("" for nothing)."""
    target, anchor = _target(name, folders, link)
    if target is None:
        return "", ""
    if target not in files:
        return "", "E901"
    if target not in pages:
        return "", ""
    return target, "" if _is_there(anchor, pages[target]) else "E902"


def _is_rooted(link: str, depth: int) -> bool:
    """Whether a link leads to the same place from every page so many folders deep: thousands of pages share the frame's."""
    split = _split(link)
    return split.leads_out or (split.plain and split.ups == depth and bool(split.rest))


def target_of(page: str, link: str) -> str | None:
    """The file of the site a link on `page` leads to, None when it leads out of the site."""
    return _target(page, page.split("/")[:-1], link)[0]


def _is_there(anchor: str, page: Document) -> bool:
    """Whether a browser finds the place; without a name, and by that of `top`, it is the head of the page (HTML, 7.4.6.4)."""
    plain = anchor.partition(":~:")[0]
    return not plain or plain in page.ids or plain in page.names or plain.lower() == "top"


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
