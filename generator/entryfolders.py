"""Entry folders: one work each, its entry.yml parsed or remembered, the names of the files beside it."""

from __future__ import annotations

import contextlib
import hashlib
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from generator.model.entry import Entry
from generator.opening import called, file_bytes, found_in, listed, name_of, parsed, stray
from generator.problems import Place, Problem, problem
from generator.remembered import Known, Memory, State, state_of
from generator.soundentries import ENTRY_LIMIT, Folder, read_sound
from generator.textfile import decoded
from generator.yamltext import Mapping

FOLDER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MOBILE = re.compile(r"1[3-9]\d{9}")
"""An id stands in addresses for ever: it must not be somebody's number."""


class RawEntry(NamedTuple):
    """One entry folder: its parsed entry.yml and the names of the media beside it.

    Of one in which nothing is wrong `record` is there and `node` is not. `state` is the one a file was read in that
    may yet turn out to be sound. `path` is where it stands, `file` what its entry.yml is called in reports.
    """

    id: str
    subproject: str | None
    path: str
    file: str
    node: Mapping | None = None
    media: tuple[str, ...] = ()
    record: Entry | None = None
    sha256: str = ""
    state: State | None = None

    @property
    def folder(self) -> Path:
        """The entry's folder."""
        return Path(self.path)

    @property
    def place(self) -> Place:
        """Where its entry.yml begins."""
        return Place(self.file)


def entry_folders(
    folder: Path, root: Path, problems: list[Problem], memory: Memory, jobs: int = 1
) -> Iterator[RawEntry]:
    """Every entry below a campaign's `entries/`, in the order of their folders; those `memory` knows are not read.

    The others are read by `jobs` processes where they are many.
    """
    found = list(_found(folder, root, problems, memory))
    quickly = read_sound([one.folder for one in found if one.known is None], memory, jobs)
    for one in found:
        if known := one.known:
            yield _remembered(one, known)
        elif known := next(quickly):
            if one.state:
                memory.note(one.folder.name, one.state, known)
            yield _remembered(one, known)
        else:
            yield _entry(one, root, problems)


class _Found(NamedTuple):
    folder: Folder
    state: State | None
    known: Known | None


def _found(folder: Path, root: Path, problems: list[Problem], memory: Memory) -> Iterator[_Found]:
    """What stands below `entries/`, with what is remembered of it."""
    for group in listed(folder, root, problems):
        if not group.is_dir() or not (group.name == "_" or FOLDER.fullmatch(group.name)):
            problems.append(problem("E111", Place(name_of(group, root)), value=group.name))
            continue
        subproject = None if group.name == "_" else group.name
        above, above_name = str(group), name_of(group, root)
        for name, found in found_in(group, root, problems):
            if not stat.S_ISDIR(found.st_mode) or not FOLDER.fullmatch(name) or _MOBILE.search(name):
                problems.append(problem("E111", Place(name_of(group / name, root)), value=name))
                continue
            one = Folder(f"{above}/{name}", f"{above_name}/{name}", name, subproject)
            state = state_of(found, f"{one.path}/entry.yml")
            yield _Found(one, state, memory.recall(one.name, state))


def _remembered(one: _Found, known: Known) -> RawEntry:
    folder = one.folder
    file = f"{folder.name}/entry.yml"
    return RawEntry(
        folder.id, folder.subproject, folder.path, file, None, known.media, known.record, known.sha256
    )


def _entry(one: _Found, root: Path, problems: list[Problem]) -> RawEntry:
    """Read one entry folder with care: every mistake is named at its place."""
    folder = Path(one.folder.path)
    found = listed(folder, root, problems)
    written = called(found, "entry.yml", folder, root, problems, missing="E115")
    problems += [stray(path, root) for path in found if path.is_dir()]
    media = tuple(path.name for path in found if path.is_file() and path != written)
    file = name_of(written or folder / "entry.yml", root)
    raw = RawEntry(one.folder.id, one.folder.subproject, one.folder.path, file, media=media)
    data = file_bytes(written, root, ENTRY_LIMIT, problems) if written else None
    source = decoded(data, file, problems) if data is not None else None
    if source is None:
        return raw
    sha256 = hashlib.sha256(data or b"").hexdigest()
    return raw._replace(node=parsed(source, problems), state=one.state, sha256=sha256)


def reread(raw: RawEntry) -> Mapping | None:
    """The parsed entry.yml of a remembered entry, for the places of what a rule finds in it."""
    with contextlib.suppress(OSError):
        source = decoded((raw.folder / "entry.yml").read_bytes(), raw.file, [])
        return parsed(source, []) if source else None
    return None
