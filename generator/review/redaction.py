"""What of the earlier state may be shown: only what may still be.

A comparison is attached to a merge request, and whoever sees the request may read it. So of the earlier state it repeats
no mobile number that is not shown any more, nothing of a work that was taken down, and no name that the consent of
today does not cover. What is new is public by itself: it passed the one gate.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from generator.leaks.sought import Sought, numbers_in
from generator.values.phone import mask_mobiles
from generator.values.text import fold, mask_citizen_ids
from generator.works.hidden import said_by
from generator.works.work import Work

GONE = "（已不公开的内容，这里不再显示）"


class Redaction(Struct, frozen=True):
    """`mobiles` are those that the new state shows in full; `words` what works say, or said, that is not public, folded."""

    mobiles: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    def of(self, text: str, beside: str = "") -> str:
        """Return text of the earlier state as it may be repeated; what stands in `beside` too (folded, public) may stay."""
        shown = mask_mobiles(mask_citizen_ids(text), keep=self.mobiles)
        folded = fold(shown)
        hidden = any(word in folded and word not in beside for word in self.words)
        return GONE if hidden else shown

    def leaks(self, text: str) -> bool:
        """Whether a finished output holds a number that nobody may be told, for all our care."""
        return any(numbers_in(text, Sought(self.mobiles)))


def unsaid(before: Iterable[Work], after: Iterable[Work]) -> frozenset[str]:
    """The words of works as they were that their works of now do not say: of those that changed what may be known of them."""
    now = {(one.campaign_id, one.id): one for one in after}
    words: set[str] = set()
    for work in before:
        left = now.get((work.campaign_id, work.id))
        if left is None or not as_open(work, left):
            still = {fold(text) for text in said_by(left)} if left else set()
            words |= {word for text in _said(work) for word in _parts(text) if word not in still}
    return frozenset(words)


def as_open(before: Work, after: Work) -> bool:
    """Whether of a work still so much is shown: its makers' names and units, where it had some."""
    names = any(m.name for m in before.makers) <= any(m.name for m in after.makers)
    units = bool(before.unit or any(m.unit for m in before.makers)) <= bool(
        after.unit or any(m.unit for m in after.makers)
    )
    return names and units


def _said(work: Work) -> Iterable[str]:
    """What a work says of itself; codes, prizes and what is made of its files are not its own words."""
    yield from (text for text in (work.title, work.no, work.statement, work.text) if text)
    yield from (text for maker in work.makers for text in (maker.name, maker.unit) if text)
    yield from (text for text in (work.recommended_by,) if text)
    if work.account:
        yield from (text for text in (work.account.name, work.account.url) if text)
    for piece in work.pieces:
        yield from (text for text in (piece.alt, piece.caption) if text)


def _parts(text: str) -> Iterable[str]:
    """A text's paragraphs, folded; a single character stands in every line."""
    return (word for line in text.split("\n") if len(word := fold(line)) > 1)
