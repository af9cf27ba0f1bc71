"""What a manifest tells of each file: what is in it and how it looked on disk when it was written.

A file that looks different now (changed by someone, half written by a run that was killed, put in another's place) is
written anew (`bringing`).
"""

from __future__ import annotations

import errno
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Due:
    """Bytes that are made when they are wanted; `origin` names all that shapes them, "" where nobody knows."""

    make: Callable[[], bytes]
    origin: str = ""


Source = bytes | Path | Due

_LAYOUT = 2
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
