"""What pages of known shapes say, looked at for many of them at once: a look costs far more than what it looks at.

Nearly all of it is harmless; where it surely is not, the pages are looked at one by one, and those that are left are read
with care.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from generator.leaks.escapes import is_literal, is_mail
from generator.leaks.reading import Unreadable
from generator.leaks.scan import is_harmless, scan_text
from generator.leaks.sought import Sought
from generator.values.patterns import late
from generator.verify.shapes import BORDER, SIGNS

_KNOWN = 1 << 13
_PORTION = 1 << 17
"""Characters of records that are looked at together: with all of some megabytes no more time is saved, and room is taken."""
_SIGNS = tuple(map(bytes.decode, SIGNS))
_WRAPPED = late(r"\n(?<=[A-Za-z0-9+/]{60}\n)")
"""Base64 in lines; the end of the line stands first, which is found at once."""
_BLOCK = 1 << 16


class Words(NamedTuple):
    """What pieces of a page say: `said` between tags, in its order, and `given`, which each stand by themselves.

    Among the latter are the values of attributes and the strings of records in scripts. `whole` is all of the
    pieces, if words are sought that may lie across the borders of tags.
    """

    said: str
    given: frozenset[str]
    whole: str


class Quiet:
    """Tells where there is surely no leak in pieces of shapes that were searched before."""

    def __init__(self, sought: Sought) -> None:
        self._sought = sought
        self._takes_off = not any(word[0] in "./" for word in sought.words) and not sought.pointed
        """Whether no word that is sought may begin in what stands before a value."""
        self._known: set[str] = set()
        """What stands by itself and was looked at."""
        self.trusting = False
        """Whether all that is asked about is known to be harmless; it is remembered as if it had been looked at."""

    @property
    def looks_across(self) -> bool:
        """Whether a word that is sought may lie across the borders of tags."""
        return bool(self._sought.pointed)

    def words(self, text: str, values: Sequence[str]) -> Words:
        """What is to be looked at of the pieces `text` with these values."""
        given: set[str] = set()
        said: list[str] = []
        across = self.looks_across
        for value in values:
            if value[0] == "=":
                given.add(value)
            elif '"' not in value or "\\" in value or across:
                said.append(value[1:])
            else:  # a record in a script: nothing that is sought lies across `"`
                first, *strings, last = value[1:].split('"')
                given.update(strings)
                said += [first, BORDER, last]
        whole = text if self._sought.pointed else ""
        return Words("\n".join(said), frozenset(given - self._known), whole)

    def name(self, name: str) -> Words:
        """What is to be looked at of the name of a file."""
        return Words("", frozenset({name}), name if self._sought.pointed else "")

    def is_quiet_record(self, text: str) -> bool:
        """Whether there is surely no leak in records in their dress of data or script: nothing that is sought lies across `"`."""
        return self._is_plain_record(text) and self._are_quiet(text)

    def is_quiet_change(self, before: str, after: str) -> bool:
        """As `is_quiet_record` of `after`, if there is no leak in `before`: what both have between `"` is not looked at again."""
        first, last = _alike_at_first(before, after), _alike_at_last(before, after)
        start = after.rfind('"', 0, first) + 1
        end = after.find('"', max(start, len(after) - last))
        if not start or end < 0:  # nothing bounds what is new
            return False
        was = before[start - 1 : len(before) - (len(after) - end) + 1]
        # what is the same is as plain in the one as in the other: no sign of what is not lies across `"`
        return (
            self._is_plain_record(after) and self._is_plain_record(was) and self._are_quiet(after[start:end])
        )

    def _is_plain_record(self, text: str) -> bool:
        """Whether nothing that is sought lies across `"` in a text."""
        if self._sought.pointed or "<" in text or "\r" in text or not is_literal(text):
            return False
        return not (any(sign in text for sign in _SIGNS) or _WRAPPED.search(text))

    def _are_quiet(self, text: str) -> bool:
        some = (frozenset(part.split('"')) for part in _portions(text))
        return all(self.is_quiet([Words("", given - self._known, "")]) for given in some)

    def is_quiet(self, words: Sequence[Words]) -> bool:
        """Whether there is surely no leak in all of these."""
        given = frozenset[str]().union(*(one.given for one in words)) - self._known
        if self.trusting:
            self._known |= given | self._bare(given)
            return True
        said, whole = (BORDER.join(one) for one in (map(_said, words), map(_whole, words)))
        bare = self._bare(given)
        due = bare - self._known - set(said.split("\n"))  # what is said is looked at there
        told = BORDER.join(due)
        if not is_literal(told):
            escaped = frozenset(value for value in due if not is_literal(value))
            if self._may_tell(escaped):
                return False
            told = BORDER.join(due - escaped)
        if not is_harmless(said, told, whole, self._sought):
            return False
        if len(self._known) > _KNOWN:
            self._known.clear()
        self._known |= given
        self._known |= bare
        return True

    def _bare(self, given: AbstractSet[str]) -> set[str]:
        """Values without their quotation marks, and addresses without their steps up: so many are the same."""
        if not self._takes_off:
            return set(given)
        bare = {value[2:-1] if value[:2] == '="' else value for value in given}
        steps = {value for value in bare if value[:3] == "../"}
        bare -= steps
        bare.update(["/" + value.lstrip("./") for value in steps])
        return bare

    def _may_tell(self, escaped: AbstractSet[str]) -> bool:
        """Whether there may be a leak in values with escapes in them, each by itself; what is wrapped as mail is changes others too."""
        text = f"\n{BORDER}\n".join(escaped)
        try:
            return is_mail(text) or bool(scan_text(text, self._sought))
        except Unreadable:
            return True

    def loud(self, words: Sequence[Words]) -> list[int]:
        """The numbers of those of `words` in which there may be a leak."""
        if not words or self.is_quiet(words):
            return []
        if len(words) == 1:
            return [0]
        half = len(words) // 2
        return [*self.loud(words[:half]), *(half + number for number in self.loud(words[half:]))]


def _said(words: Words) -> str:
    return words.said


def _whole(words: Words) -> str:
    return words.whole


def _alike_at_first(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    at, block, most = 0, _BLOCK, min(len(one), len(other))
    while block:
        while at + block <= most and one[at : at + block] == other[at : at + block]:
            at += block
        block //= 2
    return at


def _alike_at_last(one: str, other: str) -> int:
    """How many characters two texts end with alike."""
    at, block, most = 0, _BLOCK, min(len(one), len(other))
    first, second = len(one), len(other)
    while block:
        while (
            at + block <= most
            and one[first - at - block : first - at] == other[second - at - block : second - at]
        ):
            at += block
        block //= 2
    return at


def _portions(text: str) -> Iterator[str]:
    """A text in portions that end before a `"`."""
    start = 0
    while (end := text.find('"', start + _PORTION)) >= 0:
        yield text[start:end]
        start = end + 1
    yield text[start:]
