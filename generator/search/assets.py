"""The files of the search index: scripts, so that they load under a strict policy and from a disk."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from generator import routes
from generator.pages.frame_parts import Setting, campaign_name
from generator.search.shard import parts_of, shards_of
from generator.site import Asset, Draft, Page


def search_assets(setting: Setting, pages: Iterable[Page | Draft]) -> Iterator[Asset]:
    """Make the index: the shards of each campaign in the order of the catalog, samples last, and what there is to load.

    A row of `index.js` is [campaign, its name, 1 for a sample, how many notices, sub-projects, contacts, works, shards].
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
        works = len(catalog.works_of(campaign))
        held: list[int] = []
        for number, shard in enumerate(shards_of(catalog, campaign, bodies)):
            held = held or [len(rows_of) for key in "npk" if isinstance(rows_of := shard[key], list)]
            yield _script(routes.search_data(campaign.id, number), shard)
        name = campaign_name(campaign)
        rows.append([campaign.id, name, int(campaign.sample), *held, works, parts_of(works)])
    yield _script(routes.search_data("index"), {"shards": rows})


def _script(path: str, data: dict[str, object]) -> Asset:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    safe = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return Asset(path=path, data=f"zbFind({safe});\n".encode())
