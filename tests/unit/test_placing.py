"""Source files are put in place all together or not at all, and over nothing that nobody named."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from generator import placing
from generator.placing import PlacingError, place


def found(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "campaigns/old").mkdir(parents=True)
    (tmp_path / "campaigns/old/campaign.yml").write_bytes(b"old")
    return tmp_path


def test_new_files_and_changed_ones_are_there(root: Path) -> None:
    os.chmod(root / "campaigns/old/campaign.yml", 0o640)
    place(
        root,
        {
            "campaigns/new/campaign.yml": b"1",
            "campaigns/new/notices/a.txt": b"2",
            "campaigns/old/campaign.yml": b"3",
        },
        replacing=frozenset({"campaigns/old/campaign.yml", "not/there"}),
    )
    assert found(root) == {
        "campaigns/new/campaign.yml": b"1",
        "campaigns/new/notices/a.txt": b"2",
        "campaigns/old/campaign.yml": b"3",
    }
    assert stat.S_IMODE((root / "campaigns/old/campaign.yml").stat().st_mode) == 0o640
    assert list((root / ".cache").iterdir()) == []


def test_what_is_to_be_replaced_and_is_not_there_is_new(root: Path) -> None:
    place(root, {"schema/a.json": b"1"}, replacing=frozenset({"schema/a.json"}))
    assert found(root)["schema/a.json"] == b"1"


def test_nothing_is_written_over_unasked(root: Path) -> None:
    before = found(root)
    with pytest.raises(PlacingError, match=r"old/campaign\.yml 已经有了"):
        place(root, {"campaigns/new/campaign.yml": b"1", "campaigns/old/campaign.yml": b"2"})
    assert found(root) == before
    assert not (root / "campaigns/new").exists()


@pytest.mark.parametrize("fails", ["rename", "replace"])
@pytest.mark.parametrize("after", [0, 1])
def test_what_was_put_in_place_is_taken_back(
    root: Path, monkeypatch: pytest.MonkeyPatch, fails: str, after: int
) -> None:
    (root / "campaigns/two.yml").write_bytes(b"two")
    before, done = found(root), []
    real = getattr(os, fails)

    def failing(one: Path, other: Path) -> None:
        if len(done) == after:
            raise OSError(28, "No space left on device", str(other))
        done.append(other)
        real(one, other)

    monkeypatch.setattr(placing.os, fails, failing)
    changed = {"campaigns/old/campaign.yml": b"3", "campaigns/two.yml": b"4"}
    with pytest.raises(PlacingError, match="No space"):
        place(
            root,
            {"campaigns/a/x.yml": b"1", "campaigns/b/y.yml": b"2", **changed},
            replacing=frozenset(changed),
        )
    assert len(done) == after
    assert found(root) == before
    assert sorted(path.name for path in (root / "campaigns").iterdir()) == ["old", "two.yml"]


def test_a_file_in_the_way_of_a_folder_is_told(root: Path) -> None:
    before = found(root)
    with pytest.raises(PlacingError):
        place(root, {"a": b"1", "campaigns/old/campaign.yml/b": b"2"})
    assert found(root) == before
