"""A long walk of edits (row F7): what is built upon what was there is, byte for byte, what a first build makes.

Everything that saves work takes part: remembered entries, pages whose inputs did not change, the saved frame, media,
what was verified before; and several processes, who work here on a handful of files as they do on thousands.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator import bringing, remembered, soundentries
from generator.build import build
from generator.revising.revise import revise
from generator.verify import site as verifying
from tests.factories import RELEASED, THOROUGH, picture
from tests.recovery.projects import DAY, HOME, differing, look, tiny

STEPS, EVERY = (500, 25) if THOROUGH else (24, 12)
SHOWN = f"{RELEASED}credits: [{{name: 示例甲}}]\n"
KEPT = (".cache", ".site", "site")
"""What is there besides the project itself begins with one of these."""


class Walk:
    """A project, and somebody who edits it at random; whatever he does, it can be built."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = tiny(root)
        self.day = DAY
        self.random = random.Random(seed)
        self.made = 0
        for _ in range(6):
            self.add()

    @property
    def entries(self) -> list[Path]:
        return sorted((self.root / HOME / "entries/songs").iterdir())

    def step(self) -> str:
        """Do something; returns what."""
        edit: Callable[[], None] = self.random.choice(
            [
                self.add, self.remove, self.rename, self.retitle, self.retitle, self.rewrite, self.hold_back, self.withdraw,
                self.shortlist, self.photograph, self.touch, self.move_on, self.campaign, self.notice, self.content,
                self.theme, self.meddle, self.lose,
            ]
        )  # fmt: skip
        edit()
        return edit.__name__

    def add(self) -> None:
        self.made += 1
        folder = self.root / HOME / "entries/songs" / f"w{self.made:03}"
        folder.mkdir()
        self._write(folder, f"title: 新作{self.made}\nno: FJ-{self.made}\n{SHOWN}text: 第{self.made}篇全文\n")

    def remove(self) -> None:
        if len(self.entries) > 4:
            shutil.rmtree(self._any())

    def rename(self) -> None:
        self.made += 1
        self._any().rename(self.root / HOME / "entries/songs" / f"r{self.made:03}")

    def retitle(self) -> None:
        self._change(lambda lines: [self._said(line, "title: ") for line in lines])

    def rewrite(self) -> None:
        self._change(lambda lines: [self._said(line, "text: ") for line in lines])

    def hold_back(self) -> None:
        other = {"status: approved": "status: pending", "status: pending": "status: approved"}
        self._change(lambda lines: [other.get(line, line) for line in lines])

    def withdraw(self) -> None:
        def gone(lines: list[str]) -> list[str]:
            if "status: approved" not in lines:
                return lines
            there = ["status: withdrawn" if line == "status: approved" else line for line in lines]
            return [*there, "withdrawn: {on: 2024-09-01, reason: 作者要求撤下}"]

        self._change(gone)

    def shortlist(self) -> None:
        honour = "honours: [{award: first, state: shortlisted}]"
        self._change(
            lambda lines: [line for line in lines if line != honour] if honour in lines else [*lines, honour]
        )

    def photograph(self) -> None:
        folder = self._any()
        picture(folder / "1.jpg", (240, 160), seed=self.random.randrange(6))
        line = "media: [{file: 1.jpg, alt: 灯}]"
        path = folder / "entry.yml"
        lines = path.read_text(encoding="utf-8").splitlines()
        self._write(folder, "\n".join([*(one for one in lines if not one.startswith("media: ")), line, ""]))

    def touch(self) -> None:
        os.utime(self._any() / "entry.yml")

    def move_on(self) -> None:
        self.day = date(2024, 5, 1) + timedelta(days=self.random.randrange(900))

    def campaign(self) -> None:
        """Something that stands on every page of a work that has it."""
        path = self.root / HOME / "campaign.yml"
        text = path.read_text(encoding="utf-8")
        names = ["一等奖", "金奖", "最佳作品"]
        now = next(name for name in names if f"title: {name}," in text)
        path.write_text(
            text.replace(f"title: {now},", f"title: {self.random.choice(names)},"), encoding="utf-8"
        )

    def notice(self) -> None:
        path = self.root / HOME / "notices/launch.txt"
        lines = path.read_text(encoding="utf-8").splitlines()
        lines.insert(4, f"请各单位于第{self.random.randrange(100)}次会议上传达。")
        path.write_text("\n".join(lines[:16] if len(lines) > 40 else lines) + "\n", encoding="utf-8")

    def content(self) -> None:
        path = self.root / "content/privacy.md"
        path.write_text(f"# 隐私说明\n\n不收集。第{self.random.randrange(9)}版。\n", encoding="utf-8")

    def theme(self) -> None:
        path = self.root / "theme/assets/zb/print-gb9704.css"
        text = path.read_text(encoding="utf-8").partition("\n/* walk")[0]
        path.write_text(f"{text}\n/* walk {self.random.randrange(9)} */\n", encoding="utf-8")

    def meddle(self) -> None:
        """Somebody writes into the site that is shown."""
        pages = sorted((self.root / "site").rglob("*.html")) if (self.root / "site").exists() else []
        if pages:
            self.random.choice(pages).write_text("改", encoding="utf-8")

    def lose(self) -> None:
        """Something that only saves time is gone."""
        kept = [self.root / ".cache" / name for name in ("engine", "verified", "media")]
        shutil.rmtree(self.random.choice([*kept, self.root.parent / "memory"]), ignore_errors=True)

    def _any(self) -> Path:
        return self.random.choice(self.entries)

    def _said(self, line: str, key: str) -> str:
        return f"{key}改过{self.random.randrange(1000)}次" if line.startswith(key) else line

    def _change(self, how: Callable[[list[str]], list[str]]) -> None:
        folder = self._any()
        lines = (folder / "entry.yml").read_text(encoding="utf-8").splitlines()
        self._write(folder, "\n".join([*how(lines), ""]))

    def _write(self, folder: Path, text: str) -> None:
        (folder / "entry.yml").write_text(text, encoding="utf-8")


@pytest.fixture(autouse=True)
def as_if_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """A handful is treated as thousands are."""
    monkeypatch.setattr(remembered, "FEWEST", 1)
    for module in (bringing, soundentries, verifying):
        monkeypatch.setattr(module, "LEAST", 4)


def test_a_build_upon_another_is_a_first_build(tmp_path: Path) -> None:
    walk = Walk(tmp_path / "project", seed=7)
    memory, site = tmp_path / "memory", walk.root / "site"
    done: list[str] = []
    spared = revised = 0
    for number in range(1, STEPS + 1):
        done.append(walk.step())
        if revise(walk.root, site, as_of=walk.day, today=walk.day, memory=memory, jobs=2):
            revised += 1
        else:
            built = build(walk.root, site, as_of=walk.day, jobs=2, memory=memory)
            assert built.ok, (done, built.planned.problems, built.written and built.written.problems)
            assert built.written is not None
            spared += built.written.change.unchanged
        if number % EVERY == 0:
            cold = tmp_path / f"cold-{number}"
            cold.mkdir()
            for path in walk.root.iterdir():
                if not path.name.startswith(KEPT):
                    (shutil.copytree if path.is_dir() else shutil.copy2)(path, cold / path.name)
            first = build(cold, cold / "site", as_of=walk.day)
            assert first.ok
            assert differing(look(walk.root / "site"), look(cold / "site")) == [], done[-EVERY:]
            shutil.rmtree(cold)
    assert spared > STEPS * 10, "most files were there already"
    assert revised, "some edits were of words only"
