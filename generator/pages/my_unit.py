"""“我的单位” over all campaigns: units of several tiers and years joined, and what each is asked for, for one choice."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct

from generator import routes
from generator.catalog import Catalog
from generator.endings import is_withdrawn
from generator.model.campaign import Campaign
from generator.pages.frame_parts import Crumb, Setting, campaign_name, make_page
from generator.pages.quotas import EVERYONE, QuotaView, quota_views
from generator.pages.render import render
from generator.pages.times import DeadlineView, calendar_address, campaign_deadline
from generator.pages.units import UnitView, unit_views
from generator.pages.views import CampaignRow, campaign_row
from generator.site import Asset, Page
from generator.values.text import fold

PART_BYTES = 48_000
"""How much of the cards one script holds; a reader loads the list and one of these."""
LISTED = 1_200
"""Units the page lists without a script; of more it names the campaigns only, or it would be too heavy for a phone."""


class Seat(Struct, frozen=True):
    """A unit's place in one campaign."""

    campaign: Campaign
    view: UnitView


class JoinedUnit(Struct, frozen=True):
    """One unit in all campaigns that speak of it. `name` is unlike any other's and is what a device remembers."""

    name: str
    names: tuple[str, ...]
    seats: tuple[Seat, ...]


def joined_units(catalog: Catalog, seats: Iterable[Seat]) -> tuple[JoinedUnit, ...]:
    """Join seats of one printed name (blanks and width folded), in the order in which they come.

    The same name in two regions is two units (鼓楼区 of 福州 and of 南京): campaigns must be of one region, or one of
    them stand above the other. A sample never joins what is official. Each goes by its longest name.
    """
    kept = tuple(seats)
    regions = {c.id: _regions(catalog, c) for c in catalog.campaigns}
    joined_to = list(range(len(kept)))  # each seat to an earlier one of its unit, the first of all to itself

    def first(at: int) -> int:
        while joined_to[at] != at:
            at = joined_to[at]
        return at

    by_name: dict[str, list[int]] = defaultdict(list)
    for at, seat in enumerate(kept):
        for name in sorted({fold(n) for n in seat.view.names}):
            for other in by_name[name]:
                if _akin(regions, seat.campaign, kept[other].campaign):
                    one, two = sorted((first(at), first(other)))
                    joined_to[two] = one
            by_name[name].append(at)
    groups: dict[int, list[Seat]] = {}
    for at, seat in enumerate(kept):
        groups.setdefault(first(at), []).append(seat)
    return _named_apart(list(groups.values()))


def _regions(catalog: Catalog, campaign: Campaign) -> dict[str, str]:
    """The regions of a campaign and of those above it, by tier."""
    return {c.tier: fold(c.region) for c in (*catalog.ancestors(campaign), campaign)}


def _akin(regions: dict[str, dict[str, str]], one: Campaign, other: Campaign) -> bool:
    """Whether a name means the same unit in both: one region, or the one inside the other, and none above them apart."""
    if one.sample != other.sample:
        return False
    if "nation" in (one.tier, other.tier):
        return True
    mine, theirs = regions[one.id], regions[other.id]
    if any(_apart(mine[tier], theirs[tier]) for tier in mine.keys() & theirs.keys() - {"nation"}):
        return False
    return any(
        _one_place(fold(above.region), region)
        for above, below in ((one, theirs), (other, mine))
        for region in below.values()
    )


def _apart(one: str, other: str) -> bool:
    """Whether two names of one tier are of two places; 福建 and 福建省 may be one."""
    return one not in other and other not in one


def _one_place(one: str, other: str) -> bool:
    """Whether two names are of one place: 福建省福州市 and 福州市. One character more is another name: 长沙县 and 沙县."""
    short, long = sorted((one, other), key=len)
    return long.endswith(short) and len(long) - len(short) != 1


def _named_apart(groups: list[list[Seat]]) -> tuple[JoinedUnit, ...]:
    """Give each its longest name, and its region or a number where another has the same.

    The region is the first below the nation, where all are alike. A sample changes no official name.
    """
    longest = [max((name for seat in group for name in seat.view.names), key=len) for group in groups]
    official = [not group[0].campaign.sample for group in groups]
    times, taken = Counter(longest), Counter[str]()
    apart_from = Counter(name for name, real in zip(longest, official, strict=True) if real)
    units = []
    for name, group, real in zip(longest, groups, official, strict=True):
        where = next((s.campaign.region for s in group if s.campaign.tier != "nation"), "全国")
        apart = f"{name}（{where}）" if (apart_from if real else times)[name] > 1 else name
        taken[apart] += 1
        if taken[apart] > 1:
            apart += f"之{taken[apart]}"
        names = tuple(dict.fromkeys(n for seat in group for n in seat.view.names))
        units.append(JoinedUnit(apart, names, tuple(group)))
    return tuple(units)


def seats_of(setting: Setting) -> Iterator[Seat]:
    """Every unit of every campaign, newest campaign first, samples last."""
    catalog = setting.catalog
    for campaign in sorted(catalog.campaigns, key=lambda one: one.sample):
        for view in unit_views(campaign, quota_views(setting, campaign), catalog.works_of(campaign)):
            yield Seat(campaign, view)


class Listed(Struct, frozen=True):
    """A campaign in the list without a script: how many units it speaks of, and these as (name, address, joined name)."""

    row: CampaignRow
    address: str
    count: int
    units: tuple[tuple[str, str, str], ...]


def my_unit_page(setting: Setting) -> Page:
    """The page where a unit is chosen: it reads as a list of all units; a script shows the chosen one's tasks."""
    units = joined_units(setting.catalog, seats_of(setting))
    by_campaign: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for unit in units:
        for seat in unit.seats:
            by_campaign[seat.campaign.id].append((seat.view.name, seat.view.address, unit.name))
    few = sum(len(rows) for rows in by_campaign.values()) <= LISTED
    listed = [
        Listed(
            campaign_row(campaign, setting.today),
            routes.units(campaign.id),
            len(by_campaign[campaign.id]),
            tuple(by_campaign[campaign.id]) if few else (),
        )
        for campaign in sorted(setting.catalog.campaigns, key=lambda one: one.sample)
        if by_campaign[campaign.id]
    ]
    return make_page(
        setting,
        routes.UNITS,
        "我的单位",
        "my_unit.html",
        column="campaigns",
        description="选一次单位，就能看到它在各级、历次活动中的任务、名额、截止时间、展出作品和获奖。",
        crumbs=(Crumb("首页", routes.HOME), Crumb("我的单位")),
        script="zb-units.js" if units else "",
        example=next((u.name for u in units if u.name.endswith("总工会")), units[0].name) if units else "",
        total=len(units),
        listed=listed,
    )


class Head(Struct, frozen=True):
    """What a card says of the campaign: where it stands, the next deadline of it and of those above it, what binds everybody.

    One that is `off` was withdrawn and asks for nothing any more.
    """

    id: str
    row: CampaignRow
    calendar: str | None
    deadline: DeadlineView | None
    upper: tuple[tuple[CampaignRow, DeadlineView | None], ...]
    everyone: tuple[QuotaView, ...]
    off: bool


def _head(setting: Setting, campaign: Campaign) -> Head:
    everyone = (q for q in quota_views(setting, campaign) if q.units == EVERYONE)
    return Head(
        campaign.id,
        campaign_row(campaign, setting.today),
        calendar_address(campaign),
        campaign_deadline(campaign, setting.today),
        tuple(
            (campaign_row(one, setting.today), campaign_deadline(one, setting.today))
            for one in reversed(setting.catalog.ancestors(campaign))
        ),
        () if setting.catalog.works_of(campaign) else tuple(everyone),
        is_withdrawn(campaign),
    )


def unit_assets(setting: Setting) -> Iterator[Asset]:
    """The list of all units, and their cards in parts: scripts, so that a copy on a disk reads them too.

    A card is finished HTML in which `{r}` stands for the way from the reader's page to the site's root.
    """
    units = joined_units(setting.catalog, seats_of(setting))
    if not units:
        return
    heads = {c.id: _head(setting, c) for c in setting.catalog.campaigns}
    runs = _runs(setting)
    listed: list[tuple[str, str, int, str]] = []
    part: dict[str, list[tuple[str, str]]] = {}
    number = size = 0
    for unit in units:
        cards = [_card(heads[seat.campaign.id], seat) for seat in unit.seats]
        sample = unit.seats[0].campaign.sample
        if ran := tuple(link for name in unit.names for link in runs.get((sample, fold(name)), ())):
            cards.append(("", render("my_unit_runs.html", root="{r}", links=ran)))
        weight = sum(len(html.encode()) for _, html in cards)
        if part and size + weight > PART_BYTES:
            yield _script(str(number), part)
            part, number, size = {}, number + 1, 0
        part[unit.name] = cards
        size += weight
        also = "|".join(name for name in unit.names if name != unit.name)
        listed.append((unit.name, also, number, "、".join(heads[s.campaign.id].row.name for s in unit.seats)))
    yield _script(str(number), part)
    yield _script("index", listed)


def _card(head: Head, seat: Seat) -> tuple[str, str]:
    html = render("my_unit_card.html", root="{r}", head=head, unit=seat.view, address=seat.view.address)
    return head.id, html


def _runs(setting: Setting) -> dict[tuple[bool, str], list[tuple[str, str]]]:
    """(text, address) of what each organisation sponsors (主办) and hosts (承办), by whether it is a sample and its name."""
    found: dict[tuple[bool, str], list[tuple[str, str]]] = defaultdict(list)
    for campaign in setting.catalog.campaigns:
        name = campaign_name(campaign)
        for sponsor in campaign.sponsors:
            found[campaign.sample, fold(sponsor)].append((f"主办：{name}", routes.campaign(campaign.id)))
        for subproject in campaign.subprojects:
            for host in subproject.hosts:
                address = routes.project(campaign.id, subproject.id)
                found[campaign.sample, fold(host.name)].append((f"承办：{name} {subproject.title}", address))
    return found


def _script(part: str, data: object) -> Asset:
    told = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    told = told.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return Asset(path=routes.units_data(part), data=f'zbUnits("{part}",{told});\n'.encode())
