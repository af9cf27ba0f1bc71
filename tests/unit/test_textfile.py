"""Bytes to text: what is only written otherwise is told and read on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import Problem
from generator.textfile import decoded

TEXT = "title: 好网民\ntier: city\nsponsors: [某市总工会, 某市网信办]\n"


def read(data: bytes) -> tuple[str | None, list[tuple[str, int, int]]]:
    problems: list[Problem] = []
    source = decoded(data, "f.yml", problems)
    return (source.text if source else None), [(p.code, p.place.line, p.place.column) for p in problems]


@pytest.mark.parametrize(
    ("data", "problems"),
    [
        (TEXT.encode(), []),
        (TEXT.encode("utf-8-sig"), [("E108", 1, 1)]),
        (TEXT.encode("gb18030"), [("E107", 1, 1)]),
        (TEXT.encode("utf-16"), [("E107", 1, 1)]),
        (TEXT.encode("utf-16-be"), [("E107", 1, 1)]),
        (TEXT.encode("utf-16-le"), [("E107", 1, 1)]),
        (TEXT.replace("\n", "\r\n").encode(), [("E109", 1, 11)]),
        (TEXT.replace("\n", "\r").encode(), [("E109", 1, 11)]),
        (TEXT.replace("好", "\u200b好").encode(), [("E110", 1, 8)]),
        (TEXT.replace("\n", "\x00\n", 1).encode(), [("E110", 1, 11)]),
        (TEXT.replace("\n", "\r\n").encode("utf-8-sig"), [("E108", 1, 1), ("E109", 1, 11)]),
    ],
)
def test_other_ways_to_write_the_same_text(data: bytes, problems: list[tuple[str, int, int]]) -> None:
    assert read(data) == (TEXT, problems)


@pytest.mark.parametrize("data", [b"", b"\n", b"  \n\n", "　\n".encode()])
def test_an_empty_file(data: bytes) -> None:
    assert read(data) == (None, [("E116", 1, 1)])


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (("活动" * 40).encode() + b"\xe6\xb4", (1, 81)),
        (b"a: b\n" + ("活动" * 40).encode() + b"\xed\xa0\x80", (2, 81)),
        (b"\xff\xfe\xff", (1, 1)),
        (b"abc\n\xff\xff\xff\xff", (2, 1)),
    ],
)
def test_damaged_bytes_are_not_guessed_at(data: bytes, place: tuple[int, int]) -> None:
    text, problems = read(data)
    assert text is None
    assert problems == [("E117", *place)]


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    text, problems = read(data)
    assert text is not None or problems
    if text is not None:
        assert "\r" not in text
        text.encode()


@given(st.text(st.characters(categories=["Lo", "Ll", "Nd", "Po"]), min_size=1))
def test_clean_text_comes_back_as_it_is(text: str) -> None:
    assert read(text.encode()) == (text, [])
