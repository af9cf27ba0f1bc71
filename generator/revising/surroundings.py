"""Everything but the entries that a build reads, as one name made of how the files look on disk; nothing is opened."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from importlib.util import find_spec
from pathlib import Path

_PROGRAM = Path(__file__).parents[1]
_LIBRARIES = Path(str(find_spec("pydantic").origin)).parents[1]  # type: ignore[union-attr]
"""Where all libraries stand: the folder changes when one of them is put there or replaced."""


def surroundings(root: Path, campaigns: str, content: str, *, before: int | None = None) -> str | None:
    """A name for the program, the settings, the theme, the hand-written pages and the campaigns without their entries.

    Size, times, inode and mode of every file and folder are in it: a file that was only touched counts as another one.
    None if one of them was touched when the disk's clock had passed `before`, in nanoseconds.
    """
    digest = hashlib.blake2b(f"{sys.version} {root}".encode(), digest_size=16)
    folder = os.fspath(root / campaigns)
    entries = {one.path + "/entries" for one in _listed(folder)}
    tops = (_PROGRAM, root / "theme", root / content, root / "mkdocs.yml", folder)
    for path, found in (
        (_LIBRARIES, os.lstat(_LIBRARIES)),
        *(one for top in tops for one in _walk(top, entries)),
    ):
        if before is not None and found.st_ctime_ns >= before:
            return None
        looks = (
            f"{path} {found.st_mode} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}\n"
        )
        digest.update(looks.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _walk(top: str | Path, without: AbstractSet[str]) -> Iterator[tuple[str, os.stat_result]]:
    """Every file and folder below `top`, itself first; what stands `without` is not entered."""
    path = os.fspath(top)
    try:
        yield path, os.lstat(path)
    except OSError:
        return
    waiting = [path]
    while waiting:
        for one in _listed(waiting.pop()):
            if one.name != "__pycache__" and one.path not in without:
                yield one.path, one.stat(follow_symlinks=False)
                if one.is_dir(follow_symlinks=False):
                    waiting.append(one.path)


def _listed(folder: str) -> list[os.DirEntry[str]]:
    """What stands in a folder, in a fixed order; nothing where there is none."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda one: one.name)
    except OSError:
        return []
