"""From an entry to what the public may see of it: the one gate, by allowlist.

Only an entry that somebody approved, with a wording of consent that covers publication, becomes a `Work`; a withdrawn
one becomes a `Tombstone`; of anything else nothing goes on. What the consent does not cover (names, units) stays here.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct

from generator.media.facts import Facts
from generator.media.recipe import CardOrder, card_order, order_for
from generator.model.campaign import Campaign
from generator.model.common import Unit
from generator.model.entry import Entry
from generator.values.text import fold
from generator.works.honours import Announced, prizes
from generator.works.work import AccountLink, Maker, Piece, Prize, Subject, Tombstone, Work, cover_of

Key = tuple[str, str, str]
"""(campaign, entry, file name)"""

Withheld = Literal[
    "received", "pending", "rejected", "unapproved", "no-consent", "consent-too-narrow", "faulty"
]
WITHHELD_NAMES: Mapping[Withheld, str] = {
    "received": "已收到",
    "pending": "待审",
    "rejected": "未通过",
    "unapproved": "缺审核记录",
    "no-consent": "缺同意书",
    "consent-too-narrow": "同意书未包含公开",
    "faulty": "有错误",
}
PUBLISHED_ROLES = frozenset({"work", "cover", "portrait", "logo", "score"})


class Originals(Struct, frozen=True):
    """The media of all entries: where they stand and what measuring told."""

    paths: Mapping[Key, Path]
    facts: Mapping[Key, Facts]


def withheld(campaign: Campaign, entry: Entry) -> Withheld | None:
    """Why an entry is not shown, None if it is. A withdrawn one is not withheld: it has its tombstone."""
    if entry.status in ("received", "pending", "rejected"):
        return entry.status
    if entry.approval is None:
        return "unapproved"
    consent = campaign.consents.get(entry.consent or "")
    if consent is None:
        return "no-consent"
    covers = consent.covers
    if "publication" not in covers or ("name" not in covers and subject_of(campaign, entry) == "person"):
        return "consent-too-narrow"
    return None


def is_withdrawn(entry: Entry) -> bool:
    """Whether an entry was taken down; either word for it is enough."""
    return entry.status == "withdrawn" or entry.withdrawn is not None


def is_released(campaign: Campaign, entry: Entry) -> bool:
    """Whether an entry is shown."""
    return not is_withdrawn(entry) and withheld(campaign, entry) is None


def is_reduced(campaign: Campaign, entry: Entry) -> bool:
    """Whether a released entry is shown without names or units that it has: its consent does not cover them."""
    covers = set(campaign.consents[entry.consent or ""].covers)
    named = "name" not in covers and any(credit.name for credit in entry.credits)
    housed = "unit" not in covers and bool(
        entry.unit or entry.recommended_by or any(credit.unit for credit in entry.credits)
    )
    return named or housed


def subject_of(campaign: Campaign, entry: Entry) -> Subject:
    """What the entry is; one of no sub-project is an organisation with a prize."""
    subproject = campaign.subproject(entry.subproject) if entry.subproject else None
    return subproject.subject if subproject else "organisation"


def unit_named(campaign: Campaign, name: str | None) -> Unit | None:
    """The registered unit an entry names by id, name or another printed name."""
    if name is None:
        return None
    folded = fold(name)
    for unit in campaign.units:
        if name == unit.id or folded in {fold(n) for n in (unit.name, *unit.names)}:
            return unit
    return None


def units_of(campaign: Campaign) -> Callable[[str | None], Unit | None]:
    """`unit_named` of one campaign for many names, of which each is looked for once."""
    return functools.cache(functools.partial(unit_named, campaign))


def released(
    campaign: Campaign,
    entry: Entry,
    originals: Originals,
    known: Announced,
    votes: int | None = None,
    digest: str = "",
    units: Callable[[str | None], Unit | None] | None = None,
) -> Work | None:
    """The public work, None if the entry is not shown. A file that could not be measured is left out.

    `digest` is the sha256 of the entry's file, "" where it is not known; `units` are those of the campaign (`units_of`).
    """
    if not is_released(campaign, entry):
        return None
    covers = campaign.consents[entry.consent or ""].covers
    unit = units(entry.unit) if units else unit_named(campaign, entry.unit)
    won = prizes(campaign, entry, known)
    makers = _makers(entry, names="name" in covers, units="unit" in covers)
    pieces = _pieces(campaign, entry, originals)
    subject = subject_of(campaign, entry)
    housed = (unit.name if unit else entry.unit) if "unit" in covers else None
    return Work(
        campaign_id=campaign.id,
        id=entry.id,
        subproject_id=entry.subproject,
        subject=subject,
        title=entry.title,
        no=entry.no,
        makers=makers,
        unit=housed,
        unit_id=unit.id if unit and "unit" in covers else None,
        recommended_by=entry.recommended_by if "unit" in covers else None,
        statement=entry.statement,
        text=entry.text,
        account=_account(entry),
        ai_use=entry.ai_use,
        pieces=pieces,
        prizes=won,
        type_card=None if cover_of(pieces) else _card(campaign, entry, subject, makers, housed, won),
        votes=votes,
        source=_source(entry, pieces, votes, digest),
    )


def _source(entry: Entry, pieces: tuple[Piece, ...], votes: int | None, digest: str) -> str:
    if not digest:
        return ""
    told = (entry.id, entry.subproject, digest, votes, *[(p.order.key, p.facts) for p in pieces])
    return hashlib.blake2b(repr(told).encode(), digest_size=16).hexdigest()


def tombstone(campaign: Campaign, entry: Entry, known: Announced) -> Tombstone:
    """What is left of a withdrawn entry."""
    said = entry.withdrawn
    notice = None
    if said and said.notice:
        campaign_id, _, notice_id = said.notice.rpartition("/")
        notice = (campaign_id or campaign.id, notice_id)
    return Tombstone(
        campaign_id=campaign.id,
        id=entry.id,
        on=said.on.last if said else None,
        printed=said.on.text if said else "",
        reason=said.reason if said else "",
        notice=notice,
        awards=tuple(
            _scoped(campaign, entry, prize)
            for prize in prizes(campaign, entry, known)
            if prize.state != "shortlisted"
        ),
    )


def _scoped(campaign: Campaign, entry: Entry, prize: Prize) -> tuple[str | None, str]:
    subproject = campaign.subproject(entry.subproject) if entry.subproject else None
    own = subproject is not None and prize.award in subproject.awards
    return (entry.subproject if own else None), prize.award.id


def _makers(entry: Entry, *, names: bool, units: bool) -> tuple[Maker, ...]:
    makers = [
        Maker(credit.name if names else None, credit.role, credit.unit if units else None)
        for credit in entry.credits
        if names or (units and credit.unit)
    ]
    return tuple([maker for maker in makers if maker.name or maker.unit])


def _account(entry: Entry) -> AccountLink | None:
    account = entry.account
    return AccountLink(account.platform, account.name, account.url) if account else None


def _pieces(campaign: Campaign, entry: Entry, originals: Originals) -> tuple[Piece, ...]:
    if not entry.media:
        return ()
    pieces = []
    for file in entry.media:
        key = (campaign.id, entry.id, file.file)
        facts, path = originals.facts.get(key), originals.paths.get(key)
        if file.role not in PUBLISHED_ROLES or facts is None or path is None:
            continue
        order = order_for(key, path, facts, entry.ai_use)
        pieces.append(Piece(file.role, file.alt or "", file.caption or "", facts, order))
    return tuple(pieces)


def _card(
    campaign: Campaign,
    entry: Entry,
    subject: Subject,
    makers: tuple[Maker, ...],
    unit: str | None,
    won: tuple[Prize, ...],
) -> CardOrder:
    """The share card set in type of a work that has no picture."""
    best = won[0] if won else None
    subproject = campaign.subproject(entry.subproject) if entry.subproject else None
    return card_order(
        (campaign.id, entry.id, ""),
        title=f"《{entry.title}》" if subject == "work" and "《" not in entry.title else entry.title,
        kicker=(subproject.kind or subproject.title) if subproject else campaign.region,
        foot="、".join([maker.name for maker in makers if maker.name]) or unit or "",
        award=best.award.title if best and best.state == "confirmed" else "",
        ai_use=entry.ai_use,
    )
