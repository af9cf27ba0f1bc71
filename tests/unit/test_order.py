"""How works hang: winners by their scheme, then the stated rule; and the orders of Chinese names themselves."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.common import Award
from generator.values.collation import natural_key, pinyin_key, stroke_key
from generator.works.order import ORDER_NAMES, hung, order_of
from generator.works.work import HonourState, Maker, Prize, Work
from tests.factories import campaign, changed, work

TWO = changed("allocation:\n", "  - {id: films, tier: city, title: 歌曲征集}\nallocation:\n")


def ordered(rule: str, works: Sequence[Work], yaml: str = TWO) -> list[str]:
    home = campaign(changed("year: 2024\n", f"year: 2024\norder: {rule}\n", text=yaml))
    one, other = hung(home, works), hung(home, list(reversed(works)))
    assert one == other, "the order must not depend on that of the input"
    return [w.id for w in one]


def prize(
    place: int, rank: int | None = None, *, ranked: bool = False, state: HonourState = "confirmed"
) -> Prize:
    return Prize(
        Award(id=f"a{place}", title=f"{place}", ranked=ranked),
        place,
        rank,
        state,
        None,
    )


def named(name: str) -> tuple[Maker, ...]:
    return (Maker(None, "指导", "东区"), Maker(name, None, None))


def test_numbers_count_as_people_count() -> None:
    works = [work("a", no="SL-10"), work("b", no="SL-9"), work("c", no="SL-9-2"), work("d10"), work("d9")]
    assert ordered("number", works) == ["b", "c", "a", "d9", "d10"]


def test_pinyin_goes_by_the_title() -> None:
    works = [
        work("z", title="早班"),
        work("c", title="茶园"),
        work("y", title="夜班"),
        work("b", title="班组"),
    ]
    assert ordered("pinyin", works) == ["b", "c", "y", "z"]


def test_strokes_go_by_the_first_name_and_by_the_title_of_what_is_no_work() -> None:
    works = [
        work("five", makers=named("田某")),
        work("four", makers=named("王某")),
        work("two", subject="person", title="丁某", makers=named("魏某")),
        work("eight", title="刻工"),
    ]
    assert ordered("stroke", works) == ["two", "four", "five", "eight"]


def test_as_printed_goes_by_the_folders() -> None:
    works = [work("w10", no="1"), work("w2", no="3"), work("w1", no="2")]
    assert ordered("printed", works) == ["w1", "w2", "w10"]


def test_winners_first_by_their_scheme_then_by_rank() -> None:
    works = [
        work("plain", no="1"),
        work("second", no="2", prizes=(prize(1),)),
        work("third-rank", no="3", prizes=(prize(0, 3, ranked=True),)),
        work("first-rank", no="4", prizes=(prize(0, 1, ranked=True), prize(2))),
        work("no-rank", no="5", prizes=(prize(0, ranked=True),)),
    ]
    assert ordered("number", works) == ["first-rank", "third-rank", "no-rank", "second", "plain"]


def test_a_rank_in_an_award_without_ranks_moves_nobody() -> None:
    """排名不分先后: what was noted as a rank must not show in the order."""
    works = [work("a", no="2", prizes=(prize(0, 1),)), work("b", no="1", prizes=(prize(0, 2),))]
    assert ordered("number", works) == ["b", "a"]


def test_sub_projects_follow_as_printed_and_prizes_of_none_come_last() -> None:
    works = [work("org", subproject_id=None), work("f", subproject_id="films"), work("s")]
    assert ordered("number", works) == ["s", "f", "org"]


def test_a_sub_project_may_have_a_rule_of_its_own() -> None:
    home = campaign(changed("    media: [audio]\n", "    media: [audio]\n    order: pinyin\n", text=TWO))
    assert [order_of(home, name) for name in ("songs", "films", None)] == ["pinyin", "number", "number"]
    works = [
        work("1", title="夜班"),
        work("2", title="茶园"),
        *(work(n, subproject_id="films", title=t) for n, t in (("3", "夜班"), ("4", "茶园"))),
    ]
    assert [w.id for w in hung(home, works)] == ["2", "1", "3", "4"]


def test_every_rule_has_words() -> None:
    assert set(ORDER_NAMES) == {"number", "pinyin", "stroke", "printed"}


@pytest.mark.parametrize(
    "names",
    [
        ("丁一", "王二", "田三", "刘四", "李五", "林六", "赵七", "钱八", "曾九", "魏十"),
        ("王一", "王二", "王三"),
    ],
)
def test_family_names_by_strokes(names: tuple[str, ...]) -> None:
    """Strokes counted by hand: 丁2 王4 田5 刘6 李7 林8 赵9 钱10 曾12 魏17; then the next character, 一1 二2 三3."""
    mixed = [*names[1::2], *names[::2]]
    assert sorted(mixed, key=stroke_key) == list(names)


def test_what_no_table_has_stands_after_all_that_it_has() -> None:
    assert sorted(["A组", "龥", "一"], key=stroke_key) == ["一", "龥", "A组"]


def test_pinyin_by_sound_then_tone() -> None:
    assert sorted(["马", "妈", "骂", "麻", "啊", "zoo", "班"], key=pinyin_key) == [
        "啊",
        "班",
        "妈",
        "麻",
        "马",
        "骂",
        "zoo",
    ]


@given(st.lists(st.text(max_size=8), max_size=6))
def test_any_two_texts_can_be_compared(texts: list[str]) -> None:
    for key in (natural_key, pinyin_key, stroke_key):
        ordered = sorted(texts, key=key)
        assert sorted(ordered, key=key) == ordered


@pytest.mark.parametrize(
    ("small", "large"), [("9", "10"), ("SL-9", "SL-10"), ("A2B9", "A2B10"), ("7", "SL-1"), ("", "1")]
)
def test_natural_order(small: str, large: str) -> None:
    assert natural_key(small) < natural_key(large)
