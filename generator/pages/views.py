"""Small frozen views that several page kinds share: contacts with dial links, rows of lists, cards of projects."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from generator import routes
from generator.catalog import Catalog
from generator.endings import is_withdrawn, withdrawn
from generator.model.campaign import Campaign
from generator.model.common import Contact
from generator.model.notice import Notice
from generator.model.subproject import Subproject
from generator.pages.frame_parts import campaign_name
from generator.pages.times import StatusView, campaign_status, status_of_project
from generator.values.phone import Phone
from generator.words import TIER_NAMES


class PhoneView(Struct, frozen=True):
    """A number as shown, with its dial address (None: masked, or not dialable).

    `area` is the area code that is dialled before a number printed without one, else "".
    """

    text: str
    tel: str | None
    masked: bool
    area: str = ""


class ContactView(Struct, frozen=True):
    """Somebody to ask, office numbers first. `card` is the address of the contact as a vCard, None if none is made."""

    unit: str | None
    name: str | None
    role: str | None
    phones: tuple[PhoneView, ...]
    fax: str | None
    email: str | None
    im: str | None
    hours: str | None
    card: str | None = None


def contact_view(contact: Contact, campaign: Campaign) -> ContactView:
    """A contact as shown; landlines stand before mobiles because they can always be dialled."""
    phones = sorted(contact.phones, key=lambda phone: phone.kind == "mobile")
    return ContactView(
        unit=contact.unit,
        name=contact.name,
        role=contact.role,
        phones=tuple(phone_view(phone, campaign) for phone in phones),
        fax=contact.fax.text if contact.fax else None,
        email=contact.email,
        im=f"{contact.im.service}：{contact.im.handle}" if contact.im else None,
        hours=contact.hours,
        card=_card(contact, campaign),
    )


def phone_view(phone: Phone, campaign: Campaign) -> PhoneView:
    """A number of a campaign as shown."""
    area = campaign.area_code if phone.kind == "local" else None
    return PhoneView(phone.text, phone.tel(campaign.area_code), phone.masked, area or "")


def _card(contact: Contact, campaign: Campaign) -> str | None:
    """Where the card of a contact is; one that nobody can reach today (all its numbers are masked) has none.

    A record is found by being that record: two contacts may well say the same.
    """
    numbers = (*contact.phones, *filter(None, (contact.fax,)))
    written = contact.email and "*" not in contact.email
    if not (written or any(not phone.masked for phone in numbers)):
        return None
    lists = [(None, campaign.contacts), *((s.id, s.contacts) for s in campaign.subprojects)]
    for owner, contacts in lists:
        for number, one in enumerate(contacts, start=1):
            if one is contact:
                return routes.contact_card(campaign.id, owner, number)
    return None


def contact_views(contacts: tuple[Contact, ...], campaign: Campaign) -> tuple[ContactView, ...]:
    """All contacts of a list."""
    return tuple(contact_view(contact, campaign) for contact in contacts)


def first_line(contacts: tuple[ContactView, ...]) -> tuple[ContactView, PhoneView] | None:
    """The first contact with a number that can be dialled, and that number."""
    for contact in contacts:
        for phone in contact.phones:
            if phone.tel:
                return contact, phone
    return None


class CampaignRow(Struct, frozen=True):
    """A campaign in a list."""

    address: str
    name: str
    tier: str
    title: str
    short: str
    status: StatusView
    sample: bool
    projects: int


def campaign_row(campaign: Campaign, today: date) -> CampaignRow:
    """A campaign in a list on `today`."""
    return CampaignRow(
        address=routes.campaign(campaign.id),
        name=campaign_name(campaign),
        tier=campaign.region,
        title=campaign.title,
        short=campaign.theme or campaign.title,
        status=campaign_status(campaign, today),
        sample=campaign.sample,
        projects=len(campaign.subprojects),
    )


class NoticeRow(Struct, frozen=True):
    """A notice in a list."""

    address: str
    title: str
    kind: str
    region: str
    issued: str | None
    number: str | None
    sort: tuple[int, str]
    withdrawn: bool = False


def notice_row(campaign: Campaign, notice: Notice) -> NoticeRow:
    """A notice in a list. One that prints no day sorts by that of its publication, without either by its campaign's year."""
    when = (notice.issued.when if notice.issued else None) or notice.published
    first = when.first if when else None
    return NoticeRow(
        address=routes.notice(campaign.id, notice.id),
        title=notice.title,
        kind=notice.kind,
        region=campaign.region,
        issued=notice.issued.printed if notice.issued else None,
        number=notice.doc_number,
        sort=(campaign.year, first.isoformat() if first else ""),
        withdrawn=notice.id in withdrawn(campaign),
    )


class ProjectCard(Struct, frozen=True):
    """A sub-project in a list: its printed number, title, hosts and two or three facts in the notice's words.

    `status` and the printed `deadline` are None where the sub-project has no deadline of its own, and the latter where its
    campaign was withdrawn.
    """

    address: str
    title: str
    hosts: str
    facts: tuple[tuple[str, str], ...]
    status: StatusView | None = None
    deadline: str | None = None


class ProjectGroup(Struct, frozen=True):
    """The sub-projects of one tier's series."""

    tier: str
    heading: str
    cards: tuple[ProjectCard, ...]


def project_groups(campaign: Campaign, today: date) -> tuple[ProjectGroup, ...]:
    """A campaign's sub-projects by the tier whose series they are, own tier first, in printed order inside."""
    tiers = list(dict.fromkeys(s.tier for s in campaign.subprojects))
    tiers.sort(key=lambda tier: tier != campaign.tier)
    return tuple(
        ProjectGroup(
            tier=tier,
            heading="征集项目" if len(tiers) == 1 else f"{TIER_NAMES[tier]}系列征集",
            cards=tuple(project_card(campaign, s, today) for s in campaign.subprojects if s.tier == tier),
        )
        for tier in tiers
    )


def project_card(campaign: Campaign, subproject: Subproject, today: date) -> ProjectCard:
    """One card on `today`. Every fact is a text of the notice; nothing is summed up in our own words."""
    facts: list[tuple[str, str]] = []
    if subproject.eligibility:
        facts.append(("谁能报", subproject.eligibility))
    formats = next((r.text for r in subproject.requirements if r.check and r.check.formats), None)
    if formats:
        facts.append(("交什么", formats))
    duration = next((r.text for r in subproject.requirements if r.check and r.check.duration), None)
    if duration and duration != formats:
        facts.append(("多长", duration))
    if subproject.quotas:
        facts.append(("名额", subproject.quotas[0].printed))
    hosts = "、".join(host.name for host in subproject.hosts)
    if hosts and len(facts) < 3:
        facts.append(("承办", hosts))
    own = subproject.deadline
    return ProjectCard(
        address=routes.project(campaign.id, subproject.id),
        title=subproject.title,
        hosts=hosts,
        facts=tuple(facts[:3]),
        status=status_of_project(campaign, subproject, today) if own else None,
        deadline=(own.printed or str(own.when)) if own and not is_withdrawn(campaign) else None,
    )


def upper_series(
    catalog: Catalog, campaign: Campaign, today: date
) -> tuple[tuple[Campaign, tuple[ProjectCard, ...]], ...]:
    """The series of the tiers above that a reader of this campaign may also enter."""
    return tuple(
        (upper, tuple(project_card(upper, s, today) for s in upper.subprojects))
        for upper in reversed(catalog.ancestors(campaign))
        if upper.subprojects
    )
