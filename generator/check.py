"""From campaigns/ to a frozen catalog, with every problem of the run. The one function that reads and judges."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.catalog import Catalog, in_catalog_order
from generator.content import read_content
from generator.load import RawCampaign, load
from generator.model.campaign import Campaign
from generator.model.entry import Entry
from generator.problems import Problem, in_order
from generator.read import Places, read
from generator.rules import RULES, Checking


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of a check. With errors in `problems` the catalog is what could be read, good only for reports."""

    catalog: Catalog
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing stops a build."""
        return not any(p.severity == "error" for p in self.problems)


def check(root: Path, *, folder: str = "campaigns", content: str = "content") -> Checked:
    """Read and judge everything below `root`. Never raises for what an editor wrote."""
    raws, problems = load(root, folder)
    places = Places()
    campaigns: list[Campaign] = []
    entries: dict[str, tuple[Entry, ...]] = {}
    lost: dict[str, frozenset[str]] = {}
    broken: set[str] = set()
    for raw in raws:
        reading = _campaign(raw, places, problems)
        if reading is None:
            broken.add(raw.id)
            continue
        campaign, lost[raw.id] = reading
        campaigns.append(campaign)
        entries[raw.id] = _entries(raw, places, problems)
    catalog = Catalog(
        campaigns=in_catalog_order(campaigns),
        texts={(raw.id, path): source for raw in raws for path, source in raw.texts.items()},
        files={(raw.id, name): path for raw in raws for name, path in raw.files.items()},
        entries=entries,
    )
    checking = Checking(
        catalog=catalog,
        places=places,
        broken=frozenset(broken),
        lost=lost,
        unread=frozenset(p.place.file for p in problems),
        raws={raw.id: raw for raw in raws},
        pages=read_content(root / content),
    )
    for rule in RULES:
        problems += rule(checking)
    return Checked(catalog, tuple(in_order(problems)))


def _campaign(
    raw: RawCampaign, places: Places, problems: list[Problem]
) -> tuple[Campaign, frozenset[str]] | None:
    if raw.node is None:
        return None
    reading = read(raw.node, Campaign, places, id=raw.id)
    problems += reading.problems
    return (reading.record, reading.lost) if reading.record else None


def _entries(raw: RawCampaign, places: Places, problems: list[Problem]) -> tuple[Entry, ...]:
    records: list[Entry] = []
    for one in raw.entries:
        if one.node is None:
            continue
        reading = read(one.node, Entry, places, id=one.id, subproject=one.subproject)
        problems += reading.problems
        if reading.record and not reading.problems:
            records.append(reading.record)
    return tuple(records)
