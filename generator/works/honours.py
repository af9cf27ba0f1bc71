"""Which awards have been announced: the word of the latest result notice counts, no entry file changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from generator.endings import in_force
from generator.model.campaign import Campaign
from generator.model.common import Award
from generator.model.entry import Entry, Honour
from generator.model.notice import Notice
from generator.works.work import Prize


class Announcement(Struct, frozen=True):
    """What a notice says of an award: proposed (公示) or confirmed (通报)."""

    state: Literal["proposed", "confirmed"]
    notice: Notice


def scheme(campaign: Campaign, subproject_id: str | None) -> tuple[Award, ...]:
    """The awards a work of this sub-project may get, the highest first: its own, then those of the campaign."""
    subproject = campaign.subproject(subproject_id) if subproject_id else None
    return (*(subproject.awards if subproject else ()), *campaign.awards)


def named_award(reference: str) -> tuple[str | None, str]:
    """`songs/first` to ("songs", "first"); `first` to (None, "first")."""
    subproject_id, _, award_id = reference.rpartition("/")
    return subproject_id or None, award_id


def announcements(campaign: Campaign) -> Mapping[tuple[str | None, str], Announcement]:
    """By (sub-project or None, award) what was announced: confirmed beats proposed, of equals the later notice counts.

    What a withdrawn notice announced was not announced.
    """
    found: dict[tuple[str | None, str], Announcement] = {}
    for notice in in_force(campaign):
        for reference in notice.results.awards if notice.results else ():
            state = notice.results.state if notice.results else "proposed"
            subproject_id, award_id = named_award(reference)
            # said of the award wherever it is given, it is said of each sub-project named before
            named = [key for key in found if key[1] == award_id] if subproject_id is None else []
            for key in {(subproject_id, award_id): None, **dict.fromkeys(named)}:
                before = found.get(key) or found.get((None, award_id))
                stands = before and before.state == "confirmed" and state == "proposed"
                found[key] = before if before and stands else Announcement(state, notice)
    return found


Announced = Mapping[tuple[str | None, str], Announcement]


def announced(known: Announced, entry: Entry, honour: Honour) -> Announcement | None:
    """What was announced of one honour: of this sub-project's award by name, else of the award wherever it is given."""
    return known.get((entry.subproject, honour.award)) or known.get((None, honour.award))


def prizes(campaign: Campaign, entry: Entry, known: Announced) -> tuple[Prize, ...]:
    """The honours of an entry that may be shown, the highest first; `known` are the campaign's announcements.

    One that no notice has announced is not shown unless the entry itself says its state: an award must never be on
    the site before its 公示.
    """
    if not entry.honours:
        return ()
    return tuple(sorted(_prizes(campaign, entry, known), key=lambda p: (p.place, p.rank or 0)))


def _prizes(campaign: Campaign, entry: Entry, known: Announced) -> Iterator[Prize]:
    awards = scheme(campaign, entry.subproject)
    for honour in entry.honours:
        place = next((i for i, award in enumerate(awards) if award.id == honour.award), None)
        said = announced(known, entry, honour)
        state = honour.state or (said.state if said else None)
        if place is None or state is None:
            continue
        yield Prize(awards[place], place, honour.rank, state, _notice(campaign, honour, said))


def _notice(campaign: Campaign, honour: Honour, said: Announcement | None) -> tuple[str, str] | None:
    if honour.notice:
        campaign_id, _, notice_id = honour.notice.rpartition("/")
        return campaign_id or campaign.id, notice_id
    return (campaign.id, said.notice.id) if said else None
