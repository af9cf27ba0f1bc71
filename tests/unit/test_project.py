"""The project's own settings: what of mkdocs.yml the domain uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.settings import read_project


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("media_root: media", "{root}/media"),
        ("media_root: ../store", "{root}/../store"),
        ("media_root: /srv/media", "/srv/media"),
        ('media_root: "/srv/作品 媒体"', "/srv/作品 媒体"),
        ("media_root: null", None),
        ("media_root: ~", None),
        ('media_root: ""', None),
        ("seal: 榜", None),
    ],
)
def test_media_root(tmp_path: Path, option: str, expected: str | None) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        f"site_name: 站\nplugins:\n  - zhanbang:\n      {option}\n", encoding="utf-8"
    )
    project, problems = read_project(tmp_path)
    assert problems == []
    assert project.media_root == (Path(expected.format(root=tmp_path)) if expected else None)


def test_without_settings_there_is_none(tmp_path: Path) -> None:
    project, problems = read_project(tmp_path)
    assert (project.media_root, project.samples, problems) == (None, True, [])
