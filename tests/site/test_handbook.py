"""The handbook is true: every command in it is run, every edit made, every quoted line printed (acceptance row D4)."""

from __future__ import annotations

import io
import re
import shlex
import zipfile
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from PIL import Image, ImageChops

from generator.commands import commands
from tests import handbook_projects as projects
from tests.handbook import FOLDER, PAGES, ROOT, Player, quoted, read, steps
from tests.handbook_samples import FOLDER as SAMPLES_FOLDER
from tests.handbook_samples import SAMPLES

FIRST = "first-notice"
ASIDE = ("index", FIRST)
"""The overview has no steps; the first page is played by itself."""


@pytest.fixture(scope="module")
def top(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    top = tmp_path_factory.mktemp("handbook")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(top / "cache"))
        yield top


@pytest.fixture(scope="module")
def first(top: Path, site: Path) -> Player:
    """The newcomer at the end of the first page; the media are those that were made for the shared site."""
    newcomer = projects.newcomer(top / "newcomer")
    with projects.on(projects.FIRST):
        newcomer.play(FIRST)
    return newcomer


@pytest.fixture(scope="module")
def small(top: Path, first: Player) -> Path:
    return projects.small(top, first.here)


def test_the_newcomers_path_leads_from_a_clone_to_pages(first: Player) -> None:
    """A new campaign, its notice and a work of it, in ten commands at most, each of which worked."""
    assert first.commands <= 10
    assert first.commands == len([step for step in steps(read(FIRST)) if step.kind == "run"])
    home = first.here / "site/campaigns" / projects.ID
    title = "2027年“晒晒我的好手艺”职工作品征集活动"
    assert title in (home / "index.html").read_text(encoding="utf-8")
    assert title in (home / "notices/launch/index.html").read_text(encoding="utf-8")
    assert "孙示例" in (home / "works/0001/index.html").read_text(encoding="utf-8")
    assert projects.ID in (first.here / "site/campaigns/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [page for page in PAGES if page not in ASIDE])
def test_a_page_does_what_it_says(top: Path, small: Path, page: str) -> None:
    """In a fresh clone of what the first page made, from its first step to its last."""
    reader = projects.reader(top, small, page, kept=top / "kept")
    with projects.on(projects.LATER):
        reader.play(page)
    if not (top / "kept").exists() and (reader.here / ".cache/engine").is_dir():
        projects.keep(reader.here, top / "kept")


def test_the_player_sees_when_a_page_is_wrong() -> None:
    printed = "一 1\n二\n三\n"
    assert quoted("一 …\n二", printed)
    assert quoted("一 1\n…\n三", printed)
    assert not quoted("一 1\n三", printed)
    assert not quoted("二\n一 1", printed)
    assert not quoted("二二", printed)
    kinds = [
        step.kind
        for step in steps(
            "```sh\na\nb  # 退出码是 1\n```\n\n```text\nc\n```\n\n`campaigns/x`，全部换成：\n\n```text\nd\n```\n"
        )
    ]
    assert kinds == ["run", "run", "said", "edit"]


# ---------- what stands in the text ----------


def mentioned(page: str) -> list[list[str]]:
    """The commands of a page, in blocks and in sentences, as words."""
    spans = re.findall(r"`(?:\.venv/bin/)?(zhanbang [^`\n]+)`", read(page))
    lines = [step.text for step in steps(read(page)) if step.kind == "run"]
    return [shlex.split(text, comments=True)[1:] for text in (*spans, *lines) if text.startswith("zhanbang")]


@pytest.mark.parametrize("page", [*PAGES, "codes"])
def test_every_command_named_exists_with_its_options(page: str) -> None:
    for words in mentioned(page):
        command, rest = commands, list(words)
        while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
            found = command.get_command(click.Context(command), rest.pop(0))
            assert found is not None, words
            command = found
        context = click.Context(command, info_name="zhanbang")
        if rest:
            command.make_parser(context).parse_args(rest)  # raises at an option that is not there


def test_every_page_is_in_the_navigation_and_linked_from_the_first() -> None:
    nav = re.findall(r"handbook/([\w-]+)\.md", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    linked = set(re.findall(r"\]\(([\w-]+)\.md", read("index")))
    assert nav[0] == "index"
    assert sorted(nav) == sorted({*PAGES, "fields", "codes"})
    assert linked == set(nav) - {"index"}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_reads_well_on_a_phone(page: str) -> None:
    """Tables of three columns at most, pictures with words for them, a sentence on who it is for."""
    text = read(page)
    assert all(row.count("|") <= 4 for row in re.findall(r"^\|.*\|$", text.replace(r"\|", ""), re.MULTILINE))
    assert all(len(alt) > 10 for alt, _ in re.findall(r"!\[(.*?)\]\((.*?)\)", text))
    opening = text.split("\n# ", 1)[1].split("\n\n")[1]
    assert page == "index" or opening.startswith("给"), opening


# ---------- the samples ----------


def contents(data: bytes) -> object:
    """What is compared: the parts of a package, the picture's points, the text."""
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return {name: package.read(name) for name in package.namelist()}
    return data


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_are_what_the_script_makes(name: str) -> None:
    """After a change: .venv/bin/python -m tests.handbook_samples."""
    committed, made = (SAMPLES_FOLDER / name).read_bytes(), SAMPLES[name]()
    if name.endswith(".jpg"):
        one, other = (Image.open(io.BytesIO(data)).convert("RGB") for data in (committed, made))
        assert one.size == other.size
        assert max(high for _, high in ImageChops.difference(one, other).getextrema()) <= 24
    else:
        assert contents(committed) == contents(made)


def test_nothing_lies_among_the_samples_that_no_script_makes() -> None:
    here = {
        path.relative_to(SAMPLES_FOLDER).as_posix() for path in SAMPLES_FOLDER.rglob("*") if path.is_file()
    }
    assert here == set(SAMPLES)


def test_the_samples_can_be_taken_from_the_site(first: Player) -> None:
    for name in SAMPLES:
        assert (first.here / "site/handbook/samples" / name).read_bytes() == (
            FOLDER / "samples" / name
        ).read_bytes()
