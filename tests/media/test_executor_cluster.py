"""A real Dask cluster of two worker processes, one of them killed over an errand: it finishes, byte for byte (row F8).

200 photographs and 20 films: tests/bench/cluster.py.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from pathlib import Path

import pytest
from distributed import LocalCluster
from msgspec.structs import replace

from generator.media.cluster import cluster
from generator.media.refusal import MediaClusterError
from generator.media.studio import derive
from tests.media.gate import through
from tests.media.moving import film
from tests.media.samples import jpeg, look, orders, photo, type_card

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="named pipes")


class Gate(Executor):
    """Sends every errand through a gate at which the first of them waits until its worker is killed."""

    def __init__(self, behind: Executor, pipe: Path) -> None:
        self._behind = behind
        self._pipe = pipe

    def submit(self, fn, errand, /) -> Future:  # type: ignore[override]
        return self._behind.submit(through, str(self._pipe), fn, errand)


@pytest.fixture(scope="module")
def dask() -> Iterator[LocalCluster]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50
    ) as found:
        yield found


def bytes_of(derived) -> dict[str, bytes]:
    return {address: path.read_bytes() for address, path in derived.files}


def test_one_of_two_workers_is_killed_over_an_errand(dask, tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.jpg").write_bytes(jpeg(photo(500 + number, 300, number)))
    film(folder / "film.mp4", frames=10, size=(96, 64))
    ordered = orders(folder, look(folder))
    here = derive(ordered, [type_card()], cache=tmp_path / "near", jobs=2)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    killed: list[int] = []

    def kill() -> None:
        pid = int(pipe.read_text())
        os.kill(pid, signal.SIGKILL)
        killed.append(pid)

    killer = threading.Thread(target=kill)
    killer.start()
    told: list[tuple[int, int]] = []
    with cluster(dask.scheduler_address, store=str(tmp_path / "depot"), tell=pytest.fail) as hands:
        gated = replace(hands, executor=Gate(hands.executor, pipe))
        there = derive(
            ordered,
            [type_card()],
            cache=tmp_path / "far",
            jobs=1,
            say=lambda _, *count: told.append(count),
            elsewhere=gated,
        )
    killer.join()
    assert len(killed) == 1
    assert killed[0] != os.getpid()
    assert there.faults == ()
    assert bytes_of(there) == bytes_of(here)
    assert told == [(done, 8) for done in range(9)]
    shared = {path.name for path in (tmp_path / "depot/media").rglob("*.*")}
    assert shared == {path.name for _, path in here.files}
    assert list((tmp_path / "depot/tmp").iterdir()) == []
    with cluster(
        dask.scheduler_address, tell=pytest.fail
    ) as hands:  # nothing in common: it comes over the line
        over = derive(ordered[:2], [], cache=tmp_path / "line", jobs=1, elsewhere=hands)
    assert dict(bytes_of(here).items() & bytes_of(over).items()) == bytes_of(over)


def test_nobody_at_the_address(monkeypatch):
    monkeypatch.setattr("generator.media.cluster.SECONDS", 0.2)
    for address in ("tcp://127.0.0.1:9", "gibberish://x"):
        with pytest.raises(MediaClusterError, match="连不上集群"), cluster(address, tell=print):
            pass


def test_a_cluster_without_workers_and_one_of_another_version_are_refused(dask, monkeypatch):
    monkeypatch.setattr("generator.media.cluster.stamp", lambda: f"made by process {os.getpid()}")
    with (
        pytest.raises(MediaClusterError, match="装的版本和本机不一样"),
        cluster(dask.scheduler_address, tell=print),
    ):
        pass
    monkeypatch.undo()
    with (
        LocalCluster(n_workers=0, dashboard_address=":0") as empty,
        pytest.raises(MediaClusterError, match="还没有工作机"),
        cluster(empty.scheduler_address, tell=print),
    ):
        pass
