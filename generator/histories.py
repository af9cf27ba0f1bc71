"""How the facts of a campaign that later notices changed came to be what they are today."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from generator.amending import Edit, read_amendments
from generator.endings import own_notice, withdrawn
from generator.model.campaign import Campaign
from generator.model.notice import Notice
from generator.spots import Path, is_time, spoken


class Said(Struct, frozen=True):
    """One value of a fact, the notice that says so, and whether it is past, holds today, or was taken back."""

    text: str
    notice: Notice
    standing: Literal["former", "now", "revoked"]


class History(Struct, frozen=True):
    """The values of one fact in the order in which they were said."""

    path: Path
    said: tuple[Said, ...]


def histories(campaign: Campaign) -> tuple[History, ...]:
    """How each amended fact came to what it is, of a campaign as it is on its day (`amended`)."""
    if not any(notice.amendments for notice in campaign.notices):
        return ()
    _, edits, _ = read_amendments(campaign)
    gone = withdrawn(campaign)
    facts: dict[tuple[Path, str], list[Edit]] = {}
    for edit in edits:
        chain = _chain(facts, edit)
        facts.setdefault(chain, []).append(edit)
    return tuple(_history(campaign, path, chain, gone) for (path, _), chain in facts.items())


def _chain(facts: dict[tuple[Path, str], list[Edit]], edit: Edit) -> tuple[Path, str]:
    """The fact an edit goes on with: the same spot; of a longer text, the words that were changed before."""
    for key, before in facts.items():
        if key[0] == edit.path and (not edit.part or before[-1].amendment.to == edit.amendment.former):
            return key
    return edit.path, edit.amendment.former if edit.part else ""


def _history(campaign: Campaign, path: Path, edits: list[Edit], gone: Mapping[str, Notice]) -> History:
    valid = [edit for edit in edits if edit.notice.id not in gone]
    first = Said(
        spoken(edits[0].amendment.former), source_of(campaign, edits[0].notice), "former" if valid else "now"
    )
    return History(
        path,
        (
            first,
            *(
                Said(
                    _told(edit),
                    edit.notice,
                    "revoked" if edit not in valid else "now" if edit is valid[-1] else "former",
                )
                for edit in edits
            ),
        ),
    )


def source_of(campaign: Campaign, notice: Notice) -> Notice:
    """The notice whose words this one changes: the one it names, else the first of the campaign."""
    for relation in notice.relates_to:
        named = own_notice(campaign, relation.notice)
        if relation.relation in ("amends", "extends", "corrects") and named:
            return next(one for one in campaign.notices if one.id == named)
    return campaign.notices[0]


def _told(edit: Edit) -> str:
    printed = getattr(edit.value, "printed", None) if is_time(edit.value) else None
    return edit.amendment.printed or printed or spoken(edit.amendment.to)
