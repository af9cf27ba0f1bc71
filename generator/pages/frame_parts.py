"""What every page has around its body: title, description, crumbs, print styles, the dock of a phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import escape

from generator import routes
from generator.catalog import Catalog
from generator.model.campaign import Campaign
from generator.pages.render import render
from generator.project import Project
from generator.site import Page
from generator.words import TIER_NAMES


@dataclass(frozen=True, slots=True)
class Setting:
    """What pages are planned from: the public catalog, the day, the project's settings."""

    catalog: Catalog
    today: date
    project: Project


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of 当前位置; the last one has no address."""

    text: str
    address: str | None = None


def campaign_name(campaign: Campaign) -> str:
    """The short name in crumbs and lists: `2024年 福建省`."""
    return f"{campaign.year}年 {campaign.region}"


def tier_name(campaign: Campaign) -> str:
    """What a reader calls the tier: 全国, or the region itself."""
    return TIER_NAMES["nation"] if campaign.tier == "nation" else campaign.region


def make_page(
    setting: Setting,
    address: str,
    title: str,
    template: str,
    *,
    column: str,
    description: str,
    crumbs: tuple[Crumb, ...] = (),
    campaign: Campaign | None = None,
    dock: tuple[tuple[str, str, str], ...] = (),
    print_as_document: bool = False,
    index: bool = True,
    script: str = "",
    share: str = "",
    data: str = "",
    **context: object,
) -> Page:
    """Render one page. `dock` holds (icon, text, href) for phones; `index=False` asks search engines to stay out.

    `script` is a further script of the theme; `share` the address of the page's share card; `data` finished JSON-LD.
    """
    root = routes.root_of(address)
    sample = campaign is not None and campaign.sample
    head = [f'<meta name="description" content="{escape(description[:150])}">']
    if sample or not index:
        head.append('<meta name="robots" content="noindex, noarchive">')
    if setting.project.site_url:
        head.append(f'<link rel="canonical" href="{escape(setting.project.site_url + address)}">')
    if script:
        head.append(f'<script src="{root}assets/zb/{script}" defer></script>')
    if share and setting.project.site_url:
        head.append(f'<meta property="og:title" content="{escape(title)}">')
        head.append(f'<meta property="og:image" content="{escape(setting.project.site_url + share)}">')
    if data:
        head.append(f'<script type="application/ld+json">{data}</script>')
    if print_as_document:
        head.append(f'<link rel="stylesheet" href="{root}assets/zb/print-gb9704.css" media="print">')
    body = render(
        template,
        root=root,
        crumbs=crumbs,
        campaign=campaign,
        today=setting.today,
        title=title,
        **context,
    )
    tail = render("dock.html", dock=dock) if dock else ""
    return Page(
        path=routes.file_of(address), title=title, body=body, head="\n".join(head), tail=tail, column=column
    )


def chinese_date(day: date) -> str:
    """`2024年8月12日`, unpadded as official texts print it."""
    return f"{day.year}年{day.month}月{day.day}日"


def campaign_crumbs(campaign: Campaign, last: str | None = None) -> tuple[Crumb, ...]:
    """首页 ／ 活动 ／ the campaign ／ last."""
    steps = [Crumb("首页", routes.HOME), Crumb("活动", routes.CAMPAIGNS)]
    if last is None:
        return (*steps, Crumb(campaign_name(campaign)))
    return (*steps, Crumb(campaign_name(campaign), routes.campaign(campaign.id)), Crumb(last))
