"""The file that says what stands in the store: quicker than the records, and never believed further than they are."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.media import sealed, store
from generator.media.memory import SPARE, Memory
from generator.media.recipe import CardOrder, card_order
from generator.media.studio import Derived, derive, sweep

NAMES = ("夜班", "车间", "一封信")
CARDS = tuple(
    card_order(("c", name, ""), title=name, kicker="", foot="", award="", ai_use="none") for name in NAMES
)


def run(cache: Path, cards: tuple[CardOrder, ...] = CARDS, *, jobs: int = 1) -> Derived:
    made = derive([], cards, cache=cache, jobs=jobs)
    assert made.faults == ()
    return made


def contents(made: Derived) -> dict[str, str]:
    return {address: hashlib.sha256(path.read_bytes()).hexdigest() for address, path in made.files}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    cache = tmp_path_factory.mktemp("filled") / "cache"
    return cache, contents(run(cache))


@pytest.fixture
def cache(filled: tuple[Path, dict[str, str]], tmp_path: Path) -> Path:
    """A filled cache of its own, in which everything is known."""
    copy = tmp_path / "cache"
    shutil.copytree(filled[0], copy)
    run(copy)
    return copy


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The records that are opened and the files that are read, in order."""
    seen: list[str] = []
    read, digest = store.read_sealed, store.digest
    monkeypatch.setattr(store, "read_sealed", lambda path: (seen.append("record"), read(path))[1])
    monkeypatch.setattr(store, "digest", lambda descriptor: (seen.append("file"), digest(descriptor))[1])
    return seen


def test_what_is_known_is_neither_opened_nor_read(filled, cache, asked):
    assert contents(run(cache)) == filled[1]
    assert asked == []


def test_nothing_heavy_is_imported_where_nothing_is_to_be_made(filled, cache):
    heavy = ("subprocess", "concurrent", "socket", "PIL", "importlib.metadata", "generator.media.crew")
    said = (
        "import sys; from pathlib import Path; from generator.media.recipe import card_order;"
        "from generator.media.studio import derive, sweep;"
        f"cards = [card_order(('c', name, ''), title=name, kicker='', foot='', award='', ai_use='none') for name in {NAMES}];"
        "cache = Path(sys.argv[1]); made = derive([], cards, cache=cache, jobs=2);"
        "sweep(cache, [address for address, _ in made.files]);"
        f"print(len(made.files), [name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", said, str(cache)], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    assert done.stdout == f"{len(filled[1])} []\n"


def test_a_file_that_was_written_to_is_noticed_whatever_its_times_say(filled, cache):
    path = cache / sorted(filled[1])[1]
    state, data = path.stat(), path.read_bytes()
    path.write_bytes(bytes([data[0]]) + bytes(len(data) - 1))
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert path.stat().st_size == state.st_size
    assert contents(run(cache)) == filled[1]


def test_a_link_to_the_very_file_is_not_the_file(filled, cache, tmp_path):
    path = cache / min(filled[1])
    os.rename(path, tmp_path / "moved")
    path.symlink_to(tmp_path / "moved")
    made = run(cache)
    assert contents(made) == filled[1]
    assert not any(path.is_symlink() for _, path in made.files)


def lost(path: Path) -> None:
    path.unlink()


def damaged(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"0", b"1"))


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def of_another_version(path: Path) -> None:
    body = path.read_bytes().partition(b"\n")[2].replace(sealed.maker().encode(), b"0.9")
    path.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)


@pytest.mark.parametrize("harm", [lost, damaged, folder, of_another_version])
def test_without_it_the_records_are_asked_once(filled, cache, asked, harm: Callable[[Path], None]):
    harm(cache / "holdings")
    assert contents(run(cache)) == filled[1]
    assert asked.count("record") == len(CARDS)
    asked.clear()
    assert contents(run(cache)) == filled[1]
    assert asked == []


def test_a_store_that_travelled_is_read_once_and_a_changed_file_in_it_is_not_taken(filled, asked, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(filled[0], copy)
    changed = copy / sorted(filled[1])[2]
    changed.write_bytes(bytes(changed.stat().st_size))
    assert contents(run(copy)) == filled[1]
    assert asked.count("file") == len(CARDS) + 1  # all of them, and the one that was made anew
    asked.clear()
    run(copy)
    assert asked == []


def test_several_look_as_one_does(filled, asked, tmp_path, monkeypatch):
    monkeypatch.setattr(store, "LEAST", 1)
    copy = tmp_path / "copy"
    shutil.copytree(filled[0], copy)
    changed = copy / sorted(filled[1])[2]
    changed.write_bytes(bytes(changed.stat().st_size))
    assert contents(run(copy, jobs=2)) == filled[1]
    assert asked == ["file"]  # the one that was made anew; the others were read by copies of this process
    asked.clear()
    run(copy)
    assert asked == []


def test_what_another_build_put_there_meanwhile_is_found_by_its_record(filled, cache, asked):
    first = (cache / "holdings").read_bytes()
    body = b"\n".join(line for line in first.partition(b"\n")[2].split(b"\n")[:-1])
    (cache / "holdings").write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
    assert contents(run(cache)) == filled[1]
    assert asked == ["record", "file"]  # the copy is not the file that the record saw


def test_sweeping_leaves_no_trace_of_what_is_gone(filled, cache):
    gone, *kept = sorted(filled[1])
    sweep(cache, kept)
    assert gone.encode() not in (cache / "holdings").read_bytes()
    assert set(kept) == {path.relative_to(cache).as_posix() for path in (cache / "media").rglob("*.jpg")}
    assert len(list((cache / "records").rglob("*.json"))) == len(kept)
    assert contents(run(cache)) == filled[1]
    damaged(cache / "holdings")
    sweep(cache, kept)
    assert not (cache / "holdings").exists()


def test_sweeping_goes_through_no_link(cache, tmp_path):
    outside = tmp_path / "outside"
    (outside / "ab").mkdir(parents=True)
    (outside / "ab" / "mine.txt").write_text("x")
    shutil.rmtree(cache / "media")
    (cache / "media").symlink_to(outside)
    sweep(cache, [])
    assert (outside / "ab" / "mine.txt").exists()
    assert not (cache / "media").is_symlink()


def test_versions_are_those_that_are_installed(monkeypatch, tmp_path):
    for name in ("pillow", "av"):
        assert sealed._version(name) == importlib.metadata.version(name)
    assert sealed._version("no-such-library") is None
    (tmp_path / "Pillow-9.9.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    assert sealed._version("pillow") == "9.9"
    (tmp_path / "archive.zip").write_bytes(b"PK")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "archive.zip"), *sys.path[1:]])
    assert sealed._version("no-such-library") is None


def test_nothing_is_kept_for_later_while_somebody_is_in_want_of_it():
    told: list[int] = []
    memory = Memory(4 * SPARE, keep=told.append)
    with memory.hold(2 * SPARE), memory.hold(SPARE):
        assert told == [SPARE]
        with memory.hold(1):
            assert told == [SPARE, 0]
        assert told == [SPARE, 0, SPARE]
    with memory.hold(9 * SPARE):
        assert told[3:] == [0]
    assert told[3:] == [0, SPARE]
