"""What later notices changed: the old value, the new one, and the notice that says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator import routes
from generator.catalog import Catalog
from generator.model.campaign import Campaign
from generator.pages.frame_parts import chinese_date
from generator.words import FIELD_NAMES


@dataclass(frozen=True, slots=True)
class Change:
    """One amended fact as readers see it. `subproject` is the id it concerns, None for the campaign."""

    what: str
    former: str
    to: str
    notice: str
    href: str
    subproject: str | None


def amendment_views(catalog: Catalog, campaign: Campaign, root: str) -> tuple[Change, ...]:
    """Every amendment of a campaign, in the order of its notices."""
    return tuple(
        Change(
            amended(campaign, a.target),
            spoken(a.former),
            spoken(a.to),
            notice.title,
            root + routes.notice(campaign.id, notice.id),
            a.target.split("/")[1] if a.target.startswith("subprojects/") else None,
        )
        for notice in campaign.notices
        for a in notice.amendments
    )


def amended(campaign: Campaign, target: str) -> str:
    """What an amendment changes, in words: the sub-project's title and the field's name."""
    kind, _, rest = target.partition("/")
    subproject_id, _, name = rest.partition("/")
    subproject = campaign.subproject(subproject_id) if kind == "subprojects" else None
    field = FIELD_NAMES.get(name or kind, name or kind)
    return f"{subproject.title}：{field}" if subproject else field


def spoken(value: str) -> str:
    """An amended value as readers see it: a plain date as official texts print it, anything else as it is."""
    try:
        return chinese_date(date.fromisoformat(value))
    except ValueError:
        return value
