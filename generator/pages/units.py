"""“我的单位”: what each unit must do, from every table and every quota that speaks of it."""

from __future__ import annotations

from dataclasses import dataclass

from generator import routes
from generator.model.campaign import Allocation, Campaign
from generator.pages.frame_parts import Setting, campaign_crumbs, make_page
from generator.pages.targets import target_views
from generator.site import Page
from generator.values.text import fold

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
    """A quota in the words of the notice: whom it binds, for what."""

    units: str
    what: str
    printed: str


def quota_views(setting: Setting, campaign: Campaign) -> tuple[QuotaView, ...]:
    """Campaign-wide quotas, then those of the sub-projects."""
    views = []
    for quota in campaign.quotas:
        upper = setting.catalog.by_id.get(quota.of or "")
        what = f"{upper.region}系列" if upper else "本级项目"
        views.append(QuotaView(quota.units or EVERYONE, what, quota.printed))
    for subproject in campaign.subprojects:
        for quota in subproject.quotas:
            views.append(QuotaView(quota.units or EVERYONE, subproject.title, quota.printed))
    return tuple(views)


@dataclass(frozen=True, slots=True)
class UnitView:
    """One unit and everything asked of it: (what, figure or words)."""

    name: str
    tasks: tuple[tuple[str, str], ...]


def unit_views(campaign: Campaign, quotas: tuple[QuotaView, ...]) -> tuple[UnitView, ...]:
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
    views = []
    for name, known in names.items():
        tasks: list[tuple[str, str]] = []
        for table in campaign.allocation:
            for row in table.rows:
                if fold(row.unit) in known:
                    tasks += [
                        (column, str(value)) for column, value in zip(table.columns, row.values, strict=True)
                    ]
        tasks += [(q.what, q.printed) for q in quotas if fold(q.units) in known]
        views.append(UnitView(name, tuple(tasks)))
    return tuple(views)


def units_page(setting: Setting, campaign: Campaign) -> Page:
    """Make the page."""
    quotas = quota_views(setting, campaign)
    return make_page(
        setting,
        routes.units(campaign.id),
        f"我的单位 {campaign.title}",
        "units.html",
        column="campaigns",
        description=f"{campaign.title}：任务分配表、推荐名额，按单位查。",
        crumbs=campaign_crumbs(campaign, "我的单位"),
        campaign=campaign,
        units=unit_views(campaign, quotas),
        everyone=tuple(q for q in quotas if q.units == EVERYONE),
        quotas=tuple(q for q in quotas if q.units != EVERYONE),
        tables=tuple(table_view(table) for table in campaign.allocation),
        targets=target_views(campaign),
    )
