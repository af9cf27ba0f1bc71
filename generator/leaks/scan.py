"""What a file of any kind tells that must not be told."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.leaks.escapes import base64_parts, content_of, openings
from generator.leaks.reading import Budget, Part, Unreadable
from generator.leaks.readings import opened, readings
from generator.leaks.sought import Leak, Sought, numbers_in, words_in

__all__ = ["Leak", "Scanned", "Sought", "Unreadable", "scan", "scan_document", "scan_text"]

_RECURRING = 200
"""Bytes: what is longer hardly stands on two pages."""
_OUTLINE = re.compile(
    r"\s(?:d|points|viewBox|transform|values)=(?:\"[-+0-9.,\sA-Za-z()]*[-+.,\s][-+0-9.,\sA-Za-z()]*\"|'[^'<>]*')"
)
"""Coordinates of drawings: three in a row are not the three groups of a telephone number."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """The leaks of a file; `rough` if it is, or holds, a format of which not everything can be read."""

    leaks: tuple[Leak, ...]
    rough: bool = False


def scan(name: str, data: bytes, sought: Sought) -> list[Leak]:
    """Every leak in a file of this name, each told once, with its `where`. Raises Unreadable.

    Decided by content, so it takes anything; but strangers' documents belong into the limited worker (`handouts`).
    """
    return list(scan_document(name, data, sought).leaks)


def scan_document(name: str, data: bytes, sought: Sought) -> Scanned:
    """As `scan`, and whether that is all there can be. Raises Unreadable."""
    found: dict[tuple[str, str, str], Leak] = {}
    rough = False
    for reading in readings(name, data):
        rough = rough or reading.rough
        _collect(found, _leaks(reading.text, sought), reading.where)
    return Scanned(tuple(found.values()), rough)


def scan_text(text: str, sought: Sought) -> list[Leak]:
    """Every leak in a piece of markup, script or data of ours: as `scan`, without the name. Raises Unreadable."""
    found: dict[tuple[str, str, str], Leak] = {}
    _collect(found, _leaks(text, sought), "")
    for view in openings(text):
        for data in base64_parts(view):
            for where, leaks in _based(data, sought) if len(data) < _RECURRING else _opened(data, sought):
                _collect(found, iter(leaks), where)
    return list(found.values())


def _opened(data: bytes, sought: Sought) -> tuple[tuple[str, tuple[Leak, ...]], ...]:
    readings_ = opened(Part("Base64", data), Budget())
    return tuple((one.where, tuple(_leaks(one.text, sought))) for one in readings_)


_based = functools.lru_cache(maxsize=256)(_opened)
"""Words that look like base64 (`sourceOrganization`) stand on every page: what they say is asked once."""


def _collect(found: dict[tuple[str, str, str], Leak], leaks: Iterator[Leak], where: str) -> None:
    for leak in leaks:
        found.setdefault((leak.kind, leak.excerpt, leak.whose), replace(leak, where=where))


def _leaks(text: str, sought: Sought) -> Iterator[Leak]:
    """Numbers in every view of a text, words in the last: they are sought without their own escapes and tags."""
    last, content = text, None
    for view in openings(text):
        last, content = view, content_of(view, tags=bool(sought.words))
        drawn = content is not None and ("<svg" in view or "<path" in view)
        yield from numbers_in(_OUTLINE.sub("", view) if drawn else view, sought)
        if content is not None:
            yield from numbers_in(content, sought)
    if content is not None:
        yield from words_in(content, sought)
    if content is None or sought.latin:
        yield from words_in(last, sought)
