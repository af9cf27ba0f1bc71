"""Quotas as shown: whom they bind, for what, which way they point, how works are counted, what contradicts them."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from generator import routes
from generator.model.campaign import Campaign
from generator.model.common import Quota
from generator.model.subproject import Subproject
from generator.pages.frame_parts import Setting, campaign_name
from generator.works.counts import Count, counted, counted_each
from generator.works.directions import contradicted_by, direction
from generator.works.work import Work

EVERYONE = "各单位"
"""Whom a quota without a class of units binds."""


class Against(Struct, frozen=True):
    """A quota of the tier above that one of ours cannot agree with: its printed words, whose it is, where it stands."""

    printed: str
    whose: str
    address: str


class QuotaView(Struct, frozen=True):
    """A quota in the words of the notice: whom it binds, for what; `direction` is our reading of which way it points.

    `bounds` are (min, max) where works are counted against one figure; `count` counts them (None: not counted here);
    `wide` is true of one on all works of the campaign together.
    """

    units: str
    what: str
    printed: str
    direction: str = ""
    bounds: tuple[int | None, int | None] | None = None
    wide: bool = False
    count: Callable[[tuple[Work, ...]], Count] | None = None
    against: Against | None = None


def quota_views(setting: Setting, campaign: Campaign) -> tuple[QuotaView, ...]:
    """Campaign-wide quotas, then those of the sub-projects."""
    views = [_wide_view(setting, campaign, quota) for quota in campaign.quotas]
    for subproject in campaign.subprojects:
        for quota in subproject.quotas:
            views.append(
                QuotaView(
                    quota.units or EVERYONE,
                    subproject.title,
                    quota.printed,
                    direction(quota),
                    bounds=(quota.min, quota.max),
                    count=_counter(campaign, quota, subproject),
                )
            )
    return tuple(views)


def _wide_view(setting: Setting, campaign: Campaign, quota: Quota) -> QuotaView:
    """One of the whole campaign; of an upper series (`of`) the works are sent elsewhere, and not counted here."""
    upper = setting.catalog.by_id.get(quota.of or "")
    each = quota.per == "subproject"
    other = contradicted_by(quota, upper)
    return QuotaView(
        units=quota.units or EVERYONE,
        what=(f"{upper.region}系列" if upper else "本级项目") + ("，每个项目" if each else ""),
        printed=quota.printed,
        direction=direction(quota),
        bounds=None if upper or each else (quota.min, quota.max),
        wide=not upper and not each,
        count=None if upper else _counter(campaign, quota, None),
        against=Against(other.printed, campaign_name(upper), routes.units(upper.id))
        if upper and other
        else None,
    )


def _counter(
    campaign: Campaign, quota: Quota, subproject: Subproject | None
) -> Callable[[tuple[Work, ...]], Count]:
    if subproject is None and quota.per == "subproject":
        own = tuple(s for s in campaign.subprojects if s.tier == campaign.tier)
        return lambda works: counted_each(quota, works, own)
    return lambda works: counted(quota, works, subproject)
