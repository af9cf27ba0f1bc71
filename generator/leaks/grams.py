"""Many words sought in a text at once: by groups of four characters, so that most texts are asked only for their groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

GRAM = 4


class Words:
    """Words of at least `shortest` (five or more) characters, ready to be sought in many texts."""

    def __init__(self, words: Iterable[str], shortest: int) -> None:
        self._words = tuple(words)
        self._stride = shortest - GRAM + 1
        """At every so many characters of a text a group is looked at: no word slips through between."""

    def within(self, text: str) -> set[str]:
        """Those that occur in `text`; both are folded alike."""
        keys, found = self._keys, set()
        for at in range(0, len(text), self._stride):
            for word, offset in keys.get(text[at : at + GRAM], ()):
                if at >= offset and text.startswith(word, at - offset):
                    found.add(word)
        return found

    @cached_property
    def _keys(self) -> Mapping[str, tuple[tuple[str, int], ...]]:
        """(word, place in it) by groups: for every way a text may be cut, the rarest group of each word."""
        common = Counter(
            gram
            for word in self._words
            for gram in {word[at : at + GRAM] for at in range(len(word) - GRAM + 1)}
        )
        found: dict[str, list[tuple[str, int]]] = {}
        for word in self._words:
            for first in range(self._stride):
                places = range(first, len(word) - GRAM + 1, self._stride)
                _, place = min((common[word[at : at + GRAM]], at) for at in places)
                found.setdefault(word[place : place + GRAM], []).append((word, place))
        return {gram: tuple(words) for gram, words in found.items()}
