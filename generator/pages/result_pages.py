"""The pages of the honour roll: one, or, of very many winners, one that leads to the others; then the votes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from generator import routes
from generator.model.campaign import Campaign
from generator.pages.banners import objection_banners, voting_view
from generator.pages.cards import byline, shown_title
from generator.pages.forms import NOTHING, taken
from generator.pages.frame_parts import Crumb, Setting, campaign_crumbs, chinese_date, make_page, near
from generator.pages.results import Group, Roll, Winner, result_notices, roll_groups
from generator.pages.views import campaign_row
from generator.site import Page
from generator.status import state_of
from generator.words import RELATION_NAMES

PAGE_BYTES = 200_000
"""How much HTML the rows of one page may have, by our estimate; with all the rest it stays well under the limit of a page."""
_ROW = 230
"""Of a row the marks, the address and the name of its award, bytes."""
VOTES = 600
"""Rows of the votes on one page."""
Vote = tuple[str, str, str, int]
"""(work, by whom, address, votes)"""


class Sign(Struct, frozen=True):
    """One award on the first page of a long roll: what is said of it, and where its winners are."""

    anchor: str
    title: str
    meta: tuple[str, ...]
    href: str


def results_pages(setting: Setting, campaign: Campaign, files: Mapping[str, int] = NOTHING) -> Iterator[Page]:
    """Make the pages; without results the first says so and leads on. `files` are the sizes of what can be taken along."""
    root = routes.root_of(routes.results(campaign.id))
    groups = tuple(roll_groups(setting, campaign, root))
    votes = _votes(setting, campaign)
    parts = _parted(groups)
    if len(parts) < 2 and len(votes) <= VOTES:
        yield _first(setting, campaign, files, groups, votes)
        return
    polls = [votes[at : at + VOTES] for at in range(0, len(votes), VOTES)]
    last = 1 + len(parts) + len(polls)
    lists: list[tuple[tuple[Group, ...], tuple[Vote, ...]]] = [(part, ()) for part in parts]
    lists += [((), poll) for poll in polls]
    yield _first(
        setting,
        campaign,
        files,
        groups,
        (),
        _signs(campaign, root, groups, parts),
        2 + len(parts) if polls else 0,
    )
    below = routes.root_of(routes.results(campaign.id, 2))[len(root) :]
    for number, (part, poll) in enumerate(lists, start=2):
        yield _next(setting, campaign, part, poll, number, last, below)


def _votes(setting: Setting, campaign: Campaign) -> tuple[Vote, ...]:
    """What the platform counted, once the vote is over."""
    voting = voting_view(campaign, setting.today)
    if not voting or voting.phase != "past":
        return ()
    root = routes.root_of(routes.results(campaign.id))
    return tuple(
        (shown_title(work), byline(work), root + routes.work(campaign.id, work.id), work.votes)
        for work in setting.catalog.works_of(campaign)
        if work.votes is not None
    )


def _parted(groups: tuple[Group, ...]) -> list[tuple[Group, ...]]:
    """The roll in parts that are light enough; an award goes on in the next part where it must."""
    parts: list[list[Group]] = [[]]
    room = PAGE_BYTES
    for group in groups:
        for roll in group.rolls:
            rest, told = roll.winners, 0
            while True:
                fits = _fitting(rest, room)
                if not fits and rest and room < PAGE_BYTES:
                    parts.append([])
                    room = PAGE_BYTES
                    continue
                here, rest = rest[: max(fits, 1)], rest[max(fits, 1) :]
                room -= sum(map(_weight, here)) + _ROW
                _hang(parts[-1], group, roll, here, told)
                told += len(here)
                if not rest:
                    break
    return [tuple(part) for part in parts if part]


def _hang(part: list[Group], group: Group, roll: Roll, here: tuple[Winner, ...], told: int) -> None:
    if len(here) < len(roll.winners):
        said = f"第{told + 1}至{told + len(here)}项" if len(here) > 1 else f"第{told + 1}项"
        roll = replace(roll, winners=here, meta=(*roll.meta, said))
    if part and part[-1].anchor == group.anchor:
        part[-1] = replace(part[-1], rolls=(*part[-1].rolls, roll))
    else:
        part.append(replace(group, rolls=(roll,)))


def _fitting(winners: tuple[Winner, ...], room: int) -> int:
    for number, winner in enumerate(winners):
        room -= _weight(winner)
        if room < 0:
            return number
    return len(winners)


def _weight(winner: Winner) -> int:
    return _ROW + len(f"{winner.title}{winner.who}{winner.unit}{winner.state}".encode())


def _signs(
    campaign: Campaign, root: str, groups: tuple[Group, ...], parts: list[tuple[Group, ...]]
) -> tuple[tuple[Group, tuple[Sign, ...]], ...]:
    """Each award once, with the page on which it begins."""
    begins: dict[str, int] = {}
    for number, part in enumerate(parts, start=2):
        for group in part:
            for roll in group.rolls:
                begins.setdefault(roll.anchor, number)

    def sign(roll: Roll) -> Sign:
        page = routes.results(campaign.id, begins[roll.anchor])
        return Sign(roll.anchor, roll.title, roll.meta, f"{root}{page}#{roll.anchor}")

    return tuple((group, tuple(map(sign, group.rolls))) for group in groups)


def _first(
    setting: Setting,
    campaign: Campaign,
    files: Mapping[str, int],
    groups: tuple[Group, ...],
    votes: tuple[Vote, ...],
    signs: tuple[tuple[Group, tuple[Sign, ...]], ...] = (),
    polled: int = 0,
) -> Page:
    """The first page: the whole roll, or `signs` that lead to it and, where there is one, the `polled`-th page of the votes."""
    address = routes.results(campaign.id)
    root = routes.root_of(address)
    banners = objection_banners(campaign, setting.today)
    history = result_notices(campaign)
    voting = voting_view(campaign, setting.today)
    return make_page(
        setting,
        address,
        f"获奖名单 {campaign.title}",
        "results.html" if groups or banners or voting else "empty_hall.html",
        column="results",
        description=f"{campaign.title}：获奖名单。",
        crumbs=campaign_crumbs(campaign, "获奖名单"),
        campaign=campaign,
        index=False,  # names of people: found here, not through search engines
        heading="获奖名单",
        what="获奖名单",
        row=campaign_row(campaign, setting.today),
        state=state_of(campaign, setting.today).status,
        groups=groups,
        signs=signs,
        polled=root + routes.results(campaign.id, polled) if polled else "",
        word=taken(root, routes.results_file(campaign.id, "docx"), files),
        sheet=taken(root, routes.results_file(campaign.id, "csv"), files),
        banners=banners,
        history=history,
        mended=[
            (done, row)
            for done, row in history
            if done in (RELATION_NAMES["corrects"], RELATION_NAMES["withdraws"]) and not row.withdrawn
        ],
        count=sum(len(roll.winners) for group in groups for roll in group.rolls),
        voting=voting,
        votes=votes,
        today_text=chinese_date(setting.today),
    )


def _next(
    setting: Setting,
    campaign: Campaign,
    groups: tuple[Group, ...],
    votes: tuple[Vote, ...],
    number: int,
    last: int,
    below: str,
) -> Page:
    """A later page: a part of the roll, or of the votes. `below` is the way from it to the folder of the first."""
    address = routes.results(campaign.id, number)
    root = routes.root_of(address)
    heading = "网络投票结果" if votes else "获奖名单"
    steps = campaign_crumbs(campaign, "获奖名单")
    return make_page(
        setting,
        address,
        f"{heading} 第{number}页 {campaign.title}",
        "results_more.html",
        column="results",
        description=f"{campaign.title}：{heading}，第{number}页。",
        crumbs=(*steps[:-1], Crumb("获奖名单", routes.results(campaign.id)), Crumb(f"第{number}页")),
        campaign=campaign,
        index=False,
        heading=heading,
        row=campaign_row(campaign, setting.today),
        groups=tuple(_moved(group, below) for group in groups),
        count=sum(len(roll.winners) for group in groups for roll in group.rolls),
        votes=[(title, by, below + href, votes) for title, by, href, votes in votes],
        number=number,
        last_number=last,
        pages=[(n, root + routes.results(campaign.id, n)) for n in near(number, last)],
    )


def _moved(group: Group, below: str) -> Group:
    """A group with its links as they lead from a page further down."""
    rolls = (
        replace(roll, winners=tuple(replace(one, href=below + one.href) for one in roll.winners))
        for roll in group.rolls
    )
    return replace(group, href=below + group.href if group.href else None, rolls=tuple(rolls))
