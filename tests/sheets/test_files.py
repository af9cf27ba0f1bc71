"""Files of a folder and the rows they belong to, and how they stand beside an entry afterwards."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from generator.check import check
from generator.project import Project
from generator.sheets.claiming import natural
from generator.sheets.entries import Import, Options, plan_entries, silent
from generator.sheets.filing import write
from generator.sheets.standing import Standings, read_standings
from tests.factories import MOBILE, RELEASED, picture
from tests.sheets.ledgers import project

SHEET = """\
编号,作品名称,作者,文件名
0007,夜班,示例甲,
0008,晨曲,示例乙,"晨曲一.jpg、晨曲二"
0009,灯火,示例丙,
0010,灯火,示例丁,没有这个.jpg
0011,归途,示例戊,
"""


def standings(root: Path) -> Standings:
    found, problems = read_standings(Project(root=root), "2024-small")
    assert found is not None, problems
    return found


def plan(root: Path, folder: Path, *, sheet: str = SHEET, media_root: Path | None = None) -> Import:
    options = Options(media=folder, media_root=media_root)
    return plan_entries(sheet.encode(), "a.csv", standings(root), "songs", options)


def put(found: Import, root: Path, media_root: Path | None = None) -> None:
    write(found.changes, standings(root), root=root, media_root=media_root, say=silent)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What units send: every name an office has seen."""
    place = tmp_path / "收到"
    names = (
        "0007_夜班10.jpg",
        "0007-夜班2.JPG",
        f"０００７（示例甲{MOBILE}）.jpg",
        "晨曲一.jpg",
        "晨曲二.jpg",
        f"示例丙-灯火-东区-{MOBILE}.jpg",
        "灯火.jpg",
        "归途/2.jpg",
        "归途/10.jpg",
        "说明.docx",
        "归途.docx",
    )
    for seed, name in enumerate(names):
        if name.casefold().endswith(".jpg"):
            picture(place / name, (64, 48), seed=seed)
        else:
            (place / name).write_bytes(b"PK")
    (place / "Thumbs.db").write_bytes(b"x")
    return place


def test_each_file_is_claimed_or_told(tmp_path: Path, folder: Path) -> None:
    root = project(tmp_path / "p")
    found = plan(root, folder)
    files = {
        one.change.id: [copy.source.relative_to(folder).as_posix() for copy in one.copies]
        for one in found.changes
    }
    assert files == {
        "0007": [f"０００７（示例甲{MOBILE}）.jpg", "0007-夜班2.JPG", "0007_夜班10.jpg"],
        "0008": ["晨曲一.jpg", "晨曲二.jpg"],
        "0009": [f"示例丙-灯火-东区-{MOBILE}.jpg"],
        "0010": [],
        "0011": ["归途/2.jpg", "归途/10.jpg"],
    }
    assert sorted((p.place.line, p.code, p.words.get("file", "")) for p in found.problems) == [
        (1, "W175", "说明.docx"),
        (4, "W174", "灯火.jpg"),
        (5, "W173", ""),
        (5, "W174", "灯火.jpg"),
        (6, "W175", "归途.docx"),
    ]
    assert not [p for p in found.problems if MOBILE in p.what() + p.remedy()]


def test_files_get_names_that_tell_nothing_and_the_project_is_sound(tmp_path: Path, folder: Path) -> None:
    root = project(tmp_path / "p")
    put(plan(root, folder), root)
    place = root / "campaigns/2024-small/entries/songs/0007"
    assert sorted(path.name for path in place.iterdir()) == ["1.jpg", "2.jpg", "3.jpg", "entry.yml"]
    assert (
        "media:\n  - {file: 1.jpg}\n  - {file: 2.jpg}\n  - {file: 3.jpg}\n"
        in (place / "entry.yml").read_text()
    )
    assert check(root).ok
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    again = plan(root, folder)
    assert again.count("same") == 5
    put(again, root)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    told = "".join(map(str, before)) + b"".join(before.values()).decode("latin-1")
    assert MOBILE not in told


def test_with_a_media_root_they_stand_there_by_their_sum(tmp_path: Path, folder: Path) -> None:
    root, media_root = project(tmp_path / "p"), tmp_path / "media"
    put(plan(root, folder, media_root=media_root), root, media_root)
    data = (folder / "晨曲一.jpg").read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    place = root / "campaigns/2024-small/entries/songs/0008"
    assert (media_root / sha256[:2] / sha256).read_bytes() == data
    assert f"- file: 1.jpg\n    sha256: {sha256}\n" in (place / "entry.yml").read_text()
    assert [path.name for path in place.iterdir()] == ["entry.yml"]
    assert check(root, media_root=media_root).ok
    assert plan(root, folder, media_root=media_root).count("same") == 5


def test_a_file_that_comes_later_is_added_and_another_one_is_told(tmp_path: Path, folder: Path) -> None:
    root = project(tmp_path / "p")
    put(plan(root, folder), root)
    path = root / "campaigns/2024-small/entries/songs/0007/entry.yml"
    path.write_text(path.read_text().replace("{file: 1.jpg}", "{file: 1.jpg, alt: 写好的说明}"))
    picture(folder / "0007_夜班99.jpg", (64, 48), seed=99)
    later = plan(root, folder)
    assert [(one.change.id, [c.name for c in one.copies]) for one in later.changes if one.copies] == [
        ("0007", ["4.jpg"])
    ]
    put(later, root)
    assert "{file: 1.jpg, alt: 写好的说明}\n" in path.read_text()
    assert path.with_name("4.jpg").is_file()
    picture(folder / "0007_夜班10.jpg", (64, 48), seed=98)
    assert [p.code for p in plan(root, folder).problems if p.place.line == 2] == ["W171"]


def test_files_of_a_reviewed_entry_are_left_alone(tmp_path: Path, folder: Path) -> None:
    entry = f"title: 夜班\nno: '0007'\n{RELEASED}credits:\n  - name: 示例甲\n"
    root = project(tmp_path / "p", {"campaigns/2024-small/entries/songs/0007/entry.yml": entry})
    found = plan(root, folder)
    assert [p.code for p in found.problems if p.place.line == 2] == ["W171"]
    assert not [one for one in found.changes if one.change.id == "0007" and one.copies]


def test_numbers_in_names_are_ordered_as_people_order_them() -> None:
    assert sorted(["10.jpg", "2.jpg", "１.jpg", "a.jpg"], key=natural) == [
        "１.jpg",
        "2.jpg",
        "10.jpg",
        "a.jpg",
    ]
