"""The rows of filters stay light, however many units take part."""

from __future__ import annotations

from generator.pages.facets import Choice, _that_fit


def test_all_choices_of_an_ordinary_campaign_stay() -> None:
    choices = [
        Choice("", "全部", 300, "?"),
        *(Choice(f"u{n}", f"第{n}单位", 1, f"?unit=u{n}") for n in range(300)),
    ]
    assert _that_fit(choices) == tuple(choices)


def test_of_too_many_those_with_most_works_stay_in_their_order() -> None:
    long = "长" * 1_000
    choices = [
        Choice("", "全部", 60, "?"),
        *(Choice(f"{n}", f"{long}{n}", n, f"?unit={n}") for n in range(30)),
    ]
    kept = _that_fit(choices)
    assert [one.count for one in kept] == [60, *range(30 - len(kept) + 1, 30)]
    assert 10 < len(kept) < 16
