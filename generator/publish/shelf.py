"""The shelf of releases at an own server: `releases/<id>/`, their records, and the link that shows one of them."""

from __future__ import annotations

import re
import shutil
from contextlib import suppress
from datetime import MAXYEAR, UTC, datetime, timedelta
from pathlib import Path

from msgspec import Struct

from generator.manifest import WriteError
from generator.publish.destination import CONTROL
from generator.publish.record import Published, folder, load, put

ID = re.compile(r"(\d{8}T\d{6}Z)-[0-9a-f]{8}")
_STAMP = "%Y%m%dT%H%M%SZ"
_FRESH, _GONE = ".new-", ".gone-"


class Shelf(Struct, frozen=True):
    """The names below an own server's destination."""

    dest: Path

    @property
    def control(self) -> Path:
        """The folder that remembers; not below the web root, which is `current`."""
        return self.dest / CONTROL

    @property
    def current(self) -> Path:
        """The link that the web server follows."""
        return self.dest / "current"

    @property
    def folder(self) -> Path:
        """Where the releases stand."""
        return self.dest / "releases"

    def record(self, release: str) -> Path:
        """The record of a release."""
        return self.control / "releases" / f"{release}.json"

    def make(self) -> None:
        """Make what is missing of the folders."""
        folder(self.folder)
        folder(self.control / "releases")

    def shown(self) -> str:
        """The release that readers see, "" when there is none of ours."""
        try:
            found = self.current.readlink()
        except OSError:
            return ""
        ours = found.parent == Path("releases") and _is_release(self.folder / found.name)
        return found.name if ours else ""

    def ids(self) -> list[str]:
        """The releases that stand there, the oldest first."""
        with suppress(FileNotFoundError, NotADirectoryError):
            return sorted(p.name for p in self.folder.iterdir() if _is_release(p))
        return []

    def known(self, release: str) -> Published | None:
        """What is known of a release, None when its record is missing or damaged."""
        return load(self.record(release)) if release else None

    def fresh(self, release: str) -> Path:
        """Where a release is laid before it gets its name."""
        return self.folder / (_FRESH + release)

    def switch(self, release: str) -> None:
        """Let readers see a release, in one step; `sync_folder(dest)` brings it to the disk."""
        link = self.dest / ".current.new"
        if link.is_symlink() or link.is_file():
            link.unlink()
        link.symlink_to(Path("releases") / release)
        link.replace(self.current)

    def drop(self, release: str) -> None:
        """Take a release away: out of the list in one step, then its files, its record last."""
        gone = self.folder / (_GONE + release)
        if (self.folder / release).is_dir():
            _clear(gone)
            (self.folder / release).rename(gone)
        _clear(gone)
        self.record(release).unlink(missing_ok=True)

    def tidy(self) -> None:
        """Remove what a killed run left: half-laid folders, half-removed ones, and one half of a pair."""
        shown = self.shown()
        for path in self.folder.iterdir():
            if path.name.startswith((_FRESH, _GONE)):
                _clear(path)
            elif _is_release(path) and path.name != shown and self.known(path.name) is None:
                self.drop(path.name)  # nobody can say what is in it
        standing = set(self.ids())
        for path in (self.control / "releases").iterdir():
            folder_of_others = path.is_dir() and not path.is_symlink()
            if not folder_of_others and (path.suffix != ".json" or path.stem not in standing):
                path.unlink()

    def name(self, now: datetime, content: str) -> str:
        """An id for content that is made now, after all that stand there even if the clock was put back."""
        at = now.astimezone(UTC).replace(microsecond=0)
        if standing := self.ids():
            newest = ID.fullmatch(standing[-1])
            assert newest is not None
            at = max(at, _moment(newest.group(1)) + timedelta(seconds=1))
        return f"{at:{_STAMP}}-{content[:8]}"

    def check(self, *, take_over: bool = False) -> list[Path]:
        """See that nothing of someone else's stands at our names; return what does and may be moved.

        Raises `WriteError` when something does and may not be moved.
        """
        strange = [p for p in (self.current, self.folder) if p.is_symlink() or p.exists()]
        if (
            not strange or (self.control / "kind").is_file()
        ):  # in this order: a run beside us notes the kind first
            self.check_link()
            return []
        if not take_over:
            names = "、".join(p.name for p in strange)
            raise WriteError(
                f"{self.dest} 里已经有 {names}，不是展榜放的；请换一个位置，或者加 --take-over（原来的会移到旁边，不会删除）。"
            )
        return strange

    def check_link(self) -> None:
        """See that `current` is a link or not there, else it cannot be switched. Raises `WriteError`."""
        if self.current.exists() and not self.current.is_symlink():
            what = "文件夹" if self.current.is_dir() else "文件"
            raise WriteError(
                f"{self.current} 是一个{what}，应当是指向某个版本的链接：别的程序换掉了它。"
                "请把它移走，再发布一次。"
            )

    def claim(self, *, take_over: bool, now: datetime) -> Path | None:
        """Move what stands at our names aside, if it may be; return where it is now. Raises as `check` does."""
        strange = self.check(take_over=take_over)
        if not strange:
            return None
        aside = self.dest / f"before-{now.astimezone(UTC):{_STAMP}}"
        folder(aside)
        for path in strange:
            path.rename(aside / path.name)
        return aside

    def note_policy(self, digest: str) -> None:
        """Remember what may no longer be shown; a release that was not cleaned for it cannot be gone back to."""
        if self.policy() != digest:
            put(self.control / "policy", digest + "\n")

    def policy(self) -> str:
        """What may no longer be shown, as last noted."""
        try:
            return (self.control / "policy").read_text(encoding="utf-8", errors="replace").strip()
        except FileNotFoundError:
            return ""


def _is_release(path: Path) -> bool:
    """Whether a folder is one of ours: its name begins with a moment, and a later one can be named."""
    named = ID.fullmatch(path.name)
    try:
        later = named is not None and _moment(named.group(1)).year < MAXYEAR
    except ValueError:
        return False
    return later and path.is_dir() and not path.is_symlink()


def _moment(stamp: str) -> datetime:
    return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)


def _clear(path: Path) -> None:
    """Remove whatever stands there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
