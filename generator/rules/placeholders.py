"""Blanks that `zhanbang new` leaves in its files, and that nobody should read on the site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.entry import Entry
from generator.problems import Problem, problem
from generator.rules.checking import Checking, scalars
from generator.words import UNFILLED as MARK

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
            texts = _texts(entry)
            if MARK in "\0".join(texts):
                count, first = sum(text.count(MARK) for text in texts), next(t for t in texts if MARK in t)
                yield problem("W180", c.places.of(entry, "title"), text=_first(first), count=count)


def _first(text: str) -> str:
    found = _BLANK.search(text)
    return found.group() if found else MARK


def _texts(entry: Entry) -> list[str]:
    """What an entry shows to readers."""
    shown = [entry.title, entry.unit, entry.recommended_by, entry.statement, entry.text]
    shown += [credit.name for credit in entry.credits]
    for file in entry.media:
        shown += (file.alt, file.caption)
    return [text for text in shown if text]
