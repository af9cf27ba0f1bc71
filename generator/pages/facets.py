"""What a gallery can be filtered by, with counts, and the index the filters read in the browser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from urllib.parse import quote

from msgspec import Struct

from generator import routes
from generator.model.campaign import Campaign
from generator.model.subproject import Subproject
from generator.pages.cards import work_card
from generator.pages.frame_parts import Setting
from generator.pages.inputs import inputs_of_page
from generator.site import Asset, Pending
from generator.values.compact import compact
from generator.values.letters import words
from generator.works.work import Work

BLOCK = 60
"""Cards that are loaded together: as many as a page shows. Those that fit a filter hang far apart; few more come with them."""
_FILTERS = (("award", "奖项"), ("kind", "形式"), ("unit", "单位"))
_ROW_BYTES = 40_000
"""Room for some three hundred units; a page of a gallery has its cards besides."""
_FORMS = {"image": "单幅图片", "series": "组照", "audio": "音频", "video": "视频", "text": "文字"}


class Choice(Struct, frozen=True):
    """One value of a facet: its words, how many works have it, and where it leads (an address, or `?award=…`)."""

    value: str
    text: str
    count: int
    href: str
    current: bool = False


class Facet(Struct, frozen=True):
    """One row of choices. One that leads to pages of its own works without JavaScript."""

    name: str
    heading: str
    choices: tuple[Choice, ...]
    pages: bool = False


def facets(
    setting: Setting, campaign: Campaign, subproject: Subproject | None, works: tuple[Work, ...]
) -> tuple[Facet, ...]:
    """The rows of a gallery: 项目 leads to pages, the others are filters and count the works of this gallery."""
    everything = setting.catalog.works_of(campaign)
    by_project = Counter(work.subproject_id for work in everything)
    projects = [Choice("", "全部", len(everything), routes.gallery(campaign.id), subproject is None)]
    projects += [
        Choice(
            s.id, s.kind or s.title, by_project[s.id], routes.gallery_page(campaign.id, s.id), s is subproject
        )
        for s in campaign.subprojects
        if by_project[s.id]
    ]
    found = [Facet("project", "项目", tuple(projects), pages=True)] if len(projects) > 2 else []
    rows = [facets_of(work) for work in works]
    listed = {unit.id: place for place, unit in enumerate(campaign.units)}
    for at, (name, heading) in enumerate(_FILTERS):
        counted = Counter(row[at] for row in rows if row[at][0])
        if name == "unit":
            counted = Counter(
                dict(sorted(counted.items(), key=lambda item: listed.get(item[0][0], len(listed))))
            )
        if len(counted) > 1 or (counted and sum(counted.values()) < len(works)):
            choices = [Choice("", "全部", len(works), "?", current=True)]
            choices += [
                Choice(value, text, count, f"?{name}={quote(value, safe='')}")
                for (value, text), count in counted.items()
            ]
            kept = _that_fit(choices)
            few = len(kept) < len(choices)
            found.append(Facet(name, f"{heading}（作品最多的{len(kept) - 1}个）" if few else heading, kept))
    return tuple(found)


def _that_fit(choices: list[Choice]) -> tuple[Choice, ...]:
    """The choices in their order, without those of fewest works where all would make the page too heavy for a phone."""
    room, kept = _ROW_BYTES, {choices[0]}
    for choice in sorted(choices[1:], key=lambda one: -one.count):
        room -= len(choice.href) + len(choice.text.encode())
        if room < 0:
            break
        kept.add(choice)
    return tuple(choice for choice in choices if choice in kept)


def facets_of(work: Work) -> tuple[tuple[str, str], ...]:
    """(value, words) of award, form and unit, the filters of a gallery."""
    award = work.best.award.title if work.best else "参展作品"
    unit, form = work.unit or "", work.form
    return (award, award), (form, _FORMS[form]), (work.unit_id or unit, unit)


def gallery_index(setting: Setting, campaign: Campaign, shared: str = "") -> Iterator[Asset | Pending]:
    """What the filters of a campaign's galleries read: scripts, so that they also load from a disk (`--offline`).

    `gallery.js` says what each work is in, in the order they hang: `g` has letters for each of the `n` works, the number
    of a group; the columns `t` say of each group which of the values `v` it has: sub-project, award, form, unit. The
    cards come in blocks of `b`, of which a reader loads those that are to be shown: `gallery-1.js` has the first.
    `shared` is `inputs_of_all`.
    """
    works = setting.catalog.works_of(campaign)
    if not works:
        return
    values: tuple[dict[str, int], ...] = ({}, {}, {}, {})
    groups: dict[tuple[int, ...], int] = {}
    at = []
    for work in works:
        named = (work.subproject_id or "", *(value for value, _ in facets_of(work)))
        group = tuple(known.setdefault(value, len(known)) for known, value in zip(values, named, strict=True))
        at.append(groups.setdefault(group, len(groups)))
    letters = words(len(groups))
    door = {
        "n": len(works),
        "b": BLOCK,
        "g": "".join(letters[number] for number in at),
        "t": list(zip(*groups, strict=True)),
        "v": [list(known) for known in values],
    }
    told = compact(door)
    yield Asset(path=routes.gallery_index(campaign.id), data=_script(told))
    for number, first in enumerate(range(0, len(works), BLOCK), start=1):
        yield gallery_block(campaign, number, works[first : first + BLOCK], shared)


def gallery_block(campaign: Campaign, number: int, works: tuple[Work, ...], shared: str) -> Pending:
    """The cards of one block, the first of which is 1."""
    return Pending(
        path=routes.gallery_index(campaign.id, number),
        make=partial(_cards, campaign, number, works),
        inputs=inputs_of_page(shared, works),
    )


def _cards(campaign: Campaign, number: int, works: tuple[Work, ...]) -> bytes:
    return _script(f"[{','.join(_row(campaign, work) for work in works)}],{number}")


def _script(told: str) -> bytes:
    safe = told.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"zbGallery({safe});\n".encode()


def _row(campaign: Campaign, work: Work) -> str:
    """A card as JSON; every name it may leave out is empty."""
    card = work_card(campaign, work)
    row: dict[str, object] = {"u": card.address, "t": card.title, "i": card.icon}
    if card.picture:
        small = card.picture.srcset.split(" ", maxsplit=1)[0]
        row["p"] = [small, card.picture.width, card.picture.height, card.picture.alt]
    elif card.peaks:
        row["w"] = card.peaks
    else:
        row["x"] = card.leaf
    rest = {
        "b": card.by,
        "k": "　".join(card.kinds),
        "s": card.slip,
        "q": card.pending,
        "ai": card.ai,
        "j": card.subject if card.subject != "work" else "",
        "s1": int(card.first),
    }
    row |= {name: value for name, value in rest.items() if value}
    return compact(row)[:-1] + f',"m":{card.light}}}'
