"""Structured data (JSON-LD, schema.org) as values, and the one script of a page that carries it.

Addresses are absolute where the site knows its own; else they are relative, which JSON-LD resolves against the page.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator import routes
from generator.project import Project
from generator.values.compact import compact
from generator.values.when import Point

Node = dict[str, object]
"""One thing of schema.org: `@type` and its properties. What is empty is left out when it is written."""


class Full(Node):
    """A thing in which nothing is empty, anywhere: it need not be gone through again."""


def base_of(project: Project, address: str) -> str:
    """What an address from the site's root is joined to on the page at `address`."""
    return project.site_url or routes.root_of(address)


def link(project: Project, address: str, target: str) -> str:
    """The address of `target` as the structured data of the page at `address` names it."""
    return project.site_url + target if project.site_url else routes.link(routes.root_of(address), target)


def organisation(name: str, url: str | None = None) -> Node:
    """An organisation by its printed name."""
    return {"@type": "Organization", "name": name, "url": url}


def breadcrumbs(steps: Sequence[tuple[str, str | None]]) -> Node:
    """The trail 当前位置: (text, finished address); the page itself has none. Nothing in it is empty."""
    items: list[Node] = []
    for position, (text, address) in enumerate(steps, start=1):
        items.append({"@type": "ListItem", "position": position, "name": text})
        if address:
            items[-1]["item"] = address
    return {"@type": "BreadcrumbList", "itemListElement": items}


def iso(point: Point | None) -> str | None:
    """A date as exact as it is known: `2024`, `2024-05`, `2024-05-21` or `2023-06-08T12:00+08:00` (ISO 8601)."""
    if point is None:
        return None
    if point.day is None:
        return f"{point.year}-{point.month:02}" if point.month else f"{point.year}"
    day = point.first.isoformat()
    return f"{day}T{point.time}+08:00" if point.time else day


_ENDING = (("<", "\\u003c"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"))


def script_text(nodes: Sequence[Node], *finished: Node) -> str:
    """The finished JSON; no text in it can end the script it stands in. Nodes that are `finished` have nothing empty in them."""
    graph = [*(node if type(node) is Full else _kept(node) for node in nodes), *finished]
    text = compact({"@context": "https://schema.org", "@graph": graph})
    for sign, written in _ENDING:
        if sign in text:
            text = text.replace(sign, written)
    return text


def _kept(value: object) -> object:
    """The value without anything empty in it."""
    if isinstance(value, (list, tuple)):
        return [_kept(item) if isinstance(item, _NESTS) else item for item in value]
    if not isinstance(value, dict):
        return value
    kept: dict[object, object] = {}
    for key, item in value.items():
        if type(item) is str:  # nearly all are
            if item:
                kept[key] = item
            continue
        found = _kept(item) if isinstance(item, _NESTS) else item
        if found or found == 0:
            kept[key] = found
    return kept


_NESTS = (dict, list, tuple)
