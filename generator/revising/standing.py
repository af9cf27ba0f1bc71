"""Whether a tree stands as when everything in it was in order, but for what is looked at more closely."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.filenames import folders_of
from generator.manifest import Manifest, Record
from generator.revising.looks import UNSURE, Looked, Stamp, Standing, sure
from generator.scanning import FILE_MODE, FOLDER_MODE
from generator.twins import record_of

_FILE, _FOLDER = stat.S_IFREG | FILE_MODE, stat.S_IFDIR | FOLDER_MODE
Verified = Mapping[str, tuple[int, int, int, int]]
"""Size, mtime, inode and change time of pages when they were verified."""


class DisorderError(Exception):
    """Something stands there that should not, or not as it should."""


def standing_of(tree: Path, manifest: Manifest, verified: Verified, now: int) -> Standing | None:
    """How a tree stands that holds what its manifest tells of and nothing else; None if it does not.

    Pages that do not look as when they were verified are read. `now` is a time of the disk before it is looked at.
    """
    top = os.fspath(tree)
    try:
        folders = {folder: _folder(top, folder, now) for folder in ("", *sorted(folders_of(manifest)))}
        there = {one for folder in folders for one in _listed(top, folder)}
        if there != manifest.keys() | (folders.keys() - {""}):
            return None
        files = {
            path: _file(top, path, record, now, verified=verified.get(path) if path.endswith(".html") else ())
            for path, record in manifest.items()
        }
        found = os.lstat(record_of(tree))
    except (OSError, DisorderError):
        return None
    return Standing((found.st_ino, found.st_ctime_ns), Looked.of(files), Looked.of(folders))


def mended(
    standing: Standing, tree: Path, odd: tuple[list[str], list[str]], manifest: Manifest, now: int
) -> Standing | None:
    """The same of a tree in which these files and folders look otherwise, if they hold what they should; else None."""
    top = os.fspath(tree)
    names, folders = odd
    if standing.files.count != len(manifest):
        return None
    inner = set(standing.folders.names) if folders else set[str]()
    try:
        found = os.lstat(record_of(tree))
        if (found.st_ino, found.st_ctime_ns) != standing.record:
            return None
        files = {name: _file(top, name, manifest[name], now, verified=None) for name in names}
        looked: dict[str, Stamp | None] = {}
        for folder in folders:
            looked[folder] = _folder(top, folder, now)
            # what is not there any more looks otherwise itself
            if not all(one in manifest or one in inner for one in _listed(top, folder)):
                return None
    except (OSError, KeyError, DisorderError):
        return None
    return Standing(standing.record, standing.files.but(files), standing.folders.but(looked))


def changed(standing: Standing, tree: Path, written: Iterable[str], gone: Iterable[str]) -> Standing:
    """The same of a tree into which we have written these files, and from which we have taken others. Raises OSError."""
    found = os.lstat(record_of(tree))
    files: dict[str, Stamp | None] = {**dict.fromkeys(gone), **dict.fromkeys(written, UNSURE)}
    known = set(standing.folders.names)
    folders: dict[str, Stamp | None] = {}
    for path in files:
        folder = path.rpartition("/")[0]
        while folder not in folders:
            there = os.path.isdir(f"{tree}/{folder}")
            folders[folder] = UNSURE if there else None
            if (there and folder in known) or not folder:
                break
            folder = folder.rpartition("/")[0]  # which it came into, or went out of
    stamp = found.st_ino, found.st_ctime_ns
    return Standing(stamp, standing.files.but(files), standing.folders.but(folders))


def _file(top: str, path: str, record: Record, now: int, *, verified: tuple[int, ...] | None) -> Stamp:
    """How a file looks that holds what its record says; a page that was not `verified` as it looks is read."""
    whole = f"{top}/{path}"
    found = os.lstat(whole)
    state = found.st_size, found.st_mtime_ns, found.st_ino
    if found.st_mode != _FILE or state != record[1:4]:
        raise DisorderError(path)
    if verified not in ((), (*state, found.st_ctime_ns)):
        with open(whole, "rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != record.sha256:
                raise DisorderError(path)
    return sure((found.st_ino, found.st_ctime_ns), now)


def _folder(top: str, folder: str, now: int) -> Stamp:
    found = os.lstat(f"{top}/{folder}" if folder else top)
    if found.st_mode != _FOLDER:
        raise DisorderError(folder)
    return sure((found.st_ino, found.st_ctime_ns), now)


def _listed(top: str, folder: str) -> list[str]:
    """What stands in a folder, as the tree names it."""
    if not folder:
        return os.listdir(top)
    return [f"{folder}/{name}" for name in os.listdir(f"{top}/{folder}")]
