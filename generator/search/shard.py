"""All that is searched of one campaign: its notices and sub-projects as their pages read, its contacts, its works.

Of many works the others follow in parts, so that a phone searches what has come while the rest is on its way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from generator import routes
from generator.catalog import Catalog
from generator.endings import withdrawn
from generator.model.campaign import Campaign
from generator.model.notice import Notice
from generator.model.subproject import Subproject
from generator.pages.contacts import contact_groups
from generator.search.columns import columns, one_line
from generator.search.visible import between, visible_lines
from generator.values.collation import initials
from generator.works.work import Work

Json = dict[str, object]
_NAME = re.compile("[\u3400-\u9fff\U00020000-\U000323af]{2,9}")
"""Names that have initials: written in Chinese characters only; the dot inside a name does not count."""


class Lists(Struct, frozen=True):
    """A row for each notice, sub-project and contact of a campaign."""

    notices: tuple[list[str], ...]
    projects: tuple[list[str], ...]
    contacts: tuple[list[str], ...]


def lists_of(catalog: Catalog, campaign: Campaign, bodies: Mapping[str, str]) -> Lists:
    """What is searched of a campaign besides its works; `bodies` are the rendered pages by file."""
    return Lists(
        tuple(_notice(campaign, notice, bodies) for notice in campaign.notices),
        tuple(_project(campaign, one, bodies) for one in campaign.subprojects),
        tuple(_contacts(catalog, campaign)),
    )


def shard_of(campaign: Campaign, works: tuple[Work, ...], lists: Lists | None, number: int) -> Json:
    """One shard: the first, 0, has the campaign's `lists`; the others have works only.

    Each is searched by itself and has the same keys. In the addresses of `u` a `*` stands for the id.
    """
    own, people = columns(campaign, works)
    contacts = lists.contacts if lists else ()
    return {
        "id": campaign.id + (f".{number}" if number else ""),
        "u": [
            routes.notice(campaign.id, "*"),
            routes.project(campaign.id, "*"),
            routes.contacts(campaign.id),
            routes.work(campaign.id, "*"),
        ],
        "n": lists.notices if lists else (),
        "p": lists.projects if lists else (),
        "k": contacts,
        "w": own,
        "y": table_of_initials((*people, *(str(row[0]) for row in contacts))),
    }


def table_of_initials(names: Iterable[str]) -> str:
    """The characters of people's names by the letter their reading begins with: `c陈 j俊 y义`."""
    by_letter: dict[str, list[str]] = {}
    inside = dict.fromkeys(
        "".join(name for one in names if _NAME.fullmatch(name := "".join(one.replace("·", "").split())))
    )
    for character in sorted(inside):
        for letter in initials(character):
            by_letter.setdefault(letter, []).append(character)
    return " ".join(letter + "".join(characters) for letter, characters in sorted(by_letter.items()))


def _notice(campaign: Campaign, notice: Notice, bodies: Mapping[str, str]) -> list[str]:
    """Id, title, what stands under the title of a hit, and the sheet of paper with its attachments, a line a block."""
    body = bodies.get(routes.file_of(routes.notice(campaign.id, notice.id)), "")
    gone = "已撤销" if notice.id in withdrawn(campaign) else None
    told = (gone, notice.doc_number, notice.issued.printed if notice.issued else None)
    text = visible_lines(between(body, '<article class="zb-doc', "</article>"))
    return [notice.id, one_line(notice.title), "　".join(one for one in told if one), "\n".join(text)]


def _project(campaign: Campaign, subproject: Subproject, bodies: Mapping[str, str]) -> list[str]:
    """The same of a sub-project: its page from the head to before the works that hang there."""
    body = bodies.get(routes.file_of(routes.project(campaign.id, subproject.id)), "")
    text = visible_lines(
        between(body, '<header class="zb-head', '<section class="zb-section zb-wrap" aria-labelledby="works"')
    )
    hosts = "、".join(host.name for host in subproject.hosts)
    return [subproject.id, one_line(subproject.title), hosts, "\n".join(text)]


def _contacts(catalog: Catalog, campaign: Campaign) -> Iterator[list[str]]:
    """A row for everybody on the campaign's own part of the listing: name, unit or hosts, matter, and how to reach them.

    Without a name and a unit the matter takes their place: a hit is never without a title.
    Who stands there for a tier above is found on the listing of that tier.
    """
    for group in contact_groups(catalog, campaign):
        if group.id.startswith("upper-"):
            continue
        for row in group.rows:
            for person in row.people:
                fax = f"传真 {person.fax}" if person.fax else None
                reach = [*(phone.text for phone in person.phones), fax, person.email, person.im]
                hours = f"拨打前请看：{person.hours}" if person.hours else None
                name, hosts, what = one_line(person.name), one_line(row.hosts), one_line(row.what)
                yield [
                    name,
                    hosts or ("" if name else what),
                    what if name or hosts else "",
                    *(one_line(one) for one in (*reach, hours) if one),
                ]
