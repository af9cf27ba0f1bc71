"""The sheet of votes as Excel saves it, and where media of entries stand."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from generator.check import check
from generator.load import load
from generator.planning import plan
from generator.works.intake import find_originals, read_votes
from tests.factories import ENTRY, RELEASED, entry, picture, small_project

ENTRIES = (
    entry("title: 夜班\nno: GQ-7\nstatus: approved\n", id="w1"),
    entry("title: 早班\nno: ＧＱ－８\nstatus: approved\n", id="w2"),
    entry("title: 中班\nstatus: pending\n", id="w3"),
)
HOME = "campaigns/2024-small"
GOOD = "作品编号,作品,票数\nGQ-7,夜班,120\nw3,中班,0\n"


@pytest.mark.parametrize(
    "data",
    [
        GOOD.encode(),
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.encode("gb18030"),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("120", '"120"').encode(),
        GOOD.replace("GQ-7,", " GQ-7 ,").replace(",120", ", 120 ").encode(),
        GOOD.replace("GQ-7", "ＧＱ-7").encode(),
        GOOD.replace("作品编号,作品", "编号,标题").replace("票数", "有效票数").encode(),
        (GOOD + ",,\n\n").encode(),
    ],
    ids=["utf-8", "bom", "gb18030", "crlf", "quoted", "blanks", "wide", "other heads", "empty rows"],
)
def test_a_sheet_as_excel_saves_it(data: bytes) -> None:
    sheet = read_votes(data, ENTRIES)
    assert sheet.faults == ()
    assert sheet.votes == {"w1": 120, "w3": 0}


def test_thousands_may_be_parted() -> None:
    assert read_votes('编号,票数\nGQ-8,"12,345"\n'.encode(), ENTRIES).votes == {"w2": 12345}


@pytest.mark.parametrize(
    ("row", "found", "why"),
    [
        ("GQ-9,1", "GQ-9", "没有这个编号的作品"),
        (",5", "", "没有这个编号的作品"),
        ("GQ-7,很多", "很多", "票数要是整数"),
        ("GQ-7,-3", "-3", "票数要是整数"),
        ("GQ-7,1.5", "1.5", "票数要是整数"),
        ("GQ-7,１２", "１２", "票数要是整数"),
        ("GQ-7,", "", "票数要是整数"),
        ("GQ-7", "", "票数要是整数"),
        ("w2,9", "w2", "同一件作品出现两次"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_with_its_line_and_the_others_count(
    row: str, found: str, why: str
) -> None:
    sheet = read_votes(f"编号,票数\nGQ-8,4\n{row}\nw3,6\n".encode(), ENTRIES)
    assert sheet.faults == ((3, found, why),)
    assert sheet.votes == {"w2": 4, "w3": 6}


@pytest.mark.parametrize(
    "data", [b"", b"\n", "甲,乙\nGQ-7,1\n".encode(), "作品编号\nGQ-7\n".encode(), b"\x00\xff\xfe"]
)
def test_a_sheet_without_its_columns_says_so_in_line_one(data: bytes) -> None:
    sheet = read_votes(data, ENTRIES)
    assert sheet.votes == {}
    assert [fault[0] for fault in sheet.faults] == [1]


def originals(root: Path, media_root: Path | None) -> dict[str, tuple[Path, bool]]:
    (raw,), problems = load(root)
    assert not problems
    (home,) = check(root, media_root=media_root).catalog.campaigns
    entries = check(root, media_root=media_root).catalog.entries[home.id]
    found = find_originals(raw, home, entries, media_root)
    return {f"{one.key[1]}/{one.key[2]}": (one.path, one.thorough) for one in found}


def test_a_file_stands_beside_its_entry_or_in_the_media_root_by_hash_or_by_folders(tmp_path: Path) -> None:
    one, two, three = "1a" * 32, "2b" * 32, "3c" * 32
    media = "media: [{file: 1.jpg, alt: 灯, sha256: %s}]\n"
    shown = f"title: 夜班\n{RELEASED}"
    files = {
        f"{HOME}/entries/songs/beside/entry.yml": shown + media % one,
        f"{HOME}/entries/songs/beside/1.jpg": "x",
        f"{HOME}/entries/songs/hash/entry.yml": shown + media % two,
        f"{HOME}/entries/_/folders/entry.yml": shown + media % three,
        f"{HOME}/entries/songs/unnamed/entry.yml": shown + "media: [{file: 1.jpg, alt: 灯}]\n",
    }
    root, media_root = small_project(tmp_path / "project", files), tmp_path / "media"
    for name in (
        f"1a/{one}",
        f"2b/{two}",
        "2024-small/_/folders/1.jpg",
        "2024-small/songs/unnamed/1.jpg",
        "2024-small/songs/beside/1.jpg",
    ):
        (media_root / name).parent.mkdir(parents=True, exist_ok=True)
        (media_root / name).write_bytes(b"y")
    assert originals(root, media_root) == {
        "beside/1.jpg": (root / HOME / "entries/songs/beside/1.jpg", True),
        "hash/1.jpg": (media_root / "2b" / two, True),
        "folders/1.jpg": (media_root / "2024-small/_/folders/1.jpg", True),
    }
    assert set(originals(root, None)) == {"beside/1.jpg"}


def test_the_settings_say_where_media_are(tmp_path: Path) -> None:
    """From mkdocs.yml to the planned page, the file standing outside the project."""
    stored = picture(tmp_path / "store/new.jpg")
    sha256 = hashlib.sha256(stored.read_bytes()).hexdigest()
    (stored.parent / sha256[:2]).mkdir()
    stored.rename(stored.parent / sha256[:2] / sha256)
    text = f"title: 夜班\n{RELEASED}media: [{{file: 1.jpg, alt: 灯, sha256: {sha256}}}]\n"
    settings = "site_name: 站\nplugins:\n  - zhanbang: {media_root: ../store}\n"
    root = small_project(
        tmp_path / "project", {f"{HOME}/entries/songs/1/entry.yml": text, "mkdocs.yml": settings}
    )
    planned = plan(root, as_of=date(2024, 9, 1))
    assert planned.problems == ()
    assert planned.site is not None
    assert [order.facts.sha256 for order in planned.site.orders] == [sha256]
    (root / "mkdocs.yml").write_text("site_name: 站\n", encoding="utf-8")
    assert [p.code for p in plan(root, as_of=date(2024, 9, 1)).problems] == ["E801"]


def test_nothing_is_looked_for_of_what_was_rejected_or_withdrawn_and_the_unapproved_is_not_decoded(
    tmp_path: Path,
) -> None:
    media = "media: [{file: 1.jpg, alt: 灯}]\n"
    texts = {
        "shown": f"title: 夜班\n{RELEASED}{media}",
        "unsigned": f"title: 夜班\nstatus: approved\nconsent: form-2024\n{media}",
        "received": ENTRY + media,
        "pending": ENTRY.replace("received", "pending") + media,
        "rejected": ENTRY.replace("received", "rejected") + media,
        "withdrawn": ENTRY.replace("received", "withdrawn") + media,
        "taken": f"title: 夜班\n{RELEASED}withdrawn: {{on: 2024-10-01, reason: 作者申请}}\n{media}",
    }
    files = {f"{HOME}/entries/songs/{name}/entry.yml": text for name, text in texts.items()}
    files |= {f"{HOME}/entries/songs/{name}/1.jpg": "x" for name in texts}
    found = originals(small_project(tmp_path, files), None)
    assert {key: thorough for key, (_, thorough) in found.items()} == {
        "shown/1.jpg": True, "unsigned/1.jpg": False, "received/1.jpg": False, "pending/1.jpg": False,
    }  # fmt: skip
