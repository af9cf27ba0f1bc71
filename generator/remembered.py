"""Sound entries remembered between runs, so that of ten thousand only those that were touched are read again.

An entry is remembered when nothing at all was wrong in its file; what hangs on other records is judged anew each time.
The memory holds texts of works that nobody has approved yet: it lies in the user's own cache folder on this machine,
never in the project, whose caches travel (CI), and only for projects large enough to be worth it.
"""

from __future__ import annotations

import contextlib
import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.codestamp import code_stamp
from generator.keeping import revived
from generator.media.refusal import MediaCacheError
from generator.media.sealed import read_sealed, write_sealed
from generator.model.entry import Entry

FEWEST = 300
"""Entries below which reading them costs less than a second and nothing is remembered."""
SHARDS = 16
"""Files of the memory: a change rewrites one of them, and none grows beyond what a sealed file may hold."""
State = tuple[int, ...]
"""Size, mtime, inode, ctime and links of the folder and of its entry.yml: while all are the same nobody has touched either."""


@dataclass(frozen=True, slots=True)
class Known:
    """A remembered entry: the names of the files beside it, the content of entry.yml by hash, its record as plain data."""

    media: tuple[str, ...]
    sha256: str
    kept: Mapping[str, Any]

    @property
    def record(self) -> Entry:
        """The record, made anew at each call."""
        return revived(Entry, self.kept)


@dataclass(slots=True)
class Memory:
    """What one run knows of earlier ones; without a folder nothing, and nothing is written."""

    folder: Path | None = None
    _noted: dict[str, Any] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)
    _changed: set[int] = field(default_factory=set)

    @classmethod
    def opened(cls, folder: Path | None) -> Memory:
        """The memory in `folder`, without what is damaged or was written by another version of the program."""
        memory = cls(folder)
        if folder is None:
            return memory
        for number in range(SHARDS):
            record = read_sealed(_shard(folder, number))
            if record.get("code") == code_stamp():
                memory._noted.update(record["entries"])
        return memory

    def recall(self, name: str, now: State | None) -> Known | None:
        """The entry whose folder is called `name` in the project, if nobody has touched it since."""
        noted = self._noted.get(name)
        if noted is None or now is None or tuple(noted[0]) != now:
            return None
        return self._known(name, noted)

    def recall_content(self, name: str, sha256: str) -> Known | None:
        """The entry, if its file was touched and yet says what it said: a fresh checkout, a copy."""
        noted = self._noted.get(name)
        return self._known(name, noted) if noted is not None and noted[1] == sha256 else None

    def note(self, name: str, now: State, known: Known) -> None:
        """Remember a sound entry, as it was when `now` was its state."""
        if self.folder is None:
            return
        self._noted[name] = [list(now), known.sha256, list(known.media), known.kept]
        self._seen.add(name)
        self._changed.add(_number(name))

    def save(self) -> None:
        """Write down what is new; a folder that cannot be written costs the next run its time and nothing else."""
        if self.folder is None or (len(self._seen) < FEWEST and not self.folder.is_dir()):
            return
        changed = self._changed | {_number(name) for name in self._noted.keys() - self._seen}
        shards: dict[int, dict[str, Any]] = {number: {} for number in changed}
        for name in self._seen if changed else ():
            if (number := _number(name)) in changed:
                shards[number][name] = self._noted[name]
        with contextlib.suppress(MediaCacheError, OSError):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            for number, entries in shards.items():
                sealed = {"entries": entries, "code": code_stamp()}
                write_sealed(self.folder, _shard(self.folder, number), sealed)

    def forget(self) -> None:
        """Let go of everything: what was asked for has been handed out."""
        self._noted.clear()

    def _known(self, name: str, noted: list[Any]) -> Known:
        self._seen.add(name)
        return Known(tuple(noted[2]), str(noted[1]), noted[3])


def _shard(folder: Path, number: int) -> Path:
    return folder / f"entries-{number:02}.json"


def _number(name: str) -> int:
    return zlib.crc32(name.encode()) % SHARDS


def state_of(folder: str, file: str) -> State | None:
    """The state of an entry's folder and file, None where one is not there."""
    try:
        both = os.lstat(folder), os.lstat(file)
    except OSError:
        return None
    return (
        *(f for s in both for f in (s.st_size, s.st_mtime_ns, s.st_ino, s.st_ctime_ns, s.st_mode)),
        both[1].st_nlink,
    )
