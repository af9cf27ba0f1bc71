"""Fixtures of the tests that build one project hundreds of times."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.recovery.projects import Look, copy, edit, rebuild, tiny

_MEMORY = Path("/dev/shm")
_NEEDED = 60_000_000


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in memory where the system offers one: copies are ten times as fast, nothing else is different."""
    roomy = _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _NEEDED
    if not roomy:
        yield tmp_path_factory.mktemp("quick")
        return
    with tempfile.TemporaryDirectory(prefix="zhanbang-", dir=_MEMORY) as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def new_site(quick: Path) -> Look:
    """The edited site as a cold build makes it."""
    root = tiny(quick / "new site")
    edit(root)
    return rebuild(root)


@pytest.fixture(scope="module")
def built_before(quick: Path) -> Path:
    """A project whose site is the old one; tests copy it."""
    root = tiny(quick / "built before")
    rebuild(root)
    rebuild(root)
    return root


@pytest.fixture
def edited(built_before: Path, tmp_path: Path, quick: Path) -> Iterator[Path]:
    """A copy of it, edited since and not built again."""
    root = copy(built_before, quick / tmp_path.name)
    edit(root)
    yield root
    shutil.rmtree(root, ignore_errors=True)
