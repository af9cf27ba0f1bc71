"""The files of the search index: scripts, so that they load under a strict policy and from a disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from generator import routes
from generator.model.campaign import Campaign
from generator.pages.frame_parts import Setting, campaign_name
from generator.pages.inputs import inputs_of_page
from generator.search.parts import in_parts, script
from generator.search.shard import Lists, lists_of, shard_of
from generator.site import Asset, Draft, Page, Pending
from generator.works.work import Work


def search_assets(
    setting: Setting, pages: Iterable[Page | Draft], shared: str = ""
) -> Iterator[Asset | Pending]:
    """Make the index: the shards of each campaign in the order of the catalog, samples last, and what there is to load.

    A row of `index.js` is [campaign, its name, 1 for a sample, how many notices, sub-projects, contacts, works, shards].
    `shared` is `inputs_of_all`.
    """
    catalog = setting.catalog
    wanted = {
        routes.file_of(address)
        for c in catalog.campaigns
        for address in (
            *(routes.notice(c.id, n.id) for n in c.notices),
            *(routes.project(c.id, s.id) for s in c.subprojects),
        )
    }
    bodies = {page.path: page.written().body for page in pages if page.path in wanted}
    rows: list[list[str | int]] = []
    for campaign in sorted(catalog.campaigns, key=lambda c: c.sample):
        works = catalog.works_of(campaign)
        lists = lists_of(catalog, campaign, bodies)
        parts = in_parts(works)
        for number, hung in enumerate(parts):
            told = lists if number == 0 else None
            yield Pending(
                path=routes.search_data(campaign.id, number),
                make=partial(_shard, campaign, hung, told, number),
                inputs=inputs_of_page(shared, hung, told, number),
            )
        name, held = campaign_name(campaign), (len(lists.notices), len(lists.projects), len(lists.contacts))
        rows.append([campaign.id, name, int(campaign.sample), *held, len(works), len(parts)])
    yield Asset(path=routes.search_data("index"), data=script({"shards": rows}))


def _shard(campaign: Campaign, works: tuple[Work, ...], lists: Lists | None, number: int) -> bytes:
    return script(shard_of(campaign, works, lists, number))
