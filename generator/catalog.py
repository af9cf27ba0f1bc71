"""All records of the project, frozen: what every later stage reads. Built once by `check`, changed by nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from msgspec import Struct, field

from generator.media.facts import Facts
from generator.model.campaign import Campaign
from generator.model.common import TIERS
from generator.model.entry import Entry
from generator.model.notice import Attachment, Notice
from generator.model.subproject import Subproject
from generator.problems import Place
from generator.source import Source
from generator.works.work import Tombstone, Work


class Catalog(Struct, frozen=True, dict=True):
    """Campaigns (newest year first, then from nation down, then by id), their official texts, files and entries.

    A checked catalog has `entries`, the sha256 of their files (`digests`), their `originals` and `facts`, sheets of votes, and where each `retention` is
    written; a public one has `works` (as the gallery hangs them) and `tombstones` instead: no entry passes the gate.
    """

    campaigns: tuple[Campaign, ...] = ()
    texts: Mapping[tuple[str, str], Source] = field(default_factory=dict)
    files: Mapping[tuple[str, str], Path] = field(default_factory=dict)
    entries: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    originals: Mapping[tuple[str, str, str], Path] = field(default_factory=dict)
    facts: Mapping[tuple[str, str, str], Facts] = field(default_factory=dict)
    digests: Mapping[tuple[str, str], str] = field(default_factory=dict)
    votes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    retention: Mapping[str, Place] = field(default_factory=dict)
    works: Mapping[str, tuple[Work, ...]] = field(default_factory=dict)
    tombstones: Mapping[str, tuple[Tombstone, ...]] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> Mapping[str, Campaign]:
        """Campaigns by folder name."""
        return {campaign.id: campaign for campaign in self.campaigns}

    def notice(self, reference: str, within: Campaign | None = None) -> tuple[Campaign, Notice] | None:
        """The notice named `campaign/notice`, or `notice` inside `within`."""
        campaign_id, _, notice_id = reference.rpartition("/")
        campaign = self.by_id.get(campaign_id) if campaign_id else within
        notice = campaign.notice(notice_id) if campaign else None
        return (campaign, notice) if campaign and notice else None

    def subproject(
        self, reference: str, within: Campaign | None = None
    ) -> tuple[Campaign, Subproject] | None:
        """The sub-project named `campaign/subproject`, or `subproject` inside `within`."""
        campaign_id, _, sub_id = reference.rpartition("/")
        campaign = self.by_id.get(campaign_id) if campaign_id else within
        found = campaign.subproject(sub_id) if campaign else None
        return (campaign, found) if campaign and found else None

    def text(self, campaign: Campaign, path: str) -> str:
        """An official text by its path in the campaign's folder; empty if it is not there."""
        source = self.texts.get((campaign.id, path))
        return source.text if source else ""

    def ancestors(self, campaign: Campaign) -> tuple[Campaign, ...]:
        """The campaigns above this one, the top first. Stops at a circle (check reports it)."""
        chain: list[Campaign] = []
        current = self.by_id.get(campaign.parent or "")
        while current and current not in chain and current is not campaign:
            chain.append(current)
            current = self.by_id.get(current.parent or "")
        return tuple(reversed(chain))

    def children(self, campaign: Campaign) -> tuple[Campaign, ...]:
        """The campaigns directly below this one."""
        return tuple(other for other in self.campaigns if other.parent == campaign.id)

    def attached_to(
        self, campaign: Campaign, notice: Notice
    ) -> Iterator[tuple[Campaign, Notice, Attachment]]:
        """The notices of other campaigns that carry this one as an attachment."""
        reference = f"{campaign.id}/{notice.id}"
        for other in self.campaigns:
            for carrier in other.notices:
                for attachment in carrier.attachments:
                    if attachment.notice == reference:
                        yield other, carrier, attachment

    def works_of(self, campaign: Campaign, subproject: Subproject | None = None) -> tuple[Work, ...]:
        """The works of a campaign as they hang, or those of one sub-project."""
        if subproject is None:
            return self.works.get(campaign.id, ())
        return self._by_subproject.get((campaign.id, subproject.id), ())

    @cached_property
    def _by_subproject(self) -> Mapping[tuple[str, str | None], tuple[Work, ...]]:
        found: dict[tuple[str, str | None], list[Work]] = {}
        for campaign, works in self.works.items():
            for work in works:
                found.setdefault((campaign, work.subproject_id), []).append(work)
        return {key: tuple(works) for key, works in found.items()}

    @property
    def official(self) -> tuple[Campaign, ...]:
        """Campaigns that are no samples."""
        return tuple(campaign for campaign in self.campaigns if not campaign.sample)


def in_catalog_order(campaigns: list[Campaign]) -> tuple[Campaign, ...]:
    """Newest year first; within a year from the nation down; then by id. Order is decided here and nowhere else."""
    return tuple(sorted(campaigns, key=lambda c: (-c.year, TIERS.index(c.tier), c.id)))
