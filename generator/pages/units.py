"""The units of one campaign: what each must do, from every table and every quota that speaks of it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import quote

from generator import routes
from generator.model.campaign import Allocation, Campaign
from generator.model.common import Unit
from generator.pages.cards import shown_title
from generator.pages.frame_parts import Setting, campaign_crumbs, make_page
from generator.pages.quotas import EVERYONE, Against, QuotaView, quota_views
from generator.pages.statistics import (
    Bar,
    UnitFigures,
    allocation_charts,
    honours_of,
    quota_bar,
    unit_charts,
)
from generator.pages.targets import target_views
from generator.site import Page
from generator.values.text import fold
from generator.works.counts import works_of_unit
from generator.works.work import Work


@dataclass(frozen=True, slots=True)
class TableView:
    """An allocation table with its totals; `rows` are (unit, values)."""

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    totals: tuple[int, ...] | None


def table_view(table: Allocation) -> TableView:
    """A table as shown: declared totals are printed even where they do not add up (an erratum says so)."""
    return TableView(
        table.id,
        table.title,
        table.columns,
        tuple((r.unit, r.values) for r in table.rows),
        table.declared_total,
    )


@dataclass(frozen=True, slots=True)
class Task:
    """One thing asked of a unit; `count` is how many of its works are shown, `standing` where that is against it, `by` how far off."""

    what: str
    asked: str
    direction: str = ""
    count: int | None = None
    standing: str = ""
    by: int = 0
    bar: Bar | None = None
    against: Against | None = None


@dataclass(frozen=True, slots=True)
class UnitView:
    """One unit of a campaign: everything asked of it, its works that are shown, and what they won (title, award, address).

    `key` names its row on the page and stays: its id, or a hash of its name where only a table names it. `names` are all
    its printed names; `gallery` is where its works hang, empty where none does.
    """

    key: str
    name: str
    names: tuple[str, ...]
    tasks: tuple[Task, ...]
    works: int = 0
    won: tuple[tuple[str, str, str], ...] = ()
    gallery: str = ""
    figures: UnitFigures | None = None


@dataclass(slots=True)
class _Named:
    unit: Unit | None
    folded: set[str]
    rows: list[Task] = field(default_factory=list)


def unit_views(
    campaign: Campaign, quotas: tuple[QuotaView, ...], works: tuple[Work, ...] = ()
) -> tuple[UnitView, ...]:
    """Every unit that a table or a quota names, in the order of the list of units, then of the tables.

    What binds all units alike is left out here while no work is counted: the page says it once.
    """
    speaking: dict[str, set[QuotaView]] = defaultdict(set)
    for quota in quotas:
        speaking[fold(quota.units)].add(quota)
    views = []
    for name, one in _named(campaign).items():
        binding = set().union(*(speaking.get(known, set()) for known in one.folded))
        if works:
            binding |= speaking.get(fold(EVERYONE), set())
        views.append(_view(campaign, name, one, [q for q in quotas if q in binding], works))
    return tuple(views)


def _named(campaign: Campaign) -> dict[str, _Named]:
    """The units by name, with what the tables give each; a row speaks of a unit by any name or class of it."""
    found = {
        unit.name: _Named(unit, {fold(n) for n in (unit.name, *unit.names, *unit.classes)})
        for unit in campaign.units
    }
    by_name: dict[str, list[_Named]] = defaultdict(list)
    for one in found.values():
        for known in one.folded:
            by_name[known].append(one)
    for table in campaign.allocation:
        for row in table.rows:
            spoken = by_name[fold(row.unit)]
            if not spoken:
                found[row.unit] = _Named(None, {fold(row.unit)})
                spoken.append(found[row.unit])
            for one in spoken:
                one.rows += [Task(c, str(v)) for c, v in zip(table.columns, row.values, strict=True)]
    return found


def _view(
    campaign: Campaign, name: str, one: _Named, quotas: list[QuotaView], works: tuple[Work, ...]
) -> UnitView:
    unit = one.unit
    key = unit.id if unit else hashlib.sha256(fold(name).encode()).hexdigest()[:8]
    own = works_of_unit(campaign, works, unit) if unit and works else ()
    bounds = next((quota.bounds for quota in quotas if quota.wide and quota.bounds), None) or (None, None)
    address = f"{routes.units(campaign.id)}#{routes.unit_anchor(key)}"
    return UnitView(
        key=key,
        name=name,
        names=(name, *(unit.names if unit else ())),
        tasks=(*one.rows, *(_task(quota, own if unit and works else None) for quota in quotas)),
        works=len(own),
        won=_won(campaign, own),
        gallery=_gallery(campaign, unit, own) if unit and own else "",
        figures=UnitFigures(name, address, len(own), honours_of(own), *bounds) if unit and works else None,
    )


def _task(quota: QuotaView, own: tuple[Work, ...] | None) -> Task:
    task = Task(quota.what, quota.printed, quota.direction, against=quota.against)
    if own is None or quota.count is None:
        return task
    count = quota.count(own)
    bar = quota_bar(count.works, *quota.bounds) if quota.bounds else None
    return Task(
        quota.what, quota.printed, quota.direction, count.works, count.standing, count.by, bar, quota.against
    )


def _won(campaign: Campaign, own: tuple[Work, ...]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (
            shown_title(work),
            prize.award.title + ("，公示中" if prize.state == "proposed" else ""),
            routes.work(campaign.id, work.id),
        )
        for work in own
        for prize in work.won
    )


def _gallery(campaign: Campaign, unit: Unit, own: tuple[Work, ...]) -> str:
    """The gallery, filtered to the unit where all its works stand under its id: that is what the filter goes by."""
    everything = all(work.unit_id == unit.id for work in own)
    return routes.gallery(campaign.id) + (f"?unit={quote(unit.id, safe='')}" if everything else "")


def units_page(setting: Setting, campaign: Campaign) -> Page:
    """Make the page."""
    quotas = quota_views(setting, campaign)
    works = setting.catalog.works_of(campaign)
    units = unit_views(campaign, quotas, works)
    tables = tuple(table_view(table) for table in campaign.allocation)
    return make_page(
        setting,
        routes.units(campaign.id),
        f"我的单位 {campaign.title}",
        "units.html",
        column="campaigns",
        description=f"{campaign.title}：任务分配表、推荐名额，按单位查。",
        crumbs=campaign_crumbs(campaign, "我的单位"),
        campaign=campaign,
        script="zb-units.js" if units else "",
        units=units,
        counted=bool(works),
        everyone=tuple(q for q in quotas if q.units == EVERYONE),
        quotas=tuple(q for q in quotas if q.units != EVERYONE),
        tables=tuple((table, allocation_charts(table.columns, table.rows)) for table in tables),
        charts=unit_charts(view.figures for view in units if view.figures),
        targets=target_views(campaign),
    )
