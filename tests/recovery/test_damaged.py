"""What is kept between builds is damaged in eight ways, twenty times each: the site stays what a cold build makes."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import random
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.factories import THOROUGH
from tests.recovery.projects import Look, differing, look, rebuild, tiny

ROUNDS = 20 if THOROUGH else 8
_LEFT_OVER = (".new", ".tmp")
_BEYOND = 4_000_000_000
"""A time in 2096, seconds."""


@dataclass(frozen=True, slots=True)
class Where:
    """The project, a folder outside of it that must stay as it is, and the dice."""

    root: Path
    outside: Path
    dice: random.Random

    def folder(self, path: Path) -> Path:
        """The kept folder a file stands in; of a manifest it is the tree."""
        return path.with_suffix("") if path.parent == self.root else path.parent


Damage = Callable[[Path, Path, Where], None]
"""(a file, another of its kind, where)"""


def kinds(root: Path) -> dict[str, list[Path]]:
    """Every file that is kept between builds, by what it is."""
    found: dict[str, list[Path]] = {}
    for top in sorted(root.glob(".*")):
        for path in sorted([top, *top.rglob("*")]):
            if path.is_file() and not path.is_symlink() and not path.name.endswith(("lock", *_LEFT_OVER)):
                parts = path.relative_to(root).parts
                kind = "/".join(parts[:3]) if parts[0] == ".cache" else parts[0]
                if parts[:2] == (".cache", "engine"):
                    kind = "engine manifest" if path.name == "manifest.json" else "engine output"
                found.setdefault(kind, []).append(path)
    return found


def truncate(path: Path, other: Path, where: Where) -> None:
    os.truncate(path, path.stat().st_size // 2)


def zero(path: Path, other: Path, where: Where) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def swap(path: Path, other: Path, where: Where) -> None:
    """The names are exchanged, so that each keeps its own size and times."""
    aside = path.with_name(path.name + ".aside")
    path.rename(aside)
    other.rename(path)
    aside.rename(other)


def future(path: Path, other: Path, where: Where) -> None:
    os.utime(path, (_BEYOND, _BEYOND))
    os.utime(path.parent, (_BEYOND, _BEYOND))


def half(path: Path, other: Path, where: Where) -> None:
    """A run was killed while it wrote: temporary files stand beside, and the file itself stops in its middle."""
    for name in _LEFT_OVER:
        (path.parent / f"x{name}").write_bytes(path.read_bytes()[:99])
    truncate(path, other, where)


def version(path: Path, other: Path, where: Where) -> None:
    """Well formed, and by somebody else: a record tells another version and other facts; other files simply differ."""
    data = path.read_bytes()
    seal, _, body = data.partition(b"\n")
    body = body if len(seal) == 64 else data
    try:
        record = json.loads(body)
    except ValueError:
        path.write_bytes(data + b"v0")
        return
    if "layout" in record:
        record["layout"] -= 1
        names, sums, *columns = record["files"]
        record["files"] = [names, ["0" * 64 for _ in sums], *columns]
    else:
        record["maker"] = "0.9"
        for facts in record.get("facts", {}).values():
            facts["width"] = 7
    fresh = json.dumps(record, sort_keys=True, separators=(",", ":")).encode()
    path.write_bytes(hashlib.sha256(fresh).hexdigest().encode() + b"\n" + fresh if body != data else fresh)


def close(path: Path, other: Path, where: Where) -> None:
    """Nobody may read it, write it or, a folder, enter it."""
    where.dice.choice((path, where.folder(path))).chmod(0)


def folder(path: Path, other: Path, where: Where) -> None:
    """Its folder is gone, or is a file, or leads elsewhere."""
    gone = where.folder(path)
    shutil.rmtree(gone)
    become = where.dice.choice((None, gone.write_bytes, gone.symlink_to))
    if where.root / ".cache" in (gone, gone.parent):
        return  # the caches themselves may only be missing: see below for what leads elsewhere
    if become == gone.symlink_to:
        gone.symlink_to(where.outside)
    elif become:
        gone.write_bytes(b"")


DAMAGES: tuple[Damage, ...] = (truncate, zero, swap, future, half, version, close, folder)


@contextmanager
def as_anybody() -> Iterator[None]:
    """Root may read what is closed: that power is laid down for a while (capabilities(7): 1 and 2 are DAC_*)."""
    if sys.platform != "linux" or os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    head = (ctypes.c_uint32 * 2)(0x20080522, 0)
    had = (ctypes.c_uint32 * 6)()
    assert libc.capget(head, had) == 0
    less = (ctypes.c_uint32 * 6)(*had)
    less[0] &= ~0b110
    assert libc.capset(head, less) == 0
    try:
        yield
    finally:
        assert libc.capset(head, had) == 0


def whole(root: Path, truth: Look) -> list[str]:
    """What differs after two builds, each tree's turn, in the site or in either tree."""
    found = []
    for turn in (1, 2):
        found += [f"{turn}: {path}" for path in differing(rebuild(root), truth)]
    for tree in (".site.a", ".site.b"):
        found += [f"{tree}: {path}" for path in differing(look(root / tree), truth)]
    return found


@pytest.fixture(scope="module")
def warm(quick: Path) -> tuple[Path, Look]:
    """A project that was built before, and what a cold build of it makes."""
    truth = rebuild(tiny(quick / "cold"))
    root = tiny(quick / "project")
    rebuild(root)
    assert whole(root, truth) == []
    return root, truth


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damage_never_reaches_the_site(warm: tuple[Path, Look], damage: Damage) -> None:
    """Every round damages a file that the one before has mended, so nothing piles up unseen."""
    root, truth = warm
    outside = root.parent / "outside"
    outside.mkdir(exist_ok=True)
    (outside / "mine.txt").write_text("x")
    dice = random.Random(f"{damage.__name__} 2024")
    where = Where(root, outside, dice)
    turns: list[str] = []
    seen: Counter[str] = Counter()
    for _ in range(ROUNDS):
        files = kinds(root)
        turns = turns or dice.sample(sorted(files), len(files))
        kind = turns.pop()
        seen[kind] += 1
        path = dice.choice(files[kind])
        rest = [one for one in files[kind] if one != path] or files["engine output"]
        damage(path, other := dice.choice(rest), where)
        with as_anybody():
            assert whole(root, truth) == [], (
                damage.__name__,
                path.relative_to(root),
                other.relative_to(root),
            )
        assert [one.name for one in outside.iterdir()] == ["mine.txt"]
    assert len(seen) >= 7, seen
