"""The newest notices as Atom (RFC 4287)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct

from generator import routes
from generator.endings import ACTING, acting_on, own_notice, withdrawn
from generator.model.campaign import Campaign
from generator.model.notice import Notice
from generator.official import document
from generator.pages.frame_parts import Setting
from generator.pages.prose import plain_report
from generator.site import Asset

LIMIT = 50
"""How many entries a feed has at most."""
SUMMARY = 200
"""How many characters of the text an entry shows at most."""
_SPACE = uuid.UUID("6b1f6a5e-0f0e-5d53-9f5c-2f1f4f1f7a10")
"""Our own name space of version 5 UUIDs (RFC 9562, 5.5)."""


class Entry(Struct, frozen=True):
    """A notice in the feed, on the day it was published here or else issued.

    `changed` is the newest day on which it, or a later notice about it, came out; `withdrawn` whether one withdrew it;
    `about` are the addresses of the notices of its campaign that it changes.
    """

    day: date
    campaign: Campaign
    notice: Notice
    changed: date
    withdrawn: bool = False
    about: tuple[str, ...] = ()


def feed(setting: Setting) -> tuple[Asset, ...]:
    """Make the feed of notices. Samples are left out, and so are notices without any date or of a day still to come.

    Atom asks for the moment of each entry's last change (RFC 4287, 4.2.15). A notice that prints no date and was given no
    date of publication has none, and a made-up one would be shown by every reader as that of the document.
    """
    entries = sorted(_entries(setting), key=lambda e: (-e.day.toordinal(), e.campaign.id, e.notice.id))[
        :LIMIT
    ]
    newest = max((entry.changed for entry in entries), default=setting.today)
    base = setting.project.site_url or routes.root_of(routes.FEED)
    head = [
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        f"<id>{identity(routes.FEED)}</id>",
        f"<title>{escape(setting.project.name)}：通知</title>",
        "<subtitle>各级通知、公示、通报，以各发文机关印发的原件为准。没有载明日期的通知不在其中。</subtitle>",
        f"<updated>{_moment(newest)}</updated>",
        f"<author><name>{escape(setting.project.name)}</name></author>",
        f'<link rel="alternate" type="text/html" href={quoteattr(base + routes.NOTICES)}/>',
    ]
    if setting.project.site_url:
        head.append(f'<link rel="self" type="application/atom+xml" href={quoteattr(base + routes.FEED)}/>')
    body = [_entry(setting, entry, base) for entry in entries]
    return (Asset(path=routes.FEED, data="\n".join([*head, *body, "</feed>\n"]).encode()),)


def identity(address: str) -> str:
    """The name of something at an address, for ever: it does not change with the site's own address (RFC 4287, 4.2.6.1)."""
    return uuid.uuid5(_SPACE, address).urn


def _entries(setting: Setting) -> Iterator[Entry]:
    for campaign in setting.catalog.official:
        for notice in campaign.notices:
            if (day := dated(notice)) and day <= setting.today:
                yield _of(setting, campaign, notice, day)


def _of(setting: Setting, campaign: Campaign, notice: Notice, day: date) -> Entry:
    days = [known for one in acting_on(campaign, notice) if (known := dated(one)) and known <= setting.today]
    named = [own_notice(campaign, r.notice) for r in notice.relates_to if r.relation in ACTING]
    return Entry(
        day,
        campaign,
        notice,
        max([day, *days]),
        notice.id in withdrawn(campaign),
        tuple(routes.notice(campaign.id, name) for name in named if name),
    )


def dated(notice: Notice) -> date | None:
    """The day a notice was published (发布日期), else that it was issued (成文日期), else None."""
    when = notice.published or (notice.issued.when if notice.issued else None)
    return when.first if when else None


def _entry(setting: Setting, entry: Entry, base: str) -> str:
    notice = entry.notice
    address = routes.notice(entry.campaign.id, notice.id)
    title = f"【已撤销】{notice.title}" if entry.withdrawn else notice.title
    about = "".join(f'<link rel="related" href={quoteattr(base + to)}/>\n' for to in entry.about)
    issuers = notice.issuers or (notice.masthead.organs if notice.masthead else ())
    authors = "".join(f"<author><name>{escape(name)}</name></author>" for name in issuers)
    return (
        f"<entry>\n<id>{identity(address)}</id>\n<title>{escape(title)}</title>\n"
        f'<link rel="alternate" type="text/html" href={quoteattr(base + address)}/>\n{about}'
        f"<updated>{_moment(entry.changed)}</updated>\n<published>{_moment(entry.day)}</published>\n"
        f"{authors}<category term={quoteattr(notice.kind)}/>\n"
        f"<summary>{escape(first_words(setting.catalog.text(entry.campaign, notice.body), notice))}</summary>\n</entry>"
    )


def first_words(text: str, notice: Notice) -> str:
    """The beginning of a notice's text after its head, whole characters, ended by … where it goes on."""
    if notice.body.endswith(".md"):
        words = plain_report(text)
    else:
        blocks = document(text, notice)
        words = "\n".join(b.lead + b.text for b in blocks if b.role in ("paragraph", "heading"))
    return words if len(words) <= SUMMARY else words[: SUMMARY - 1] + "…"


def _moment(day: date) -> str:
    """The beginning of a day in China (RFC 3339): notices print no hour."""
    return f"{day.isoformat()}T00:00:00+08:00"
