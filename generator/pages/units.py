"""“我的单位”: what each unit must do, from every table and every quota that speaks of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator import routes
from generator.model.campaign import Allocation, Campaign
from generator.model.common import Quota
from generator.model.subproject import Subproject
from generator.pages.cards import shown_title
from generator.pages.frame_parts import Setting, campaign_crumbs, make_page
from generator.pages.targets import target_views
from generator.site import Page
from generator.values.text import fold
from generator.works.counts import Count, counted, counted_each, works_of_unit
from generator.works.work import Work

EVERYONE = "各单位"
"""Whom a quota without a class of units binds."""


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
class QuotaView:
    """A quota in the words of the notice: whom it binds, for what; and how to count works against it (None: not here)."""

    units: str
    what: str
    printed: str
    count: Callable[[tuple[Work, ...]], Count] | None = None


def quota_views(setting: Setting, campaign: Campaign) -> tuple[QuotaView, ...]:
    """Campaign-wide quotas, then those of the sub-projects."""
    views = []
    for quota in campaign.quotas:
        upper = setting.catalog.by_id.get(quota.of or "")
        what = f"{upper.region}系列" if upper else "本级项目"
        count = None if upper else _counter(campaign, quota, None)
        views.append(QuotaView(quota.units or EVERYONE, what, quota.printed, count))
    for subproject in campaign.subprojects:
        for quota in subproject.quotas:
            count = _counter(campaign, quota, subproject)
            views.append(QuotaView(quota.units or EVERYONE, subproject.title, quota.printed, count))
    return tuple(views)


def _counter(
    campaign: Campaign, quota: Quota, subproject: Subproject | None
) -> Callable[[tuple[Work, ...]], Count]:
    if subproject is None and quota.per == "subproject":
        own = tuple(s for s in campaign.subprojects if s.tier == campaign.tier)
        return lambda works: counted_each(quota, works, own)
    return lambda works: counted(quota, works, subproject)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing asked of a unit; `count` is how many of its works are shown, `standing` where that is against it, `by` how far off."""

    what: str
    asked: str
    count: int | None = None
    standing: str = ""
    by: int = 0


@dataclass(frozen=True, slots=True)
class UnitView:
    """One unit: everything asked of it, how many of its works are shown, and what they won (title, award, address)."""

    name: str
    tasks: tuple[Task, ...]
    works: int = 0
    won: tuple[tuple[str, str, str], ...] = ()


def unit_views(
    campaign: Campaign, quotas: tuple[QuotaView, ...], works: tuple[Work, ...] = ()
) -> tuple[UnitView, ...]:
    """Every unit that a table or a quota names, in the order of the list of units, then of the tables.

    What binds all units alike is left out here: the page says it once.
    """
    names: dict[str, set[str]] = {}
    for unit in campaign.units:
        names[unit.name] = {fold(n) for n in (unit.name, *unit.names, *unit.classes)}
    for table in campaign.allocation:
        for row in table.rows:
            if not any(fold(row.unit) in known for known in names.values()):
                names[row.unit] = {fold(row.unit)}
    registered = {unit.name: unit for unit in campaign.units}
    views = []
    for name, known in names.items():
        own = works_of_unit(campaign, works, registered[name]) if name in registered else ()
        tasks: list[Task] = []
        for table in campaign.allocation:
            for row in table.rows:
                if fold(row.unit) in known:
                    tasks += [Task(c, str(v)) for c, v in zip(table.columns, row.values, strict=True)]
        for quota in quotas:
            general = quota.units == EVERYONE and bool(works)
            if general or fold(quota.units) in known:
                tasks.append(_task(quota, own if name in registered and works else None))
        won = tuple(
            (
                shown_title(work),
                prize.award.title + ("，公示中" if prize.state == "proposed" else ""),
                routes.work(campaign.id, work.id),
            )
            for work in own
            for prize in work.won
        )
        views.append(UnitView(name, tuple(tasks), len(own), won))
    return tuple(views)


def _task(quota: QuotaView, own: tuple[Work, ...] | None) -> Task:
    if own is None or quota.count is None:
        return Task(quota.what, quota.printed)
    count = quota.count(own)
    return Task(quota.what, quota.printed, count.works, count.standing, count.by)


def units_page(setting: Setting, campaign: Campaign) -> Page:
    """Make the page."""
    quotas = quota_views(setting, campaign)
    works = setting.catalog.works_of(campaign)
    return make_page(
        setting,
        routes.units(campaign.id),
        f"我的单位 {campaign.title}",
        "units.html",
        column="campaigns",
        description=f"{campaign.title}：任务分配表、推荐名额，按单位查。",
        crumbs=campaign_crumbs(campaign, "我的单位"),
        campaign=campaign,
        units=unit_views(campaign, quotas, works),
        counted=bool(works),
        everyone=tuple(q for q in quotas if q.units == EVERYONE),
        quotas=tuple(q for q in quotas if q.units != EVERYONE),
        tables=tuple(table_view(table) for table in campaign.allocation),
        targets=target_views(campaign),
    )
