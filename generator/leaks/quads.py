"""Long words sought in a text at once: texts are taken four characters at a time, as numbers that are looked up.

Whatever has seven characters has four that begin at a place divisible by four, wherever in a text it stands. So a text is
looked at in a quarter of its places, and most of them are passed over.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator

LEAST = 7
"""Characters of the shortest word."""
_UNITS = ("utf-16-le", "surrogatepass")
_UNIT, _GRAM, _HEAD = 2, 8, 14
"""Bytes of a character (rare ones have twice as many), of the four that are looked up, and of the shortest word."""


class Quads:
    """Words of at least `LEAST` characters, ready to be sought in many texts."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = {word.encode(*_UNITS): word for word in words}
        self._starts: dict[bytes, dict[int, set[bytes]]] = {}
        """Words by how they begin, and by their length: of those that begin alike one look tells which it is."""
        offsets: dict[int, set[int]] = {}
        for word in self._words:
            self._starts.setdefault(word[:_HEAD], {}).setdefault(len(word), set()).add(word)
            for offset in range(0, _GRAM, _UNIT):
                (gram,) = array("Q", word[offset : offset + _GRAM])
                offsets.setdefault(gram, set()).add(offset)
        self._offsets = {gram: tuple(sorted(those)) for gram, those in offsets.items()}

    def within(self, text: str) -> Iterator[str]:
        """Each word that occurs in `text`, as often as it does."""
        offsets, starts = self._offsets, self._starts
        if not offsets:
            return
        told = text.encode(*_UNITS)
        grams = array("Q", told[: len(told) // _GRAM * _GRAM])
        begins = [
            begin
            for at, gram in enumerate(grams)
            if gram in offsets
            for offset in offsets[gram]
            if told[(begin := at * _GRAM - offset) : begin + _HEAD] in starts  # nothing is before the text
        ]
        for begin in begins:
            for size, words in starts[told[begin : begin + _HEAD]].items():
                if (word := told[begin : begin + size]) in words:
                    yield self._words[word]
