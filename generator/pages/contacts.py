"""The contact listing of a campaign: departments and every sub-project, one table, cards on a phone."""

from __future__ import annotations

from msgspec import Struct

from generator import routes
from generator.catalog import Catalog
from generator.model.campaign import Campaign
from generator.model.common import Contact
from generator.pages.amendments import amendment_views
from generator.pages.frame_parts import Setting, campaign_crumbs, make_page, tier_name
from generator.pages.jsonld_campaign import contacts_data
from generator.pages.views import ContactView, contact_views, first_line
from generator.site import Page
from generator.takeaway.tables import contacts_table
from generator.values.text import fold_number, sentences
from generator.words import TIER_NAMES

LINE = 90
"""A paragraph up to this many characters is shown whole."""


class Said(Struct, frozen=True):
    """A line as a notice prints it, and the address of that notice."""

    line: str
    address: str


class ContactRow(Struct, frozen=True):
    """One row: the sub-project (or what a department answers for), its hosts, its people.

    `said` are the lines of a notice that print these people, each with the address of the notice; where no line does,
    `source` is the notice to look in.
    """

    what: str
    address: str | None
    hosts: str
    people: tuple[ContactView, ...]
    note: str
    said: tuple[Said, ...] = ()
    source: str = ""


class ContactGroup(Struct, frozen=True):
    """Rows under one heading; `bare` are those with neither host nor people, told in one line."""

    id: str
    heading: str
    rows: tuple[ContactRow, ...]
    bare: tuple[ContactRow, ...] = ()


def _group(id_: str, heading: str, rows: tuple[ContactRow, ...]) -> ContactGroup:
    bare = tuple(row for row in rows if not row.hosts and not row.people)
    return ContactGroup(id_, heading, tuple(row for row in rows if row not in bare), bare)


def contacts_page(setting: Setting, campaign: Campaign) -> Page:
    """Make the listing."""
    address = routes.contacts(campaign.id)
    root = routes.root_of(address)
    departments = contact_views(campaign.contacts, campaign)
    asked = first_line(departments)
    groups = contact_groups(setting.catalog, campaign)
    people = [person for group in groups for row in group.rows for person in row.people]
    dock = (("phone", f"拨打 {asked[1].text}", asked[1].tel or ""),) if asked else ()
    alone = sum(1 for s in campaign.subprojects if not s.contacts)
    return make_page(
        setting,
        address,
        f"联系方式 {campaign.title}",
        "contacts.html",
        column="contacts",
        description=f"{campaign.title}：主办部门和各子项目的承办单位、联系人和电话。",
        crumbs=campaign_crumbs(campaign, "联系方式"),
        data=contacts_data(campaign),
        campaign=campaign,
        index=False,  # names and numbers of people: found here, not through search engines
        dock=dock,
        groups=groups,
        changes=[c for c in amendment_views(campaign, root) if c.field in ("contacts", "hosts", "co_hosts")],
        total=sum(len(group.rows) + bool(group.bare) for group in groups),
        ask=asked[0] if asked else (departments[0] if departments else None),
        alone=alone,
        masked=any(phone.masked for person in people for phone in person.phones),
        dial=asked,
        table=routes.contacts_csv(campaign.id),
        table_size=len(contacts_table(campaign)),
    )


def contact_groups(catalog: Catalog, campaign: Campaign) -> tuple[ContactGroup, ...]:
    """Departments, then the campaign's own sub-projects by tier, then the series of the tiers above."""
    groups = []
    if campaign.contacts:
        printed = _printed(catalog, campaign)
        rows = tuple(
            ContactRow(
                "报送邮箱" if c.email and not c.phones else "活动总体咨询",
                None,
                c.unit or "",
                contact_views((c,), campaign),
                "",
                _said(printed, (c,)),
                routes.notice(campaign.id, campaign.notices[0].id),
            )
            for c in campaign.contacts
        )
        groups.append(_group("departments", "主办部门", rows))
    tiers = list(dict.fromkeys(s.tier for s in campaign.subprojects))
    for tier in sorted(tiers, key=lambda t: t != campaign.tier):
        heading = "各子项目" if len(tiers) == 1 else f"{TIER_NAMES[tier]}系列各子项目"
        groups.append(_group(f"projects-{tier}", heading, _rows(catalog, campaign, tier)))
    for upper in reversed(catalog.ancestors(campaign)):
        if any(s.contacts for s in upper.subprojects):
            heading = f"{tier_name(upper)}系列各子项目"
            groups.append(_group(f"upper-{upper.id}", heading, _rows(catalog, upper, None)))
    return tuple(groups)


def _rows(catalog: Catalog, campaign: Campaign, tier: str | None) -> tuple[ContactRow, ...]:
    printed = _printed(catalog, campaign)
    return tuple(
        ContactRow(
            what=s.title,
            address=routes.project(campaign.id, s.id),
            hosts="、".join(host.name for host in s.hosts)
            + ("；协办：" + "、".join(h.name for h in s.co_hosts) if s.co_hosts else ""),
            people=contact_views(s.contacts, campaign),
            note="" if s.contacts else "通知未单列，请向主办部门咨询",
            said=_said(printed, s.contacts),
            source=routes.notice(campaign.id, campaign.notices[0].id) if s.contacts else "",
        )
        for s in campaign.subprojects
        if tier is None or s.tier == tier
    )


def _printed(catalog: Catalog, campaign: Campaign) -> tuple[tuple[str, Said], ...]:
    """Every line of a campaign's notices and text attachments, folded for comparing; as public as the rest that day."""
    return tuple(
        (fold_number(line), Said(line.strip(), routes.notice(campaign.id, notice.id)))
        for notice in campaign.notices
        for path in (notice.body, *(item.body for item in notice.attachments if item.body))
        for line in catalog.text(campaign, path).split("\n")
        if any(figure in line for figure in "0123456789@０１２３４５６７８９＠")
    )


def _said(printed: tuple[tuple[str, Said], ...], contacts: tuple[Contact, ...]) -> tuple[Said, ...]:
    """For each contact the first line that prints its name with one of its numbers, word for word; no line twice."""
    found: dict[Said, None] = {}
    for contact in contacts:
        name = fold_number(contact.name or "")
        ways = [fold_number(way) for way in (*(p.text for p in contact.phones), contact.email or "") if way]
        for folded, said in printed:
            if name in folded and any(way in folded for way in ways):
                found[_short(said, name, ways)] = None
                break
    return tuple(found)


def _short(said: Said, name: str, ways: list[str]) -> Said:
    """Of a long paragraph only the sentence that prints the contact, if one alone does."""
    if len(said.line) <= LINE:
        return said
    for sentence in sentences(said.line):
        folded = fold_number(sentence)
        if name in folded and any(way in folded for way in ways):
            return Said(sentence, said.address)
    return said
