"""Making the pages and files that are finished when a site is planned; brings the libraries for documents and calendars along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.finished import Finished
from generator.model.campaign import Campaign
from generator.pages import index
from generator.pages.campaign import campaign_page
from generator.pages.contacts import contacts_page
from generator.pages.forms import form_page
from generator.pages.frame_parts import Setting
from generator.pages.my_unit import my_unit_page, unit_assets
from generator.pages.notice import notice_page
from generator.pages.project import project_page
from generator.pages.result_pages import results_pages
from generator.pages.search import search_page
from generator.pages.tombstone import tombstone_pages
from generator.pages.unit_pages import units_pages
from generator.site import Asset, Page
from generator.takeaway.calendars import calendars
from generator.takeaway.contact_cards import contact_cards
from generator.takeaway.documents import documents
from generator.takeaway.feed import feed
from generator.takeaway.tables import tables


def finish(setting: Setting) -> Finished:
    """Make them."""
    catalog = setting.catalog
    taken = tuple(asset for c in catalog.campaigns for asset in _takeaways(setting, c))
    sizes = {asset.path: len(asset.data) for asset in taken}
    return Finished(
        lists=(
            index.campaigns_page(setting),
            index.notices_page(setting),
            index.contacts_index_page(setting),
            index.gallery_index_page(setting),
            index.results_index_page(setting),
            search_page(setting),
            my_unit_page(setting),
        ),
        around=tuple(
            (tuple(_before(setting, campaign, sizes)), tuple(_after(setting, campaign, sizes)))
            for campaign in catalog.campaigns
        ),
        taken=taken,
        told=(*feed(setting), *unit_assets(setting)),
    )


def _before(setting: Setting, campaign: Campaign, sizes: Mapping[str, int]) -> Iterator[Page]:
    """The pages of a campaign before its works; `sizes` in bytes are of what readers take along, by address."""
    yield campaign_page(setting, campaign)
    for notice in campaign.notices:
        yield notice_page(setting, campaign, notice, sizes)
    for subproject in campaign.subprojects:
        yield project_page(setting, campaign, subproject)
    yield contacts_page(setting, campaign)
    yield from units_pages(setting, campaign)
    for form in campaign.forms:
        yield form_page(setting, campaign, form, sizes)


def _after(setting: Setting, campaign: Campaign, sizes: Mapping[str, int]) -> Iterator[Page]:
    yield from tombstone_pages(setting, campaign)
    yield from results_pages(setting, campaign, sizes)


def _takeaways(setting: Setting, campaign: Campaign) -> Iterator[Asset]:
    yield from calendars(setting, campaign)
    yield from contact_cards(setting, campaign)
    yield from tables(setting, campaign)
    yield from documents(setting, campaign)
