"""Authors of a cell: every usual way of writing several, and what stays whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.sheets.people import Person, split_people, split_units

NAMES = st.text("示例样本甲乙丙丁戊己庚辛壬癸", min_size=2, max_size=4)
UNITS = st.sampled_from(["东区总工会", "示例供电公司", "示例市第一医院", "示例县教育局"])
ROLES = st.sampled_from(["作词", "作曲", "演唱", "指导老师"])


@given(
    st.lists(NAMES, min_size=1, max_size=6),
    st.sampled_from(["、", "，", ",", ";", "；", "/", "\n", " ", "  ", "、 ", " / "]),
    st.sampled_from(["", "{}. ", "{}、", "（{}）", "({})"]),
)
def test_names_joined_in_any_way_come_apart_again(names: list[str], sign: str, number: str) -> None:
    if sign == "、" and number == "{}、":
        sign = "\n"
    cell = sign.join(number.format(at) + name for at, name in enumerate(names, 1))
    people = split_people(cell)
    assert [p.name for p in people.persons] == names
    assert not people.doubt


@given(st.lists(st.tuples(NAMES, ROLES, UNITS), min_size=1, max_size=5), st.sampled_from(["、", "；", "\n"]))
def test_parts_and_units_go_to_the_name_before_them(who: list[tuple[str, str, str]], sign: str) -> None:
    bracketed = sign.join(f"{name}（{role}）" for name, role, _ in who)
    assert [(p.name, p.role) for p in split_people(bracketed).persons] == [(n, r) for n, r, _ in who]
    housed = sign.join(f"{name} {unit}" for name, _, unit in who)
    assert [(p.name, p.unit) for p in split_people(housed).persons] == [(n, u) for n, _, u in who]


@given(st.text(max_size=60))
def test_whatever_stands_in_a_cell_is_read(text: str) -> None:
    for person in split_people(text).persons:
        assert person.name.strip()


@pytest.mark.parametrize(
    ("cell", "persons"),
    [
        ("李 澍、王 帅", [Person("李澍"), Person("王帅")]),
        ("李 澍 王 帅 示例甲", [Person("李澍"), Person("王帅"), Person("示例甲")]),
        ("示例甲等", [Person("示例甲"), Person("等")]),
        ("示例甲、示例乙 等", [Person("示例甲"), Person("示例乙"), Person("等")]),
        ("示例甲等5人", [Person("示例甲"), Person("等5人")]),
        (
            "作词：示例甲；作曲：示例乙、示例丙",
            [Person("示例甲", "作词"), Person("示例乙", "作曲"), Person("示例丙", "作曲")],
        ),
        ("词：示例甲 曲：示例乙", [Person("示例甲", "作词"), Person("示例乙", "作曲")]),
        ("①示例甲②示例乙", [Person("示例甲"), Person("示例乙")]),
        ("示例甲（词、曲）", [Person("示例甲", "作词、作曲")]),
        (
            "示例甲（东区总工会、宣传部），示例乙",
            [Person("示例甲", unit="东区总工会、宣传部"), Person("示例乙")],
        ),
        ("示例甲（笔名：晓风）", [Person("示例甲（笔名：晓风）")]),
        ("阿依示例·样本 示例甲", [Person("阿依示例·样本"), Person("示例甲")]),
        ("东区总工会", [Person("东区总工会")]),
        ("东区总工会 宣传部", [Person("东区总工会 宣传部")]),
        ("Anna Muster, Otto", [Person("Anna Muster"), Person("Otto")]),
        ("", []),
    ],
)
def test_usual_forms(cell: str, persons: list[Person]) -> None:
    found = split_people(cell)
    assert list(found.persons) == persons
    assert not found.doubt


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("欧阳 样本", ["欧阳 样本"]),
        ("示例甲示例乙示例丙示例丁", ["示例甲示例乙示例丙示例丁"]),
        ("示例甲（五月）", ["示例甲（五月）"]),
    ],
)
def test_what_is_not_certain_stays_whole_and_is_told(cell: str, names: list[str]) -> None:
    found = split_people(cell)
    assert [p.name for p in found.persons] == names
    assert found.doubt


def test_units_one_a_line() -> None:
    assert split_units("1. 东区总工会\n2. 西区总工会") == ("东区总工会", "西区总工会")
    assert split_units("东区、西区总工会") == ("东区、西区总工会",)
