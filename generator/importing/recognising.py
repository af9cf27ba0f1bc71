"""What a received document says, as drafts of campaign folders: the main notice first, then the upper tiers attached to it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.importing import notices
from generator.importing.campaigns import draft_of
from generator.importing.draft import Draft
from generator.importing.naming import Names, pinyin
from generator.importing.papers import Paper
from generator.importing.parts import cut
from generator.importing.received import Line, Received
from generator.importing.regions import speaks_for


def recognise(received: Received, *, id: str, year: int | None = None) -> tuple[Draft, ...]:
    """The campaigns of a document. `id` names the main one (`C`, or `C/N` to name its notice too), `year` is used where none is printed.

    Every text goes whole into a body; what is not certain is told as a guess or left as text, and nothing is made up.
    """
    main = cut(received.pieces)
    whole = "\n".join(piece.text for piece in received.pieces if isinstance(piece, Line))
    names = Names(id.partition("/")[0])
    ids = {_key(main): id}
    for paper in _attached(main):
        ids[_key(paper)] = names.plain(_proposed(paper, year, whole))
    return tuple(
        draft_of(paper, campaign=ids[_key(paper)], year=year, whole=whole, attached=ids)
        for paper in (main, *_attached(main))
    )


def _key(paper: Paper) -> int:
    """What tells one notice of a document from another."""
    return id(paper)


def _attached(paper: Paper) -> Iterator[Paper]:
    """All notices attached to this one, at any depth, nearest tier first."""
    for part in paper.parts:
        if part.notice:
            yield part.notice
            yield from _attached(part.notice)


def _proposed(paper: Paper, year: int | None, whole: str) -> str:
    """An id as the shipped campaigns have them: `2024-national`, `2023-guangdong`."""
    facts = notices.facts_of(paper)
    tier, region = speaks_for((*facts.issuers, *facts.head.organs, *facts.closing.organs))
    known = notices.year_of(paper, facts, year, whole)
    place = "national" if tier == "nation" else pinyin(region)
    return "-".join(part for part in (str(known or ""), place or "campaign") if part)
