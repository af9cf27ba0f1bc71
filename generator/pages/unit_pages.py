"""The pages of a campaign's units: all of them with what is asked of each, tables, plans, and figures as bars."""

from __future__ import annotations

from collections.abc import Iterator

from generator import routes
from generator.model.campaign import Campaign
from generator.pages.allocations import table_view
from generator.pages.amendments import amendment_views
from generator.pages.frame_parts import Crumb, Setting, campaign_crumbs, make_page, near
from generator.pages.quotas import EVERYONE, quota_views
from generator.pages.statistics import MOST, allocation_charts, unit_charts
from generator.pages.targets import target_views
from generator.pages.units import unit_views
from generator.site import Page


def units_pages(setting: Setting, campaign: Campaign) -> Iterator[Page]:
    """Make the pages: one, or as many as very many units need. What is said once stands on the first."""
    quotas = quota_views(setting, campaign)
    works = setting.catalog.works_of(campaign)
    units = unit_views(campaign, quotas, works)
    tables = tuple(table_view(table) for table in campaign.allocation)
    last = units[-1].page if units else 1
    for number in range(1, last + 1):
        once = number == 1
        heading = "我的单位" + ("" if once else f" 第{number}页")
        address = routes.units(campaign.id, number)
        root = routes.root_of(address)
        yield make_page(
            setting,
            address,
            f"{heading} {campaign.title}",
            "units.html",
            column="campaigns",
            description=f"{campaign.title}：任务分配表、推荐名额，按单位查。",
            crumbs=_crumbs(campaign, number),
            campaign=campaign,
            script="zb-units.js" if units else "",
            units=tuple(view for view in units if view.page == number),
            total=len(units),
            number=number,
            first=1 + sum(view.page < number for view in units),
            pages=[(n, root + routes.units(campaign.id, n)) for n in near(number, last)] if last > 1 else [],
            counted=bool(works),
            everyone=tuple(q for q in quotas if q.units == EVERYONE) if once else (),
            quotas=tuple(q for q in quotas if q.units != EVERYONE) if once else (),
            tables=tuple(
                (table, allocation_charts(table.columns, table.rows))
                for table in tables
                if once and len(table.rows) <= MOST
            ),
            charts=unit_charts(view.figures for view in units if view.figures) if once else (),
            targets=target_views(campaign) if once else (),
            changes=[
                change
                for change in amendment_views(campaign, root)
                if once and change.field in ("quotas", "allocation", "targets")
            ],
        )


def _crumbs(campaign: Campaign, number: int) -> tuple[Crumb, ...]:
    steps = campaign_crumbs(campaign, "我的单位")
    if number == 1:
        return steps
    return (*steps[:-1], Crumb("我的单位", routes.units(campaign.id)), Crumb(f"第{number}页"))
