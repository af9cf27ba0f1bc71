"""Structured data of a work (schema.org), for whoever reads pages by machine. Public facts only."""

from __future__ import annotations

from generator import routes
from generator.model.campaign import Campaign
from generator.pages.cards import shown_title
from generator.pages.frame_parts import Setting
from generator.pages.graph import Full, Node, base_of
from generator.works.work import Piece, Work

_TYPES = {"image": "ImageObject", "series": "ImageGallery", "audio": "AudioObject", "video": "VideoObject"}
_SUBJECTS = {"person": "Person", "organisation": "Organization", "account": "Organization"}
_DIGITAL_SOURCES = {
    "assisted": "https://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia",
    "generated": "https://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
}


def work_data(setting: Setting, campaign: Campaign, work: Work, address: str) -> tuple[Node, ...]:
    """A work; addresses are absolute where the site knows its own, else relative to the page.

    Of ten thousand works nothing is put in first and taken out again because it is empty.
    """
    base = base_of(setting.project, address)
    kind = _SUBJECTS.get(work.subject) or _TYPES.get(work.form, "CreativeWork")
    if work.form == "text" and kind == "CreativeWork" and work.text:
        kind = "Article"
    data = Full({"@type": kind})
    if title := shown_title(work):
        data["name"] = title
    data["url"] = base + address
    if work.statement:
        data["description"] = work.statement
    if work.no:
        data["identifier"] = work.no
    if awards := [prize.award.title for prize in work.prizes if prize.state == "confirmed"]:
        data["award"] = awards
    if work.cover:
        data["image"] = base + work.cover.pictures[-1].address
    if kind not in ("Person", "Organization"):
        data |= _of_creation(campaign, work, base)
    elif work.unit and kind == "Person":
        data["affiliation"] = _unit(work.unit)
    return (data,)


def _unit(name: str) -> Node:
    return {"@type": "Organization", "name": name}


def _of_creation(campaign: Campaign, work: Work, base: str) -> dict[str, object]:
    data: Node = {}
    if makers := [_maker(m.name, m.role, m.unit) for m in work.makers if m.name != "等"]:
        data["author"] = makers
    if work.unit:
        data["sourceOrganization"] = _unit(work.unit)
    data["isPartOf"] = {
        "@type": "Event",
        "name": campaign.title,
        "url": base + routes.campaign(campaign.id),
    }
    if work.text:
        data["articleBody"] = work.text
    if source := _DIGITAL_SOURCES.get(work.ai_use):
        data["digitalSourceType"] = source
    data["inLanguage"] = "zh-CN"
    main = next((p for p in work.shown if p.stream), None) or next(iter(work.shown), None)
    if main:
        data |= _of_file(main, base)
    if work.cover and work.form in ("video", "audio"):
        data["thumbnailUrl"] = base + work.cover.pictures[0].address
    return data


def _of_file(piece: Piece, base: str) -> dict[str, object]:
    facts, best = piece.facts, piece.stream or piece.pictures[-1]
    data: dict[str, object] = {"contentUrl": base + best.address}
    if facts.kind != "audio":
        data |= {"width": best.width, "height": best.height}
    if facts.duration:
        data["duration"] = f"PT{round(facts.duration)}S"
    return data


def _maker(name: str | None, role: str | None, unit: str | None) -> dict[str, object]:
    """A credited person, or a unit that stands alone; a role is given as schema.org's Role asks."""
    maker: Node = {"@type": "Person" if name else "Organization"}
    if name or unit:
        maker["name"] = name or unit
    if name and unit:
        maker["affiliation"] = _unit(unit)
    return {"@type": "Role", "roleName": role, "author": maker} if role else maker
