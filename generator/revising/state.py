"""What a build leaves for the next run: how everything looked that it read, and what an edit of a work's words needs.

It holds texts of works that nobody has approved, and is read with `pickle`: it lies in the user's own cache folder, which
nobody else may write to, under a seal; and it is of this version of the program alone.
"""

from __future__ import annotations

import contextlib
import os
import pickle
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from msgspec import Struct

from generator.catalog import Catalog
from generator.frame import Frame
from generator.media.facts import Facts
from generator.media.refusal import MediaCacheError
from generator.media.sealed import read_sealed_bytes, write_sealed_bytes
from generator.model.campaign import Campaign
from generator.model.sure import Row
from generator.pages.facets import Facet
from generator.pages.gallery import Hall
from generator.pages.views import CampaignRow
from generator.problems import Problem
from generator.project import Project
from generator.revising.looks import Looks, is_private
from generator.verify.standard import Standard
from generator.works.work import Tombstone

KEPT = 4
"""States of other outputs of the same project that are kept."""

TEXTS = ("", "")
"""Where on a shelf the official texts and the handed-out files stand: no entry is called so."""


class DoubtError(Exception):
    """What shows a work cannot be told from what is known: the site is built."""


Name = tuple[str, str]
"""(campaign, entry)"""
Places = dict[Name, tuple[int, int]]
"""Where on a shelf entries stand: offset and bytes."""


class Shelved(NamedTuple):
    """One entry: its row (`keeping`), the hash of its file, its originals with their facts (by file name), its votes."""

    row: Row
    sha256: str
    originals: Mapping[str, tuple[str, Facts]]
    votes: int | None


class Wall(Struct, frozen=True):
    """A gallery: what its pages say alike (`pages.gallery.Hall`), and the ids of its works as they hang."""

    id: str | None
    facets: tuple[Facet, ...]
    order: str
    row: CampaignRow
    works: tuple[str, ...]

    def hall(self, campaign: Campaign) -> Hall:
        """The gallery as one of this campaign."""
        subproject = campaign.subproject(self.id) if self.id else None
        return Hall(campaign, subproject, len(self.works), self.facets, self.order, self.row)


class State(Struct, frozen=True, kw_only=True):
    """All that a build knew of the site it showed. `places` is where on the shelf each entry stands."""

    day: date
    serving: bool
    project: Project
    campaigns: tuple[Campaign, ...]
    """As they were checked; what of them is public is found anew."""
    tombstones: Mapping[str, tuple[Tombstone, ...]]
    problems: tuple[Problem, ...]
    ledger: str
    looks: str
    """The token of the looks (`looks`) that belong to it."""
    walls: Mapping[str, tuple[Wall, ...]]
    """By campaign its galleries, that of all works first."""
    standard: Standard
    frame: Frame
    shared: str
    by_hand: frozenset[Name]
    """Works that hand-written pages show."""
    alike: frozenset[str]
    """Addresses of share cards that several works share."""
    places: Places


def recall(path: Path) -> State | None:
    """The state that was kept at `path`; None if there is none, or if anybody else could have put it there."""
    body = read_sealed_bytes(path) if is_private(path.parent) else None
    if body is None:
        return None
    try:
        state = pickle.loads(body)  # noqa: S301 - from a folder of ours that nobody else may write to
    except Exception:  # noqa: BLE001 - of another version of the program: it has other fields, or names that are gone
        return None
    return state if isinstance(state, State) else None


def keep(path: Path, state: State) -> None:
    """Put a state at `path` in one step; one that cannot be written costs the next run its time and nothing else."""
    with contextlib.suppress(MediaCacheError, OSError, pickle.PicklingError, AttributeError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_sealed_bytes(path.parent, path, pickle.dumps(state, pickle.HIGHEST_PROTOCOL), lasting=False)


def drop(path: Path) -> None:
    """Have no state at `path`, nor more than a few of other outputs."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
        others = sorted(path.parent.glob("state-*"), key=lambda one: one.stat().st_mtime_ns, reverse=True)
        for old in others[KEPT:]:
            old.unlink()
        kept = {one.name.removeprefix("state-") for one in (*others[:KEPT], path)}
        for one in (*path.parent.glob("shelf-*"), *path.parent.glob("looks-*")):
            if one.name.partition("-")[2] not in kept:
                one.unlink()


def shelf_of(path: Path) -> Path:
    """The file with the entries of a state."""
    return path.with_name(path.name.replace("state-", "shelf-"))


def put_on_shelf(shelf: Path, entries: Iterable[tuple[Name, Shelved]], texts: Catalog) -> Places:
    """Write entries to a new shelf, and the texts and files of a catalog; where each stands. Raises OSError."""
    shelf.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = shelf.with_name(f"{shelf.name}.{os.getpid()}")
    told = (dict(texts.texts), dict(texts.files))
    try:
        with fresh.open("wb") as file:
            places = _put(file, [(TEXTS, told)]) | _put(file, ((name, tuple(one)) for name, one in entries))
        fresh.replace(shelf)
    finally:
        fresh.unlink(missing_ok=True)
    return places


def add_to_shelf(shelf: Path, entries: Iterable[tuple[Name, Shelved]]) -> Places:
    """Write entries behind those that stand there, which may be older ones of the same name. Raises OSError."""
    with shelf.open("ab") as file:
        return _put(file, ((name, tuple(one)) for name, one in entries))


def _put(file: BinaryIO, things: Iterable[tuple[Name, object]]) -> Places:
    places: Places = {}
    at = file.seek(0, os.SEEK_END)
    for name, one in things:
        said = pickle.dumps(one, pickle.HIGHEST_PROTOCOL)
        places[name] = at, len(said)
        at += file.write(said)
    return places


def seal_of(shelf: Path) -> str:
    """What tells a shelf from any other, and from itself when something was added. Raises OSError."""
    found = os.lstat(shelf)
    return f"{found.st_ino} {found.st_size} {found.st_ctime_ns}"


class Shelf:
    """The entries of a state, read one by one."""

    def __init__(self, path: Path, state: State, looks: Looks) -> None:
        """Open it. Raises OSError; LookupError when it is not the one of the state and its looks."""
        if seal_of(path) != looks.shelf:
            raise LookupError(path)
        self._file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        self._places = state.places | {(one, other): (at, size) for one, other, at, size in looks.moved}

    def get(self, name: Name) -> Shelved:
        """One entry. Raises KeyError."""
        return Shelved(*self._read(name))

    def texts(self) -> Catalog:
        """The official texts and the handed-out files, in a catalog without anything else."""
        texts, files = self._read(TEXTS)
        return Catalog(texts=texts, files=files)

    def _read(self, name: Name) -> Any:
        at, size = self._places[name]
        return pickle.loads(os.pread(self._file, size, at))  # noqa: S301 - as in `recall`

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._file)
