"""What must not be told, and whether a text tells it: identity numbers, mobiles not shown today, words of what is withheld."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Literal

from msgspec import Struct, field

from generator.leaks.escapes import content_of, openings
from generator.leaks.grams import Words
from generator.leaks.mobiles import may_have_mobile, mobiles_in
from generator.values.patterns import late
from generator.values.phone import mask_mobiles
from generator.values.text import citizen_ids, fold

Kind = Literal["citizen", "mobile", "word"]

SHORTEST = 6
"""Characters: shorter words (`夜班`) stand in other people's texts as well."""
_INVISIBLE = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_VANISHING = late(f"[{_INVISIBLE}]+")
_DASHES = "‐‑‒–—―－﹣−─"
_CROSSES = "ＸｘⅩⅹ"
_MANY = 100
_UNUSUAL = late("[^\x00-\x7f\u4e00-\u9fff\u3001-\u301f\uff01-\uff0c\uff1a-\uff1f\u2018-\u201f\xb7]")
"""What may have to be folded: Chinese text with its usual marks has none of it."""
_WIDE = tuple((sign, unicodedata.normalize("NFKC", sign)) for sign in "，：；！？（）｜～％＋－／…")
_UNSETTLED = late(
    f"[^\x00-\x7f\u4e00-\u9fff\u3000-\u3002\u3008-\u3011\u2014\u2018\u2019\u201c\u201d\xb7{''.join(sign for sign, _ in _WIDE)}]"
)
"""What NFKC may change, join or put in another order, but for the blank and the marks of `_WIDE`."""
_SETTLED_GAPS = (("\u3000", " "), ("—", "-"), ("－", "-"))
_GAP = r"[ \t\r\n-]{0,4}"
_BIRTH = late(
    f"[12]{_GAP}[09](?:{_GAP}[0-9]){{2}}{_GAP}[01]{_GAP}[0-9]{_GAP}[0-3](?:{_GAP}[0-9]){{4}}{_GAP}[0-9Xx]"
)
"""What every identity number holds, however it is spaced: the quick look before the slow one."""
_FIGURES = late(rb"[0-9](?:[ \t\r\n./-]*+[0-9]){10}+")
"""Eleven of them with next to nothing between, in a plain text as ASCII: no number is found without."""
_ELEVEN = late(rf"\d(?:[\W{_INVISIBLE}]*+\d){{10}}")
"""The same in a text as it is: every figure, blank and dash of any script is one here, and what cannot be seen."""
_BORDERS = frozenset("\"'<>=")
_BOXED = late(r"(?<![0-9])[1-9](?:[ \t\r\n-]{1,4}[0-9]){16}[ \t\r\n-]{1,4}[0-9Xx](?![0-9])")
"""One figure a box, as forms have it."""
_GROUPED = late(r"(?<![0-9])[1-9](?:[ -]?[0-9]){16}[ -]?[0-9Xx](?![0-9])")
_GROUPS = frozenset(
    {
        (6, 4, 4, 4),
        (3, 3, 4, 4, 4),
        (6, 4, 2, 2, 4),
        (3, 3, 4, 2, 2, 4),
        (6, 4, 4, 3, 1),
        (6, 8, 3, 1),
        (4, 4, 4, 4, 2),
    }
)
"""How people group it; figures of a table in a row fall into other groups."""
_PARTED = late(
    r"(?<![0-9])[1-8][0-9]{0,16}(?:[ ]?(?:\r?\n[ ]?){1,3}[0-9]{0,16}[0-9Xx]|(?:\t[0-9]{1,16})?\t[0-9]{0,16}[0-9Xx])(?![0-9])"
)
"""Wrapped over the end of a line, or written into two or three cells of a row."""
_PROVINCES = late("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_LENGTH = 18


class Leak(Struct, frozen=True):
    """Something told that must not be. `excerpt` is masked, fit for a report; `whose` names the record of a word."""

    kind: Kind
    excerpt: str
    whose: str = ""
    where: str = ""


class Sought(Struct, frozen=True, eq=False, dict=True):
    """`mobiles` are those that may be shown in full today, `words` maps folded texts that must not be told to whose they are."""

    mobiles: frozenset[str] = frozenset()
    words: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, mobiles: frozenset[str] = frozenset(), words: Mapping[str, str] | None = None) -> Sought:
        """Fold the words and take escapes and tags out of them; those under six characters would accuse everybody."""
        folded = {fold(_VANISHING.sub("", _bare(word))): whose for word, whose in (words or {}).items()}
        return cls(mobiles, {word: whose for word, whose in folded.items() if len(word) >= SHORTEST})

    @cached_property
    def latin(self) -> bool:
        """Whether some word may stand where only ASCII is: in an address, in the name of a class."""
        return any(word.isascii() for word in self.words)

    @cached_property
    def short(self) -> tuple[str, ...]:
        """Words under six characters: only somebody who asks for one by name gets here with it."""
        return tuple(sorted(word for word in self.words if len(word) < SHORTEST))

    @cached_property
    def pointed(self) -> tuple[str, ...]:
        """Words that may stand across the borders of a tag or of a value in it."""
        return tuple(sorted(word for word in self.words if not _BORDERS.isdisjoint(word)))

    @cached_property
    def long(self) -> Words:
        """All the others."""
        return _ready(frozenset(word for word in self.words if len(word) >= SHORTEST))


@functools.lru_cache(maxsize=1)
def _ready(words: frozenset[str]) -> Words:
    """One site seeks the same in all its documents, and each of these asks anew."""
    return Words(words, SHORTEST)


def _bare(word: str) -> str:
    """A word as it stands in the last view of a text."""
    *_, last = openings(word)
    return content_of(last) or last


def numbers_in(text: str, sought: Sought) -> Iterator[Leak]:
    """Identity numbers, and mobiles that are not to be shown."""
    if not _ELEVEN.search(text):
        return
    plain = text if text.isascii() else _plain(text)
    if _BIRTH.search(plain):
        numbers = [plain[start:end] for start, end in citizen_ids(plain)]
        numbers += [number for number in _set_apart(plain) if citizen_ids(_figures(number))]
        numbers += [number for number in _parted(plain) if citizen_ids(number)]
        for number in sorted(set(map(_figures, numbers))):
            yield Leak("citizen", f"{number[:3]}{'*' * 13}{number[16:]}")
    for figures in sorted(set(mobiles_in(plain)) - sought.mobiles):
        yield Leak("mobile", mask_mobiles(figures))


def _set_apart(text: str) -> Iterator[str]:
    yield from (found.group() for found in _BOXED.finditer(text))
    for found in _GROUPED.finditer(text):
        if tuple(map(len, re.split("[ -]", found.group()))) in _GROUPS:
            yield found.group()


def _parted(text: str) -> Iterator[str]:
    """Eighteen figures in pieces, joined. Pieces of one length are figures of a list or a table."""
    at = 0
    while found := _PARTED.search(text, at):
        pieces = found.group().split()
        number = "".join(pieces).upper()
        if len(number) == _LENGTH and len(set(map(len, pieces))) > 1 and _PROVINCES.match(number):
            yield number
        at = found.start() + len(pieces[0])


def words_in(text: str, sought: Sought) -> Iterator[Leak]:
    """Words that must not be told, blanks and width folded."""
    if not sought.words:
        return
    folded = _folded(text)
    found = sought.long.within(folded)
    for word in sorted(found.union(word for word in sought.short if word in folded)):
        yield Leak("word", f"{word[:2]}…（共 {len(word)} 字）", sought.words[word])


def any_possible(said: str, given: str, whole: str, sought: Sought) -> bool:
    """Whether a number or a word may be found in the markup `whole`; `said` and `given` as for `is_harmless`."""
    for text, joined in ((said, True), (given, False)):
        settled = text.isascii() or not _UNSETTLED.search(text)
        plain = text if text.isascii() else _plain_of_settled(text) if settled else _plain(text)
        figures = plain.replace("·", ".").encode(
            "ascii", "replace"
        )  # of what is left no other stands in a number
        if _FIGURES.search(figures) and (joined or may_hold_number(plain)):
            return True
        if sought.words:
            folded = _folded(text, settled=settled)
            if sought.long.within(folded) or any(word in folded for word in sought.short):
                return True
    if not sought.pointed:
        return False
    folded = _folded(whole)
    return any(word in folded for word in sought.pointed)


def may_hold_number(plain: str) -> bool:
    """Whether a number may be found in a text that is plain already and stays in one piece: its signs have no others between them."""
    return bool(_BIRTH.search(plain)) or may_have_mobile(plain)


def _plain(text: str) -> str:
    """Figures, blanks and dashes of all kinds as ASCII; what cannot be seen is gone."""
    if not _UNSETTLED.search(text):
        return _plain_of_settled(text)
    odd = set(_UNUSUAL.findall(text))
    if len(odd) > _MANY:  # no Chinese text, but perhaps bytes read as some
        return text.translate({ord(sign): _usual(sign) for sign in odd})
    for sign in odd:
        if (plain := _usual(sign)) != sign:
            text = text.replace(sign, plain)
    return text


@functools.lru_cache(maxsize=1 << 12)
def _usual(sign: str) -> str:
    """The figure, blank or dash that a sign stands for; nothing for one that cannot be seen."""
    if _VANISHING.match(sign):
        return ""
    if sign in _DASHES:
        return "-"
    if sign in _CROSSES:
        return "X"
    category = unicodedata.category(sign)
    return str(unicodedata.digit(sign)) if category == "Nd" else " " if category == "Zs" else sign


def _plain_of_settled(text: str) -> str:
    """As `_plain` where nothing is unsettled: of what may be figure, blank or dash only these are left."""
    for sign, plain in _SETTLED_GAPS:
        text = text.replace(sign, plain)
    return text


def fold_quickly(text: str) -> str:
    """As `fold`: what is in a text of ours folds the quick way, any other as it always does."""
    return fold(text) if _UNSETTLED.search(text) else _folded(text, settled=True)


def _folded(text: str, *, settled: bool | None = None) -> str:
    """As `fold`, in a tenth of its time on texts of ours: nothing is looked up for ASCII, Han and the marks among them."""
    if not text.isascii():
        if not (settled if settled is not None else not _UNSETTLED.search(text)):
            text = unicodedata.normalize("NFKC", _VANISHING.sub("", text))
        else:
            for sign, plain in _WIDE:
                text = text.replace(sign, plain)
    return "".join(text.split())


def _figures(number: str) -> str:
    return re.sub("[^0-9Xx]", "", number).upper()
