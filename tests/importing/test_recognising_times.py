"""Printed times and what they mean."""

from __future__ import annotations

import pytest

from generator.importing.deadlines import deadlines_in, events_in
from generator.importing.times import chinese_number, issue_date, times_in


@pytest.mark.parametrize(
    ("text", "printed", "when"),
    [
        ("2024年5月至11月，主要分三个阶段", "2024年5月至11月", "2024-05/2024-11"),
        ("5月-8月", "5月-8月", "2024-05/2024-08"),
        ("8月30日前提交", "8月30日前", "../2024-08-30"),
        ("2024年11月后", "2024年11月后", "2024-11/.."),
        ("7月中旬前", "7月中旬前", "../2024-07-20"),
        ("9月上旬至10月底", "9月上旬至10月底", "2024-09-01/2024-10"),
        ("2月下旬", "2月下旬", "2024-02-21/2024-02-29"),
        ("即日起至6月25日", "即日起至6月25日", "../2024-06-25"),
        ("6月8日（星期四）中午12时前", "6月8日（星期四）中午12时前", "../2024-06-08T12:00+08:00"),
        ("8月20日18:00前", "8月20日18:00前", "../2024-08-20T18:00+08:00"),
        ("9月30日下午5时半前", "9月30日下午5时半前", "../2024-09-30T17:30+08:00"),
        ("12月 份", "12月", "2024-12"),
        ("12月份，总结", "12月份", "2024-12"),
        ("2023年11月至次年1月", "2023年11月至次年1月", "2023-11/2024-01"),
        ("5月10日至20日", "5月10日至20日", "2024-05-10/2024-05-20"),
        ("6月31日前", "6月31日前", ""),
    ],
)
def test_a_time_is_read_as_it_is_printed(text: str, printed: str, when: str) -> None:
    found = next(times_in(text, year=2024))
    assert (found.printed, found.when) == (printed, when)


@pytest.mark.parametrize("text", ["成立75周年", "3000字以内", "近2年内", "3日内反馈", "第5月刊"])
def test_other_figures_are_no_times(text: str) -> None:
    assert list(times_in(text, year=2024)) == []


def test_without_a_year_nothing_is_made_up() -> None:
    assert next(times_in("8月30日前", year=None)).when == ""


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2024年5月21日", "2024-05-21"),
        ("2024 年 4 月 8 日", "2024-04-08"),
        ("二〇二四年四月七日", "2024-04-07"),
        ("二○二五年十月二十一日", "2025-10-21"),
    ],
)
def test_an_issue_date_stands_alone(text: str, when: str) -> None:
    found = issue_date(text)
    assert found is not None and found.when == when


@pytest.mark.parametrize("text", ["2024年5月21日印发", "2024年13月1日", "五月二十一日", "于2024年5月21日前"])
def test_no_issue_date_is_guessed(text: str) -> None:
    assert issue_date(text) is None


def test_chinese_numbers() -> None:
    assert [chinese_number(text) for text in ("十", "十二", "二十", "三十一", "二〇二四", "7")] == [
        10,
        12,
        20,
        31,
        2024,
        7,
    ]


def test_a_deadline_needs_a_word_of_handing_in() -> None:
    text = "各单位要结合实际，并于9月15日前将创作的作品报送给市总工会。10月1日前完成布展。"
    assert [(found["printed"], found["when"]) for found in deadlines_in(text, year=2025)] == [
        ("9月15日前", "2025-09-15")
    ]


def test_events_of_one_sentence() -> None:
    text = ",5月下发文件启动,8月进行市级评审推荐,12月总结工作。"
    assert [(event["what"], event["when"]) for event in events_in(text, year=2020)] == [
        ("下发文件启动", "2020-05"),
        ("进行市级评审推荐", "2020-08"),
        ("总结工作", "2020-12"),
    ]
    assert events_in("，5月启动。", year=2020) == []
