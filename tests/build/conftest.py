"""Fixtures of the build tests."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

# `little` is found whichever way pytest imports its tests.
sys.path.insert(0, str(Path(__file__).parent))

from little import FILES, little_site

from generator.site import Site


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The root of a little project."""
    root = tmp_path / "小项目"
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture(autouse=True)
def _links_unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The little sites have links to pages that they do not have."""
    from generator.mkdocs_plugin import ZhanbangPlugin

    monkeypatch.setattr(ZhanbangPlugin, "verify", staticmethod(lambda *made: ()))


@pytest.fixture
def loader(monkeypatch: pytest.MonkeyPatch) -> Callable[[Site | None], None]:
    """Put a planned site in the place of the data that the plugin would load."""
    from generator.mkdocs_plugin import ZhanbangPlugin

    def put(site: Site | None) -> None:
        monkeypatch.setattr(ZhanbangPlugin, "loader", staticmethod(lambda root, as_of: (site, [], None)))

    put(little_site())
    return put
