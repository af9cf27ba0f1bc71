"""A page taken apart: its links and anchors, what the policy would block, and what it tells that it must not.

A page is read in chunks that end where a tag ends with its line. Most chunks (the frame around every page, the words
of a template) stand on thousands of pages and are read once; the text of a page is read once too.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple

from generator.leaks.scan import scan_text
from generator.leaks.sought import Leak, Sought

_TAG = re.compile(r"""<([a-zA-Z][a-zA-Z0-9-]*)((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""")
_ATTRIBUTE = re.compile(r"""(?<=[\s"'/])([^\s=>"'/]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_URL = re.compile(r"url\s*=\s*(.*)", re.IGNORECASE)

_LINKS = frozenset(
    {"href", "src", "poster", "action", "formaction", "data", "background", "manifest", "ping"}
)
_SETS = frozenset({"srcset", "imagesrcset"})
_LEADING = frozenset({"a", "area"})
"""Tags whose address is only followed when the reader asks for it."""
_NAMING = frozenset({"canonical", "alternate", "license", "author"})
"""What a <link> may name elsewhere without loading it."""
_SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms", "webcal"})
_HEAVY = frozenset({"iframe", "object", "embed", "applet", "base", "frame", "frameset", "portal", "style"})
"""Tags that no page of ours has: the policy blocks them, or they would change what its links mean."""
_KNOWN_CHUNKS = 1 << 14


class Impurity(NamedTuple):
    """Something a page must not have: the code of the problem and the piece of HTML."""

    code: str
    what: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What one chunk says."""

    links: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    redirect: bool = False
    impure: tuple[Impurity, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One page. `doubled` are ids that occur more than once; `leaks` are those of chunks that no page before it had."""

    links: tuple[str, ...]
    ids: frozenset[str]
    doubled: tuple[str, ...] = ()
    redirect: bool = False
    impure: tuple[Impurity, ...] = ()
    leaks: tuple[Leak, ...] = ()


class PageReader:
    """Reads the pages of one site; remembers the chunks it met last."""

    def __init__(self, sought: Sought) -> None:
        self._sought = sought
        self._fresh: list[str] = []
        self._facts = functools.lru_cache(maxsize=_KNOWN_CHUNKS)(self._chunk)

    def read(self, page: bytes, *, clean: bool = False) -> Document:
        """Take a page apart. Comments are an impurity, and what is in them counts for nothing else but leaks.

        `clean` says that no leak was found in this very page before: it is not searched again.
        """
        links: list[str] = []
        ids: list[str] = []
        impure: list[Impurity] = []
        redirect = False
        if b"<!--" in page:
            for comment in _COMMENT.findall(page):
                impure.append(Impurity("E911", comment[:60].decode("utf-8", "replace")))
                self._fresh.append(comment.decode("utf-8", "replace"))
            page = _COMMENT.sub(b"", page)
        for chunk in page.split(b">\n"):
            facts = self._facts(chunk)
            links += facts.links
            ids += facts.ids
            impure += facts.impure
            redirect |= facts.redirect
        said = "" if clean else "\n".join(self._fresh)  # searched once a page, not once a chunk
        self._fresh.clear()
        leaks = tuple(scan_text(said, self._sought)) if said else ()
        known = frozenset(ids)
        doubled = () if len(known) == len(ids) else tuple(sorted({one for one in ids if ids.count(one) > 1}))
        return Document(tuple(links), known, doubled, redirect, tuple(impure), leaks)

    def _chunk(self, chunk: bytes) -> Facts:
        text = chunk.decode("utf-8", "replace") + ">"
        self._fresh.append(text)
        links: list[str] = []
        ids: list[str] = []
        impure: list[Impurity] = []
        redirect = False
        for tag in _TAG.finditer(text):
            name = tag[1].lower()
            attributes = {
                found[1].lower(): unescape(found[2] or found[3] or found[4] or "")
                for found in _ATTRIBUTE.finditer(" " + tag[2])
            }
            ids += filter(None, (attributes.get("id"),))
            impure += _unruly(name, tag[2], attributes)
            found_links = list(_addresses(name, attributes))
            impure += _misleading(name, attributes, found_links)
            links += found_links
            redirect |= name == "meta" and attributes.get("http-equiv", "").lower() == "refresh"
        return (
            Facts(tuple(links), tuple(ids), redirect, tuple(impure)) if links or ids or impure else _NOTHING
        )


_NOTHING = Facts()


def _addresses(name: str, attributes: dict[str, str]) -> list[str]:
    """Every address a tag names."""
    found = [attributes[one] for one in _LINKS if one in attributes]
    for one in _SETS:
        if one in attributes:
            found += [part.split()[0] for part in attributes[one].split(",") if part.strip()]
    if name == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
        target = _URL.search(attributes.get("content", ""))
        found += [target[1].strip("'\" ")] if target else []
    return found


def _unruly(name: str, written: str, attributes: dict[str, str]) -> list[Impurity]:
    """Code or style inside the page: the policy allows files of our own only."""
    tag = f"<{name}{written}>"[:80]
    if name in _HEAVY:
        return [Impurity("E906", tag)]
    if name == "script" and "src" not in attributes and attributes.get("type") != "application/ld+json":
        return [Impurity("E906", tag)]
    wild = [one for one in attributes if one.startswith("on") or one in ("style", "srcdoc")]
    return [Impurity("E906", tag)] if wild else []


def _misleading(name: str, attributes: dict[str, str], links: list[str]) -> list[Impurity]:
    """Addresses that run code, and things loaded from another host."""
    found = []
    loads = name not in _LEADING and not (
        name == "link" and not set(attributes.get("rel", "").split()) - _NAMING
    )
    for link in links:
        plain = "".join(link.split()).lower()  # browsers ignore blanks and line breaks inside a scheme
        scheme = _SCHEME.match(plain)
        if plain.startswith("data:") and (name == "img" or "icon" in attributes.get("rel", "").split()):
            continue  # pictures: the policy allows them, and nothing runs in them
        if scheme and scheme[1] not in _SCHEMES:
            found.append(Impurity("E907", link[:80]))
        elif loads and (plain.startswith(("//", "\\\\")) or (scheme and scheme[1] in ("http", "https"))):
            found.append(Impurity("E905", link[:80]))
    return found
