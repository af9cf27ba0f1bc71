"""A work as the public may see it. Built by naming what is shown: status, approval, consent and file names are not here."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from generator.media.facts import Facts
from generator.media.recipe import AiUse, CardOrder, Order, Output
from generator.model.common import Award

HonourState = Literal["shortlisted", "proposed", "confirmed"]
Form = Literal["image", "series", "audio", "video", "text"]
Subject = Literal["work", "person", "account", "organisation", "platform", "case", "activity"]


class Maker(Struct, frozen=True):
    """One credit; what the entrant did not agree to have published is None."""

    name: str | None
    role: str | None
    unit: str | None


class Piece(Struct, frozen=True):
    """One published file of a work, with what is made of it."""

    role: str
    alt: str
    caption: str
    facts: Facts
    order: Order

    @property
    def pictures(self) -> tuple[Output, ...]:
        """The pictures (of a film: its poster), narrowest first; none of a sound."""
        return tuple(output for output in self.order.outputs if output.role == "picture")

    @property
    def stream(self) -> Output | None:
        """The film or sound that is played."""
        return next((output for output in self.order.outputs if output.role == "stream"), None)

    @property
    def card(self) -> Output | None:
        """The share card made of this picture."""
        return next((output for output in self.order.outputs if output.role == "card"), None)


_THE_WORK = ("work", "portrait", "logo")
"""Roles of the pieces that are the work itself."""


def cover_of(pieces: tuple[Piece, ...]) -> Piece | None:
    """The picture a card shows of a work with these pieces: the cover, else its first picture or poster, else nothing."""
    first = None
    for piece in pieces:
        if piece.role == "cover" and piece.pictures:
            return piece
        if first is None and piece.role in _THE_WORK and piece.pictures:
            first = piece
    return first


class Prize(Struct, frozen=True):
    """An honour that has been announced. `place` is the award's position in the scheme, 0 the highest.

    `notice` is (campaign, notice) of the announcement, None where the entry itself states the honour.
    """

    award: Award
    place: int
    rank: int | None
    state: HonourState
    notice: tuple[str, str] | None


class AccountLink(Struct, frozen=True):
    """The social-media account that was sent in."""

    platform: str
    name: str
    url: str | None


class Work(Struct, frozen=True, kw_only=True):
    """One published work, person, account, organisation, platform, case or activity."""

    campaign_id: str
    id: str
    subproject_id: str | None
    subject: Subject
    title: str
    no: str | None
    makers: tuple[Maker, ...]
    unit: str | None
    unit_id: str | None
    recommended_by: str | None
    statement: str | None
    text: str | None
    account: AccountLink | None
    ai_use: AiUse
    pieces: tuple[Piece, ...]
    prizes: tuple[Prize, ...]
    type_card: CardOrder | None
    votes: int | None = None
    source: str = ""
    """A name for all that is the work's own in this record, "" where nobody knows: under one name, campaign and day it is the same."""

    @property
    def shown(self) -> tuple[Piece, ...]:
        """The pieces that are the work itself (its score and its cover are not)."""
        return tuple([p for p in self.pieces if p.role in _THE_WORK]) if self.pieces else ()

    @property
    def cover(self) -> Piece | None:
        """The picture a card shows: the cover, else the first picture or poster, else nothing."""
        return cover_of(self.pieces)

    @property
    def form(self) -> Form:
        """What the work consists of, as one sees it."""
        if not self.pieces:
            return "text"
        kinds = [piece.facts.kind for piece in self.shown]
        if "video" in kinds:
            return "video"
        if "audio" in kinds:
            return "audio"
        if kinds.count("image") > 1:
            return "series"
        return "image" if kinds else "text"

    @property
    def duration(self) -> float:
        """Playing time of all films and sounds, seconds."""
        return sum(piece.facts.duration for piece in self.shown)

    @property
    def share_card(self) -> Output | None:
        """The square picture for WeChat."""
        if self.cover and self.cover.card:
            return self.cover.card
        return self.type_card.output if self.type_card else None

    @property
    def won(self) -> tuple[Prize, ...]:
        """The prizes, the highest first, without those the work is only shortlisted for."""
        return tuple([p for p in self.prizes if p.state != "shortlisted"]) if self.prizes else ()

    @property
    def best(self) -> Prize | None:
        """The highest prize."""
        return self.prizes[0] if self.prizes else None


class Tombstone(Struct, frozen=True):
    """All that is left of a withdrawn work: its address, since when, why, and the notice that says so."""

    campaign_id: str
    id: str
    on: date | None
    printed: str
    reason: str
    notice: tuple[str, str] | None
    awards: tuple[tuple[str | None, str], ...] = ()
    """What it had been given: (sub-project, or None for an award of the campaign; award), as announced."""
