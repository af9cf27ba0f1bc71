"""What is known of a published site: its files as they were written, and where they came from."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from generator.bringing import FILE_MODE, FOLDER_MODE
from generator.manifest import WriteError

_LAYOUT = 1


class ChangedError(WriteError):
    """A file is not what is known of it: another program changed it meanwhile."""

    def __init__(self, source: Path) -> None:
        super().__init__(
            f"{source} 和核对过的不一样：网站在发布的时候被别的程序改了。"
            "请再发布一次。已经公开的网站没有改动。"
        )
        self.source = source


class File(NamedTuple):
    """One file of a published site: what is in it (sha256), and how it looked on disk when it was written."""

    sha256: str
    size: int
    mtime_ns: int


Files = dict[str, File]
"""By path from the site's root."""


class Published(Struct, frozen=True, kw_only=True):
    """One published site. `made` is UTC in ISO form.

    `policy` is the digest of what it was built under or last cleaned for, `works` the works that were down then.
    `mending` says that a run was changing its files: then `files` tells nothing certain.
    """

    files: Files
    made: str
    commit: str = ""
    as_of: str = ""
    policy: str = ""
    works: frozenset[str] = frozenset()
    mending: bool = False


class Difference(Struct, frozen=True):
    """How many files one site has that another had not, has otherwise, or has no more."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def difference(old: Mapping[str, File], new: Mapping[str, File]) -> Difference:
    """Compare two sites by what is in their files."""
    return Difference(
        added=len(new.keys() - old.keys()),
        changed=sum(1 for path in new.keys() & old.keys() if new[path].sha256 != old[path].sha256),
        removed=len(old.keys() - new.keys()),
    )


def digest(files: Mapping[str, File]) -> str:
    """Name a site by its content: equal for equal files at equal paths, nothing else."""
    lines = (f"{files[path].sha256}  {path}\n" for path in sorted(files))
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def looks_written(path: Path | str, record: File) -> bool:
    """Whether a file still looks as it was written: a plain file, its size, its time, readable for everyone."""
    try:
        found = os.lstat(path)
    except OSError:
        return False
    plain = stat.S_ISREG(found.st_mode) and stat.S_IMODE(found.st_mode) == FILE_MODE
    return plain and (found.st_size, found.st_mtime_ns) == (record.size, record.mtime_ns)


def is_whole(folder: Path, files: Mapping[str, File]) -> bool:
    """Whether every file stands in `folder` as it was written."""
    prefix = f"{folder}/"  # building a Path for each would take longer than asking the disk
    return all(looks_written(prefix + path, record) for path, record in files.items())


def load(path: Path) -> Published | None:
    """Read a record; None when it is missing or damaged."""
    try:
        saved = json.loads(path.read_bytes())
        if saved["layout"] != _LAYOUT:
            return None
        files = {str(name): File(str(r[0]), int(r[1]), int(r[2])) for name, r in saved["files"].items()}
        words = {name: str(saved[name]) for name in ("made", "commit", "as_of", "policy")}
        works = frozenset(map(str, saved["works"]))
        return Published(files=files, works=works, mending=bool(saved["mending"]), **words)
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return None


def save(path: Path, site: Published) -> None:
    """Write a record in one step."""
    told = {
        "layout": _LAYOUT,
        "made": site.made,
        "commit": site.commit,
        "as_of": site.as_of,
        "policy": site.policy,
        "works": sorted(site.works),
        "mending": site.mending,
        "files": {name: (r.sha256, r.size, r.mtime_ns) for name, r in sorted(site.files.items())},
    }
    put(path, json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n")


def put(path: Path, text: str) -> None:
    """Write a small file in one step; it is on the disk when this returns."""
    fresh = path.with_name(path.name + ".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE), "wb") as file:
        file.write(text.encode("utf-8"))
        file.flush()
        os.fchmod(file.fileno(), FILE_MODE)
        os.fsync(file.fileno())
    fresh.replace(path)


def folder(path: Path) -> None:
    """Make a folder, and those above it, that everyone may enter, whatever our umask."""
    if path.is_dir():
        return
    folder(path.parent)
    with suppress(FileExistsError):  # another run may be making it, too
        path.mkdir()
        path.chmod(FOLDER_MODE)
