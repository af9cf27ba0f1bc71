"""Projects the handbook is played in: a clone of everything for the first page, of its campaign alone for the others."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from generator import cli_build, cli_mend, cli_new
from generator.engine import CACHE as ENGINE_CACHE
from generator.media.workshop import CACHE as MEDIA_CACHE
from tests.handbook import ROOT, Player, git

FIRST, LATER = date(2027, 4, 12), date(2027, 7, 5)
"""The days on which the first page and the others are played: works are collected; the winners are put up for objection."""
ID = "2027-shili"


@contextmanager
def on(day: date) -> Iterator[None]:
    """The commands' clock says this day, the machine keeps its own."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
            """Nine in the morning."""
            return datetime(day.year, day.month, day.day, 9, tzinfo=tz)

    with pytest.MonkeyPatch.context() as patch:
        for module in (cli_build, cli_mend, cli_new):
            patch.setattr(module, "datetime", Clock)
        yield


def origin(top: Path, *, alone: bool = False) -> Path:
    """A repository that holds what is committed here, or would be: the files git does not ignore.

    `alone`: only what `small` has, and one campaign, for without any there is no site.
    """
    bare, work = top / "origin.git", top / "work"
    work.mkdir(parents=True)
    if alone:
        _furnish(work)
        shutil.copytree(ROOT / "campaigns/2024-national", work / "campaigns/2024-national")
        return _committed(work, bare)
    for name in git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0"):
        if name and (ROOT / name).is_file():
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, work / name)
    return _committed(work, bare)


def newcomer(top: Path, *, alone: bool = False) -> Player:
    """Where the first page begins: nothing is there but the address. What `make site` installs is there already.

    The preview is not started: on the page of the messages it is, in a project a tenth as large.
    """
    bare = origin(top, alone=alone)
    (top / "desk").mkdir()
    cloned = (lambda project: None) if alone else lend_caches
    return Player(top / "desk", FIRST, {"仓库地址": str(bare)}, cloned=cloned, serves=False)


def lend_caches(project: Path) -> None:
    """What earlier builds of the same files have made, so that nothing is drawn twice."""
    for cache in (MEDIA_CACHE, ENGINE_CACHE):
        if (ROOT / cache).is_dir():
            shutil.copytree(ROOT / cache, project / cache, ignore=shutil.ignore_patterns(".new-*", "tmp"))


def keep(project: Path, kept: Path) -> None:
    """Put a project's caches aside for the readers that follow."""
    for cache in (MEDIA_CACHE, ENGINE_CACHE):
        if (project / cache).is_dir():
            shutil.copytree(project / cache, kept / cache)


def small(top: Path, first: Path) -> Path:
    """A repository of the campaign that the first page made, of the settings and the samples; nothing else."""
    work = top / "small"
    work.mkdir(parents=True)
    _furnish(work)
    shutil.copytree(first / "campaigns" / ID, work / "campaigns" / ID)
    return _committed(work, top / "small.git")


def _furnish(work: Path) -> None:
    """Settings, theme, hand-written pages and samples, without the handbook's own pages."""
    for name in (".gitignore", "Makefile"):
        shutil.copy(ROOT / name, work)
    shutil.copytree(ROOT / "theme", work / "theme")
    shutil.copytree(ROOT / "content", work / "content", ignore=_pages_of_the_handbook)
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    nav = "  - 编者手册:\n      - handbook/index.md\n"
    (work / "mkdocs.yml").write_text(
        re.sub(r"  - 编者手册:\n(?:      - .*\n)+", nav, settings), encoding="utf-8"
    )
    (work / "content/handbook/index.md").write_text("# 编者手册\n", encoding="utf-8")


def _pages_of_the_handbook(at: str, names: list[str]) -> set[str]:
    return {n for n in names if n.endswith(".md") or n == "images"} if Path(at).name == "handbook" else set()


def reader(top: Path, repository: Path, page: str, *, kept: Path | None = None) -> Player:
    """Where another page begins: a fresh clone, with the caches of `kept`."""
    git(top, "clone", "--quiet", str(repository), page)
    git(top / page, "config", "user.name", "示例编辑")
    git(top / page, "config", "user.email", "bianji@example.com")
    if kept and kept.is_dir():
        shutil.copytree(kept, top / page, dirs_exist_ok=True)
    return Player(top / page, LATER, {"发布位置": str(top / f"www-{page}")})


def _committed(work: Path, bare: Path) -> Path:
    """Commit everything of a folder; give the bare repository others clone."""
    git(work, "init", "--quiet")
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "-m", "开始")
    git(work, "clone", "--quiet", "--bare", str(work), str(bare))
    return bare
