"""The only reader of campaigns/: folders to sources and parsed YAML, everything else refused by name."""

from __future__ import annotations

import os
import re
from pathlib import Path

from msgspec import Struct, field

from generator.entryfolders import FOLDER, RawEntry, entry_folders
from generator.opening import called, listed, name_of, readable, stray, text_file, yaml_file
from generator.problems import Place, Problem, problem
from generator.remembered import Memory
from generator.source import Source
from generator.textfile import prose_faults
from generator.yamltext import Mapping

CAMPAIGN_LIMIT = 1_000_000
PROSE_LIMIT = 200_000
FILE_LIMIT = 20_000_000
"""Bytes. An official text or a campaign.yml beyond a megabyte is an accident; handed-out files may be larger."""

_LONGEST_PARAGRAPH = 20_000
"""Characters of an official text's line; a longer one has lost its line ends, and is searched for too long."""
_HANDED_OUT = frozenset({".docx", ".doc", ".xlsx", ".xls", ".pptx", ".pdf", ".zip", ".wps", ".et", ".txt"})


class RawCampaign(Struct, frozen=True):
    """One campaign folder as found: parsed YAML, official texts, handed-out files, entries, sheets (CSV) beside campaign.yml."""

    id: str
    place: Place
    node: Mapping | None = None
    texts: dict[str, Source] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)
    entries: tuple[RawEntry, ...] = ()
    sheets: dict[str, bytes] = field(default_factory=dict)


def load(
    root: Path, folder: str = "campaigns", memory: Memory | None = None, jobs: int = 1
) -> tuple[tuple[RawCampaign, ...], list[Problem]]:
    """Read every campaign below `root/folder`; a campaign whose YAML is broken comes with `node` None.

    Entries that `memory` knows and nobody touched are not read again; `jobs` processes read the others.
    """
    memory = memory or Memory()
    top = root / folder
    problems: list[Problem] = []
    if top.is_symlink():
        return (), [problem("E103", Place(folder), path=folder)]
    if not top.is_dir():
        return (), [problem("E101", Place(folder), folder=folder)]
    campaigns: dict[str, RawCampaign] = {}
    for entry in listed(top, root, problems):
        name = name_of(entry, root)
        campaign_id = entry.name
        if entry.is_file():
            if entry.name != "README.md":
                problems.append(problem("E102", Place(name), path=name))
            continue
        if not FOLDER.fullmatch(campaign_id):
            problems.append(problem("E111", Place(name), value=campaign_id))
            campaign_id = re.sub(r"[^a-z0-9]+", "-", campaign_id.casefold()).strip("-")
        if campaign_id and (campaign_id == entry.name or not os.path.lexists(top / campaign_id)):
            campaigns[campaign_id] = _campaign(entry, campaign_id, root, problems, memory, jobs)
    if not campaigns and not problems:
        problems.append(problem("E101", Place(folder), folder=folder))
    return tuple(campaigns.values()), problems


def _campaign(
    folder: Path, campaign_id: str, root: Path, problems: list[Problem], memory: Memory, jobs: int
) -> RawCampaign:
    node: Mapping | None = None
    texts: dict[str, Source] = {}
    files: dict[str, Path] = {}
    entries: list[RawEntry] = []
    sheets: dict[str, bytes] = {}
    found = listed(folder, root, problems)
    written = called(found, "campaign.yml", folder, root, problems, missing="E106")
    for path in found:
        if path == written:
            node = yaml_file(path, root, CAMPAIGN_LIMIT, problems)
        elif path.name == "notices" and path.is_dir():
            for text in listed(path, root, problems):
                if text.is_dir() or text.suffix not in (".txt", ".md"):
                    problems.append(stray(text, root))
                elif source := _official(text, root, problems):
                    texts[f"notices/{text.name}"] = source
        elif path.name == "files" and path.is_dir():
            for file in listed(path, root, problems):
                if file.is_dir() or file.suffix.lower() not in _HANDED_OUT:
                    problems.append(stray(file, root))
                elif readable(file, root, FILE_LIMIT, problems):
                    files[file.name] = file
        elif path.name == "entries" and path.is_dir():
            entries += entry_folders(path, root, problems, memory, jobs)
        elif path.suffix == ".csv" and path.is_file():
            if readable(path, root, CAMPAIGN_LIMIT, problems):
                sheets[path.name] = path.read_bytes()
        else:
            problems.append(stray(path, root))
    place = Place(name_of(written or folder / "campaign.yml", root))
    return RawCampaign(campaign_id, place, node, texts, files, tuple(entries), sheets)


def _official(path: Path, root: Path, problems: list[Problem]) -> Source | None:
    """A text of a notice; a Markdown one (a report) must also be fit to be rendered."""
    report = path.suffix == ".md"
    source = text_file(path, root, PROSE_LIMIT if report else CAMPAIGN_LIMIT, problems)
    if source is None:
        return None
    for number, line in enumerate(source.lines, start=1):
        if len(line) > _LONGEST_PARAGRAPH:
            problems.append(problem("E141", source.place(number), size=f"{len(line):,}"))
            return None
    if report:
        problems += prose_faults(source)
    return source
