"""Sound entries are remembered between runs; what is remembered never changes what is found."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import keeping, remembered, soundentries
from generator.check import Checked, check
from generator.remembered import Memory
from tests.factories import RELEASED, small_project

ENTRIES = "campaigns/2024-small/entries/songs"
COUNT = 12
FULL = (
    "title: 夜班{n}\nno: FJ-{n}\ncredits:\n  - {{name: 示例甲, role: 作词, unit: 示例单位}}\nunit: east\n"
    "text: |-\n  第一段。\n  第二段。\nai_use: assisted\nhonours:\n  - {{award: first, rank: 3, state: shortlisted}}\n"
)


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "FEWEST", 5)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    files = {f"{ENTRIES}/w{n:02}/entry.yml": RELEASED + FULL.format(n=n) for n in range(COUNT)}
    return small_project(tmp_path / "project", files)


@pytest.fixture
def run(project: Path, tmp_path: Path) -> Callable[[], Checked]:
    return lambda: check(project, memory=Memory.opened(tmp_path / "memory"))


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files whose YAML is read, as they are."""
    seen: list[str] = []
    real = soundentries.sound

    def watching(data, entry_id, subproject):  # type: ignore[no-untyped-def]
        seen.append(f"campaigns/2024-small/entries/{subproject}/{entry_id}/entry.yml")
        return real(data, entry_id, subproject)

    monkeypatch.setattr(soundentries, "sound", watching)
    return seen


def told(found: Checked) -> list[tuple[str, str, int, int]]:
    return [(p.code, p.place.file, p.place.line, p.place.column) for p in found.problems]


def test_the_second_run_reads_nothing_and_finds_the_same(
    run: Callable[[], Checked], project: Path, parsed: list[str]
) -> None:
    first = run()
    assert len(parsed) == COUNT
    second = run()
    assert len(parsed) == COUNT
    assert second.catalog == first.catalog
    assert told(second) == told(first) == told(check(project))


def test_only_what_was_touched_is_read(run: Callable[[], Checked], project: Path, parsed: list[str]) -> None:
    run()
    parsed.clear()
    path = project / ENTRIES / "w03/entry.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("夜班3", "早班3"), encoding="utf-8")
    assert run().catalog.entries["2024-small"][3].title == "早班3"
    assert parsed == [f"{ENTRIES}/w03/entry.yml"]


def test_equal_size_and_a_time_set_back_do_not_deceive(
    run: Callable[[], Checked], project: Path, parsed: list[str]
) -> None:
    run()
    path = project / ENTRIES / "w03/entry.yml"
    before = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("夜班3", "早班3"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert run().catalog.entries["2024-small"][3].title == "早班3"


def test_a_copy_of_what_is_known_is_not_parsed(
    run: Callable[[], Checked], project: Path, parsed: list[str]
) -> None:
    run()
    parsed.clear()
    for path in project.glob(f"{ENTRIES}/*/entry.yml"):
        os.utime(path)
    assert told(run()) == told(check(project))
    assert [name for name in parsed if parsed.count(name) == 2] == []
    assert len(parsed) == COUNT, "the check without a memory read them, the other did not"


def test_a_file_beside_it_is_seen(run: Callable[[], Checked], project: Path) -> None:
    run()
    (project / ENTRIES / "w05/1.jpg").write_bytes(b"x")
    assert told(run()) == told(check(project))
    assert ("W812", f"{ENTRIES}/w05/entry.yml") in {where[:2] for where in told(run())}


@pytest.mark.parametrize(
    "broken",
    [
        ("consents:", "consents_:"),  # the campaign's own faults
        ("{id: first,", "{id: firsts,"),  # an award that is gone: told at a line of each remembered entry
        ("{id: east, name", "{id: west, name"),
    ],
)
def test_what_hangs_on_the_campaign_is_judged_anew_at_the_right_place(
    run: Callable[[], Checked], project: Path, broken: tuple[str, str]
) -> None:
    before = told(run())
    path = project / "campaigns/2024-small/campaign.yml"
    text = path.read_text(encoding="utf-8")
    assert broken[0] in text
    path.write_text(text.replace(*broken), encoding="utf-8")
    assert told(run()) == told(check(project)) != before


def test_a_faulty_entry_is_told_every_time(run: Callable[[], Checked], project: Path) -> None:
    path = project / ENTRIES / "w07/entry.yml"
    path.write_text(path.read_text(encoding="utf-8") + "phone: 13800000000\n", encoding="utf-8")
    assert told(run()) == told(run()) == told(check(project))
    assert "E229" in {code for code, *_ in told(run())}


def test_what_is_gone_is_forgotten(run: Callable[[], Checked], project: Path, tmp_path: Path) -> None:
    run()
    for name in ("entry.yml",):
        (project / ENTRIES / "w02" / name).unlink()
    (project / ENTRIES / "w02").rmdir()
    assert len(run().catalog.entries["2024-small"]) == COUNT - 1
    kept = b"".join(path.read_bytes() for path in (tmp_path / "memory").glob("*.txt"))
    assert b"w03" in kept
    assert b"w02" not in kept


@pytest.mark.parametrize("damage", [b"", b"{}", b"x" * 100])
def test_a_damaged_memory_is_no_memory(
    run: Callable[[], Checked], project: Path, tmp_path: Path, parsed: list[str], damage: bytes
) -> None:
    first = run()
    for path in (tmp_path / "memory").glob("*.txt"):
        path.write_bytes(path.read_bytes()[:-40] + damage)
    parsed.clear()
    assert run().catalog == first.catalog
    assert len(parsed) == COUNT


def test_another_version_of_the_program_reads_anew(
    run: Callable[[], Checked], parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    monkeypatch.setattr(remembered, "code_stamp", lambda: "another")
    parsed.clear()
    run()
    assert len(parsed) == COUNT


def test_a_small_project_leaves_nothing_behind(
    run: Callable[[], Checked], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered, "FEWEST", COUNT + 1)
    run()
    assert not (tmp_path / "memory").exists()


def test_a_memory_that_cannot_be_written_is_no_fault(project: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert told(check(project, memory=Memory.opened(tmp_path / "file/memory"))) == told(check(project))


def test_a_name_that_would_break_its_line_is_not_noted(tmp_path: Path) -> None:
    memory = Memory.opened(tmp_path)
    known = remembered.Known(("一.jpg", 'a"b'), "0" * 64, remembered.written(["w01", None]))
    memory.note("a\tb", b"1", known)
    memory.note("a", b"1 2", known)
    memory.save()
    again = Memory.opened(tmp_path)
    assert again.recall("a\tb", b"1") is None
    assert again.recall("a", b"1") is None
    assert again.recall("a", b"1 2") == known == again.recall_content("a", "0" * 64)
    assert again.recall_content("a", "1" * 64) is None


def test_the_real_entries_come_back_as_they_were() -> None:
    root = Path(__file__).resolve().parents[2]
    for entries in check(root).catalog.entries.values():
        for entry in entries:
            assert keeping.revived(type(entry), keeping.kept(entry)) == entry
