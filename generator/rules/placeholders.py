"""Blanks that `zhanbang new` leaves in its files, and that nobody should read on the site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.entry import Entry
from generator.problems import Problem, problem
from generator.rules.checking import Checking, scalars

MARK = "【请填写"
_BLANK = re.compile(MARK + "[^】\\n]*】?")


def unfilled(c: Checking) -> Iterator[Problem]:
    """The first blank of each file that is not filled in, and how many there are: one warning for a file."""
    for campaign in c.catalog.campaigns:
        raw = c.raws[campaign.id]
        blank = [scalar for scalar in scalars(raw.node) if MARK in scalar.text]
        if blank:
            count = sum(scalar.text.count(MARK) for scalar in blank)
            yield problem("W180", blank[0].place, text=_first(blank[0].text), count=count)
        for source in raw.texts.values():
            if found := _BLANK.search(source.text):
                place = source.at(found.start(), len(found.group()))
                yield problem("W180", place, text=found.group(), count=source.text.count(MARK))
        for entry in c.catalog.entries.get(campaign.id, ()):
            if count := sum(text.count(MARK) for text in _texts(entry)):
                first = next(text for text in _texts(entry) if MARK in text)
                yield problem("W180", c.places.of(entry, "title"), text=_first(first), count=count)


def _first(text: str) -> str:
    found = _BLANK.search(text)
    return found.group() if found else MARK


def _texts(entry: Entry) -> Iterator[str]:
    """What an entry shows to readers."""
    yield entry.title
    yield from (text for text in (entry.unit, entry.recommended_by, entry.statement, entry.text) if text)
    for credit in entry.credits:
        yield credit.name
    for file in entry.media:
        yield from (text for text in (file.alt, file.caption) if text)
