"""Quotas counted against the works that are shown: by unit, by name, by who recommended."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from generator.works.counts import Standing, counted, counted_each, works_by_unit
from generator.works.work import Maker
from tests.factories import campaign, changed, work

YAML = changed(
    "  - {id: east, name: 东区总工会}\n",
    "  - {id: east, name: 东区总工会, names: [东区]}\n  - {id: west, name: 西区总工会}\n",
)
YAML = changed("allocation:\n", "  - {id: films, tier: city, title: 歌曲征集}\nallocation:\n", text=YAML)
HOME = campaign(YAML)
SONGS, FILMS = HOME.subprojects
QUOTA = SONGS.quotas[0]


@pytest.mark.parametrize(
    ("number", "least", "most", "standing"),
    [
        (0, None, 2, "met"), (2, None, 2, "met"), (3, None, 2, "over"),
        (1, 2, None, "under"), (2, 2, None, "met"), (9, 2, None, "met"),
        (0, 1, 2, "under"), (1, 1, 2, "met"), (2, 1, 2, "met"), (3, 1, 2, "over"), (1, 0, 0, "over"), (0, 0, 0, "met"),
    ],
)  # fmt: skip
def test_each_side_of_each_bound(
    number: int, least: int | None, most: int | None, standing: Standing
) -> None:
    quota = replace(QUOTA, min=least, max=most)
    works = tuple(work(str(n)) for n in range(number))
    found = counted(quota, works, SONGS)
    assert (found.works, found.standing) == (number, standing)
    assert found.by == max(0, (least or 0) - number, number - (most if most is not None else number))


def test_only_the_works_of_that_sub_project_count() -> None:
    works = (work("1"), work("2", subproject_id="films"), work("3", subproject_id=None))
    assert counted(QUOTA, works, SONGS).works == 1
    assert counted(QUOTA, works, None).works == 3


@pytest.mark.parametrize(
    ("songs", "films", "standing"),
    [(1, 1, "met"), (2, 0, "under"), (3, 1, "over"), (3, 0, "over"), (0, 0, "under")],
)
def test_one_for_every_sub_project_is_as_good_as_the_worst(
    songs: int, films: int, standing: Standing
) -> None:
    quota = replace(QUOTA, min=1, max=2, per="subproject")
    works = tuple(work(f"s{n}") for n in range(songs)) + tuple(
        work(f"f{n}", subproject_id="films") for n in range(films)
    )
    found = counted_each(quota, works, HOME.subprojects)
    assert (found.works, found.standing) == (songs + films, standing)


def test_a_unit_by_id_by_name_by_recommendation_or_by_its_people() -> None:
    works = (
        work("id", unit="东区总工会", unit_id="east"),
        work("recommended", unit="东区机床厂工会", recommended_by="东区"),
        work("name", unit="东 区"),
        work("maker", makers=(Maker("示例甲", None, None), Maker("示例乙", None, "东区总工会"))),
        work("other", unit="西区总工会", unit_id="west", recommended_by="东区总工会"),
        work("nobody", unit="北区总工会"),
        work("nothing"),
    )
    east, west = HOME.units
    sent = works_by_unit(HOME, works)
    assert [w.id for w in sent[east.id]] == ["id", "recommended", "name", "maker"]
    assert [w.id for w in sent[west.id]] == ["other"]
