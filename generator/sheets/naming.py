"""Words of a sheet that name records of a campaign: sub-projects, units, awards; titles and numbers as they are compared."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from generator.model.campaign import Campaign
from generator.model.common import Award
from generator.model.subproject import Subproject
from generator.sheets.hiding import hidden
from generator.values.text import fold
from generator.works.honours import scheme

NO_SUBPROJECT = "_"
"""The folder of prizes that belong to no sub-project."""
_MOST_NAMED = 6
_AROUND = re.compile("^[一二三四五六七八九十0-9]+[、.．)）]|[（(][^（）()]*[)）]$")
_KIND_TAIL = re.compile("(?:征集|作品|项目|子项目|类|组)+$")
_COUNTED = re.compile("[（(]?共?[0-9一二三四五六七八九十两]+(?:名|件|个|篇|部|首|幅|人|项|家)[)）]?[:：]?$")


def folded_title(title: str) -> str:
    """A title as it is compared: folded, in small letters, without 《》 or quotation marks around it."""
    folded = fold(title).casefold()
    inner = re.fullmatch("《([^《》]+)》|<([^<>]+)>|“([^“”]+)”", folded)
    return next(filter(None, inner.groups())) if inner else folded


def bare_title(title: str) -> str:
    """A title without the 《》 that sheets write around it: pages put them there."""
    inner = re.fullmatch("\\s*《([^《》]*)》\\s*", title)
    return inner.group(1).strip() if inner else title  # forms print an empty 《 》 to be filled in


def folded_no(no: str) -> str:
    """A work number as it is compared."""
    return fold(no).casefold()


def subproject_named(campaign: Campaign, word: str) -> Subproject | None:
    """The one sub-project whose title, kind or id `word` is, also as 一、歌曲类（10件）; None if there is none or are several."""
    wanted = _variants(word)
    for names in (lambda s: (s.id, s.title), lambda s: (s.kind or "",)):
        found = [s for s in campaign.subprojects if wanted & {v for n in names(s) for v in _variants(n)}]
        if len(found) == 1:
            return found[0]
    return None


def _variants(word: str) -> set[str]:
    bare = fold(word).casefold()
    found = {bare, _AROUND.sub("", bare), _AROUND.sub("", _AROUND.sub("", bare))}
    return {v for one in found for v in (one, _KIND_TAIL.sub("", one)) if v}


def named_subprojects(campaign: Campaign) -> str:
    """The sub-projects there are, as an editor may name them."""
    return "、".join(f"{s.title}（{s.id}）" for s in campaign.subprojects) or "（没有）"


def award_named(campaign: Campaign, subproject_id: str | None, word: str) -> Award | None:
    """The award of the scheme whose title or id `word` is, also as 一等奖（3名）."""
    folded = _COUNTED.sub("", _AROUND.sub("", fold(word).casefold()))
    wanted = {fold(word).casefold(), folded, _AROUND.sub("", fold(word).casefold())}
    return next(
        (a for a in scheme(campaign, subproject_id) if {a.id, fold(a.title).casefold()} & wanted), None
    )


def any_award(campaign: Campaign, word: str) -> bool:
    """Whether some sub-project of the campaign has an award of that name."""
    return any(award_named(campaign, s, word) for s in (None, *(s.id for s in campaign.subprojects)))


def near(word: str, words: Iterable[str]) -> str:
    """The likest of `words`, as a part of a sentence; "" where none is like it."""
    by_fold = {fold(one).casefold(): one for one in words}
    found = difflib.get_close_matches(fold(word).casefold(), by_fold, n=3, cutoff=0.5)
    return "、".join(hidden(by_fold[one]) for one in found)


def listed(words: Iterable[str]) -> str:
    """The first few of many, and how many there are."""
    all_words = list(words)
    more = f" 等 {len(all_words)} 个" if len(all_words) > _MOST_NAMED else ""
    return "、".join(all_words[:_MOST_NAMED]) + more
