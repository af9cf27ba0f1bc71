"""Lists over all campaigns: campaigns as a tree of tiers, notices, contacts, galleries, results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from msgspec import Struct

from generator import routes
from generator.model.campaign import Campaign
from generator.pages.cards import WorkCard, work_cards
from generator.pages.frame_parts import Crumb, Setting, make_page
from generator.pages.views import (
    CampaignRow,
    NoticeRow,
    campaign_row,
    contact_views,
    first_line,
    notice_row,
)
from generator.site import Page
from generator.values.text import fold


class Branch(Struct, frozen=True):
    """A campaign and those below it."""

    row: CampaignRow
    below: tuple[Branch, ...]


class Year(Struct, frozen=True):
    """The campaigns of one year as trees, from the nation down."""

    year: int
    branches: tuple[Branch, ...]


def years(setting: Setting, campaigns: tuple[Campaign, ...]) -> tuple[Year, ...]:
    """All campaigns by year, newest first."""
    found = sorted({campaign.year for campaign in campaigns}, reverse=True)
    return tuple(Year(year, _branches(setting, [c for c in campaigns if c.year == year])) for year in found)


def _branches(setting: Setting, campaigns: list[Campaign]) -> tuple[Branch, ...]:
    ids = {campaign.id for campaign in campaigns}

    def branch(campaign: Campaign) -> Branch:
        below = [child for child in campaigns if child.parent == campaign.id]
        return Branch(campaign_row(campaign, setting.today), tuple(branch(child) for child in below))

    return tuple(branch(campaign) for campaign in campaigns if campaign.parent not in ids)


def tree_of(setting: Setting, campaign: Campaign) -> Branch | None:
    """The line from the top down to a campaign, and all below it; None where nothing is above or below."""
    catalog = setting.catalog

    def whole(one: Campaign) -> Branch:
        return Branch(
            campaign_row(one, setting.today), tuple(whole(child) for child in catalog.children(one))
        )

    tree = whole(campaign)
    line = catalog.ancestors(campaign)
    for upper in reversed(line):
        tree = Branch(campaign_row(upper, setting.today), (tree,))
    return tree if line or tree.below else None


def other_years(setting: Setting, campaign: Campaign) -> tuple[CampaignRow, ...]:
    """The campaigns of the same tier and region in other years, newest first; a sample among samples only."""
    region = fold(campaign.region)
    return tuple(
        campaign_row(one, setting.today)
        for one in setting.catalog.campaigns
        if one.year != campaign.year
        and one.tier == campaign.tier
        and one.sample == campaign.sample
        and (fold(one.region).endswith(region) or region.endswith(fold(one.region)))
    )


def newest_notices(setting: Setting, limit: int | None = None) -> tuple[NoticeRow, ...]:
    """Official notices, newest first; those without a printed date come after the dated ones of their year."""
    rows = [notice_row(c, n) for c in setting.catalog.official for n in c.notices]
    rows.sort(key=lambda row: row.sort, reverse=True)
    return tuple(rows[:limit])


def campaigns_page(setting: Setting) -> Page:
    """All campaigns, year by tier."""
    catalog = setting.catalog
    samples = tuple(c for c in catalog.campaigns if c.sample)
    return make_page(
        setting,
        routes.CAMPAIGNS,
        "活动",
        "campaigns.html",
        column="campaigns",
        description="历年“网聚职工正能量 争做中国好网民”主题活动，由全国、省、市逐级部署。",
        crumbs=(Crumb("首页", routes.HOME), Crumb("活动")),
        years=years(setting, catalog.official),
        samples=years(setting, samples),
    )


def notices_page(setting: Setting) -> Page:
    """All notices by year."""
    rows = newest_notices(setting)
    found = sorted({row.sort[0] for row in rows}, reverse=True)
    return make_page(
        setting,
        routes.NOTICES,
        "通知",
        "notices.html",
        column="notices",
        description="各级通知、公示、通报原文，逐字转录，可打印。",
        feed=routes.FEED,
        crumbs=(Crumb("首页", routes.HOME), Crumb("通知")),
        years=[(year, [row for row in rows if row.sort[0] == year]) for year in found],
    )


def contacts_index_page(setting: Setting) -> Page:
    """Whom to call, campaign by campaign."""
    rows = []
    for campaign in setting.catalog.official:
        views = contact_views(campaign.contacts, campaign)
        asked = first_line(views)
        count = sum(1 for s in campaign.subprojects for c in s.contacts if c.name)
        rows.append((campaign_row(campaign, setting.today), asked, routes.contacts(campaign.id), count))
    return make_page(
        setting,
        routes.CONTACTS,
        "联系",
        "contacts_index.html",
        column="contacts",
        description="各次活动主办部门和子项目承办单位的联系方式。",
        crumbs=(Crumb("首页", routes.HOME), Crumb("联系")),
        rows=rows,
    )


def gallery_index_page(setting: Setting) -> Page:
    """The galleries of all campaigns, those with works first by year, each with its first works."""
    return _hall(setting, routes.GALLERY, "展厅", "作品经评审、公示后在这里展示。", routes.gallery)


def results_index_page(setting: Setting) -> Page:
    """The honour rolls of all campaigns."""
    return _hall(
        setting,
        routes.RESULTS,
        "获奖",
        "获奖名单经公示后在这里公布，可按姓名、单位和作品查。",
        routes.results,
    )


FIRST = 4
"""Works of each campaign on the page of all galleries."""


class HallRow(Struct, frozen=True):
    """A campaign in a hall: where it leads, how much there is, and the first works of its wall."""

    row: CampaignRow
    address: str
    count: int
    year: int
    cards: tuple[WorkCard, ...]


def _hall(setting: Setting, address: str, title: str, note: str, to: Callable[[str], str]) -> Page:
    rows = [_hall_row(setting, campaign, to, address) for campaign in setting.catalog.campaigns]
    return make_page(
        setting,
        address,
        title,
        "hall.html",
        column=address.rstrip("/"),
        description=note,
        crumbs=(Crumb("首页", routes.HOME), Crumb(title)),
        note=note,
        what="作品" if address == routes.GALLERY else "名单",
        measure="件" if address == routes.GALLERY else "项",
        years=_years(rows),
        rows=[row for row in rows if row.count and not row.row.sample],
        samples=[row for row in rows if row.count and row.row.sample],
        empty=[row for row in rows if not row.count and not row.row.sample],
    )


def _years(rows: list[HallRow]) -> tuple[tuple[int, int], ...]:
    """(year, how much) of the official campaigns that have something to show, newest first; for jumping."""
    counted: Counter[int] = Counter()
    for row in rows:
        if not row.row.sample:
            counted[row.year] += row.count
    return tuple(sorted(((year, count) for year, count in counted.items() if count), reverse=True))


def _hall_row(setting: Setting, campaign: Campaign, to: Callable[[str], str], address: str) -> HallRow:
    works = setting.catalog.works_of(campaign)
    winners = [work for work in works if work.won]
    prizes = sum(len(work.won) for work in winners)
    shown = works if address == routes.GALLERY else tuple(winners)
    return HallRow(
        row=campaign_row(campaign, setting.today),
        address=to(campaign.id),
        count=len(works) if address == routes.GALLERY else prizes,
        year=campaign.year,
        cards=work_cards(campaign, shown[:FIRST]),
    )
