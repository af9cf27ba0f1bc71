"""The command that is given most, `zhanbang build` and nothing special, answered by a revision where one is enough.

A revision takes less time than it takes to import what reads command lines (`commands`), so the plainest of them are
read here: whatever else is said, or goes wrong, is left to that. Who has said nothing special is the same to both.
"""

from __future__ import annotations

import gc
import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.values.when import SHANGHAI, WhenError, parse_when

if TYPE_CHECKING:
    from generator.revising.revise import Revised
    from generator.tree import Change

SITE = Path("site")
"""Where the site is put, unless somebody says where."""
_ENCODINGS = ("utf-8", "utf8")
_COMPLETING = "_ZHANBANG_COMPLETE"
"""Set by shells that ask which words may follow."""


class Asked(Struct, frozen=True):
    """What a plain `zhanbang build` says."""

    root: Path
    as_of: date | None


def plainly_asked(words: Sequence[str]) -> Asked | None:
    """What these words ask for, if they are `build` with a folder and a day at most, both as they should be; else None."""
    if not words or words[0] != "build" or not len(words) % 2 or _COMPLETING in os.environ:
        return None
    said = dict(zip(words[1::2], words[2::2], strict=True))
    root, day = said.get("--root", "."), said.get("--as-of")
    if 2 * len(said) != len(words) - 1 or not said.keys() <= {"--root", "--as-of"} or root[:1] in {"", "-"}:
        return None
    as_of = day_of(day) if day is not None else None
    if (day is not None and as_of is None) or not (os.path.isdir(root) and os.access(root, os.R_OK)):
        return None
    return Asked(Path(root), as_of)


class Tried(Struct, frozen=True):
    """What came of trying, for those who go on: nothing where a build is needed."""

    revised: Revised | None


def is_told(revised: Revised) -> bool:
    """Say what a build would; False where that takes more than plain words, or nobody hears them."""
    text = f"{revised.ledger}\n{done(revised.change, SITE)}\n"
    if revised.problems or "\x1b" in text or getattr(sys.stdout, "encoding", "").lower() not in _ENCODINGS:
        return False
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError:
        return False
    return True


def revised_site(
    root: Path, site_dir: Path, *, as_of: date | None, jobs: int | None, serving: bool = False
) -> Revised | None:
    """The site brought up to date without a build, None where one is needed."""
    known = memory(root)
    if known is None:
        return None
    from generator.revising.lookout import lookout
    from generator.revising.looks import state_file

    now, many = datetime.now(SHANGHAI).date(), hands(jobs)
    with uncollected(), lookout(root, site_dir, state_file(known, site_dir), jobs=many) as seen:
        if seen is None:
            return None
        from generator.revising.revise import revise  # while a copy looks around

        return revise(
            root, site_dir, as_of=as_of, today=now, memory=known, jobs=many, serving=serving, seen=seen
        )


def done(change: Change, site_dir: Path) -> str:
    """The last words of a build that went well."""
    counts = f"  写入 {change.written} 个文件，删除 {change.removed} 个，{change.unchanged} 个没有变化。"
    return f"{counts}\n网站已生成：{site_dir}"


def day_of(text: str) -> date | None:
    """The day a text says, None if it says none."""
    try:
        point = parse_when(text).start
    except WhenError:
        return None
    return None if point is None or point.day is None else point.first


@contextmanager
def uncollected() -> Iterator[None]:
    """Have nobody look for garbage meanwhile: what is short and makes many records would be interrupted for nothing."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def hands(jobs: int | None) -> int:
    """How many media files are worked on at once: as asked, else one for each processor."""
    return jobs or os.cpu_count() or 1


def memory(root: Path) -> Path | None:
    """Where sound entries of a project are remembered: in the user's own cache folder, None where there is none."""
    try:
        caches = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    except RuntimeError:  # a user without a home
        return None
    name = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:24]
    return caches / "zhanbang" / name if caches.is_absolute() else None
