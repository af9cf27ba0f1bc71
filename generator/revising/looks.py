"""How everything looked on disk when a site was whole: what was read for it, and both its trees.

A look is the inode and the change time, which nobody can set back: what looks as it did then nobody has touched. It is
kept apart from the rest (`state`), and needs nothing of it, so that a run can look around before it imports what it
needs to go on.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from itertools import chain
from pathlib import Path

import msgspec
from msgspec import Struct

from generator.media.refusal import MediaCacheError
from generator.media.sealed import read_sealed_bytes, write_sealed_bytes

Stamp = tuple[int, int]
"""Inode and change time."""
UNSURE: Stamp = (0, 0)
"""Of what was touched so shortly before that it could change once more and look the same."""
TICK = 20_000_000
"""Nanoseconds: so shortly."""
_BYTES = 16
"""Of a look."""
_ALL = slice(None)
_PARTED = "\0"
"""What stands in no name."""


class Looked(Struct, frozen=True, dict=True):
    """Some paths, and how each looked."""

    joined: str
    packed: bytes

    @classmethod
    def of(cls, looks: Mapping[str, Stamp]) -> Looked:
        """These paths with these looks."""
        return cls(_PARTED.join(looks), array("Q", chain.from_iterable(looks.values())).tobytes())

    @property
    def names(self) -> list[str]:
        """The paths."""
        return self.joined.split(_PARTED) if self.joined else []

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.packed) // _BYTES

    @property
    def newest(self) -> int:
        """When one of them was touched last."""
        return max(array("Q", self.packed)[1::2], default=0)

    def but(self, other: Mapping[str, Stamp | None]) -> Looked:
        """The same, but for these; None stands for what is no more."""
        if not other:
            return self
        names, numbers = self.names, array("Q", self.packed)
        places = {name: at for at, name in enumerate(names) if name in other}
        for name, stamp in other.items():
            if stamp and name in places:
                numbers[2 * places[name]], numbers[2 * places[name] + 1] = stamp
            elif stamp:
                names.append(name)
                numbers.extend(stamp)
        for at in sorted((at for name, at in places.items() if not other[name]), reverse=True):
            del names[at], numbers[2 * at : 2 * at + 2]
        return Looked(_PARTED.join(names), numbers.tobytes())

    def otherwise(
        self, top: str, look: Callable[..., os.stat_result] = os.lstat, part: slice = _ALL
    ) -> list[str]:
        """Those that are not there, or look otherwise; `top` is what is put before each. Of a `part` of them."""
        found = []
        with _opened(top) as (before, folder):
            for name, inode, changed in zip(*(column[part] for column in self._columns), strict=True):
                try:
                    now = look(before + name or ".", dir_fd=folder)
                except OSError:
                    found.append(name)
                    continue
                if now.st_ctime_ns != changed or now.st_ino != inode:
                    found.append(name)
        return found

    @cached_property
    def _columns(self) -> tuple[list[str], array[int], array[int]]:
        numbers = array("Q", self.packed)
        return self.names, numbers[::2], numbers[1::2]


@contextmanager
def _opened(top: str) -> Iterator[tuple[str, int | None]]:
    """The folder, open, and what is put before names in it: the system finds them sooner than from its root."""
    folder = None
    if top.endswith("/") and os.stat in os.supports_dir_fd:
        with contextlib.suppress(OSError):  # then nothing will be there
            folder = os.open(top, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield (top if folder is None else ""), folder
    finally:
        if folder is not None:
            os.close(folder)


class Standing(Struct, frozen=True):
    """A tree in which everything was in order: its manifest, the files it tells of, and all folders; "" is the tree itself."""

    record: Stamp
    files: Looked
    folders: Looked


class Looks(Struct, frozen=True, kw_only=True):
    """`around` names the surroundings, `files` are the originals and the folders that hold entry folders.

    `token` tells of which state they are. A revision changes little of a state, which stays as it is: `shown` is the shown
    tree's manifest (its name, inode and change time), `shelf` the seal of the entries, `moved` where those stand on it
    that are not where the state says: campaign, entry, offset and bytes. `root`, `campaigns` and `content` say where the project is.
    """

    token: str
    shown: tuple[str, int, int]
    shelf: str
    moved: tuple[tuple[str, str, int, int], ...] = ()
    root: str
    campaigns: str
    content: str
    around: str
    entries: Looked
    """The folders of entries and their files, as the project names them."""
    files: Looked
    trees: dict[str, Standing] = {}
    """By name; none where it is not known how it stands."""


def sure(stamp: Stamp, now: int) -> Stamp:
    """The look, unless it is too young at this time of the disk's."""
    return stamp if stamp[1] + TICK < now else UNSURE


def is_private(folder: Path) -> bool:
    """Whether nobody else could have put anything into a folder."""
    try:
        found = os.lstat(folder)
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o022


def state_file(folder: Path, site_dir: Path) -> Path:
    """Where in the folder of remembered entries the state of one output is kept."""
    return folder / f"state-{hashlib.sha256(os.fsencode(site_dir.absolute())).hexdigest()[:16]}"


def looks_of(state: Path) -> Path:
    """The file with the looks that belong to a state."""
    return state.with_name(state.name.replace("state-", "looks-"))


def recall(path: Path) -> Looks | None:
    """What was kept at `path`; None if there is nothing, or if anybody else could have put it there."""
    body = read_sealed_bytes(path) if is_private(path.parent) else None
    try:
        return msgspec.msgpack.decode(body, type=Looks) if body else None
    except ValueError:  # of another version of the program
        return None


def keep(path: Path, looks: Looks) -> None:
    """Put looks at `path` in one step; what cannot be written costs the next run its time and nothing else."""
    with contextlib.suppress(MediaCacheError, OSError, ValueError):
        write_sealed_bytes(path.parent, path, msgspec.msgpack.encode(looks), lasting=False)


def looked_at(paths: Iterable[str], top: str, look: Callable[[str], os.stat_result] = os.lstat) -> Looked:
    """How these look now; `top` is put before each. Raises OSError where one is not there."""
    found = {path: look(top + path) for path in paths}
    return Looked.of({path: (one.st_ino, one.st_ctime_ns) for path, one in found.items()})
