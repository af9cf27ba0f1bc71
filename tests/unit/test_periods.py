"""Objection periods (acceptance row B7): the right day count over holidays, or a clear warning."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.check import Checked, check
from generator.pages.times import campaign_deadline
from generator.values.workdays import calendar_days, working_days
from generator.works.periods import open_objections
from tests.factories import BODY, CAMPAIGN, codes, small_project

NOTICE = """\
  - id: publicity
    kind: 公示
    title: 关于拟获奖名单的公示
    body: notices/publicity.txt
    objection_period:
      printed: {printed}
      start: {start}
      end: {end}
      {count}
      channels: [{{kind: phone, value: 0591-87715076}}]
    results: {{awards: [first], state: proposed}}
"""


def with_period(
    to: Path, printed: str, start: str, end: str, count: str = "working_days: 5", errata: str = ""
) -> Checked:
    year = start[:4]
    yaml = (CAMPAIGN + NOTICE.format(printed=printed, start=start, end=end, count=count) + errata).replace(
        "year: 2024", f"year: {year}", 1
    )
    yaml = (
        yaml.replace("2024-", f"{year}-").replace("2024年", f"{year}年").replace(f"form-{year}", "form-2024")
    )
    body = BODY.replace("2024年", f"{year}年")
    text = f"关于拟获奖名单的公示\n公示时间：{printed}。\n电话0591-87715076。\n"
    files = {"campaigns/2024-small/notices/publicity.txt": text}
    return check(small_project(to, files, yaml=yaml, body=body))


@pytest.mark.parametrize(
    ("first", "last", "working"),
    [
        ("2021-11-01", "2021-11-05", 5),  # 湛江 2021
        ("2025-12-04", "2025-12-08", 3),  # 合肥 2025
        ("2019-12-11", "2019-12-15", 3),  # 邮政 2019: says five
        ("2024-09-27", "2024-10-09", 5),  # National Day; Sunday 29 September was worked
        (
            "2025-09-28",
            "2025-10-11",
            6,
        ),  # National Day and Mid-Autumn; 28 September and 11 October are worked
        ("2026-09-30", "2026-10-10", 4),  # 8, 9 and the worked Saturday 10 October
        ("2025-12-29", "2026-01-06", 6),  # New Year: 1-3 January off, Sunday the 4th worked
        ("2024-12-30", "2025-01-03", 4),
    ],
)
def test_working_days_follow_the_state_councils_notices(first: str, last: str, working: int) -> None:
    assert working_days(date.fromisoformat(first), date.fromisoformat(last)) == working


def test_a_year_whose_holidays_are_not_known_is_not_guessed() -> None:
    assert working_days(date(2026, 12, 28), date(2027, 1, 5)) is None
    assert calendar_days(date(2026, 12, 28), date(2027, 1, 5)) == 9


def test_a_period_over_national_day_that_counts_right_is_silent(tmp_path: Path) -> None:
    printed = "2025年9月28日至10月11日（6个工作日）"
    assert codes(with_period(tmp_path, printed, "2025-09-28", "2025-10-11", "working_days: 6")) == []


def test_a_period_over_national_day_counted_as_if_there_were_no_holiday(tmp_path: Path) -> None:
    found = with_period(tmp_path, "2025年9月29日至10月3日", "2025-09-29", "2025-10-03")
    assert codes(found) == ["W503"]
    assert "5 个工作日" in found.problems[0].what()
    assert "数是 2 个" in found.problems[0].what()


def test_a_period_into_a_year_not_known_yet_is_a_clear_warning(tmp_path: Path) -> None:
    found = with_period(tmp_path, "2026年12月28日至2027年1月4日", "2026-12-28", "2027-01-04")
    assert codes(found) == ["W511"]
    assert "2027" in found.problems[0].what()


def test_what_the_printed_words_say_is_counted_too(tmp_path: Path) -> None:
    printed = "2019年12月11日至12月15日，共5个工作日"
    found = with_period(tmp_path, printed, "2019-12-11", "2019-12-15", count="calendar_days: 5")
    assert codes(found) == ["W503"]


def test_a_printed_contradiction_is_acknowledged_by_an_erratum(tmp_path: Path) -> None:
    errata = "    errata: [{where: 公示时间, class: X, printed: 2019年12月11日至12月15日, note: 原文如此}]\n"
    found = with_period(tmp_path, "2019年12月11日至12月15日", "2019-12-11", "2019-12-15", errata=errata)
    assert codes(found) == []


def test_calendar_days_are_counted_as_such(tmp_path: Path) -> None:
    printed = "2024年6月1日至6月7日（7天）"
    assert codes(with_period(tmp_path, printed, "2024-06-01", "2024-06-07", "calendar_days: 7")) == []


def test_calendar_days_that_do_not_fit(tmp_path: Path) -> None:
    printed = "2024年6月1日至6月7日"
    assert codes(with_period(tmp_path, printed, "2024-06-01", "2024-06-07", "calendar_days: 5")) == ["W503"]


def test_days_that_are_not_the_printed_ones(tmp_path: Path) -> None:
    found = with_period(tmp_path, "2024年6月3日至6月7日", "2024-06-03", "2024-06-08", "calendar_days: 6")
    assert codes(found) == ["E512"]


def test_an_end_before_the_start(tmp_path: Path) -> None:
    found = with_period(tmp_path, "2024年6月3日至6月7日", "2024-06-07", "2024-06-03")
    assert "E517" in codes(found)


def test_working_days_left_from_each_day_on(tmp_path: Path) -> None:
    found = with_period(tmp_path, "2024年9月27日至10月9日", "2024-09-27", "2024-10-09")
    assert codes(found) == []
    (one,) = open_objections(found.catalog.campaigns[0])
    assert one.left == (5, 4, 4, 3, *[2] * 8, 1)
    assert one.left_on(date(2024, 9, 27)) == 5
    assert one.left_on(date(2024, 10, 9)) == 1
    assert one.left_on(date(2024, 10, 10)) == 0
    assert [one.phase(date(2024, 9, d)) for d in (26, 27)] == ["ahead", "open"]
    assert one.phase(date(2024, 10, 10)) == "past"


def test_the_box_of_the_deadline_counts_as_the_notice_does(tmp_path: Path) -> None:
    """Over the National Day holidays: working days as the banner says, calendar days where the notice counts those."""
    for count, left in (
        ("working_days: 5", {27: (5, "个工作日"), 30: (3, "个工作日")}),
        ("calendar_days: 13", {27: (12, "天")}),
    ):
        found = with_period(tmp_path / count[:4], "2024年9月27日至10月9日", "2024-09-27", "2024-10-09", count)
        for day, said in left.items():
            box = campaign_deadline(found.catalog.campaigns[0], date(2024, 9, day))
            assert box and (box.what, box.left, box.unit) == ("公示期", *said)
        box = campaign_deadline(found.catalog.campaigns[0], date(2024, 10, 9))
        assert box and (box.left, box.unit) == (0, "天"), "the last day: 今天截止"
