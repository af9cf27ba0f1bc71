"""Bringing a folder to a planned state: only what differs from its manifest is written, what is not planned goes.

A manifest tells of each file what is in it and how it looked on disk when it was written. A file that looks
different now (changed by someone, half written by a run that was killed, put in another's place) is written anew.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

Source = bytes | Path
FILE_MODE, FOLDER_MODE = 0o644, 0o755
"""A web server under another user must be able to read everything, whatever our umask."""

_LAYOUT = 2
_FULL = (errno.ENOSPC, errno.EDQUOT)
_LOCKED = (errno.EROFS, errno.EACCES, errno.EPERM)


class WriteError(Exception):
    """The site could not be written; the old one is untouched. The sentence (Chinese) says what to do."""


class DiskFullError(WriteError):
    """There is no room for the new site."""


class Record(NamedTuple):
    """One file as it was written; `origin` identifies the source file, so that big ones need not be read again."""

    sha256: str
    size: int
    mtime_ns: int
    ino: int  # pages of one size are written within one tick of the clock: only this tells one from the other
    origin: str = ""


Manifest = dict[str, Record]
State = tuple[int, int, int]  # size, mtime_ns and inode


@dataclass(slots=True)
class Change:
    """What was done to a folder."""

    planned: int = 0
    written: int = 0
    removed: int = 0
    bytes_written: int = 0

    @property
    def unchanged(self) -> int:
        """How many planned files were there already."""
        return self.planned - self.written


def load(path: Path) -> Manifest:
    """Read a manifest; one that is missing or damaged is empty, so that everything is written."""
    try:
        saved = json.loads(path.read_bytes())
        files = saved["files"] if saved["layout"] == _LAYOUT else {}
        return {n: Record(str(r[0]), int(r[1]), int(r[2]), int(r[3]), str(r[4])) for n, r in files.items()}
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return {}


def save(path: Path, manifest: Manifest) -> None:
    """Write a manifest in one step."""
    fresh = path.with_name(path.name + ".new")
    fresh.write_text(json.dumps({"layout": _LAYOUT, "files": manifest}, ensure_ascii=False), encoding="utf-8")
    fresh.replace(path)


def bring(folder: Path, known: Manifest, files: Iterable[tuple[str, Source]]) -> tuple[Manifest, Change]:
    """Bring `folder` to hold exactly `files`, readable for everyone, and return its new manifest.

    Files are taken one at a time. Two at one path are refused, also where only case or Unicode form differ: on
    another disk, or behind another web server, one would hide the other.
    """
    found, folders = scan(folder)
    names, manifest, change = _Names(), Manifest(), Change()
    rest = iter(files)
    for path, source in rest:
        names.claim(path)
        change.planned += 1
        record = known.get(path)
        whole = record is not None and found.get(path) == record[1:4]
        try:
            origin = _origin(source)
            if record and whole and origin and record.origin == origin:
                manifest[path] = record
                continue
            sha256 = _sha256(source)
            if record and whole and record.sha256 == sha256:
                manifest[path] = record._replace(origin=origin)
                continue
            size, mtime_ns, ino = _put(folder, path, source, folders)
        except OSError as error:
            if error.errno not in _FULL:
                raise
            short = _size(source) + sum(_size(other) for _, other in rest)
            told = f"磁盘空间不够：写 {path} 时满了，至多还要 {max(short, 100_000) / 1_000_000:.1f} MB。旧网站没有改动。"
            raise DiskFullError(told) from error
        manifest[path] = Record(sha256, size, mtime_ns, ino, origin)
        change.written += 1
        change.bytes_written += size
    for path in found.keys() - manifest.keys():
        change.removed += 1
        # It may be gone already: it stood where a folder is now, or in a folder that stood where a file is.
        if path not in folders:
            with suppress(FileNotFoundError, NotADirectoryError):
                (folder / path).unlink()
    needed = {parent for path in manifest for parent in _parents(path)}
    for path in sorted(folders - needed, key=len, reverse=True):
        with suppress(FileNotFoundError, NotADirectoryError):
            (folder / path).rmdir()
    return manifest, change


def explain(error: OSError, site: Path) -> WriteError:
    """Turn what the system says into a sentence for the office."""
    where = error.filename if isinstance(error.filename, str) else str(site)
    if error.errno in _FULL:
        return WriteError(f"磁盘空间不够，写不了 {where}。旧网站没有改动。")
    if error.errno in _LOCKED:
        return WriteError(
            f"没有写入权限：{where}。请检查文件夹权限，或者换一个输出位置（--site-dir）。旧网站没有改动。"
        )
    return WriteError(f"写不了 {where}：{error.strerror or error}。旧网站没有改动。")


@dataclass(slots=True)
class _Names:
    """The paths planned so far, as the least able file system would see them."""

    files: dict[str, str] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)

    def claim(self, path: str) -> None:
        """Take a path, or refuse it."""
        odd = any(part in ("", ".", "..") for part in path.split("/"))
        if odd or "\\" in path or not path.isprintable():
            raise WriteError(f"文件名 {path!r} 不能用在网站里。")
        folded = _fold(path)
        rival = self.files.get(folded) or self.folders.get(folded)
        for parent in _parents(folded):
            rival = rival or self.files.get(parent)
            self.folders.setdefault(parent, path)
        if rival:
            raise WriteError(f"有两个文件要写到同一个地址：{rival} 和 {path}。请给其中一个换编号。")
        self.files[folded] = path


def _fold(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())


def _parents(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def scan(folder: Path) -> tuple[dict[str, State], set[str]]:
    """List a folder's files and sub-folders; mend modes, remove what is neither file nor folder. Raises OSError."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(FOLDER_MODE)
    files: dict[str, State] = {}
    folders: set[str] = set()
    waiting = [""]
    while waiting:
        here = waiting.pop()
        with os.scandir(folder / here) as entries:
            for entry in entries:
                path = here + entry.name
                if path == ".git":  # MkDocs' users may have a checkout there; it is not ours to remove
                    continue
                status = entry.stat(follow_symlinks=False)
                mode = stat.S_IMODE(status.st_mode)
                if stat.S_ISDIR(status.st_mode):
                    folders.add(path)
                    waiting.append(path + "/")
                    if mode != FOLDER_MODE:
                        Path(entry.path).chmod(FOLDER_MODE)
                elif stat.S_ISREG(status.st_mode):
                    files[path] = status.st_size, status.st_mtime_ns, status.st_ino
                    if mode != FILE_MODE:
                        Path(entry.path).chmod(FILE_MODE)
                else:
                    Path(entry.path).unlink()
    return files, folders


def _put(folder: Path, path: str, source: Source, folders: set[str]) -> State:
    """Write one file anew (never through a link, never into bytes someone else may share); return its state."""
    for parent in reversed(list(_parents(path))):
        if parent not in folders:
            with suppress(FileNotFoundError):
                (folder / parent).unlink()  # a file of the last site where this one has a folder
            (folder / parent).mkdir()
            (folder / parent).chmod(FOLDER_MODE)
            folders.add(parent)
    target = folder / path
    if path in folders:
        shutil.rmtree(target)
        folders.difference_update([p for p in folders if p == path or p.startswith(path + "/")])
    with suppress(FileNotFoundError):
        target.unlink()
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE), "wb") as file:
        if isinstance(source, bytes):
            file.write(source)
        else:
            with source.open("rb") as original:
                shutil.copyfileobj(original, file, 1 << 20)
        file.flush()
        os.fchmod(file.fileno(), FILE_MODE)
        status = os.fstat(file.fileno())
    return status.st_size, status.st_mtime_ns, status.st_ino


def _sha256(source: Source) -> str:
    if isinstance(source, bytes):
        return hashlib.sha256(source).hexdigest()
    with source.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _origin(source: Source) -> str:
    if isinstance(source, bytes):
        return ""
    status = source.stat()
    # A checkout may give all files one time; the change time cannot be set.
    return f"{source}|{status.st_size}|{status.st_mtime_ns}|{status.st_ino}|{status.st_ctime_ns}"


def _size(source: Source) -> int:
    return len(source) if isinstance(source, bytes) else source.stat().st_size
