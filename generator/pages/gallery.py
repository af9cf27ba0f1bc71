"""Galleries: the works of a campaign and of each sub-project, at most 60 a page, winners first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from generator import routes
from generator.model.campaign import Campaign
from generator.model.subproject import Subproject
from generator.pages.amendments import spoken
from generator.pages.banners import voting_view
from generator.pages.cards import WorkCard, work_cards
from generator.pages.facets import Facet, facets
from generator.pages.frame_parts import (
    Crumb,
    Setting,
    campaign_crumbs,
    campaign_name,
    is_listed,
    make_page,
    near,
)
from generator.pages.inputs import inputs_of_page
from generator.pages.views import CampaignRow, campaign_row
from generator.site import Draft, Page
from generator.works.order import ORDER_NAMES, order_of
from generator.works.work import Tombstone, Work

PAGE_SIZE = 60
STRIP = 8
"""Works that stand where a page leads to a gallery."""
_FEW_STONES = 60
"""So many works that were taken down stand on the first page alone."""


class Hall(Struct, frozen=True):
    """One gallery without its works: how many hang there, and what all its pages say alike."""

    campaign: Campaign
    subproject: Subproject | None
    total: int
    facets: tuple[Facet, ...]
    order: str
    row: CampaignRow

    @property
    def id(self) -> str | None:
        """The sub-project's, None for the whole campaign."""
        return self.subproject.id if self.subproject else None

    @property
    def pages(self) -> int:
        """How many pages it has; one without works says so."""
        return max(1, -(-self.total // PAGE_SIZE))


def halls(setting: Setting, campaign: Campaign) -> Iterator[tuple[Hall, tuple[Work, ...]]]:
    """The galleries of a campaign with their works as they hang: that of all works, and one for each sub-project with any."""
    for subproject in (None, *campaign.subprojects):
        works = setting.catalog.works_of(campaign, subproject)
        if subproject is None or works:
            yield (
                Hall(
                    campaign,
                    subproject,
                    len(works),
                    facets(setting, campaign, subproject, works),
                    order_text(campaign, subproject.id if subproject else None, works),
                    campaign_row(campaign, setting.today),
                ),
                works,
            )


def gallery_pages(setting: Setting, campaign: Campaign, shared: str = "") -> Iterator[Draft]:
    """All gallery pages of a campaign; without works one that says so and leads on. `shared` is `inputs_of_all`."""
    without = replace(setting, catalog=replace(setting.catalog, works={}))
    for hall, works in halls(setting, campaign):
        for number in range(1, hall.pages + 1):
            first = (number - 1) * PAGE_SIZE
            yield gallery_draft(without, hall, number, works[first : first + PAGE_SIZE], shared)


def gallery_draft(setting: Setting, hall: Hall, number: int, works: tuple[Work, ...], shared: str) -> Draft:
    """One page of a gallery, with the works that hang there; `setting` need not have them in its catalog."""
    return Draft(
        path=routes.file_of(routes.gallery_page(hall.campaign.id, hall.id, number)),
        write=partial(_page, setting, hall, number, works),
        listed=is_listed(hall.campaign, index=bool(hall.total)),
        inputs=inputs_of_page(shared, works, (hall.total, hall.facets, hall.order)),
    )


def _page(setting: Setting, hall: Hall, number: int, works: tuple[Work, ...]) -> Page:
    campaign, subproject, total = hall.campaign, hall.subproject, hall.total
    address = routes.gallery_page(campaign.id, hall.id, number)
    root = routes.root_of(address)
    at = (number - 1) * PAGE_SIZE
    cards = work_cards(campaign, works)
    name = subproject.title if subproject else "展厅"
    title = name + (f" 第{number}页" if number > 1 else "")
    return make_page(
        setting,
        address,
        f"{title} {campaign.title}" if not subproject else f"{title}作品 {campaign_name(campaign)}",
        "gallery.html" if total else "empty_hall.html",
        column="gallery",
        description=f"{campaign.title}：{name}，共{total}件。",
        crumbs=_crumbs(campaign, subproject, number),
        campaign=campaign,
        index=bool(total),
        script="zb-works.js" if total else "",
        heading=name,
        what="作品",
        subproject=subproject,
        row=hall.row,
        cards=cards,
        lead=_lead(cards, number),
        total=total,
        first=at + 1,
        last=min(at + PAGE_SIZE, total),
        number=number,
        last_number=hall.pages,
        pages=[(n, root + routes.gallery_page(campaign.id, hall.id, n)) for n in near(number, hall.pages)],
        facets=hall.facets,
        order=hall.order,
        index_script=root + routes.gallery_index(campaign.id),
        voting=voting_view(campaign, setting.today),
        tombstones=[
            (t.id, spoken(t.printed), root + routes.work(campaign.id, t.id))
            for t in (() if subproject else _taken_down(setting, hall, number))
        ],
    )


def _taken_down(setting: Setting, hall: Hall, number: int) -> tuple[Tombstone, ...]:
    """The works that were taken down, as many on one page as on another: of a large archive they are thousands."""
    stones = setting.catalog.tombstones.get(hall.campaign.id, ())
    share = max(_FEW_STONES, -(-len(stones) // hall.pages))
    return stones[(number - 1) * share : number * share]


def _crumbs(campaign: Campaign, subproject: Subproject | None, number: int) -> tuple[Crumb, ...]:
    steps = list(campaign_crumbs(campaign, "展厅"))
    gallery = Crumb("展厅", routes.gallery(campaign.id))
    if subproject:
        steps = [*steps[:-1], gallery, Crumb(subproject.title)]
    if number > 1:
        before = routes.gallery_page(campaign.id, subproject.id if subproject else None)
        steps = [*steps[:-1], Crumb(steps[-1].text, before), Crumb(f"第{number}页")]
    return tuple(steps)


def _lead(cards: tuple[WorkCard, ...], number: int) -> bool:
    """Whether the first card hangs large: a first honour with a picture, on the first page."""
    return number == 1 and bool(cards) and cards[0].first and cards[0].picture is not None


def order_text(campaign: Campaign, subproject_id: str | None, works: tuple[Work, ...]) -> str:
    """The stated rule of order: `获奖在前，同一奖项内按作品编号排列，排名不分先后`."""
    rule = ORDER_NAMES[order_of(campaign, subproject_id)]
    awards = [work.best.award for work in works if work.best]
    if not awards:
        return f"{rule}，排名不分先后"
    if all(award.ranked for award in awards):
        return f"获奖在前，按名次排列；其余{rule}"
    return f"获奖在前，同一奖项内{rule}，排名不分先后"


def strip(campaign: Campaign, works: Iterable[Work], limit: int = STRIP) -> tuple[WorkCard, ...]:
    """The first works of a wall, for pages that lead to it."""
    return work_cards(campaign, tuple(works)[:limit])
