"""Taking along what others put into a plain folder (`.well-known/`, `.htaccess`): it is not ours to drop or to change."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Collection
from pathlib import Path

from msgspec import Struct

from generator.publish.laying import link, make_way


def carry(old: Path, new: Path, *, before: Collection[str], site: Collection[str]) -> int | None:
    """Give what others put into `old` its place in `new`, and `new` the mode of `old`; return how many files there were.

    `before` are our files in `old`, `site` those in `new`. Links are taken along as links, folders with their modes and
    owners, empty ones too. None where something cannot be taken along: some control panels forbid a second name (and
    removing it too), a folder may be closed to us, or belong to someone whose folders we cannot make.
    """
    if not old.is_dir():
        return 0
    ours = _folders(before) | _folders(site)
    journey = _Journey(old, new, {*before, *site}, ours, _folders(site))
    try:
        journey.walk("")
        _liken(old, new)
    except OSError:
        return None
    return journey.count


def liken(old: Path, new: Path) -> bool:
    """Give a folder the owner and the mode of another; False where the system refuses."""
    try:
        _liken(old, new)
    except OSError:
        return False
    return True


class _Journey(Struct):
    """One walk through the old folder."""

    old: Path
    new: Path
    files: Collection[str]
    ours: Collection[str]
    """Folders that hold files of ours, before or after."""
    needed: Collection[str]
    """Folders of the new site."""
    count: int = 0

    def walk(self, where: str) -> None:
        for entry in sorted(os.scandir(self.old / where), key=lambda one: one.name):
            path = f"{where}/{entry.name}" if where else entry.name
            folder = entry.is_dir(follow_symlinks=False)
            if folder:
                if path not in self.ours:
                    self._make(path)
                self.walk(path)
                if path not in self.needed and (self.new / path).is_dir():
                    _liken(self.old / path, self.new / path)
            elif path not in self.files and not (entry.is_symlink() and path in self.needed):
                self._take(path)

    def _make(self, path: str) -> None:
        self._check(path)
        make_way(self.new, path)
        (self.new / path).mkdir(exist_ok=True)

    def _take(self, path: str) -> None:
        self._check(path)
        make_way(self.new, path)
        if not link(self.old / path, self.new / path):
            raise PermissionError(path)
        self.count += 1

    def _check(self, path: str) -> None:
        if any(parent.as_posix() in self.files for parent in Path(path).parents):
            raise FileExistsError(path)  # it stands below what is a file in the new site


def _liken(old: Path, new: Path) -> None:
    wanted, found = old.stat(), new.stat()
    if (wanted.st_uid, wanted.st_gid) != (found.st_uid, found.st_gid):
        os.chown(new, wanted.st_uid, wanted.st_gid)
    new.chmod(stat.S_IMODE(wanted.st_mode))
    shutil.copystat(old, new)


def _folders(files: Collection[str]) -> set[str]:
    return {parent.as_posix() for path in files for parent in Path(path).parents} - {"."}
