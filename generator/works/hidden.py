"""Words that must be in no file of the site: what entries say that are not shown, and what nobody is shown of any.

A second wall behind the gate: it finds a rejected work in the hidden sheet of a handed-out table, a withdrawn one in a
page written by hand. Short words are everybody's and are left out.
"""

from __future__ import annotations

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
    """Every text in a tree of records, dataclasses, tuples and mappings."""
    if isinstance(record, str):
        yield record
    elif isinstance(record, BaseModel):
        for name in type(record).model_fields:
            yield from said_by(getattr(record, name))
    elif is_dataclass(record):
        for one in fields(record):
            yield from said_by(getattr(record, one.name))
    elif isinstance(record, Mapping):
        yield from said_by(list(record.values()))
    elif isinstance(record, (tuple, list)):
        for item in record:
            yield from said_by(item)


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
    """Many texts as one, folded, kept apart by a line break."""
    return "\n".join(fold(text) for text in texts)


def occurring(words: Iterable[str], text: str) -> frozenset[str]:
    """Those of many folded words that occur in a folded text; one walk over the text, however many words."""
    by_start: dict[str, list[str]] = {}
    for word in words:
        by_start.setdefault(word[:SHORTEST], []).append(word)
    found: set[str] = set()
    for start in {text[at : at + SHORTEST] for at in range(len(text) - SHORTEST + 1)} & by_start.keys():
        found.update(word for word in by_start[start] if word in text)
    return frozenset(found)
