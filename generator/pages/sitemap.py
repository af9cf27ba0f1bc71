"""robots.txt and sitemap.xml (sitemaps.org protocol 0.9). A page's <lastmod> is a date that its own records print.

It is the newest day on which one of the notices that the page is made from came out: never the day of the build, so that
a sitemap does not claim news every night. Where no day is known there is no <lastmod>.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from html import escape as escaped

from generator import routes
from generator.endings import acting_on
from generator.model.campaign import Campaign
from generator.model.notice import Notice
from generator.pages.frame_parts import Setting
from generator.pages.labels import published_on
from generator.site import Asset, Draft, Page

escape = partial(escaped, quote=False)
"""As XML asks; the library of that name brings the whole of the network along."""
FILE_URLS = 10_000
"""Addresses in one file: the protocol allows 50 000; of more pages `sitemap.xml` names the files."""


def for_robots(setting: Setting, pages: Iterable[Page | Draft], content: Iterable[str]) -> Iterator[Asset]:
    """robots.txt, and the sitemap when the site knows its own address (a sitemap without one would be false).

    `content` are the addresses of the hand-written pages. Pages that ask search engines to stay out are not listed.
    """
    base = setting.project.site_url
    if not base:
        yield Asset(path=routes.ROBOTS, data=b"User-agent: *\nAllow: /\n")
        return
    told = f"User-agent: *\nAllow: /\nSitemap: {base}{routes.SITEMAP}\n"
    yield Asset(path=routes.ROBOTS, data=told.encode())
    listed = {page.path.removesuffix("index.html") for page in pages if page.listed}
    days = last_changes(setting)
    urls = [_url(base, address, days.get(address)) for address in sorted(listed.union(content))]
    if len(urls) <= FILE_URLS:
        yield _sitemap(routes.SITEMAP, "urlset", urls)
        return
    parts = []
    for number, first in enumerate(range(0, len(urls), FILE_URLS), start=1):
        path = routes.sitemap_part(number)
        yield _sitemap(path, "urlset", urls[first : first + FILE_URLS])
        parts.append(f"<sitemap><loc>{escape(base + path)}</loc></sitemap>\n")
    yield _sitemap(routes.SITEMAP, "sitemapindex", parts)


def _sitemap(path: str, root: str, entries: Iterable[str]) -> Asset:
    told = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{"".join(entries)}</{root}>\n'
    )
    return Asset(path=path, data=told.encode())


def last_changes(setting: Setting) -> Mapping[str, date]:
    """By address the newest day known to the records of a page, none after today."""
    found: dict[str, date] = {}
    official = setting.catalog.official
    everywhere = [n for c in official for n in c.notices]
    for address in (routes.HOME, routes.CAMPAIGNS, routes.NOTICES, routes.CONTACTS):
        _put(found, setting, address, everywhere)
    for address in (routes.GALLERY, routes.RESULTS):
        _put(found, setting, address, [notice for notice in everywhere if notice.results])
    for campaign in setting.catalog.campaigns:
        _of_campaign(found, setting, campaign)
    return found


def _of_campaign(found: dict[str, date], setting: Setting, campaign: Campaign) -> None:
    first = campaign.notices[:1]
    results = [notice for notice in campaign.notices if notice.results]
    _put(found, setting, routes.campaign(campaign.id), campaign.notices)
    for notice in campaign.notices:
        _put(found, setting, routes.notice(campaign.id, notice.id), [notice, *acting_on(campaign, notice)])
    for form in campaign.forms:
        _put(found, setting, routes.form(campaign.id, form.id), first)
    changing = [notice for notice in campaign.notices if notice.amendments]
    _put(found, setting, routes.contacts(campaign.id), [*first, *changing])
    for number in range(
        1, 2 + len(campaign.units) // 40
    ):  # more than a list of units can have; the others are never asked for
        _put(found, setting, routes.units(campaign.id, number), [*first, *changing, *results])
    _put(found, setting, routes.results(campaign.id), results)
    for subproject in (None, *campaign.subprojects):
        works = setting.catalog.works_of(campaign, subproject)
        said = [n for work in works for prize in work.prizes if (n := _announcing(setting, prize.notice))]
        pages = (
            1 + len(works) // 12
        )  # more than a gallery can have; addresses that are no page are never asked for
        for number in range(1, pages + 1):
            address = routes.gallery_page(campaign.id, subproject.id if subproject else None, number)
            _put(found, setting, address, said)
        if subproject:
            own = [n for n in changing if _concerns(n, subproject.id)]
            _put(found, setting, routes.project(campaign.id, subproject.id), [*first, *own, *said])
    for work in setting.catalog.works_of(campaign):
        said = [n for prize in work.prizes if (n := _announcing(setting, prize.notice))]
        _put(found, setting, routes.work(campaign.id, work.id), said)


def _put(found: dict[str, date], setting: Setting, address: str, notices: Iterable[Notice]) -> None:
    """Note the newest day of the notices, where one is known and not still to come."""
    days = [point.first for notice in notices if (point := published_on(notice))]
    if past := [day for day in days if day <= setting.today]:
        found[address] = max(past)


def _announcing(setting: Setting, named: tuple[str, str] | None) -> Notice | None:
    known = setting.catalog.notice("/".join(named)) if named else None
    return known[1] if known else None


def _concerns(notice: Notice, subproject_id: str) -> bool:
    return any(change.target.startswith(f"subprojects/{subproject_id}/") for change in notice.amendments)


def _url(base: str, address: str, day: date | None) -> str:
    told = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
    return f"<url><loc>{escape(base + address)}</loc>{told}</url>\n"
