"""Quotas counted: how many works of a unit are shown, against what its notice asks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from generator.model.campaign import Campaign
from generator.model.common import Quota
from generator.model.subproject import Subproject
from generator.works.gate import unit_named
from generator.works.work import Work

Standing = Literal["met", "under", "over"]


class Count(Struct, frozen=True):
    """How many works count, and where that stands against the quota."""

    works: int
    standing: Standing
    by: int = 0
    """How many are lacking, or too many."""


def works_by_unit(campaign: Campaign, works: tuple[Work, ...]) -> Mapping[str, tuple[Work, ...]]:
    """The works each unit sent in, by its id: those under its name, or that it recommended for a unit the list does not have."""
    found: dict[str, list[Work]] = defaultdict(list)
    for work in works:
        if sender := _sender(campaign, work):
            found[sender].append(work)
    return {unit: tuple(own) for unit, own in found.items()}


def _sender(campaign: Campaign, work: Work) -> str | None:
    if work.unit_id:
        return work.unit_id
    for name in (work.recommended_by, work.unit, *(maker.unit for maker in work.makers)):
        if unit := unit_named(campaign, name):
            return unit.id
    return None


def counted(quota: Quota, works: tuple[Work, ...], subproject: Subproject | None) -> Count:
    """Count one unit's `works` against a quota of a sub-project, or of the whole campaign."""
    number = len(works) if subproject is None else [w.subproject_id for w in works].count(subproject.id)
    if quota.max is not None and number > quota.max:
        return Count(number, "over", number - quota.max)
    if quota.min is not None and number < quota.min:
        return Count(number, "under", quota.min - number)
    return Count(number, "met")


def counted_each(quota: Quota, works: tuple[Work, ...], subprojects: tuple[Subproject, ...]) -> Count:
    """Count against a quota that holds for every sub-project alike: the works shown, and the worst standing."""
    counts = [counted(quota, works, subproject) for subproject in subprojects]
    standings = {count.standing for count in counts}
    worst: Standing = "over" if "over" in standings else "under" if "under" in standings else "met"
    off = sum(count.by for count in counts if count.standing == worst)
    return Count(sum(count.works for count in counts), worst, off)
