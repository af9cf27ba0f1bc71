"""What every page has around its body: title, description, crumbs, print styles, the dock of a phone."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from datetime import date

from markupsafe import escape
from msgspec import Struct

from generator import routes
from generator.catalog import Catalog
from generator.model.campaign import Campaign
from generator.pages.amendments import withdrawn_by
from generator.pages.escaping import shown
from generator.pages.graph import Node, breadcrumbs, link, script_text
from generator.pages.labels import Article, article_labels, column_labels
from generator.pages.render import render
from generator.pages.titles import tab_title
from generator.project import Project
from generator.site import Page
from generator.words import TIER_NAMES


class Setting(Struct, frozen=True):
    """What pages are planned from: the public catalog, the day, the project's settings."""

    catalog: Catalog
    today: date
    project: Project


class Crumb(Struct, frozen=True):
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
    article: Article | None = None,
    data: tuple[Node, ...] = (),
    feed: str = "",
    **context: object,
) -> Page:
    """Render one page. `dock` holds (icon, text, href) for phones; `index=False` asks search engines to stay out.

    `title` is the full one, as labels, share tags and structured data say it; the browser's tab has a short one.
    `off` in the context is the notice that ended the campaign; pages of withdrawn campaigns say so under their crumbs.
    `script` is a further script of the theme; `share` the address of the page's share card; `article` what the labels
    of an article say; `data` what the page shows as structured data (its crumbs are added); `feed` a feed's address.
    """
    root = routes.root_of(address)
    project = setting.project
    about = description[:150]
    head: list[str] = [_meta("Description" if article and project.labels else "description", about)]
    listed = is_listed(campaign, index=index)
    if not listed:
        head.append(_meta("robots", "noindex, noarchive"))
    head += _of_column(project, column)
    if article:
        head += [_meta(name, content) for name, content in article_labels(project, article, address)]
    if project.site_url:
        head.append(f'<link rel="canonical" href="{escape(project.site_url + address)}">')
        head += _share_tags(project, address, title, about, share)
    if feed:
        name, href = escape(project.name), escape(root + feed)
        head.append(f'<link rel="alternate" type="application/atom+xml" title="{name}" href="{href}">')
    if script:
        head.append(f'<script src="{root}assets/zb/{script}" defer></script>')
    trail = [(c.text, None if c.address is None else link(project, address, c.address)) for c in crumbs]
    if data or trail:
        told = script_text(data, *((breadcrumbs(trail),) if trail else ()))
        head.append(f'<script type="application/ld+json">{told}</script>')
    if print_as_document:
        head.append(f'<link rel="stylesheet" href="{root}assets/zb/print-gb9704.css" media="print">')
    context.setdefault("off", withdrawn_by(campaign, root) if campaign is not None else None)
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
        path=routes.file_of(address),
        title=tab_title(title, site_name=project.name, campaign=campaign),
        body=body,
        head="\n".join(head),
        tail=tail,
        column=column,
        listed=listed,
    )


def is_listed(campaign: Campaign | None, *, index: bool) -> bool:
    """Whether search engines may list a page: none of a sample."""
    return index and not (campaign is not None and campaign.sample)


@functools.cache
def _of_column(project: Project, column: str) -> tuple[str, ...]:
    """The labels of a column: the same on thousands of pages."""
    return tuple(_meta(name, content) for name, content in column_labels(project, column))


def _meta(name: str, content: str) -> str:
    return f'<meta name="{shown(name)}" content="{shown(content)}">'


def _share_tags(project: Project, address: str, title: str, about: str, share: str) -> Iterator[str]:
    """What a shared link is shown with (Open Graph); only where addresses can be absolute."""
    said = {"type": "website", "site_name": project.name, "title": title, "description": about}
    said["url"] = project.site_url + address
    if share:
        said["image"] = project.site_url + share
    for name, content in said.items():
        yield f'<meta property="og:{name}" content="{shown(content)}">'


def chinese_date(day: date) -> str:
    """`2024年8月12日`, unpadded as official texts print it."""
    return f"{day.year}年{day.month}月{day.day}日"


def near(number: int, last: int) -> list[int]:
    """The pages a pager names: first, last, and those beside the current one."""
    return sorted({n for n in (1, number - 1, number, number + 1, last) if 1 <= n <= last})


def campaign_crumbs(campaign: Campaign, last: str | None = None) -> tuple[Crumb, ...]:
    """首页 ／ 活动 ／ the campaign ／ last."""
    steps = [Crumb("首页", routes.HOME), Crumb("活动", routes.CAMPAIGNS)]
    if last is None:
        return (*steps, Crumb(campaign_name(campaign)))
    return (*steps, Crumb(campaign_name(campaign), routes.campaign(campaign.id)), Crumb(last))
