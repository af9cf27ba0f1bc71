"""A page taken apart: its links and anchors, what the policy would block, and what it tells that it must not.

A page is read in chunks that end where a tag ends with its line. Most chunks (the frame around every page, the words
of a template) stand on thousands of pages and are read once; the text of a page is read once too. Where `>` and the end
of a line stand inside a quoted value, a comment or a drawing, the chunk is read anew together with those that follow.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from dataclasses import dataclass

from generator.leaks.scan import scan_text
from generator.leaks.sought import Leak, Sought
from generator.verify.purity import hosts_in, plain_address
from generator.verify.tags import Impurity, read_tags

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
_BETWEEN = re.compile(r"(?<!;base64),")
_REFRESH = re.compile(r"[\s\d.]*+[\s;,]*+(?:url\s*+=)?+[\s'\"]*+(.*)", re.IGNORECASE | re.DOTALL)

_LINKS = frozenset(
    {"href", "xlink:href", "src", "poster", "action", "formaction", "data", "background", "manifest"}
    | {"longdesc", "lowsrc", "dynsrc", "cite", "classid", "codebase", "profile"}
)
_LISTS = frozenset({"ping", "archive", "attributionsrc"})
_SETS = frozenset({"srcset", "imagesrcset"})
_PAINTS = frozenset(
    {"fill", "stroke", "filter", "mask", "clip-path", "cursor", "marker", "marker-start", "marker-mid"}
    | {"marker-end", "mask-image", "to", "from", "by", "values"}
)
"""Attributes of drawings that may hold `url(…)`."""
_MOVING = frozenset({"set", "animate", "animatetransform", "animatemotion", "animatecolor"})
_LEADING = frozenset({"a", "area"})
"""Tags whose address is only followed when the reader asks for it."""
_CITED = frozenset({"cite", "longdesc", "profile"})
_NAMING = frozenset({"canonical", "alternate", "license", "author"})
"""What a <link> may name elsewhere without loading it."""
_SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms", "webcal"})
_HEAVY = frozenset(
    {"iframe", "object", "embed", "applet", "base", "frame", "frameset", "portal", "fencedframe", "style"}
    | {"noembed", "noframes", "plaintext", "foreignobject", "isindex"}
)
"""Tags that no page of ours has: the policy blocks them, or they would change what its links mean."""
_TOLD = frozenset(
    {"", "refresh", "content-security-policy", "content-type", "content-language", "x-ua-compatible"}
)
"""What <meta http-equiv> may say."""
_WILD = frozenset({"style", "srcdoc", "xml:base"})
_KNOWN_CHUNKS = 1 << 14
_JOINED = 8
"""Chunks that are tried together; if they still do not close, the rest of the page is read in one go."""

__all__ = ["Document", "Facts", "Impurity", "PageReader"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What one chunk says; nothing at all if it is `unclosed` and must be read with what follows."""

    links: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    redirect: bool = False
    impure: tuple[Impurity, ...] = ()
    unclosed: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One page. `doubled` are ids that occur more than once; `names` are the anchors of `<a name>`, which may be ids too.

    `leaks` are those of chunks that no page before it had.
    """

    links: tuple[str, ...]
    ids: frozenset[str]
    doubled: tuple[str, ...] = ()
    redirect: bool = False
    impure: tuple[Impurity, ...] = ()
    leaks: tuple[Leak, ...] = ()
    names: frozenset[str] = frozenset()


_NOTHING = Facts()
_UNCLOSED = Facts(unclosed=True)


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
        names: list[str] = []
        impure: list[Impurity] = []
        redirect = False
        for facts in self._all_facts(page):
            links += facts.links
            ids += facts.ids
            names += facts.names
            impure += facts.impure
            redirect |= facts.redirect
        said = "" if clean else "\n".join(self._fresh)  # searched once a page, not once a chunk
        self._fresh.clear()
        leaks = tuple(scan_text(said, self._sought)) if said else ()
        known = frozenset(ids)
        twice = () if len(known) == len(ids) else [one for one, times in Counter(ids).items() if times > 1]
        return Document(
            tuple(links), known, tuple(sorted(twice)), redirect, tuple(impure), leaks, frozenset(names)
        )

    def _all_facts(self, page: bytes) -> list[Facts]:
        *chunks, rest = page.split(b">\n")
        found: list[Facts] = []
        held: list[bytes] = []
        for chunk in chunks:
            if held:
                held.append(chunk)
                if len(held) > _JOINED:
                    continue
            facts = self._facts(b">\n".join(held) if held else chunk)
            if facts.unclosed:
                held = held or [chunk]
            else:
                found.append(facts)
                held.clear()
        if held or rest:
            found.append(self._chunk(b">\n".join([*held, rest]), last=True))
        return found

    def _chunk(self, chunk: bytes, *, last: bool = False) -> Facts:
        text = chunk.decode("utf-8", "replace") + ("" if last else ">")
        markup = read_tags(text)
        impure = markup.impure
        if markup.unclosed:
            if not last:
                return _UNCLOSED
            impure.append(markup.unclosed)
        self._fresh.append(text)
        if markup.comments:  # a word with a comment in it is a word
            self._fresh.append(
                functools.reduce(lambda left, one: left.replace(one, ""), markup.comments, text)
            )
        links: list[str] = []
        ids: list[str] = []
        names: list[str] = []
        redirect = False
        for name, written, attributes in markup.tags:
            if not attributes and name not in _HEAVY and name != "script":
                continue
            if one := attributes.get("id"):
                ids.append(one)
            if name == "a" and (one := attributes.get("name")):
                names.append(one)
            impure += _unruly(name, written, attributes)
            for link, loads in _addresses(name, attributes):
                links.append(link)
                impure += _misleading(name, attributes, link, loads=loads)
            impure += _painted(name, attributes)
            redirect |= name == "meta" and _equivalent(attributes) == "refresh"
        if links or ids or names or impure or redirect:
            return Facts(tuple(links), tuple(ids), tuple(names), redirect, tuple(impure))
        return _NOTHING


def _equivalent(attributes: dict[str, str]) -> str:
    return attributes.get("http-equiv", "").strip().lower()


def _addresses(name: str, attributes: dict[str, str]) -> list[tuple[str, bool]]:
    """Every address a tag names, and whether the browser asks for it without being told to."""
    found: list[tuple[str, bool]] = []
    for one in attributes.keys() & _LINKS:
        if name == "link" and one == "href":
            rel = set(attributes.get("rel", "").lower().split())
            found.append((attributes[one], not rel or bool(rel - _NAMING)))
        else:
            leads = one in _CITED or (name in _LEADING and one.endswith("href"))
            found.append((attributes[one], not leads))
    for one in attributes.keys() & _LISTS:
        found += [(address, True) for address in attributes[one].split()]
    for one in attributes.keys() & _SETS:
        parts = [part.split()[0] for part in _BETWEEN.split(attributes[one]) if part.strip()]
        found += [(part, True) for part in parts]
    if name == "meta" and _equivalent(attributes) == "refresh":
        target = _REFRESH.match(attributes.get("content", ""))
        found += [(target[1].rstrip("'\" \t\n\f\r"), True)] if target and target[1] else []
    return found


def _unruly(name: str, written: str, attributes: dict[str, str]) -> list[Impurity]:
    """Code or style inside the page: the policy allows files of our own only."""
    wild = name in _HEAVY or any(one.startswith("on") or one in _WILD for one in attributes)
    if name == "script" and not attributes.get("src", "").strip():
        wild |= attributes.get("type", "").strip().lower() != "application/ld+json"
    elif name == "meta":
        wild |= _equivalent(attributes) not in _TOLD
    elif name in _MOVING:
        wild |= attributes.get("attributename", "").strip().lower().startswith(("on", "style"))
    return [Impurity("E906", f"<{name}{written}>"[:80])] if wild else []


def _misleading(name: str, attributes: dict[str, str], link: str, *, loads: bool) -> list[Impurity]:
    """An address that runs code, or something loaded from another host."""
    plain = plain_address(link)
    if plain.startswith("data:") and (name == "img" or "icon" in attributes.get("rel", "").lower().split()):
        return []  # pictures: the policy allows them, and nothing runs in them
    scheme = _SCHEME.match(plain)
    if scheme and scheme[1] not in _SCHEMES:
        return [Impurity("E907", link[:80])]
    if loads and (plain.startswith("//") or (scheme and scheme[1] in ("http", "https"))):
        return [Impurity("E905", link[:80])]
    return []


def _painted(name: str, attributes: dict[str, str]) -> list[Impurity]:
    """What drawings fetch for their colours, and the addresses they change with time."""
    found: list[Impurity] = []
    for one in attributes.keys() & _PAINTS:
        value = attributes[one]
        if name in _MOVING:
            for part in value.split(";"):
                found += _misleading(name, {}, part, loads=True)
        if "(" in value:
            found += [Impurity("E905", value[:80])] if any(hosts_in(value, style=True)) else []
            found += [Impurity("E907", value[:80])] if "javascript:" in plain_address(value) else []
    return found
