"""The committed project, built once for all tests of this folder, on a fixed day."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.engine import CACHE as ENGINE_CACHE
from generator.engine import engine_output
from generator.pages.frame_parts import chinese_date
from tests.factories import copy_project
from tests.shared import PREFIX, TODAY, committed_site

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site of the committed campaigns on `TODAY`; nobody may change it."""
    return committed_site(tmp_path_factory, TODAY) / PREFIX


@pytest.fixture(scope="session")
def catalog_json(site: Path) -> dict:
    return json.loads((site / "data/catalog.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Make a project at a path: the committed settings, theme and pages, no campaign yet. The engine runs once for all."""
    first = tmp_path_factory.mktemp("engine") / "project"
    _settings(first)
    engine_output(first, data_date=chinese_date(TODAY))

    def make(root: Path) -> Path:
        """The project's root."""
        _settings(root)
        shutil.copytree(first / ENGINE_CACHE, root / ENGINE_CACHE)
        return root

    return make


def _settings(root: Path) -> None:
    root.mkdir(parents=True)
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)


@pytest.fixture
def project(tmp_path: Path, site: Path) -> Path:
    """A private copy of the committed project with the media already made for `site`, to be changed by a test."""
    return copy_project(tmp_path / "project")
