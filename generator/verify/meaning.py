"""What one tag of a page means: the addresses it names, and what the policy would block in it."""

from __future__ import annotations

import re

from generator.values.patterns import late
from generator.verify.purity import hosts_in, plain_address
from generator.verify.tags import Impurity

_SCHEME = late(r"([a-z][a-z0-9+.-]*):")
_BETWEEN = late(r"(?<!;base64),")
_REFRESH = late(r"[\s\d.]*+[\s;,]*+(?:url\s*+=)?+[\s'\"]*+(.*)", re.IGNORECASE | re.DOTALL)

LINKS = frozenset(
    {"href", "xlink:href", "src", "poster", "action", "formaction", "data", "background", "manifest"}
    | {"longdesc", "lowsrc", "dynsrc", "cite", "classid", "codebase", "profile"}
)
LISTS = frozenset({"ping", "archive", "attributionsrc"})
SETS = frozenset({"srcset", "imagesrcset"})
PAINTS = frozenset(
    {"fill", "stroke", "filter", "mask", "clip-path", "cursor", "marker", "marker-start", "marker-mid"}
    | {"marker-end", "mask-image", "to", "from", "by", "values"}
)
"""Attributes of drawings that may hold `url(…)`."""
MOVING = frozenset({"set", "animate", "animatetransform", "animatemotion", "animatecolor"})
_LEADING = frozenset({"a", "area"})
"""Tags whose address is only followed when the reader asks for it."""
_CITED = frozenset({"cite", "longdesc", "profile"})
_NAMING = frozenset({"canonical", "alternate", "license", "author"})
"""What a <link> may name elsewhere without loading it."""
_SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms", "webcal"})
HEAVY = frozenset(
    {"iframe", "object", "embed", "applet", "base", "frame", "frameset", "portal", "fencedframe", "style"}
    | {"noembed", "noframes", "plaintext", "foreignobject", "isindex"}
)
"""Tags that no page of ours has: the policy blocks them, or they would change what its links mean."""
_TOLD = frozenset(
    {"", "refresh", "content-security-policy", "content-type", "content-language", "x-ua-compatible"}
)
"""What <meta http-equiv> may say."""
_WILD = frozenset({"style", "srcdoc", "xml:base"})


def equivalent(attributes: dict[str, str]) -> str:
    """What a <meta> stands for, as a header of that name would be called."""
    return attributes.get("http-equiv", "").strip().lower()


def addresses(name: str, attributes: dict[str, str]) -> list[tuple[str, bool]]:
    """Every address a tag names, and whether the browser asks for it without being told to."""
    found = [
        (attributes[one], is_loaded(name, one, attributes.get("rel", "")))
        for one in attributes.keys() & LINKS
    ]
    for one in attributes.keys() & LISTS:
        found += [(address, True) for address in attributes[one].split()]
    for one in attributes.keys() & SETS:
        found += [(part, True) for part in parts_of(attributes[one])]
    if name == "meta" and equivalent(attributes) == "refresh":
        target = _REFRESH.match(attributes.get("content", ""))
        found += [(target[1].rstrip("'\" \t\n\f\r"), True)] if target and target[1] else []
    return found


def is_loaded(name: str, attribute: str, rel: str) -> bool:
    """Whether a browser asks for the address in this attribute of a tag (of `LINKS`) without being told to."""
    if name == "link" and attribute == "href":
        kinds = set(rel.lower().split())
        return not kinds or bool(kinds - _NAMING)
    return not (attribute in _CITED or (name in _LEADING and attribute.endswith("href")))


def parts_of(value: str) -> list[str]:
    """The addresses in the value of a `srcset`."""
    return [part.split()[0] for part in _BETWEEN.split(value) if part.strip()]


def unruly(name: str, written: str, attributes: dict[str, str]) -> list[Impurity]:
    """Code or style inside the page: the policy allows files of our own only."""
    wild = name in HEAVY or any(one.startswith("on") or one in _WILD for one in attributes)
    if name == "script" and not attributes.get("src", "").strip():
        wild |= attributes.get("type", "").strip().lower() != "application/ld+json"
    elif name == "meta":
        wild |= equivalent(attributes) not in _TOLD
    elif name in MOVING:
        wild |= attributes.get("attributename", "").strip().lower().startswith(("on", "style"))
    return [Impurity("E906", f"<{name}{written}>"[:80])] if wild else []


def misleading(name: str, attributes: dict[str, str], link: str, *, loads: bool) -> list[Impurity]:
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


def painted(name: str, attributes: dict[str, str]) -> list[Impurity]:
    """What drawings fetch for their colours, and the addresses they change with time."""
    found: list[Impurity] = []
    for one in attributes.keys() & PAINTS:
        value = attributes[one]
        if name in MOVING:
            for part in value.split(";"):
                found += misleading(name, {}, part, loads=True)
        if "(" in value:
            found += [Impurity("E905", value[:80])] if any(hosts_in(value, style=True)) else []
            found += [Impurity("E907", value[:80])] if "javascript:" in plain_address(value) else []
    return found
