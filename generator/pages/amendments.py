"""What later notices changed and ended: each fact with its former values struck, and the notices that say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from generator import routes
from generator.amending import read_amendments
from generator.catalog import Catalog
from generator.endings import ACTING, is_withdrawn, withdrawn
from generator.histories import histories
from generator.model.campaign import Campaign
from generator.model.notice import Notice
from generator.spots import Path, spoken, value_at
from generator.words import FIELD_NAMES, RELATION_NAMES

__all__ = ["Change", "Later", "amendment_views", "changed_by", "later_notices", "spoken", "withdrawn_by"]


class Value(Struct, frozen=True):
    """One value of a fact: `standing` says whether it is past, holds today, or was taken back with its notice."""

    text: str
    standing: Literal["former", "now", "revoked"]
    notice: str
    href: str


class Change(Struct, frozen=True):
    """One amended fact as readers see it: its values in the order in which they were said, each with its notice.

    `field` is the part of the records it belongs to (contacts, deadline …), `subproject` the id it concerns, None for the
    campaign.
    """

    what: str
    field: str
    subproject: str | None
    values: tuple[Value, ...]

    @property
    def of_all(self) -> bool:
        """Whether it may concern every sub-project: a time of the campaign itself."""
        return self.subproject is None and self.field in ("schedule", "milestones", "period")


class Later(Struct, frozen=True):
    """A later notice that acts on this one: what it does in a word, its title, address, day as printed, number."""

    word: str
    relation: str
    title: str
    href: str
    day: str
    number: str


def amendment_views(campaign: Campaign, root: str) -> tuple[Change, ...]:
    """Every amended fact of a campaign as it is on its day, in the order of its notices."""
    return tuple(
        Change(
            what=named(campaign, history.path),
            field=_field(history.path),
            subproject=_subproject(campaign, history.path),
            values=tuple(
                Value(said.text, said.standing, _called(said.notice), _address(campaign, said.notice, root))
                for said in history.said
            ),
        )
        for history in histories(campaign)
    )


def changed_by(campaign: Campaign, notice: Notice) -> tuple[tuple[str, str, str], ...]:
    """What one notice changes: (what, former value, new value)."""
    if not notice.amendments:
        return ()
    _, edits, _ = read_amendments(campaign)
    return tuple(
        (
            named(campaign, edit.path),
            spoken(edit.amendment.former),
            edit.amendment.printed or spoken(edit.amendment.to),
        )
        for edit in edits
        if edit.notice.id == notice.id
    )


def later_notices(
    catalog: Catalog, campaign: Campaign, notice: Notice, root: str
) -> tuple[tuple[Later, ...], Later | None]:
    """(notices that amend, extend or correct this one; the notice that withdraws it, None if none does)."""
    found = tuple(_later(catalog, campaign, notice, root))
    gone = withdrawn(campaign).get(notice.id)
    return found, _view(campaign, gone, "withdraws", root) if gone else None


def withdrawn_by(campaign: Campaign, root: str) -> Later | None:
    """The notice that ended the whole campaign, None while it is on."""
    if not is_withdrawn(campaign):
        return None
    return _view(campaign, withdrawn(campaign)[campaign.notices[0].id], "withdraws", root)


def _later(catalog: Catalog, campaign: Campaign, notice: Notice, root: str) -> Iterator[Later]:
    for other in catalog.campaigns:
        gone: Mapping[str, Notice] | None = None
        for one in other.notices:
            for relation in one.relates_to:
                if relation.relation not in ACTING - {"withdraws"}:
                    continue
                named_one = catalog.notice(relation.notice, other)
                if named_one is None or (named_one[0].id, named_one[1].id) != (campaign.id, notice.id):
                    continue
                gone = withdrawn(other) if gone is None else gone
                if one.id not in gone:
                    yield _view(other, one, relation.relation, root)


def _view(campaign: Campaign, notice: Notice, relation: str, root: str) -> Later:
    when = notice.issued or None
    day = (when.printed if when else None) or (notice.published.text if notice.published else "")
    return Later(
        RELATION_NAMES[relation],
        relation,
        notice.title,
        _address(campaign, notice, root),
        spoken(day),
        notice.doc_number or "",
    )


def _called(notice: Notice) -> str:
    """A notice in few words: its number, else its kind with its day."""
    day = notice.issued.printed if notice.issued and notice.issued.printed else ""
    return notice.doc_number or f"{day}{notice.kind}"


def _address(campaign: Campaign, notice: Notice, root: str) -> str:
    return root + routes.notice(campaign.id, notice.id)


def _subproject(campaign: Campaign, path: Path) -> str | None:
    return campaign.subprojects[int(path[1])].id if path[0] == "subprojects" and len(path) > 1 else None


def _field(path: Path) -> str:
    return str(path[2] if path[0] in ("subprojects", "notices") and len(path) > 2 else path[0])


def named(campaign: Campaign, path: Path) -> str:
    """What a spot is, in words: the sub-project, the field, and the person, stage or row it belongs to."""
    parts = [_field_name(_field(path))]
    start = 3 if path[0] in ("subprojects", "notices") else 1
    for at in range(start, len(path)):
        step, here = path[at], value_at(campaign, path[: at + 1])
        if isinstance(step, int) and (name := _own_name(here)) and at + 1 < len(path):
            parts.append(name)
        elif path[at - 1] == "values" and isinstance(step, int):
            parts.append(campaign.allocation[int(path[1])].columns[step])
        elif isinstance(step, int) and (name := _own_name(here)) and hasattr(here, "when"):
            parts.append(name)
        elif step == "declared_total":
            parts.append("合计")
        elif isinstance(step, str) and step in ("phones", "fax", "email"):
            parts.append(FIELD_NAMES[step])
    said = "　".join(dict.fromkeys(parts))
    subproject = _subproject(campaign, path)
    owner = campaign.subproject(subproject) if subproject else None
    return f"{owner.title}：{said}" if owner else said


def _field_name(field: str) -> str:
    return FIELD_NAMES.get(field, "内容")


def _own_name(record: object) -> str:
    for key in ("title", "name", "what", "unit"):
        if isinstance(word := getattr(record, key, None), str):
            return word
    return ""
