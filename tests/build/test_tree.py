"""The write stage: what differs is written, the switch is one step, and no crash at any step harms the old site."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import signal
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from little import snapshot

from generator import bringing, tree
from generator.manifest import Source, WriteError
from generator.tree import WriteResult, fill, write

OLD: dict[str, Source] = {
    "index.html": b"old",
    "a/b/index.html": b"ab",
    "a/c.txt": b"c",
    "gone/deep/x.txt": b"x",
}
NEW: dict[str, Source] = {
    "index.html": b"new!",
    "a/b/index.html": b"ab",
    "a/c.txt/d": b"d",
    "gone": b"file",
    "z.html": b"z",
}


def put(site: Path, files: dict[str, Source], problems: tuple[str, ...] = ()) -> WriteResult[str]:
    return write(site, files.items(), verify=lambda tree, files: problems)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "public" / "site"


def test_a_fresh_site(site: Path) -> None:
    result = put(site, OLD)
    assert (result.switched, result.aside, result.problems) == (True, None, ())
    assert (result.change.planned, result.change.written, result.change.removed, result.change.unchanged) == (
        4,
        4,
        0,
        0,
    )
    assert result.change.bytes_written == 7
    assert site.is_symlink()
    assert site.readlink() == Path(".site.a")
    assert snapshot(site) == OLD


def test_the_trees_take_turns_and_what_is_there_is_not_written(site: Path) -> None:
    put(site, OLD)
    assert put(site, OLD).tree.name == ".site.b"
    before = {p: p.stat().st_mtime_ns for p in (site.parent / ".site.a").rglob("*")}
    third = put(site, OLD)
    assert (third.tree.name, third.change.written, third.change.unchanged) == (".site.a", 0, 4)
    assert {p: p.stat().st_mtime_ns for p in (site.parent / ".site.a").rglob("*")} == before
    fourth = put(site, {**OLD, "a/c.txt": b"C"})
    assert (fourth.change.written, fourth.change.removed, fourth.change.bytes_written) == (1, 0, 1)
    assert snapshot(site) == {**OLD, "a/c.txt": b"C"}


def test_files_become_folders_and_folders_files(site: Path) -> None:
    put(site, OLD)
    put(site, OLD)
    result = put(site, NEW)
    assert snapshot(site) == NEW
    assert result.change.removed == 2
    assert sorted(p.name for p in site.iterdir()) == ["a", "gone", "index.html", "z.html"]
    assert put(site, OLD).switched
    assert snapshot(site) == OLD


def test_big_files_are_copied_and_not_read_again(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = tmp_path / "photo.webp"
    photo.write_bytes(b"pixels" * 1000)
    photo.chmod(0o600)
    files: dict[str, Source] = {"p.webp": photo}
    put(site, files)
    put(site, files)
    assert (site / "p.webp").read_bytes() == photo.read_bytes()
    assert not (site / "p.webp").samefile(photo)
    monkeypatch.setattr(bringing, "_sha256", lambda source: pytest.fail("read again"))
    assert put(site, files).change.written == 0
    monkeypatch.undo()
    photo.write_bytes(b"other!" * 1000)
    assert put(site, files).change.written == 1
    assert (site / "p.webp").read_bytes() == photo.read_bytes()


@pytest.mark.parametrize("harm", ["missing", "damaged", "layout"])
def test_without_its_manifest_a_tree_is_written_anew(site: Path, harm: str) -> None:
    put(site, OLD)
    put(site, OLD)
    record = site.parent / ".site.a.json"
    if harm == "missing":
        record.unlink()
    else:
        record.write_text(
            '{"layout": 0, "files": {}}' if harm == "layout" else '{"layout": 1, "files": {"x": [1'
        )
    assert put(site, OLD).change.written == 4
    assert snapshot(site) == OLD


def test_what_others_did_to_a_tree_is_mended(site: Path, tmp_path: Path) -> None:
    put(site, OLD)
    put(site, OLD)
    a = site.parent / ".site.a"
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"precious")
    (a / "index.html").write_bytes(b"bad")  # same size
    (a / "a/c.txt").unlink()
    (a / "a/c.txt").symlink_to(outside)
    (a / "stray").mkdir()
    (a / "stray/page.html").write_bytes(b"stray")
    (a / "link").symlink_to(tmp_path)
    os.mkfifo(a / "pipe")
    (a / "a/b/index.html").chmod(0o600)
    result = put(site, OLD)
    assert result.change.written == 2
    assert snapshot(site) == OLD
    assert sorted(p.name for p in site.iterdir()) == ["a", "gone", "index.html"]
    assert outside.read_bytes() == b"precious"
    assert stat.S_IMODE((site / "a/b/index.html").stat().st_mode) == 0o644


def test_bytes_shared_with_another_name_are_left_alone(site: Path, tmp_path: Path) -> None:
    put(site, OLD)
    put(site, OLD)
    os.link(site.parent / ".site.a/index.html", tmp_path / "kept.html")
    put(site, NEW)
    assert (tmp_path / "kept.html").read_bytes() == b"old"


@pytest.mark.parametrize("umask", [0o077, 0o000])
def test_everyone_may_read_whatever_the_umask(site: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        put(site, OLD)
    finally:
        os.umask(before)
    for path in (site.parent / ".site.a", *(site.parent / ".site.a").rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644), path


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("works/1/index.html", "works/1/index.html"),
        ("Works/1.html", "works/1.html"),
        ("é.html", "é.html"),
        ("straße", "STRASSE"),
        ("a", "a/b"),
        ("a/b", "a"),
        ("A/b/c", "a/B"),
    ],
)
def test_two_outputs_at_one_path_are_refused(site: Path, one: str, other: str) -> None:
    put(site, OLD)
    with pytest.raises(WriteError, match="同一个地址") as caught:
        write(site, [(one, b"1"), (other, b"2")], verify=lambda tree, files: [])
    assert one in str(caught.value)
    assert other in str(caught.value)
    assert snapshot(site) == OLD
    assert put(site, NEW).switched


@pytest.mark.parametrize(
    "path", ["", "/etc/x", "../x", "a/../x", "./x", "a//b", "a/", "a\\b", "a\nb", "a\0b"]
)
def test_paths_that_lead_elsewhere_are_refused(site: Path, path: str) -> None:
    with pytest.raises(WriteError, match="不能用在网站里"):
        put(site, {path: b""})
    assert not site.exists()


def test_when_verification_finds_fault_nothing_is_switched(site: Path) -> None:
    put(site, OLD)
    seen: list[dict[str, bytes]] = []

    def verify(tree: Path, files: object) -> list[str]:
        seen.append(snapshot(tree))
        return ["断链"]

    result = write(site, NEW.items(), verify=verify)
    assert (result.switched, result.problems, seen) == (False, ["断链"], [NEW])
    assert snapshot(site) == OLD
    assert put(site, NEW).change.written == 0
    assert snapshot(site) == NEW


def test_a_plain_folder_is_exchanged_and_moved_aside(site: Path) -> None:
    for round_, name in (("1", ".site.old"), ("2", ".site.old-2")):
        if site.is_symlink():
            site.unlink()
        site.mkdir(parents=True)
        (site / "mine.html").write_text(round_)
        result = put(site, OLD)
        assert result.aside == site.parent / name
        assert snapshot(result.aside) == {"mine.html": round_.encode()}
        assert site.is_symlink()
        assert snapshot(site) == OLD


def test_an_empty_plain_folder_just_goes(site: Path) -> None:
    site.mkdir(parents=True)
    assert put(site, OLD).aside is None
    assert not (site.parent / ".site.old").exists()


def test_a_plain_folder_where_the_system_cannot_exchange(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "_exchange", lambda one, other: False)
    site.mkdir(parents=True)
    (site / "mine.html").write_text("1")
    assert put(site, OLD).aside == site.parent / ".site.old"
    assert snapshot(site) == OLD

    site.unlink()
    site.mkdir()
    (site / "mine.html").write_text("2")
    monkeypatch.setattr(os, "replace", _failing(os.replace, lambda one, other: Path(other) == site))
    with pytest.raises(WriteError):
        put(site, OLD)
    assert snapshot(site) == {"mine.html": b"2"}


def test_a_link_of_someone_elses_is_replaced_not_followed(site: Path, tmp_path: Path) -> None:
    other = tmp_path / "www"
    other.mkdir()
    (other / "x.html").write_text("x")
    site.parent.mkdir()
    site.symlink_to(other)
    put(site, OLD)
    assert snapshot(site) == OLD
    assert snapshot(other) == {"x.html": b"x"}


def test_a_file_at_the_sites_place_is_refused(site: Path) -> None:
    site.parent.mkdir()
    site.write_text("mine")
    with pytest.raises(WriteError, match="是一个文件"):
        put(site, OLD)
    assert site.read_text() == "mine"


def test_a_second_run_is_refused_at_once(site: Path) -> None:
    put(site, OLD)
    lock = os.open(site.parent / ".site.lock", os.O_RDWR)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        with pytest.raises(WriteError, match=f"进程 {os.getpid()}"):
            put(site, NEW)
    finally:
        os.close(lock)
    assert put(site, NEW).switched


def test_the_lock_is_held_while_verifying(site: Path) -> None:
    def verify(tree: Path, files: object) -> list[str]:
        with pytest.raises(WriteError, match="另一次生成"):
            put(site, NEW)
        return []

    assert write(site, OLD.items(), verify=verify).switched
    assert snapshot(site) == OLD


def test_a_full_disk_names_what_is_missing(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(site, OLD)
    full = OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr(os, "open", _failing(os.open, lambda path, *rest: str(path).endswith("z.html"), full))
    with pytest.raises(WriteError, match=r"z\.html 时满了，至多还要 2\.5 MB"):
        put(site, {**NEW, "big.bin": b"0" * 2_500_000})
    monkeypatch.undo()
    assert snapshot(site) == OLD
    assert not (site.parent / ".site.b").exists(), "the half-made tree gives its room back"
    assert put(site, NEW).switched
    assert snapshot(site) == NEW


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.EROFS, "没有写入权限"), (errno.EACCES, "没有写入权限"), (errno.EIO, "写不了")],
)
def test_other_errors_of_the_system_are_sentences(
    site: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    put(site, OLD)
    monkeypatch.setattr(
        os, "mkdir", _failing(os.mkdir, lambda *a: True, OSError(number, os.strerror(number)))
    )
    with pytest.raises(WriteError, match=words):
        put(site, {"new/x.html": b""})
    assert snapshot(site) == OLD


def test_an_error_in_planning_passes_through(site: Path) -> None:
    put(site, OLD)

    def files() -> Iterator[tuple[str, Source]]:
        yield "index.html", b"half"
        raise LookupError("template")

    with pytest.raises(LookupError):
        write(site, files(), verify=lambda tree, files: [])
    assert snapshot(site) == OLD
    assert put(site, OLD).switched


def test_filling_a_plain_folder(tmp_path: Path) -> None:
    folder = tmp_path / "plain"
    (folder / ".git").mkdir(parents=True)
    (folder / ".git/HEAD").write_text("ref")
    (folder / "stray.html").write_text("stray")
    assert fill(folder, OLD.items()).written == 4
    assert snapshot(folder) == {**OLD, ".git/HEAD": b"ref"}


# Crashes. Every call that changes the disk is a step; a run is stopped before each of them in turn.

STEPS = (
    "open",
    "mkdir",
    "chmod",
    "fchmod",
    "unlink",
    "rmdir",
    "rename",
    "replace",
    "symlink",
    "write",
    "ftruncate",
    "fsync",
)


class Crash(BaseException):
    """Not an Exception: nothing may catch it on the way."""


def _failing(
    real: Callable[..., object], when: Callable[..., bool], error: OSError | None = None
) -> Callable[..., object]:
    def call(*args: object, **keywords: object) -> object:
        if when(*args):
            raise error or OSError(errno.EIO, "injected")
        return real(*args, **keywords)

    return call


def _stop_at(monkeypatch: pytest.MonkeyPatch, step: int, stop: Callable[[], None]) -> list[int]:
    """Have `stop` called before the given step; return a list that holds the number of steps seen."""
    seen = [0]

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **keywords: object) -> object:
            seen[0] += 1
            if seen[0] == step:
                stop()
            return real(*args, **keywords)

        return call

    for name in STEPS:
        monkeypatch.setattr(os, name, counted(getattr(os, name)))
    monkeypatch.setattr(tree, "_exchange", counted(tree._exchange))
    monkeypatch.setattr(shutil, "rmtree", counted(shutil.rmtree))
    return seen


def _old_site(site: Path, plain: bool) -> None:
    put(site, OLD)
    put(site, OLD)
    if plain:
        site.unlink()
        shutil.copytree(site.parent / ".site.b", site)
        (site.parent / ".site.old").mkdir()
        (site.parent / ".site.old/older.html").write_text("older")


def _raise_crash() -> None:
    raise Crash


@pytest.mark.parametrize("plain", [False, True])
def test_a_crash_at_any_step_leaves_a_whole_site(tmp_path: Path, plain: bool) -> None:
    step, finished = 0, False
    while not finished:
        step += 1
        site = tmp_path / str(step) / "site"
        _old_site(site, plain)
        with pytest.MonkeyPatch.context() as patch:
            seen = _stop_at(patch, step, _raise_crash)
            try:
                put(site, NEW)
                finished = True
            except Crash:
                pass
        assert snapshot(site) in (OLD, NEW), f"step {step}"
        assert put(site, NEW).switched
        assert snapshot(site) == NEW
        assert snapshot(site.parent / ".site.a") in (OLD, NEW)
        aside = (
            {".site.old", ".site.old-2"} if plain else set()
        )  # what stood there before is nobody's to delete
        left = {p.name for p in site.parent.iterdir()} - aside
        assert left == {"site", ".site.a", ".site.b", ".site.a.json", ".site.b.json", ".site.lock"}, (
            f"step {step}"
        )
        assert [snapshot(site.parent / name) for name in sorted(aside)] == (
            [{"older.html": b"older"}, OLD] if plain else []
        )
    assert seen[0] > 20


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("plain", [False, True])
def test_kill_9_at_any_step_leaves_a_whole_site(tmp_path: Path, plain: bool) -> None:
    step, killed = 0, True
    while killed:
        step += 1
        site = tmp_path / str(step) / "site"
        _old_site(site, plain)
        child = os.fork()
        if child == 0:
            with pytest.MonkeyPatch.context() as patch:
                _stop_at(patch, step, lambda: os.kill(os.getpid(), signal.SIGKILL))
                put(site, NEW)
            os._exit(0)
        killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
        assert snapshot(site) in (OLD, NEW), f"step {step}"
        assert put(site, NEW).switched
        assert snapshot(site) == NEW
    assert step > 20


def test_what_the_new_site_does_not_hold_is_in_neither_tree(site: Path) -> None:
    put(site, OLD)
    put(site, NEW)
    assert snapshot(site.with_name(".site.a")) == snapshot(site.with_name(".site.b")) == NEW
    assert put(site, NEW).change.written == 0
    assert put(site, OLD).change.written == 3
    assert snapshot(site) == snapshot(site.with_name(".site.a")) == snapshot(site.with_name(".site.b")) == OLD


def test_a_tree_that_shares_its_files_is_never_written_through(site: Path) -> None:
    put(site, OLD)
    put(site, NEW)
    shown = site.resolve()
    put(site, NEW | {"index.html": b"newer"}, problems=("stop",))
    assert site.resolve() == shown
    assert snapshot(site) == NEW


def test_where_files_cannot_be_linked_the_next_run_writes_them(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise OSError(errno.EPERM, "not here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    put(site, OLD)
    put(site, NEW)
    assert not any(
        OLD[path] == data
        for path, data in snapshot(site.with_name(".site.a")).items()
        if path == "index.html"
    )
    put(site, NEW)
    assert snapshot(site) == NEW
