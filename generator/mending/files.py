"""Changes of source files as values, and the project as it would be with them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct


class Rewrite(Struct, frozen=True):
    """One file with the bytes it had and those it is to have."""

    path: Path
    before: bytes
    after: bytes


def copied(folder: Path, to: Path, changes: Iterable[Rewrite]) -> None:
    """A copy of all campaigns at `to`, without their entries, in which the changes are made: judged before any is written."""
    shutil.copytree(folder, to, symlinks=True, ignore=shutil.ignore_patterns("entries"))
    for change in changes:
        (to / change.path.relative_to(folder)).write_bytes(change.after)
