"""A page as its readers see it: lines of text with the heading they stand under, links, pictures, the word of its status."""

from __future__ import annotations

import posixpath
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urlsplit

from msgspec import Struct

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_CELLS = frozenset({"td", "th"})
_FURNITURE = frozenset({"zb-crumbs", "zb-prevnext"})
"""Of a page that changed nothing itself: it follows what was added or renamed elsewhere."""
_SILENT = frozenset({"script", "style", "svg", "template", "noscript"})
_VOID = frozenset(
    {"br", "hr", "img", "input", "link", "meta", "source", "wbr", "area", "col", "embed", "track"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})


class Line(Struct, frozen=True):
    """One piece of running text, blanks closed; `heading` is that of its part of the page."""

    text: str
    heading: str


class Picture(Struct, frozen=True):
    """A picture: its address from the site's root, and its words for those who do not see it."""

    address: str
    alt: str


class Visible(Struct, frozen=True):
    """What a page shows. `links` are (text, target): of our own pages the address from the root without its fragment.

    `title` is the first heading of the first rank.
    """

    lines: tuple[Line, ...]
    links: tuple[tuple[str, str], ...]
    pictures: tuple[Picture, ...]
    status: tuple[str, ...]
    title: str = ""


def visible(markup: str, path: str, *, within: str = "") -> Visible:
    """Read the HTML of the page at `path`; `within` names the tag that holds what matters (`main`), "" for all."""
    reader = _Reader(path, within)
    reader.feed(markup)
    reader.close()
    reader.flush()
    return Visible(
        tuple(reader.lines), tuple(reader.links), tuple(reader.pictures), tuple(reader.status), reader.title
    )


class _Reader(HTMLParser):
    def __init__(self, path: str, within: str) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self.links: list[tuple[str, str]] = []
        self.pictures: list[Picture] = []
        self.status: list[str] = []
        self.title = ""
        self._folder = posixpath.dirname(path)
        self._within = within
        self._inside = 0 if within else 1
        self._open: Counter[str] = Counter()
        self._piece: list[str] = []
        self._heading = ""
        self._skipped = 0
        self._link: tuple[str, list[str]] | None = None
        self._status: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == self._within:
            self._inside += 1
        if tag not in _VOID:
            self._open[tag] += 1
        given = {name: value or "" for name, value in attrs}
        if tag == "nav" and (self._skipped or _FURNITURE.intersection(given.get("class", "").split())):
            self._skipped += 1
        if not self._inside or self._silent():
            return
        if tag in _BLOCKS:
            self.flush()
        elif tag in _CELLS and self._piece:
            self._piece.append(" ｜ ")
        if tag == "a" and "href" in given:
            self._link = (self._target(given["href"]), [])
        elif tag == "img":
            self.pictures.append(Picture(self._target(given.get("src", "")), given.get("alt", "")))
        elif tag == "span" and "zb-status" in given.get("class", "").split():
            self._status = []

    def handle_endtag(self, tag: str) -> None:
        if tag == self._within:
            self._inside -= 1
        silent = self._silent()
        if self._open[tag]:
            self._open[tag] -= 1
        if tag == "nav" and self._skipped:
            self._skipped -= 1
        if silent or (not self._inside and tag != self._within):
            return
        if tag == "a" and self._link:
            self.links.append((_tidy("".join(self._link[1])), self._link[0]))
            self._link = None
        elif tag == "span" and self._status is not None:
            self.status.append(_tidy("".join(self._status)))
            self._status = None
        if tag in _HEADINGS:
            self._heading = _tidy("".join(self._piece)) or self._heading
            self.title = self.title or (self._heading if tag == "h1" else "")
        if tag in _BLOCKS:
            self.flush()

    def handle_data(self, data: str) -> None:
        if not self._inside or self._silent():
            return
        self._piece.append(data)
        if self._link:
            self._link[1].append(data)
        if self._status is not None:
            self._status.append(data)

    def flush(self) -> None:
        """End the line."""
        if text := _tidy("".join(self._piece)):
            self.lines.append(Line(text, self._heading))
        self._piece.clear()

    def _silent(self) -> bool:
        return self._skipped > 0 or any(self._open[tag] for tag in _SILENT)

    def _target(self, address: str) -> str:
        """Of our own page the address from the root; the lines of an official text that it may name move with every edit."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            return address
        if not parts.path:
            return ""
        return posixpath.normpath(posixpath.join(self._folder, parts.path)).removesuffix("/index.html")


def _tidy(text: str) -> str:
    return " ".join(text.split()).removesuffix(" ｜").removeprefix("｜ ")
