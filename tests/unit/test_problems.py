"""Problems as values: places, carets under Chinese text, what a report must not show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import Place, caret, errors, in_order, problem
from generator.source import Source
from generator.values.text import display_width

TEXT = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=300)


def pointed(place: Place) -> str:
    """What stands above the carets."""
    shown, carets = caret(place)
    left = len(carets) - len(carets.lstrip(" "))
    under, column = "", 0
    for char in shown:
        if left <= column < left + carets.count("^"):
            under += char
        column += display_width(char)
    return under


@pytest.mark.parametrize(
    ("line", "column", "length", "under"),
    [
        ("title: 好网民活动", 8, 3, "好网民"),
        ("征集方式: 推荐", 5, 1, ":"),
        ("　　kind: 歌曲", 1, 2, "　　"),
        ("abc", 2, 1, "b"),
        ("字" * 100 + "错" + "字" * 100, 101, 1, "错"),
        ("a" * 500 + "错误", 501, 2, "错误"),
        ("", 1, 1, ""),
        ("短", 2, 1, ""),
    ],
)
def test_the_caret_stands_under_the_words(line: str, column: int, length: int, under: str) -> None:
    assert pointed(Place("f", 1, column, length, line)) == under


@given(TEXT, st.integers(1, 400), st.integers(1, 400))
def test_the_excerpt_fits_a_terminal_and_the_caret_is_below_it(line: str, column: int, length: int) -> None:
    shown, carets = caret(Place("f", 1, column, length, line))
    assert display_width(shown) <= 73
    assert carets.strip(" ") == "^" * carets.count("^") != ""
    assert len(carets) <= display_width(shown) + 1
    assert "\n" not in shown


@given(TEXT, st.data())
def test_a_marked_character_is_always_visible(line: str, data: st.DataObject) -> None:
    if line:
        column = data.draw(st.integers(1, len(line)))
        shown, carets = caret(Place("f", 1, column, 1, line))
        assert len(carets.rstrip("^")) <= display_width(shown)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.data())
def test_a_place_of_an_offset_points_at_its_character(text: str, data: st.DataObject) -> None:
    source = Source("f", text)
    offset = data.draw(st.integers(0, max(0, len(text) - 1)))
    place = source.at(offset)
    lines = text.split("\n")
    assert place.excerpt == lines[place.line - 1]
    if text and text[offset] != "\n":
        assert lines[place.line - 1][place.column - 1] == text[offset]


def test_a_place_beyond_the_end_is_the_end() -> None:
    assert Source("f", "a\nbc").place(9, 9) == Place("f", 2, 3)


def test_problems_come_in_file_order_and_once() -> None:
    a, b = Place("a", 2), Place("a", 1, 5)
    found = [problem("E116", a), problem("E109", b), problem("E116", a), problem("E108", Place("b"))]
    assert [(p.code, p.place.line) for p in in_order(found)] == [("E109", 1), ("E116", 2), ("E108", 1)]


def test_only_errors_stop_a_build() -> None:
    warning = problem("W501", Place("a"), printed="", other="", parent="")
    assert warning.severity == "warning"
    assert errors([warning, problem("E116", Place("a"))]) == [problem("E116", Place("a"))]


def test_no_report_shows_an_identity_number() -> None:
    number = "11010519491231002X"
    found = problem("E211", Place("f", 1, 1, 1, f"phones: [{number}]"), value=number)
    assert number not in found.what() + found.place.excerpt
    assert len(found.place.excerpt) == len(f"phones: [{number}]")


def test_invisible_characters_do_not_reach_the_terminal() -> None:
    found = problem(
        "E203", Place("f", 1, 1, 1, "tier: \u202ecity\x1b[31m"), value="\u202ecity\x1b[31m", choices=""
    )
    for text in (found.what(), caret(found.place)[0]):
        assert "\u202e" not in text
        assert "\x1b" not in text
