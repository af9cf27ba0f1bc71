"""Structured data of campaigns, sub-projects, notices and contact listings (schema.org). Only what their pages say."""

from __future__ import annotations

from generator import routes
from generator.endings import is_withdrawn
from generator.model.campaign import Campaign
from generator.model.common import Contact, Host
from generator.model.notice import Notice
from generator.model.subproject import Subproject
from generator.pages.frame_parts import Setting
from generator.pages.graph import Node, iso, link, organisation
from generator.pages.labels import published_on
from generator.status import deadline_of
from generator.values.when import Point


def campaign_data(setting: Setting, campaign: Campaign) -> tuple[Node, ...]:
    """A campaign as an Event: its time as exact as it is known, sponsors, platforms, sub-projects, the campaign above."""
    project, here = setting.project, routes.campaign(campaign.id)
    start, end = _time(campaign)
    above = setting.catalog.by_id.get(campaign.parent or "")
    ways = [
        (platform.name, way.url) for platform in campaign.platforms for way in platform.entries if way.url
    ]
    return (
        {
            "@type": "Event",
            "@id": link(project, here, here) + "#event",
            "name": campaign.title,
            "alternateName": campaign.short_title,
            "description": campaign.theme,
            "url": link(project, here, here),
            "inLanguage": "zh-CN",
            "startDate": iso(start),
            "endDate": iso(end),
            "eventStatus": _standing(campaign),
            "organizer": [organisation(name) for name in campaign.sponsors],
            "location": [{"@type": "VirtualLocation", "name": name, "url": url} for name, url in ways],
            "superEvent": _event(setting, above, here) if above else None,
            "subEvent": [
                {
                    "@type": "Event",
                    "name": subproject.title,
                    "url": link(project, here, routes.project(campaign.id, subproject.id)),
                }
                for subproject in campaign.subprojects
            ],
        },
    )


def project_data(setting: Setting, campaign: Campaign, subproject: Subproject) -> tuple[Node, ...]:
    """A sub-project as an Event of its campaign, organised by its hosts, until its deadline where that is dated."""
    project, here = setting.project, routes.project(campaign.id, subproject.id)
    deadline = deadline_of(campaign, subproject)
    last = deadline.last if deadline else None
    closes = Point(last.year, last.month, last.day, deadline.time) if deadline and last else None
    return (
        {
            "@type": "Event",
            "@id": link(project, here, here) + "#event",
            "name": subproject.title,
            "description": subproject.call,
            "url": link(project, here, here),
            "inLanguage": "zh-CN",
            "endDate": iso(closes),
            "eventStatus": _standing(campaign),
            "organizer": [_host(host) for host in subproject.hosts],
            "contributor": [_host(host) for host in subproject.co_hosts],
            "superEvent": _event(setting, campaign, here),
        },
    )


def notice_data(setting: Setting, campaign: Campaign, notice: Notice) -> tuple[Node, ...]:
    """An official document. Without a printed day it has none."""
    project, here = setting.project, routes.notice(campaign.id, notice.id)
    organs = notice.issuers or (notice.masthead.organs if notice.masthead else ())
    issued = notice.issued.when.start if notice.issued and notice.issued.when else None
    return (
        {
            "@type": "DigitalDocument",
            "@id": link(project, here, here) + "#document",
            "name": notice.title,
            "genre": notice.kind,
            "identifier": notice.doc_number,
            "url": link(project, here, here),
            "inLanguage": "zh-CN",
            "dateCreated": iso(issued),
            "datePublished": iso(published_on(notice)),
            "publisher": [organisation(name) for name in organs],
            "isBasedOn": notice.source_url,
            "about": _event(setting, campaign, here),
        },
    )


def contacts_data(campaign: Campaign) -> tuple[Node, ...]:
    """The offices of a campaign with what may be dialled or written to today; no names of people.

    A masked number stands nowhere in it: it can be read on the page, and nobody could dial it.
    """
    points: dict[str, list[Node]] = {}
    asked: list[tuple[str, tuple[Host, ...], Contact]]
    asked = [(campaign.title, (), contact) for contact in campaign.contacts]
    asked += [(s.title, s.hosts, contact) for s in campaign.subprojects for contact in s.contacts]
    for what, hosts, contact in asked:
        unit = contact.unit or (hosts[0].name if hosts else "")
        if unit and (point := _point(what, contact)):
            points.setdefault(unit, []).append(point)
    return tuple({**organisation(unit), "contactPoint": said} for unit, said in points.items())


def _point(what: str, contact: Contact) -> Node | None:
    numbers = [phone.text for phone in contact.phones if not phone.masked]
    email = contact.email if contact.email and "*" not in contact.email else None
    if not (numbers or email):
        return None
    return {
        "@type": "ContactPoint",
        "contactType": what,
        "telephone": numbers,
        "faxNumber": contact.fax.text if contact.fax and not contact.fax.masked else None,
        "email": email,
        "availableLanguage": "zh-CN",
    }


def _time(campaign: Campaign) -> tuple[Point | None, Point | None]:
    """From when to when: the printed period, else from the first stage to the last; None where it is not known."""
    if campaign.period and campaign.period.when:
        return campaign.period.when.start, campaign.period.when.end
    whens = [stage.when for stage in campaign.schedule]
    known = [when for when in whens if when is not None]
    starts = [when.start for when in known if when.start]
    ends = [when.end for when in known if when.end]
    closed = bool(whens) and len(ends) == len(whens)
    return (
        min(starts, key=lambda point: point.first) if starts else None,
        max(ends, key=lambda point: point.last) if closed else None,
    )


def _standing(campaign: Campaign) -> str:
    return f"https://schema.org/Event{'Cancelled' if is_withdrawn(campaign) else 'Scheduled'}"


def _event(setting: Setting, campaign: Campaign, here: str) -> Node:
    """Another page's campaign, by name and address."""
    target = routes.campaign(campaign.id)
    return {"@type": "Event", "name": campaign.title, "url": link(setting.project, here, target)}


def _host(host: Host) -> Node:
    return organisation(host.name, host.url)
