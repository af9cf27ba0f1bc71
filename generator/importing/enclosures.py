"""附件说明 (GB/T 9704-2012, 7.3.4): the list of attachments a notice announces, and the lines that mark where one begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from generator.importing.closings import is_closing
from generator.importing.headings import plain_start
from generator.importing.organs import is_organ
from generator.importing.received import Line, Piece

_LIST = re.compile(r"附\s*(?:[件表]\s*)?(?:说明|目录)?\s*[:：]")
_ITEM = re.compile(r"(?<!\d)(\d{1,2})\s*[.．、]\s*(?=\D|(?:19|20)\d\d\s*年)")
_NUMBERED = re.compile(r"附\s*[件表]\s*([\d一二三四五六七八九十]{1,2})\s*[:：.．、]?\s*(.*)")
_MARKER = re.compile(r"附\s*[件表]\s*([\d一二三四五六七八九十]{0,2})\s*[:：]?\Z")
_FIGURES = {figure: number for number, figure in enumerate("一二三四五六七八九十", start=1)}


class Announced(Struct, frozen=True):
    """One attachment of the list; `no` is None where it is not numbered."""

    no: int | None
    title: str


class Listing(Struct, frozen=True):
    """The whole list, and the pieces it stands in: from `start` to `end` (exclusive). Empty where there is none."""

    items: tuple[Announced, ...]
    start: int
    end: int


def number(text: str) -> int | None:
    """The number after 附件, in figures or characters; None where there is none."""
    return _FIGURES.get(text) or (int(text) if text.isdecimal() else None)


def marker(line: Line) -> tuple[int | None, str] | None:
    """Number and title of a line that begins an attachment: `附件 1`, `附件`, `附件2：报名表`; None for other lines."""
    text = plain_start(line.text).strip()
    if found := _MARKER.fullmatch(text):
        return number(found.group(1)), ""
    found = _NUMBERED.fullmatch(text)
    if found and len(found.group(2)) <= 60 and not re.search("[。；，]", found.group(2)):
        return number(found.group(1)), found.group(2).strip()
    return None


def listing(pieces: Sequence[Piece]) -> Listing:
    """The list of attachments among the pieces of one notice, before its attachments begin.

    Its head may be glued to the last paragraph, its items may stand on one line, on several, or be one in 《》.
    """
    for start, piece in enumerate(pieces):
        if not isinstance(piece, Line):
            continue
        text = plain_start(piece.text).strip()
        head = _LIST.match(text) or re.search(
            r"(?<=[。；）)])\s*附\s*件\s*[:：](?=\s*(?:1|[《“\"]|20\d\d))", text
        )
        if head:
            return _read(pieces, start, text[head.end() :].strip())
        found = _NUMBERED.fullmatch(text)
        if found and found.group(2) and _is_list(pieces, start):
            return _each(pieces, start)
    return Listing((), len(pieces), len(pieces))


def _is_list(pieces: Sequence[Piece], start: int) -> bool:
    """Whether `附件1：…` is an item of a list rather than a head: another one, or the signature, follows at once."""
    for piece in pieces[start + 1 : start + 2]:
        if isinstance(piece, Line):
            text = plain_start(piece.text).strip()
            return bool(_NUMBERED.match(text)) or is_closing(piece.text)
    return False


def _each(pieces: Sequence[Piece], start: int) -> Listing:
    items: list[Announced] = []
    end = start
    while end < len(pieces):
        piece = pieces[end]
        found = _NUMBERED.fullmatch(plain_start(piece.text).strip()) if isinstance(piece, Line) else None
        if not found or not found.group(2) or (number(found.group(1)) or 0) != len(items) + 1:
            break
        items.append(Announced(number(found.group(1)), _clean(found.group(2))))
        end += 1
    return Listing(tuple(items), start, end)


def _read(pieces: Sequence[Piece], start: int, rest: str) -> Listing:
    words, end = rest, start + 1
    while end < len(pieces):
        piece = pieces[end]
        if not isinstance(piece, Line) or marker(piece) == (None, ""):
            break
        text = plain_start(piece.text).strip()
        counted = len(_ITEM.findall(words))
        found = _ITEM.match(text)
        if found and int(found.group(1)) == counted + 1:
            words = f"{words}\n{text}" if words else text
        elif words and not _complete(words) and not _signs(text) and not found and len(text) < 80:
            words += text
        else:
            break
        end += 1
    return Listing(tuple(_items(words)), start, end)


def _signs(text: str) -> bool:
    """Whether a line is the signature's: an organ alone, or several side by side, the last perhaps cut."""
    return is_closing(text) or (len(text.split()) > 1 and is_organ(text.split(maxsplit=1)[0]))


def _complete(words: str) -> bool:
    """Whether the last title so far can be whole: brackets closed and not cut in the middle of a name."""
    last = words.rsplit("\n", maxsplit=1)[-1]
    if (
        any(last.count(one) != last.count(other) for one, other in ("《》", "“”", "（）"))
        or last.count('"') % 2
    ):
        return False
    return not last.endswith(("”", "“", '"', "年")) and (
        len(last) > 4 or last.endswith(("表", "单", "书", "案", "则", "明"))
    )


def _items(words: str) -> list[Announced]:
    out: list[Announced] = []
    for line in words.split("\n"):
        cuts = list(_ITEM.finditer(line))
        starts = [found for place, found in enumerate(cuts) if int(found.group(1)) == len(out) + 1 + place]
        if not starts:
            out.append(Announced(None, _clean(line)))
            continue
        ends = [found.start() for found in starts[1:]] + [len(line)]
        for found, end in zip(starts, ends, strict=True):
            out.append(Announced(int(found.group(1)), _clean(line[found.end() : end])))
    return [item for item in out if item.title]


def _clean(title: str) -> str:
    plain = " ".join(title.split()).rstrip("。；;，, ")
    inner = re.fullmatch("《([^《》]+)》", plain)
    return inner.group(1) if inner else plain
