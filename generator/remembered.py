"""Sound entries remembered between runs, so that of ten thousand only those that were touched are read again.

An entry is remembered when nothing at all was wrong in its file; what hangs on other records is judged anew each time.
The memory holds texts of works that nobody has approved yet: it lies in the user's own cache folder on this machine,
never in the project, whose caches travel (CI), and only for projects large enough to be worth it.
"""

from __future__ import annotations

import contextlib
import json
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct, field

from generator.codestamp import code_stamp
from generator.keeping import revived
from generator.media.refusal import MediaCacheError
from generator.media.sealed import read_sealed_bytes, write_sealed_bytes
from generator.model.entry import Entry
from generator.model.sure import Row

FEWEST = 300
"""Entries below which reading them costs less than a second and nothing is remembered."""
SHARDS = 16
"""Files of the memory: a change rewrites one of them, and none grows beyond what a sealed file may hold."""
State = bytes
"""Size, mtime, inode, ctime, mode and links of the folder and of its entry.yml: while all are the same nobody has touched either."""

_SEPARATOR, _END = b"\t", b"\n"
"""Neither stands in a name, and JSON writes both otherwise."""
_encoded = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode
_decoded = json.JSONDecoder().decode


def written(row: Row) -> bytes:
    """A record's row as it is kept: a line."""
    return _encoded(row).encode("utf-8", "surrogatepass")


class Known(NamedTuple):
    """A remembered entry: the names of the files beside it, the content of entry.yml by hash, its record's row as `written`."""

    media: tuple[str, ...]
    sha256: str
    row: bytes

    @property
    def record(self) -> Entry:
        """The record, made anew at each call."""
        return revived(Entry, _decoded(self.row.decode("utf-8", "surrogatepass")))


class Memory(Struct):
    """What one run knows of earlier ones; without a folder nothing, and nothing is written."""

    folder: Path | None = None
    _noted: dict[str, bytes] = field(default_factory=dict)
    """By name the state, the hash, the names of the media and the row: a line that is taken apart when it is asked for."""
    _seen: set[str] = field(default_factory=set)
    _changed: set[int] = field(default_factory=set)

    @classmethod
    def opened(cls, folder: Path | None) -> Memory:
        """The memory in `folder`, without what is damaged or was written by another version of the program."""
        memory = cls(folder)
        if folder is None:
            return memory
        stamp = code_stamp().encode()
        for number in range(SHARDS):
            code, *lines = (read_sealed_bytes(_shard(folder, number)) or b"").split(_END)
            if code == stamp:
                for line in lines:
                    name, _, told = line.partition(_SEPARATOR)
                    memory._noted[name.decode()] = told
        return memory

    def recall(self, name: str, now: State | None) -> Known | None:
        """The entry whose folder is called `name` in the project, if nobody has touched it since."""
        told = self._noted.get(name)
        if told is None or now is None:
            return None
        state, rest = told.split(_SEPARATOR, 1)
        return self._known(name, rest) if state == now else None

    def recall_content(self, name: str, sha256: str) -> Known | None:
        """The entry, if its file was touched and yet says what it said: a fresh checkout, a copy."""
        told = self._noted.get(name)
        if told is None:
            return None
        rest = told.split(_SEPARATOR, 1)[1]
        return self._known(name, rest) if rest.startswith(sha256.encode()) else None

    def note(self, name: str, now: State, known: Known) -> None:
        """Remember a sound entry, as it was when `now` was its state."""
        if self.folder is None or "\t" in name or "\n" in name:
            return
        media = _encoded(known.media).encode("utf-8", "surrogatepass")
        self._noted[name] = _SEPARATOR.join((now, known.sha256.encode(), media, known.row))
        self._seen.add(name)
        self._changed.add(_number(name))

    def save(self) -> None:
        """Write down what is new; a folder that cannot be written costs the next run its time and nothing else."""
        if self.folder is None or (len(self._seen) < FEWEST and not self.folder.is_dir()):
            return
        changed = self._changed | {_number(name) for name in self._noted.keys() - self._seen}
        shards: dict[int, list[str]] = {number: [] for number in changed}
        for name in self._seen if changed else ():
            if (number := _number(name)) in changed:
                shards[number].append(name)
        with contextlib.suppress(MediaCacheError, OSError):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            for number, names in shards.items():
                body = _END.join(self._lines(sorted(names)))
                write_sealed_bytes(self.folder, _shard(self.folder, number), body, lasting=False)

    def forget(self) -> None:
        """Let go of everything: what was asked for has been handed out."""
        self._noted.clear()

    def _lines(self, names: list[str]) -> Iterator[bytes]:
        yield code_stamp().encode()
        for name in names:
            yield name.encode() + _SEPARATOR + self._noted[name]

    def _known(self, name: str, rest: bytes) -> Known:
        self._seen.add(name)
        sha256, media, row = rest.split(_SEPARATOR, 2)
        names = () if media == b"[]" else tuple(_decoded(media.decode("utf-8", "surrogatepass")))
        return Known(names, sha256.decode(), row)


def _shard(folder: Path, number: int) -> Path:
    return folder / f"entries-{number:02}.txt"


def _number(name: str) -> int:
    return zlib.crc32(name.encode()) % SHARDS


def state_of(folder: os.stat_result, file: str) -> State | None:
    """The state of an entry's folder and of its file, None where that is not there."""
    try:
        found = os.lstat(file)
    except OSError:
        return None
    return b"%d %d %d %d %d %d %d %d %d %d %d" % (
        folder.st_size, folder.st_mtime_ns, folder.st_ino, folder.st_ctime_ns, folder.st_mode,
        found.st_size, found.st_mtime_ns, found.st_ino, found.st_ctime_ns, found.st_mode, found.st_nlink,
    )  # fmt: skip
