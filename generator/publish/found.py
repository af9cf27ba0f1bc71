"""What really stands in a folder of ours, and what of it somebody else put there."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from generator.publish.laying import take_away
from generator.publish.record import File, Files


def strangers(folder: Path, ours: Collection[str]) -> tuple[str, ...]:
    """Files and links in a folder that are none of `ours`, by path."""
    return tuple(sorted(path for path in _names(folder) if path not in ours))


def clear(folder: Path, ours: Collection[str]) -> int:
    """Remove every stranger, and the folders that are empty without it; return how many there were."""
    found = strangers(folder, ours)
    for path in found:
        take_away(folder, path)
    return len(found)


def read_anew(folder: Path, known: Mapping[str, File], *, trusted: bool) -> Files:
    """Which of the `known` files stand there, as they are now; with `trusted` False, those of known content only."""
    found: Files = {}
    for name in _names(folder):
        path = folder / name
        status = path.lstat()
        if name not in known or not stat.S_ISREG(status.st_mode):
            continue
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        if trusted or sha256 == known[name].sha256:
            found[name] = File(sha256, status.st_size, status.st_mtime_ns)
    return found


def _names(folder: Path) -> Iterator[str]:
    """Every file of a folder, and every link whatever it leads to."""
    start = len(f"{folder}/")
    for where, folders, names in os.walk(folder):
        links = [name for name in folders if os.path.islink(os.path.join(where, name))]
        for name in (*names, *links):
            yield os.path.join(where, name)[start:]
