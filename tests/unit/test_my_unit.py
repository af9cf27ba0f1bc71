"""“我的单位”: units joined over campaigns, what is asked of each, which way quotas point, and where tiers contradict."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from generator.catalog import Catalog
from generator.model.campaign import Campaign
from generator.model.common import Quota
from generator.pages.axis import axis
from generator.pages.frame_parts import Setting
from generator.pages.index import other_years, tree_of
from generator.pages.my_unit import JoinedUnit, joined_units, my_unit_page, seats_of, unit_assets
from generator.pages.quotas import quota_views
from generator.pages.units import unit_views
from generator.project import Project
from generator.works.directions import contradicted_by, contradicts, direction
from generator.works.work import Work
from tests.factories import ROOT, campaign, changed, committed_project, work

YAML = changed(
    "{id: east, name: 东区总工会}",
    "{id: east, name: 东区总工会, names: [东区], classes: [各县（市、区）总工会]}",
)
HOME = campaign(YAML)
TODAY = date(2024, 8, 12)


def other(**given: Any) -> Campaign:
    return replace(HOME, **given)


def setting(*campaigns: Campaign, works: dict[str, tuple[Work, ...]] | None = None) -> Setting:
    return Setting(Catalog(campaigns, works=works or {}), TODAY, Project(root=Path()))


def joined(*campaigns: Campaign) -> tuple[JoinedUnit, ...]:
    here = setting(*campaigns)
    return joined_units(here.catalog, seats_of(here))


def where(units: tuple[JoinedUnit, ...]) -> list[tuple[str, list[str]]]:
    return [(unit.name, [seat.campaign.id for seat in unit.seats]) for unit in units]


def test_a_unit_is_asked_what_tables_and_quotas_ask_of_it() -> None:
    east, west = unit_views(HOME, quota_views(setting(HOME), HOME))
    assert (east.key, east.names) == ("east", ("东区总工会", "东区"))
    assert [(t.what, t.asked, t.direction) for t in east.tasks] == [
        ("场次", "13", ""),
        ("歌曲征集", "至少报送2首", "至少 2"),
    ]
    assert [(t.what, t.asked) for t in west.tasks] == [("场次", "7")]
    assert len(west.key) == 8, "a unit that only a table names goes by a hash"


def test_its_works_are_counted_against_the_quota() -> None:
    works = (work("1", unit_id="east"), work("2", unit_id=None, unit="东区"), work("3"))
    east, west = unit_views(HOME, quota_views(setting(HOME), HOME), works)
    song = east.tasks[1]
    assert (east.works, song.count, song.standing, song.bar is not None) == (2, 2, "met", True)
    assert east.gallery == "campaigns/2024-small/gallery/", "one of its works stands under its name only"
    assert (west.works, west.tasks[0].count, west.gallery) == (0, None, "")
    (east, _) = unit_views(HOME, quota_views(setting(HOME), HOME), works[:1])
    assert (east.tasks[1].standing, east.tasks[1].by) == ("under", 1)
    assert east.gallery == "campaigns/2024-small/gallery/?unit=east"


def test_one_name_in_two_years_or_tiers_is_one_unit() -> None:
    before = other(
        id="2023-small",
        year=2023,
        units=(replace(HOME.units[0], id="e", name="东 区", names=("东区总工会",)),),
    )
    assert where(joined(HOME, before)) == [
        ("东区总工会", ["2024-small", "2023-small"]),
        ("西区总工会", ["2024-small", "2023-small"]),
    ]
    county = other(id="2024-county", region="某市东区", tier="county", parent="2024-small")
    assert where(joined(HOME, county))[0] == ("东区总工会", ["2024-small", "2024-county"])
    nation = other(id="2024-nation", region="全国", tier="nation")
    assert where(joined(nation, HOME))[0] == ("东区总工会", ["2024-nation", "2024-small"])


def test_one_name_in_two_places_is_two_units_that_say_so() -> None:
    assert where(joined(HOME, other(id="2024-far", region="远市"))) == [
        ("东区总工会（某市）", ["2024-small"]),
        ("西区总工会（某市）", ["2024-small"]),
        ("东区总工会（远市）", ["2024-far"]),
        ("西区总工会（远市）", ["2024-far"]),
    ]


def test_a_third_campaign_may_join_two_that_came_before() -> None:
    short = other(
        id="2022-a",
        year=2022,
        units=(replace(HOME.units[0], name="东区", names=()),),
        allocation=(),
    )
    long = other(id="2023-b", year=2023, units=(replace(HOME.units[0], names=()),), allocation=())
    assert where(joined(short, long, HOME))[0] == ("东区总工会", ["2022-a", "2023-b", "2024-small"])


def test_a_sample_joins_nothing_official_and_comes_last() -> None:
    sample = other(id="2025-sample", year=2025, sample=True)
    assert [ids for _, ids in where(joined(sample, HOME))] == [["2024-small"]] * 2 + [["2025-sample"]] * 2


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [(10, None, "至少 10"), (None, 5, "至多 5"), (1, 2, "1 至 2"), (2, 2, "正好 2"), (0, None, "至少 0")],
)
def test_the_direction_is_said(least: int | None, most: int | None, words: str) -> None:
    assert direction(quota(least, most)) == words


def quota(least: int | None, most: int | None, **given: Any) -> Quota:
    plain = HOME.subprojects[0].quotas[0]
    return replace(plain, **{"min": least, "max": most, "per": None, "printed": "照原文", **given})


@pytest.mark.parametrize(
    ("own", "upper", "conflict"),
    [
        ((10, None), (None, 10), True),      # 汕头 2023 against 广东 2023
        ((10, None), (None, 5), True),
        ((3, None), (None, 5), False),
        ((None, 3), (6, 9), True),
        ((None, 6), (6, 9), False),
        ((5, 5), (None, 5), False),
        ((None, 5), (5, None), True),
        ((6, None), (1, 5), True),
        ((1, 2), (1, 2), False),
        ((2, None), (5, None), False),
        ((None, 2), (None, 5), False),
    ],
)  # fmt: skip
def test_where_tiers_contradict(
    own: tuple[int | None, int | None], upper: tuple[int | None, int | None], conflict: bool
) -> None:
    assert contradicts(quota(*own), quota(*upper)) is conflict
    above = other(id="2024-up", quotas=(quota(*upper, per="subproject"),))
    assert (contradicted_by(quota(*own, per="subproject", of="2024-up"), above) is not None) is conflict
    assert contradicted_by(quota(*own, per="campaign", of="2024-up"), above) is None, "of another measure"
    assert contradicted_by(quota(*own, per="subproject"), None) is None


@pytest.fixture(scope="module")
def committed() -> Setting:
    """The committed campaigns without the sample."""
    checked = committed_project()
    campaigns = tuple(c for c in checked.catalog.campaigns if not c.sample)
    return Setting(Catalog(campaigns, checked.catalog.texts), TODAY, Project(root=ROOT))


def test_the_contradiction_of_2023_is_shown_with_its_source(committed: Setting) -> None:
    found = [
        (c.id, q.what, q.direction, q.against.printed, q.against.whose)
        for c in committed.catalog.campaigns
        for q in quota_views(committed, c)
        if q.against
    ]
    assert found == [
        (
            "2023-shantou",
            "广东省系列，每个项目",
            "至少 10",
            "对每个子项目推荐不超过10个作品（案例）",
            "2023年 广东省",
        )
    ]


def test_the_committed_units_are_joined_over_two_years(committed: Setting) -> None:
    units = {
        unit.name: [s.campaign.id for s in unit.seats]
        for unit in joined_units(committed.catalog, seats_of(committed))
    }
    assert units["福建省总工会"] == ["2024-national", "2023-national"]
    assert units["福州市总工会"] == ["2024-fujian"]
    assert "福建" not in units


def scripts(here: Setting) -> dict[str, Any]:
    found = {}
    for asset in unit_assets(here):
        told = asset.data.decode()
        part = told[len('zbUnits("') :].partition('"')[0]
        assert asset.path == f"data/units/{part}.js"
        found[part] = json.loads(told[len(f'zbUnits("{part}",') : -len(");\n")])
    return found


def test_every_unit_has_its_cards_in_the_part_the_list_names(committed: Setting) -> None:
    found = scripts(committed)
    units = joined_units(committed.catalog, seats_of(committed))
    assert [row[0] for row in found["index"]] == [unit.name for unit in units]
    for (name, also, part, _), unit in zip(found["index"], units, strict=True):
        cards = found[str(part)][name]
        assert [home for home, _ in cards if home] == [seat.campaign.id for seat in unit.seats]
        assert {name, *filter(None, also.split("|"))} >= set(unit.names)
        assert all('href="{r}' in html for _, html in cards)
    (own,) = [html for home, html in found["0"]["福建省总工会"] if not home]
    assert "{r}campaigns/2024-fujian/" in own, "what it runs itself"
    (card,) = [html for home, html in found["1"]["福州市总工会"] if home]
    for words in (
        "线下活动数量（场）",
        "<b>任务 13 场</b>",
        "各推荐1-2家",
        "1 至 2",
        "原则上不超过5名",
        "至多 5",
        "8月30日前",
        "还有 18 天",
    ):
        assert words in card, words


def test_the_parts_stay_small_and_the_page_does_too() -> None:
    many = tuple(replace(HOME.units[0], id=f"u{n}", name=f"第{n}工会", names=()) for n in range(1_300))
    here = setting(other(units=many, allocation=()))
    for asset in unit_assets(here):
        assert len(asset.data) < (120_000 if asset.path.endswith("index.js") else 60_000), asset.path
    page = my_unit_page(here)
    assert len(page.body.encode()) < 20_000
    assert 'href="../campaigns/2024-small/units/"' in page.body, (
        "too many to list: the campaign's page leads on"
    )


def test_without_a_script_every_unit_leads_to_its_row() -> None:
    page = my_unit_page(setting(HOME))
    assert 'href="../campaigns/2024-small/units/#u-east"' in page.body
    nobody = my_unit_page(setting(other(units=(), allocation=())))
    assert "还没有按单位分配的任务" in nobody.body
    assert "zb-units.js" not in nobody.head


def test_the_axis_has_every_tier_or_is_not_there(committed: Setting) -> None:
    catalog = committed.catalog
    found = axis(catalog, catalog.by_id["2023-shantou"], TODAY)
    assert found is not None
    assert [lane.name for lane in found.lanes] == ["2023年 广东省汕头市", "2023年 广东省", "2023年 全国"]
    assert found.months[0] == (0, "2023年3月")
    assert found.now is None, "a year later"
    spans = {span.printed: span for span in found.lanes[0].spans}
    assert spans["6月25日前"].deadline
    assert spans["即日起至6月25日"].left == 0, "open at its beginning"
    assert all(
        s.left >= 0 and s.left + s.width <= 100
        for lane in found.lanes
        for s in lane.spans
        if s.left is not None
    )
    assert axis(catalog, catalog.by_id["2024-national"], TODAY) is None
    assert axis(catalog, catalog.by_id["2025-tongling"], TODAY) is None


def test_the_tree_and_the_other_years_of_a_campaign(committed: Setting) -> None:
    by_id = committed.catalog.by_id
    tree = tree_of(committed, by_id["2023-guangdong"])
    assert tree is not None
    assert [tree.row.tier, tree.below[0].row.tier, tree.below[0].below[0].row.tier] == [
        "全国",
        "广东省",
        "广东省汕头市",
    ]
    assert len(tree.below) == 1, "the line from the top, without the other branches"
    assert tree_of(committed, by_id["2025-tongling"]) is None
    assert [row.name for row in other_years(committed, by_id["2024-national"])] == ["2023年 全国"]
    assert other_years(committed, by_id["2024-fujian"]) == ()
