"""Where each fact of a campaign stands in its official texts: file, line and sentence.

What a record repeats is what `claims` lists; here the same words are looked for once more, to say where.
A text may say a thing in several places (a host is named in three paragraphs): the place nearest to the sub-project's
own paragraphs is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from generator.catalog import Catalog
from generator.claims import Claim, all_contacts, claims, subproject_claims
from generator.model.campaign import Campaign
from generator.model.common import Contact
from generator.model.notice import Notice
from generator.model.record import Record
from generator.model.subproject import Subproject
from generator.official import document
from generator.values.text import fold, fold_number, sentences

Key = tuple[int, str, int | None]
"""A record (by identity), its field, and the item of a listed field."""


class Anchor(Struct, frozen=True):
    """A line of an official text. `path` is from the campaign's folder, `line` counts from 1.

    `attached` is the position of the attachment whose text it is, None for the notice's own body; `sentence` is the
    sentence of that line which says it.
    """

    notice: str
    path: str
    line: int
    attached: int | None
    sentence: str


class _Line(Struct, frozen=True):
    notice: str
    path: str
    line: int
    attached: int | None
    text: str
    folded: str
    numbers: str


def anchors(catalog: Catalog, campaign: Campaign) -> dict[Key, Anchor]:
    """Return where each fact of `campaign` stands. What stands in a table or form kept as data has no line."""
    lines = _lines(catalog, campaign)
    found: dict[Key, Anchor] = {}
    own = {id(record): _home(lines, s) for s in campaign.subprojects for record, *_ in subproject_claims(s)}
    own |= {id(contact): _home(lines, s) for s in campaign.subprojects for contact in s.contacts}
    for stage in campaign.schedule:
        begins = _hits(lines, fold(stage.name))
        own |= {id(part): begins[0] for part in (stage, *stage.milestones) if begins}
    for record, name, index, _, words in claims(campaign):
        if anchor := _said(lines, words, near=own.get(id(record))):
            found[id(record), name, index] = anchor
    for contact in all_contacts(campaign):
        found.update(_phones(lines, contact, own.get(id(contact))))
    return found


def project_anchors(catalog: Catalog, campaign: Campaign, subproject: Subproject) -> dict[Key, Anchor]:
    """As `anchors`, of one sub-project and its contacts."""
    lines = _lines(catalog, campaign)
    home = _home(lines, subproject)
    found: dict[Key, Anchor] = {}
    for record, name, index, _, words in (*subproject_claims(subproject), *_people(subproject)):
        if anchor := _said(lines, words, near=home):
            found[id(record), name, index] = anchor
    for contact in subproject.contacts:
        found.update(_phones(lines, contact, home))
    return found


def first_anchor(found: dict[Key, Anchor], records: Iterable[Record | None]) -> Anchor | None:
    """Where the first of these records is printed, whichever of its fields it is."""
    for record in records:
        for (one, _, _), anchor in found.items():
            if one == id(record):
                return anchor
    return None


@lru_cache(maxsize=256)
def numbered_lines(text: str, notice: Notice | None) -> frozenset[int]:
    """The lines of an official text that stand on the page as paragraphs or headings of their own."""
    shown = [b.line for b in document(text, notice) if b.role in ("heading", "paragraph", "note")]
    return frozenset(shown)


def _people(subproject: Subproject) -> Iterator[Claim]:
    for contact in subproject.contacts:
        for name in ("name", "unit", "email"):
            if words := getattr(contact, name):
                yield contact, name, None, "", words


def _lines(catalog: Catalog, campaign: Campaign) -> tuple[_Line, ...]:
    """Every line of the campaign's notices and their text attachments, in the order of the notices."""
    lines: list[_Line] = []
    for notice in campaign.notices:
        texts = [(None, notice.body), *((at, a.body) for at, a in enumerate(notice.attachments) if a.body)]
        for attached, path in texts:
            for number, text, folded, numbers in _folded(catalog.text(campaign, path or "")):
                lines.append(_Line(notice.id, path or "", number, attached, text, folded, numbers))
    return tuple(lines)


@lru_cache(maxsize=256)
def _folded(text: str) -> tuple[tuple[int, str, str, str], ...]:
    return tuple(
        (number, line.strip(), fold(line), fold_number(line))
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip()
    )


def _home(lines: tuple[_Line, ...], subproject: Subproject) -> int | None:
    """The position of the line a sub-project begins at: of those that print its title the one its other words follow."""
    title = fold(subproject.title)
    named = [at for at, line in enumerate(lines) if title in line.folded]
    if len(named) < 2:
        return named[0] if named else None
    own = [fold(words)[:40] for record, name, _, _, words in subproject_claims(subproject) if name != "title"]
    own += [fold(name) for contact in subproject.contacts if (name := contact.name or contact.unit)]
    ends = [*named[1:], len(lines)]
    scores = [
        sum(any(words in line.folded for line in lines[at : min(end, at + _REACH)]) for words in own)
        for at, end in zip(named, ends, strict=True)
    ]
    return named[scores.index(max(scores))]


_REACH = 30
"""Lines: a sub-project's own part of a notice is shorter."""


def _hits(lines: tuple[_Line, ...], wanted: str) -> list[int]:
    return [at for at, line in enumerate(lines) if wanted and wanted in line.folded]


def _said(lines: tuple[_Line, ...], words: str, *, near: int | None) -> Anchor | None:
    """The line that prints `words`; of long ones, or such as go over lines, the line of their first sentence."""
    for piece in (words, *words.split("\n")[:1], *sentences(words)):
        wanted = fold(piece)
        if hits := _hits(lines, wanted):
            return _anchor(lines[_nearest(hits, near)], wanted, number=False)
    return None


def _phones(lines: tuple[_Line, ...], contact: Contact, near: int | None) -> Iterator[tuple[Key, Anchor]]:
    name = fold(contact.name or contact.unit or "")
    for index, phone in enumerate(contact.phones):
        wanted = phone.text.replace("-", "")
        hits = [at for at, line in enumerate(lines) if wanted in line.numbers.replace("-", "")]
        beside = [at for at in hits if name and name in lines[at].folded]
        if hits:
            at = _nearest(beside or hits, near)
            yield (id(contact), "phones", index), _anchor(lines[at], wanted, number=True)


def _nearest(hits: list[int], near: int | None) -> int:
    """The first hit from `near` on, else the last one before it; the first of all without `near`."""
    if near is None:
        return hits[0]
    return next((at for at in hits if at >= near), hits[-1])


def _anchor(line: _Line, wanted: str, *, number: bool) -> Anchor:
    for sentence in sentences(line.text):
        said = fold_number(sentence).replace("-", "") if number else fold(sentence)
        if wanted in said:
            return Anchor(line.notice, line.path, line.line, line.attached, sentence)
    return Anchor(line.notice, line.path, line.line, line.attached, line.text)
