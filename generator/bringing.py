"""Bringing a folder to a planned state: only what differs from its manifest is written, what is not planned goes."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from generator.calm import calm
from generator.filenames import claim_all, folders_of
from generator.manifest import FULL, DiskFullError, Due, Manifest, Record, Source, State, Stored
from generator.putting import Beside, copy, join, make_folders, put, share, take_away
from generator.removing import remove_files
from generator.scanning import FILE_MODE, FOLDER_MODE, scan
from generator.spread import spread

__all__ = ["FILE_MODE", "FOLDER_MODE", "Change", "bring"]

LEAST = 1500
"""Files from which on several processes make and write them: below, starting them costs what they save."""


class Change(Struct):
    """What was done to a folder."""

    planned: int = 0
    written: int = 0
    removed: int = 0
    bytes_written: int = 0

    @property
    def unchanged(self) -> int:
        """How many planned files were there already."""
        return self.planned - self.written


class _File(NamedTuple):
    """A planned file that may have to be written; `record` is the one of the file that stands there whole, if any does.

    `old` is whether anything stands there.
    """

    path: str
    source: Source
    origin: str
    record: Record | None
    old: bool


@calm()
def bring(
    folder: Path,
    known: Manifest,
    files: Iterable[tuple[str, Source]],
    *,
    jobs: int = 1,
    beside: Beside | None = None,
    found: tuple[dict[str, State], set[str]] | None = None,
) -> tuple[Manifest, Change]:
    """Bring `folder` to hold exactly `files`, readable for everyone, and return its new manifest.

    What is due is made when its turn comes, by `jobs` processes where it is much, and not at all if its origin is the
    one that the file there was made from, or the one `beside`, whose bytes are then shared. Two files at one path are
    refused, also where only case or Unicode form differ: on another disk, or behind another web server, one would hide
    the other. `found` is what `scan` saw there, if somebody looked already.
    """
    there, folders = found or scan(folder)
    planned = list(files)
    paths = [path for path, _ in planned]
    claim_all(paths)
    needed, names = folders_of(paths), frozenset(paths)
    _clear(folder, there, folders, names, needed)
    done, due = _standing(known, there, planned)
    change = Change(planned=len(planned))
    work = partial(_settle, os.fspath(folder), folders, beside)
    try:
        for settled in spread(work, due, jobs=jobs, least=LEAST) if due else ():
            for path, record, written in settled:
                done[path] = record
                change.written += written
                change.bytes_written += record.size if written else 0
    except _FullAtError as full:
        at = next(at for at, file in enumerate(due) if file.path == full.path)
        short = sum(_size(file.source) for file in due[at:])
        told = f"磁盘空间不够：写 {full.path} 时满了，至多还要 {max(short, 100_000) / 1_000_000:.1f} MB。旧网站没有改动。"
        raise DiskFullError(told) from full
    # Some are gone already: they stood where a folder is now, or in a folder that stood where a file is.
    strays = there.keys() - names
    change.removed = len(strays)
    if errors := remove_files([os.path.join(folder, path) for path in strays]):
        raise errors[0]
    for path in sorted(folders - needed, key=len, reverse=True):
        with suppress(FileNotFoundError, NotADirectoryError):
            (folder / path).rmdir()
    return {path: done[path] for path in paths}, change


def bring_few(
    folder: Path, known: Manifest, files: Mapping[str, Source], gone: AbstractSet[str]
) -> tuple[Manifest, Change]:
    """Bring a folder that holds what is `known` of it, as it is known, to hold `files` besides and nothing that is `gone`.

    Returns its new manifest, in which what was there before comes first. Raises OSError.
    """
    for fresh in files.keys() - known.keys():
        beneath = f"{fresh.rpartition('/')[0]}/"
        near = [one for one in known if one.startswith(beneath)]  # in a folder that is there no other rivals
        claim_all(list({*(near or known), *files.keys()} - gone))
    standing = {path: known[path][1:4] for path in files.keys() & known.keys()}
    done, due = _standing(known, standing, files.items())
    change = Change(planned=len(known.keys() - gone) + len(files.keys() - known.keys()))
    for path, record, written in _settle(os.fspath(folder), set(), None, due):
        done[path] = record
        change.written += written
        change.bytes_written += record.size if written else 0
    change.removed = len(gone)
    if errors := remove_files([f"{folder}/{path}" for path in gone]):
        raise errors[0]
    for path in gone:
        with suppress(OSError):
            while path := path.rpartition("/")[0]:
                os.rmdir(f"{folder}/{path}")  # ends where something is left
    return {path: record for path, record in (known | done).items() if path not in gone}, change


class _FullAtError(OSError):
    """The disk was full when `path` was written."""

    def __init__(self, path: str) -> None:
        super().__init__(errno.ENOSPC, path)
        self.path = path

    def __reduce__(self) -> tuple[type[_FullAtError], tuple[str]]:
        return _FullAtError, (self.path,)


def _clear(
    folder: Path,
    found: Mapping[str, State],
    folders: set[str],
    planned: AbstractSet[str],
    needed: AbstractSet[str],
) -> None:
    """Take away files of the last site where this one has a folder, and folders where it has a file."""
    for path in needed & found.keys():
        (folder / path).unlink()
    for path in planned & folders:
        shutil.rmtree(folder / path)
        folders.difference_update([p for p in folders if p == path or p.startswith(path + "/")])


def _standing(
    known: Manifest, found: Mapping[str, State], planned: Iterable[tuple[str, Source]]
) -> tuple[Manifest, list[_File]]:
    """The records of those files that stand there whole, made from what is planned; and the others."""
    kept: Manifest = {}
    due = []
    for path, source in planned:
        record, state = known.get(path), found.get(path)
        if record is not None and state != record[1:4]:
            record = None
        origin = _origin(source)
        if record is not None and origin and record.origin == origin:
            kept[path] = record
        elif record is not None and isinstance(source, Due) and record.sha256 == source.sha256:
            kept[path] = record._replace(origin=origin)
        else:
            due.append(_File(path, source, origin, record, state is not None))
    return kept, due


def _settle(
    top: str, folders: set[str], beside: Beside | None, files: Sequence[_File]
) -> list[tuple[str, Record, bool]]:
    """Have these files there; of each its record, and whether it was written."""
    settled = []
    for file in files:
        try:
            settled.append((file.path, *_settled(top, folders, beside, file)))
        except OSError as error:
            if error.errno not in FULL:
                raise
            raise _FullAtError(file.path) from error
    return settled


def _settled(top: str, folders: set[str], beside: Beside | None, file: _File) -> tuple[Record, bool]:
    path, source, origin, record, old = file
    target, folder = f"{top}/{path}", path.rpartition("/")[0]
    other = beside.files.get(path) if beside and origin and not old else None
    if beside and other and other.origin == origin:
        make_folders(top, folder, folders)
        if shared := share(target, path, beside):
            return shared, True
    if isinstance(source, Due):
        source = source.make()
    sha256 = _sha256(source) if record or isinstance(source, bytes) else ""
    if record and record.sha256 == sha256:
        return record._replace(origin=origin), False
    make_folders(top, folder, folders)
    if old:
        take_away(target)
    if isinstance(source, bytes):
        return Record(sha256, *put(target, source), origin), True
    if isinstance(source, Stored):
        sha256, state = join(target, source)
    else:
        sha256, state = copy(target, os.fspath(source))
    return Record(sha256, *state, origin), True


def _sha256(source: bytes | Path | Stored) -> str:
    if isinstance(source, bytes):
        return hashlib.sha256(source).hexdigest()
    with (source.path if isinstance(source, Stored) else source).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _origin(source: Source) -> str:
    if isinstance(source, bytes):
        return ""
    if isinstance(source, Due):
        return source.origin
    if isinstance(source, Stored):  # its change time tells of its names too
        size, written, inode = source.signature[:3] or _state(source.path)
        return f"{source.path}|{size}|{written}|{inode}"
    status = os.stat(source)
    # A checkout may give all files one time; the change time cannot be set.
    return f"{source}|{status.st_size}|{status.st_mtime_ns}|{status.st_ino}|{status.st_ctime_ns}"


def _state(path: Path) -> State:
    status = os.stat(path)
    return status.st_size, status.st_mtime_ns, status.st_ino


def _size(source: Source) -> int:
    if isinstance(source, Due):
        source = source.make()
    if isinstance(source, bytes):
        return len(source)
    return (source.path if isinstance(source, Stored) else source).stat().st_size
