"""Whole pages by their mould: all that pages of one make have alike, with holes where they differ.

A mould is made of a page that was read piece by piece. The next page of its make is not cut to pieces: what lies between
the holes is compared as it stands, and only what fills them is looked at. What fits is what would have been read piece
by piece; in any doubt nothing fits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from generator.verify.pieces import NOTHING, Facts
from generator.verify.shapes import BORDER, HOLE, SIGNS, START, Place, Shape

_END = b">\n"
_SIGN = BORDER.encode()
_MOST = 24
"""Moulds of one number of tags."""
_LESSONS = 1_000
"""So many pages are made moulds of: where more are needed, pages are not alike."""
_MOST_LOOSE = 12
"""Pieces of a mould that may be others from page to page."""


class Filled(NamedTuple):
    """A page that fits: the facts of its known pieces, how its values are to be read, and these."""

    known: list[Facts]
    places: tuple[Place, ...]
    values: list[str]


class Cut(NamedTuple):
    """A page that was read: its pieces, the facts of those that were known (None: the others), and these in one.

    `shape`, `values` and `whole` are those of all the others, one behind the other.
    """

    pieces: Sequence[bytes]
    facts: Sequence[Facts | None]
    shape: str
    values: Sequence[str]
    whole: Shape


class _Step(NamedTuple):
    """A hole: what it ends at, the bytes behind it, and how many of them and of those before it belong to the value.

    A hole for a whole piece has None before it.
    """

    mark: bytes
    behind: bytes
    size: int
    before: int | None
    after: int


class Mould(NamedTuple):
    """How pages of one make begin and go on; `texts` of the values are no values of attributes."""

    head: bytes
    steps: list[_Step]
    known: list[Facts]
    loose: list[int]
    places: tuple[Place, ...]
    texts: int
    cut: Cut

    def fit(self, page: bytes, known: Callable[[bytes], Facts | None]) -> Filled | None:
        """What fills the holes, if `page` is of this make; `known` gives the facts of pieces met before."""
        if not page.startswith(self.head):
            return None
        at = len(self.head)
        find, goes_on = page.find, page.startswith
        filled: list[bytes] = []
        loose: list[bytes] = []
        for mark, behind, size, before, after in self.steps:
            end = find(mark, at)
            if not goes_on(behind, end) or end < 0:
                return None
            if before is None:
                loose.append(page[at:end])
            else:
                filled.append(page[at - before : end + after])
            at = end + size
        if at != len(page):
            return None
        facts = self._facts(loose, known)
        values = self._values(filled)
        if facts is None or values is None:
            return None
        return Filled(facts, self.places, values)

    def _facts(self, loose: list[bytes], known: Callable[[bytes], Facts | None]) -> list[Facts] | None:
        facts = self.known
        if loose:
            facts = list(facts)
            for number, piece in zip(self.loose, loose, strict=True):
                one = known(piece)
                if one is None or one.unclosed:
                    return None
                facts[number] = one
        return [one for one in facts if one is not NOTHING]

    def _values(self, filled: list[bytes]) -> list[str] | None:
        """The values, if they are such as stand in pieces of these shapes: nothing in them ends or begins anything."""
        joined = _SIGN.join(filled)
        ends = joined.count(b">") != self.texts  # each text has the one before it
        if ends or b"<" in joined or b">\n" in joined or b">\x01" in joined or joined.endswith(b">"):
            return None
        try:
            return joined.decode().split(BORDER) if filled else []
        except UnicodeDecodeError:
            return None


class Moulds:
    """The moulds of one site, by the number of tags; those that fitted last are tried first."""

    def __init__(self) -> None:
        self._moulds: dict[int, list[Mould]] = {}
        self._lessons = _LESSONS

    def fit(self, page: bytes, known: Callable[[bytes], Facts | None]) -> Filled | None:
        """What fills the holes of the mould of this page, if there is one."""
        moulds = self._moulds.get(page.count(b"<"))
        if not moulds or any(sign in page for sign in SIGNS):
            return None
        for number, mould in enumerate(moulds):
            if filled := mould.fit(page, known):
                if number:
                    moulds.insert(0, moulds.pop(number))
                return filled
        return None

    def learn(self, page: bytes, cut: Cut) -> None:
        """Make a mould of a page that was read; or make one looser that differs in pieces that are known."""
        if not self._lessons:
            return
        self._lessons -= 1
        moulds = self._moulds.setdefault(page.count(b"<"), [])
        fresh = _fresh(cut)
        fixed = [cut.values[at] for at in cut.whole.fixed]
        loose: set[int] = set()
        for number, mould in enumerate(moulds):
            other = mould.cut
            alike = (
                other.shape == cut.shape and len(other.pieces) == len(cut.pieces) and _fresh(other) == fresh
            )
            if alike and [other.values[at] for at in other.whole.fixed] == fixed:
                loose = {at for at in mould.loose if at not in fresh}
                loose |= {
                    at
                    for at, (one, two) in enumerate(zip(other.pieces, cut.pieces, strict=True))
                    if one != two and at not in fresh
                }
                del moulds[number]
                break
        made = _made(page, cut, sorted(loose)) if len(loose) <= _MOST_LOOSE else None
        if made and len(moulds) < _MOST:
            moulds.insert(0, made)


def _fresh(cut: Cut) -> set[int]:
    return {at for at, facts in enumerate(cut.facts) if facts is None}


def _made(page: bytes, cut: Cut, loose: Sequence[int]) -> Mould | None:
    """The mould of a page; None if it has a text where a piece begins, or nothing behind a hole."""
    literals: list[bytes] = [b""]
    kinds: list[tuple[int | None, int]] = []
    holes: dict[int, int] = {}
    values = iter(enumerate(cut.values))
    shapes = iter(cut.shape.split(BORDER))
    fixed = set(cut.whole.fixed)
    for at, (piece, facts) in enumerate(zip(cut.pieces, cut.facts, strict=True)):
        if at in loose:
            kinds.append((None, 0))
            literals.append(_END)
        elif facts is not None:
            literals[-1] += piece + _END
        else:
            first, *others = next(shapes).split(HOLE)
            literals[-1] += first.removeprefix(START).encode()
            for other in others:
                number, value = next(values)
                begins = value[0] == START
                if begins and value.strip(f"{START} \n"):
                    return None
                if begins or number in fixed:
                    literals[-1] += value.removeprefix(START).encode()
                else:
                    quoted = value[0] == "="
                    literals[-1] += b'="' if quoted else b">"
                    holes[number] = len(holes)
                    kinds.append((2, 1) if quoted else (1, 0))
                    literals.append(b'"' if quoted else b"")
                literals[-1] += other.encode()
            literals[-1] += b"\n"  # the shape has the `>`
    last = page.endswith(_END)
    literals[-1] = literals[-1] if last else literals[-1].removesuffix(b"\n")
    head, *behind = literals
    if not all(behind):
        return None
    (places,) = [
        read
        for key, read in cut.whole.readings.items()
        if key == tuple(cut.values[at] for at in cut.whole.fixed)
    ]
    if not all(place.at in holes for place in places):
        return None
    texts = sum(cut.values[number][0] != "=" for number in holes)
    return Mould(
        head,
        [
            _Step(one[: 2 if kind[0] is None else 1], one, len(one), *kind)
            for one, kind in zip(behind, kinds, strict=True)
        ],
        [NOTHING if facts is None else facts for facts in cut.facts],
        list(loose),
        tuple(place._replace(at=holes[place.at]) for place in places),
        texts,
        cut,
    )
