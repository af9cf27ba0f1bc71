"""The page of an official document: its sheet, and what we say beside it (contents, chain of tiers, errata)."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from generator import routes
from generator.catalog import Catalog
from generator.model.campaign import Campaign
from generator.model.notice import Attachment, Notice
from generator.pages.amendments import changed_by, later_notices, withdrawn_by
from generator.pages.banners import objection_banners
from generator.pages.forms import NOTHING, taken
from generator.pages.frame_parts import Setting, campaign_crumbs, make_page, tier_name
from generator.pages.jsonld_campaign import notice_data
from generator.pages.labels import article_of
from generator.pages.results import announced_groups
from generator.pages.sheet import DocumentView, document_view
from generator.site import Page
from generator.words import ERRATA_NAMES, RELATION_NAMES
from generator.works.honours import announcements, named_award


class ChainLink(Struct, frozen=True):
    """A step of 全国 → 省 → 市."""

    tier: str
    text: str
    href: str | None


def notice_page(
    setting: Setting, campaign: Campaign, notice: Notice, files: Mapping[str, int] = NOTHING
) -> Page:
    """Make the page of one notice; `files` are the sizes in bytes of what can be taken along, by address."""
    catalog = setting.catalog
    address = routes.notice(campaign.id, notice.id)
    root = routes.root_of(address)
    sheet = document_view(catalog, campaign, notice, root)
    later, gone = later_notices(catalog, campaign, notice, root)
    return make_page(
        setting,
        address,
        notice.title,
        "notice.html",
        column="notices",
        description=f"{notice.title}{'，' + notice.doc_number if notice.doc_number else ''}。通知原文，逐字转录，可打印。",
        crumbs=campaign_crumbs(campaign, notice.kind),
        article=article_of(campaign, notice),
        data=notice_data(setting, campaign, notice),
        campaign=campaign,
        print_as_document=True,
        notice=notice,
        word=taken(root, routes.notice_document(campaign.id, notice.id), files),
        sheet=sheet,
        toc=table_of_contents(sheet),
        chain=chain(catalog, campaign, notice, root),
        relations=_relations(catalog, campaign, notice, root),
        carriers=[
            (
                f"{carrier.doc_number or carrier.title} 附件{item.no if item.no is not None else ''}",
                f"{root}{routes.notice(other.id, carrier.id)}#{_anchor_of(carrier, item)}",
            )
            for other, carrier, item in catalog.attached_to(campaign, notice)
        ],
        amendments=changed_by(campaign, notice),
        later=later,
        gone=gone,
        off=None if notice.id == campaign.notices[0].id else withdrawn_by(campaign, root),
        rolls=announced_groups(setting, campaign, notice, root),
        proposed=bool(notice.results and notice.results.state == "proposed"),
        confirmed_by=_confirmed_by(campaign, notice, root),
        banner=next(
            (b for b in objection_banners(campaign, setting.today) if b.notice.address == address), None
        ),
        errata=[(ERRATA_NAMES[e.type], e) for e in notice.errata],
    )


def _confirmed_by(campaign: Campaign, notice: Notice, root: str) -> tuple[str, str] | None:
    """The later notice that confirmed all that this one proposed."""
    if notice.results is None or notice.results.state != "proposed":
        return None
    known = announcements(campaign)
    said = [known[named_award(reference)] for reference in notice.results.awards]
    if not said or any(one.state != "confirmed" for one in said):
        return None
    last = said[-1].notice
    return last.title, root + routes.notice(campaign.id, last.id)


def _relations(
    catalog: Catalog, campaign: Campaign, notice: Notice, root: str
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Other notices by the word for the relation: (word, [(title, href)])."""
    grouped: dict[str, list[tuple[str, str]]] = {}
    for relation in notice.relates_to:
        if found := catalog.notice(relation.notice, campaign):
            other, its = found
            link = (its.doc_number or its.title, root + routes.notice(other.id, its.id))
            grouped.setdefault(RELATION_NAMES[relation.relation], []).append(link)
    return list(grouped.items())


def _anchor_of(carrier: Notice, item: Attachment) -> str:
    return routes.attachment_anchor(carrier.attachments.index(item) + 1, item)


def table_of_contents(sheet: DocumentView) -> tuple[tuple[str, str, bool], ...]:
    """(text, anchor, whether it is an attachment) of the page's own notice."""
    rows = [(part.text, part.anchor, False) for part in sheet.parts if part.anchor]
    rows += [(f"{item.label}　{item.title}", item.anchor, True) for item in sheet.attachments]
    return tuple(rows)


def chain(catalog: Catalog, campaign: Campaign, notice: Notice, root: str) -> tuple[ChainLink, ...]:
    """The notices of the same year from the nation down to here, and those just below."""
    links = [
        ChainLink(
            tier_name(upper), _name(upper.notices[0]), root + routes.notice(upper.id, upper.notices[0].id)
        )
        for upper in catalog.ancestors(campaign)
    ]
    links.append(ChainLink(tier_name(campaign), _name(notice), None))
    below = catalog.children(campaign)
    if len(below) == 1:
        lower = below[0]
        links.append(
            ChainLink(
                tier_name(lower), _name(lower.notices[0]), root + routes.notice(lower.id, lower.notices[0].id)
            )
        )
    return tuple(links) if len(links) > 1 else ()


def _name(notice: Notice) -> str:
    return notice.doc_number or notice.kind
