"""Folders to sources: what is there, what is refused, and that nothing hostile is opened."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.check import check
from generator.entryfolders import ENTRY_LIMIT
from generator.load import CAMPAIGN_LIMIT, load
from generator.problems import Problem
from tests.factories import ALL, ROOT, SAMPLE, small_project

HOME = "campaigns/2024-small"


def found(root: Path) -> list[tuple[str, str]]:
    return [(p.code, p.place.file) for p in check(root).problems]


def test_the_committed_campaigns_are_loaded_whole() -> None:
    raws, problems = load(ROOT)
    assert not problems
    assert {raw.id for raw in raws} == {*ALL, SAMPLE}
    assert all(raw.node is not None for raw in raws)
    assert sum(len(raw.texts) for raw in raws) == len(list(ROOT.glob("campaigns/*/notices/*.txt")))


def test_a_small_campaign_with_everything(tmp_path: Path) -> None:
    files = {f"{HOME}/files/guide.docx": "x", f"{HOME}/entries/songs/0001/entry.yml": "title: 夜班\nstatus: approved\n", f"{HOME}/entries/songs/0001/1.jpg": "x", f"{HOME}/entries/_/0002/entry.yml": "title: 奖\nstatus: approved\n", "campaigns/README.md": "说明", f"{HOME}/.DS_Store": "x"}  # fmt: skip
    (raw,), problems = load(small_project(tmp_path, files))
    assert not problems
    assert list(raw.files) == ["guide.docx"]
    assert [(e.id, e.subproject, e.media) for e in raw.entries] == [
        ("0002", None, ()),
        ("0001", "songs", ("1.jpg",)),
    ]


@pytest.mark.parametrize("make", ["nothing", "empty folder"])
def test_no_campaigns(tmp_path: Path, make: str) -> None:
    if make == "empty folder":
        (tmp_path / "campaigns").mkdir()
    assert found(tmp_path) == [("E101", "campaigns")]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("campaigns/notes.txt", "E102"),
        (f"{HOME}/notes.txt", "E102"),
        (f"{HOME}/campaign.yaml", "E102"),
        (f"{HOME}/notices/a.docx", "E102"),
        (f"{HOME}/notices/more/a.txt", "E102"),
        (f"{HOME}/files/run.exe", "E102"),
        (f"{HOME}/entries/songs/0001/entry.yml/x", "E102"),
        (f"{HOME}/entries/Songs/0001/entry.yml", "E111"),
        (f"{HOME}/entries/songs/一号/entry.yml", "E111"),
        ("campaigns/2024 福建/campaign.yml", "E111"),
    ],
)
def test_strays_are_told_once(tmp_path: Path, path: str, code: str) -> None:
    problems = found(small_project(tmp_path, {path: "title: 好网民\n"}))
    assert [p for p in problems if p[0] in ("E102", "E106", "E111", "E115", "E118", "E140")] == [
        (code, _named(path, code))
    ]


def _named(path: str, code: str) -> str:
    parts = path.split("/")
    if code == "E111":
        at = next(i for i, part in enumerate(parts) if part in ("Songs", "一号", "2024 福建"))
        return "/".join(parts[: at + 1])
    for folder in ("more", "entry.yml"):
        if folder in parts[:-1]:
            return "/".join(parts[: parts.index(folder) + 1])
    return path


@pytest.mark.parametrize(
    "what",
    [
        "campaigns",
        HOME,
        f"{HOME}/notices",
        f"{HOME}/campaign.yml",
        f"{HOME}/notices/launch.txt",
        f"{HOME}/files/a.docx",
    ],
)
def test_symlinks_are_not_followed(tmp_path: Path, what: str) -> None:
    root = small_project(tmp_path / "project", {f"{HOME}/files/a.docx": "x"})
    target = tmp_path / "elsewhere"
    (root / what).rename(target)
    (root / what).symlink_to(target)
    assert found(root) == [("E103", what)]


def test_a_symlink_to_nothing_and_one_to_itself(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    (root / HOME / "notices/old.txt").symlink_to("nowhere")
    (root / HOME / "notices/loop.txt").symlink_to("loop.txt")
    assert found(root) == [("E103", f"{HOME}/notices/loop.txt"), ("E103", f"{HOME}/notices/old.txt")]


@pytest.mark.parametrize("what", ["campaign.yml", "notices/launch.txt"])
def test_a_pipe_is_not_opened(tmp_path: Path, what: str) -> None:
    root = small_project(tmp_path)
    (root / HOME / what).unlink()
    os.mkfifo(root / HOME / what)
    assert found(root) == [("E104", f"{HOME}/{what}")]


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        (f"{HOME}/campaign.yml", CAMPAIGN_LIMIT),
        (f"{HOME}/notices/launch.txt", CAMPAIGN_LIMIT),
        (f"{HOME}/entries/songs/0001/entry.yml", ENTRY_LIMIT),
    ],
)
def test_files_over_their_limit_are_not_read(tmp_path: Path, path: str, limit: int) -> None:
    root = small_project(tmp_path, {path: "#" * (limit + 1)})
    assert found(root) == [("E105", path)]


def test_a_file_at_its_limit_is_read(tmp_path: Path) -> None:
    text = "title: 夜班\nstatus: received\n#"
    path = f"{HOME}/entries/songs/0001/entry.yml"
    assert found(small_project(tmp_path, {path: text + " " * (ENTRY_LIMIT - len(text.encode()))})) == []


@pytest.mark.parametrize(
    "name", ["Campaign.yml", "campaign.yaml", "campaign.yml.txt", "CAMPAIGN.YML", "campaigns.yml"]
)
def test_a_misnamed_campaign_yml_is_read_on(tmp_path: Path, name: str) -> None:
    root = small_project(tmp_path, yaml="title: 好网民活动\ntier: stadt\n")
    (root / HOME / "campaign.yml").rename(root / HOME / name)
    codes = [code for code, _ in found(root)]
    assert codes[:1] == ["E140"]
    assert "E203" in codes


def test_what_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk refuses one file; permissions would not do, because root may read everything."""
    root = small_project(tmp_path)
    refused = root / HOME / "notices/launch.txt"
    read_bytes = Path.read_bytes

    def read(path: Path) -> bytes:
        if path == refused:
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", read)
    assert found(root) == [("E118", f"{HOME}/notices/launch.txt")]


def test_a_folder_that_goes_away_while_it_is_read(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    folder = root / HOME / "entries/songs"
    folder.mkdir(parents=True)
    missing = folder / "x"
    from generator.opening import listed

    problems: list[Problem] = []
    assert listed(missing, root, problems) == []
    assert [p.code for p in problems] == ["E118"]
    assert problems[0].what()


@pytest.mark.parametrize(
    "name", [b"\xff\xfe.txt", "通知\n最终.txt".encode(), "a\u202eb.txt".encode(), b"\x1b[31m.txt"]
)
def test_any_file_name_can_be_reported(tmp_path: Path, name: bytes) -> None:
    from generator.report import FORMATS

    root = small_project(tmp_path)
    path = os.fsencode(root / HOME) + b"/" + name
    with open(path, "wb") as file:
        file.write(b"x")
    problems = check(root).problems
    assert [p.code for p in problems] == ["E102"]
    for form in FORMATS.values():
        text = form(problems)
        text.encode()
        assert "\x1b" not in text
        assert "\u202e" not in text
