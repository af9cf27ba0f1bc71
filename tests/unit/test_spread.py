"""Work spread over copies of the process: all of it, in its order, told when one is lost, and nobody left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.spread import SpreadError, beside, spread

ROOT = Path(__file__).resolve().parents[2]
PARENT = """
import os, signal, sys
from generator.spread import spread

def work(portion):
    os.write(int(sys.argv[1]), b"x")
    signal.pause()

list(spread(work, range(100), jobs=2, least=1))
"""


def squares(portion: Sequence[int]) -> tuple[int, list[int]]:
    return os.getpid(), [one * one for one in portion]


@pytest.mark.parametrize("jobs", [2, 3])
@pytest.mark.parametrize("count", [3, 7, 100, 1000])
def test_everything_is_done_in_its_order_by_others(jobs: int, count: int) -> None:
    done = list(spread(squares, range(count), jobs=jobs, least=2))
    assert [one for _, portion in done for one in portion] == [one * one for one in range(count)]
    workers = {process for process, _ in done}
    assert os.getpid() not in workers
    assert len(workers) == jobs


@pytest.mark.parametrize(("jobs", "least"), [(1, 2), (2, 11)])
def test_little_or_alone_is_done_here_in_one_go(jobs: int, least: int) -> None:
    assert list(spread(squares, range(10), jobs=jobs, least=least)) == [squares(range(10))]


def test_what_comes_back_may_be_large() -> None:
    made = list(spread(lambda portion: b"x" * 3_000_000, range(32), jobs=2, least=2))
    assert {len(one) for one in made} == {3_000_000}


def test_what_goes_wrong_there_is_raised_here() -> None:
    def work(portion: Sequence[int]) -> None:
        if 61 in portion:
            raise LookupError("sixty-one")

    with pytest.raises(LookupError, match="sixty-one"):
        list(spread(work, range(100), jobs=2, least=2))


def test_a_process_that_is_lost_is_told() -> None:
    def work(portion: Sequence[int]) -> None:
        if 61 in portion:
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(SpreadError, match="中途没有了"):
        list(spread(work, range(100), jobs=2, least=2))


def test_one_thing_is_done_beside_the_caller() -> None:
    with beside(lambda: (os.getpid(), "x" * 3_000_000), jobs=2) as wait:
        process, made = wait()
    assert process != os.getpid()
    assert made == "x" * 3_000_000
    with beside(os.getpid, jobs=1) as wait:
        assert wait() == os.getpid(), "with one job it is done here"


def test_what_goes_wrong_beside_is_raised_where_it_is_waited_for() -> None:
    def work() -> None:
        raise LookupError("beside")

    with beside(work, jobs=2) as wait, pytest.raises(LookupError, match="beside"):
        wait()
    with beside(lambda: os.kill(os.getpid(), signal.SIGKILL), jobs=2) as wait, pytest.raises(SpreadError):
        wait()


def test_whoever_is_done_takes_the_next(tmp_path: Path) -> None:
    """One of two is held up with its first portion until the other has done all the rest."""
    os.mkfifo(tmp_path / "go")

    def work(portion: Sequence[int]) -> int:
        if 0 in portion:
            (tmp_path / "go").read_bytes()
        if portion[-1] == 99:
            (tmp_path / "go").write_bytes(b"!")
        return os.getpid()

    slow, *others = spread(work, range(100), jobs=2, least=2)
    assert slow not in others
    assert len(set(others)) == 1


def test_nobody_is_left_when_the_caller_stops_listening() -> None:
    def work(portion: Sequence[int]) -> int:
        if 0 not in portion:
            signal.pause()
        return os.getpid()

    answers = spread(work, range(100), jobs=2, least=2)
    process = next(answers)
    answers.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_copies_end_with_a_parent_that_is_killed() -> None:
    """They hold the other end of a pipe: it ends when all are gone."""
    ours, theirs = os.pipe()
    with subprocess.Popen([sys.executable, "-c", PARENT, str(theirs)], pass_fds=[theirs], cwd=ROOT) as parent:
        os.close(theirs)
        assert os.read(ours, 1) + os.read(ours, 1) == b"xx", "both are at work"
        parent.kill()
        assert os.read(ours, 1) == b"", "both are gone"
    os.close(ours)
