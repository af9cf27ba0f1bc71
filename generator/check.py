"""From campaigns/ to a frozen catalog, with every problem of the run. The one function that reads and judges."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from msgspec import Struct

from generator.catalog import Catalog, in_catalog_order
from generator.content import read_content
from generator.entryfolders import reread
from generator.handouts import read_handouts
from generator.keeping import kept
from generator.load import RawCampaign, load
from generator.media.facts import Original
from generator.media.studio import Measurers, measure, measurers
from generator.media.workshop import Workshop
from generator.model.campaign import Campaign
from generator.model.entry import Entry
from generator.places import Later, Places
from generator.problems import Problem, in_order
from generator.read import read
from generator.remembered import Known, Memory, written
from generator.rules.checking import Checking
from generator.rules.handouts import documents
from generator.rules.listed import RULES
from generator.works.intake import find_originals, read_votes

TOGETHER = frozenset({"E601", "E607", "E608", "W607", "W608", "E810", "W810", "W811"})
"""Codes of which several may be told about one spot: a work may break several rules, and hold a number besides."""

RELATIVE = frozenset({"30", "31", "32", "50", "51", "60", "80", "81"})
"""Families of codes of which an entry may be told for what stands elsewhere: it is judged anew in each run."""


class Checked(Struct, frozen=True):
    """The outcome of a check. With errors in `problems` the catalog is what could be read, good only for reports."""

    catalog: Catalog
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing stops a build."""
        return not any(p.severity == "error" for p in self.problems)


def check(
    root: Path,
    *,
    folder: str = "campaigns",
    content: str = "content",
    media_root: Path | None = None,
    workshop: Workshop | None = None,
    memory: Memory | None = None,
) -> Checked:
    """Read and judge everything below `root`, the entries' media included. Never raises for what an editor wrote.

    `memory` says which entries need not be read again; it is brought up to date and saved.
    """
    workshop = workshop or Workshop()
    with measurers(workshop.cache, workshop.jobs, workshop.elsewhere) as crew:
        return _checked(root, folder, content, media_root, workshop, crew, memory or Memory())


def _checked(
    root: Path,
    folder: str,
    content: str,
    media_root: Path | None,
    workshop: Workshop,
    crew: Measurers,
    memory: Memory,
) -> Checked:
    raws, problems = load(root, folder, memory, workshop.jobs)
    unsound = frozenset(
        (p.place.file, p.place.line) for p in problems
    )  # lines mended in passing, not as written
    pages, found = read_content(root / content)
    problems += found
    refused = frozenset(p.place.file for p in problems)
    places = Places(unsound)
    campaigns: list[Campaign] = []
    entries: dict[str, tuple[Entry, ...]] = {}
    originals: list[Original] = []
    lost: dict[str, frozenset[str]] = {}
    unreadable: list[Problem] = []
    for raw in raws:
        reading = _campaign(raw, places, unreadable)
        if reading:
            campaign, lost[raw.id] = reading
            campaigns.append(campaign)
            entries[raw.id] = _entries(raw, places, unreadable)
            originals += find_originals(raw, campaign, entries[raw.id], media_root)
    problems += [p for p in unreadable if p.code == "E601" or (p.place.file, p.place.line) not in unsound]
    ahead = workshop.ahead and workshop.elsewhere is None
    measured = measure(originals, cache=workshop.cache, crew=crew, say=workshop.say, ahead=ahead)
    catalog = Catalog(
        campaigns=in_catalog_order(campaigns),
        texts={(raw.id, path): source for raw in raws for path, source in raw.texts.items()},
        files={(raw.id, name): path for raw in raws for name, path in raw.files.items()},
        entries=entries,
        originals={original.key: original.path for original in originals},
        facts=measured.facts,
        digests={(raw.id, one.id): one.sha256 for raw in raws for one in raw.entries},
        votes=_votes(raws, campaigns, entries),
        retention={c.id: places.of(c.retention, "when") for c in campaigns if c.retention},
    )
    checking = Checking(
        catalog=catalog,
        places=places,
        broken=_broken(raws, campaigns, refused, folder),
        lost=lost,
        refused=refused,
        raws={raw.id: raw for raw in raws},
        media_faults={fault.key: fault for fault in measured.faults},
        handouts=read_handouts(documents(raws), jobs=workshop.jobs, say=workshop.say),
        pages=pages,
    )
    problems += _judged(checking, problems, unsound)
    _remember(memory, raws, entries, problems)
    return Checked(catalog, tuple(in_order(problems)))


def _remember(
    memory: Memory,
    raws: tuple[RawCampaign, ...],
    entries: Mapping[str, tuple[Entry, ...]],
    problems: list[Problem],
) -> None:
    """Note the entries that were read with care and in whose own file nothing is wrong after all."""
    faulty = {p.place.file for p in problems if p.code[1:3] not in RELATIVE or p.code in ("E601", "E610")}
    for raw in raws:
        read = [one for one in raw.entries if one.state and one.file not in faulty]
        records = {(e.subproject, e.id): e for e in entries.get(raw.id, ())} if read else {}
        for one in read:
            if one.state and (record := records.get((one.subproject, one.id))):
                known = Known(one.media, one.sha256, written(kept(record)))
                memory.note(one.file.rpartition("/")[0], one.state, known)
    memory.save()
    memory.forget()


def _broken(
    raws: tuple[RawCampaign, ...], campaigns: list[Campaign], refused: frozenset[str], folder: str
) -> frozenset[str]:
    """Campaigns that are there but could not be read: nobody is told that they do not exist."""
    names = {raw.id for raw in raws} | {name.removeprefix(f"{folder}/") for name in refused}
    return frozenset(names - {campaign.id for campaign in campaigns})


def _judged(checking: Checking, before: list[Problem], unsound: frozenset[tuple[str, int]]) -> list[Problem]:
    """What the rules find, the most direct complaint about each spot: one mistake is one problem.

    A spot that could not be read as written is not judged as well, but for the identity numbers in it.
    """
    said = {p.place for p in before}
    found: list[Problem] = []
    for rule in RULES:
        for p in rule(checking):
            if p.code in TOGETHER or (p.place not in said and (p.place.file, p.place.line) not in unsound):
                found.append(p)
            said.add(p.place)
    return found


def _votes(
    raws: tuple[RawCampaign, ...], campaigns: list[Campaign], entries: dict[str, tuple[Entry, ...]]
) -> dict[str, Mapping[str, int]]:
    sheets = {raw.id: raw.sheets for raw in raws}
    return {
        campaign.id: read_votes(data, entries[campaign.id]).votes
        for campaign in campaigns
        if campaign.voting and (data := sheets[campaign.id].get(campaign.voting.totals or ""))
    }


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
        if one.record is not None:
            places.later[id(one.record)] = Later(one.record, one.file, partial(reread, one))
            records.append(one.record)
            continue
        if one.node is None:
            continue
        reading = read(one.node, Entry, places, id=one.id, subproject=one.subproject)
        problems += reading.problems
        if reading.record:
            records.append(reading.record)
    return tuple(records)
