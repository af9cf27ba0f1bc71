"""Tables for spreadsheets: CSV (RFC 4180) with a byte order mark, formulas defused."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import astuple

from generator import routes
from generator.model.campaign import Campaign
from generator.model.common import Contact
from generator.pages.cards import names_of
from generator.pages.frame_parts import Setting
from generator.pages.results import HONOUR_STATES, roll_groups
from generator.site import Asset
from generator.works.work import Work

_STARTS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""OWASP, CSV Injection; a Chinese Excel takes the wide signs for the narrow ones."""
_CHANGED = re.compile(
    r"0\d+|\d{12,}|\d+[Ee]\d+|\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?|\d{1,2}:\d{2}(?::\d{2})?|\d+\.0+|\(\d+\)"
)
"""What a spreadsheet would take for a number, a date or a time, and print otherwise than it stands here."""
_EVERYBODY = 10_000
"""More makers than any work has: a table names them all."""


class ContactLine(Struct, frozen=True):
    """One contact of contacts.csv, its fields in the order of the columns."""

    project: str
    hosts: str
    unit: str
    name: str
    role: str
    phones: str
    fax: str
    email: str
    im: str
    hours: str


class WinnerLine(Struct, frozen=True):
    """One honour of results.csv, its fields in the order of the columns; `rank` is empty where the award has none."""

    project: str
    award: str
    rank: str
    title: str
    makers: str
    unit: str
    no: str
    state: str


CONTACT_COLUMNS = (
    "项目",
    "承办单位",
    "部门或单位",
    "姓名",
    "职务",
    "电话",
    "传真",
    "邮箱",
    "即时通信",
    "办公时间",
)
WINNER_COLUMNS = ("项目", "奖项", "名次", "作品", "作者", "单位", "作品编号", "状态")
CAMPAIGN_AWARDS = "活动奖项"
DEPARTMENTS = "活动总体咨询"


def tables(setting: Setting, campaign: Campaign) -> tuple[Asset, ...]:
    """Make contacts.csv and results.csv, each only when it has a line."""
    made = (
        (routes.contacts_csv(campaign.id), contacts_table(campaign)),
        (routes.results_file(campaign.id, "csv"), results_table(setting, campaign)),
    )
    return tuple(Asset(path=path, data=data) for path, data in made if data)


def contacts_table(campaign: Campaign) -> bytes:
    """contacts.csv; empty when the campaign prints no contact."""
    lines = contact_lines(campaign)
    return csv_bytes(CONTACT_COLUMNS, map(astuple, lines)) if lines else b""


def results_table(setting: Setting, campaign: Campaign) -> bytes:
    """results.csv; empty when nothing has been announced."""
    lines = winners_of(setting, campaign)
    return csv_bytes(WINNER_COLUMNS, map(astuple, lines)) if lines else b""


def contact_lines(campaign: Campaign) -> tuple[ContactLine, ...]:
    """Every contact of a campaign as the page shows it that day: departments, then sub-projects in their order."""
    lines = [_contact_line(DEPARTMENTS, "", contact) for contact in campaign.contacts]
    for subproject in campaign.subprojects:
        hosts = "、".join(host.name for host in subproject.hosts)
        lines += [_contact_line(subproject.title, hosts, contact) for contact in subproject.contacts]
    return tuple(lines)


def _contact_line(project: str, hosts: str, contact: Contact) -> ContactLine:
    return ContactLine(
        project=project,
        hosts=hosts,
        unit=contact.unit or "",
        name=contact.name or "",
        role=contact.role or "",
        phones="、".join(phone.text for phone in contact.phones),
        fax=contact.fax.text if contact.fax else "",
        email=contact.email or "",
        im=f"{contact.im.service}：{contact.im.handle}" if contact.im else "",
        hours=contact.hours or "",
    )


def winners_of(setting: Setting, campaign: Campaign) -> tuple[WinnerLine, ...]:
    """Every honour of the roll in its order, one line each; empty when nothing has been announced."""
    works = {routes.work(campaign.id, work.id): work for work in setting.catalog.works_of(campaign)}
    return tuple(
        WinnerLine(
            project=group.heading if group.href else CAMPAIGN_AWARDS,
            award=roll.title,
            rank=str(winner.rank) if winner.rank else "",
            title=winner.title,
            makers=names_of(works[winner.href], limit=_EVERYBODY),
            unit=winner.unit,
            no=works[winner.href].no or "",
            state=_state(works[winner.href], roll.scope, roll.award_id),
        )
        for group in roll_groups(setting, campaign, "")
        for roll in group.rolls
        for winner in roll.winners
    )


def _state(work: Work, scope: str | None, award_id: str) -> str:
    """公示中 or 已公布, as the notice that announced it says."""
    prize = next(prize for prize in work.won if prize.award.id == award_id)
    return HONOUR_STATES[prize.state].split("，", maxsplit=1)[0]


def csv_bytes(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """A table as spreadsheets open it right by double click: UTF-8 with BOM (else Excel takes it for GBK), CRLF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def defused(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula or turns into something else.

    What begins like a formula gets an apostrophe before it. What would lose figures (`0007`) or become a date (`3-12`)
    gets a TAB behind it, which nobody sees and which keeps it text. A telephone number needs neither: one with a leading
    0 has a hyphen and too many figures for a date, and the others (12351, a mobile) stay the same figures as a number.
    """
    if cell.startswith(_STARTS_A_FORMULA):
        return f"'{cell}"
    return f"{cell}\t" if _CHANGED.fullmatch(cell) else cell
