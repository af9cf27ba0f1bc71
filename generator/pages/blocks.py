"""Blocks that hand-written pages ask for: `[[contacts:2024-fujian]]` and the like, as finished HTML."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec import Struct

from generator import routes
from generator.handbook.explanations import explanations, families
from generator.model.campaign import Campaign
from generator.pages.cards import WorkCard
from generator.pages.contacts import contact_groups
from generator.pages.frame_parts import Setting, chinese_date
from generator.pages.gallery import strip
from generator.pages.index import newest_notices, years
from generator.pages.render import render
from generator.pages.times import (
    DeadlineView,
    WordView,
    calendar_address,
    campaign_deadline,
    entering,
    stage_views,
    word_view,
)
from generator.pages.views import (
    CampaignRow,
    NoticeRow,
    campaign_row,
    contact_views,
    first_line,
    notice_row,
    project_groups,
    upper_series,
)
from generator.site import BlockMaker
from generator.status import State, state_of

NOTICES_SHOWN = 5
WINNERS_SHOWN = 5
_URGENCY = ("open", "public", "running", "upcoming")
"""What a reader can act on comes first."""


def block_maker(setting: Setting) -> BlockMaker:
    """Return the function that renders any block; KeyError for one that does not exist."""

    def make(name: str, argument: str, root: str) -> str:
        context = _BLOCKS[name](setting, argument)
        return render(f"block_{name}.html", root=root, today=setting.today, **context)

    return make


def _campaign(setting: Setting, argument: str) -> Campaign:
    return setting.catalog.by_id[argument.split("/", maxsplit=1)[0]]


def _schedule(setting: Setting, argument: str) -> dict[str, object]:
    campaign = _campaign(setting, argument)
    return {"stages": stage_views(campaign, setting.today), "calendar": calendar_address(campaign)}


def _contacts(setting: Setting, argument: str) -> dict[str, object]:
    campaign = _campaign(setting, argument)
    groups = contact_groups(setting.catalog, campaign)
    people = [person for group in groups for row in group.rows for person in row.people]
    return {
        "groups": groups,
        "total": sum(len(group.rows) + bool(group.bare) for group in groups),
        "masked": any(phone.masked for person in people for phone in person.phones),
        "dial": first_line(contact_views(campaign.contacts, campaign)),
    }


def _subprojects(setting: Setting, argument: str) -> dict[str, object]:
    return {"groups": project_groups(_campaign(setting, argument), setting.today)}


def _campaigns(setting: Setting, argument: str) -> dict[str, object]:
    return {"years": years(setting, setting.catalog.official)}


def _notices(setting: Setting, argument: str) -> dict[str, object]:
    return {"rows": newest_notices(setting, int(argument) if argument else NOTICES_SHOWN)}


class Running(Struct, frozen=True):
    """A campaign that is not over: what the home page says of it, its current stages, and where a reader goes now.

    `entering` is what the link to its sub-projects is called.
    """

    row: CampaignRow
    year: int
    sponsors: str
    status: str
    deadline: DeadlineView | None
    notice: NoticeRow
    series: int
    stage: WordView
    entering: WordView
    action: str


def _action(campaign: Campaign, status: str) -> str:
    """Where a reader goes now: to the names while they are open to objection, else to the campaign."""
    return routes.results(campaign.id) if status == "public" else routes.campaign(campaign.id)


def _stage(campaign: Campaign, state: State) -> str:
    names = "、".join(campaign.schedule[at].name for at in state.current)
    return f"现在：{names}" if names else ""


def _running(setting: Setting, argument: str) -> dict[str, object]:
    found = []
    for campaign in setting.catalog.official:
        state = state_of(campaign, setting.today)
        if state.status in _URGENCY:
            found.append(
                Running(
                    row=campaign_row(campaign, setting.today),
                    year=campaign.year,
                    sponsors="、".join(campaign.sponsors),
                    status=state.status,
                    deadline=campaign_deadline(campaign, setting.today),
                    notice=notice_row(campaign, campaign.notices[0]),
                    series=sum(
                        len(cards) for _, cards in upper_series(setting.catalog, campaign, setting.today)
                    ),
                    stage=word_view(campaign, setting.today, partial(_stage, campaign)),
                    entering=word_view(campaign, setting.today, entering),
                    action=_action(campaign, state.status),
                )
            )
    found.sort(key=lambda one: _URGENCY.index(one.status))
    newest = setting.catalog.official[0] if setting.catalog.official else None
    return {
        "open": [one for one in found if one.status == "open"],
        "others": [one for one in found if one.status not in ("open", "upcoming")],
        "soon": [one for one in found if one.status == "upcoming"],
        "today_text": chinese_date(setting.today),
        "newest": campaign_row(newest, setting.today) if newest else None,
    }


def _gallery(setting: Setting, argument: str) -> dict[str, object]:
    """The first works of a campaign, or of one sub-project (`2024-fujian/songs`)."""
    campaign = _campaign(setting, argument)
    subproject = campaign.subproject(argument.partition("/")[2])
    works = setting.catalog.works_of(campaign, subproject)
    address = routes.gallery_page(campaign.id, subproject.id if subproject and works else None)
    return {
        "campaign": campaign,
        "cards": strip(campaign, works),
        "works": len(works),
        "address": address,
    }


def _winners(setting: Setting, argument: str) -> dict[str, object]:
    """The newest winners of official campaigns whose award is confirmed, newest campaign first."""
    limit = int(argument) if argument else WINNERS_SHOWN
    cards: list[WorkCard] = []
    campaigns = []
    for campaign in setting.catalog.official:
        won = [w for w in setting.catalog.works_of(campaign) if w.best and w.best.state == "confirmed"]
        if won and len(cards) < limit:
            cards += strip(campaign, won, limit - len(cards))
            campaigns.append(campaign_row(campaign, setting.today))
    return {"cards": cards, "campaigns": campaigns}


def _sample(setting: Setting, argument: str) -> dict[str, object]:
    """The wall of the newest sample campaign, plainly marked; nothing where there is none."""
    found = [c for c in setting.catalog.campaigns if c.sample and setting.catalog.works_of(c)]
    campaign = found[0] if found else None
    cards = strip(campaign, setting.catalog.works_of(campaign), WINNERS_SHOWN) if campaign else ()
    return {"campaign": campaign, "cards": cards}


def _codes(setting: Setting, argument: str) -> dict[str, object]:
    """Every problem code, by subject."""
    return {"families": families(), "known": explanations()}


def works_of_block(setting: Setting, name: str, argument: str) -> tuple[tuple[str, str], ...]:
    """(campaign, id) of every work that a block shows; none for one that there is not."""
    if name not in ("gallery", "winners", "sample"):
        return ()
    try:
        cards = _BLOCKS[name](setting, argument)["cards"]
    except KeyError:
        return ()
    assert isinstance(cards, (tuple, list))
    return tuple((card.address.split("/")[1], card.id) for card in cards)


_BLOCKS: dict[str, Callable[[Setting, str], dict[str, object]]] = {
    "schedule": _schedule,
    "contacts": _contacts,
    "subprojects": _subprojects,
    "campaigns": _campaigns,
    "notices": _notices,
    "running": _running,
    "gallery": _gallery,
    "winners": _winners,
    "sample": _sample,
    "codes": _codes,
}
