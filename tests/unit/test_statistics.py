"""Figures as bars: what is counted, where bounds are drawn, what is left out."""

from __future__ import annotations

import pytest

from generator.catalog import Catalog
from generator.model.common import Award
from generator.pages.statistics import (
    UnitFigures,
    allocation_charts,
    honours_of,
    plain_chart,
    quota_bar,
    standing_words,
    subproject_chart,
    unit_charts,
)
from generator.works.work import HonourState, Prize
from tests.factories import CAMPAIGN, campaign, changed, work

HOME = campaign(changed("allocation:\n", "  - {id: films, tier: city, title: 歌曲展播}\nallocation:\n"))


@pytest.mark.parametrize(
    ("number", "least", "most", "standing", "words"),
    [
        (3, 5, None, "under", "至少 5 件，还差 2 件"),
        (5, 5, None, "met", "至少 5 件，符合要求"),
        (6, None, 4, "over", "至多 4 件，多出 2 件"),
        (4, None, 4, "met", "至多 4 件，符合要求"),
        (0, 1, 2, "under", "至少 1 件，至多 2 件，还差 1 件"),
        (1, 0, 0, "over", "至少 0 件，至多 0 件，多出 1 件"),
        (7, None, None, "", ""),
    ],
)
def test_a_bar_stands_where_its_words_say(
    number: int, least: int | None, most: int | None, standing: str, words: str
) -> None:
    bar = quota_bar(number, least, most)
    assert bar.standing == standing
    assert standing_words(number, least, most) == words
    assert bar.title.startswith(f"已展示 {number} 件")
    for bound, at in ((least, bar.low), (most, bar.high)):
        assert (at is None) == (not bound)
        if bound and at is not None:
            assert (number >= bound) == (bar.reach >= at)
            assert at < 100
    assert 0 <= bar.reach <= 100


def test_bars_of_a_chart_share_one_scale() -> None:
    chart = plain_chart(
        "图", "单位", "获奖（项）", [("甲", 2, ""), ("乙", 8, "y/"), ("丙", 0, "")], verb="获奖"
    )
    assert chart is not None
    assert [(row.label, row.number, row.bar.reach, row.address) for row in chart.rows] == [
        ("甲", 2, 25, ""),
        ("乙", 8, 100, "y/"),
        ("丙", 0, 0, ""),
    ]
    assert chart.rows[0].bar.title == "获奖 2 项"
    assert plain_chart("图", "单位", "获奖（项）", [("甲", 0, "")]) is None


def test_works_are_counted_by_sub_project_and_nothing_is_drawn_of_none() -> None:
    works = (work("1"), work("2"), work("3", subproject_id=None))
    chart = subproject_chart(Catalog((HOME,), works={HOME.id: works}), HOME)
    assert chart is not None
    assert [(row.label, row.number) for row in chart.rows] == [("歌曲征集", 2), ("歌曲展播", 0)]
    assert [row.address for row in chart.rows] == [
        "campaigns/2024-small/gallery/songs/",
        "campaigns/2024-small/projects/films/",
    ]
    assert subproject_chart(Catalog((HOME,)), HOME) is None


def test_units_keep_the_order_of_the_notice_and_their_bounds() -> None:
    shown, won = unit_charts(
        [
            UnitFigures("甲", "a", 1, 0, 2, None),
            UnitFigures("乙", "b", 6, 2),
            UnitFigures("丙", "c", 0, 0, 2, 4),
        ]
    )
    assert [(row.label, row.number, row.note) for row in shown.rows] == [
        ("甲", 1, "至少 2 件，还差 1 件"),
        ("乙", 6, ""),
        ("丙", 0, "至少 2 件，至多 4 件，还差 2 件"),
    ]
    assert shown.rows[0].bar.low == shown.rows[2].bar.low, "one scale"
    assert [(row.label, row.number) for row in won.rows] == [("乙", 2)]
    assert unit_charts([UnitFigures("甲", "a", 0, 0, 2)]) == ()


def test_a_long_chart_by_unit_is_folded() -> None:
    (few,) = unit_charts(UnitFigures(f"{n}", "", 1, 0) for n in range(10))
    (many,) = unit_charts(UnitFigures(f"{n}", "", 1, 0) for n in range(11))
    assert (few.folded, many.folded) == (False, True)


@pytest.mark.parametrize(("state", "counts"), [("confirmed", 1), ("proposed", 0), ("shortlisted", 0)])
def test_only_what_is_confirmed_is_an_honour(state: HonourState, counts: int) -> None:
    one = work(prizes=(Prize(Award(id="first", title="一等奖"), 0, None, state, None),))
    assert honours_of((one, work("2"))) == counts


def test_a_column_that_asks_the_same_of_all_needs_no_picture() -> None:
    charts = allocation_charts(("场次", "人数"), (("甲", (13, 5)), ("乙", (7, 5))))
    assert [chart.heading for chart in charts] == ["场次"]
    assert [(row.label, row.number, row.bar.title) for row in charts[0].rows] == [
        ("甲", 13, "计划 13"),
        ("乙", 7, "计划 7"),
    ]


def test_the_small_campaign_draws_its_table() -> None:
    table = campaign(CAMPAIGN).allocation[0]
    rows = tuple((row.unit, row.values) for row in table.rows)
    assert [row.bar.reach for row in allocation_charts(table.columns, rows)[0].rows] == [100, 53.85]
