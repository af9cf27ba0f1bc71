"""Damage that transcription leaves behind, mended: each change of a character is kept as a mend, to become an erratum.

Only damage that is known from everywhere is mended, never what one document prints. Blanks and line ends are not mends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from generator.importing.received import Grid, Line, Piece

_CJK = "一-鿿“”‘’（）《》、，。"
_AND = re.compile(rf"(?<=[{_CJK}])\s*\band\b\s*(?=[{_CJK}])")
_PLUS = re.compile(r"(互联网|人工智能|AI)\s*十\s*(?=[一-鿿])(?![大年月日几余多个项佳强周届全万])")
_URL_BLANK = re.compile(
    r"((?:https?://|www\.)[\w.\-/]*?)\s+(?=\.[a-z])|([\w-]\.)\s+(?=(?:com|cn|org|net|gov)\b)"
)
_CLAUSE = re.compile(r"[，。、；！？：,;!?:\n]")
_BEFORE, _AFTER = 18, 12
"""Characters around a mended spot that the erratum shows, if no clause ends before."""


class Mend(Struct, frozen=True):
    """One damaged spot: the words around it as received and as mended, why, and the source's number."""

    printed: str
    reading: str
    note: str
    number: int


_RULES = (
    (_AND, "和", "转录把“和”字写成英文 and，已改回。"),
    (_PLUS, r"\1+", "转录把加号认作“十”字，已改回。"),
)


def mended(pieces: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], tuple[Mend, ...]]:
    """The pieces without known damage, and what was mended, in the order of the source."""
    done: list[Piece] = []
    mends: list[Mend] = []
    for piece in pieces:
        if isinstance(piece, Line):
            text, found = _text(piece.text, piece.number)
            done.append(replace(piece, text=text) if text != piece.text else piece)
        else:
            rows, found = _rows(piece)
            done.append(replace(piece, rows=rows))
        mends += found
    return tuple(done), tuple(mends)


def _rows(grid: Grid) -> tuple[tuple[tuple[str, ...], ...], list[Mend]]:
    rows, mends = [], []
    for row in grid.rows:
        cells = []
        for cell in row:
            text, found = _text(cell, grid.number)
            cells.append(text)
            mends += found
        rows.append(tuple(cells))
    return tuple(rows), mends


def _text(text: str, number: int) -> tuple[str, list[Mend]]:
    text = _URL_BLANK.sub(lambda found: found.group(1) or found.group(2), text)
    mends: list[Mend] = []
    for pattern, reading, note in _RULES:
        mends += _mends(pattern, reading, note, text, number)
        text = pattern.sub(reading, text)
    return text, mends


def _mends(pattern: re.Pattern[str], reading: str, note: str, text: str, number: int) -> Iterator[Mend]:
    """A mend for each damaged clause: spots that share a clause are told together."""
    last = 0
    for spot in pattern.finditer(text):
        if spot.start() < last:
            continue
        before = text[max(last, spot.start() - _BEFORE) : spot.start()]
        ends = [end.end() for end in _CLAUSE.finditer(before)]
        after = text[spot.end() : spot.end() + _AFTER]
        end = _CLAUSE.search(after)
        last = spot.end() + (end.start() if end else len(after))
        printed = text[spot.start() - len(before) + (ends[-1] if ends else 0) : last]
        yield Mend(printed.strip(), pattern.sub(reading, printed).strip(), note, number)
