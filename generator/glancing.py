"""A look at the tree that is going to be written, taken while the site is still planned: of many files it takes a while."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from msgspec import Struct

from generator.disk import BusyError, locked
from generator.manifest import State
from generator.scanning import scan
from generator.signature import Signature, signature_of
from generator.spread import SpreadError, beside
from generator.twins import beside as twin
from generator.twins import record_of, shown, trees

_MANY = 300_000
"""Bytes of a manifest from which on a copy of the process is worth its start: some thousand files."""


class Glance(Struct, frozen=True):
    """What stands in a tree as `scan` tells it. It holds as long as the lock of the site looks like `lock`: each run writes it."""

    tree: str
    lock: Signature
    found: tuple[dict[str, State], set[str]]


@contextmanager
def glancing(site_dir: Path, *, jobs: int) -> Iterator[Callable[[], Glance | None]]:
    """Have a copy of this process look; yields a function that waits for what it saw.

    It is None where there is little to look at, where another run is at work, or where the copy came to nothing.
    """
    site = site_dir.absolute()
    tree = next((one for one in trees(site) if one != shown(site)), site)
    if jobs < 2 or not _is_large(tree):
        yield lambda: None
        return
    with beside(partial(_glance, twin(site, "lock"), tree), jobs=jobs) as wait:

        def seen() -> Glance | None:
            try:
                return wait()
            except SpreadError:
                return None

        yield seen


def _is_large(tree: Path) -> bool:
    try:
        return not tree.is_symlink() and record_of(tree).stat().st_size > _MANY
    except OSError:
        return False


def _glance(lock: Path, tree: Path) -> Glance | None:
    try:
        with locked(lock):
            return Glance(os.fspath(tree), signature_of(os.lstat(lock)), scan(tree))
    except (BusyError, OSError):
        return None
