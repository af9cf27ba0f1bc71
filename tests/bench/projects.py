"""Our own side: synthetic projects of any size, built for a fixed day, emptied and changed between the rounds."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.bench.rounds import CommandError

ROOT = Path(__file__).resolve().parents[2]
DAY = "2026-11-21"
"""The day that is built for: the synthetic campaign is running, its third prizes stand in public."""
CAMPAIGN = "2026-synthetic"


@dataclass(frozen=True, slots=True)
class Project:
    """A project in a folder of its own, with a user's cache folder of its own."""

    folder: Path

    @property
    def caches(self) -> Path:
        return self.folder.with_name(self.folder.name + "-caches")

    @property
    def env(self) -> dict[str, str]:
        return {"XDG_CACHE_HOME": str(self.caches), "PYTHONPATH": str(ROOT)}

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def command(self, *words: str) -> tuple[str, ...]:
        """`zhanbang WORDS` for this project."""
        return (sys.executable, "-m", "generator", *words, "--root", str(self.folder), "--as-of", DAY)


def make(folder: Path, works: int) -> Project:
    """A new synthetic project of so many entries. Raises CommandError."""
    words = ("demo", str(folder), "--entries", str(works), "--root", str(ROOT))
    run((sys.executable, "-m", "generator", *words), {"PYTHONPATH": str(ROOT)})
    return Project(folder)


def build(project: Project, *options: str) -> str:
    """Build it, untimed; returns what the command said. Raises CommandError."""
    project.caches.mkdir(exist_ok=True)
    return run(project.command("build", *options), project.env)


def run(argv: tuple[str, ...], env: dict[str, str]) -> str:
    """Run a command of ours. Raises CommandError with what it said."""
    done = subprocess.run(
        argv, env={**os.environ, **env}, capture_output=True, text=True, check=False, cwd=ROOT
    )
    if done.returncode:
        raise CommandError(
            f"{' '.join(argv[2:4])}: exit {done.returncode}\n{(done.stdout + done.stderr)[-2000:]}"
        )
    return done.stdout + done.stderr


def has_option(command: str, option: str) -> bool:
    """Whether this version of the command knows an option."""
    return option in run((sys.executable, "-m", "generator", command, "--help"), {"PYTHONPATH": str(ROOT)})


def copy(root: Path, folder: Path) -> Project:
    """A private copy of a project, with nothing that was made of it."""
    folder.mkdir(parents=True)
    for name in ("campaigns", "content", "theme"):
        shutil.copytree(root / name, folder / name)
    shutil.copy(root / "mkdocs.yml", folder)
    return Project(folder)


def duplicate(project: Project, folder: Path) -> Project:
    """The same project once more, with the media that were made already; the rest of its caches is left behind."""
    made = copy(project.folder, folder)
    shutil.copytree(project.folder / ".cache/media", folder / ".cache/media")
    return made


def empty(project: Project) -> None:
    """Leave nothing of earlier builds but `.cache/media`: no site, no records, no frame, an empty user's cache."""
    room = project.folder.with_name("aside")
    set_aside(project.caches, room)
    project.caches.mkdir()
    for path in (*project.folder.glob(".site*"), project.site, *(project.folder / ".cache").glob("*")):
        if path.name != "media":
            set_aside(path, room)


def set_aside(path: Path, room: Path) -> None:
    """Have nothing stand at `path`, and delete nothing: `room`, on the same disk, goes with all else in the end.

    Some disks (ext4 without a journal) look at lately deleted files one by one, for minutes, when new ones are made: who
    is measured after much was deleted would pay for it.
    """
    if os.path.lexists(path):
        room.mkdir(exist_ok=True)
        path.rename(room / f"{len(os.listdir(room))}-{path.name}")


def works(project: Project) -> list[dict]:
    """The published works of a built project, in the order of its galleries."""
    return works_in(project.site, project.site / f"data/{CAMPAIGN}/works.json")


def works_in(site: Path, file: Path) -> list[dict]:
    """The works that a site's `works.json` tells of; of very many it names the parts they are in."""
    told = json.loads(file.read_bytes())
    if isinstance(told, list):
        return told
    return [work for part in told["parts"] for work in json.loads((site / part["url"]).read_bytes())]


def galleries(project: Project) -> int:
    """How many gallery pages a built project has."""
    return sum(1 for _ in (project.site / f"campaigns/{CAMPAIGN}/gallery").rglob("index.html"))


def entry_file(project: Project, work: dict) -> Path:
    """Where the record of a published work is kept."""
    return project.folder / f"campaigns/{CAMPAIGN}/entries/{work['subproject']}/{work['id']}/entry.yml"


@dataclass(slots=True)
class Edits:
    """Saves a file with a value that was never there before, each time it is called; counts upwards."""

    path: Path
    key: str
    count: int = 0

    def __call__(self) -> str:
        """Save; returns the words that are new."""
        self.count += 1
        words = f"第{self.count}次改动"
        text = self.path.read_text(encoding="utf-8")
        text = re.sub(
            rf"^{self.key}: (第\d+次改动)?", f"{self.key}: {words}", text, count=1, flags=re.MULTILINE
        )
        self.path.write_text(text, encoding="utf-8")
        return words
