"""Entry folders: one work each, its entry.yml parsed or remembered, the names of the files beside it."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from generator.model.entry import Entry
from generator.opening import called, file_bytes, listed, name_of, parsed, stray
from generator.problems import Place, Problem, problem
from generator.remembered import Known, Memory, State, state_of
from generator.soundentries import ENTRY_LIMIT, Folder, read_sound
from generator.textfile import decoded
from generator.yamltext import Mapping

FOLDER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MOBILE = re.compile(r"1[3-9]\d{9}")
"""An id stands in addresses for ever: it must not be somebody's number."""


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry folder: its parsed entry.yml and the names of the media beside it.

    Of one in which nothing is wrong `record` is there and `node` is not. `state` is the one a file was read in that
    may yet turn out to be sound.
    """

    id: str
    subproject: str | None
    node: Mapping | None
    place: Place
    folder: Path
    media: tuple[str, ...] = ()
    record: Entry | None = None
    sha256: str = ""
    state: State | None = None


def entry_folders(
    folder: Path, root: Path, problems: list[Problem], memory: Memory, jobs: int = 1
) -> Iterator[RawEntry]:
    """Every entry below a campaign's `entries/`, in the order of their folders; those `memory` knows are not read.

    The others are read by `jobs` processes where they are many.
    """
    found = list(_found(folder, root, problems, memory))
    unread = [one for one in found if one.known is None]
    quickly = read_sound([one.folder for one in unread], memory, jobs)
    fresh = dict(zip((one.folder.path for one in unread), quickly, strict=True))
    for one in found:
        if one.known:
            yield _remembered(one, one.known)
        elif known := fresh[one.folder.path]:
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
        for one in listed(group, root, problems):
            path, name = str(one), name_of(one, root)
            state = state_of(path, f"{path}/entry.yml")
            known = memory.recall(name, state)
            if known is None and (
                not one.is_dir() or not FOLDER.fullmatch(one.name) or _MOBILE.search(one.name)
            ):
                problems.append(problem("E111", Place(name), value=one.name))
            else:
                yield _Found(Folder(path, name, one.name, subproject), state, known)


def _remembered(one: _Found, known: Known) -> RawEntry:
    folder = one.folder
    place = Place(f"{folder.name}/entry.yml")
    return RawEntry(
        folder.id, folder.subproject, None, place, Path(folder.path), known.media, known.record, known.sha256
    )


def _entry(one: _Found, root: Path, problems: list[Problem]) -> RawEntry:
    """Read one entry folder with care: every mistake is named at its place."""
    folder = Path(one.folder.path)
    found = listed(folder, root, problems)
    written = called(found, "entry.yml", folder, root, problems, missing="E115")
    problems += [stray(path, root) for path in found if path.is_dir()]
    media = tuple(path.name for path in found if path.is_file() and path != written)
    place = Place(name_of(written or folder / "entry.yml", root))
    raw = RawEntry(one.folder.id, one.folder.subproject, None, place, folder, media)
    data = file_bytes(written, root, ENTRY_LIMIT, problems) if written else None
    source = decoded(data, place.file, problems) if data is not None else None
    if source is None:
        return raw
    sha256 = hashlib.sha256(data or b"").hexdigest()
    return replace(raw, node=parsed(source, problems), state=one.state, sha256=sha256)


def reread(raw: RawEntry) -> Mapping | None:
    """The parsed entry.yml of a remembered entry, for the places of what a rule finds in it."""
    with contextlib.suppress(OSError):
        source = decoded((raw.folder / "entry.yml").read_bytes(), raw.place.file, [])
        return parsed(source, []) if source else None
    return None
