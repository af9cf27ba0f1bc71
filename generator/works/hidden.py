"""Words that must be in no file of the site: what entries say that are not shown, and what nobody is shown of any.

A second wall behind the gate: it finds a rejected work in the hidden sheet of a handed-out table, a withdrawn one in a
page written by hand. Short words are everybody's and are left out.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from generator.catalog import Catalog
from generator.leaks.quads import Quads
from generator.leaks.sought import fold_quickly
from generator.model.campaign import Campaign
from generator.model.entry import Entry
from generator.values.text import fold
from generator.works.gate import PUBLISHED_ROLES, is_released

SHORTEST = 8
"""Characters, blanks and width folded: what is shorter is anybody's."""
LONGEST = 60
"""Of a long text its beginning is enough to know it by."""


_FEW = 200
"""Up to so many words a search for each is quicker than one walk for all (measured: 0.5 ms a word, 0.1 s the walk)."""
_PORTION = 200_000
"""Characters that are folded at once: more only takes room."""
_APART = "\0"

Hidden = tuple[Campaign, Entry, str]
"""(campaign, entry, folded word)"""


def hidden_words(catalog: Catalog, shown: frozenset[str]) -> Iterator[Hidden]:
    """Yield one for each word of the checked catalog that is not public. `shown` are public campaigns."""
    for campaign in catalog.campaigns:
        told: list[tuple[Entry, str]] = []
        for entry in catalog.entries.get(campaign.id, ()):
            released = campaign.id in shown and is_released(campaign, entry)
            told += [(entry, text) for text in (_inside(entry) if released else _everything(entry))]
        for (entry, _), whole in zip(told, _each_folded([text for _, text in told]), strict=True):
            word = whole[:LONGEST]
            if len(word) >= SHORTEST:
                yield campaign, entry, word


def _each_folded(texts: Sequence[str]) -> Sequence[str]:
    """Each of many texts as `fold` folds it, all of them at once."""
    each = fold_quickly(_APART.join(texts)).split(_APART) if texts else []
    return each if len(each) == len(texts) else [fold(text) for text in texts]  # one has the sign in it


def said_by(record: Any) -> Iterator[str]:
    """Every text in a tree of records, tuples and mappings, in no order."""
    waiting = [record]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif inside := _opener(one.__class__):
            waiting += inside(one)


@functools.cache
def _opener(kind: Any) -> Callable[[Any], Iterable[Any]] | None:
    """What gives all that one of this kind holds: a list, a mapping, a record; nothing opens anything else."""
    if issubclass(kind, (tuple, list)):
        return iter
    if issubclass(kind, Mapping):
        return lambda one: one.values()
    names = getattr(kind, "__struct_fields__", ())
    if len(names) < 2:
        return (lambda one: (getattr(one, names[0]),)) if names else None
    return operator.attrgetter(*names)


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


def folded(texts: Iterable[str]) -> Iterator[str]:
    """Many texts folded, in portions; in each they are kept apart by a sign that no word has."""
    portion: dict[str, None] = {}
    size = 0
    for text in texts:
        portion[text] = None
        size += len(text)
        if size > _PORTION:
            yield fold_quickly(_APART.join(portion))
            portion, size = {}, 0
    yield fold_quickly(_APART.join(portion))


def occurring(words: Iterable[str], texts: Iterable[str]) -> frozenset[str]:
    """Those of folded words, none shorter than `SHORTEST`, that occur in folded texts; of many words in one walk over each."""
    return finder(words)(texts)


def finder(words: Iterable[str]) -> Callable[[Iterable[str]], frozenset[str]]:
    """As `occurring`, for texts that come later and several times."""
    sought = frozenset(words)
    if len(sought) <= _FEW:
        return lambda texts: frozenset(word for text in texts for word in sought if word in text)
    quads = Quads(sought)
    return lambda texts: frozenset(word for text in texts for word in quads.within(text))
