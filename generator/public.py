"""From records to public records: the one gate that decides what of personal data leaves, before any page is planned.

Everything after this works on the returned catalog, so body, listing, JSON and download cannot disagree. Entries pass
through `works.gate` on their way.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from msgspec.structs import astuple, replace

from generator.amending import amended
from generator.calm import calm
from generator.catalog import Catalog
from generator.model.campaign import Campaign
from generator.model.common import Contact
from generator.model.entry import Entry, MediaFile
from generator.model.record import Record
from generator.source import Source
from generator.status import contacts_shown_until, is_shut
from generator.values.phone import mask_mobiles, may_hold_mobile
from generator.values.when import parse_when
from generator.works.gate import Originals, is_withdrawn, released, tombstone, units_of
from generator.works.honours import announcements
from generator.works.order import hung
from generator.works.work import Tombstone, Work

_SHORTEST = 11
"""Characters of the shortest text with a mobile number in it."""


@calm()
def public_catalog(catalog: Catalog, *, as_of: date, samples: bool = True) -> Catalog:
    """Return `catalog` as the public may see it on `as_of`.

    Facts are what the notices in force on that day make of them. Contacts are masked or dropped by their visibility, every other mobile number in any text is masked, only approved
    works with consent are in it, and `samples=False` leaves sample campaigns out.
    """
    kept = [amended(campaign, as_of) for campaign in catalog.campaigns if samples or not campaign.sample]
    campaigns: list[Campaign] = []
    texts: dict[tuple[str, str], Source] = {}
    works: dict[str, tuple[Work, ...]] = {}
    tombstones: dict[str, tuple[Tombstone, ...]] = {}
    for campaign in kept:
        shown = shown_mobiles(campaign, as_of)
        clean = _cleaner(shown)
        campaigns.append(_published(campaign, clean, campaign.contact_visibility, campaign, as_of))
        for (owner, path), source in catalog.texts.items():
            if owner == campaign.id:
                texts[owner, path] = replace(source, text=clean(source.text))
        known = announcements(campaign)
        shown_entries = tuple(
            entry if _is_clean(entry, clean) else _published(entry, clean, "masked", campaign, as_of)
            for entry in catalog.entries.get(campaign.id, ())
        )
        works[campaign.id] = _works(catalog, campaigns[-1], shown_entries)
        tombstones[campaign.id] = tuple(
            tombstone(campaign, entry, known) for entry in shown_entries if is_withdrawn(entry)
        )
    ids = {campaign.id for campaign in kept}
    return Catalog(
        campaigns=tuple(campaigns),
        texts=texts,
        files={key: path for key, path in catalog.files.items() if key[0] in ids},
        works=works,
        tombstones=tombstones,
    )


def _works(catalog: Catalog, campaign: Campaign, entries: tuple[Entry, ...]) -> tuple[Work, ...]:
    """What passes the gate, as the gallery hangs it."""
    originals, known = Originals(catalog.originals, catalog.facts), announcements(campaign)
    votes, units = catalog.votes.get(campaign.id, {}), units_of(campaign)
    digests = catalog.digests
    works = (
        released(
            campaign,
            entry,
            originals,
            known,
            votes.get(entry.id),
            digests.get((campaign.id, entry.id), ""),
            units,
        )
        for entry in entries
    )
    return hung(campaign, (work for work in works if work))


def _cleaner(shown: frozenset[str]) -> Callable[[str], str]:
    def clean(text: str) -> str:
        """Mask every mobile in `text` that is not shown today."""
        return mask_mobiles(text, keep=shown)

    return clean


def _in_full(visibility: str, campaign: Campaign, as_of: date) -> bool:
    """Whether a contact of this visibility shows its mobile on `as_of`; none of a withdrawn or archived campaign does."""
    if is_shut(campaign, as_of):
        return False
    if visibility == "until-end":
        return as_of <= contacts_shown_until(campaign)
    if visibility.startswith("until:"):
        last = parse_when(visibility.removeprefix("until:")).last
        return last is not None and as_of <= last
    return visibility == "public"


def shown_mobiles(campaign: Campaign, as_of: date) -> frozenset[str]:
    """The mobile numbers of a campaign's contacts that are shown in full on `as_of`."""
    contacts = [*campaign.contacts, *(contact for s in campaign.subprojects for contact in s.contacts)]
    return frozenset(
        phone.text
        for contact in contacts
        if _in_full(contact.visibility or campaign.contact_visibility, campaign, as_of)
        for phone in contact.phones
        if phone.kind == "mobile"
    )


def _is_clean(entry: Entry, clean: Callable[[str], str]) -> bool:
    """Whether no text of an entry would be changed: of thousands nearly all, and a look is cheaper than a copy."""
    texts: list[str] = []
    _said(astuple(entry), texts)
    return not may_hold_mobile("\0".join(texts)) or all(clean(text) == text for text in texts)


def _said(values: Collection[Any], texts: list[str]) -> None:
    """Add every text among the values, and in the records, lists and mappings among them, that may hold a number."""
    texts += [value for value in values if isinstance(value, str) and len(value) >= _SHORTEST]
    for value in [value for value in values if value and not isinstance(value, str)]:
        if isinstance(value, Record):
            _said(astuple(value), texts)
        elif isinstance(value, tuple):
            _said(value, texts)
        elif isinstance(value, dict):
            _said(value.values(), texts)


def _published(
    value: Any, clean: Callable[[str], str], visibility: str, campaign: Campaign, as_of: date
) -> Any:
    """A copy of a record tree with every text cleaned and every contact as its visibility says."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(_published(item, clean, visibility, campaign, as_of) for item in value)
    if isinstance(value, dict):
        return {key: _published(item, clean, visibility, campaign, as_of) for key, item in value.items()}
    if not isinstance(value, Record):
        return value
    fields = {
        name: getattr(value, name)
        if name == "file" and isinstance(value, MediaFile)  # found by its name, which is never shown
        else _published(getattr(value, name), clean, visibility, campaign, as_of)
        for name in value.__struct_fields__
    }
    if isinstance(value, Contact):
        own = value.visibility or visibility
        if own == "hidden":
            fields |= {"phones": (), "fax": None, "email": None, "im": None}
        elif not _in_full(own, campaign, as_of):
            fields["phones"] = tuple(phone.mask() for phone in value.phones)
            fields["fax"] = value.fax.mask() if value.fax else None
    return replace(value, **fields)
