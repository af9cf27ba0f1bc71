"""The files of the finished tree against the plan: none missing, none besides, none of another size."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import NamedTuple

from generator.manifest import Manifest


class Stray(NamedTuple):
    """A file whose presence, absence or size is not as planned; `what` is Chinese."""

    path: str
    what: str


def strays(tree: Path, written: Manifest, planned: AbstractSet[str]) -> list[Stray]:
    """Compare what stands in `tree` with what was planned, and with what was written (its manifest)."""
    found = _files(tree)
    names = found.keys()
    faults = [Stray(path, "计划里没有这个文件") for path in names - planned]
    faults += [Stray(path, "计划里的文件没有写出来") for path in planned - names]
    faults += [
        Stray(path, "写下的大小和现在的不一样")
        for path in names & written.keys()
        if found[path] != written[path].size
    ]
    return sorted(faults)


def _files(tree: Path) -> Mapping[str, int]:
    """Every file below `tree` with its size; what is neither file nor folder has size -1."""
    found: dict[str, int] = {}
    start = len(os.fspath(tree)) + 1
    for folder, folders, names in os.walk(tree):
        for name in (*names, *(one for one in folders if os.path.islink(os.path.join(folder, one)))):
            path = os.path.join(folder, name)
            status = os.lstat(path)
            found[path[start:].replace(os.sep, "/")] = status.st_size if stat.S_ISREG(status.st_mode) else -1
    return found
