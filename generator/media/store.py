"""The content-addressed store of finished files. What is in it was either made by us and untouched, or is made anew."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import get_args

from generator.manifest import Stored
from generator.media.facts import Facts
from generator.media.holdings import Holdings
from generator.media.notes import Notes
from generator.media.recipe import AiUse, content_name
from generator.media.refusal import MediaCacheError
from generator.media.sealed import check_cache, in_use, put, read_sealed, unusable, write_sealed
from generator.media.sight import digest
from generator.signature import Signature, signature_of
from generator.spread import spread

__all__ = ["MediaCacheError", "Store", "sweep_store"]
_OURS = ("media", "records", "tmp")

LEAST = 200
"""Groups from which on several processes look: below, starting them costs what they save."""

Addresses = tuple[str, ...]
_Found = dict[str, tuple[str, Signature]]


class Store:
    """Finished files below `cache`, each at its address, with a record for every group that was made together."""

    def __init__(self, cache: Path) -> None:
        check_cache(cache)
        self._cache = cache
        self._holdings = Holdings(cache)

    def missing(self, groups: Iterable[Addresses], *, jobs: int = 1) -> list[Addresses]:
        """Those groups of which not every file is there, byte for byte as it was made.

        A file whose size, times and inode are those that were noted was not written to (its ctime cannot be set); any
        other is read, by `jobs` processes where they are many, and its hash compared: so all whose site was removed, in
        which they had a second name.
        """
        doubtful = [group for group in groups if not all(map(self._holdings.stands, group))]
        missing = []
        for looked in spread(self._looked, doubtful, jobs=jobs, least=LEAST) if doubtful else ():
            for group, found in looked:
                if found is None:
                    missing.append(group)
                for address, (sha256, signature) in (found or {}).items():
                    self._holdings.note(address, sha256, signature)
        return missing

    def stored(self, address: str) -> Stored:
        """The finished file at an address that is not missing."""
        return self._holdings.stored(address)

    def keep(self, made: Mapping[str, Path]) -> None:
        """Move finished files (by address) to their places. Raises MediaCacheError."""
        found: dict[str, tuple[str, Signature]] = {}
        try:
            for address, temporary in made.items():
                descriptor = os.open(temporary, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
                try:
                    os.fsync(descriptor)
                    sha256 = digest(descriptor)
                    put(self._cache, temporary, self._cache / address)
                    found[address] = sha256, signature_of(os.fstat(descriptor))
                finally:
                    os.close(descriptor)
        except OSError as error:
            raise unusable(self._cache, error) from error
        record = {address: [sha256, *signature] for address, (sha256, signature) in found.items()}
        write_sealed(self._cache, self._record(tuple(made)), {"files": record})
        for address, (sha256, signature) in found.items():
            self._holdings.note(address, sha256, signature)

    def save(self) -> None:
        """Remember in one place what is there. Raises MediaCacheError."""
        self._holdings.save()

    def _looked(self, groups: Sequence[Addresses]) -> list[tuple[Addresses, _Found | None]]:
        return [(group, self._found(group)) for group in groups]

    def _found(self, addresses: Addresses) -> _Found | None:
        """Digest and signature of each file of a group; None if one is not as it was made."""
        known = [(address, self._holdings.stored(address)) for address in addresses]
        noted = {address: (file.sha256, file.signature) for address, file in known if file.sha256}
        if len(noted) == len(addresses) and (found := _look_at(self._cache, noted)):
            return found
        record = read_sealed(self._record(addresses)).get("files", {})
        if not isinstance(record, dict) or set(record) != set(addresses):
            return None
        told = {address: (sha256, tuple(rest)) for address, (sha256, *rest) in record.items()}
        if all(address in noted and noted[address][0] == sha256 for address, (sha256, _) in told.items()):
            return None  # the same was looked for already
        return _look_at(self._cache, told)

    def _record(self, addresses: Addresses) -> Path:
        return self._cache / "records" / (group(addresses[0]) + ".json")


def sweep_store(cache: Path, keep: Iterable[str], *, joined: Mapping[str, str] | None = None) -> None:
    """Leave of the store and its notes only what belongs to these addresses. Waits for builds that are at work."""
    if not cache.is_dir():
        return
    check_cache(cache)
    kept = frozenset(keep)
    groups = {group(address) for address in kept}
    with in_use(cache, alone=True):
        names = _by_folder(kept, (f"records/{name}.json" for name in groups))
        for top in _OURS:
            _prune(f"{cache}/{top}", top, names)
        holdings, notes = Holdings(cache), Notes(cache)
        holdings.keep(kept)
        if joined:
            holdings.renew(joined)
        holdings.save()
        notes.forget(lambda facts: _is_kept(facts, groups))
        notes.save()


def group(address: str) -> str:
    """`media/ab/abc…-400.webp` belongs to the group `ab/abc…`; a card made alone has a group of its own."""
    folder, _, name = address.rpartition("/")
    return f"{folder.rpartition('/')[2]}/{name.partition('.')[0].partition('-')[0]}"


def _is_kept(facts: Facts, groups: set[str]) -> bool:
    """Whether anything that is kept was made of this original."""
    return any(group(content_name(facts.sha256, ai_use)) in groups for ai_use in get_args(AiUse))


def _by_folder(*addresses: Iterable[str]) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    for address in chain(*addresses):
        folder, _, name = address.rpartition("/")
        names.setdefault(folder, set()).add(name)
    return names


def _prune(path: str, folder: str, names: Mapping[str, set[str]]) -> None:
    """Remove from `path`, the `folder` of the cache, and from all below whatever is not named; follows no link."""
    keep = names.get(folder, set())
    for entry in _entries(path):
        with contextlib.suppress(OSError):  # a folder with something left in it stays
            if entry.is_dir(follow_symlinks=False):
                below = f"{folder}/{entry.name}"
                _prune(entry.path, below, names)
                if below not in names:
                    os.rmdir(entry.path)
            elif entry.name not in keep:
                os.unlink(entry.path)


def _entries(path: str) -> list[os.DirEntry[str]]:
    try:
        if os.path.islink(path):
            os.unlink(path)
            return []
        with os.scandir(path) as found:
            return list(found)
    except OSError:
        return []


def _look_at(cache: Path, noted: Mapping[str, tuple[str, tuple[int, ...]]]) -> _Found | None:
    found: _Found = {}
    for address, (sha256, signature) in noted.items():
        seen = _look(f"{cache}/{address}", sha256, signature)
        if seen is None:
            return None
        found[address] = sha256, seen
    return found


def _look(path: str, sha256: str, noted: tuple[int, ...]) -> Signature | None:
    """The signature of the file at `path` if its content is what it should be."""
    try:
        if signature_of(found := os.lstat(path)) == noted and stat.S_ISREG(found.st_mode):
            return signature_of(found)
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            before = os.fstat(descriptor)
            if stat.S_ISREG(before.st_mode) and before.st_size == noted[0] and digest(descriptor) == sha256:
                return signature_of(before)
        finally:
            os.close(descriptor)
    except OSError:
        return None
    return None
