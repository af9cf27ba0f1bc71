"""The only reader of campaigns/: folders to sources and parsed YAML, everything else refused by name.

Symlinks, special files, strays and files over their limit are problems, never followed or opened.
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
from generator.values.text import forbidden_character
from generator.yamltext import Mapping, parse

ENTRY_LIMIT = 64_000
CAMPAIGN_LIMIT = 1_000_000
FILE_LIMIT = 20_000_000
"""Bytes. An official text or a campaign.yml beyond a megabyte is an accident; handed-out files may be larger."""

_FOLDER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_IGNORED = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep"})
_HANDED_OUT = frozenset({".docx", ".doc", ".xlsx", ".xls", ".pptx", ".pdf", ".zip", ".wps", ".et", ".txt"})


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry folder: its parsed entry.yml and the names of the media beside it."""

    id: str
    subproject: str | None
    node: Mapping | None
    place: Place
    media: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RawCampaign:
    """One campaign folder as found: parsed YAML, official texts, handed-out files, entries."""

    id: str
    place: Place
    node: Mapping | None = None
    texts: dict[str, Source] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)
    entries: tuple[RawEntry, ...] = ()


def load(root: Path, folder: str = "campaigns") -> tuple[tuple[RawCampaign, ...], list[Problem]]:
    """Read every campaign below `root/folder`; a campaign whose YAML is broken comes with `node` None."""
    top = root / folder
    problems: list[Problem] = []
    if not top.is_dir():
        return (), [problem("E101", Place(folder), folder=folder)]
    campaigns = []
    for entry in _entries(top, root, problems):
        name = _name(entry, root)
        if entry.is_file():
            if entry.name != "README.md":
                problems.append(problem("E102", Place(name), path=name))
        elif not _FOLDER.fullmatch(entry.name):
            problems.append(problem("E111", Place(name), value=entry.name))
        else:
            campaigns.append(_campaign(entry, root, problems))
    if not campaigns and not problems:
        problems.append(problem("E101", Place(folder), folder=folder))
    return tuple(campaigns), problems


def _campaign(folder: Path, root: Path, problems: list[Problem]) -> RawCampaign:
    name = _name(folder, root)
    node: Mapping | None = None
    texts: dict[str, Source] = {}
    files: dict[str, Path] = {}
    entries: list[RawEntry] = []
    seen_yaml = False
    for path in _entries(folder, root, problems):
        if path.name == "campaign.yml" and path.is_file():
            seen_yaml = True
            node = _yaml(path, root, CAMPAIGN_LIMIT, problems)
        elif path.name == "notices" and path.is_dir():
            for text in _entries(path, root, problems):
                if text.is_dir() or text.suffix not in (".txt", ".md"):
                    problems.append(problem("E102", Place(_name(text, root)), path=_name(text, root)))
                elif source := _text(text, root, CAMPAIGN_LIMIT, problems):
                    texts[f"notices/{text.name}"] = source
        elif path.name == "files" and path.is_dir():
            for file in _entries(path, root, problems):
                if file.is_dir() or file.suffix.lower() not in _HANDED_OUT:
                    problems.append(problem("E102", Place(_name(file, root)), path=_name(file, root)))
                elif _size_ok(file, root, FILE_LIMIT, problems):
                    files[file.name] = file
        elif path.name == "entries" and path.is_dir():
            entries += _entry_folders(path, root, problems)
        else:
            problems.append(problem("E102", Place(_name(path, root)), path=_name(path, root)))
    if not seen_yaml:
        problems.append(problem("E106", Place(f"{name}/campaign.yml"), folder=name))
    return RawCampaign(folder.name, Place(f"{name}/campaign.yml"), node, texts, files, tuple(entries))


def _entry_folders(folder: Path, root: Path, problems: list[Problem]) -> Iterator[RawEntry]:
    for group in _entries(folder, root, problems):
        if not group.is_dir() or not (group.name == "_" or _FOLDER.fullmatch(group.name)):
            problems.append(problem("E111", Place(_name(group, root)), value=group.name))
            continue
        for one in _entries(group, root, problems):
            name = _name(one, root)
            if not one.is_dir() or not _FOLDER.fullmatch(one.name):
                problems.append(problem("E111", Place(name), value=one.name))
                continue
            node, media = None, []
            for path in _entries(one, root, problems):
                if path.name == "entry.yml":
                    node = _yaml(path, root, ENTRY_LIMIT, problems)
                elif path.is_dir():
                    problems.append(problem("E102", Place(_name(path, root)), path=_name(path, root)))
                else:
                    media.append(path.name)
            if not (one / "entry.yml").exists():
                problems.append(problem("E115", Place(f"{name}/entry.yml"), folder=name))
            subproject = None if group.name == "_" else group.name
            yield RawEntry(one.name, subproject, node, Place(f"{name}/entry.yml"), tuple(media))


def _entries(folder: Path, root: Path, problems: list[Problem]) -> list[Path]:
    """Plain files and folders of `folder` in name order; anything else is a problem and left out."""
    kept = []
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        problems.append(problem("E118", Place(_name(folder, root)), detail=error.strerror or error))
        return []
    for name in names:
        if name in _IGNORED:
            continue
        path = folder / name
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            problems.append(problem("E103", Place(_name(path, root)), path=_name(path, root)))
        elif not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            problems.append(problem("E104", Place(_name(path, root)), path=_name(path, root)))
        else:
            kept.append(path)
    return kept


def _size_ok(path: Path, root: Path, limit: int, problems: list[Problem]) -> bool:
    size = path.stat().st_size
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


def _text(path: Path, root: Path, limit: int, problems: list[Problem]) -> Source | None:
    """Decode one text file. UTF-8 without BOM, `\\n` line ends, nothing invisible; otherwise a problem and None."""
    name = _name(path, root)
    if not _size_ok(path, root, limit, problems):
        return None
    try:
        data = path.read_bytes()
    except OSError as error:
        problems.append(problem("E118", Place(name), detail=error.strerror or error))
        return None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        problems.append(problem("E107", Place(name), encoding="UTF-16"))
        return None
    if data.startswith(b"\xef\xbb\xbf"):
        problems.append(problem("E108", Place(name)))
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        problems.append(_not_utf8(data, error, name))
        return None
    if "\r" in text:
        at = Source(name, text[: text.index("\r")])
        problems.append(problem("E109", at.place(len(at.lines), len(at.lines[-1]) + 1)))
        return None
    source = Source(name, text)
    if not text.strip():
        problems.append(problem("E116", source.place()))
        return None
    bad = False
    for number, line in enumerate(source.lines, start=1):
        if character := forbidden_character(line):
            bad = True
            column = next(i for i, c in enumerate(line) if f"U+{ord(c):04X}" == character) + 1
            problems.append(problem("E110", source.place(number, column), character=character))
    return None if bad else source


def _not_utf8(data: bytes, error: UnicodeDecodeError, name: str) -> Problem:
    line = data.count(b"\n", 0, error.start) + 1
    try:
        excerpt = data.decode("gb18030").split("\n")[line - 1]
        return problem("E107", Place(name, line, 1, 1, excerpt), encoding="GBK")
    except (UnicodeDecodeError, IndexError):
        return problem("E117", Place(name, line))


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()
