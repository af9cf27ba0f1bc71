"""What several test files only read is made once a run, by whichever worker needs it first; the others wait for it."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.build import build
from tests.factories import ROOT

TODAY = date(2026, 11, 21)
"""The day of most tests: the sample's works hang, are voted on and may be objected to."""
AUTUMN = date(2026, 9, 10)
"""The sample's later notice, which puts a deadline off, has come out."""
SUMMER = date(2024, 8, 12)
"""福建 still collects works."""
PREFIX = "a/b"
"""Where the site lies below the folder that is served."""


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object], *, kind: str) -> Path:
    """The folder `name` of this run, filled by `make`; nobody may change it. One of each kind is made at a time."""
    top = factory.getbasetemp()
    shared = (top.parent if os.environ.get("PYTEST_XDIST_WORKER") else top) / "shared"
    shared.mkdir(exist_ok=True)
    folder, done = shared / name, shared / f"{name}.done"
    with (shared / f"{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)  # another worker failed at it
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


def committed_site(factory: pytest.TempPathFactory, day: date) -> Path:
    """The committed project as it is built on a day, laid under the prefix. The first of all draws the media for all."""

    def make(top: Path) -> None:
        (top / PREFIX).parent.mkdir()
        built = build(ROOT, top / PREFIX, as_of=day)
        assert built.ok, (built.planned.problems, built.written and built.written.problems)

    return once(factory, f"site-{day}", make, kind="site")
