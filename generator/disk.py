"""What the system can do with files that Python's library has no word for: locks, exchanges in one step, syncs."""

from __future__ import annotations

import ctypes
import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.signature import Signature, signature_of

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


class BusyError(Exception):
    """Another process holds the lock; `holder` is its number as it wrote it, or 不明."""

    def __init__(self, holder: str) -> None:
        super().__init__(holder)
        self.holder = holder


@contextmanager
def locked(path: Path) -> Iterator[Signature]:
    """Hold the lock in `path`, else raise `BusyError` at once. The system drops it if we are killed.

    Yields how the file looked when the lock was got; whoever gets it writes the file.
    """
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError(os.read(lock, 20).decode("ascii", "replace").strip() or "不明") from error
        before = signature_of(os.fstat(lock))
        os.ftruncate(lock, 0)
        os.write(lock, str(os.getpid()).encode())
        yield before
    finally:
        os.close(lock)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step; False where the system cannot."""
    rename = (
        getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if sys.platform == "linux" else None
    )
    if rename is None:
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)


def sync(folder: Path) -> None:
    """Have everything written so far reach the disk of `folder`: one call, not one a file."""
    syncfs = getattr(ctypes.CDLL(None), "syncfs", None) if sys.platform == "linux" else None
    if syncfs is None:
        os.sync()
        return
    here = os.open(folder, os.O_RDONLY)
    try:
        if syncfs(here) != 0:
            os.sync()
    finally:
        os.close(here)


def sync_folder(folder: Path) -> None:
    """Have the names in `folder` reach the disk, where its file system can."""
    here = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(here)
    finally:
        os.close(here)
