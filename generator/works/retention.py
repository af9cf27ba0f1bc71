"""保存期: when it is over, the works of a campaign are taken down as if they had been withdrawn that day.

Why not refuse to build: a site that stops being rebuilt keeps showing what it should not, and everything else besides.
Source: Personal Information Protection Law (2021), articles 19 (shortest term) and 47 (deletion when it is over).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from generator.catalog import Catalog
from generator.model.campaign import Campaign
from generator.model.entry import Entry, Withdrawal
from generator.problems import Problem, problem
from generator.works.gate import is_released

REASON = "保存期已满，按规定撤下"


def retired(catalog: Catalog, *, as_of: date) -> tuple[Catalog, list[Problem]]:
    """The checked catalog with the works of expired campaigns withdrawn, and a warning (W609) for each such campaign."""
    entries = dict(catalog.entries)
    warnings: list[Problem] = []
    for campaign in _expired(catalog, as_of):
        listed = entries.get(campaign.id, ())
        released = [entry for entry in listed if is_released(campaign, entry)]
        if released:
            entries[campaign.id] = tuple(_withdrawn(campaign, entry) for entry in listed)
            assert campaign.retention
            place = catalog.retention[campaign.id]
            warnings.append(problem("W609", place, until=campaign.retention.when.text, works=len(released)))
    return replace(catalog, entries=entries), warnings


def _expired(catalog: Catalog, as_of: date) -> Iterator[Campaign]:
    for campaign in catalog.campaigns:
        last = campaign.retention.when.last if campaign.retention else None
        if last and last < as_of:
            yield campaign


def _withdrawn(campaign: Campaign, entry: Entry) -> Entry:
    if not is_released(campaign, entry):
        return entry
    assert campaign.retention
    gone = Withdrawal(on=campaign.retention.when, reason=REASON)  # read already
    return replace(entry, status="withdrawn", withdrawn=gone)
