"""What closes a notice: signatures, the date of issue, 抄送, 印发 (GB/T 9704-2012, 7.3.5 and 7.4)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from generator.importing.organs import closed, is_organ, organs_of
from generator.importing.received import Line, Piece
from generator.importing.times import Time, issue_date

_CC = re.compile(r"抄\s*(?:送|报)\s*[:：]\s*(.+)")
_PRINTED = re.compile(
    r"(?P<office>.{0,40}?)\s*(?P<date>\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|[二一][〇○零一二三四五六七八九]{3}年.{2,6}日)\s*印发"
    r"(?:\s*[（(]?共印\s*\d{1,5}\s*份[）)]?)?"
)
_LAST = 10
"""How many lines from the end of a body a signature is looked for in."""


class Closing(Struct, frozen=True):
    """Signatures and date of one notice, as printed, with the pieces they stand in (places in the body)."""

    organs: tuple[str, ...] = ()
    issued: Time | None = None
    places: tuple[int, ...] = ()


class Imprint(Struct, frozen=True):
    """版记: who else gets the notice, who printed it and when."""

    cc: str = ""
    office: str = ""
    date: Time | None = None


def is_closing(text: str) -> bool:
    """Whether a line can be part of a signature: an organisation (or the rest of its name) alone, or a full date."""
    plain = closed(text)
    return bool(issue_date(text)) or (is_organ(text) and len(plain) <= 40) or _half(text)


def _half(text: str) -> bool:
    """A line of an organisation's name cut in two: it begins as one and is short."""
    plain = closed(text)
    return bool(re.fullmatch(r"(?:中共|中央)[\u4e00-\u9fff]{4,20}", plain)) or bool(
        re.fullmatch(r"(?:[(（]?(?:盖章|印章|公章)[)）]?)", plain)
    )


def is_imprint(text: str) -> bool:
    """Whether a line belongs to the 版记."""
    return bool(_CC.match(text.strip()) or _PRINTED.fullmatch(text.strip()))


def imprint(lines: Sequence[str]) -> Imprint:
    """The 版记 that stands in these lines; the printing office may stand on the line before its date."""
    cc = office = ""
    date = None
    for index, text in enumerate(lines):
        if found := _CC.match(text.strip()):
            cc = " ".join(found.group(1).split()).rstrip("。 ")
        elif found := _PRINTED.fullmatch(text.strip()):
            date = issue_date(found["date"])
            office = found["office"].strip(" ，,") or (
                lines[index - 1].strip() if index and is_organ(lines[index - 1]) else ""
            )
    return Imprint(cc, " ".join(office.split()), date)


def closing(pieces: Sequence[Piece]) -> Closing:
    """The signatures and the date at the end of a body; nothing is taken for one that is not there.

    Organs may stand over two lines or side by side, before the date; without a date only after 附件说明 or a full stop.
    """
    last = len(pieces) - 1
    while last >= 0 and isinstance(pieces[last], Line) and is_imprint(_text(pieces[last])):
        last -= 1
    for at in range(last, max(-1, last - _LAST), -1):
        if isinstance(pieces[at], Line) and (issued := issue_date(_text(pieces[at]))):
            before = _organs_before(pieces, at)
            return Closing(organs_of(" ".join(_text(pieces[i]) for i in before)), issued, (*before, at))
    for at in range(last, max(-1, last - 6), -1):
        piece = pieces[at]
        if isinstance(piece, Line) and (
            found := re.fullmatch(
                r"(.{3,80}?)\s*(\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)", piece.text.strip()
            )
        ):
            organs = organs_of(found.group(1))
            if organs and all(is_organ(organ) for organ in organs):
                return Closing(organs, issue_date(found.group(2)), (at,))
    before = _organs_before(pieces, last + 1)
    return Closing(organs_of(" ".join(_text(pieces[i]) for i in before)), None, tuple(before))


def _organs_before(pieces: Sequence[Piece], end: int) -> list[int]:
    places: list[int] = []
    for at in range(end - 1, max(-1, end - 9), -1):
        piece = pieces[at]
        if not isinstance(piece, Line):
            break
        parts = piece.text.split()
        whole = "".join(parts) if all(len(part) == 1 for part in parts) else piece.text
        if not (
            is_organ(whole)
            or _half(piece.text)
            or (len(parts) > 1 and all(is_organ(p) or _half(p) for p in parts))
        ):
            break
        places.insert(0, at)
    return places


def _text(piece: Piece) -> str:
    return piece.text if isinstance(piece, Line) else ""
