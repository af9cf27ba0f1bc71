"""Ids: unique within their kind, no two records at one address, attachment numbers in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.model.campaign import Campaign
from generator.model.entry import Entry
from generator.problems import Problem, problem
from generator.rules.checking import Checking


def _listed(campaign: Campaign) -> Iterator[tuple[str, Sequence[object]]]:
    yield "子项目", campaign.subprojects
    yield "通知", campaign.notices
    yield "分配表", campaign.allocation
    yield "表格", campaign.forms
    yield "平台", campaign.platforms
    yield "单位", campaign.units
    yield "奖项", campaign.awards
    for subproject in campaign.subprojects:
        yield "奖项", subproject.awards


def unique_ids(c: Checking) -> Iterator[Problem]:
    """No id stands twice in its list."""
    for campaign in c.catalog.campaigns:
        for what, records in _listed(campaign):
            seen: dict[str, int] = {}
            for record in records:
                record_id: str = record.id  # type: ignore[attr-defined]
                place = c.places.of(record, "id")  # type: ignore[arg-type]
                if c.places.hurt(record, "id"):  # type: ignore[arg-type]
                    continue
                if record_id in seen:
                    yield problem("E301", place, id=record_id, line=seen[record_id], what=what)
                seen.setdefault(record_id, place.line)
        works: dict[str, Entry] = {}
        for entry in c.catalog.entries.get(campaign.id, ()):
            first = works.setdefault(entry.id, entry)
            if first is not entry:
                url = f"campaigns/{campaign.id}/works/{entry.id}/"
                yield problem("E311", c.places.of(entry), url=url, other=c.places.of(first).file)


def one_address(c: Checking) -> Iterator[Problem]:
    """A former id, which keeps a redirect page, is not in use by another record."""
    taken = {campaign.id: campaign.title for campaign in c.catalog.campaigns}
    for campaign in c.catalog.campaigns:
        for index, former in enumerate(campaign.former_ids):
            if former in taken:
                place = c.places.of(campaign, "former_ids", index)
                yield problem("E311", place, url=f"campaigns/{former}/", other=taken[former])
            taken.setdefault(former, campaign.title)
        for kind, records in (("projects", campaign.subprojects), ("notices", campaign.notices)):
            used = {record.id: record.title for record in records}
            for record in records:
                for index, former in enumerate(record.former_ids):
                    if former in used:
                        place = c.places.of(record, "former_ids", index)
                        yield problem(
                            "E311", place, url=f"campaigns/{campaign.id}/{kind}/{former}/", other=used[former]
                        )
                    used.setdefault(former, record.title)


def attachment_numbers(c: Checking) -> Iterator[Problem]:
    """Printed attachment numbers rise."""
    for campaign in c.catalog.campaigns:
        for notice in campaign.notices:
            last = 0
            for attachment in notice.attachments:
                if attachment.no is not None:
                    if attachment.no <= last:
                        yield problem("E310", c.places.of(attachment, "no"), no=attachment.no)
                    last = max(last, attachment.no)
