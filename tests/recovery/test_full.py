"""A disk that is full or closed: the old site stays whole, and what is said says what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from generator.engine import CACHE as ENGINE_CACHE
from generator.media.workshop import CACHE as MEDIA_CACHE
from tests.recovery.projects import Look, attempt, differing, look

SIZES = 10

Mount = Callable[[Path, int], "Disk"]


class Disk:
    """A small disk in memory, mounted for a test."""

    def __init__(self, folder: Path, size: int) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._mount("-t", "tmpfs", "-o", f"size={size},mode=755", "tmpfs")

    def resize(self, size: int) -> None:
        self._mount("-o", f"remount,size={size}")

    def close(self) -> None:
        self._mount("-o", "remount,ro")

    def open(self) -> None:
        self._mount("-o", "remount,rw")

    def used(self) -> int:
        return shutil.disk_usage(self.folder).used

    def unmount(self) -> None:
        subprocess.run(["umount", "--lazy", str(self.folder)], check=True, capture_output=True)

    def _mount(self, *words: str) -> None:
        run = subprocess.run(["mount", *words, str(self.folder)], capture_output=True, text=True, check=False)
        if run.returncode:
            pytest.skip(f"这里不能挂载小磁盘：{run.stderr.strip()}")


@pytest.fixture
def mount() -> Iterator[Mount]:
    """Mount small disks; they go when the test is over."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("挂载小磁盘要有 root 权限")
    with ExitStack() as stack:

        def one(folder: Path, size: int) -> Disk:
            disk = Disk(folder, size)
            stack.callback(disk.unmount)
            return disk

        yield one


def test_no_room_for_the_site(
    built_before: Path, edited: Path, new_site: Look, mount: Mount, tmp_path: Path
) -> None:
    disk = mount(tmp_path / "www", 10_000_000)
    site = disk.folder / "site"
    for _ in range(2):
        assert attempt(built_before, site) == ""
    old = look(site)
    said = []
    for number in range(SIZES):
        disk.resize(disk.used() + number * 50_000)
        said.append(attempt(edited, site))
        assert look(site) == (old if said[-1] else new_site), (number, said)
        assert not said[-1] or ("磁盘空间不够" in said[-1] and "旧网站没有改动" in said[-1])
    assert sum(map(bool, said)) >= 4, said
    disk.resize(10_000_000)
    assert attempt(edited, site) == ""
    assert differing(look(site), new_site) == []


_MEDIA_SIZES = (16_384, 20_480, *range(110_000, 900_000, 110_000))
_ENGINE_SIZES = tuple(range(24_000, 260_000, 24_000))


@pytest.mark.parametrize(("cache", "sizes"), [(MEDIA_CACHE, _MEDIA_SIZES), (ENGINE_CACHE, _ENGINE_SIZES)])
def test_no_room_for_the_caches(
    edited: Path, new_site: Look, mount: Mount, cache: str, sizes: tuple[int, ...]
) -> None:
    """Neither a work nor a page is blamed for it: what decoders and the engine say of it would mislead."""
    shutil.rmtree(edited / cache)
    old = look(edited / "site")
    disk = mount(edited / cache, sizes[0])
    said = []
    assert len(sizes) == SIZES
    for size in sizes:
        disk.resize(size)
        said.append(attempt(edited, edited / "site"))
        if said[-1]:
            assert look(edited / "site") == old, said
            assert "磁盘空间" in said[-1], said
    assert sum(map(bool, said)) >= 4, said
    disk.resize(10_000_000)
    assert attempt(edited, edited / "site") == ""
    assert differing(look(edited / "site"), new_site) == []


def test_a_place_that_may_not_be_written(
    built_before: Path, edited: Path, new_site: Look, mount: Mount, tmp_path: Path
) -> None:
    disk = mount(tmp_path / "www", 10_000_000)
    site = disk.folder / "site"
    attempt(built_before, site)
    old = look(site)
    disk.close()
    said = attempt(edited, site)
    assert "没有写入权限" in said
    assert "--site-dir" in said
    assert look(site) == old
    disk.open()
    assert attempt(edited, site) == ""
    assert differing(look(site), new_site) == []


def test_caches_that_may_not_be_written(edited: Path, new_site: Look, mount: Mount) -> None:
    shutil.rmtree(edited / ".cache")
    old = look(edited / "site")
    disk = mount(edited / ".cache", 10_000_000)
    disk.close()
    said = attempt(edited, edited / "site")
    assert "请检查" in said
    assert "权限" in said
    assert look(edited / "site") == old
    disk.open()
    assert attempt(edited, edited / "site") == ""
    assert differing(look(edited / "site"), new_site) == []
