"""What the files of a published site name: pages their links and anchors, every text the media and works it speaks of."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from msgspec import Struct, field

from generator.publish.record import File
from generator.publish.scripts import Unread, files_of
from generator.verify.links import HOME, NOT_FOUND, target_of

SUFFIXES = frozenset(
    {"html", "json", "js", "mjs", "css", "xml", "txt", "ics", "csv", "vcf", "svg", "webmanifest", ""}
)
"""Endings of files that are texts (`_headers`, `CNAME` have none). Pictures, sounds and documents are named by texts only."""
_MEDIA = re.compile(r"media/[A-Za-z0-9._/-]*[A-Za-z0-9]")
_WORK = re.compile(r"campaigns/[a-z0-9][a-z0-9-]*/works/[A-Za-z0-9][A-Za-z0-9._-]*/")
_NEIGHBOUR = re.compile(r"(?:^|[\"'(=\s/])works/([A-Za-z0-9][A-Za-z0-9._-]*)/")
_BESIDE = re.compile(r"\.\./([A-Za-z0-9][A-Za-z0-9._-]*)/")
_OWN = re.compile(r"(?:campaigns|data)/([^/]+)/")
_ATTRIBUTE = re.compile(
    r"""\s(href|src|poster|action|srcset|imagesrcset|id)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE
)
_REFRESH = re.compile(r"""http-equiv=["']?refresh["']?[^>]*\burl=([^"'>]*)""", re.IGNORECASE)


def is_text(path: str) -> bool:
    """Whether a file of the site is read as text."""
    name = path.rpartition("/")[2]
    return (name.rpartition(".")[2].lower() if "." in name else "") in SUFFIXES


class Told(NamedTuple):
    """What one text names: files of the site it needs, anchors of pages, its own anchors, addresses of works.

    `unread`: it is a record in a form this program does not know; it may name anything.
    """

    needs: frozenset[str]
    anchors: frozenset[tuple[str, str]]
    ids: frozenset[str]
    works: frozenset[str]
    unread: bool = False


class Texts(Struct):
    """Reads texts once each, by their content: releases share nearly all of theirs."""

    _known: dict[tuple[str, str], Told] = field(default_factory=dict)

    def told(self, folder: Path, path: str, record: File) -> Told:
        """What the text at `path` names."""
        key = (record.sha256, path)
        if key not in self._known:
            self._known[key] = told(path, (folder / path).read_bytes().decode("utf-8", "replace"))
        return self._known[key]


def told(path: str, text: str) -> Told:
    """Read one text. A work named without its campaign is one of the text's own; a work's page names that work."""
    own = _OWN.match(path)
    works = frozenset(_WORK.findall(text)) | (_of_campaign(own[1], path, text) if own else frozenset())
    needs: set[str] = set(_MEDIA.findall(text))
    anchors: set[tuple[str, str]] = set()
    ids: set[str] = set()
    if not path.endswith(".html"):
        try:
            led = files_of(path, text)
        except Unread:
            return Told(frozenset(needs), frozenset(), frozenset(), works, unread=True)
        works |= frozenset(_WORK.findall("\n".join(led)))
        return Told(frozenset(needs | led | {work + HOME for work in works}), frozenset(), frozenset(), works)
    for link in _links(text, ids):
        target = target_of(path, link) if path != NOT_FOUND else None
        if target is None:
            continue
        needs.add(target)
        if anchor := unquote(link.partition("#")[2]):
            anchors.add((target, anchor))
    return Told(frozenset(needs), frozenset(anchors), frozenset(ids), works)


def _links(text: str, ids: set[str]) -> set[str]:
    """Every address a page names; its anchors are added to `ids`."""
    links = {unescape(found.strip()) for found in _REFRESH.findall(text)}
    for name, one, other in _ATTRIBUTE.findall(text):
        value = unescape(one or other)
        match name.lower():
            case "id":
                ids.add(value)
            case "srcset" | "imagesrcset":
                links |= {part.split()[0] for part in value.split(",") if part.strip()}
            case _:
                links.add(value)
    return links


def _of_campaign(campaign: str, path: str, text: str) -> frozenset[str]:
    found = set(_NEIGHBOUR.findall(text))
    parts = path.split("/")
    if len(parts) > 3 and parts[0] == "campaigns" and parts[2] == "works":
        found |= {parts[3], *_BESIDE.findall(text)}
    return frozenset(f"campaigns/{campaign}/works/{work}/" for work in found)
