"""Disks that are full, folders that cannot be written (acceptance row E2): the old site is whole, the message clear."""

from __future__ import annotations

import errno
import os
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.manifest import WriteError
from generator.publish import bucket, plain
from generator.publish.destination import BuiltSite
from generator.publish.policy import Policy
from generator.publish.releases import publish
from tests.publish.places import NEW, OLD, after, broken, built, snapshot

root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount")
LARGE = {**NEW, **{f"media/ff/{n}.webp": bytes([n]) * 20_000 for n in range(40)}}
"""800 kB more than the old site."""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1.2 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1200k,mode=755", "tmpfs", str(disk)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("this machine does not let us mount")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def free(disk: Path) -> int:
    """Bytes left."""
    status = os.statvfs(disk)
    return status.f_bavail * status.f_frsize


def to_server(dest: Path, site: BuiltSite, minutes: int) -> None:
    publish(dest, site, now=after(minutes), policy=Policy())


def to_folder(dest: Path, site: BuiltSite, minutes: int) -> None:
    plain.publish(dest, site, now=after(minutes))


def file_by_file(dest: Path, site: BuiltSite, minutes: int) -> None:
    plain.publish(dest, site, now=after(minutes), one_step=False)


@root
@pytest.mark.parametrize(("put", "shown"), [(to_server, "current"), (to_folder, "."), (file_by_file, ".")])
def test_a_full_disk_at_ten_sizes(
    small_disk: Path, tmp_path: Path, put: Callable[[Path, BuiltSite, int], None], shown: str
) -> None:
    dest = small_disk / "www"
    old, site = built(tmp_path / "old", OLD), built(tmp_path / "new", LARGE)
    put(dest, old, 0)
    ballast = small_disk / "ballast"
    for room in (0, 4, 12, 40, 100, 200, 400, 600, 750, 780):
        ballast.unlink(missing_ok=True)
        put(dest, old, 1)
        with ballast.open("wb") as file:
            size = max(0, free(small_disk) - room * 1000)
            file.truncate(size)
            os.posix_fallocate(file.fileno(), 0, max(1, size))
        with pytest.raises(WriteError, match=r"磁盘空间不够.*腾出空间"):
            put(dest, site, 1)
        if put is file_by_file:
            assert broken(dest, reachable=True) == []
        else:
            assert snapshot(dest / shown) == OLD, room
    ballast.unlink()
    put(dest, site, 2)
    assert snapshot(dest / shown) == LARGE


def test_the_message_says_how_much_room_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dest = tmp_path / "www"
    to_server(dest, built(tmp_path / "old", OLD), 0)
    site = built(tmp_path / "new", LARGE)
    real = os.open

    def full(path: object, *rest: object, **more: object) -> int:
        if ".new-" in str(path) and str(path).endswith("media/ff/10.webp"):
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return real(path, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", full)
    with pytest.raises(
        WriteError, match=r"写 media/ff/10\.webp 时满了，至多还要 0\.8 MB.*已经公开的网站没有改动"
    ):
        to_server(dest, site, 1)
    monkeypatch.undo()
    assert snapshot(dest / "current") == OLD
    assert len(list((dest / "releases").iterdir())) == 1, "the half-made release gives its room back"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_an_error_after_the_switch_says_that_the_new_site_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    dest = tmp_path / "www"
    to_server(dest, built(tmp_path / "old", OLD), 0)
    real = os.open

    def refuse(path: object, *rest: object, **more: object) -> int:
        if str(path).endswith("log.jsonl.new"):
            raise OSError(number, os.strerror(number), str(path))
        return real(path, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(WriteError, match=r"新网站已经公开，但没有收拾完.*请再发布一次"):
        to_server(dest, built(tmp_path / "new", NEW), 1)
    monkeypatch.undo()
    assert snapshot(dest / "current") == NEW


@root
@pytest.mark.parametrize("put", [to_server, to_folder, file_by_file])
def test_a_place_that_cannot_be_written(
    small_disk: Path, tmp_path: Path, put: Callable[[Path, BuiltSite, int], None]
) -> None:
    dest = small_disk / "www"
    put(dest, built(tmp_path / "old", OLD), 0)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(WriteError, match=f"没有写入权限：{small_disk}.*没有改动"):
        put(dest, built(tmp_path / "new", NEW), 1)
    assert snapshot(dest / ("current" if put is to_server else ".")) == OLD


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO])
def test_errors_at_any_call_leave_the_old_site(quick: Path, number: int) -> None:
    """An error instead of a kill, at random steps: a sentence, the old site or the new one whole, and the next run."""
    site = built(quick / "new", NEW)
    to_server(quick / "start", built(quick / "old", OLD), 0)
    dice = random.Random(number)
    seen = set()
    for _ in range(40):
        dest = quick / "www"
        shutil.copytree(quick / "start", dest, symlinks=True)
        with pytest.MonkeyPatch.context() as patch:
            fail_at(patch, dice.randrange(1, 60), number)
            try:
                to_server(dest, site, 1)
            except WriteError as error:
                seen.add("收拾" in str(error))
                assert ("已经公开，但" in str(error)) == (snapshot(dest / "current") == NEW)
        assert snapshot(dest / "current") in (OLD, NEW)
        to_server(dest, site, 2)
        assert snapshot(dest / "current") == NEW
        shutil.rmtree(dest)
    assert seen == {True, False}


def fail_at(patch: pytest.MonkeyPatch, step: int, number: int) -> None:
    """Have the system refuse one call that changes the disk."""
    seen = [0]

    def failing(real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **keywords: object) -> object:
            seen[0] += 1
            if seen[0] == step:
                raise OSError(number, os.strerror(number), "somewhere")
            return real(*args, **keywords)

        return call

    for name in ("open", "mkdir", "chmod", "rename", "replace", "symlink", "link", "fsync"):
        patch.setattr(os, name, failing(getattr(os, name)))


def test_a_plan_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = built(tmp_path / "new", NEW)
    bucket.publish(tmp_path / "plan", site, now=after(0))
    real = os.open

    def refuse(path: object, *rest: object, **more: object) -> int:
        if "3-changed" in str(path):
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return real(path, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(WriteError, match="磁盘空间不够"):
        bucket.publish(tmp_path / "plan", site, now=after(1))
    assert not (tmp_path / "plan" / bucket.SUMS).exists(), "a half-written plan is none"
