"""The content-addressed store of finished files. What is in it was either made by us and untouched, or is made anew."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from generator.media.facts import Facts
from generator.media.notes import Notes
from generator.media.recipe import order_for
from generator.media.refusal import MediaCacheError
from generator.media.sealed import check_cache, in_use, put, read_sealed, unusable, write_sealed
from generator.media.sight import digest, signature_of

__all__ = ["MediaCacheError", "Store", "sweep_store"]
_OURS = ("media", "records", "tmp")
_AI_USES = ("none", "assisted", "generated")


class Store:
    """Finished files below `cache`, each at its address, with a record for every group that was made together."""

    def __init__(self, cache: Path) -> None:
        check_cache(cache)
        self._cache = cache

    def has(self, addresses: tuple[str, ...]) -> bool:
        """Whether all of them are there, byte for byte as they were made.

        A file whose size, times and inode are those of the record was not written to (its ctime cannot be set); any
        other is read and its hash compared.
        """
        path = self._record(addresses)
        record = read_sealed(path).get("files", {})
        if not isinstance(record, dict) or set(record) != set(addresses):
            return False
        fresh = {}
        for address in addresses:
            sha256, *noted = record[address]
            found = _look(self._cache / address, sha256, tuple(noted))
            if found is None:
                return False
            fresh[address] = [sha256, *found]
        if fresh != record:
            write_sealed(self._cache, path, {"files": fresh})
        return True

    def keep(self, made: Mapping[str, Path]) -> None:
        """Move finished files (by address) to their places. Raises MediaCacheError."""
        record = {}
        try:
            for address, temporary in made.items():
                descriptor = os.open(temporary, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
                try:
                    os.fsync(descriptor)
                    sha256 = digest(descriptor)
                    put(self._cache, temporary, self._cache / address)
                    record[address] = [sha256, *signature_of(os.fstat(descriptor))]
                finally:
                    os.close(descriptor)
        except OSError as error:
            raise unusable(self._cache, error) from error
        write_sealed(self._cache, self._record(tuple(made)), {"files": record})

    def _record(self, addresses: tuple[str, ...]) -> Path:
        return self._cache / "records" / (group(addresses[0]) + ".json")


def sweep_store(cache: Path, keep: Iterable[str]) -> None:
    """Leave of the store and its notes only what belongs to these addresses. Waits for builds that are at work."""
    if not cache.is_dir():
        return
    check_cache(cache)
    kept = frozenset(keep)
    groups = {group(address) + ".json" for address in kept}
    with in_use(cache, alone=True):
        for top in _OURS:
            _prune(
                cache / top,
                {"media": {a.removeprefix("media/") for a in kept}, "records": groups}.get(top, set()),
            )
        notes = Notes(cache)
        notes.forget(lambda facts: _is_kept(facts, kept))
        notes.save()


def _is_kept(facts: Facts, kept: frozenset[str]) -> bool:
    """Whether anything that is kept was made of this original."""
    return any(
        output.address in kept
        for ai_use in _AI_USES
        for output in order_for(("", "", ""), Path(), facts, ai_use).outputs  # type: ignore[arg-type]
    )


def _prune(top: Path, keep: set[str]) -> None:
    for folder, folders, names in os.walk(top, topdown=False):
        for name in (*names, *folders):
            path = os.path.join(folder, name)
            with contextlib.suppress(OSError):  # a folder with something left in it stays
                if os.path.isdir(path) and not os.path.islink(path):
                    os.rmdir(path)
                elif os.path.relpath(path, top) not in keep:
                    os.unlink(path)


def group(address: str) -> str:
    """`media/ab/abc…-400.webp` belongs to the group `ab/abc…`; a card made alone has a group of its own."""
    path = PurePosixPath(address)
    return f"{path.parent.name}/{path.name.partition('.')[0].partition('-')[0]}"


def _look(path: Path, sha256: str, noted: tuple[int, ...]) -> tuple[int, int, int, int] | None:
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
