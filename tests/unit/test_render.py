"""Our templates are compiled in our own way: what they print, escape and refuse is what Jinja would."""

from __future__ import annotations

import pytest
from jinja2 import StrictUndefined, UndefinedError
from markupsafe import Markup, escape

from generator.pages import render as rendering
from generator.pages.compiling import shown
from generator.pages.render import environment, quick_environment, render

MACROS = """
{% macro one(a, b="B", c=none) %}[{{ a }}{{ b }}{{ c }}]{% endmacro %}
{% macro box(title) %}<b>{{ title }}</b>{{ caller() }}{% endmacro %}
{% macro loose() %}{{ varargs | join("+") }}{{ kwargs.x }}{% endmacro %}
"""


def made(body: str, **context: object) -> str:
    """What comes of it; the quick way prints the same or finds no attribute."""
    text = MACROS.replace("\n", "") + body
    careful = environment().from_string(text).render(context)
    try:
        quick = quick_environment().from_string(text).render(context)
    except AttributeError:
        quick = careful
    assert quick == careful
    return careful


@pytest.mark.parametrize(
    "value",
    ["", "中国", "a<b", "'\"&>", "<" + "长" * 200, "长" * 200, Markup("<i>"), 7, 1.5, None, True, ("<",)],
)
def test_what_is_printed_is_escaped_as_ever(value: object) -> None:
    assert shown(value) == escape(value)
    assert made("{{ value }}", value=value) == str(escape(value))


def test_what_is_printed_may_be_of_a_kind_of_its_own() -> None:
    class Loud(str):
        __slots__ = ()

        def __html__(self) -> str:
            return f"<b>{self}</b>"

    assert made("{{ value }}", value=Loud("x")) == "<b>x</b>"


@pytest.mark.parametrize(
    ("call", "printed"),
    [
        ('one("<")', "[&lt;BNone]"),
        ('one("a", "<i>" | safe)', "[a<i>None]"),
        ('one("a", c=1)', "[aB1]"),
        ('one(c=1, b=2, a="&")', "[&amp;21]"),
        ('one(one("<"))', "[[&lt;BNone]BNone]"),
        ('loose(1, "<", x="&")', "1+&lt;&amp;"),
        ('"x".join(("a", "b"))', "axb"),
    ],
)
def test_calls(call: str, printed: str) -> None:
    assert made("{{ " + call + " }}") == printed
    looped = "{% for n in (1, 2) %}{{ " + call + " }}{{ loop.index }}{% endfor %}"
    assert made(looped) == f"{printed}1{printed}2"


def test_a_call_with_a_body() -> None:
    assert made('{% call box("<") %}<p>{{ x }}</p>{% endcall %}', x="&") == "<b>&lt;</b><p>&amp;</p>"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("{{ nobody }}", UndefinedError),
        ("{{ nobody() }}", UndefinedError),
        ("{{ one() }}", UndefinedError),
        ("{{ work.nothing }}", UndefinedError),
        ("{{ work.nothing() }}", UndefinedError),
        ("{{ one(1, 2, 3, 4) }}", TypeError),
        ("{{ one(1, a=2) }}", TypeError),
        ("{{ one(1, d=2) }}", TypeError),
    ],
)
def test_what_is_wrong_is_refused(body: str, error: type[Exception]) -> None:
    assert environment().undefined is StrictUndefined
    with pytest.raises(error):
        made(body, work={"id": "a"})


@pytest.mark.parametrize(
    ("body", "printed", "is_quick"),
    [
        ("{{ work.id }}", "a&lt;", False),
        ("{{ work.keys() | list | length }}", "1", True),
        ("{{ name.upper() }}{{ name.upper().lower() }}", "Bb", True),
        ("{% for x in (1, 2) %}{{ loop.last }}{% endfor %}", "FalseTrue", True),
        ("{{ name.nothing is defined }}", "False", False),
    ],
)
def test_the_quick_way_takes_attributes_or_leaves_it_to_the_careful(
    body: str, printed: str, is_quick: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    careful, quick = (env.from_string(body) for env in (environment(), quick_environment()))
    asked = []
    monkeypatch.setattr(rendering, "_quick_template", lambda name: quick)
    monkeypatch.setattr(rendering, "_template", lambda name: asked.append(name) or careful)
    assert render("some.html", work={"id": "a<"}, name="b") == printed
    assert asked == ([] if is_quick else ["some.html"])


def test_what_is_not_there_is_still_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    careful, quick = (env.from_string("{{ work.no }}") for env in (environment(), quick_environment()))
    monkeypatch.setattr(rendering, "_quick_template", lambda name: quick)
    monkeypatch.setattr(rendering, "_template", lambda name: careful)
    with pytest.raises(UndefinedError):
        render("some.html", work="a")
