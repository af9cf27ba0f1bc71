"""What is brought up to date without a build is, byte for byte, what a first build makes; and where it may not be, it is not."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import catalog_json
from generator.build import build
from generator.commands import commands
from generator.revising.revise import revise
from generator.search import parts
from tests.recovery.projects import DAY, HOME, SHOWN, differing, look, tiny

WORKS = 70
"""More than stand on one page of a gallery."""
KEPT = (".cache", ".site", "site")


class Office:
    """A project with a site, kept up to date with or without a build."""

    def __init__(self, root: Path) -> None:
        self.root = tiny(root)
        self.memory = root.with_name(root.name + "-memory")
        for number in range(WORKS):
            folder = self.root / HOME / f"entries/songs/w{number:03}"
            folder.mkdir()
            honour = "honours: [{award: first, state: shortlisted}]\n" if number == WORKS - 1 else ""
            (folder / "entry.yml").write_text(
                f"title: 新作{number}\nno: FJ-{number}\n{SHOWN}statement: 第{number}件，讲身边的事。\n{honour}"
                f"text: 第{number}篇全文，写的是示例。\n",
                encoding="utf-8",
            )
        waiting = self.root / HOME / "entries/songs/waiting"
        waiting.mkdir()
        (waiting / "entry.yml").write_text("title: 还没有人审核的长标题\nstatus: pending\n", encoding="utf-8")
        warned = self.root / HOME / "entries/songs/warned"  # a site with warnings is remembered as well
        warned.mkdir()
        (warned / "entry.yml").write_text("title: 没有审核记录\nstatus: approved\n", encoding="utf-8")
        self.build()
        self.build()  # what was written in the moment in which the first began is not trusted

    def build(self) -> None:
        built = build(self.root, self.root / "site", as_of=DAY, jobs=2, memory=self.memory)
        assert built.ok, (built.planned.problems, built.written and built.written.problems)

    def revise(self, **given: object) -> bool:
        """Whether it was brought up to date without a build, and what is told is what the build told."""
        wanted = {"as_of": DAY, "today": DAY, "memory": self.memory, **given}
        revised = revise(self.root, self.root / "site", **wanted)  # type: ignore[arg-type]
        if revised:
            assert [problem.code for problem in revised.problems] == ["W603"]
            assert "账目相符" in revised.ledger
        return revised is not None

    def entry(self, name: str) -> Path:
        return self.root / HOME / "entries/songs" / name / "entry.yml"

    def say(self, name: str, key: str, words: str) -> None:
        path = self.entry(name)
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text(
            "\n".join([*(f"{key}: {words}" if one.startswith(f"{key}: ") else one for one in lines), ""]),
            encoding="utf-8",
        )

    def differs(self) -> list[str]:
        """What of the site is otherwise than a first build makes it."""
        cold = self.root.with_name(self.root.name + "-cold")
        cold.mkdir()
        for path in self.root.iterdir():
            if not path.name.startswith(KEPT):
                (shutil.copytree if path.is_dir() else shutil.copy2)(path, cold / path.name)
        try:
            assert build(cold, cold / "site", as_of=DAY).ok
            return differing(look(self.root / "site"), look(cold / "site"))
        finally:
            shutil.rmtree(cold)


@pytest.fixture(scope="module")
def office(quick: Path) -> Office:
    return Office(quick / "office")


@pytest.fixture(autouse=True)
def settled(office: Office) -> Iterator[None]:
    """Each test begins and ends with a site that is remembered."""
    if not office.revise():
        office.build()
        assert office.revise()
    yield


def test_words_are_brought_up_to_date(office: Office) -> None:
    """First and last works of the wall, neighbours, a work of each page, one on the strips, one with a photo."""
    chance = random.Random(3)
    names = [
        "w000",
        "w001",
        "w035",
        "w059",
        "w060",
        "w068",
        "article",
        "photo",
        "w020",
        "w020",
        "w021",
        "w050",
    ]
    for number, name in enumerate(names):
        keys = {"photo": ["title"], "article": ["title", "text"]}.get(name, ["title", "statement", "text"])
        office.say(name, chance.choice(keys), f"改过的话{number}")
        assert office.revise(), name
    assert office.differs() == []
    office.entry("photo").write_text(
        office.entry("photo")
        .read_text(encoding="utf-8")
        .replace("alt: 灯", "alt: 一盏灯, caption: 夜里的灯"),
        encoding="utf-8",
    )
    office.say("w002", "title", "几件一起改")
    office.say("w003", "title", "相邻的一件")
    assert office.revise()
    assert office.differs() == []


def test_a_build_afterwards_finds_everything_there(office: Office) -> None:
    office.say("w040", "title", "先改一改")
    assert office.revise()
    built = build(office.root, office.root / "site", as_of=DAY, memory=office.memory)
    assert built.written is not None
    assert built.written.change.written == 0


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(lambda o: o.say("w010", "status", "pending"), id="a state"),
        pytest.param(lambda o: o.say("w010", "no", "FJ-999"), id="a number"),
        pytest.param(lambda o: o.say("w010", "credits", "[{name: 示例乙}]"), id="a maker"),
        pytest.param(lambda o: o.say("w010", "title", '""'), id="no title"),
        pytest.param(lambda o: o.say("w010", "text", "电话13800138000"), id="a telephone number"),
        pytest.param(lambda o: o.say("w010", "text", "【请填写简介】"), id="a blank"),
        pytest.param(lambda o: o.say("w010", "text", "还没有人审核的长标题"), id="words of a withheld work"),
        pytest.param(lambda o: o.say("w069", "title", "得奖的"), id="a winner"),
        pytest.param(lambda o: o.say("waiting", "title", "另一个还没有人审核的标题"), id="a withheld work"),
        pytest.param(lambda o: o.say("warned", "title", "还是没有审核记录"), id="an entry with a warning"),
        pytest.param(lambda o: shutil.rmtree(o.entry("w011").parent), id="a work gone"),
        pytest.param(
            lambda o: shutil.copytree(o.entry("w012").parent, o.entry("new").parent), id="a work that is new"
        ),
        pytest.param(lambda o: (o.entry("w013").parent / "1.jpg").write_bytes(b"?"), id="a file beside it"),
        pytest.param(lambda o: os.utime(o.entry("photo").with_name("1.jpg")), id="a photo touched"),
        pytest.param(lambda o: os.utime(o.root / "mkdocs.yml"), id="the settings"),
        pytest.param(lambda o: os.utime(o.root / "content/about.md"), id="a page written by hand"),
        pytest.param(lambda o: os.utime(o.root / "theme/frame.html"), id="the theme"),
        pytest.param(lambda o: os.utime(o.root / HOME / "campaign.yml"), id="the campaign"),
        pytest.param(lambda o: (o.root / HOME / "notices/other.txt").write_text("另一份"), id="a new notice"),
    ],
)
def test_anything_else_is_built(office: Office, edit: Callable[[Office], object], quick: Path) -> None:
    """Of what was changed here nothing stays: the project is put back, with the times its files had."""
    aside = quick / "aside"
    shutil.copytree(office.root / "campaigns", aside)
    try:
        edit(office)
        before = look(office.root / "site")
        assert not office.revise()
        assert look(office.root / "site") == before
    finally:
        shutil.rmtree(office.root / "campaigns")
        shutil.move(aside, office.root / "campaigns")


def test_another_day_or_another_view_is_built(office: Office) -> None:
    assert not office.revise(as_of=DAY + timedelta(days=1))
    assert not office.revise(serving=True)
    assert not office.revise(memory=office.memory / "elsewhere")


@pytest.mark.parametrize("which", ["shown", "other", "both"])
def test_a_site_that_somebody_changed_is_mended(office: Office, which: str) -> None:
    shown = (office.root / "site").resolve()
    tree = (
        shown if which == "shown" else next(p for p in office.root.glob(".site.[ab]") if p != shown)
    )  # of what both share either will do
    page = tree / f"{HOME}/works/{'w045' if which == 'both' else 'w030'}/index.html"
    if which == "both":
        assert page.stat().st_nlink == 2, "the trees share what did not change"
    else:
        page.unlink()
    page.write_text("改", encoding="utf-8")
    if not office.revise():
        office.build()
    office.say("w031", "text", f"又改了{which}")
    if not office.revise():
        office.build()
    assert office.differs() == []


@pytest.mark.parametrize("name", ["works.json", "gallery-1.js"])
def test_data_that_somebody_changed_is_made_anew(office: Office, name: str) -> None:
    """In both trees, by the line of another work than the one that is edited."""
    (file,) = (office.root / "site/data").rglob(name)
    file.write_text(file.read_text(encoding="utf-8").replace("新作41", "改作41"), encoding="utf-8")
    office.say("w043", "title", f"旁边的一件{name}")
    if not office.revise():
        office.build()
    assert office.differs() == []


def test_a_memory_that_others_may_write_to_is_not_read(office: Office) -> None:
    office.memory.chmod(0o770)
    try:
        assert not office.revise()
    finally:
        office.memory.chmod(0o700)


def test_a_memory_that_cannot_be_written_stops_nothing(office: Office, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    built = build(office.root, tmp_path / "site", as_of=DAY, memory=tmp_path / "file/memory")
    assert built.ok


def test_a_damaged_memory_is_not_read(office: Office) -> None:
    (state,) = office.memory.glob("state-*")
    state.write_bytes(state.read_bytes()[:-1])
    assert not office.revise()
    office.build()
    (shelf,) = office.memory.glob("shelf-*")
    shelf.write_bytes(shelf.read_bytes())  # the same bytes, but nobody knows that
    assert not office.revise()


def test_data_in_parts_is_brought_up_to_date(quick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`works.json` in several files, the search in several shards; a work that no longer fits its file is left to a build."""
    monkeypatch.setattr(catalog_json, "PART_BYTES", 4_000)
    monkeypatch.setattr(parts, "PART", 30)
    office = Office(quick / "parts")
    try:
        for name in ("w004", "w033", "w064"):
            office.say(name, "title", f"改好{int(name[1:])}")
            assert office.revise(), name
        assert office.differs() == []
        office.say("w005", "title", "长" * 300)
        assert not office.revise()
        office.build()
        assert office.differs() == []
    finally:
        shutil.rmtree(office.root)


def test_the_command_tells_what_it_did(
    office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The report, the ledger and the counts are there as after a build; the builder is not asked."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    words = ["build", "--root", str(office.root), "--as-of", DAY.isoformat()]
    for _ in range(2):
        assert CliRunner().invoke(commands, words).exit_code == 0
    office.say("w022", "title", "命令行里改的")

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("no build is needed")

    monkeypatch.setattr("generator.build.build", refuse)
    done = CliRunner().invoke(commands, words)
    assert done.exit_code == 0, done.output
    assert "W603" in done.output
    assert "账目相符，没有遗漏。" in done.output
    assert "网站已生成：site" in done.output
    page = office.root / f"site/{HOME}/works/w022/index.html"
    assert "命令行里改的" in page.read_text(encoding="utf-8")
