"""One notice as it lies in a file: where its head, its title and its text begin."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field

from generator.importing.enclosures import Announced, Listing, listing
from generator.importing.mastheads import can_head, is_organ_list, stamps_of
from generator.importing.organs import organs_of
from generator.importing.received import Line, Piece
from generator.importing.titles import joined, similar, title_at

_HEAD_LINES = 12


class Part(Struct):
    """One attachment: what the notice announces, what stands under it, or the whole notice it is."""

    no: int | None
    title: str
    pieces: list[Piece] = field(default_factory=list)
    heading: tuple[Line, ...] = ()
    notice: Paper | None = None
    marked: bool = True


class Paper(Struct):
    """One notice as it lies in the file."""

    head: list[Line]
    title: str
    title_lines: tuple[Line, ...]
    body: list[Piece] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    imprint: list[Line] = field(default_factory=list)
    announced: Listing = field(default_factory=lambda: Listing((), 0, 0))

    def open_item(self, no: int | None, words: str) -> Announced | None:
        """The announced attachment that is still missing and fits this number or these words best."""
        taken = {(part.no, part.title) for part in self.parts}
        free = [item for item in self.announced.items if (item.no, item.title) not in taken]
        if words:
            best = max(free, key=lambda item: similar(item.title, words), default=None)
            if best and similar(best.title, words) >= 0.6:
                return best
        return next((item for item in free if item.no == no), None) if no or len(free) == 1 else None


def first_title(flat: Sequence[Piece]) -> tuple[int, int]:
    """Where the first title stands: a firm one, else a line that ends or is marked as one, else the first line."""
    for at in range(min(len(flat), 30)):
        piece = flat[at]
        if not isinstance(piece, Line):
            continue
        if (end := title_at(flat, at)) > at:
            return at, end
    for at, piece in enumerate(flat[:30]):
        if isinstance(piece, Line) and (
            piece.style == "title" or re.search("(?:通知|公示|通报|公告|方案|启事)$", piece.text)
        ):
            return at, at + 1
    first = next((at for at, piece in enumerate(flat) if isinstance(piece, Line)), 0)
    return first, min(first + 1, len(flat))


def paper_at(flat: Sequence[Piece], first: int, at: int, end: int, whole: str) -> Paper:
    """A notice whose head begins at `first` and whose title stands from `at` to `end`. Organs may open the title."""
    head = [piece for piece in flat[first:at] if isinstance(piece, Line)]
    lines = tuple(piece for piece in flat[at:end] if isinstance(piece, Line))
    above = _above(lines, head)
    head, lines = head + list(lines[:above]), lines[above:]
    paper = Paper(head, joined([line.text for line in lines], whole), lines)
    rest: list[Piece] = list(flat[end:])
    for place, piece in enumerate(rest):
        if (
            place
            and isinstance(piece, Line)
            and title_at(rest, place) > place
            and _recipients_after(rest, place)
        ):
            rest = rest[:place]
            break
    paper.announced = listing(rest)
    return paper


def _above(lines: Sequence[Line], head: Sequence[Line]) -> int:
    """How many of these lines stand above the title rather than in it: all up to 关于 but for issuers printed again.

    Organs right before 关于 open the title where the masthead has been printed above them already.
    """
    opening = next((i for i, line in enumerate(lines) if "关于" in line.text), 0)
    at = opening
    if lines and lines[opening].text.strip().startswith("关于"):
        while at and is_organ_list(lines[at - 1].text):
            at -= 1
        if (
            opening - at > 1
        ):  # organs one a line are the masthead; below them the title may name them again, shorter
            again = organs_of(lines[opening - 1].text)
            above = [organ for line in lines[: opening - 1] for organ in organs_of(line.text)]
            at = opening - 1 if len(again) > 1 or any(organ in above for organ in again) else opening
        printed = [line for line in (*head, *lines[:at]) if line not in stamps_of((*head, *lines[:at]))]
        if not any(is_organ_list(re.sub(r"文\s*件\s*$", "", line.text)) for line in printed):
            at = opening
    return at


def _recipients_after(flat: Sequence[Piece], at: int) -> bool:
    end = title_at(flat, at)
    return any(
        isinstance(piece, Line) and re.search(r"[：:]\Z", piece.text.strip()) and len(piece.text) < 300
        for piece in flat[end : end + 2]
    )


def notice_at(flat: Sequence[Piece], index: int) -> tuple[int, int] | None:
    """Where the title of an attached notice stands whose head begins here, or None."""
    for at in range(index, min(len(flat), index + _HEAD_LINES)):
        piece = flat[at]
        if not isinstance(piece, Line):
            return None
        end = title_at(flat, at)
        if end > at and (_recipients_after(flat, at) or at > index):
            return at, end
        if not can_head(piece):
            return None
    return None
