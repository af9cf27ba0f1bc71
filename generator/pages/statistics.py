"""Figures as bars: what is shown, by sub-project and by unit, against quotas; what tables plan. Public numbers only.

A bar never stands alone: its number and its words are in the same row of a table. What was sent in and is not shown is
counted nowhere, so nothing here says 收到.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from generator import routes
from generator.catalog import Catalog
from generator.model.campaign import Campaign
from generator.works.work import Work

LONG = 10
"""Rows a chart by unit may have before it is folded away; the sub-projects of a campaign are never that many."""
MOST = 100
"""Rows a table or a chart by unit may have: of more the list of units alone tells, or the page would be too heavy."""
_ROOM = 1.08
"""A bound is drawn inside the field, not on its edge."""


class Bar(Struct, frozen=True):
    """A bar in a field 100 wide: how far it reaches, and where its bounds are drawn (None: no such bound).

    `standing` is met, under, over, or empty where nothing is asked; `title` says the picture in words.
    """

    title: str
    reach: float
    low: float | None = None
    high: float | None = None
    standing: str = ""


class Row(Struct, frozen=True):
    """One row of a chart: what, its number, its bar, where it leads, and in words how it stands against a bound."""

    label: str
    number: int
    bar: Bar
    address: str = ""
    note: str = ""


class Chart(Struct, frozen=True):
    """A chart and its table in one: `head` names the first column, `measure` the second."""

    heading: str
    head: str
    measure: str
    rows: tuple[Row, ...]

    @property
    def folded(self) -> bool:
        """Whether it is folded away until somebody asks for it."""
        return len(self.rows) > LONG and self.head == "单位"


def quota_bar(number: int, least: int | None, most: int | None, *, top: int = 0) -> Bar:
    """The bar of a number against the least and the most that are asked for; `top` is the end of a common scale."""
    full = max(number, least or 0, most or 0, top, 1) * (_ROOM if least or most is not None else 1)
    standing = ""
    if most is not None or least is not None:
        standing = (
            "over" if most is not None and number > most else "under" if number < (least or 0) else "met"
        )
    said = [f"已展示 {number} 件"]
    said += [f"至少 {least} 件"] if least is not None else []
    said += [f"至多 {most} 件"] if most is not None else []
    return Bar("，".join(said), _part(number, full), _at(least, full), _at(most, full), standing)


def standing_words(number: int, least: int | None, most: int | None) -> str:
    """`至少 5 件，还差 2 件`, `至多 4 件，多出 1 件`, `至少 5 件，符合要求`; empty where nothing is asked."""
    asked = [f"至少 {least} 件"] if least is not None else []
    asked += [f"至多 {most} 件"] if most is not None else []
    if most is not None and number > most:
        asked.append(f"多出 {number - most} 件")
    elif least is not None and number < least:
        asked.append(f"还差 {least - number} 件")
    elif asked:
        asked.append("符合要求")
    return "，".join(asked)


def _part(number: int, full: float) -> float:
    return round(100 * number / full, 2)


def _at(bound: int | None, full: float) -> float | None:
    return _part(bound, full) if bound else None


def plain_chart(
    heading: str, head: str, measure: str, rows: Iterable[tuple[str, int, str]], *, verb: str = ""
) -> Chart | None:
    """Numbers without bounds as (label, number, address), all on one scale; None where there is nothing above 0."""
    kept = tuple(rows)
    top = max((number for _, number, _ in kept), default=0)
    if not top:
        return None
    unit = measure.rpartition("（")[2].rstrip("）") if "（" in measure else ""
    return Chart(
        heading,
        head,
        measure,
        tuple(
            Row(label, number, Bar(f"{verb} {number} {unit}".strip(), _part(number, top)), address)
            for label, number, address in kept
        ),
    )


def subproject_chart(catalog: Catalog, campaign: Campaign) -> Chart | None:
    """Works shown, by sub-project in printed order; None while no work is shown."""
    rows = []
    for subproject in campaign.subprojects:
        shown = len(catalog.works_of(campaign, subproject))
        address = routes.gallery_page if shown else routes.project
        rows.append((subproject.title, shown, address(campaign.id, subproject.id)))
    return plain_chart("各项目展出作品", "项目", "已展示（件）", rows, verb="已展示")


class UnitFigures(Struct, frozen=True):
    """What is public of one unit: its works shown, the bounds of the campaign-wide quota on them, how many honours."""

    name: str
    address: str
    shown: int
    honours: int
    least: int | None = None
    most: int | None = None


def unit_charts(units: Iterable[UnitFigures]) -> tuple[Chart, ...]:
    """Works shown by unit against its quota, and honours by unit; in the order given, nobody is ranked.

    Nothing is drawn of more units than `MOST`.
    """
    kept = tuple(units)
    if len(kept) > MOST:
        return ()
    charts = []
    if any(one.shown for one in kept):
        top = max(max(one.shown, one.least or 0, one.most or 0) for one in kept)
        charts.append(
            Chart(
                "各单位展出作品与名额",
                "单位",
                "已展示（件）",
                tuple(
                    Row(
                        one.name,
                        one.shown,
                        quota_bar(one.shown, one.least, one.most, top=top),
                        one.address,
                        standing_words(one.shown, one.least, one.most),
                    )
                    for one in kept
                ),
            )
        )
    won = [(one.name, one.honours, one.address) for one in kept if one.honours]
    chart = plain_chart("各单位获奖", "单位", "获奖（项）", won, verb="获奖")
    return (*charts, chart) if chart else tuple(charts)


def allocation_charts(
    columns: tuple[str, ...], rows: tuple[tuple[str, tuple[int, ...]], ...]
) -> tuple[Chart, ...]:
    """What a table plans, a chart a column; a column that asks the same of everybody needs no picture.

    Nothing is drawn of a table of so many rows and columns that the charts alone would have more than three times `MOST`.
    """
    if len(rows) * len(columns) > 3 * MOST:
        return ()
    charts = []
    for at, column in enumerate(columns):
        if len({values[at] for _, values in rows}) > 1:
            figures = ((unit, values[at], "") for unit, values in rows)
            charts.append(plain_chart(column, "单位", "计划数", figures, verb="计划"))
    return tuple(chart for chart in charts if chart)


def honours_of(works: tuple[Work, ...]) -> int:
    """How many honours works have that are confirmed: neither a shortlist nor a list put up for objection is an award."""
    return sum(prize.state == "confirmed" for work in works for prize in work.prizes)
