"""The files of the finished tree against the plan: none missing, none besides, none of another size."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import NamedTuple

from generator.manifest import Manifest
from generator.verify.memory import State

NO_FILE = -1
"""The size of what is neither file nor folder."""


class Stray(NamedTuple):
    """A file whose presence, absence or size is not as planned; `what` is Chinese."""

    path: str
    what: str


def strays(found: Mapping[str, State], written: Manifest, planned: AbstractSet[str]) -> list[Stray]:
    """Compare what stands in a tree with what was planned, and with what was written (its manifest)."""
    names = found.keys()
    faults = [Stray(path, "计划里没有这个文件") for path in names - planned]
    faults += [Stray(path, "计划里的文件没有写出来") for path in planned - names]
    faults += [
        Stray(path, "写下的大小和现在的不一样")
        for path, record in written.items()
        if path in found and found[path][0] != record.size
    ]
    return sorted(faults)


def files_in(tree: Path) -> dict[str, State]:
    """Every file below `tree` as it looks now. Links are followed nowhere."""
    found: dict[str, State] = {}
    top = os.fspath(tree)
    waiting = [""]
    while waiting:
        here = waiting.pop()
        with os.scandir(f"{top}/{here}") as entries:
            for entry in entries:
                path = here + entry.name
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path + "/")
                    continue
                found[path] = _state(entry.stat(follow_symlinks=False))
    return found


def looks_of(tree: Path, names: Iterable[str]) -> dict[str, State]:
    """These files below `tree` as they look now. Raises OSError."""
    return {name: _state(os.lstat(tree / name)) for name in names}


def _state(status: os.stat_result) -> State:
    size = status.st_size if stat.S_ISREG(status.st_mode) else NO_FILE
    return size, status.st_mtime_ns, status.st_ino, status.st_ctime_ns
