"""Mobile numbers in text that has been made plain (figures, blanks and dashes ASCII), and what only looks like them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.values.patterns import late
from generator.values.phone import called_phone, mobile_spots

_CALLED = late(r"1[ \t]?[3-9][ \t]?[0-9](?:[ \t.·/\u2014-]?[0-9]){8}")
_SPACED = late(r"(?<![0-9][ \t])(?<![0-9])1(?:[ \t][0-9]){10}(?![ \t]?[0-9])")
_SINGLES = late(r"(?:[0-9][ \t]){10}[0-9]")
_DOTTED = late(r"(?<![0-9A-Za-z.,-])(1[3-9][0-9])([.·/])([0-9]{4})\2([0-9]{4})(?![0-9.])")
_UNEVEN = late(r"(?<![0-9])(1[3-9][0-9]{2})[ -]([0-9]{3})[ -]([0-9]{4})(?![0-9])")
_AROUND = 100
_NO_HEX = late("[^0-9a-fA-F-]")
_HEX_START, _HEX_END, _LETTER = (
    re.compile("[0-9a-fA-F-]*"),
    re.compile(r"[0-9a-fA-F-]*\Z"),
    re.compile("[a-fA-F]"),
)
_CLOSE = 40
_HASH = 16
"""So many hexadecimal characters on end with a letter among them are a checksum or a GUID; eleven figures in one are chance."""


def mobiles_in(text: str) -> Iterator[str]:
    """The mobiles of a text: eleven figures are found quickly, and only what is around them is looked at closely."""
    for near in _CALLED.finditer(text):
        left = max(0, near.start() - _AROUND)
        around = text[left : near.end() + _AROUND]
        for start, end, figures in _spots(around):
            if start < near.end() - left and end > near.start() - left:
                yield figures


def may_have_mobile(text: str) -> bool:
    """Whether `mobiles_in` may find one in a text of which this is a value: between signs that stand in no number.

    Asked of addresses, so eleven figures in the middle of a checksum count for nothing, as they do there.
    """
    return any(not _is_surely_hash(text, *near.span()) for near in _CALLED.finditer(text))


def _is_surely_hash(text: str, start: int, end: int) -> bool:
    """Whether all that is found around these figures is found in a checksum, wherever it begins."""
    around = text[max(0, start - _AROUND) : end + _AROUND]
    if any(other.search(around) for other in (_SPACED, _DOTTED, _UNEVEN)):
        return False
    left = text[max(0, start - _CLOSE) : start]
    right = text[end : end + _CLOSE]
    run = _HEX_END.findall(left)[0] + text[start:end] + _HEX_START.findall(right)[0]
    return len(run) >= _HASH and not _NO_HEX.search(run) and bool(_LETTER.search(run))


def _spots(text: str) -> Iterator[tuple[int, int, str]]:
    for start, end, figures in mobile_spots(text):
        if not (_in_hash(text, start, end) or _in_float(text, start, end)):
            yield start, end, figures
    for found in _SPACED.finditer(text):
        figures = "".join(found.group().split())
        if mobile_spots(figures) and (called_phone(text, *found.span()) or _in_boxes(text, *found.span())):
            yield *found.span(), figures
    for found in _DOTTED.finditer(text):
        yield *found.span(), found.group(1) + found.group(3) + found.group(4)
    for found in _UNEVEN.finditer(text):
        if called_phone(text, *found.span()) or _is_code(text, found):
            yield *found.span(), "".join(found.groups())


def _in_boxes(text: str, start: int, end: int) -> bool:
    """Whether single figures have a line for themselves, as the boxes of a form do, and are no row of a table of scores."""
    left, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    above = text[text.rfind("\n", 0, max(0, left - 1)) + 1 : left]
    below = text[stop + 1 :].partition("\n")[0]
    alone = not (text[left:start] + text[end:stop]).strip()
    return alone and not (_SINGLES.search(above) or _SINGLES.search(below))


def _is_code(text: str, found: re.Match[str]) -> bool:
    """Whether groups of 4-3-4 figures are no quantities: one is filled up with a zero, and they stand by themselves."""
    around = text[max(0, found.start() - 2) : found.start()].rstrip(" -") + text[
        found.end() : found.end() + 2
    ].strip(" -")
    return any(part.startswith("0") for part in found.groups()) and not re.search("[0-9]", around)


def _in_hash(text: str, start: int, end: int) -> bool:
    """Whether figures stand in the middle of a checksum."""
    left = start
    while left > start - _AROUND and left > 0 and not _NO_HEX.match(text, left - 1):
        left -= 1
    found = _NO_HEX.search(text, end, end + _AROUND)
    run = text[left : found.start() if found else end + _AROUND]
    return len(run) >= _HASH and bool(re.search("[a-fA-F]", run))


def _in_float(text: str, start: int, end: int) -> bool:
    """Whether figures are a fraction (`0.138…`, `118.13…`) or have one; `1.138…` is a numbered line."""
    before = re.search(r"[0-9]*\Z", text[max(0, start - 5) : max(0, start - 1)])
    if (
        start
        and text[start - 1] == "."
        and before
        and (before.group() in ("", "0") or len(before.group()) > 1)
    ):
        return before.group() != "" or not _letter_before(text, start - 1)
    return bool(re.match(r"\.[0-9]", text[end : end + 2]))


def _letter_before(text: str, at: int) -> bool:
    """Whether the full stop at `at` ends a word (`tel.138…`), and does not begin a fraction."""
    return at > 0 and text[at - 1].isalpha()
