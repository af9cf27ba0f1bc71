"""Durations, sizes, aspect ratios, resolutions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.values.measure import parse_aspect, parse_count, parse_duration, parse_resolution, parse_size

PARSERS = (parse_duration, parse_size, parse_count, parse_aspect, parse_resolution)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("6min", 360),
        ("30s", 30),
        ("1h30min", 5400),
        ("5分钟", 300),
        ("1小时5分30秒", 3930),
        ("1.5s", 1.5),
        ("６min", 360),
    ],
)
def test_durations(text: str, seconds: float) -> None:
    assert (parse_duration(text).value, parse_duration(text).text) == (seconds, text)


@pytest.mark.parametrize(
    ("text", "size"),
    [("50MB", 50_000_000), ("3KB", 3000), ("1.5G", 1_500_000_000), ("10 M", 10_000_000), ("7B", 7)],
)
def test_sizes_are_decimal(text: str, size: float) -> None:
    assert parse_size(text).value == size


@pytest.mark.parametrize(("text", "width", "height"), [("16:9", 16, 9), ("16：9", 16, 9), ("9 : 16", 9, 16)])
def test_aspects(text: str, width: int, height: int) -> None:
    aspect = parse_aspect(text)
    assert (aspect.width, aspect.height) == (width, height)


@pytest.mark.parametrize(
    ("text", "long", "short"),
    [("1920x1080", 1920, 1080), ("1080×1920", 1920, 1080), ("1080P", 1920, 1080), ("4k", 3840, 2160)],
)
def test_resolutions(text: str, long: int, short: int) -> None:
    found = parse_resolution(text)
    assert (found.long, found.short) == (long, short)


@pytest.mark.parametrize(
    ("parse", "text"),
    [
        (parse_duration, ""),
        (parse_duration, "6"),
        (parse_duration, "六分钟"),
        (parse_duration, "min"),
        (parse_size, "50兆"),
        (parse_size, "50"),
        (parse_size, "-1MB"),
        (parse_count, "3个"),
        (parse_count, "-1"),
        (parse_count, "３"),
        (parse_aspect, "16-9"),
        (parse_aspect, "0:9"),
        (parse_aspect, "969"),
        (parse_resolution, "高清"),
        (parse_resolution, "1080"),
    ],
)
def test_what_is_no_measure(parse: Callable[[str], object], text: str) -> None:
    with pytest.raises(ValueError):
        parse(text)


@given(st.one_of(st.text(), st.text("0123456789.:xX×* hminsMKGBP：", max_size=12)), st.sampled_from(PARSERS))
def test_no_text_raises_anything_else(text: str, parse: Callable[[str], object]) -> None:
    try:
        assert parse(text)
    except ValueError:
        return


@given(st.integers(0, 99), st.integers(0, 59), st.integers(0, 59))
def test_a_written_duration_is_its_seconds(hours: int, minutes: int, seconds: int) -> None:
    assert parse_duration(f"{hours}h{minutes}min{seconds}s").value == hours * 3600 + minutes * 60 + seconds
