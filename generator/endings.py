"""From which day a notice has its effect, and which notices of a campaign were withdrawn by a later one (撤销).

A notice acts from its 成文日期 on, else from its 发布日期, and at once where it has neither. What was withdrawn keeps its
page, word for word; only what followed from it ends (党政机关公文处理工作条例, its chapter 公文管理: what is withdrawn is void).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from generator.model.campaign import Campaign
from generator.model.notice import Notice

ACTING = frozenset({"amends", "extends", "corrects", "withdraws"})
"""Relations by which a notice changes what an earlier one said."""


def effective_from(notice: Notice) -> date | None:
    """The first day on which a notice has its effect, None if it has it at once."""
    for when in (notice.issued.when if notice.issued else None, notice.published):
        if when and when.first:
            return when.first
    return None


def is_ahead(notice: Notice, day: date) -> bool:
    """Whether a notice has no effect yet on `day`."""
    first = effective_from(notice)
    return first is not None and first > day


def own_notice(campaign: Campaign, reference: str) -> str | None:
    """The id of the notice of this campaign that a reference names (`launch`, `2024-fujian/launch`), else None."""
    campaign_id, _, notice_id = reference.rpartition("/")
    return notice_id if campaign_id in ("", campaign.id) and campaign.notice(notice_id) else None


def acting_on(campaign: Campaign, notice: Notice) -> tuple[Notice, ...]:
    """The notices of the campaign that amend, extend, correct or withdraw this one."""
    return tuple(
        one
        for one in campaign.notices
        for relation in one.relates_to
        if relation.relation in ACTING and own_notice(campaign, relation.notice) == notice.id
    )


def withdrawn(campaign: Campaign) -> Mapping[str, Notice]:
    """Each withdrawn notice's id with the notice that withdraws it.

    A notice that was withdrawn itself withdraws nothing. Notices stand in the order in which they came out (check holds
    them to it), so the last is looked at first.
    """
    gone: dict[str, Notice] = {}
    for notice in reversed(campaign.notices):
        if notice.id in gone:
            continue
        for relation in notice.relates_to:
            named = own_notice(campaign, relation.notice) if relation.relation == "withdraws" else None
            if named and named != notice.id:
                gone[named] = notice
    return gone


def in_force(campaign: Campaign) -> tuple[Notice, ...]:
    """The notices that were not withdrawn, in the order of the records."""
    gone = withdrawn(campaign)
    return tuple(notice for notice in campaign.notices if notice.id not in gone)


def is_withdrawn(campaign: Campaign) -> bool:
    """Whether the whole campaign is off: the notice that launched it, the first of its list, was withdrawn."""
    return campaign.notices[0].id in withdrawn(campaign)


def on_day(campaign: Campaign, day: date) -> Campaign:
    """The campaign with its notices as they act on `day`: those still ahead are there and change nothing yet."""
    if not any(is_ahead(notice, day) for notice in campaign.notices):
        return campaign
    return replace(campaign, notices=tuple(_on_day(notice, day) for notice in campaign.notices))


def _on_day(notice: Notice, day: date) -> Notice:
    if not is_ahead(notice, day) or not (notice.relates_to or notice.amendments):
        return notice
    kept = tuple(relation for relation in notice.relates_to if relation.relation not in ACTING)
    return replace(notice, relates_to=kept, amendments=())
