"""The files of the search index: scripts, so that they load under a strict policy and from a disk."""

from __future__ import annotations

import json

from generator import routes
from generator.pages.frame_parts import Setting, campaign_name
from generator.search.shard import shard_of
from generator.site import Asset, Page


def search_assets(setting: Setting, pages: tuple[Page, ...]) -> tuple[Asset, ...]:
    """Make the index: what there is to load, and a shard for each campaign, in the order of the catalog, samples last.

    A row of `index.js` is [campaign, its name, 1 for a sample, how many notices, sub-projects, contacts, works].
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
    bodies = {page.path: page.body for page in pages if page.path in wanted}
    assets, rows = [], []
    for campaign in sorted(catalog.campaigns, key=lambda c: c.sample):
        shard = shard_of(catalog, campaign, bodies)
        held = [len(rows_of) for key in "npk" if isinstance(rows_of := shard[key], list)]
        rows.append(
            [
                campaign.id,
                campaign_name(campaign),
                int(campaign.sample),
                *held,
                len(catalog.works_of(campaign)),
            ]
        )
        assets.append(_script(campaign.id, shard))
    return (_script("index", {"shards": rows}), *assets)


def _script(name: str, data: dict[str, object]) -> Asset:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    safe = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return Asset(path=routes.search_data(name), data=f"zbFind({safe});\n".encode())
