"""The only reader of campaigns/: folders to sources and parsed YAML, everything else refused by name.

Links, special files, strays and files over their limit are problems, never followed or opened.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.problems import Place, Problem, problem
from generator.source import Source
from generator.textfile import decoded, prose_faults
from generator.values.text import legible
from generator.yamltext import Mapping, parse

ENTRY_LIMIT = 64_000
CAMPAIGN_LIMIT = 1_000_000
PROSE_LIMIT = 200_000
FILE_LIMIT = 20_000_000
"""Bytes. An official text or a campaign.yml beyond a megabyte is an accident; handed-out files may be larger."""

_FOLDER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MOBILE = re.compile(r"1[3-9]\d{9}")
"""An id stands in addresses for ever: it must not be somebody's number."""
_LONGEST_PARAGRAPH = 20_000
"""Characters of an official text's line; a longer one has lost its line ends, and is searched for too long."""
_IGNORED = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep"})
_HANDED_OUT = frozenset({".docx", ".doc", ".xlsx", ".xls", ".pptx", ".pdf", ".zip", ".wps", ".et", ".txt"})


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry folder: its parsed entry.yml and the names of the media beside it."""

    id: str
    subproject: str | None
    node: Mapping | None
    place: Place
    folder: Path
    media: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RawCampaign:
    """One campaign folder as found: parsed YAML, official texts, handed-out files, entries, sheets (CSV) beside campaign.yml."""

    id: str
    place: Place
    node: Mapping | None = None
    texts: dict[str, Source] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)
    entries: tuple[RawEntry, ...] = ()
    sheets: dict[str, bytes] = field(default_factory=dict)


def load(root: Path, folder: str = "campaigns") -> tuple[tuple[RawCampaign, ...], list[Problem]]:
    """Read every campaign below `root/folder`; a campaign whose YAML is broken comes with `node` None."""
    top = root / folder
    problems: list[Problem] = []
    if top.is_symlink():
        return (), [problem("E103", Place(folder), path=folder)]
    if not top.is_dir():
        return (), [problem("E101", Place(folder), folder=folder)]
    campaigns: dict[str, RawCampaign] = {}
    for entry in _entries(top, root, problems):
        name = _name(entry, root)
        campaign_id = entry.name
        if entry.is_file():
            if entry.name != "README.md":
                problems.append(problem("E102", Place(name), path=name))
            continue
        if not _FOLDER.fullmatch(campaign_id):
            problems.append(problem("E111", Place(name), value=campaign_id))
            campaign_id = re.sub(r"[^a-z0-9]+", "-", campaign_id.casefold()).strip("-")
        if campaign_id and (campaign_id == entry.name or not os.path.lexists(top / campaign_id)):
            campaigns[campaign_id] = _campaign(entry, campaign_id, root, problems)
    if not campaigns and not problems:
        problems.append(problem("E101", Place(folder), folder=folder))
    return tuple(campaigns.values()), problems


def _campaign(folder: Path, campaign_id: str, root: Path, problems: list[Problem]) -> RawCampaign:
    node: Mapping | None = None
    texts: dict[str, Source] = {}
    files: dict[str, Path] = {}
    entries: list[RawEntry] = []
    sheets: dict[str, bytes] = {}
    found = _entries(folder, root, problems)
    written = _called(found, "campaign.yml", folder, root, problems, missing="E106")
    for path in found:
        if path == written:
            node = _yaml(path, root, CAMPAIGN_LIMIT, problems)
        elif path.name == "notices" and path.is_dir():
            for text in _entries(path, root, problems):
                if text.is_dir() or text.suffix not in (".txt", ".md"):
                    problems.append(_stray(text, root))
                elif source := _official(text, root, problems):
                    texts[f"notices/{text.name}"] = source
        elif path.name == "files" and path.is_dir():
            for file in _entries(path, root, problems):
                if file.is_dir() or file.suffix.lower() not in _HANDED_OUT:
                    problems.append(_stray(file, root))
                elif _readable(file, root, FILE_LIMIT, problems):
                    files[file.name] = file
        elif path.name == "entries" and path.is_dir():
            entries += _entry_folders(path, root, problems)
        elif path.suffix == ".csv" and path.is_file():
            if _readable(path, root, CAMPAIGN_LIMIT, problems):
                sheets[path.name] = path.read_bytes()
        else:
            problems.append(_stray(path, root))
    place = Place(_name(written or folder / "campaign.yml", root))
    return RawCampaign(campaign_id, place, node, texts, files, tuple(entries), sheets)


def _called(
    found: list[Path], name: str, folder: Path, root: Path, problems: list[Problem], *, missing: str
) -> Path | None:
    """The file called `name`, or the one that was evidently meant to be (`Campaign.yaml`): that is a problem, too."""
    exact = next((path for path in found if path.name == name and path.is_file()), None)
    if exact or os.path.lexists(folder / name):
        return exact
    stem = name.partition(".")[0]
    meant = {f"{stem}.yml", f"{stem}.yaml", f"{stem}.yml.txt", f"{stem}.yaml.txt", f"{stem}s.yml"}
    nearly = next((path for path in found if path.is_file() and path.name.casefold() in meant), None)
    if nearly:
        problems.append(problem("E140", Place(_name(nearly, root)), want=name, found=nearly.name))
    else:
        problems.append(problem(missing, Place(_name(folder / name, root)), folder=_name(folder, root)))
    return nearly


def _stray(path: Path, root: Path) -> Problem:
    return problem("E102", Place(_name(path, root)), path=_name(path, root))


def _entry_folders(folder: Path, root: Path, problems: list[Problem]) -> Iterator[RawEntry]:
    for group in _entries(folder, root, problems):
        if not group.is_dir() or not (group.name == "_" or _FOLDER.fullmatch(group.name)):
            problems.append(problem("E111", Place(_name(group, root)), value=group.name))
            continue
        for one in _entries(group, root, problems):
            name = _name(one, root)
            if not one.is_dir() or not _FOLDER.fullmatch(one.name) or _MOBILE.search(one.name):
                problems.append(problem("E111", Place(name), value=one.name))
                continue
            found = _entries(one, root, problems)
            written = _called(found, "entry.yml", one, root, problems, missing="E115")
            problems += [_stray(path, root) for path in found if path.is_dir()]
            media = tuple(path.name for path in found if path.is_file() and path != written)
            node = _yaml(written, root, ENTRY_LIMIT, problems) if written else None
            subproject = None if group.name == "_" else group.name
            yield RawEntry(
                one.name, subproject, node, Place(_name(written or one / "entry.yml", root)), one, media
            )


def _entries(folder: Path, root: Path, problems: list[Problem]) -> list[Path]:
    """Plain files and folders of `folder` in name order; anything else is a problem and left out."""
    kept = []
    try:
        names = sorted(os.listdir(folder))
        modes = {name: (folder / name).lstat().st_mode for name in names if name not in _IGNORED}
    except OSError as error:
        problems.append(problem("E118", Place(_name(folder, root)), detail=error.strerror or error))
        return []
    for name, mode in modes.items():
        path = folder / name
        if stat.S_ISLNK(mode):
            problems.append(problem("E103", Place(_name(path, root)), path=_name(path, root)))
        elif not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            problems.append(problem("E104", Place(_name(path, root)), path=_name(path, root)))
        else:
            kept.append(path)
    return kept


def _readable(path: Path, root: Path, limit: int, problems: list[Problem]) -> bool:
    """Whether a file may be read: not too large, and no second name of a file that stands elsewhere (a hard link)."""
    found = path.lstat()
    size = found.st_size
    if found.st_nlink > 1:
        problems.append(problem("E104", Place(_name(path, root)), path=_name(path, root)))
        return False
    if size > limit:
        problems.append(problem("E105", Place(_name(path, root)), size=f"{size:,}", limit=f"{limit:,}"))
    return size <= limit


def _yaml(path: Path, root: Path, limit: int, problems: list[Problem]) -> Mapping | None:
    source = _text(path, root, limit, problems)
    if source is None:
        return None
    node, found = parse(source)
    problems += found
    return node


def _official(path: Path, root: Path, problems: list[Problem]) -> Source | None:
    """A text of a notice; a Markdown one (a report) must also be fit to be rendered."""
    report = path.suffix == ".md"
    source = _text(path, root, PROSE_LIMIT if report else CAMPAIGN_LIMIT, problems)
    if source is None:
        return None
    for number, line in enumerate(source.lines, start=1):
        if len(line) > _LONGEST_PARAGRAPH:
            problems.append(problem("E141", source.place(number), size=f"{len(line):,}"))
            return None
    if report:
        problems += prose_faults(source)
    return source


def _text(path: Path, root: Path, limit: int, problems: list[Problem]) -> Source | None:
    """Decode one text file of at most `limit` bytes; None when nothing can be made of it."""
    if not _readable(path, root, limit, problems):
        return None
    try:
        data = path.read_bytes()
    except OSError as error:
        problems.append(problem("E118", Place(_name(path, root)), detail=error.strerror or error))
        return None
    return decoded(data, _name(path, root), problems)


def _name(path: Path, root: Path) -> str:
    """The path from the project's root, fit for a report whatever bytes the name is made of."""
    name = path.relative_to(root).as_posix()
    return legible(os.fsencode(name).decode("utf-8", "replace"))
