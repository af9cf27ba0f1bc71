"""`data/catalog.json`: the public facts as data. Shape and key names are a contract; every key is always there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from generator import routes
from generator.catalog import Catalog
from generator.model.campaign import Allocation, Campaign, Form
from generator.model.common import Contact, Stage
from generator.model.notice import Notice
from generator.model.subproject import Subproject
from generator.site import Asset
from generator.status import state_of
from generator.works.work import Piece, Work

Json = dict[str, object]

PART_BYTES = 2_000_000
"""What a file of works holds at most: more is much for one who reads it by telephone."""
_BETWEEN = b",\n"
_AROUND = len(b"[\n\n]\n")
_line = json.JSONEncoder(ensure_ascii=False).encode


def catalog_json(catalog: Catalog, *, as_of: date) -> bytes:
    """The whole public catalog on `as_of`, UTF-8, one trailing line end."""
    data = {
        "as_of": as_of.isoformat(),
        "campaigns": [_campaign(c, as_of, catalog) for c in catalog.campaigns],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def works_files(catalog: Catalog, campaign: Campaign) -> Iterator[Asset]:
    """The published works of a campaign as they hang, one a line: `works.json`, a list.

    What is above `PART_BYTES` is told in parts of whole records, `works-1.json` and on, each a list of no more bytes than
    that; `works.json` then names them in order: `{"count": …, "parts": [{"url": …, "count": …}]}`. It comes last.
    """
    lines: list[bytes] = []
    size, parts = _AROUND, list[Json]()
    for work in catalog.works_of(campaign):
        line = work_line(work)
        if lines and size + len(line) > PART_BYTES:
            yield _part(campaign, lines, parts)
            lines, size = [], _AROUND
        lines.append(line)
        size += len(line) + len(_BETWEEN)
    whole = routes.works_json(campaign.id)
    if not parts:
        yield Asset(path=whole, data=_listed(lines))
        return
    yield _part(campaign, lines, parts)
    count = sum(int(str(part["count"])) for part in parts)
    told = json.dumps({"count": count, "parts": parts}, ensure_ascii=False, indent=1)
    yield Asset(path=whole, data=f"{told}\n".encode())


def relined(parts: Sequence[bytes], lines: Mapping[bytes, bytes]) -> tuple[bytes, ...] | None:
    """All files of works of a campaign in order, with other `lines` for some; None where works would have to change files."""
    made: list[list[bytes]] = []
    met = 0
    for part in parts:
        kept = part.removeprefix(b"[\n").removesuffix(b"\n]\n").split(_BETWEEN)
        met += sum(line in lines for line in kept)
        made.append([lines.get(line, line) for line in kept])
    sizes = [_AROUND + sum(map(len, part)) + len(_BETWEEN) * (len(part) - 1) for part in made]
    follows = [len(part[0]) + len(_BETWEEN) for part in made[1:]]
    full = all(size + more > PART_BYTES for size, more in zip(sizes, follows, strict=False))
    if met != len(lines) or not full or any(size > PART_BYTES for size in sizes):
        return None
    return tuple(map(_listed, made))


def work_line(work: Work) -> bytes:
    """The line of one work."""
    return _line(_work(work)).encode()


def _part(campaign: Campaign, lines: list[bytes], parts: list[Json]) -> Asset:
    """The next part, which is noted in `parts`."""
    path = routes.works_json(campaign.id, len(parts) + 1)
    parts.append({"url": path, "count": len(lines)})
    return Asset(path=path, data=_listed(lines))


def _listed(lines: list[bytes]) -> bytes:
    return b"[\n" + _BETWEEN.join(lines) + b"\n]\n" if lines else b"[]\n"


def _work(work: Work) -> Json:
    return {
        "id": work.id,
        "no": work.no,
        "title": work.title,
        "subproject": work.subproject_id,
        "credits": [{"name": m.name, "role": m.role, "unit": m.unit} for m in work.makers],
        "unit": work.unit,
        "honours": [
            {
                "award": prize.award.id,
                "title": prize.award.title,
                "rank": prize.rank,
                "state": prize.state,
                "notice": "/".join(prize.notice) if prize.notice else None,
            }
            for prize in work.prizes
        ],
        "url": routes.work(work.campaign_id, work.id),
        "media": [_piece(piece) for piece in work.pieces],
    }


def _piece(piece: Piece) -> Json:
    best = piece.stream or piece.pictures[-1]
    return {
        "kind": piece.facts.kind,
        "role": piece.role,
        "url": best.address,
        "width": best.width or None,
        "height": best.height or None,
        "duration": round(piece.facts.duration, 1) or None,
        "alt": piece.alt or None,
        "caption": piece.caption or None,
    }


def _campaign(campaign: Campaign, as_of: date, catalog: Catalog) -> Json:
    return {
        "id": campaign.id,
        "title": campaign.title,
        "tier": campaign.tier,
        "year": campaign.year,
        "parent": campaign.parent,
        "url": routes.campaign(campaign.id),
        "sample": campaign.sample,
        "status": state_of(campaign, as_of).status,
        "schedule": [_stage(stage) for stage in campaign.schedule],
        "notices": [_notice(campaign, notice) for notice in campaign.notices],
        "subprojects": [
            _subproject(campaign, s, len(catalog.works_of(campaign, s))) for s in campaign.subprojects
        ],
        "contacts": [_contact(contact) for contact in campaign.contacts],
        "allocation": [_allocation(table) for table in campaign.allocation],
        "forms": [_form(form) for form in campaign.forms],
    }


def _stage(stage: Stage) -> Json:
    return {"name": stage.name, "printed": stage.printed, "when": stage.when.text if stage.when else None}


def _notice(campaign: Campaign, notice: Notice) -> Json:
    url = routes.notice(campaign.id, notice.id)
    return {
        "id": notice.id,
        "kind": notice.kind,
        "title": notice.title,
        "doc_number": notice.doc_number,
        "issued": notice.issued.when.text if notice.issued and notice.issued.when else None,
        "url": url,
        "attachments": [
            {"no": item.no, "title": item.title, "url": f"{url}#{routes.attachment_anchor(position, item)}"}
            for position, item in enumerate(notice.attachments, start=1)
        ],
    }


def _subproject(campaign: Campaign, subproject: Subproject, works: int) -> Json:
    return {
        "id": subproject.id,
        "tier": subproject.tier,
        "title": subproject.title,
        "hosts": [host.name for host in subproject.hosts],
        "co_hosts": [host.name for host in subproject.co_hosts],
        "contacts": [_contact(contact) for contact in subproject.contacts],
        "url": routes.project(campaign.id, subproject.id),
        "works": works,
    }


def _contact(contact: Contact) -> Json:
    return {
        "unit": contact.unit,
        "name": contact.name,
        "phones": [phone.text for phone in contact.phones],
        "email": contact.email,
    }


def _allocation(table: Allocation) -> Json:
    return {
        "id": table.id,
        "columns": list(table.columns),
        "rows": [[row.unit, *row.values] for row in table.rows],
        "declared_total": list(table.declared_total) if table.declared_total is not None else None,
    }


def _form(form: Form) -> Json:
    return {"id": form.id, "fields": [field.label for field in form.fields]}
