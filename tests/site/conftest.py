"""The committed project, built once for all tests of this folder, on a fixed day."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.build import CACHE, build

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site of the committed campaigns on `TODAY`."""
    target = tmp_path_factory.mktemp("public") / "site"
    built = build(ROOT, target, as_of=TODAY)
    assert built.ok, (built.planned.problems, built.written and built.written.problems)
    return target


@pytest.fixture(scope="session")
def catalog_json(site: Path) -> dict:
    return json.loads((site / "data/catalog.json").read_text(encoding="utf-8"))


@pytest.fixture
def project(tmp_path: Path, site: Path) -> Path:
    """A private copy of the committed project with the media already made for `site`, to be changed by a test."""
    copy = tmp_path / "project"
    copy.mkdir()
    for name in ("campaigns", "content", "theme"):
        shutil.copytree(ROOT / name, copy / name)
    shutil.copytree(ROOT / CACHE, copy / CACHE)
    shutil.copy(ROOT / "mkdocs.yml", copy / "mkdocs.yml")
    return copy
