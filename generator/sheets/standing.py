"""The entries that stand in a campaign already, as records and as the text of their files."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from generator.load import RawCampaign, load
from generator.model.campaign import Campaign
from generator.model.entry import Entry
from generator.places import Places
from generator.problems import Problem, errors
from generator.project import Project
from generator.read import read
from generator.sheets.naming import NO_SUBPROJECT, folded_no, folded_title
from generator.values.text import fold


class Standing(Struct, frozen=True):
    """One entry. `path` is its entry.yml, `text` what the file says now."""

    entry: Entry
    path: Path
    text: str

    @property
    def id(self) -> str:
        """Its id, unique in the campaign."""
        return self.entry.id

    @property
    def subproject(self) -> str:
        """The name of its folder's parent: a sub-project's id, or `_`."""
        return self.entry.subproject or NO_SUBPROJECT

    @property
    def no(self) -> str:
        """Its printed number as it is compared, "" without one."""
        return folded_no(self.entry.no or "")

    @property
    def title(self) -> str:
        """Its title as it is compared."""
        return folded_title(self.entry.title)

    @property
    def names(self) -> tuple[str, ...]:
        """Its people as they are compared, in order."""
        return tuple(fold(credit.name) for credit in self.entry.credits)

    @property
    def first(self) -> str:
        """Its first author, or else its unit, as compared."""
        return self.names[0] if self.names else fold(self.entry.unit or "")


class Standings(Struct, frozen=True):
    """A campaign with all its entries; `taken` are ids that may not be given again, those of broken entries too."""

    campaign: Campaign
    folder: Path
    entries: tuple[Standing, ...]
    taken: frozenset[str]

    def by_id(self, entry_id: str) -> Standing | None:
        """The entry with that id, or None."""
        return next((one for one in self.entries if one.id == entry_id), None)


def campaign_ids(project: Project) -> list[str]:
    """The campaigns there are, by their folders."""
    top = project.root / project.campaigns
    return sorted(path.name for path in top.iterdir() if path.is_dir()) if top.is_dir() else []


def read_standings(project: Project, campaign_id: str) -> tuple[Standings | None, list[Problem]]:
    """Read one campaign and its entries; None where its files have errors, which are told as `check` tells them."""
    raws, found = load(project.root, project.campaigns)
    ours = f"{project.campaigns}/{campaign_id}/"
    problems = [p for p in found if p.place.file.startswith(ours)]
    raw = next((one for one in raws if one.id == campaign_id), None)
    if raw is None or raw.node is None:
        return None, problems
    places = Places()
    reading = read(raw.node, Campaign, places, id=raw.id)
    problems += reading.problems
    entries = _entries(raw, places, problems)
    if reading.record is None or errors(problems):
        return None, problems
    folder = project.root / project.campaigns / campaign_id
    return Standings(reading.record, folder, entries, frozenset(one.id for one in raw.entries)), problems


def _entries(raw: RawCampaign, places: Places, problems: list[Problem]) -> tuple[Standing, ...]:
    found = []
    for one in raw.entries:
        record = one.record
        if record is None and one.node is not None:
            reading = read(one.node, Entry, places, id=one.id, subproject=one.subproject)
            problems += reading.problems
            record = reading.record
        if record:
            path = one.folder / "entry.yml"
            found.append(Standing(record, path, path.read_text(encoding="utf-8")))
    return tuple(found)
