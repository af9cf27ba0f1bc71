"""What a gallery can be filtered by, with counts, and the index the filters read in the browser."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass

from generator import routes
from generator.model.campaign import Campaign
from generator.model.subproject import Subproject
from generator.pages.cards import light_items, work_card
from generator.pages.frame_parts import Setting
from generator.site import Asset
from generator.works.work import Work

_FORMS = {"image": "单幅图片", "series": "组照", "audio": "音频", "video": "视频", "text": "文字"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: its words, how many works have it, and where it leads (a page, or `?award=first`)."""

    value: str
    text: str
    count: int
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """One row of choices. One that leads to pages of its own works without JavaScript."""

    name: str
    heading: str
    choices: tuple[Choice, ...]
    pages: bool = False


def facets(
    setting: Setting,
    campaign: Campaign,
    subproject: Subproject | None,
    works: tuple[Work, ...],
    root: str,
) -> tuple[Facet, ...]:
    """The rows of a gallery: 项目 leads to pages, the others are filters and count the works of this gallery."""
    everything = setting.catalog.works_of(campaign)
    by_project = Counter(work.subproject_id for work in everything)
    projects = [
        Choice("", "全部", len(everything), root + routes.gallery(campaign.id), subproject is None)
    ] + [
        Choice(
            s.id,
            s.kind or s.title,
            by_project[s.id],
            root + routes.gallery_page(campaign.id, s.id),
            s is subproject,
        )
        for s in campaign.subprojects
        if by_project[s.id]
    ]
    found = [Facet("project", "项目", tuple(projects), pages=True)] if len(projects) > 2 else []
    rows = [facets_of(campaign, work) for work in works]
    for name, heading in (("award", "奖项"), ("kind", "形式"), ("unit", "单位")):
        counted = Counter((row[name], row[f"{name}_text"]) for row in rows if row[name])
        order = dict.fromkeys((row[name], row[f"{name}_text"]) for row in rows if row[name])
        if len(counted) > 1 or (counted and sum(counted.values()) < len(works)):
            choices = [Choice("", "全部", len(works), "?", current=True)]
            choices += [Choice(v, t, counted[v, t], f"?{name}={v}") for v, t in order]
            found.append(Facet(name, heading, tuple(choices)))
    return tuple(found)


def facets_of(campaign: Campaign, work: Work) -> dict[str, str]:
    """The values a work is filtered by, with their words."""
    best = work.best
    unit = work.unit or ""
    index = {u.id: str(i) for i, u in enumerate(campaign.units)}
    return {
        "award": best.award.title if best else "参展作品",
        "award_text": best.award.title if best else "参展作品",
        "kind": work.form,
        "kind_text": _FORMS[work.form],
        "unit": index.get(work.unit_id or "", unit),
        "unit_text": unit,
    }


def gallery_index(setting: Setting, campaign: Campaign) -> Asset | None:
    """Every card of a campaign as data, for the filters; a script, so that it also loads from a disk (`--offline`)."""
    works = setting.catalog.works_of(campaign)
    if not works:
        return None
    rows = json.dumps([_row(campaign, work) for work in works], ensure_ascii=False, separators=(",", ":"))
    safe = rows.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return Asset(path=routes.gallery_index(campaign.id), data=f"zbGallery({safe});\n".encode())


def _row(campaign: Campaign, work: Work) -> dict[str, object]:
    card, facets = work_card(campaign, work), facets_of(campaign, work)
    row: dict[str, object] = {
        "id": card.id,
        "u": card.address,
        "t": card.title,
        "b": card.by,
        "k": "　".join(card.kinds),
        "i": card.icon,
        "f": [work.subproject_id or "", facets["award"], facets["kind"], facets["unit"]],
        "m": light_items(work),
    }
    if card.picture:
        small = card.picture.srcset.split(" ", maxsplit=1)[0]
        row["p"] = [small, card.picture.width, card.picture.height, card.picture.alt]
    elif card.peaks:
        row["w"] = card.peaks
    else:
        row["x"] = card.leaf
    for name, value in (
        ("s", card.slip),
        ("ai", card.ai),
        ("j", card.subject if card.subject != "work" else ""),
    ):
        if value:
            row |= {name: value}
    if card.first:
        row["s1"] = 1
    return row
