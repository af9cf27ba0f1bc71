"""What the filters of a gallery read, put together again from its scripts: a card a work, with what the work is in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from generator.values.letters import words


def hall_rows(read: Callable[[str], str]) -> list[dict[str, object]]:
    """The rows as they hang; `read` gives the text of `gallery.js` and of its blocks by name.

    `id` is the work's, `f` are the values it is filtered by: sub-project, award, form, unit.
    """
    (door,) = handed_over(read("gallery.js"))
    cards: list[dict[str, object]] = []
    for number in range(1, 1 + -(-door["n"] // door["b"])):
        rows, block = handed_over(read(f"gallery-{number}.js"))
        assert block == number
        cards += rows
    assert len(cards) == door["n"]
    letters = {text: number for number, text in enumerate(words(len(door["t"][0])))}
    wide = len(door["g"]) // len(cards)
    for place, card in enumerate(cards):
        group = letters[door["g"][place * wide : (place + 1) * wide]]
        card["f"] = [values[column[group]] for values, column in zip(door["v"], door["t"], strict=True)]
        card["id"] = str(card["u"]).split("/")[3]
    return cards


def rows_below(folder: Path) -> list[dict[str, object]]:
    """The same of a folder of the built site, `data/<campaign>`."""
    return hall_rows(lambda name: (folder / name).read_text(encoding="utf-8"))


def records_of(read: Callable[[str], str]) -> list[dict]:
    """The records of `works.json`, those of its parts where it is the door to them; `read` gives a file's text by name."""
    door = json.loads(read("works.json"))
    if isinstance(door, list):
        return door
    found = [json.loads(read(part["url"].rpartition("/")[2])) for part in door["parts"]]
    assert [len(part) for part in found] == [part["count"] for part in door["parts"]]
    return [record for part in found for record in part]


def handed_over(script: str) -> list:
    """What a script calls `zbGallery` with."""
    assert script.startswith("zbGallery(")
    assert script.endswith(");\n")
    told = script.removeprefix("zbGallery(").removesuffix(");\n")
    return json.loads(f"[{told}]")
