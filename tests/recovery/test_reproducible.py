"""The same commit and the same day give the same site: names, bytes and modes, over twelve variations.

Each is a real `zhanbang build` in a process of its own, of a project with photos, a series, a film, a sound and an article,
and makes everything anew unless a warm cache is what is tried. What a variation does to the process is asserted, so
that none of them passes because it had no effect.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from generator.build import CACHE as MEDIA_CACHE
from generator.engine import CACHE as ENGINE_CACHE
from tests.factories import changed
from tests.recovery.projects import DAY, ROOT, Look, differing, look
from tests.site.test_same_bytes import illustrated

HABITS = Path(__file__).parent / "habits"
"""Holds a sitecustomize.py, which Python imports by itself when the folder is on its path."""

TAKEN_ALONG = {".docx", ".csv", ".vcf", ".ics", "feed.xml", "sitemap.xml", "-poster.png", "-code.png", "/qr/"}
TAKEN_ALONG |= {"data/search/2024-small.js", "data/units/0.js", "results/results.csv", "results/results.docx"}

_FUTURE = 4_000_000_000
_FAKETIME = "请安装 faketime 再试（apt-get install faketime）；sitecustomize 的一项已经试过"


def _settings(root: Path) -> Path:
    root.mkdir(parents=True)
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, root / name)
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    address = changed('site_url: ""', "site_url: https://example.org/zb/", text=settings)
    (root / "mkdocs.yml").write_text(address, encoding="utf-8")  # with it all that can be made is made
    return illustrated(root)


def command(
    root: Path,
    *options: str,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    umask: int = 0o022,
) -> str:
    """Run `zhanbang build`; return what it said on its error channel."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "PYTHON"))}
    given = dict(env or {})
    path = os.pathsep.join([*filter(None, [given.pop("PYTHONPATH", "")]), str(ROOT)])
    run = subprocess.run(
        [sys.executable, "-m", "generator", "build", "--root", str(root), "--as-of", str(DAY), *options],
        cwd=cwd or root,
        env={**clean, "PYTHONPATH": path, **given},
        umask=umask,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stderr


@pytest.fixture(scope="module")
def project(quick: Path) -> Path:
    """Never built in itself; tests copy it."""
    return _settings(quick / "project")


@pytest.fixture(scope="module")
def first(project: Path, quick: Path) -> tuple[Path, Look]:
    """A copy that was built once, and its site."""
    root = quick / "first"
    shutil.copytree(project, root)
    command(root)
    site = look(root / "site")
    assert len(site) > 80
    assert sum(name.endswith((".mp3", ".mp4", ".webp", "-card.jpg")) for name in site) > 15
    assert {kind for kind in TAKEN_ALONG if any(kind in name for name in site)} == TAKEN_ALONG
    return root, site


@pytest.fixture
def place(quick: Path, tmp_path: Path) -> Iterator[Path]:
    """A folder of the test's own."""
    folder = quick / tmp_path.name
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def fresh(project: Path, place: Path) -> Path:
    """A copy that was never built."""
    root = place / "project"
    shutil.copytree(project, root)
    return root


def same(root: Path, first: tuple[Path, Look]) -> None:
    assert differing(look(root / "site"), first[1]) == []


def test_another_working_folder(fresh: Path, first: tuple[Path, Look], place: Path) -> None:
    elsewhere = place / "elsewhere"
    (elsewhere / "content").mkdir(parents=True)  # names of ours that mean nothing there
    (elsewhere / "mkdocs.yml").write_text("site_name: 别处\n", encoding="utf-8")
    command(Path("../project"), "--site-dir", "site", cwd=elsewhere)
    same(fresh, first)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_another_time_zone(fresh: Path, first: tuple[Path, Look], zone: str) -> None:
    command(fresh, env={"TZ": zone})
    same(fresh, first)


@pytest.mark.parametrize("locale", ["C", "tr_TR.UTF-8", "zh_CN.GB18030"])
def test_another_locale(fresh: Path, first: tuple[Path, Look], locale: str) -> None:
    """Without UTF-8 mode, so that C is ASCII. One that the machine does not have is as good as C."""
    env = {"LC_ALL": locale, "LANG": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command(fresh, env=env)
    same(fresh, first)


@pytest.mark.parametrize("seed", ["0", "4294967295"])
def test_another_hash_seed(fresh: Path, first: tuple[Path, Look], seed: str) -> None:
    command(fresh, env={"PYTHONHASHSEED": seed})
    same(fresh, first)


def test_another_umask(fresh: Path, first: tuple[Path, Look]) -> None:
    """Modes too, of every folder that was made on the way: a web server under another user must read them all."""
    target = fresh / "public" / "www" / "site"
    command(fresh, "--site-dir", str(target), umask=0o077)
    assert differing(look(target), first[1]) == []
    for folder in (target.resolve(), target.parent, target.parent.parent):
        assert folder.stat().st_mode & 0o777 == 0o755, folder


@pytest.mark.parametrize("order", ["reverse", "shuffle"])
def test_another_order_of_folders(fresh: Path, first: tuple[Path, Look], order: str) -> None:
    """What os.scandir and os.listdir tell, and so os.walk, glob, pathlib and shutil, comes in another order."""
    said = command(fresh, env={"PYTHONPATH": str(HABITS), "HABIT_ORDER": order})
    assert "disordered: " in said
    assert int(said.rpartition("disordered: ")[2].split()[0]) > 30
    same(fresh, first)


@pytest.mark.parametrize("clock", ["1970-01-02", "2099-12-31", "back"])
def test_another_clock(fresh: Path, first: tuple[Path, Look], clock: str) -> None:
    """As Python sees it: in 1970, in 2099, and stepping back by an hour each time it is read."""
    said = command(fresh, env={"PYTHONPATH": str(HABITS), "HABIT_CLOCK": clock})
    assert f"clock: {clock}, {clock[:4] if clock != 'back' else ''}" in said
    same(fresh, first)


@pytest.mark.parametrize("clock", ["@1970-01-02 00:00:00", "@2099-12-31 23:59:58"])
def test_another_clock_for_every_library(fresh: Path, first: tuple[Path, Look], clock: str) -> None:
    """As C sees it, in the worker's process and for file times as well; in 2099 the year ends meanwhile."""
    library = _faketime()
    if library is None:
        pytest.skip(_FAKETIME)
    env = {"LD_PRELOAD": str(library), "FAKETIME": clock, "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    told = subprocess.run(
        [sys.executable, "-c", "import time; print(time.gmtime().tm_year)"],
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == clock[1:5]
    command(fresh, env=env)
    same(fresh, first)


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_another_number_of_hands(fresh: Path, first: tuple[Path, Look], jobs: int) -> None:
    command(fresh, "--jobs", str(jobs))
    same(fresh, first)


@pytest.mark.parametrize("kept", [(MEDIA_CACHE,), (ENGINE_CACHE,)])
def test_cold_and_warm_caches(fresh: Path, first: tuple[Path, Look], kept: tuple[str, ...]) -> None:
    for cache in kept:
        shutil.copytree(first[0] / cache, fresh / cache)
    command(fresh)
    same(fresh, first)


def test_another_place(project: Path, first: tuple[Path, Look], place: Path) -> None:
    root = place / "各级 活动/二〇二四 年/展 榜"
    shutil.copytree(project, root)
    command(root)
    same(root, first)


def test_files_from_the_future(fresh: Path, first: tuple[Path, Look]) -> None:
    for path in fresh.rglob("*"):
        os.utime(path, (_FUTURE, _FUTURE))
    command(fresh)
    same(fresh, first)


def test_a_clone_of_one_commit(project: Path, first: tuple[Path, Look], place: Path) -> None:
    git = shutil.which("git")
    if git is None:
        pytest.skip("没有 git")
    origin = place / "origin"
    shutil.copytree(project, origin)

    def run(*words: str) -> None:
        who = ("-c", "user.name=示例", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
        subprocess.run([git, *who, *words], cwd=origin, check=True, capture_output=True)

    run("init", "--quiet", "--template=")
    run("add", "--all", "--force")
    run("commit", "--quiet", "--message=一")
    run("commit", "--quiet", "--allow-empty", "--message=二")
    run("clone", "--quiet", "--depth=1", origin.as_uri(), str(place / "clone"))
    command(place / "clone")
    same(place / "clone", first)


def test_over_an_older_site(first: tuple[Path, Look], project: Path, place: Path) -> None:
    """An older site, another one and a stranger's folder at its place leave nothing in the new one."""
    root = place / "project"
    shutil.copytree(first[0], root, symlinks=True)
    entry = root / "campaigns/2024-small/entries/songs/article/entry.yml"
    text = entry.read_text(encoding="utf-8")
    entry.write_text(text.replace("夜班", "早班"), encoding="utf-8")
    command(root)
    assert differing(look(root / "site"), first[1]) != []
    entry.write_text(text, encoding="utf-8")
    for _ in range(2):  # each tree in turn
        command(root)
        same(root, first)
    (root / "site").unlink()
    (root / "site/old").mkdir(parents=True)
    for page in ("index.html", "old/index.html"):
        (root / "site" / page).write_text("old", encoding="utf-8")
    command(root)
    same(root, first)


def _faketime() -> Path | None:
    found = [
        *Path("/usr/lib").glob("*/faketime/libfaketime.so.1"),
        *Path("/usr/lib/faketime").glob("libfaketime.so.1"),
    ]
    return found[0] if found else None
