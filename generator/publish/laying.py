"""Laying a whole folder: what an earlier folder holds already is linked, the rest is copied and proved while copying."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from generator.bringing import FILE_MODE, FOLDER_MODE
from generator.manifest import WriteError
from generator.media.workshop import Say
from generator.publish.record import ChangedError, File, Files, looks_written

_FULL = (errno.ENOSPC, errno.EDQUOT)
_BLOCK = 1 << 20


class Folder(NamedTuple):
    """A folder and what is known of its files."""

    path: Path
    files: Mapping[str, File]


def lay(
    target: Path, files: Files, *, tree: Path, earlier: Sequence[Folder], say: Say | None = None
) -> Files:
    """Make the new folder `target` hold exactly `files`, each linked to an earlier equal one or copied from `tree`.

    Returns the files as they stand there. Raises `WriteError` when the tree does not hold what `files` says (it was
    changed meanwhile) or the disk is full, and OSError for the rest. Calls that fail leave the folder half made.
    """
    make_folder(target)
    made = {""}
    laid: Files = {}
    for number, (path, wanted) in enumerate(sorted(files.items())):
        if say:
            say("复制到发布位置", number, len(files))
        _make_parents(target, path, made)
        laid[path] = _linked(target, path, wanted, earlier) or _copied(tree, target, path, wanted, files)
    if say:
        say("复制到发布位置", len(files), len(files))
    return laid


def make_folder(path: Path) -> None:
    """Make one new folder that everyone may enter, whatever our umask."""
    path.mkdir()
    path.chmod(FOLDER_MODE)


def copy(source: Path, target: Path, wanted: File) -> File:
    """Copy a file to a new name and return it as it stands there.

    Raises `WriteError` when what was read is not what is wanted: a site that changes while it is copied is no site.
    """
    found = hashlib.sha256()
    try:
        original = os.fdopen(os.open(source, os.O_RDONLY | os.O_NOFOLLOW), "rb")
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):
            raise ChangedError(source) from error
        raise
    with (
        original,
        os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE), "wb") as copied,
    ):
        while block := original.read(_BLOCK):
            found.update(block)
            copied.write(block)
        copied.flush()
        os.fchmod(copied.fileno(), FILE_MODE)
        status = os.fstat(copied.fileno())
    if found.hexdigest() != wanted.sha256:
        raise ChangedError(source)
    return File(wanted.sha256, status.st_size, status.st_mtime_ns)


def take_away(folder: Path, path: str) -> None:
    """Remove a file, and the folders that are empty without it."""
    with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
        (folder / path).unlink()
    for parent in (folder / path).relative_to(folder).parents[:-1]:
        with suppress(OSError):
            (folder / parent).rmdir()


def make_way(folder: Path, path: str) -> None:
    """Make the folders above a file; a file that stands where one of them must be goes."""
    for parent in reversed((folder / path).relative_to(folder).parents[:-1]):
        here = folder / parent
        if here.is_symlink() or here.is_file():
            here.unlink()
        if not here.is_dir():
            make_folder(here)


def link(source: Path, target: Path) -> bool:
    """Give a file another name; False where the system cannot (another disk, too many names)."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError as error:
        if error.errno in _FULL:
            raise
        return False
    return True


def _linked(target: Path, path: str, wanted: File, earlier: Sequence[Folder]) -> File | None:
    for folder in earlier:
        known = folder.files.get(path)
        if known is None or known.sha256 != wanted.sha256 or not looks_written(folder.path / path, known):
            continue
        if link(folder.path / path, target / path):
            return known
    return None


def _copied(tree: Path, target: Path, path: str, wanted: File, files: Files) -> File:
    try:
        return copy(tree / path, target / path, wanted)
    except OSError as error:
        if error.errno not in _FULL:
            raise
        with suppress(OSError):
            (target / path).unlink()
        short = sum(record.size for name, record in files.items() if name >= path)
        raise WriteError(
            f"磁盘空间不够：写 {path} 时满了，至多还要 {short / 1_000_000:.1f} MB；请腾出空间再发布一次。"
            "已经公开的网站没有改动。"
        ) from error


def _make_parents(target: Path, path: str, made: set[str]) -> None:
    parent = path.rpartition("/")[0]
    if parent in made:
        return
    _make_parents(target, parent, made)
    make_folder(target / parent)
    made.add(parent)
