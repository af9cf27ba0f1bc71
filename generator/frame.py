"""The frame: one empty page of the engine, cut at its markers, into which every generated page is pasted.

Pure text in, pure text out. The engine renders the frame one folder below the root; `Frame.at` moves its links
to any other depth (before anything is pasted, so that a body's own links are never touched).
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct, field

from generator.site import Page
from generator.values.patterns import late

FRAME_PATH = "zb-frame/index.html"
"""Where the engine renders the frame: depth 1, and in no output."""

SLOTS = ("title", "head", "body", "tail")
_MARKERS = {f"<!--zb:{name}-->": name for name in SLOTS}
MARKERS = {name: marker for marker, name in _MARKERS.items()}

_ATTRIBUTES = r"""(?:[^>"']|"[^"]*"|'[^']*')*"""
_TOKEN = late(
    rf"<!--.*?-->|(?P<open><(?P<raw>script|style)\b{_ATTRIBUTES}>)(?P<inside>.*?)(?=</(?P=raw)\b)|<[a-z]{_ATTRIBUTES}>",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = late(
    r"""\s+(?P<name>[^\s=>"'/]+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+)))?"""
)
_LINKS = frozenset({"href", "src", "action", "formaction", "poster"})
_SETS = frozenset({"srcset", "imagesrcset"})
_COLUMN = "data-zb-column"
# A candidate ends at white space; the comma before the next one is followed by white space (data: addresses hold others).
_CANDIDATE = late(r"(?:^|,\s+)\s*(\S+?)(?=,?(?:\s|$))")
_CONFIG_LINK = late(r'"(?:base|search)"\s*:\s*"([^"]*)"')
_ABSOLUTE = late(r"[a-z][a-z0-9+.-]*:|[/#?]", re.IGNORECASE)


class FrameError(ValueError):
    """The theme's frame cannot be used; the sentence (Chinese) says why."""


class _Part(Struct, frozen=True):
    """A piece of the frame that is not the same on every page: a link, a slot, or the columns of a navigation entry."""

    kind: Literal["link", "slot", "column"]
    text: str


class Frame(Struct, frozen=True):
    """A frame at one depth. `parts` always speak of depth 1; `depth` says for which pages they are printed."""

    parts: tuple[str | _Part, ...]
    depth: int = 1
    # Shared by all depths of one frame: a page's folder and column decide everything but its slots.
    _ready: dict[tuple[int, str], tuple[tuple[bytes, ...], tuple[str, ...]]] = field(default_factory=dict)

    @property
    def html(self) -> str:
        """The frame with its markers, as the engine would render it at this depth."""
        return "".join(_printed(part, self.depth) for part in self.parts)

    @property
    def digest(self) -> str:
        """A name for what the engine rendered, whatever the depth."""
        return hashlib.blake2b(repr(self.parts).encode(), digest_size=16).hexdigest()

    @property
    def columns(self) -> frozenset[str]:
        """The ids of all header entries."""
        named = (part.text for part in self.parts if isinstance(part, _Part) and part.kind == "column")
        return frozenset(column for ids in named for column in html.unescape(_column_ids(ids)).split())

    def at(self, depth: int) -> Frame:
        """Return this frame for pages `depth` folders below the root."""
        if depth < 0:
            raise ValueError(f"depth {depth}")
        return self if depth == self.depth else Frame(self.parts, depth, self._ready)

    def paste(self, page: Page) -> str:
        """Return the whole document of a page, at the page's own depth."""
        return self.pasted(page).decode()

    def pasted(self, page: Page) -> bytes:
        """The same as it is written to the disk: what all pages share is encoded once."""
        texts, slots = self._segments(page.depth, page.column)
        values = {
            "title": html.escape(page.title, quote=False),
            "head": page.head,
            "body": page.body,
            "tail": page.tail,
        }
        pieces = [texts[0]]
        for text, slot in zip(texts[1:], slots, strict=True):
            pieces += (values[slot].encode(), text)
        return b"".join(pieces)

    def _segments(self, depth: int, column: str) -> tuple[tuple[bytes, ...], tuple[str, ...]]:
        """Texts between the slots, and the slots' names: one more text than slots."""
        known = self._ready.get((depth, column))
        if known is not None:
            return known
        texts, slots = [""], []
        for part in self.parts:
            if isinstance(part, _Part) and part.kind == "slot":
                slots.append(part.text)
                texts.append("")
            elif isinstance(part, _Part) and part.kind == "column":
                ids = html.unescape(_column_ids(part.text)).split()
                texts[-1] += ' aria-current="page"' if column and column in ids else ""
            else:
                texts[-1] += _printed(part, depth)
        return self._ready.setdefault((depth, column), (tuple(text.encode() for text in texts), tuple(slots)))


def cut(text: str) -> Frame:
    """Cut the frame the engine rendered at depth 1; refuse it unless every marker stands in it exactly once."""
    for marker in _MARKERS:
        if (count := text.count(marker)) != 1:
            raise FrameError(f"主题的 frame.html 里 {marker} 应当正好出现一次，现在出现了 {count} 次。")
    parts: list[str | _Part] = []
    last = 0
    for start, end, part in _marks(text):
        parts += [text[last:start], part]
        last = end
    parts.append(text[last:])
    found = {part.text for part in parts if isinstance(part, _Part) and part.kind == "slot"}
    for name in SLOTS:
        if name not in found:
            raise FrameError(f"主题的 frame.html 里 {MARKERS[name]} 不能写在脚本、样式或者属性里。")
    for piece in parts:
        if isinstance(piece, _Part) and piece.kind == "link":
            shift(piece.text, 1)
    return Frame(tuple(part for part in parts if part != ""))


def shift(url: str, depth: int) -> str:
    """Move an address written for depth 1 to another depth, in the spelling of the engine's `url` filter."""
    if not url or _ABSOLUTE.match(url):
        return url
    if url != ".." and not url.startswith(("../", "..#", "..?")):
        raise FrameError(
            f"frame.html 里的相对地址 {url!r} 不是从网站根目录算起的；请写成 {{{{ '…'|url }}}}。"
        )
    if depth:
        return "../" * (depth - 1) + url
    rest = url[2:]
    if rest.startswith("/") and rest[1:2] not in ("", "#", "?"):
        return rest[1:]
    return "." + rest


def root_of(path: str) -> str:
    """Return the prefix that leads from a page's folder to the site's root (`./` for pages at the root itself)."""
    return "../" * path.count("/") or "./"


def links_in(text: str) -> Iterator[str]:
    """Yield every address a document's attributes name, unescaped, in order."""
    for _, _, part in _marks(text):
        if part.kind == "link":
            yield html.unescape(part.text)


def _printed(part: str | _Part, depth: int) -> str:
    if isinstance(part, str):
        return part
    if part.kind == "link":
        return shift(part.text, depth)
    return MARKERS[part.text] if part.kind == "slot" else part.text


def _column_ids(attribute: str) -> str:
    return attribute.partition("=")[2].strip().strip("\"'")


def _marks(text: str) -> Iterator[tuple[int, int, _Part]]:
    """Yield what varies with the page, with its place in the text, from left to right."""
    for token in _TOKEN.finditer(text):
        if token[0] in _MARKERS:
            yield token.start(), token.end(), _Part("slot", _MARKERS[token[0]])
        elif token[0].startswith("<!--"):
            continue
        else:
            tag = token["open"] or token[0]
            yield from _marks_of_tag(tag, token.start())
            # Material keeps its own base address in a JSON script.
            if token["inside"] and re.search(r"""\sid=["']?__config\b""", tag):
                for link in _CONFIG_LINK.finditer(token["inside"]):
                    at = token.start("inside")
                    yield at + link.start(1), at + link.end(1), _Part("link", link[1])


def _marks_of_tag(tag: str, at: int) -> Iterator[tuple[int, int, _Part]]:
    for attribute in _ATTRIBUTE.finditer(tag):
        name = attribute["name"].lower()
        group = next((g for g in ("double", "single", "bare") if attribute[g] is not None), "")
        if not group:
            continue
        start, value = at + attribute.start(group), attribute[group]
        if name == _COLUMN:
            yield at + attribute.start(), at + attribute.end(), _Part("column", attribute[0])
        elif name in _SETS:
            for candidate in _CANDIDATE.finditer(value):
                yield start + candidate.start(1), start + candidate.end(1), _Part("link", candidate[1])
        elif name in _LINKS:
            yield start, start + len(value), _Part("link", value)
