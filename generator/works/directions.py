"""Which way a quota points: at least, at most, or both; and whether two quotas can be kept at once."""

from __future__ import annotations

from generator.model.campaign import Campaign
from generator.model.common import Quota


def direction(quota: Quota) -> str:
    """至少 10, 至多 10, 1 至 2: our reading beside the printed words, so that the two are not mistaken for each other."""
    if quota.min is not None and quota.max is not None:
        return f"正好 {quota.min}" if quota.min == quota.max else f"{quota.min} 至 {quota.max}"
    return f"至少 {quota.min}" if quota.min is not None else f"至多 {quota.max}"


def contradicts(quota: Quota, other: Quota) -> bool:
    """Whether one asks for at least what the other forbids: 不少于10 against 不超过5, 不超过3 against 6至9.

    The same figure in opposite directions (不少于10 against 不超过10) counts: both can be kept only by exactly that
    many, which neither notice says.
    """
    return _above(quota, other) or _above(other, quota)


def _above(quota: Quota, other: Quota) -> bool:
    if quota.min is None or other.max is None:
        return False
    open_both = quota.max is None and other.min is None
    return quota.min > other.max or (open_both and quota.min == other.max)


def contradicted_by(quota: Quota, upper: Campaign | None) -> Quota | None:
    """The quota of the campaign above that this one, which speaks of the upper series (`of`), cannot agree with."""
    if upper is None:
        return None
    return next((o for o in upper.quotas if o.per == quota.per and not o.of and contradicts(quota, o)), None)
