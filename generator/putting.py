"""Putting one file into a tree: always as a new file, never through a link, never into bytes that someone else may share."""

from __future__ import annotations

import hashlib
import os
import stat

from msgspec import Struct

from generator.manifest import Manifest, Record, State, Stored
from generator.scanning import FILE_MODE, FOLDER_MODE
from generator.signature import signature_of

_BLOCK = 1 << 20


class Beside(Struct, frozen=True):
    """Another tree of the same site that stands whole: what it holds may be shared by a hard link."""

    top: str
    files: Manifest


def make_folders(top: str, folder: str, there: set[str]) -> None:
    """Have `folder` below `top`, and those above it; `there` are those that are known to be folders, and grows."""
    if not folder or folder in there:
        return
    make_folders(top, folder.rpartition("/")[0], there)
    path = f"{top}/{folder}"
    try:
        os.mkdir(path, FOLDER_MODE)
    except FileExistsError:
        if not stat.S_ISDIR(os.lstat(path).st_mode):  # else made by a process beside us
            raise
    if stat.S_IMODE(os.lstat(path).st_mode) != FOLDER_MODE:
        os.chmod(path, FOLDER_MODE)
    there.add(folder)


def put(target: str, data: bytes) -> State:
    """Write a file that is not there yet."""
    file = _new(target)
    try:
        _write_all(file, data)
        return _settled(file)
    finally:
        os.close(file)


def copy(target: str, source: str) -> tuple[str, State]:
    """Write a file that is not there yet with the bytes of another one; also returns the sha256 of what was written."""
    original = os.open(source, os.O_RDONLY)
    try:
        file = _new(target)
        try:
            digest = hashlib.sha256()
            block = min(os.fstat(original).st_size + 1, _BLOCK)
            while data := os.read(original, block):
                digest.update(data)
                _write_all(file, data)
            return digest.hexdigest(), _settled(file)
        finally:
            os.close(file)
    finally:
        os.close(original)


def join(target: str, stored: Stored) -> tuple[str, State]:
    """Give a file of a store a second name at `target`, where nothing is yet, or copy it; also returns its sha256.

    To make a file costs the disk several times what a name does. What still looks as it was noted is not read again
    (its ctime cannot be set, so this is looked at before it gets the name).
    """
    source = os.fspath(stored.path)
    noted = bool(stored.signature) and signature_of(os.lstat(source)) == stored.signature
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:  # it stands on another disk, this file system has no links, or the file too many names
        return copy(target, source)
    if noted:
        status = os.lstat(target)
        state = status.st_size, status.st_mtime_ns, status.st_ino
        if state == stored.signature[:3] and status.st_mode == stat.S_IFREG | FILE_MODE:
            return stored.sha256, state
    with open(target, "rb") as file:
        status = os.fstat(file.fileno())
        if status.st_mode == stat.S_IFREG | FILE_MODE:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            return sha256, (status.st_size, status.st_mtime_ns, status.st_ino)
    os.unlink(target)
    return copy(target, source)


def share(target: str, path: str, beside: Beside) -> Record | None:
    """Give the file of another tree a name at `target`, where none is yet; None unless it is there as its record says."""
    record = beside.files[path]
    try:
        os.link(f"{beside.top}/{path}", target, follow_symlinks=False)
    except OSError:  # it is gone, or this file system has no links
        return None
    status = os.lstat(target)
    state = status.st_size, status.st_mtime_ns, status.st_ino
    if state == record[1:4] and status.st_mode == stat.S_IFREG | FILE_MODE:
        return record
    os.unlink(target)
    return None


def take_away(target: str) -> None:
    """Remove a file, if it is there."""
    try:
        os.unlink(target)
    except FileNotFoundError:
        return


def _new(target: str) -> int:
    return os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)


def _settled(file: int) -> State:
    """How the file looks when it is written; readable for everyone, whatever our umask took away."""
    status = os.fstat(file)
    if stat.S_IMODE(status.st_mode) != FILE_MODE:
        os.fchmod(file, FILE_MODE)
    return status.st_size, status.st_mtime_ns, status.st_ino


def _write_all(file: int, data: bytes) -> None:
    """Write all of it: the system may take less at once."""
    written = os.write(file, data)
    while written < len(data):
        written += os.write(file, data[written:])
