"""A server set up as .ci/server/README.md tells it, and editors who push to it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.factories import ROOT, small_project
from tests.server.web import SHIPPED, replaced

PROGRAM = Path(sys.executable).parent / "zhanbang"
YAML = "campaigns/2024-small/campaign.yml"
ENTRY = "campaigns/2024-small/entries/songs/0001/entry.yml"
WRONG = f"{YAML}:4:5: 错误 E121"
GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "示例编辑",
    "GIT_AUTHOR_EMAIL": "editor@example.com",
    "GIT_COMMITTER_NAME": "示例编辑",
    "GIT_COMMITTER_EMAIL": "editor@example.com",
    "LC_ALL": "C",
}


@dataclass(frozen=True)
class Push:
    """What came of a push, and all that its pusher was told."""

    accepted: bool
    told: str


@dataclass(frozen=True)
class Office:
    """The bare repository with its hooks, the working folder and the folder of releases, all below `base`."""

    base: Path

    @property
    def repository(self) -> Path:
        """The bare repository."""
        return self.base / "repo.git"

    @property
    def www(self) -> Path:
        """Where releases go; the web root is `current` in it."""
        return self.base / "www"

    @property
    def shown(self) -> str:
        """The release that is live."""
        return os.readlink(self.www / "current")

    @property
    def head(self) -> str:
        """The commit of the published branch."""
        return git(self.repository, "rev-parse", "refs/heads/main").strip()

    def configure(self, **settings: str) -> None:
        """Write zhanbang.conf: the example with this server's paths, and more lines."""
        text = replaced(
            (SHIPPED / "zhanbang.conf.example").read_text(encoding="utf-8"),
            {
                "\nZHANBANG=/srv/zhanbang/program/.venv/bin/zhanbang\n": f"\nZHANBANG={PROGRAM}\n",
                "\nWORK=/srv/zhanbang/work\n": f"\nWORK={self.base}/work\n",
                "\nDEST=/srv/zhanbang/www\n": f"\nDEST={self.www}\n",
            },
        )
        more = "".join(f'{name}="{value}"\n' for name, value in settings.items())
        (self.repository / "hooks/zhanbang.conf").write_text(text + more, encoding="utf-8")

    def publish(self) -> subprocess.CompletedProcess[str]:
        """What cron runs each night, with no more of an environment than cron gives."""
        return subprocess.run(
            [self.repository / "hooks/publish"],
            env={"PATH": "/usr/bin:/bin", "HOME": str(self.base)},
            cwd="/",
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def clone(self, to: Path) -> Editor:
        """An editor's own copy of the published branch."""
        git(self.base, "clone", "--quiet", str(self.repository), str(to))
        return Editor(to)


@dataclass(frozen=True)
class Editor:
    """A clone to be edited, committed and pushed."""

    root: Path

    def write(self, name: str, text: str) -> None:
        """Put a file."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Change one piece of a file."""
        self.write(name, replaced((self.root / name).read_text(encoding="utf-8"), {old: new}))

    def break_it(self) -> None:
        """Make the one error of the tests, which stands at `WRONG`."""
        self.change(YAML, "\nyear: 2024\n", "\nyear：2024\n")

    def commit(self) -> str:
        """Commit everything, ignored or not."""
        git(self.root, "add", "--all", "--force")
        git(self.root, "commit", "--quiet", "--allow-empty", "--message", "修改")
        return git(self.root, "rev-parse", "HEAD").strip()

    def start_push(self, *what: str, **environment: str) -> subprocess.Popen[str]:
        """Begin to push; what the pusher is told comes out as it is told."""
        return subprocess.Popen(
            ["git", "push", "origin", *(what or ("HEAD:main",))],
            cwd=self.root,
            env={**os.environ, **GIT, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )

    def push(self, *what: str, **environment: str) -> Push:
        """Push, to main unless told otherwise."""
        running = self.start_push(*what, **environment)
        told, _ = running.communicate()
        return Push(running.returncode == 0, told)


def git(folder: Path, *arguments: str) -> str:
    """Run git; what it says."""
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, **GIT},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def open_office(base: Path) -> Office:
    """Set the server up, as the README does."""
    office = Office(base)
    git(base, "init", "--quiet", "--bare", "-b", "main", str(office.repository))
    git(office.repository, "config", "receive.fsckObjects", "true")
    for name in ("pre-receive", "post-receive", "publish", "settings.sh"):
        shutil.copy(SHIPPED / name, office.repository / "hooks")
    office.configure()
    return office


def first_editor(root: Path, office: Office) -> Editor:
    """A project of one small campaign with the committed theme, pages and settings, on a fixed day, not yet pushed."""
    small_project(root)
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, root / name)
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    day = {"\n      campaigns: campaigns\n": "\n      campaigns: campaigns\n      as_of: 2024-12-01\n"}
    (root / "mkdocs.yml").write_text(replaced(settings, day), encoding="utf-8")
    git(root, "init", "--quiet", "-b", "main")
    git(root, "remote", "add", "origin", str(office.repository))
    return Editor(root)
