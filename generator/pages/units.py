"""The units of one campaign: what each must do, from every table and every quota that speaks of it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from urllib.parse import quote

from msgspec import Struct, field
from msgspec.structs import replace

from generator import routes
from generator.model.campaign import Campaign
from generator.model.common import Unit
from generator.pages.cards import shown_title
from generator.pages.quotas import EVERYONE, Against, QuotaView
from generator.pages.statistics import Bar, UnitFigures, honours_of, quota_bar
from generator.values.patterns import late
from generator.values.text import fold
from generator.works.counts import works_by_unit
from generator.works.work import Work

_MEASURE = late(r"（([^（）]{1,3})）$")
WON = 200
"""Awards that are listed of one unit: more make its row, which is on one page, too heavy."""
ROWS_BYTES = 100_000
"""How much HTML the rows of one page may have, by our estimate; with all the rest it stays well under the limit of a page."""


class Task(Struct, frozen=True):
    """One thing asked of a unit; `count` is how many of its works are shown, `standing` where that is against it, `by` how far off.

    `measure` is what a bare figure of a table counts, as the head of its column says in brackets.
    """

    what: str
    asked: str
    direction: str = ""
    count: int | None = None
    standing: str = ""
    by: int = 0
    bar: Bar | None = None
    against: Against | None = None
    measure: str = ""


class UnitView(Struct, frozen=True):
    """One unit of a campaign: everything asked of it, its works that are shown, and what they won (title, award, address).

    An award that is still open to objection says so.
    `key` names its row and stays: its id, or a hash of its name where only a table names it; the row is at `address`, on
    the `page`-th page of the units. `names` are all its printed names; `gallery` is where its works hang, empty where
    none does.
    """

    key: str
    name: str
    names: tuple[str, ...]
    tasks: tuple[Task, ...]
    works: int = 0
    won: tuple[tuple[str, str, str], ...] = ()
    gallery: str = ""
    figures: UnitFigures | None = None
    page: int = 1
    address: str = ""


class _Named(Struct):
    unit: Unit | None
    folded: set[str]
    rows: list[Task] = field(default_factory=list)


def unit_views(
    campaign: Campaign, quotas: tuple[QuotaView, ...], works: tuple[Work, ...] = ()
) -> tuple[UnitView, ...]:
    """Every unit that a table or a quota names, in the order of the list of units, then of the tables.

    What binds all units alike is left out here while no work is counted: the page says it once.
    """
    speaking: dict[str, set[QuotaView]] = defaultdict(set)
    for quota in quotas:
        speaking[fold(quota.units)].add(quota)
    sent = works_by_unit(campaign, works)
    views = []
    number = 1
    filled = 0
    for name, one in _named(campaign).items():
        binding = set().union(*(speaking.get(known, set()) for known in one.folded))
        if works:
            binding |= speaking.get(fold(EVERYONE), set())
        own = sent.get(one.unit.id, ()) if one.unit else ()
        view = _view(campaign, name, one, [q for q in quotas if q in binding], own if works else None)
        heavy = weight(view)
        if filled and filled + heavy > ROWS_BYTES:
            number, filled = number + 1, 0
        filled += heavy
        views.append(_placed(campaign, view, number))
    return tuple(views)


def weight(view: UnitView) -> int:
    """About how many bytes of HTML a row has, rather too many than too few."""
    said = [view.name, *(f"{t.what}{t.asked}{t.direction}" for t in view.tasks)]
    said += [f"{t.against.printed}{t.against.whose}{t.against.address}" for t in view.tasks if t.against]
    said += ["".join(won) for won in view.won]
    tasks = sum(
        70 + 120 * (t.count is not None) + 450 * bool(t.bar) + 150 * bool(t.against) for t in view.tasks
    )
    return len("".join(said).encode()) + 200 + tasks + 60 * len(view.won)


def _placed(campaign: Campaign, view: UnitView, number: int) -> UnitView:
    address = f"{routes.units(campaign.id, number)}#{routes.unit_anchor(view.key)}"
    figures = replace(view.figures, address=address) if view.figures else None
    return replace(view, page=number, address=address, figures=figures)


def _named(campaign: Campaign) -> dict[str, _Named]:
    """The units by name, with what the tables give each; a row speaks of a unit by any name or class of it."""
    found = {
        unit.name: _Named(unit, {fold(n) for n in (unit.name, *unit.names, *unit.classes)})
        for unit in campaign.units
    }
    by_name: dict[str, list[_Named]] = defaultdict(list)
    for one in found.values():
        for known in one.folded:
            by_name[known].append(one)
    for table in campaign.allocation:
        for row in table.rows:
            spoken = by_name[fold(row.unit)]
            if not spoken:
                found[row.unit] = _Named(None, {fold(row.unit)})
                spoken.append(found[row.unit])
            for one in spoken:
                one.rows += [_figure(c, v) for c, v in zip(table.columns, row.values, strict=True)]
    return found


def _figure(column: str, value: object) -> Task:
    measured = _MEASURE.search(column)
    return Task(column, str(value), measure=measured.group(1) if measured and str(value).isdecimal() else "")


def _view(
    campaign: Campaign, name: str, one: _Named, quotas: list[QuotaView], shown: tuple[Work, ...] | None
) -> UnitView:
    """`shown` are its works, None while no work of the campaign is."""
    unit, own = one.unit, shown or ()
    key = unit.id if unit else hashlib.sha256(fold(name).encode()).hexdigest()[:8]
    bounds = next((quota.bounds for quota in quotas if quota.wide and quota.bounds), None) or (None, None)
    return UnitView(
        key=key,
        name=name,
        names=(name, *(unit.names if unit else ())),
        tasks=(*one.rows, *(_task(quota, shown if unit else None) for quota in quotas)),
        works=len(own),
        won=_won(campaign, own),
        gallery=_gallery(campaign, unit, own) if unit and own else "",
        figures=UnitFigures(name, "", len(own), honours_of(own), *bounds)
        if unit and shown is not None
        else None,
    )


def _task(quota: QuotaView, own: tuple[Work, ...] | None) -> Task:
    task = Task(quota.what, quota.printed, quota.direction, against=quota.against)
    if own is None or quota.count is None:
        return task
    count = quota.count(own)
    bar = quota_bar(count.works, *quota.bounds) if quota.bounds else None
    return Task(
        quota.what, quota.printed, quota.direction, count.works, count.standing, count.by, bar, quota.against
    )


def _won(campaign: Campaign, own: tuple[Work, ...]) -> tuple[tuple[str, str, str], ...]:
    """What its works won; of very much the beginning, and where all of it stands."""
    won = tuple(
        (
            shown_title(work),
            f"拟获{prize.award.title}，公示中" if prize.state == "proposed" else prize.award.title,
            routes.work(campaign.id, work.id),
        )
        for work in own
        for prize in work.won
    )
    if len(won) <= WON:
        return won
    return *won[:WON], ("获奖名单", f"这里列出{WON}项，共{len(won)}项", routes.results(campaign.id))


def _gallery(campaign: Campaign, unit: Unit, own: tuple[Work, ...]) -> str:
    """The gallery, filtered to the unit where all its works stand under its id: that is what the filter goes by."""
    everything = all(work.unit_id == unit.id for work in own)
    return routes.gallery(campaign.id) + (f"?unit={quote(unit.id, safe='')}" if everything else "")
