"""A page taken apart: its links and anchors, what the policy would block, and what it tells that it must not.

A page is read in pieces that end where a tag ends with its line. Most pieces (the frame around every page, the words of
a template) stand on thousands of pages and are read once; others differ in their values only (`shapes`). Where `>` and
the end of a line stand inside a quoted value, a comment or a drawing, the piece is read anew with those that follow.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from generator.leaks.escapes import is_literal
from generator.leaks.scan import scan_text
from generator.leaks.sought import Leak, Sought
from generator.verify.moulds import Cut, Moulds
from generator.verify.pieces import NOTHING, UNCLOSED, Facts, doubled, facts_of, read_piece
from generator.verify.quiet import Quiet
from generator.verify.said import Document, Said
from generator.verify.shapes import BORDER, SIGNS, START, Shape, count_of, cut, joined, read_shape, tell
from generator.verify.tags import Impurity

_KNOWN_PIECES = 1 << 14
_JOINED = 8
"""Pieces that are tried together; if they still do not close, the rest of the page is read in one go."""
_CUT = f">{BORDER}{START}".encode()
_WHOLES = 1 << 11
_READINGS = 64
"""So many ways of one shape are kept."""

__all__ = ["Document", "Facts", "Impurity", "PageReader", "Said"]

Made = tuple[list[Facts], tuple[Leak, ...]]
Strange = tuple[int, str, int, Facts]
"""(its number, shape, number of its first value, what it says) of a piece whose shape nobody has read."""


class PageReader:
    """Reads the pages of one site; remembers the pieces it met last."""

    def __init__(self, sought: Sought) -> None:
        self._sought = sought
        self._known: dict[bytes, Facts] = {}
        self._shapes: dict[str, Shape] = {}
        self._wholes: dict[str, Shape] = {}
        self._moulds = Moulds()
        self._quiet = Quiet(sought)

    def read(self, page: bytes) -> Document:
        """Take a page apart. Comments are an impurity, and what is in them counts for nothing else but leaks."""
        said = self.read_facts(page)
        ids = [one for facts in said.facts for one in facts.ids]
        return Document(
            tuple(one for facts in said.facts for one in facts.links),
            frozenset(ids),
            tuple(doubled(ids)),
            any(facts.redirect for facts in said.facts),
            tuple(one for facts in said.facts for one in facts.impure),
            said.leaks,
            frozenset(one for facts in said.facts for one in facts.names),
        )

    def read_facts(self, page: bytes) -> Said:
        """As `read`, by pieces: those of the frame are the same objects for every page."""
        said = self.read_ahead(page)
        return self.read_with_care(page) if said.due and not self._quiet.is_quiet([said.due]) else said

    def read_ahead(self, page: bytes) -> Said:
        """As `read_facts`, but what is `due` has not been looked at."""
        return self._read(page, ahead=True)

    def read_with_care(self, page: bytes) -> Said:
        """As `read_facts`, with nothing put off: for pages that may tell something."""
        return self._read(page, ahead=False)

    def loud(self, said: Sequence[Said]) -> list[int]:
        """The numbers of those of which, by what is due of them, something may be told: they are to be read with care."""
        due = [(number, one.due) for number, one in enumerate(said) if one.due]
        return [due[at][0] for at in self._quiet.loud([words for _, words in due])]

    def _read(self, page: bytes, *, ahead: bool) -> Said:
        moulded = ahead and not self._quiet.looks_across
        if moulded and (filled := self._moulds.fit(page, self._known.get)):
            new = [facts_of(tell(filled.places, filled.values, 0))] if filled.places else []
            return Said(filled.known, new, due=self._quiet.words("", filled.values))
        pieces = page.removesuffix(b"\n").removesuffix(b">").split(b">\n")
        found = list(map(self._known.get, pieces))
        fresh = [at for at, facts in enumerate(found) if facts is None]
        whole = page.endswith((b">", b">\n"))
        if not whole or UNCLOSED in found or (fresh and any(sign in page for sign in SIGNS)):
            return self._one_by_one(page)
        known = [facts for facts in found if facts is not None and facts is not NOTHING]
        if not fresh:
            return Said(known, [])
        own = [pieces[at] for at in fresh]
        text = f"{START}{_CUT.join(own).decode('utf-8', 'replace')}>"
        values, left = cut(text)
        quick = self._as_one(values, left) if ahead else None
        if quick is not None:
            if moulded:
                self._moulds.learn(page, Cut(pieces, found, left, values, self._wholes[left]))
            return Said(known, quick, due=self._quiet.words(text, values))
        made = self._by_shape(own, text, values, left)
        return Said(known, *made) if made else self._one_by_one(page)

    def _by_shape(self, pieces: list[bytes], text: str, values: list[str], left: str) -> Made | None:
        """Read pieces that no page before had; None if one of them does not close."""
        shapes = left.split(BORDER)
        start = 0
        facts: list[Facts] = []
        strange: list[Strange] = []
        extra: list[str] = []
        for piece, shape in zip(pieces, shapes, strict=True):
            known = self._shapes.get(shape)
            places = known.readings.get(tuple([values[start + at] for at in known.fixed])) if known else None
            if places is None:
                one, without = read_piece(piece)
                if one.unclosed:
                    self._known[piece] = UNCLOSED
                    return None
                strange.append((len(facts), shape, start, one))
                extra += without
            else:
                one = facts_of(tell(places, values, start)) if places else NOTHING
            facts.append(one)
            start += known.size if known else count_of(shape)
        if not extra and self._quiet.is_quiet([self._quiet.words(text, values)]):
            if not strange:
                self._keep(dict(zip(pieces, facts, strict=True)))
                self._join(left, shapes, values)
                return facts, ()
            if self._is_plain(strange, pieces):
                self._keep(dict(zip(pieces, facts, strict=True)))
                self._learn_all(strange, values)
                return facts, ()
        leaks = self._leaks([text[1:].replace(f"{BORDER}{START}", "\n"), *extra])
        self._keep(dict(zip(pieces, facts, strict=True)), leaks)
        if not leaks:
            self._learn_all(strange, values)
        return facts, leaks

    def _is_plain(self, strange: list[Strange], pieces: list[bytes]) -> bool:
        """Whether there is surely no leak in the tags of new shapes of a page with harmless values: nothing lies across their ends."""
        each = {shape: pieces[at] for at, shape, _, _ in strange}
        text = "".join(f"{piece.decode('utf-8', 'replace')}>\n" for piece in each.values())
        return is_literal(text) and not self._quiet.looks_across and not self._leaks([text])

    def _join(self, left: str, shapes: list[str], values: list[str]) -> None:
        """Remember pieces of known shapes as one."""
        if len(self._wholes) < _WHOLES:
            whole = joined([self._shapes[shape] for shape in shapes], values)
            known = self._wholes.setdefault(left, whole)
            if len(known.readings) < _READINGS:
                known.readings.update(whole.readings)

    def _learn_all(self, strange: list[Strange], values: list[str]) -> None:
        for _, shape, start, one in strange:
            self._learn(shape, values[start : start + count_of(shape)], one)

    def _as_one(self, values: list[str], left: str) -> list[Facts] | None:
        """Read all pieces at once that were met before, one behind the other, in these shapes; None if they were not."""
        whole = self._wholes.get(left)
        places = whole.readings.get(tuple([values[at] for at in whole.fixed])) if whole else None
        if places is None:
            return None
        return [facts_of(tell(places, values, 0))] if places else []

    def _learn(self, shape: str, values: list[str], facts: Facts) -> None:
        """Remember how pieces of this shape are read, if that gives what the rules of browsers gave for this one."""
        known = self._shapes.get(shape)
        if known and tuple([values[at] for at in known.fixed]) in known.readings:
            return  # of another piece of this page
        made = None if facts.impure or facts.redirect else read_shape(shape, values)
        if not made:
            return
        (places,) = made.readings.values()
        told = tell(places, values, 0)
        same = (sorted(told.links), told.ids, told.names) == (
            sorted(facts.links),
            list(facts.ids),
            list(facts.names),
        )
        if told.impure or not same:
            return
        known = self._shapes.setdefault(shape, made)
        if len(known.readings) < _READINGS:
            known.readings.update(made.readings)

    def _one_by_one(self, page: bytes) -> Said:
        """Read all pieces by the rules of browsers: some do not close."""
        *pieces, rest = page.split(b">\n")
        found: list[Facts] = []
        held: list[bytes] = []
        fresh: dict[bytes, Facts] = {}
        texts: list[str] = []
        for piece in pieces:
            held.append(piece)
            if len(held) <= _JOINED:
                whole = b">\n".join(held)
                facts = self._known.get(whole) or fresh.get(whole)
                if facts is None:
                    facts, without = read_piece(whole)
                    fresh[whole] = facts
                    texts += [] if facts.unclosed else [f"{whole.decode('utf-8', 'replace')}>", *without]
                if not facts.unclosed:
                    found.append(facts)
                    held.clear()
        if held or rest:
            whole = b">\n".join([*held, rest])
            facts, without = read_piece(whole, last=True)
            found.append(facts)
            texts += [whole.decode("utf-8", "replace"), *without]
        leaks = self._leaks(texts)
        self._keep(fresh, leaks)
        return Said([], found, leaks)

    def _leaks(self, texts: list[str]) -> tuple[Leak, ...]:
        """Searched once a page, not once a piece."""
        return tuple(scan_text("\n".join(texts), self._sought)) if texts else ()

    def _keep(self, fresh: dict[bytes, Facts], leaks: tuple[Leak, ...] = ()) -> None:
        """Remember pieces; of a page with leaks only if it is clear which of them tell."""
        if leaks:
            each = {
                piece: self._leaks([f"{piece.decode('utf-8', 'replace')}>", *read_piece(piece)[1]])
                for piece in fresh
            }
            clear = {leak for found in each.values() for leak in found}.issuperset(leaks)
            fresh = {
                piece: replace(facts, tells=bool(each[piece])) for piece, facts in fresh.items() if clear
            }
        if len(self._known) > _KNOWN_PIECES:
            self._known = {
                piece: facts for piece, facts in self._known.items() if facts.tells or facts.unclosed
            }
        self._known.update(fresh)
