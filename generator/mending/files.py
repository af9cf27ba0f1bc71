"""Several source files changed together: all of them, or none."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Rewrite:
    """One file with the bytes it had and those it is to have."""

    path: Path
    before: bytes
    after: bytes


def rewrite(changes: Iterable[Rewrite]) -> None:
    """Write each file aside and put it in its place. Raises OSError; what was put in place by then is taken back."""
    listed = tuple(changes)
    aside: list[tuple[Path, Rewrite]] = []
    done: list[Rewrite] = []
    try:
        for change in listed:
            new = change.path.with_name(f".{change.path.name}.new")
            aside.append((new, change))
            new.write_bytes(change.after)
            shutil.copymode(change.path, new)
        for new, change in aside:
            os.replace(new, change.path)
            done.append(change)
    except OSError:
        for change in done:
            with contextlib.suppress(OSError):
                change.path.write_bytes(change.before)
        raise
    finally:
        for new, _ in aside:
            new.unlink(missing_ok=True)


def copied(folder: Path, to: Path, changes: Iterable[Rewrite]) -> None:
    """A copy of all campaigns at `to`, without their entries, in which the changes are made: judged before any is written."""
    shutil.copytree(folder, to, symlinks=True, ignore=shutil.ignore_patterns("entries"))
    for change in changes:
        (to / change.path.relative_to(folder)).write_bytes(change.after)
