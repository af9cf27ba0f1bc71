"""The handbook played as an editor would: its commands run one after another, its edits made, what it quotes looked for.

What is a step: each line of a block marked `sh` (a comment that ends in 退出码是 N names the exit code, else it is 0); a
block marked `text` behind one, whose lines are looked for in its output (… stands for anything, alone for any lines); a
paragraph that begins with a file in quotes, which says what is written into it: 把 `a` 改成 `b`, or a block that replaces
the file (全部换成) or keys of it (YAML; 通知 `n` 里: of that notice). 仓库地址 and 发布位置 are what the reader fills in.
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml
from click.testing import CliRunner

from generator.commands import commands
from generator.yamlediting import set_key, value_at

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "content/handbook"
GENERATED = ("fields", "codes")
PAGES = tuple(sorted(path.stem for path in FOLDER.glob("*.md") if path.stem not in GENERATED))
_FENCE = re.compile(r"```(\w*)")
_FILE = re.compile(r"`(campaigns/[\w./-]+)`")
_SWAP = re.compile(r"把 `([^`]+)` (?:误写成|改成) `([^`]+)`")
_NOTICE = re.compile(r"通知 `([\w-]+)` 里")
_CODE = re.compile(r"#.*退出码是 (\d)")


_HEARING = (
    "import runpy, signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
    "sys.argv[0] = 'zhanbang'; runpy.run_module('generator', run_name='__main__')"
)
"""Runs the command so that it hears Ctrl+C: what a script starts in the background is deaf to it, and all its children."""


@dataclass(frozen=True, slots=True)
class Step:
    """What the reader does (`run`, `edit`) or sees (`said`); `about` is the paragraph before a block, `text` its text."""

    kind: str
    text: str
    about: str = ""


def read(page: str) -> str:
    return (FOLDER / f"{page}.md").read_text(encoding="utf-8")


def steps(text: str) -> list[Step]:
    """The steps of a page, in order."""
    found: list[Step] = []
    about, lines = "", iter(text.splitlines())
    for line in lines:
        if fence := _FENCE.match(line):
            block = []
            for inner in lines:
                if inner == "```":
                    break
                block.append(inner)
            if fence[1] == "sh":
                found += [Step("run", command) for command in block]
            elif _FILE.match(about) and not _SWAP.search(about):
                found.append(Step("edit", "\n".join(block) + "\n", about))
            elif found and fence[1] == "text":
                found.append(Step("said", "\n".join(block)))
            about = ""
        elif line:
            about = line
            if _FILE.match(line) and _SWAP.search(line):
                found.append(Step("edit", "", line))
    return found


def quoted(lines: str, output: str) -> bool:
    """Whether the lines stand in the output in this order and, but for those that are …, one below the other."""
    pattern = ""
    for line in lines.splitlines():
        pattern += r"(?:.*\n)*?" if line == "…" else ".*".join(map(re.escape, line.split("…"))) + r"[ ]*\n"
    return re.search("^" + pattern, output + "\n", re.MULTILINE) is not None


@dataclass(slots=True)
class Player:
    """A reader at `here` on `day`; `said` is the output of the commands since the last edit or block of commands."""

    here: Path
    day: date
    places: dict[str, str] = field(default_factory=dict)
    cloned: Callable[[Path], None] = lambda project: None
    """Called with the project once it has been cloned."""
    said: str = ""
    commands: int = 0
    outputs: list[tuple[str, str]] = field(default_factory=list)
    """Each command as the page has it, and what it printed."""
    serves: bool = True
    """Whether the preview is started, too."""

    def play(self, page: str) -> None:
        """Do a page from its first step to its last; an assertion fails where the page is not true."""
        before = ""
        for step in steps(read(page)):
            if step.kind == "said":
                assert quoted(step.text, self.said), f"{page}: not printed:\n{step.text}\n\nbut:\n{self.said}"
            elif step.kind == "edit":
                self._edit(step)
            else:
                self.said = self.said if before == "run" else ""
                self._command(page, step.text)
            before = step.kind

    def _command(self, page: str, line: str) -> None:
        wanted = int(found[1]) if (found := _CODE.search(line)) else 0
        asked = line.partition("#")[0].strip()
        for place, real in self.places.items():
            line = line.replace(place, real)
        code, output = self._run(shlex.split(line, comments=True))
        self.commands += 1
        self.said += output
        self.outputs.append((asked, output))
        assert code == wanted, f"{page}: {line} ended with {code}:\n{output}"

    def _run(self, words: list[str]) -> tuple[int, str]:
        if words[0] == "cd":
            self.here = self.here / words[1]
            assert self.here.is_dir()
            self.cloned(self.here)
            return 0, ""
        if words == [
            ".",
            ".venv/bin/activate",
        ]:  # the environment that `make site` makes; here it is the one that runs
            assert "\nVENV := .venv\n" in (ROOT / "Makefile").read_text(encoding="utf-8")
            return 0, ""
        if words[0] == "make":  # what it does once everything is installed
            makefile = (self.here / "Makefile").read_text(encoding="utf-8")
            recipe = re.search(
                rf"^{words[1]}: \$\(VENV\)/site\.stamp.*\n\t\$\(BIN\)/(.*)", makefile, re.MULTILINE
            )
            assert recipe, words
            return self._run(shlex.split(re.sub(r"\$\(if .*\)", "", recipe[1])))
        if words == ["zhanbang", "serve"]:
            return self._serve()
        if words[0] == "zhanbang":
            with contextlib.chdir(self.here):
                result = CliRunner().invoke(commands, words[1:], prog_name="zhanbang")
            if result.exception and not isinstance(result.exception, SystemExit):
                raise result.exception
            return result.exit_code, result.output
        assert words[0] == "git", words
        done = subprocess.run(
            words, cwd=self.here, capture_output=True, text=True, check=False, env=os.environ | GIT
        )
        return done.returncode, done.stdout + done.stderr

    def _serve(self) -> tuple[int, str]:
        """Start the preview at any port, look at it, stop it as Ctrl+C does."""
        if not self.serves:
            return 0, "预览：http://127.0.0.1:8000/\n"
        command = [sys.executable, "-c", _HEARING, "serve", "--port", "0", "--as-of", self.day.isoformat()]
        env = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        server = subprocess.Popen(
            command,
            cwd=self.here,
            env=env,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        assert server.stdout
        said = ""
        try:
            for line in server.stdout:
                said += line
                if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
                    with urllib.request.urlopen(found[0], timeout=60) as answer:
                        assert "<main" in answer.read().decode()
                    break
        finally:
            server.send_signal(signal.SIGINT)
            said += server.communicate(timeout=60)[0]
        return 0, said

    def _edit(self, step: Step) -> None:
        found = _FILE.match(step.about)
        assert found
        path = self.here / found[1]
        if "全部换成" in step.about:
            path.write_text(step.text, encoding="utf-8")
            return
        text = path.read_text(encoding="utf-8")
        if swap := _SWAP.search(step.about):
            assert text.count(swap[1]) == 1, step.about
            path.write_text(text.replace(swap[1], swap[2]), encoding="utf-8")
            return
        where: tuple[str | int, ...] = ()
        if notice := _NOTICE.search(step.about):
            notices = value_at(text, ("notices",))
            assert isinstance(notices, list)
            where = ("notices", next(at for at, one in enumerate(notices) if one["id"] == notice[1]))
        for key, value in yaml.load(step.text, yaml.BaseLoader).items():
            text = set_key(text, (*where, key), value)
        path.write_text(text, encoding="utf-8")


GIT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0"}
"""No settings of the machine's."""


def git(folder: Path, *words: str) -> str:
    """Run git in a folder, as nobody in particular."""
    named = ("-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "init.defaultBranch=main")
    done = subprocess.run(
        ["git", *named, *words], cwd=folder, capture_output=True, text=True, check=True, env=os.environ | GIT
    )
    return done.stdout
