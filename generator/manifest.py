"""What a manifest tells of each file: what is in it and how it looked on disk when it was written.

A file that looks different now (changed by someone, half written by a run that was killed, put in another's place) is
written anew (`bringing`).
"""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct


class Due(Struct, frozen=True):
    """Bytes that are made when they are wanted; `origin` names all that shapes them, `sha256` themselves, "" where nobody knows."""

    make: Callable[[], bytes]
    origin: str = ""
    sha256: str = ""


class Stored(Struct, frozen=True):
    """A finished file in a store of ours that is never written to: a second name for it is as good as a copy.

    `sha256` is what it held when it looked like `signature` (size, mtime, inode, ctime), "" where nobody noted that.
    """

    path: Path
    sha256: str = ""
    signature: tuple[int, ...] = ()


Source = bytes | Path | Due | Stored

_LAYOUT = 3
FULL = (errno.ENOSPC, errno.EDQUOT)
_LOCKED = (errno.EROFS, errno.EACCES, errno.EPERM)


class WriteError(Exception):
    """The site could not be written; the old one is untouched. The sentence (Chinese) says what to do."""


class DiskFullError(WriteError):
    """There is no room for the new site."""


class Record(NamedTuple):
    """One file as it was written; `origin` identifies what it was made from, so that it need not be made or read again."""

    sha256: str
    size: int
    mtime_ns: int
    ino: int  # pages of one size are written within one tick of the clock: only this tells one from the other
    origin: str = ""


Manifest = dict[str, Record]
State = tuple[int, int, int]  # size, mtime_ns and inode


class _Saved(Struct):
    """A manifest as it is kept: by columns, of which the library checks each; the files' names, then the fields of `Record`."""

    layout: int
    files: tuple[list[str], list[str], list[int], list[int], list[int], list[str]]


def load(path: Path) -> Manifest:
    """Read a manifest; one that is missing or damaged is empty, so that everything is written."""
    try:
        seal, _, body = path.read_bytes().partition(b"\n")
        if seal != _seal(body):
            return {}
        saved = msgspec.json.decode(body, type=_Saved)
        if saved.layout != _LAYOUT:
            return {}
        names, *columns = saved.files
        # Not by `Record`'s own hand: of 20,000 files that would be most of the time.
        records = map(partial(tuple.__new__, Record), zip(*columns, strict=True))
        return dict(zip(names, records, strict=True))
    except (OSError, ValueError):
        return {}


def save(path: Path, manifest: Manifest) -> None:
    """Write a manifest in one step: by columns, which are read several times as fast as rows, under a seal."""
    columns = list(zip(*manifest.values(), strict=True)) or [()] * len(Record._fields)
    body = msgspec.json.encode({"layout": _LAYOUT, "files": [list(manifest), *columns]})
    fresh = path.with_name(path.name + ".new")
    fresh.write_bytes(_seal(body) + b"\n" + body)
    fresh.replace(path)


def _seal(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()


def explain(error: OSError, site: Path) -> WriteError:
    """Turn what the system says into a sentence for the office."""
    where = error.filename if isinstance(error.filename, str) else str(site)
    if error.errno in FULL:
        return WriteError(f"磁盘空间不够，写不了 {where}。旧网站没有改动。")
    if error.errno in _LOCKED:
        return WriteError(
            f"没有写入权限：{where}。请检查文件夹权限，或者换一个输出位置（--site-dir）。旧网站没有改动。"
        )
    return WriteError(f"写不了 {where}：{error.strerror or error}。旧网站没有改动。")
