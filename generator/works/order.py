"""In what order works hang: winners first, then by the rule the campaign states."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence

from generator.model.campaign import Campaign
from generator.values.collation import natural_key, pinyin_key, stroke_key
from generator.works.work import Work

ORDER_NAMES = {
    "number": "按作品编号排列",
    "pinyin": "按名称的拼音排列",
    "stroke": "按姓名（名称）笔画排列",
    "printed": "按名单原来的先后排列",
}
"""How a gallery tells its rule."""

_LAST = 10_000


def order_of(campaign: Campaign, subproject_id: str | None) -> str:
    """The rule that holds for one sub-project, or for the whole campaign."""
    subproject = campaign.subproject(subproject_id) if subproject_id else None
    return (subproject.order if subproject else None) or campaign.order


def hung(campaign: Campaign, works: Iterable[Work]) -> tuple[Work, ...]:
    """All works of a campaign as its gallery shows them.

    Winners stand by the place of their award in its scheme, ranked ones by rank; inside one award, and after the
    winners, sub-projects follow one another as printed, and inside them the stated rule decides.
    """
    listed = {s.id: i for i, s in enumerate(campaign.subprojects)}
    rules = functools.cache(lambda subproject_id: _RULES[order_of(campaign, subproject_id)])

    def key(work: Work) -> tuple[object, ...]:
        best = work.best
        place, rank = (best.place, best.rank or _LAST if best.award.ranked else 0) if best else (_LAST, 0)
        of = work.subproject_id
        return (place, rank, listed.get(of or "", _LAST), rules(of)(work), work.id)

    return tuple(sorted(works, key=key))


def _first_name(work: Work) -> str:
    """What name lists go by: the first author's name, or the title where that is the name."""
    named = next((maker.name for maker in work.makers if maker.name), None)
    return work.title if work.subject != "work" or not named else named


_RULES: dict[str, Callable[[Work], Sequence[object]]] = {
    "number": lambda work: natural_key(work.no or work.id),
    "pinyin": lambda work: pinyin_key(work.title),
    "stroke": lambda work: stroke_key(_first_name(work)),
    "printed": lambda work: natural_key(work.id),
}
