"""What a file of any kind tells that must not be told."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from generator.leaks.escapes import base64_parts, base64_runs, content_of, is_literal, openings
from generator.leaks.reading import Budget, Part, Reading, Unreadable
from generator.leaks.readings import opened, readings
from generator.leaks.sought import Leak, Sought, any_possible, numbers_in, words_in
from generator.values.patterns import late

__all__ = [
    "Leak",
    "Scanned",
    "Sought",
    "Unreadable",
    "is_harmless",
    "scan",
    "scan_content",
    "scan_document",
    "scan_text",
]

_RECURRING = 200
"""Bytes: what is longer hardly stands on two pages."""
_OUTLINE = late(
    r"\s(?:d|points|viewBox|transform|values)=(?:\"[-+0-9.,\sA-Za-z()]*[-+.,\s][-+0-9.,\sA-Za-z()]*\"|'[^'<>]*')"
)
"""Coordinates of drawings: three in a row are not the three groups of a telephone number."""


class Scanned(Struct, frozen=True):
    """The leaks of a file; `rough` if it is, or holds, a format of which not everything can be read."""

    leaks: tuple[Leak, ...]
    rough: bool = False


def scan(name: str, data: bytes, sought: Sought) -> list[Leak]:
    """Every leak in a file of this name, each told once, with its `where`. Raises Unreadable.

    Decided by content, so it takes anything; but strangers' documents belong into the limited worker (`handouts`).
    """
    return list(scan_document(name, data, sought).leaks)


def scan_content(data: bytes, sought: Sought) -> list[Leak]:
    """As `scan`, without the name. Raises Unreadable."""
    return list(_scanned(opened(Part("", data), Budget()), sought).leaks)


def scan_document(name: str, data: bytes, sought: Sought) -> Scanned:
    """As `scan`, and whether that is all there can be. Raises Unreadable."""
    return _scanned(readings(name, data), sought)


def _scanned(texts: Iterable[Reading], sought: Sought) -> Scanned:
    found: dict[tuple[str, str, str], Leak] = {}
    rough = False
    for reading in texts:
        rough = rough or reading.rough
        if len(reading.text) < _RECURRING and "<" not in reading.text:  # most are names of files
            if is_harmless(reading.text, "", reading.text, sought):
                continue
        _collect(found, _leaks(reading.text, sought), reading.where)
    return Scanned(tuple(found.values()), rough)


def scan_text(text: str, sought: Sought) -> list[Leak]:
    """Every leak in a piece of markup, script or data of ours: as `scan`, without the name. Raises Unreadable."""
    found: dict[tuple[str, str, str], Leak] = {}
    _collect(found, _leaks(text, sought), "")
    for view in openings(text):
        for where, leaks in _packed(view, sought):
            _collect(found, iter(leaks), where)
    return list(found.values())


def is_harmless(said: str, given: str, whole: str, sought: Sought) -> bool:
    """Whether a quick look is enough to be sure that `scan_text` finds nothing in a piece of markup.

    Of the markup, `whole`, `said` is the text between tags, a line each, and `given` the values of attributes, each
    between characters that no text of ours has; tags and values are such that neither `"`, `<` nor `>` is in any value,
    and all else of the markup was scanned before. What is escaped is not looked at quickly.
    """
    if not (is_literal(said) and is_literal(given)) or any_possible(said, given, whole, sought):
        return False
    runs = "\n".join((*base64_runs(said), *base64_runs(given)))
    return not runs or _is_clean(runs, sought)


@functools.lru_cache(maxsize=256)
def _is_clean(runs: str, sought: Sought) -> bool:
    try:
        return not any(leaks for _, leaks in _packed(runs, sought))
    except Unreadable:
        return False


def _packed(text: str, sought: Sought) -> Iterator[tuple[str, tuple[Leak, ...]]]:
    for data in base64_parts(text):
        yield from _based(data, sought) if len(data) < _RECURRING else _opened(data, sought)


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
