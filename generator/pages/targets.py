"""The figures of a plan (“12351+”) beside the tables that allocate them."""

from __future__ import annotations

from msgspec import Struct

from generator.model.campaign import Campaign
from generator.words import TIER_NAMES


class TargetView(Struct, frozen=True):
    """One figure: name, value with thousands as printed, unit, the words of the notice."""

    name: str
    figure: str
    unit: str
    printed: str


def target_views(campaign: Campaign) -> tuple[tuple[str, tuple[TargetView, ...]], ...]:
    """Plan figures grouped by whose plan they are, the own tier first."""
    tiers = list(dict.fromkeys(target.tier or campaign.tier for target in campaign.targets))
    tiers.sort(key=lambda tier: tier != campaign.tier)
    return tuple(
        (
            "本级计划" if tier == campaign.tier else f"{TIER_NAMES[tier]}计划",
            tuple(
                TargetView(target.name, _figure(target.value), target.unit or "", target.printed)
                for target in campaign.targets
                if (target.tier or campaign.tier) == tier
            ),
        )
        for tier in tiers
    )


def _figure(value: int) -> str:
    """Large round figures as Chinese texts write them: 20000 is 2万, 100000000 is 1亿."""
    for size, word in ((10**8, "亿"), (10**4, "万")):
        if value >= size and value % (size // 10 or 1) == 0:
            whole = value / size
            return f"{whole:g}{word}"
    return str(value)
