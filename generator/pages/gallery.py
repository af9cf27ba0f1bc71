"""Galleries: the works of a campaign and of each sub-project, at most 60 a page, winners first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator import routes
from generator.model.campaign import Campaign
from generator.model.subproject import Subproject
from generator.pages.amendments import spoken
from generator.pages.banners import voting_view
from generator.pages.cards import WorkCard, work_cards
from generator.pages.facets import facets
from generator.pages.frame_parts import Crumb, Setting, campaign_crumbs, campaign_name, make_page, near
from generator.pages.views import campaign_row
from generator.site import Page
from generator.works.order import ORDER_NAMES, order_of
from generator.works.work import Work

PAGE_SIZE = 60


def gallery_pages(setting: Setting, campaign: Campaign) -> Iterator[Page]:
    """All gallery pages of a campaign; without works one that says so and leads on."""
    works = setting.catalog.works_of(campaign)
    yield from _pages(setting, campaign, None, works)
    for subproject in campaign.subprojects:
        own = setting.catalog.works_of(campaign, subproject)
        if own:
            yield from _pages(setting, campaign, subproject, own)


def _pages(
    setting: Setting, campaign: Campaign, subproject: Subproject | None, works: tuple[Work, ...]
) -> Iterator[Page]:
    total = max(1, -(-len(works) // PAGE_SIZE))
    cards = work_cards(campaign, works)
    sub_id = subproject.id if subproject else None
    name = subproject.title if subproject else "展厅"
    rows, order = facets(setting, campaign, subproject, works), order_text(campaign, sub_id, works)
    row = campaign_row(campaign, setting.today)
    for number in range(1, total + 1):
        address = routes.gallery_page(campaign.id, sub_id, number)
        root = routes.root_of(address)
        at = (number - 1) * PAGE_SIZE
        title = name + (f" 第{number}页" if number > 1 else "")
        yield make_page(
            setting,
            address,
            f"{title} {campaign.title}" if not subproject else f"{title}作品 {campaign_name(campaign)}",
            "gallery.html" if works else "empty_hall.html",
            column="gallery",
            description=f"{campaign.title}：{name}，共{len(works)}件。",
            crumbs=_crumbs(campaign, subproject, number),
            campaign=campaign,
            index=bool(works),
            script="zb-works.js" if works else "",
            heading=name,
            what="作品",
            subproject=subproject,
            row=row,
            cards=cards[at : at + PAGE_SIZE],
            lead=_lead(cards, number),
            total=len(works),
            first=at + 1,
            last=min(at + PAGE_SIZE, len(works)),
            number=number,
            last_number=total,
            pages=[(n, root + routes.gallery_page(campaign.id, sub_id, n)) for n in near(number, total)],
            facets=rows,
            order=order,
            index_script=root + routes.gallery_index(campaign.id),
            voting=voting_view(campaign, setting.today),
            tombstones=[
                (t.id, spoken(t.printed), root + routes.work(campaign.id, t.id))
                for t in setting.catalog.tombstones.get(campaign.id, ())
            ]
            if number == 1 and not subproject
            else [],
        )


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


def strip(campaign: Campaign, works: Iterable[Work], limit: int = 8) -> tuple[WorkCard, ...]:
    """The first works of a wall, for pages that lead to it."""
    return work_cards(campaign, tuple(works)[:limit])
