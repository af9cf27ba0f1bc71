"""Many words sought in a text at once: long ones by four characters each (`quads`), short ones by one pattern for all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from generator.leaks.quads import LEAST, Quads

_CROWD = 8
"""So many words may share a group of characters; of more, each is given a group of its own that is rarer."""


class Words:
    """Words of at least `shortest` characters, ready to be sought in many texts."""

    def __init__(self, words: Iterable[str], shortest: int) -> None:
        each = tuple(words)
        self._long = Quads(word for word in each if len(word) >= LEAST)
        self._words = tuple(word for word in each if len(word) < LEAST)
        self._size = shortest

    def within(self, text: str) -> set[str]:
        """Those that occur in `text`; both are folded alike."""
        found = set(self._long.within(text))
        if not self._words:
            return found
        keys, size = self._keys, self._size
        if self._tails.isdisjoint(self._places.findall(text)):
            return found  # as nearly always
        for near in self._places.finditer(text):
            start = near.start()
            for word, offset in keys.get(text[start : start + size], ()):
                if start >= offset and text.startswith(word, start - offset):
                    found.add(word)
        return found

    @cached_property
    def _keys(self) -> Mapping[str, tuple[tuple[str, int], ...]]:
        """(word, place in it) by groups of characters, one group for each word: its end or its beginning, if few share it."""
        size = self._size
        ends = Counter(word[-size:] for word in self._words)
        starts = Counter(word[:size] for word in self._words)
        chosen: dict[str, list[tuple[str, int]]] = {}
        crowded = []
        for word in self._words:
            if ends[word[-size:]] <= _CROWD:
                chosen.setdefault(word[-size:], []).append((word, len(word) - size))
            elif starts[word[:size]] <= _CROWD:
                chosen.setdefault(word[:size], []).append((word, 0))
            else:
                crowded.append(word)
        common = Counter(group for word in crowded for group, _ in self._groups(word))
        for word in crowded:
            _, place = min((common[group], place) for group, place in self._groups(word))
            chosen.setdefault(word[place : place + size], []).append((word, place))
        return {group: tuple(words) for group, words in chosen.items()}

    @cached_property
    def _tails(self) -> frozenset[str]:
        """The groups without their first character."""
        return frozenset(group[1:] for group in self._keys)

    def _groups(self, word: str) -> Iterator[tuple[str, int]]:
        return ((word[at : at + self._size], at) for at in range(len(word) - self._size + 1))

    @cached_property
    def _places(self) -> re.Pattern[str]:
        """Finds every place where each character is one that some group has there; tells what follows the first."""
        first, *others = (
            "".join(map(re.escape, sorted(set(signs)))) for signs in zip(*self._keys, strict=True)
        )
        return re.compile(f"[{first}](?=({''.join(f'[{signs}]' for signs in others)}))")
