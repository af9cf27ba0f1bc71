"""Words that must be in no file of the site: what entries say that are not shown, and what nobody is shown of any.

A second wall behind the gate: it finds a rejected work in the hidden sheet of a handed-out table, a withdrawn one in a
page written by hand. Short words are everybody's and are left out.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

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
_PORTION = 200_000
"""Characters that are folded at once: more only takes room."""


Hidden = tuple[Campaign, Entry, str]
"""(campaign, entry, folded word)"""


def hidden_words(catalog: Catalog, shown: frozenset[str]) -> Iterator[Hidden]:
    """Yield one for each word of the checked catalog that is not public. `shown` are public campaigns."""
    for campaign in catalog.campaigns:
        for entry in catalog.entries.get(campaign.id, ()):
            released = campaign.id in shown and is_released(campaign, entry)
            for text in _inside(entry) if released else _everything(entry):
                word = fold(text)[:LONGEST]
                if len(word) >= SHORTEST:
                    yield campaign, entry, word


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
            yield fold("\0".join(portion))
            portion, size = {}, 0
    yield fold("\0".join(portion))


def occurring(words: Iterable[str], texts: Iterable[str]) -> frozenset[str]:
    """Those of folded words, none shorter than `SHORTEST`, that occur in folded texts; of many words in two walks over each."""
    sought = frozenset(words)
    if len(sought) <= _FEW:
        return frozenset(word for text in texts for word in sought if word in text)
    whole = {
        word for word in sought if len(word) == LONGEST
    }  # beginnings of long texts, which often begin alike
    finders = _Finder(whole, LONGEST, 48), _Finder(sought - whole, SHORTEST, 5)
    return frozenset(word for text in texts for finder in finders for word in finder.within(text))


class _Finder:
    """Finds which of some words, none below `shortest`, a text has: looked at is a piece of `gram` characters at every few places.

    The places are as far apart as lets no word slip through between them.
    """

    def __init__(self, words: AbstractSet[str], shortest: int, gram: int) -> None:
        self._shortest, self._gram = shortest, gram
        self._stride = shortest - gram + 1
        self._by_start: dict[str, list[str]] = {}
        for word in words:
            self._by_start.setdefault(word[:shortest], []).append(word)
        self._offsets: dict[str, set[int]] = {}
        for start in self._by_start:
            for offset in range(self._stride):
                self._offsets.setdefault(start[offset : offset + gram], set()).add(offset)

    def within(self, text: str) -> Iterator[str]:
        """Each word that occurs, as often as it does."""
        offsets, gram = self._offsets, self._gram
        every = range(0, len(text), self._stride) if offsets else ()
        places = [at for at in every if text[at : at + gram] in offsets]
        begins = {at - offset for at in places for offset in offsets[text[at : at + gram]]}
        for at in begins:
            for word in self._by_start.get(text[at : at + self._shortest], ()) if at >= 0 else ():
                if text.startswith(word, at):
                    yield word
