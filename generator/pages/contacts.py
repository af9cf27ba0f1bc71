"""The contact listing of a campaign: departments and every sub-project, one table, cards on a phone."""

from __future__ import annotations

from dataclasses import dataclass

from generator import routes
from generator.catalog import Catalog
from generator.model.campaign import Campaign
from generator.pages.frame_parts import Setting, campaign_crumbs, make_page, tier_name
from generator.pages.views import ContactView, contact_views, first_line
from generator.site import Page
from generator.words import TIER_NAMES


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One row: the sub-project (or what a department answers for), its hosts, its people."""

    what: str
    address: str | None
    hosts: str
    people: tuple[ContactView, ...]
    note: str


@dataclass(frozen=True, slots=True)
class ContactGroup:
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
        campaign=campaign,
        index=False,  # names and numbers of people: found here, not through search engines
        dock=dock,
        groups=groups,
        total=sum(len(group.rows) + bool(group.bare) for group in groups),
        ask=asked[0] if asked else (departments[0] if departments else None),
        alone=alone,
        masked=any(phone.masked for person in people for phone in person.phones),
        dial=asked,
    )


def contact_groups(catalog: Catalog, campaign: Campaign) -> tuple[ContactGroup, ...]:
    """Departments, then the campaign's own sub-projects by tier, then the series of the tiers above."""
    groups = []
    if campaign.contacts:
        rows = tuple(
            ContactRow(
                "活动总体咨询" if c.phones else "报送邮箱",
                None,
                c.unit or "",
                contact_views((c,), campaign),
                "",
            )
            for c in campaign.contacts
        )
        groups.append(_group("departments", "主办部门", rows))
    tiers = list(dict.fromkeys(s.tier for s in campaign.subprojects))
    for tier in sorted(tiers, key=lambda t: t != campaign.tier):
        heading = "各子项目" if len(tiers) == 1 else f"{TIER_NAMES[tier]}系列各子项目"
        groups.append(_group(f"projects-{tier}", heading, _rows(campaign, tier)))
    for upper in reversed(catalog.ancestors(campaign)):
        if any(s.contacts for s in upper.subprojects):
            heading = f"{tier_name(upper)}系列各子项目"
            groups.append(_group(f"upper-{upper.id}", heading, _rows(upper, None)))
    return tuple(groups)


def _rows(campaign: Campaign, tier: str | None) -> tuple[ContactRow, ...]:
    return tuple(
        ContactRow(
            what=s.title,
            address=routes.project(campaign.id, s.id),
            hosts="、".join(host.name for host in s.hosts)
            + ("；协办：" + "、".join(h.name for h in s.co_hosts) if s.co_hosts else ""),
            people=contact_views(s.contacts, campaign),
            note="" if s.contacts else "通知未单列，请向主办部门咨询",
        )
        for s in campaign.subprojects
        if tier is None or s.tier == tier
    )
