"""The same commit and the same day give the same site: names, bytes and modes, over twelve variations, several at a time.

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
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from generator.engine import CACHE as ENGINE_CACHE
from generator.media.workshop import CACHE as MEDIA_CACHE
from tests.factories import THOROUGH, changed
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


def same(root: Path, first: tuple[Path, Look]) -> None:
    assert differing(look(root / "site"), first[1]) == []


@dataclass(frozen=True, slots=True)
class Machine:
    """What is other than usual about a machine, its settings, the project's place or what lies there."""

    env: Mapping[str, str] = field(default_factory=dict)
    place: str = "project"
    elsewhere: bool = False
    """Run from a folder with names of ours that mean nothing there."""
    umask: int = 0o022
    order: str = ""
    """What os.scandir and os.listdir tell, and so os.walk, glob, pathlib and shutil, comes in this order."""
    clock: str = ""
    """As Python sees it: a day, or stepping back by an hour each time it is read."""
    system_clock: str = ""
    """As C sees it, in the worker's process and for file times as well."""
    jobs: int | None = None
    kept: tuple[str, ...] = ()
    """Caches that an earlier build of the same left."""
    future: bool = False
    cloned: bool = False


def _locale(name: str) -> dict[str, str]:
    """Without UTF-8 mode, so that C is ASCII. One that the machine does not have is as good as C."""
    return {"LC_ALL": name, "LANG": name, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


MIXED = {
    "one": Machine(
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "0"} | _locale("C"),
        elsewhere=True,
        order="reverse",
        clock="1970-01-02",
        jobs=1,
    ),
    "two": Machine(
        {"TZ": "Etc/GMT+12", "PYTHONHASHSEED": "4294967295"} | _locale("tr_TR.UTF-8"),
        umask=0o077,
        order="shuffle",
        clock="2099-12-31",
        jobs=3,
        cloned=True,
    ),
    "three": Machine(_locale("zh_CN.GB18030"), clock="back", jobs=2, kept=(ENGINE_CACHE,), future=True),
    "four": Machine(place="各级 活动/二〇二四 年/展 榜", kept=(MEDIA_CACHE,)),
    "five": Machine(system_clock="@2099-12-31 23:59:58"),  # the year ends meanwhile
}
"""Each of these together with others: what changed nothing together changed nothing alone."""
ALONE = {
    "another working folder": Machine(elsewhere=True),
    **{f"time zone {zone}": Machine({"TZ": zone}) for zone in ("Pacific/Kiritimati", "Etc/GMT+12")},
    **{f"locale {name}": Machine(_locale(name)) for name in ("C", "tr_TR.UTF-8", "zh_CN.GB18030")},
    **{f"hash seed {seed}": Machine({"PYTHONHASHSEED": seed}) for seed in ("0", "4294967295")},
    "another umask": Machine(umask=0o077),
    **{f"order of folders {order}": Machine(order=order) for order in ("reverse", "shuffle")},
    **{f"clock {clock}": Machine(clock=clock) for clock in ("1970-01-02", "2099-12-31", "back")},
    "clock of every library in 1970": Machine(system_clock="@1970-01-02 00:00:00"),
    **{f"hands {jobs}": Machine(jobs=jobs) for jobs in (1, 2, 3)},
    **{f"kept {cache}": Machine(kept=(cache,)) for cache in (MEDIA_CACHE, ENGINE_CACHE)},
    "files from the future": Machine(future=True),
    "a clone of one commit": Machine(cloned=True),
}
"""The same one by one, which tells who did it: `make audit`."""
MACHINES = MIXED | (ALONE if THOROUGH else {})


@pytest.mark.parametrize("name", list(MACHINES))
def test_another_machine(project: Path, first: tuple[Path, Look], place: Path, name: str) -> None:
    machine = MACHINES[name]
    library = _faketime()
    if machine.system_clock and library is None:
        pytest.skip(_FAKETIME)
    root = place / machine.place
    if machine.cloned:
        _clone(project, root, origin=place / "origin")
    else:
        shutil.copytree(project, root)
    for cache in machine.kept:
        shutil.copytree(first[0] / cache, root / cache)
    if machine.future:
        for path in root.rglob("*"):
            os.utime(path, (_FUTURE, _FUTURE))
    env, options, here, given, target = dict(machine.env), [], root, root, root / "site"
    if machine.jobs:
        options = ["--jobs", str(machine.jobs)]
    if machine.order or machine.clock:
        env |= {"PYTHONPATH": str(HABITS), "HABIT_ORDER": machine.order, "HABIT_CLOCK": machine.clock}
    if machine.system_clock:
        env |= _moved(machine.system_clock, library)
    if machine.elsewhere:
        here, given = place / "elsewhere", Path("../project")
        (here / "content").mkdir(parents=True)
        (here / "mkdocs.yml").write_text("site_name: 别处\n", encoding="utf-8")
        options += ["--site-dir", "site"]
    if machine.umask != 0o022:
        target = root / "public" / "www" / "site"
        options += ["--site-dir", str(target)]
    said = command(given, *options, cwd=here, env=env, umask=machine.umask)
    assert differing(look(target), first[1]) == []
    if machine.umask != 0o022:
        # every folder that was made on the way: a web server under another user must read them all
        for folder in (target.resolve(), target.parent, target.parent.parent):
            assert folder.stat().st_mode & 0o777 == 0o755, folder
    if machine.order:
        assert int(said.rpartition("disordered: ")[2].split()[0]) > 30
    if machine.clock:
        year = machine.clock[:4] if machine.clock != "back" else ""
        assert f"clock: {machine.clock}, {year}" in said


def _clone(project: Path, root: Path, *, origin: Path) -> None:
    """Clone the last commit of the project."""
    shutil.copytree(project, origin)

    def run(*words: str) -> None:
        who = ("-c", "user.name=示例", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *words], cwd=origin, check=True, capture_output=True)

    run("init", "--quiet", "--template=")
    run("add", "--all", "--force")
    run("commit", "--quiet", "--message=一")
    run("commit", "--quiet", "--allow-empty", "--message=二")
    run("clone", "--quiet", "--depth=1", origin.as_uri(), str(root))


def _moved(clock: str, library: Path | None) -> dict[str, str]:
    """What sets the clock of a process; it does."""
    env = {"LD_PRELOAD": str(library), "FAKETIME": clock, "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    told = subprocess.run(
        [sys.executable, "-c", "import time; print(time.gmtime().tm_year)"],
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == clock[1:5]
    return env


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
