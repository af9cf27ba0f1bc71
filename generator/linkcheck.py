"""Links of the finished site: every internal address and anchor leads somewhere, every page can be reached."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

_TAG = re.compile(r"<[a-zA-Z][^>]*>")
_LINK = re.compile(r"""\s(?:href|src|poster|action)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_SRCSET = re.compile(r"""\ssrcset\s*=\s*"([^"]*)\"""", re.IGNORECASE)
_ID = re.compile(r"""\sid\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_REFRESH = re.compile(r"""<meta http-equiv="refresh" content="0; url=([^"]*)">""")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
NOT_FOUND = "404.html"


@dataclass(frozen=True, slots=True)
class Fault:
    """A link that leads nowhere, or a page that nothing leads to."""

    page: str
    link: str
    what: str

    def __str__(self) -> str:
        return f"{self.page}：{self.what}{'：' + self.link if self.link else ''}"


@dataclass(frozen=True, slots=True)
class _Document:
    links: tuple[str, ...]
    ids: frozenset[str]
    doubled: tuple[str, ...]
    redirect: bool


def check_links(tree: Path) -> list[Fault]:
    """Check every HTML file below `tree`. 404.html is left out: it is served at any depth and written absolutely."""
    files = {path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file()}
    pages = {
        name: _read(tree / name) for name in sorted(files) if name.endswith(".html") and name != NOT_FOUND
    }
    faults: list[Fault] = []
    reached = {"index.html"} | {name for name, page in pages.items() if page.redirect}
    edges: dict[str, set[str]] = {}
    for name, page in pages.items():
        faults += [Fault(name, value, "同一个锚点出现两次") for value in page.doubled]
        edges[name] = set()
        for link in page.links:
            target, anchor = _target(name, link)
            if target is None:
                continue
            if target not in files:
                faults.append(Fault(name, link, "链接的页面或文件不存在"))
                continue
            edges[name].add(target)
            if anchor and target in pages and anchor not in pages[target].ids:
                faults.append(Fault(name, link, "链接的锚点不存在"))
    queue = [name for name in reached if name in edges]
    while queue:
        for target in edges.get(queue.pop(), ()):
            if target not in reached:
                reached.add(target)
                queue.append(target)
    faults += [Fault(name, "", "没有任何页面链接到它") for name in pages if name not in reached]
    return faults


def _read(path: Path) -> _Document:
    text = _COMMENT.sub("", path.read_text(encoding="utf-8"))
    links: list[str] = []
    ids: list[str] = []
    for tag in _TAG.findall(text):
        links += [unescape(a or b) for a, b in _LINK.findall(tag)]
        for found in _SRCSET.findall(tag):
            links += [unescape(part.split()[0]) for part in found.split(",") if part.strip()]
        ids += [unescape(a or b) for a, b in _ID.findall(tag)]
    refresh = _REFRESH.search(text)
    if refresh:
        links.append(unescape(refresh.group(1)))
    doubled = (
        tuple(sorted({value for value in ids if ids.count(value) > 1})) if len(ids) != len(set(ids)) else ()
    )
    return _Document(tuple(links), frozenset(ids), doubled, refresh is not None)


def _target(page: str, link: str) -> tuple[str | None, str]:
    """The file a link leads to and its anchor; None when it leads out of the site."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None, ""
    anchor = unquote(parts.fragment)
    path = unquote(parts.path)
    if not path:
        return page, anchor
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    joined = "" if joined == "." else joined
    if path.endswith(("/", "/.", "/..")) or path in (".", ".."):
        joined = posixpath.join(joined, "index.html")
    return joined or "index.html", anchor
