"""JSON as Python's own library writes it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from generator.values.compact import compact

TEXTS = st.text(st.characters(exclude_categories=()))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.tuples(inner, inner) | st.dictionaries(TEXTS, inner, max_size=4)
    ),
    max_leaves=20,
)


def usual(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@given(VALUES)
def test_it_is_what_the_library_writes(value: object) -> None:
    assert compact(value) == usual(value)


@pytest.mark.parametrize(
    "value",
    [
        "\x00\x1f\x7f\x80\u2028\u2029\ufeff\U0001f600",
        "\"\\/<>&'\b\f\n\r\t",
        "\ud800",
        Markup("<b>"),
        2**80,
        0.1,
        1.0,
    ],
)
def test_signs_and_numbers(value: object) -> None:
    assert compact({"a": [value, (value,)]}) == usual({"a": [value, (value,)]})
