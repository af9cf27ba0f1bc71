"""Contacts as vCards.

Version 3.0 (RFC 2426), not 4.0 (RFC 6350): it is what the contact apps of iOS, of Chinese Androids and WeChat's own preview
all read, Chinese names included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator import routes
from generator.model.campaign import Campaign
from generator.model.common import Contact
from generator.model.subproject import Subproject
from generator.pages.frame_parts import Setting
from generator.pages.share import ascii_url
from generator.pages.views import contact_view
from generator.site import Asset
from generator.values.phone import Phone

_OCTETS = 75
_SPECIAL = re.compile(r"([\\,;])")


def contact_cards(setting: Setting, campaign: Campaign) -> tuple[Asset, ...]:
    """Make one card for each contact that can be reached on the day; numbers masked that day are in none."""
    return tuple(
        Asset(path=view.card, data=card_of(setting, campaign, subproject, contact))
        for subproject, contact in _everybody(campaign)
        if (view := contact_view(contact, campaign)).card
    )


def _everybody(campaign: Campaign) -> Iterator[tuple[Subproject | None, Contact]]:
    yield from ((None, contact) for contact in campaign.contacts)
    yield from ((s, contact) for s in campaign.subprojects for contact in s.contacts)


def card_of(setting: Setting, campaign: Campaign, subproject: Subproject | None, contact: Contact) -> bytes:
    """One card in UTF-8: CRLF, lines of at most 75 octets (RFC 2425, 5.8.1)."""
    return b"".join(_folded(line) for line in _lines(setting, campaign, subproject, contact))


def _lines(
    setting: Setting, campaign: Campaign, subproject: Subproject | None, contact: Contact
) -> Iterator[str]:
    hosts = "、".join(host.name for host in subproject.hosts) if subproject else ""
    office = contact.unit or hosts
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield "PRODID:-//Zhanbang//Zhanbang//ZH"
    # Nobody can tell from 欧阳某 where the family name ends, so the whole name is one: phones show it as it is printed.
    yield f"N:{_escaped(contact.name or '')};;;;"
    yield f"FN:{_escaped(contact.name or office or campaign.title)}"
    if office:
        yield f"ORG:{_escaped(office)}"
    if not contact.name:
        yield "X-ABShowAs:COMPANY"
    if contact.role:
        yield f"TITLE:{_escaped(contact.role)}"
    for phone in contact.phones:
        if not phone.masked:
            yield f"TEL;TYPE={'CELL' if phone.kind == 'mobile' else 'WORK,VOICE'}:{_dialled(phone, campaign)}"
    if contact.fax and not contact.fax.masked:
        yield f"TEL;TYPE=WORK,FAX:{_dialled(contact.fax, campaign)}"
    if contact.email and "*" not in contact.email:
        yield f"EMAIL;TYPE=INTERNET,WORK:{_escaped(contact.email)}"
    if setting.project.site_url:
        yield f"URL:{ascii_url(setting.project.site_url + routes.contacts(campaign.id))}"
    yield f"NOTE:{_escaped(_note(campaign, subproject, contact))}"
    yield "END:VCARD"


def _dialled(phone: Phone, campaign: Campaign) -> str:
    return _escaped(dialled(phone, campaign.area_code))


def dialled(phone: Phone, area_code: str | None) -> str:
    """A number as a phone book dials it inside China: as printed, with the area code; `转8012` becomes a pause, `,8012`."""
    number = phone.text.partition("转")[0]
    if phone.kind == "local" and area_code:
        number = f"{area_code}-{number}"
    return f"{number},{phone.extension}" if phone.extension else number


def _note(campaign: Campaign, subproject: Subproject | None, contact: Contact) -> str:
    lines = (
        "示例：不是真实的号码" if campaign.sample else "",
        campaign.title,
        subproject.title if subproject else "活动总体咨询",
        f"{contact.im.service}：{contact.im.handle}" if contact.im else "",
        f"办公时间：{contact.hours}" if contact.hours else "",
        "以通知原文为准",
    )
    return "\n".join(line for line in lines if line)


def _escaped(text: str) -> str:
    """A text as a value (RFC 2426, 4)."""
    return _SPECIAL.sub(r"\\\1", text).replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A line broken so that no part is longer than 75 octets and no character is torn."""
    parts, part = [], b""
    for character in line:
        octets = character.encode()
        if len(part) + len(octets) > _OCTETS:
            parts.append(part)
            part = b" "
        part += octets
    return b"\r\n".join([*parts, part]) + b"\r\n"
