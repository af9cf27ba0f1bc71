"""Two trees that share what they hold: links lead nowhere, and what was changed by others is not shared."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from little import snapshot

from generator import following
from generator.bringing import bring
from generator.following import follow
from generator.manifest import Due, Manifest, Record, Source, load, save
from generator.putting import Beside
from generator.removing import remove_files
from generator.tree import write


def due(data: bytes) -> Due:
    return Due(lambda: data, f"made of {data!r}")


def never() -> bytes:
    raise AssertionError("made again")


OLD: dict[str, Source] = {"index.html": due(b"old"), "a/b/index.html": due(b"ab"), "c/x.txt": due(b"x")}
NEW: dict[str, Source] = {"index.html": due(b"new"), "a/b/index.html": due(b"ab"), "d/y.txt": due(b"y")}
BYTES = {"index.html": b"new", "a/b/index.html": b"ab", "d/y.txt": b"y"}


class Trees:
    """A tree `new` that is shown, and `old` that was, brought after it by so many processes."""

    def __init__(self, folder: Path, jobs: int) -> None:
        self.jobs = jobs
        self.old, self.new = folder / "old", folder / "new"
        self.known, _ = bring(self.old, {}, OLD.items())
        self.shown, _ = bring(self.new, {}, NEW.items())

    def follow(self, known: Manifest | None = None) -> Manifest:
        record = self.old.with_name("old.json")
        follow(
            self.old,
            record,
            known=self.known if known is None else known,
            shown=self.new,
            manifest=self.shown,
            jobs=self.jobs,
        )
        return load(record)


@pytest.fixture(params=[1, 2])
def trees(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Trees:
    monkeypatch.setattr(following, "LEAST", 1)
    return Trees(tmp_path, request.param)


@pytest.mark.parametrize("remembered", [True, False])
def test_the_old_tree_follows_with_or_without_its_manifest(trees: Trees, remembered: bool) -> None:
    told = trees.follow(None if remembered else {})
    assert snapshot(trees.old) == BYTES
    assert sorted(one.name for one in trees.old.iterdir()) == ["a", "d", "index.html"]
    assert (trees.old / "index.html").samefile(trees.new / "index.html")
    assert told.keys() == BYTES.keys()
    assert bring(trees.old, told, {name: Due(never, one.origin) for name, one in told.items()}.items())[
        1
    ].written == (0)


def test_nothing_is_changed_through_a_link_in_the_place_of_a_folder(trees: Trees, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.txt").write_bytes(b"precious")
    for name in ("c", "d"):
        if (trees.old / name).exists():
            (trees.old / name / "x.txt").unlink()
            (trees.old / name).rmdir()
        (trees.old / name).symlink_to(outside)
    told = trees.follow()
    assert snapshot(outside) == {"x.txt": b"precious"}
    assert "d/y.txt" not in told
    bring(trees.old, told, NEW.items())
    assert snapshot(trees.old) == BYTES
    assert snapshot(outside) == {"x.txt": b"precious"}


def test_a_link_in_the_place_of_the_whole_tree_is_left_alone(trees: Trees, tmp_path: Path) -> None:
    moved = trees.old.rename(tmp_path / "elsewhere")
    trees.old.symlink_to(moved)
    assert trees.follow() == {}
    assert snapshot(moved) == {"index.html": b"old", "a/b/index.html": b"ab", "c/x.txt": b"x"}


def test_a_shown_file_that_was_changed_by_others_is_not_shared(trees: Trees) -> None:
    (trees.new / "index.html").write_bytes(b"bad")
    told = trees.follow()
    assert "index.html" not in told
    assert snapshot(trees.old) == {name: data for name, data in BYTES.items() if name != "index.html"}


def test_what_stands_beside_is_shared_and_not_made_again(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write(site, OLD.items(), verify=lambda tree, files: [])
    again = {name: Due(never, source.origin) for name, source in OLD.items() if isinstance(source, Due)}
    assert write(site, again.items(), verify=lambda tree, files: []).switched
    assert site.readlink() == Path(".site.b")
    assert (site / "index.html").samefile(tmp_path / ".site.a/index.html")
    assert snapshot(site) == {"index.html": b"old", "a/b/index.html": b"ab", "c/x.txt": b"x"}


@pytest.mark.parametrize("harm", ["bytes", "link", "gone", "mode"])
def test_what_others_did_to_the_tree_beside_is_not_shared(tmp_path: Path, harm: str) -> None:
    site = tmp_path / "site"
    write(site, OLD.items(), verify=lambda tree, files: [])
    victim = tmp_path / ".site.a/index.html"
    if harm == "bytes":
        victim.write_bytes(b"bad")
    elif harm == "mode":
        victim.chmod(0o600)
    else:
        victim.unlink()
        if harm == "link":
            victim.symlink_to(tmp_path / ".site.lock")
    assert write(site, OLD.items(), verify=lambda tree, files: []).switched
    assert not (site / "index.html").is_symlink()
    assert (site / "index.html").read_bytes() == b"old"
    assert (site / "index.html").stat().st_mode & 0o777 == 0o644


def test_without_hard_links_files_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    site = tmp_path / "site"
    for _ in range(3):
        assert write(site, OLD.items(), verify=lambda tree, files: []).switched
    assert snapshot(site) == {"index.html": b"old", "a/b/index.html": b"ab", "c/x.txt": b"x"}


def test_a_file_beside_counts_only_under_the_same_origin(tmp_path: Path) -> None:
    top = tmp_path / "one"
    known, _ = bring(top, {}, OLD.items())
    made, _ = bring(tmp_path / "two", {}, NEW.items(), beside=Beside(os.fspath(top), known))
    assert snapshot(tmp_path / "two") == BYTES
    assert {name for name in made if (tmp_path / "two" / name).stat().st_nlink == 2} == {"a/b/index.html"}


RECORDS: Manifest = {"a.html": Record("0" * 64, 1, 2, 3, "o"), "图.png": Record("1" * 64, 0, 2, 4)}


def test_a_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    for manifest in ({}, RECORDS):
        save(path, manifest)
        assert load(path) == manifest
    assert isinstance(load(path)["a.html"], Record)


@pytest.mark.parametrize("at", [0, 40, 64, 65, 80, 120, -3])
def test_a_manifest_with_one_other_byte_is_none(tmp_path: Path, at: int) -> None:
    path = tmp_path / "m.json"
    save(path, RECORDS)
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
    assert load(path) == {}
    path.write_bytes(data[:-5])
    assert load(path) == {}


@pytest.mark.parametrize("wrong", ["1", True, None, 1.0])
def test_a_manifest_of_other_types_is_none(tmp_path: Path, wrong: object) -> None:
    path = tmp_path / "m.json"
    save(path, {"a.html": Record("0" * 64, wrong, 2, 3)})  # type: ignore[arg-type]
    assert load(path) == {}


@pytest.mark.parametrize("count", [5, 200])
def test_many_files_are_removed_and_what_is_wrong_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    files = [tmp_path / f"{number}.html" for number in range(count)]
    for file in files:
        file.write_bytes(b"x")
    (tmp_path / "folder").mkdir()
    unlink = os.unlink

    def closed(path: str) -> None:
        if path == str(files[1]):
            raise PermissionError(13, "closed", path)
        unlink(path)

    monkeypatch.setattr(os, "unlink", closed)
    gone = [tmp_path / "gone", tmp_path / "0.html/below", tmp_path / "folder"]
    errors = remove_files([str(path) for path in (*gone, *files)])
    assert [error.filename for error in errors] == [str(files[1])]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.html", "folder"]


def test_a_large_tree_follows(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for round_ in range(4):
        files = {f"{number}/index.html": due(b"%d of round %d" % (number, round_)) for number in range(150)}
        files |= {f"only/{round_}/{number}.html": due(b"once") for number in range(70)}
        assert write(site, files.items(), verify=lambda tree, files: []).switched
        wanted = {name: source.make() for name, source in files.items()}
        for tree in tmp_path.glob(".site.[ab]"):
            assert snapshot(tree) == wanted
            assert [one.name for one in (tree / "only").iterdir()] == [str(round_)]
