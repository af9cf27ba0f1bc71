"""The quick way takes plain folders in which nothing is wrong, and leaves every other one to the careful reader."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.entryfolders import entry_folders
from generator.keeping import kept
from generator.model.entry import Entry
from generator.model.judging import judged
from generator.problems import Problem
from generator.remembered import Memory
from generator.soundentries import ENTRY_LIMIT, Folder, read_sound, sound
from generator.yamlplain import plain

TEXT = "title: 夜班\nstatus: pending\ncredits:\n  - {name: 示例甲}\ntext: |\n  第一段。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "campaigns/2024-x/entries/songs/w01"
    made.mkdir(parents=True)
    (made / "entry.yml").write_text(TEXT, encoding="utf-8")
    return made


def quickly(folder: Path) -> tuple[str, ...] | None:
    """The media of the folder's entry, None if it is left to the careful reader."""
    (known,) = read_sound([Folder(str(folder), "x/w01", "w01", "songs")], Memory(), 1)
    if known is None:
        return None
    assert known.record.title == "夜班"
    return known.media


def test_a_plain_folder_is_read(folder: Path) -> None:
    assert quickly(folder) == ()
    for name in ("2.jpg", "1.jpg", ".DS_Store"):
        (folder / name).write_bytes(b"x")
    assert quickly(folder) == ("1.jpg", "2.jpg")


def _linked(folder: Path) -> None:
    (folder / "entry.yml").rename(folder.parent / "elsewhere")
    (folder / "entry.yml").symlink_to("../elsewhere")


def _large(folder: Path) -> None:
    (folder / "entry.yml").write_text(TEXT + "#" * ENTRY_LIMIT, encoding="utf-8")


def _pipe(folder: Path) -> None:
    (folder / "entry.yml").unlink()
    os.mkfifo(folder / "entry.yml")


def _as_folder(folder: Path) -> None:
    (folder / "entry.yml").unlink()
    (folder / "entry.yml").mkdir()


@pytest.mark.parametrize(
    "spoil",
    [
        _linked,
        _large,
        _pipe,
        _as_folder,
        lambda folder: os.link(folder / "entry.yml", folder.parent / "second"),
        lambda folder: (folder / "entry.yml").unlink(),
        lambda folder: (folder / "more").mkdir(),
        lambda folder: (folder / "1.jpg").symlink_to("/etc/passwd"),
        lambda folder: os.mkfifo(folder / "1.jpg"),
        lambda folder: (folder / "entry.yml").rename(folder / "Entry.yml"),
    ],
)
def test_what_is_no_plain_folder_is_left_to_the_careful_reader(
    folder: Path, spoil: Callable[[Path], object]
) -> None:
    spoil(folder)
    assert quickly(folder) is None


def test_both_ways_through_yaml_make_one_row() -> None:
    written = TEXT.encode()
    commented = TEXT.replace("status: pending", "status: pending   # 待审").encode()
    wanted = kept(judged(Entry, {**(plain(written) or {}), "id": "w01", "subproject": None}))
    assert sound(written, "w01", None) == sound(commented, "w01", None) == wanted


@pytest.mark.parametrize(
    "line",
    [
        "no: '11010519491231002X'",
        "unit: 请拨 138 0013 8000",
        "unit: １３８００１３８０００",
        'unit: "138\\x300138000"',
        "statement: |\n  身份证\n  110105 19491231 002X",
        "phone: '1'",
        "id: w02",
        "subproject: songs",
        "unit: '\u200b'",
        'unit: "\\u200b"',
        "unit: ' '",
    ],
)
def test_a_file_with_a_fault_or_a_number_is_never_sound(line: str) -> None:
    assert sound(f"{TEXT}{line}\n".encode(), "w01", "songs") is None
    assert sound(f"{TEXT}{line}   # 注\n".encode(), "w01", "songs") is None


@pytest.mark.parametrize("name", ["page", "x" * 65, "11010519491231002x"])
def test_what_the_folder_says_is_judged_as_well(name: str) -> None:
    assert sound(TEXT.encode(), "w01", "songs") is not None
    assert sound(TEXT.encode(), name, "songs") is None
    assert sound(TEXT.encode(), "w01", name) is None


def test_all_of_a_group_come_in_their_order_whoever_reads_them(folder: Path) -> None:
    faulty = folder.parent / "w00"
    faulty.mkdir()
    (faulty / "entry.yml").write_text(TEXT + "phone: '1'\n", encoding="utf-8")
    (folder.parent / "w02").mkdir()
    (folder.parent / "w02/entry.yml").write_text(TEXT, encoding="utf-8")
    (folder.parent / "stray.txt").write_text("x", encoding="utf-8")
    problems: list[Problem] = []
    root = folder.parents[4]
    found = list(entry_folders(folder.parents[1], root, problems, Memory()))
    assert [(one.id, one.record is None, one.node is None) for one in found] == [
        ("w00", True, False),
        ("w01", False, True),
        ("w02", False, True),
    ]
    assert [(p.code, p.place.file) for p in problems] == [
        ("E111", "campaigns/2024-x/entries/songs/stray.txt")
    ]
    assert found[1].folder == folder
    assert found[1].place.file == "campaigns/2024-x/entries/songs/w01/entry.yml"
