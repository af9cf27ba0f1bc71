"""ProperDocs, the maintained fork of MkDocs, builds the same bytes from the same checkout."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from little import copy_of_the_project, snapshot

pytest.importorskip("properdocs")

# Each engine in a process of its own: ProperDocs answers to the name `mkdocs` in whichever process it is loaded first.
PROGRAM = """
import sys
sys.path.insert(0, {tests!r})
from {engine}.__main__ import cli
from little import {site}
from generator.mkdocs_plugin import ZhanbangPlugin
ZhanbangPlugin.loader = staticmethod(lambda root, as_of: ({site}({root}), [], None))
ZhanbangPlugin.verify = staticmethod(lambda *made: ())
import mkdocs
assert mkdocs.__name__ == {engine!r}, mkdocs
cli()
"""


def _build(engine: str, project: Path, site_dir: Path, *, real: bool = False) -> dict[str, bytes]:
    site, root = ("willing_site", "root") if real else ("little_site", "")
    program = PROGRAM.format(engine=engine, tests=str(Path(__file__).parent), site=site, root=root)
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            program,
            "build",
            "--strict",
            "-f",
            str(project / "mkdocs.yml"),
            "-d",
            str(site_dir),
        ],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return snapshot(site_dir)


def test_both_engines_give_the_same_bytes(project: Path, tmp_path: Path) -> None:
    one = _build("mkdocs", project, tmp_path / "one")
    other = _build("properdocs", project, tmp_path / "other")
    assert one == other
    assert "campaigns/2024-fujian/projects/songs/index.html" in one


def test_with_the_theme_itself_too(tmp_path: Path) -> None:
    project = copy_of_the_project(tmp_path / "project")
    one = _build("mkdocs", project, tmp_path / "one", real=True)
    other = _build("properdocs", project, tmp_path / "other", real=True)
    assert one == other
    assert {"index.html", "about/index.html", "campaigns/c/index.html", "404.html"} <= one.keys()
    assert not [
        path for path in one if path.startswith(("assets/javascripts", "assets/stylesheets", "search"))
    ]
