"""What stands at the address of a withdrawn work: that it is withdrawn, since when, why. Nothing else of it."""

from __future__ import annotations

from collections.abc import Iterator

from generator import routes
from generator.model.campaign import Campaign
from generator.pages.amendments import spoken
from generator.pages.frame_parts import Crumb, Setting, campaign_name, make_page
from generator.site import Page
from generator.works.work import Tombstone


def tombstone_pages(setting: Setting, campaign: Campaign) -> Iterator[Page]:
    """The page of every withdrawn work."""
    for stone in setting.catalog.tombstones.get(campaign.id, ()):
        yield tombstone_page(setting, campaign, stone)


def tombstone_page(setting: Setting, campaign: Campaign, stone: Tombstone) -> Page:
    """Make the page of one."""
    address = routes.work(campaign.id, stone.id)
    root = routes.root_of(address)
    said = setting.catalog.notice("/".join(stone.notice)) if stone.notice else None
    return make_page(
        setting,
        address,
        "作品已撤下",
        "tombstone.html",
        column="gallery",
        description="这件作品已撤下。",
        crumbs=(
            Crumb("首页", routes.HOME),
            Crumb(campaign_name(campaign), routes.campaign(campaign.id)),
            Crumb("展厅", routes.gallery(campaign.id)),
            Crumb("作品已撤下"),
        ),
        campaign=campaign,
        index=False,
        stone=stone,
        since=spoken(stone.printed),
        notice=(said[1].title, root + routes.notice(said[0].id, said[1].id)) if said else None,
    )
