"""One bad work never stops the others: which entry a problem belongs to, and the catalog without the faulty ones."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from generator.catalog import Catalog
from generator.media.facts import MediaFault
from generator.problems import Place, Problem, errors, problem

Entry = tuple[str, str]
"""(campaign, entry)"""


def entry_of(found: Problem, folder: str) -> Entry | None:
    """The entry whose folder a problem lies in, None when it is not about a single entry."""
    inside = found.place.file.removeprefix(f"{folder}/")
    parts = inside.split("/")
    if inside == found.place.file or len(parts) < 4 or parts[1] != "entries":
        return None
    return parts[0], parts[3]


def without_faulty(catalog: Catalog, problems: Iterable[Problem], folder: str) -> Catalog:
    """The same catalog without the entries that have errors."""
    faulty = {entry for found in errors(problems) if (entry := entry_of(found, folder))}
    if not faulty:
        return catalog
    entries = {
        campaign_id: tuple(entry for entry in listed if (campaign_id, entry.id) not in faulty)
        for campaign_id, listed in catalog.entries.items()
    }
    return replace(catalog, entries=entries)


def media_problem(fault: MediaFault, catalog: Catalog, folder: str) -> Problem:
    """A fault that turned up while media were made, as a problem of its entry; without one, of its campaign."""
    campaign_id, entry_id, name = fault.key
    if not entry_id:
        return problem(fault.code, Place(f"{folder}/{campaign_id}/campaign.yml"), file=name, **fault.detail)
    entry = next(e for e in catalog.entries[campaign_id] if e.id == entry_id)
    place = Place(f"{folder}/{campaign_id}/entries/{entry.subproject or '_'}/{entry_id}/entry.yml")
    return problem(fault.code, place, file=name or "分享图", **fault.detail)
