"""From the public catalog to the whole site as values. Pure: the day and the settings come in, nothing is read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from generator import routes
from generator.catalog import Catalog
from generator.catalog_json import catalog_json, works_files
from generator.finished import Finished
from generator.model.campaign import Campaign
from generator.pages.blocks import block_maker
from generator.pages.codes import code_pages
from generator.pages.facets import gallery_index
from generator.pages.frame_parts import Setting, chinese_date
from generator.pages.gallery import gallery_pages
from generator.pages.inputs import inputs_of_all
from generator.pages.platforms import qr_assets
from generator.pages.share import share_drawings
from generator.pages.sitemap import for_robots
from generator.pages.work import work_pages
from generator.policy import headers_file
from generator.search.assets import search_assets
from generator.site import Asset, Draft, Page, Pending, Site
from generator.spread import beside
from generator.works.work import Work


def plan_site(setting: Setting, content: tuple[str, ...] = (), *, jobs: int = 1) -> Site:
    """Plan every page, file, block and link; `content` are the addresses of the hand-written pages (for the sitemap).

    With several `jobs` what is finished at once is made by a copy of this process, which brings the libraries for documents
    and calendars along, while the works are planned here.
    """
    catalog = setting.catalog
    with beside(partial(_finished, setting), jobs=jobs) as ready:
        shared = inputs_of_all(setting)
        hung = [
            (*gallery_pages(setting, campaign, shared), *work_pages(setting, campaign, shared))
            for campaign in catalog.campaigns
        ]
        indexes = tuple(asset for c in catalog.campaigns for asset in gallery_index(setting, c, shared))
        cards = tuple(share_drawings(setting))
        codes = tuple(code_pages(setting, content))
        data = (
            Asset(path=routes.CATALOG_JSON, data=catalog_json(catalog, as_of=setting.today)),
            *(asset for c in catalog.campaigns for asset in works_files(catalog, c)),
            *(asset for c in catalog.campaigns for asset in qr_assets(c)),
        )
        made = ready()
    pages = (*_pages(made, hung), *codes)
    assets: list[Asset | Pending] = [
        *data,
        *(
            Asset(path=routes.handout(owner, name), data=path.read_bytes())
            for (owner, name), path in catalog.files.items()
        ),
        *indexes,
        *made.taken,
        *made.told,
        *search_assets(setting, pages, shared),
        *_redirects(catalog.campaigns),
        *for_robots(setting, pages, content),
        Asset(path=routes.HEADERS, data=headers_file()),
    ]
    return Site(
        pages=pages,
        assets=tuple(assets),
        links=dict(_links(catalog.campaigns)),
        block=block_maker(setting),
        data_date=chinese_date(setting.today),
        orders=tuple(piece.order for work in _works(catalog) for piece in work.pieces),
        cards=cards,
        name=shared,
    )


def _finished(setting: Setting) -> Finished:
    from generator.finishing import finish  # with the libraries for documents and calendars

    return finish(setting)


def _works(catalog: Catalog) -> Iterator[Work]:
    for works in catalog.works.values():
        yield from works


def _pages(made: Finished, hung: list[tuple[Draft, ...]]) -> Iterator[Page | Draft]:
    """Every page in the order of the site but those of codes; `hung` are of each campaign the galleries and works."""
    yield from made.lists
    for (before, after), drafts in zip(made.around, hung, strict=True):
        yield from before
        yield from drafts
        yield from after


def _links(campaigns: tuple[Campaign, ...]) -> Iterator[tuple[str, str]]:
    """What `campaign:…` may name in hand-written pages."""
    for campaign in campaigns:
        yield campaign.id, routes.campaign(campaign.id)
        for name, address in (
            ("contacts", routes.contacts(campaign.id)),
            ("units", routes.units(campaign.id)),
            ("gallery", routes.gallery(campaign.id)),
            ("results", routes.results(campaign.id)),
        ):
            yield f"{campaign.id}/{name}", address
        for subproject in campaign.subprojects:
            yield f"{campaign.id}/{subproject.id}", routes.project(campaign.id, subproject.id)
        for notice in campaign.notices:
            yield f"{campaign.id}/notices/{notice.id}", routes.notice(campaign.id, notice.id)


def _redirects(campaigns: tuple[Campaign, ...]) -> Iterator[Asset]:
    """A page at each former address: ids are never reused, and no published address dies."""
    for campaign in campaigns:
        here = routes.campaign(campaign.id)
        pairs = [(routes.campaign(former), here, campaign.title) for former in campaign.former_ids]
        for s in campaign.subprojects:
            target = routes.project(campaign.id, s.id)
            pairs += [(routes.project(campaign.id, former), target, s.title) for former in s.former_ids]
        for n in campaign.notices:
            target = routes.notice(campaign.id, n.id)
            pairs += [(routes.notice(campaign.id, former), target, n.title) for former in n.former_ids]
        for former, target, title in pairs:
            yield Asset(path=routes.file_of(former), data=_redirect(former, target, title))


def _redirect(former: str, target: str, title: str) -> bytes:
    page = Markup(
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        '<meta name="robots" content="noindex">\n<meta http-equiv="refresh" content="0; url={href}">\n'
        '</head>\n<body>\n<h1>本页已迁移</h1>\n<p><a href="{href}">{title}</a></p>\n</body>\n</html>\n'
    )
    return page.format(title=title, href=routes.root_of(former) + target).encode()
