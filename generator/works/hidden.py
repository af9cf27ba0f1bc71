"""Words that must be in no file of the site: what entries say that are not shown, and what nobody is shown of any.

A second wall behind the gate: it finds a rejected work in the hidden sheet of a handed-out table, a withdrawn one in a
page written by hand. Short words are everybody's and are left out.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import BaseModel

from generator.catalog import Catalog
from generator.model.campaign import Campaign
from generator.model.entry import Entry
from generator.values.text import fold
from generator.works.gate import PUBLISHED_ROLES, is_released

SHORTEST = 8
"""Characters, blanks and width folded: what is shorter is anybody's."""
LONGEST = 60
"""Of a long text its beginning is enough to know it by."""


_FEW = 400
"""Up to so many words a search for each is quicker than one walk for all (measured: 0.5 ms a word, 0.3 s the walk)."""


def hidden_words(catalog: Catalog, shown: frozenset[str]) -> Iterator[tuple[Campaign, Entry, str]]:
    """Yield (campaign, entry, word) for each word of the checked catalog that is not public. `shown` are public campaigns."""
    for campaign in catalog.campaigns:
        for entry in catalog.entries.get(campaign.id, ()):
            released = campaign.id in shown and is_released(campaign, entry)
            for text in _inside(entry) if released else _everything(entry):
                word = fold(text)[:LONGEST]
                if len(word) >= SHORTEST:
                    yield campaign, entry, word


def said_by(record: Any) -> Iterator[str]:
    """Every text in a tree of records, dataclasses, tuples and mappings, in no order."""
    waiting = [record]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, (tuple, list)):
            waiting += one
        elif isinstance(one, Mapping):
            waiting += one.values()
        elif names := _fields(one.__class__):
            waiting += [getattr(one, name) for name in names]


@functools.cache
def _fields(kind: Any) -> tuple[str, ...]:
    """The fields of a record or dataclass; of anything else none."""
    if issubclass(kind, BaseModel):
        return tuple(kind.model_fields)
    return tuple(one.name for one in fields(kind)) if is_dataclass(kind) else ()


def _everything(entry: Entry) -> Iterator[str]:
    """All that an entry says, but for its state and its units, which are everybody's."""
    yield from (text for text in (entry.title, entry.no, entry.statement, entry.text) if text)
    yield from (credit.name for credit in entry.credits)
    if entry.account:
        yield from (text for text in (entry.account.name, entry.account.url) if text)
    for file in entry.media:
        yield from (text for text in (file.alt, file.caption) if text)
    yield from _inside(entry)


def _inside(entry: Entry) -> Iterator[str]:
    """What of a published entry stays inside: names and hashes of files, and what is only evidence."""
    for file in entry.media:
        stem = file.file.rpartition(".")[0]
        if not stem.isdigit() and len(fold(stem)) >= SHORTEST:
            yield file.file
        if file.sha256:
            yield file.sha256
        if file.role not in PUBLISHED_ROLES:
            yield from (text for text in (file.alt, file.caption) if text)


def folded(texts: Iterable[str]) -> str:
    """Many texts as one, folded, kept apart by a sign that no word has."""
    return fold("\0".join(dict.fromkeys(texts)))


def occurring(words: Iterable[str], text: str) -> frozenset[str]:
    """Those of folded words, none shorter than `SHORTEST`, that occur in a folded text; of many words in one walk over it."""
    sought = frozenset(words)
    if len(sought) <= _FEW:
        return frozenset(word for word in sought if word in text)
    whole = {
        word for word in sought if len(word) == LONGEST
    }  # beginnings of long texts, which often begin alike
    by_start: dict[str, list[str]] = {}
    for word in sought - whole:
        by_start.setdefault(word[:SHORTEST], []).append(word)
    found = {piece for at in range(len(text) - LONGEST + 1) if (piece := text[at : at + LONGEST]) in whole}
    for at in range(len(text) - SHORTEST + 1):
        if (start := text[at : at + SHORTEST]) in by_start:
            found.update(word for word in by_start[start] if text.startswith(word, at))
    return frozenset(found)
