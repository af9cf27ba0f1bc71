"""The cache: whatever happens to it, the site gets the same bytes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.media import sealed
from generator.media.facts import Original
from generator.media.recipe import order_for
from generator.media.studio import Derived, Measured, MediaCacheError, derive, measure, sweep
from tests.media.moving import film, sound
from tests.media.samples import CANARY, facts, faults, jpeg, look, orders, originals, photo, type_card


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("originals")
    (folder / "a.jpg").write_bytes(jpeg(photo(500, 300)))
    (folder / "b.jpg").write_bytes(jpeg(photo(420, 300, 1)))
    film(folder / "c.mp4", frames=5)
    sound(folder / "d.mp3", seconds=1)
    return folder


def run(folder: Path, cache: Path, jobs: int = 2) -> Derived:
    measured = look(folder, cache=cache, jobs=jobs)
    assert faults(measured) == {}
    made = derive(orders(folder, measured), [type_card()], cache=cache, jobs=jobs)
    assert faults(made) == {}
    return made


def contents(made: Derived) -> dict[str, str]:
    return {address: hashlib.sha256(path.read_bytes()).hexdigest() for address, path in made.files}


@pytest.fixture(scope="module")
def truth(folder: Path) -> Measured:
    """What is measured without a cache."""
    return look(folder)


@pytest.fixture(scope="module")
def cold(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A filled cache, never to be touched, and what a cold build gives."""
    cache = tmp_path_factory.mktemp("cold") / "cache"
    return cache, contents(run(folder, cache))


@pytest.fixture
def cache(cold: tuple[Path, dict[str, str]], tmp_path: Path) -> Path:
    """A copy of the filled cache."""
    shutil.copytree(cold[0], tmp_path / "cache")
    return tmp_path / "cache"


def every(cache: Path) -> list[Path]:
    return [path for path in sorted(cache.rglob("*")) if path.is_file() and path.name != "lock"]


def truncate(path: Path, _: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def zero(path: Path, _: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def empty(path: Path, _: Path) -> None:
    path.write_bytes(b"")


def swap(path: Path, other: Path) -> None:
    mine = path.read_bytes()
    path.write_bytes(other.read_bytes())
    other.write_bytes(mine)


def flip(path: Path, _: Path) -> None:
    """One bit, the same size, and the old times put back."""
    before = path.stat()
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def future(path: Path, _: Path) -> None:
    os.utime(path, (4e9, 4e9))


def old_version(path: Path, _: Path) -> None:
    """From another version: what it says is well formed, but made by somebody else; a derivative simply differs."""
    if path.suffix == ".json":
        record = json.loads(path.read_bytes().partition(b"\n")[2])
        record["maker"] = "0.9"
        for facts in record.get("facts", {}).values():
            facts["width"] = 7
        body = json.dumps(record, sort_keys=True, separators=(",", ":")).encode()
        path.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
    else:
        path.write_bytes(path.read_bytes() + b"v0")


def half(path: Path, _: Path) -> None:
    """Half-written in place: a stray temporary beside a file that stops in its middle."""
    (path.parents[0] / "x.tmp").write_bytes(b"x")
    truncate(path, path)


def replace_by_link(path: Path, other: Path) -> None:
    path.unlink()
    path.symlink_to(other)


def replace_by_folder(path: Path, _: Path) -> None:
    path.unlink()
    path.mkdir()


def remove(path: Path, _: Path) -> None:
    path.unlink()


@pytest.mark.parametrize(
    "damage",
    [
        truncate,
        zero,
        empty,
        swap,
        flip,
        future,
        old_version,
        half,
        replace_by_link,
        replace_by_folder,
        remove,
    ],
)
def test_damage_to_every_file_is_mended(folder, truth, cold, cache, damage: Callable[[Path, Path], None]):
    files = every(cache)
    assert len(files) > 12
    for first, second in zip(files[::2], files[1::2], strict=False):
        damage(first, second)
        if damage not in (swap, replace_by_link):
            damage(second, first)
    assert contents(run(folder, cache)) == cold[1]
    assert look(folder, cache=cache) == truth


def test_damage_to_one_file_is_mended_and_noticed(folder, cold, tmp_path):
    """One file by itself (every third, so that each kind has its turn): what was noted of the others does not hide it."""
    cache = tmp_path / "cache"
    assert contents(run(folder, cache)) == cold[1]
    for path in every(cache)[::3]:
        flip(path, path)
        assert contents(run(folder, cache)) == cold[1], path


@pytest.mark.parametrize("part", ["media", "records", "tmp", "notes.json", "lock", "."])
def test_any_part_may_be_deleted(folder, cold, cache, part):
    path = cache / part
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert contents(run(folder, cache)) == cold[1]


@pytest.mark.parametrize("part", ["media", "records", "tmp"])
def test_a_link_inside_the_cache_leads_nowhere(folder, cold, cache, tmp_path, part):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "mine.txt").write_text("x")
    shutil.rmtree(cache / part)
    (cache / part).symlink_to(outside)
    assert contents(run(folder, cache)) == cold[1]
    sweep(cache, [])
    assert [path.name for path in outside.iterdir()] == ["mine.txt"]


def test_the_bytes_do_not_depend_on_jobs_or_order(folder, cold, tmp_path):
    measured = look(folder, jobs=1)
    assert measured == look(folder, jobs=2) == look(folder, jobs=3)
    backwards = measure(originals(folder)[::-1], cache=None, jobs=2)
    assert dict(backwards.facts) == dict(measured.facts)
    for jobs in (1, 3):
        made = derive(orders(folder, measured)[::-1], [type_card()], cache=tmp_path / str(jobs), jobs=jobs)
        assert contents(made) == cold[1]


def test_an_original_that_was_replaced_is_measured_anew(tmp_path):
    folder, cache = tmp_path / "folder", tmp_path / "cache"
    folder.mkdir()
    path = folder / "a.jpg"
    path.write_bytes(jpeg(photo(300, 200)))
    first = look(folder, cache=cache)
    state = path.stat()
    data = path.read_bytes()
    other = jpeg(photo(300, 200, 5), quality=50)
    path.write_bytes(other + bytes(len(data) - len(other)))
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert path.stat().st_size == state.st_size
    second = look(folder, cache=cache)
    assert facts(first)["a.jpg"].sha256 != facts(second)["a.jpg"].sha256
    assert second == look(folder)
    stale = derive(orders(folder, first), [], cache=cache, jobs=1)
    assert faults(stale) == {"a.jpg": ("E805", {"found": facts(second)["a.jpg"].sha256})}
    assert stale.files == ()


def test_a_file_that_changes_under_our_hands_is_not_taken(tmp_path):
    folder, cache = tmp_path / "folder", tmp_path / "cache"
    folder.mkdir()
    for name in "ab":
        (folder / f"{name}.jpg").write_bytes(jpeg(photo(300, 200)))

    def say(*_: object) -> None:
        (folder / "a.jpg").write_bytes(jpeg(photo(300, 200), quality=40))

    measured = measure(originals(folder)[:1], cache=cache, jobs=2, say=say)
    assert faults(measured) == {"a.jpg": ("E802", {"detail": "处理时文件正被改动"})}
    assert measured.facts == {}


def test_a_warm_build_reads_no_original(folder, cache, cold, tmp_path):
    """Measured from the notes, made from the store: the files need not even be readable twice."""
    run(folder, cache)
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    measured = look(copy, cache=cache)
    ordered = orders(copy, measured)
    shutil.rmtree(copy)
    assert contents(derive(ordered, [type_card()], cache=cache, jobs=1)) == cold[1]


def test_sweeping_leaves_what_is_kept_and_nothing_of_the_rest(folder, cold, cache):
    made = run(folder, cache)
    measured = look(folder, cache=cache)
    gone = facts(measured)["b.jpg"]
    order = order_for(("c", "e", "b.jpg"), folder / "b.jpg", gone, "none")
    dropped = {output.address for output in order.outputs}
    keep = [address for address, _ in made.files if address not in dropped]
    (cache / "tmp" / "left-over").write_text(CANARY)
    (cache / "media" / "zz").mkdir()
    (cache / "media" / "zz" / "stray").write_text(CANARY)
    sweep(cache, keep)
    left = {path.relative_to(cache).as_posix() for path in every(cache)}
    assert {name for name in left if name.startswith("media/")} == set(keep)
    everything = b"".join(path.read_bytes() for path in every(cache))
    for trace in (CANARY, gone.sha256, order.outputs[0].address, order.outputs[0].address[9:33]):
        assert trace.encode() not in everything
        assert not any(trace in name for name in left)
    assert facts(measured)["a.jpg"].sha256.encode() in everything
    assert contents(run(folder, cache)) == cold[1]
    sweep(cache, [])
    assert {path.name for path in every(cache)} <= {"notes.json"}
    assert gone.sha256.encode() not in b"".join(path.read_bytes() for path in every(cache))
    sweep(cache.parent / "no such folder", [])


def test_two_builds_at_once_do_not_harm_each_other(folder, cold, tmp_path):
    cache = tmp_path / "cache"
    results: list[dict[str, str] | BaseException] = []

    def build() -> None:
        try:
            results.append(contents(run(folder, cache, jobs=1)))
        except BaseException as error:  # noqa: BLE001
            results.append(error)

    threads = [threading.Thread(target=build) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert results == [cold[1]] * 3


def test_a_sweep_waits_for_a_build(folder, tmp_path):
    cache = tmp_path / "cache"
    order: list[str] = []
    sweeper = threading.Thread(target=lambda: (sweep(cache, []), order.append("swept")))

    def say(_: str, done: int, total: int) -> None:
        if done == 0:
            sweeper.start()
        order.append("made")

    made = derive(orders(folder, look(folder)), [], cache=cache, jobs=1, say=say)
    assert order.count("made") == 5
    assert order[:5] == ["made"] * 5
    sweeper.join(30)
    assert order[-1] == "swept"
    assert not any(path.exists() for _, path in made.files)


def test_a_cache_that_cannot_be_used_says_so(folder, tmp_path):
    real = tmp_path / "real"
    real.mkdir()
    link = tmp_path / "link"
    link.symlink_to(real)
    file = tmp_path / "file"
    file.write_text("x")
    for cache, words in ((link, "符号链接"), (file, "写不进去"), (file / "below", "写不进去")):
        with pytest.raises(MediaCacheError, match=words):
            measure(originals(folder), cache=cache, jobs=1)
        with pytest.raises(MediaCacheError, match=words):
            derive([], [type_card()], cache=cache, jobs=1)
    assert list(real.iterdir()) == []
    with pytest.raises(MediaCacheError):
        sweep(link, [])


def test_a_full_disk_says_so(folder, tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sealed.os, "replace", full)
    with pytest.raises(MediaCacheError, match="写不进去"):
        derive([], [type_card()], cache=tmp_path / "cache", jobs=1)
    assert list((tmp_path / "cache" / "tmp").iterdir()) == []


def test_progress_is_told_from_nothing_to_all(folder, tmp_path):
    told: list[tuple[str, int, int]] = []
    asked = [*originals(folder), Original(("c", "e", "none"), folder / "none")]
    measured = measure(asked, cache=None, jobs=2, say=lambda *what: told.append(what))
    assert told[-1] == ("检查图片和音视频", 5, 5)
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    told.clear()
    derive(
        orders(folder, measured),
        [type_card()],
        cache=tmp_path / "cache",
        jobs=2,
        say=lambda *what: told.append(what),
    )
    assert [done for _, done, _ in told] == [0, 1, 2, 3, 4, 5]
    assert {what for what, _, _ in told} == {"制作图片和音视频"}
