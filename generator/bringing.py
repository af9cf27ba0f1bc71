"""Bringing a folder to a planned state: only what differs from its manifest is written, what is not planned goes."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.filenames import Names, parents
from generator.manifest import FULL, DiskFullError, Due, Manifest, Record, Source, State
from generator.spread import spread

FILE_MODE, FOLDER_MODE = 0o644, 0o755
"""A web server under another user must be able to read everything, whatever our umask."""

LEAST = 1500
"""Files from which on several processes make and write them: below, starting them costs what they save."""

_File = tuple[str, Source]


@dataclass(slots=True)
class Change:
    """What was done to a folder."""

    planned: int = 0
    written: int = 0
    removed: int = 0
    bytes_written: int = 0

    @property
    def unchanged(self) -> int:
        """How many planned files were there already."""
        return self.planned - self.written


def bring(folder: Path, known: Manifest, files: Iterable[_File], *, jobs: int = 1) -> tuple[Manifest, Change]:
    """Bring `folder` to hold exactly `files`, readable for everyone, and return its new manifest.

    What is due is made when its turn comes, by `jobs` processes where it is much, and not at all if its origin is the
    one that the file there was made from. Two files at one path are refused, also where only case or Unicode form
    differ: on another disk, or behind another web server, one would hide the other.
    """
    found, folders = scan(folder)
    names, planned = Names(), list(files)
    for path, _ in planned:
        names.claim(path)
    needed = {parent for path, _ in planned for parent in parents(path)}
    _clear(folder, found, folders, {path for path, _ in planned}, needed)
    manifest, change = Manifest(), Change(planned=len(planned))
    work = partial(_settle, folder, known, found, folders)
    try:
        for settled in spread(work, planned, jobs=jobs, least=LEAST):
            for path, record, written in settled:
                manifest[path] = record
                change.written += written
                change.bytes_written += record.size if written else 0
    except _FullAtError as full:
        at = next(at for at, (path, _) in enumerate(planned) if path == full.path)
        short = sum(_size(source) for _, source in planned[at:])
        told = f"磁盘空间不够：写 {full.path} 时满了，至多还要 {max(short, 100_000) / 1_000_000:.1f} MB。旧网站没有改动。"
        raise DiskFullError(told) from full
    for path in found.keys() - manifest.keys():
        change.removed += 1
        # It may be gone already: it stood where a folder is now, or in a folder that stood where a file is.
        with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
            (folder / path).unlink()
    for path in sorted(folders - needed, key=len, reverse=True):
        with suppress(FileNotFoundError, NotADirectoryError):
            (folder / path).rmdir()
    return manifest, change


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


def _settle(
    folder: Path,
    known: Manifest,
    found: Mapping[str, State],
    folders: AbstractSet[str],
    files: Sequence[_File],
) -> list[tuple[str, Record, bool]]:
    """Have these files there; of each its record, and whether it was written."""
    top, there = os.fspath(folder), set(folders)
    settled = []
    for path, source in files:
        record = known.get(path)
        if record is not None and found.get(path) != record[1:4]:
            record = None
        try:
            settled.append((path, *_settled(top, path, source, record, there, old=path in found)))
        except OSError as error:
            if error.errno not in FULL:
                raise
            raise _FullAtError(path) from error
    return settled


def _settled(
    top: str, path: str, source: Source, record: Record | None, folders: set[str], *, old: bool
) -> tuple[Record, bool]:
    """The record of one file; `record` is the one of the file that stands there whole, `old` whether any stands there."""
    origin = _origin(source)
    if record and origin and record.origin == origin:
        return record, False
    if isinstance(source, Due):
        source = source.make()
    sha256 = _sha256(source)
    if record and record.sha256 == sha256:
        return record._replace(origin=origin), False
    size, mtime_ns, ino = _put(top, path, source, folders, old=old)
    return Record(sha256, size, mtime_ns, ino, origin), True


def scan(folder: Path) -> tuple[dict[str, State], set[str]]:
    """List a folder's files and sub-folders; mend modes, remove what is neither file nor folder. Raises OSError."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(FOLDER_MODE)
    files: dict[str, State] = {}
    folders: set[str] = set()
    waiting = [""]
    while waiting:
        here = waiting.pop()
        with os.scandir(folder / here) as entries:
            for entry in entries:
                path = here + entry.name
                if path == ".git":  # MkDocs' users may have a checkout there; it is not ours to remove
                    continue
                status = entry.stat(follow_symlinks=False)
                mode = stat.S_IMODE(status.st_mode)
                if stat.S_ISDIR(status.st_mode):
                    folders.add(path)
                    waiting.append(path + "/")
                    if mode != FOLDER_MODE:
                        Path(entry.path).chmod(FOLDER_MODE)
                elif stat.S_ISREG(status.st_mode):
                    files[path] = status.st_size, status.st_mtime_ns, status.st_ino
                    if mode != FILE_MODE:
                        Path(entry.path).chmod(FILE_MODE)
                else:
                    Path(entry.path).unlink()
    return files, folders


def _put(top: str, path: str, source: bytes | Path, folders: set[str], *, old: bool) -> State:
    """Write one file anew (never through a link, never into bytes someone else may share); return its state."""
    parent = path.rpartition("/")[0]
    if parent and parent not in folders:
        for missing in reversed([one for one in (parent, *parents(parent)) if one not in folders]):
            with suppress(FileExistsError):  # made by a process beside us
                os.mkdir(f"{top}/{missing}")
            os.chmod(f"{top}/{missing}", FOLDER_MODE)
            folders.add(missing)
    target = f"{top}/{path}"
    if old:
        with suppress(FileNotFoundError):
            os.unlink(target)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE), "wb", 0) as file:
        if isinstance(source, bytes):
            _write_all(file.fileno(), source)
        else:
            with source.open("rb") as original:
                while block := original.read(1 << 20):
                    _write_all(file.fileno(), block)
        os.fchmod(file.fileno(), FILE_MODE)
        status = os.fstat(file.fileno())
    return status.st_size, status.st_mtime_ns, status.st_ino


def _write_all(file: int, data: bytes) -> None:
    """Write all of it: the system may take less at once."""
    written = os.write(file, data)
    while written < len(data):
        written += os.write(file, data[written:])


def _sha256(source: bytes | Path) -> str:
    if isinstance(source, bytes):
        return hashlib.sha256(source).hexdigest()
    with source.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _origin(source: Source) -> str:
    if isinstance(source, bytes):
        return ""
    if isinstance(source, Due):
        return source.origin
    status = source.stat()
    # A checkout may give all files one time; the change time cannot be set.
    return f"{source}|{status.st_size}|{status.st_mtime_ns}|{status.st_ino}|{status.st_ctime_ns}"


def _size(source: Source) -> int:
    if isinstance(source, Due):
        source = source.make()
    return len(source) if isinstance(source, bytes) else source.stat().st_size
