"""Dates: EDTF in, days out; what is printed agrees or not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.values.when import WhenError, parse_when, printed_conflict, weekday_conflict
from tests.factories import ALL, ROOT

POINTS = st.one_of(
    st.dates(date(1, 1, 1)).map(str),
    st.dates(date(1, 1, 1)).map(lambda day: str(day)[:7]),
    st.dates(date(1, 1, 1)).map(lambda day: str(day)[:4]),
    st.datetimes().map(lambda moment: moment.strftime("%Y-%m-%dT%H:%M+08:00").rjust(22, "0")),
)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-05-21", date(2024, 5, 21), date(2024, 5, 21)),
        ("2023-06-08T12:00+08:00", date(2023, 6, 8), date(2023, 6, 8)),
        ("2024-05/2024-08", date(2024, 5, 1), date(2024, 8, 31)),
        ("2024-11/..", date(2024, 11, 1), None),
        ("../2024-09-30", None, date(2024, 9, 30)),
        ("2024-05-01/2024-05-01", date(2024, 5, 1), date(2024, 5, 1)),
    ],
)
def test_what_a_value_covers(text: str, first: date | None, last: date | None) -> None:
    when = parse_when(text)
    assert (when.first, when.last, when.text, str(when)) == (first, last, text, text)
    for day in (first, last):
        assert day is None or when.covers(day)
    assert when.covers(date(1900, 1, 1)) == (first is None)
    assert when.covers(date(2099, 1, 1)) == (last is None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "E220"),
        ("2024年5月", "E220"),
        ("2024-5", "E220"),
        ("24-05-01", "E220"),
        ("2024.05.01", "E220"),
        ("２０２４", "E220"),
        ("2024-05-01 12:00", "E220"),
        ("2024-05/", "E220"),
        ("/2024-05", "E220"),
        ("../..", "E220"),
        ("..", "E220"),
        ("2024/2025/2026", "E220"),
        ("2024-02-30", "E221"),
        ("2023-02-29", "E221"),
        ("2024-13", "E221"),
        ("0000", "E221"),
        ("2024-05-01T24:00", "E221"),
        ("2024-05-01/2024-04-31", "E221"),
        ("2024-08/2024-05", "E222"),
        ("2024-05-01T12:00/2024-05-01T09:00", "E222"),
    ],
)
def test_what_is_no_date(text: str, code: str) -> None:
    with pytest.raises(WhenError) as caught:
        parse_when(text)
    assert (caught.value.code, caught.value.text) == (code, text)


@given(st.one_of(st.text(), st.text("0123456789-/.T:+", max_size=30)))
def test_no_text_raises_anything_else(text: str) -> None:
    try:
        assert parse_when(text).text == text
    except WhenError as error:
        assert error.code in ("E220", "E221", "E222")


@given(POINTS)
def test_every_point_is_read_and_comes_back(text: str) -> None:
    when = parse_when(text)
    assert str(when) == text
    assert when.first is not None
    assert when.last is not None
    assert when.first <= when.last


@given(st.dates(), st.dates())
def test_spans_run_forward(one: date, other: date) -> None:
    begin, end = sorted((one, other))
    assert parse_when(f"{begin}/{end}").last == end
    if begin != end:
        with pytest.raises(WhenError):
            parse_when(f"{end}/{begin}")


@pytest.mark.parametrize(
    ("printed", "when", "conflict"),
    [
        ("2024年5月-8月", "2024-05/2024-08", None),
        ("2024年5月-8月", "2023-05/2023-08", "2023年"),
        ("5月至8月", "2030-05/2030-08", None),
        ("8月30日前", "2024-08-30", None),
        ("8月30日前", "2024-08-31", "31日"),
        ("8月30日前", "2024-09-30", "9月"),
        ("7月中旬前", "../2023-07-20", None),
        ("即日起至6月25日", "../2023-06-25", None),
        ("2023 年 4 月", "2023-04", None),
        ("年底", "2024-12", None),
        ("2024年12月至次年2月", "2024-12/2025-02", None),
        ("2024年12月至翌年2月", "2024-12/2026-02", "2026年"),
    ],
)
def test_printed_and_value_agree_or_not(printed: str, when: str, conflict: str | None) -> None:
    assert printed_conflict(printed, parse_when(when)) == conflict


@pytest.mark.parametrize(
    ("printed", "when", "conflict"),
    [
        ("6月8日（星期四）中午12时前", "2023-06-08T12:00+08:00", None),
        ("6月8日（星期四）", "2022-06-08", ("星期四", "星期三")),
        ("周日", "2024-08-11", None),
        ("星期天", "2024-08-11", None),
        ("星期一", "2024-08", None),
        ("6月8日", "2023-06-08", None),
    ],
)
def test_weekdays(printed: str, when: str, conflict: tuple[str, str] | None) -> None:
    assert weekday_conflict(printed, parse_when(when)) == conflict


def test_there_are_dates_in_the_campaigns_to_read() -> None:
    lines = [
        line.partition("when: ")[2].split("}")[0].split("#")[0].strip()
        for name in ALL
        for line in (ROOT / "campaigns" / name / "campaign.yml").read_text(encoding="utf-8").split("\n")
        if "when: " in line
    ]
    assert len(lines) > 30
    for text in lines:
        assert parse_when(text.split(",")[0]).text
