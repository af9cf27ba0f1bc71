"""The limited worker: what it may not do, and what becomes of the work when it dies."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from generator.media import crew, sight
from generator.media.memory import Memory
from generator.media.studio import derive, measure
from generator.media.wire import LONGEST, receive, send
from tests.media.samples import facts, faults, jpeg, look, orders, originals, photo, png

ROOT = Path(__file__).resolve().parents[2]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="Landlock, namespaces and /proc are Linux's")


@pytest.fixture
def folder(tmp_path):
    """Twelve pictures; the seventh is 66 pixels wide."""
    folder = tmp_path / "folder"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02}.png").write_bytes(png((66 if number == 6 else 100 + number, 40)))
    return folder


def children() -> list[int]:
    """The workers of this process; a browser of another test is none."""
    tasks = Path("/proc/self/task")
    found = [int(pid) for task in tasks.iterdir() for pid in (task / "children").read_text().split()]
    return [pid for pid in found if b"generator.media.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def decoder(monkeypatch: pytest.MonkeyPatch, deed: str) -> None:
    """A worker with a fault in its decoder: at a picture 66 pixels wide it does `deed`."""
    fault = (
        "import sys, os, json, signal; sys.path[:] = json.loads(sys.argv[1]);"
        "from generator.media import images; good = images.upright_size\n"
        "def upright_size(image):\n"
        f"    if image.width == 66: {deed}\n"
        "    return good(image)\n"
        "images.upright_size = upright_size\n"
    )
    monkeypatch.setattr(crew, "_START", fault + crew._START)


@LINUX
def test_the_worker_gets_no_descriptor_and_no_environment(folder, monkeypatch):
    monkeypatch.setenv("KANARI", "secret")
    seen: list[tuple[bytes, list[str]]] = []

    def say(*_: object) -> None:
        for pid in children():
            seen.append((Path(f"/proc/{pid}/environ").read_bytes(), os.listdir(f"/proc/{pid}/fd")))

    with (folder / "00.png").open("rb"):
        measure(originals(folder), cache=None, jobs=1, say=say)
    assert seen
    for environment, descriptors in seen:
        assert b"KANARI" not in environment
        assert len(descriptors) <= 6, "null three times, the line, and at most the file being worked on"


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("deed", "detail"),
    [
        ("__import__('ctypes').string_at(0)", "处理程序意外退出（信号 11）"),
        ("bytearray(10**10)", "需要的内存超过上限"),
        ("[bytearray(10**6) for _ in range(10**4)]", "需要的内存超过上限"),
        ("os.write(int(sys.argv[2]), b'\\xff' * 4096)", "处理程序的回答不成形"),
    ],
)
def test_a_killer_is_named_and_nobody_else_loses_anything(folder, monkeypatch, jobs, deed, detail):
    expected = look(folder, jobs=1).facts
    decoder(monkeypatch, deed)
    measured = look(folder, jobs=jobs)
    found = faults(measured)
    assert set(found) == {"06.png"}
    assert found["06.png"] == ("E808", {"detail": detail})
    assert dict(measured.facts) == {key: one for key, one in expected.items() if key[2] != "06.png"}
    assert children() == []


@pytest.mark.parametrize(
    "deed", ["exec('while True: pass')", "os.kill(os.getpid(), signal.SIGSTOP), signal.sigwait([])"]
)
def test_a_file_that_takes_for_ever_is_named(folder, monkeypatch, deed):
    monkeypatch.setitem(sight.SECONDS, "image", 1.5)
    decoder(monkeypatch, deed)
    measured = look(folder, jobs=2)
    assert faults(measured) == {"06.png": ("E808", {"detail": "用时超过上限"})}
    assert len(measured.facts) == 11
    assert children() == []


@LINUX
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
def test_a_worker_killed_or_stopped_from_outside_costs_nothing(folder, tmp_path, monkeypatch, how):
    monkeypatch.setitem(sight.SECONDS, "image", 3.0)
    places = (3, 8) if how == signal.SIGKILL else (3,)  # of a stopped one only the clock tells
    hit: list[int] = []

    def say(_: str, done: int, __: int) -> None:
        if done in places and done not in hit and (running := children()):
            hit.append(done)
            os.kill(running[0], how)

    measured = measure(originals(folder), cache=None, jobs=2, say=say)
    assert hit
    assert faults(measured) == {}
    assert len(measured.facts) == 12
    hit.clear()
    made = derive(orders(folder, measured), [], cache=tmp_path / "cache", jobs=2, say=say)
    assert hit
    assert faults(made) == {}
    assert list((tmp_path / "cache/tmp").iterdir()) == []


@LINUX
def test_an_interruption_leaves_nothing_running(folder, tmp_path):
    def say(_: str, done: int, __: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    measured = look(folder)
    with pytest.raises(KeyboardInterrupt):
        measure(originals(folder), cache=tmp_path / "cache", jobs=2, say=say)
    assert children() == []
    with pytest.raises(KeyboardInterrupt):
        derive(orders(folder, measured), [], cache=tmp_path / "cache", jobs=2, say=say)
    assert children() == []
    assert list((tmp_path / "cache/tmp").iterdir()) == []
    assert len(derive(orders(folder, measured), [], cache=tmp_path / "cache", jobs=2).files) == 24


@LINUX
def test_the_worker_ends_when_its_parent_is_gone(folder, tmp_path):
    """The parent is killed without a chance to tidy up; the worker hears the line go dead."""
    code = (
        f"import sys, os; sys.path.insert(0, {str(ROOT)!r})\n"
        "from pathlib import Path\nfrom generator.media.facts import Original\n"
        "from generator.media.studio import measure\n"
        "def say(_, done, __):\n"
        "    if done == 3:\n"
        "        tasks = Path('/proc/self/task')\n"
        "        print(' '.join((task / 'children').read_text() for task in tasks.iterdir()), flush=True)\n"
        "        os.kill(os.getpid(), 9)\n"
        f"measure([Original(('c', 'e', p.name), p) for p in sorted(Path({str(folder)!r}).iterdir())],"
        " cache=None, jobs=1, say=say)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    (worker,) = map(int, done.stdout.split())
    handle = os.pidfd_open(worker) if Path(f"/proc/{worker}").exists() else None
    if handle is not None:
        ready, _, _ = select.select([handle], [], [], 20)
        os.close(handle)
        assert ready, "still running"


def test_no_worker_is_started_when_there_is_nothing_to_do(folder, tmp_path, monkeypatch):
    measured = look(folder, cache=tmp_path / "cache")
    made = derive(orders(folder, measured), [], cache=tmp_path / "cache", jobs=2)
    monkeypatch.setattr(crew, "_START", "raise SystemExit(9)")
    assert look(folder, cache=tmp_path / "cache") == measured
    assert derive(orders(folder, measured), [], cache=tmp_path / "cache", jobs=2) == made
    assert measure([], cache=None, jobs=2).facts == {}
    (folder / "new.png").write_bytes(png((5, 5)))
    with pytest.raises(RuntimeError, match="启动不了"):
        look(folder, cache=tmp_path / "cache")


def test_equal_bytes_are_worked_on_once(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.jpg").write_bytes(jpeg(photo(300, 200)))
    (folder / "bad1.jpg").write_bytes(jpeg(photo(300, 200))[:900])
    (folder / "bad2.jpg").write_bytes(jpeg(photo(300, 200))[:900])
    measured = look(folder)
    assert set(facts(measured)) == {"a.jpg", "b.jpg", "c.jpg"}
    assert set(faults(measured)) == {"bad1.jpg", "bad2.jpg"}
    made = derive(orders(folder, measured), [], cache=tmp_path / "cache", jobs=2)
    assert len(made.files) == 2
    assert [address for address, _ in made.files] == sorted({address for address, _ in made.files})


def test_a_stranger_in_the_worker_cannot_shape_the_facts(folder, monkeypatch):
    """Answers are held to their form: no other kind, no endless number, no markup in a colour."""
    for lie in (
        "{'facts': {'kind': 'x', 'format': 'PNG', 'width': 1, 'height': 1}}",
        "{'facts': {'kind': 'image', 'format': 'SVG', 'width': 1, 'height': 1}}",
        "{'facts': {'kind': 'image', 'format': 'PNG', 'width': -1, 'height': 1}}",
        "{'facts': {'kind': 'image', 'format': 'PNG', 'width': 1, 'height': 1, 'colour': '\\\"<b>'}}",
        "{'facts': {'kind': 'image', 'format': 'PNG', 'width': 1, 'height': 1, 'duration': float('nan')}}",
        "{'facts': 7}",
        "{'fault': ['E999', {}]}",
        "{'done': True}",
        "{}",
    ):
        with monkeypatch.context() as patch:
            patch.setattr(
                crew,
                "_START",
                "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from generator.media import worker;"
                f"worker._Bench._answer = lambda *_: {lie};" + crew._START,
            )
            measured = look(folder, jobs=1)
        assert {code for code, _ in faults(measured).values()} == {"E808"}, lie
        assert measured.facts == {}


def test_a_stranger_in_the_worker_cannot_shape_a_file(folder, tmp_path, monkeypatch):
    """What is not of the ordered format is not published, whatever the worker says of it."""
    ordered = orders(folder, look(folder))
    start = crew._START
    for written in (b"", b"<svg onload='x()'/>", b"<!doctype html>", b"%PDF-1.7", b"GIF89a"):
        deed = f"lambda _, __, files: [file.write({written!r}) for file in files[1:]] and {{'done': True}}"
        monkeypatch.setattr(
            crew,
            "_START",
            "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from generator.media import worker;"
            f"worker._Bench._answer = {deed};" + start,
        )
        made = derive(ordered, [], cache=tmp_path / "cache", jobs=2)
        assert made.files == ()
        assert {code for code, _ in faults(made).values()} == {"E808"}
    assert [path for path in (tmp_path / "cache").rglob("*") if path.is_file()] == [tmp_path / "cache/lock"]


def test_messages_are_bounded():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        send(ours, {"a": "展"})
        assert receive(theirs) == ({"a": "展"}, [])
        for data in ((LONGEST + 1).to_bytes(4, "big"), b"\0\0\0\2[]", b"\0\0\0\1{"):
            ours.sendall(data)
            with pytest.raises(ValueError, match=r".*"):
                receive(theirs)
        ours.sendall(b"\0\0\0\5{}")
        ours.shutdown(socket.SHUT_WR)
        assert receive(theirs) is None


def test_big_pictures_wait_for_one_another():
    memory = Memory(100)
    held: list[int] = []
    most: list[int] = []
    lock = threading.Lock()

    def work(size: int) -> None:
        with memory.hold(size):
            with lock:
                held.append(size)
                most.append(sum(min(one, 100) for one in held))
            time.sleep(0)
            with lock:
                held.remove(size)

    threads = [threading.Thread(target=work, args=(size,)) for size in (30, 60, 100, 900, 20, 50) * 20]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(most) == 120
    assert max(most) <= 100
