"""Where tests that write much and sync often do it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

_MEMORY = Path("/dev/shm")


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Path]:
    """An empty folder, in memory where the system has such a place: hundreds of runs that sync would wear a disk."""
    if not (_MEMORY.is_dir() and os.access(_MEMORY, os.W_OK)):
        yield tmp_path
        return
    folder = Path(tempfile.mkdtemp(prefix="zhanbang-test-", dir=_MEMORY))
    yield folder
    shutil.rmtree(folder)
