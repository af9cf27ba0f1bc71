"""A received file cut into its notices, and each notice into its body and its attachments."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.importing.closings import is_imprint
from generator.importing.enclosures import Announced, marker
from generator.importing.headings import plain_start
from generator.importing.labels import unglued
from generator.importing.mastheads import can_head
from generator.importing.organs import closed
from generator.importing.papers import Paper, Part, first_title, notice_at, paper_at
from generator.importing.received import Grid, Line, Piece
from generator.importing.runs import parted
from generator.importing.times import issue_date
from generator.importing.titles import joined, similar, title_at

_ALIKE, _ALIKE_ABOVE = 0.86, 0.7


def cut(pieces: Sequence[Piece]) -> Paper:
    """The file as its main notice, with whatever is attached to it, and to what is attached, in it."""
    flat = [part for piece in pieces for part in _single(piece)]
    whole = "\n".join(piece.text for piece in flat if isinstance(piece, Line))
    at, end = first_title(flat)
    main = paper_at(flat, 0, at, end, whole)
    stack = [main]
    index = end
    while index < len(flat):
        index = _step(flat, index, stack, whole)
    return main


def _single(piece: Piece) -> list[Piece]:
    if isinstance(piece, Grid):
        return [piece]
    parts = [part for run in parted(piece.text) for part in unglued(run)] or [piece.text]
    return [
        Line(part, piece.number, piece.last, piece.style, piece.apart and not i)
        for i, part in enumerate(parts)
    ]


def _step(flat: Sequence[Piece], index: int, stack: list[Paper], whole: str) -> int:
    """Put the piece at `index` where it belongs; how far that reached."""
    piece = flat[index]
    top = stack[-1]
    if isinstance(piece, Grid):
        _here(top).append(piece)
        return index + 1
    if is_imprint(piece.text) or (
        index + 1 < len(flat)
        and can_head(piece)
        and isinstance(follower := flat[index + 1], Line)
        and re.fullmatch(r"\d{4}\s*年[\d\s]+月[\d\s]+日\s*印发", follower.text.strip())
    ):
        top.imprint.append(piece)
        return index + 1
    past = index >= _end_of_listing(top, flat)
    marked = marker(piece) if past else None
    if marked is not None:
        return _attachment(flat, index, stack, whole, marked)
    found = notice_at(flat, index) if past and not _signs(flat, index, top) else None
    if found:
        return _attached_notice(flat, index, stack, whole, None, found)
    if past and (owner := _titled(flat, index, stack)):
        paper, item, end = owner
        del stack[stack.index(paper) + 1 :]
        heading = tuple(line for line in flat[index:end] if isinstance(line, Line))
        paper.parts.append(Part(item.no, item.title, heading=heading, marked=False))
        return end
    _here(top).append(piece)
    return index + 1


def _end_of_listing(paper: Paper, flat: Sequence[Piece]) -> int:
    """The place in the file after which attachments of this notice can begin."""
    begin = next(
        (i for i, piece in enumerate(flat) if paper.title_lines and piece is paper.title_lines[-1]), 0
    )
    if not paper.announced.items:
        return begin + 2
    return begin + 1 + paper.announced.end


def _signs(flat: Sequence[Piece], index: int, paper: Paper) -> bool:
    """Whether organ lines here are the signature of this notice: its date follows before any title."""
    for piece in flat[index : index + 6]:
        if not isinstance(piece, Line):
            return False
        if issue_date(piece.text):
            return not paper.parts
        if title_at([piece], 0):
            return False
    return False


def _here(paper: Paper) -> list[Piece]:
    return paper.parts[-1].pieces if paper.parts else paper.body


def _attachment(
    flat: Sequence[Piece], index: int, stack: list[Paper], whole: str, marked: tuple[int | None, str]
) -> int:
    """A marker line: find whose attachment it begins, and its heading."""
    no, words = marked
    start = index + 1
    if (found := notice_at(flat, start)) and not words:
        return _attached_notice(flat, start, stack, whole, no, found)
    lead = words or "".join(piece.text for piece in flat[start : start + 2] if isinstance(piece, Line))[:120]
    owner, item = next(
        (
            (paper, got)
            for paper in reversed(stack)
            if (got := paper.open_item(None, lead)) and similar(got.title, lead) > 0.5
        ),
        (None, None),
    )
    if owner is None:
        owner, item = next(
            ((paper, got) for paper in reversed(stack) if (got := paper.open_item(no, ""))), (None, None)
        )
    owner = owner or stack[-1]
    del stack[stack.index(owner) + 1 :]
    end = start if words else _heading_end(flat, start, item.title if item else "")
    heading = tuple(line for line in flat[start:end] if isinstance(line, Line))
    if words:
        heading = (Line(words, flat[index].number, flat[index].last),)
    title = item.title if item else joined([line.text for line in heading], whole) or f"附件{no or ''}"
    owner.parts.append(Part(item.no if item else no, title, heading=heading))
    return end


def _heading_end(flat: Sequence[Piece], start: int, title: str) -> int:
    """Where an attachment's own heading ends: as many lines as make it most like the announced title."""
    best, end, words = 0.55, start, ""
    for at in range(start, min(len(flat), start + 3)):
        piece = flat[at]
        if not isinstance(piece, Line) or len(piece.text) > 90 or re.search("[。；]", piece.text):
            break
        words += plain_start(piece.text)
        score = similar(words, title) if title else (0.6 if at == start and len(words) <= 50 else 0.0)
        if title and at == start:
            score = max(score, 0.6 if _inside(words, title) else 0.0)
        if score > best:
            best, end = score, at + 1
    return end


def _inside(words: str, title: str) -> bool:
    one, other = closed(words), closed(title)
    return len(one) >= 4 and (one in other or other in one)


def _titled(flat: Sequence[Piece], index: int, stack: list[Paper]) -> tuple[Paper, Announced, int] | None:
    """An attachment that begins with its title alone, its marker line being lost."""
    for paper in reversed(stack):
        taken = {(part.no, part.title) for part in paper.parts}
        for item in paper.announced.items:
            if (item.no, item.title) in taken:
                continue
            if (end := _title_end(flat, index, item.title)) and not _title_end(flat, index + 1, item.title):
                return paper, item, end
    return None


def _title_end(flat: Sequence[Piece], index: int, title: str) -> int:
    """Where (exclusive) an announced title ends that begins here, on up to three lines; 0 where none does.

    Right above a table less likeness will do.
    """
    words = ""
    for at in range(index, min(len(flat), index + 3)):
        piece = flat[at]
        if not isinstance(piece, Line) or re.search("[。；]", piece.text):
            return 0
        words += plain_start(piece.text)
        above = at + 1 < len(flat) and isinstance(flat[at + 1], Grid)
        if similar(words, title) >= (_ALIKE_ABOVE if above else _ALIKE):
            return at + 1
    return 0


def _attached_notice(
    flat: Sequence[Piece], index: int, stack: list[Paper], whole: str, no: int | None, found: tuple[int, int]
) -> int:
    at, end = found
    paper = paper_at(flat, index, at, end, whole)
    owner, item = next(
        (
            (p, got)
            for p in reversed(stack)
            if (got := p.open_item(None, paper.title)) and similar(got.title, paper.title) > 0.6
        ),
        (None, None),
    )
    if owner is None:
        owner, item = next(
            ((p, got) for p in reversed(stack) if (got := p.open_item(no, ""))), (stack[-1], None)
        )
    del stack[stack.index(owner) + 1 :]
    owner.parts.append(Part(item.no if item else no, item.title if item else paper.title, notice=paper))
    stack.append(paper)
    return end
