"""The worker seen from the parent: started when there is work, fed, watched, ended, started again.

No task can take another one down: when the worker dies or a task takes too long, everything in flight is tried again
by itself, and only what fails alone is given up.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Generic, Self, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from generator.media.refusal import Refusal
from generator.media.task import GARBLED, Answer, Task, read_answer
from generator.media.wire import receive, send

__all__ = ["Crew", "Task"]
T = TypeVar("T")
_START = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]);"
    "from generator.media.worker import main;"
    "main(int(sys.argv[2]), int(sys.argv[3]), films=bool(sys.argv[4]), pictures=bool(sys.argv[5]))"
)
_PACKAGES = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
"""Where our own package stands: Python may know that by other means than its path."""
_START_SECONDS = 60
_DEATHS = 2
"""How often a task may be alone with a worker that dies: once may be somebody else's doing."""
_HABITS = {
    "LC_ALL": "C.UTF-8",
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": "1000000",
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
}
"""The worker's environment. Large blocks go back to the system at once: glibc would keep some for later, and two of the
largest pictures one after the other would then not fit below the limit (measured: one pair in three on a busy machine).
They come in huge pages where the kernel has them: it clears those in a fraction of the time."""


class _Flight(Struct, Generic[T], frozen=True):
    task: Task[T]
    deadline: float
    alone: bool


class Crew(Generic[T]):
    """One worker process with `jobs` threads. A context manager: leaving it ends the process, whatever happened.

    Without `films` it starts sooner, and can do nothing with sound and film; without `pictures` it is for nothing but
    share cards set in type.
    """

    def __init__(self, jobs: int, *, films: bool = True, pictures: bool = True) -> None:
        self._jobs = max(1, jobs)
        self._uses = "films" if films else "", "pictures" if pictures else ""
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None
        self._coming: socket.socket | None = None
        self._next = 0
        self._flying: dict[int, _Flight[T]] = {}
        self._suspects: deque[Task[T]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def prepare(self) -> None:
        """Begin to start the process, for whoever knows that there will be work: it takes a fifth of a second."""
        if self._line is None and self._coming is None:
            self._coming = self._spawn()

    def work(self, tasks: Iterable[Task[T]]) -> Iterator[tuple[T, Answer | Refusal]]:
        """Each task's token with the worker's answer or the refusal it ended in, in the order they are finished."""
        fresh = iter(tasks)
        while True:
            while (task := self._next_task(fresh)) is not None:
                if refusal := self._launch(task):
                    yield task.token, refusal
            if not self._flying:
                return
            yield from self._land()

    def _next_task(self, fresh: Iterator[Task[T]]) -> Task[T] | None:
        if self._suspects:
            return None if self._flying else self._suspects.popleft()
        if len(self._flying) >= self._jobs or any(flight.alone for flight in self._flying.values()):
            return None
        return next(fresh, None)

    def _launch(self, task: Task[T]) -> Refusal | None:
        line = self._line or self._start()
        try:
            files = task.open()
        except Refusal as refusal:
            return refusal
        self._next += 1
        self._flying[self._next] = _Flight(task, time.monotonic() + task.seconds, task.tries > 0)
        try:
            send(line, {**task.ask, "id": self._next, "seconds": int(task.seconds) + 5}, files)
        except OSError:
            pass  # it has died; the landing will notice
        finally:
            for file in files:
                os.close(file)
        return None

    def _land(self) -> Iterator[tuple[T, Answer | Refusal]]:
        assert self._line is not None
        wait = min(flight.deadline for flight in self._flying.values()) - time.monotonic()
        ready, _, _ = select.select([self._line], [], [], max(0.0, wait))
        if not ready:
            late = [n for n, flight in self._flying.items() if flight.deadline <= time.monotonic()]
            if late:
                yield from self._bury("用时超过上限", late)
            return
        try:
            got = receive(self._line)
        except ValueError:
            yield from self._bury(GARBLED, [])
            return
        except OSError:
            got = None
        answer = got[0] if got else {}
        flight = self._flying.pop(answer["id"], None) if isinstance(answer.get("id"), int) else None
        if flight is None:
            yield from self._bury(self._last_words(), [])
        elif answer.get("memory") is True and not flight.alone:
            self._suspects.append(_again(flight.task))
        elif answer.get("memory") is True:
            self._end()  # what it holds may be in pieces; the next task gets a new one
            yield flight.task.token, Refusal("E808", detail="需要的内存超过上限")
        elif _shaky(answer) and not flight.alone and self._jobs > 1:
            self._suspects.append(_again(flight.task))  # a neighbour may have had the memory it needed
        else:
            yield flight.task.token, read_answer(answer)

    def _bury(self, why: str, late: list[int]) -> Iterator[tuple[T, Refusal]]:
        """The worker is lost: begin again with what was in flight, one by one."""
        self._end()
        flights, self._flying = self._flying, {}
        for number, flight in flights.items():
            if flight.alone and (number in late or flight.task.tries >= _DEATHS):
                yield flight.task.token, Refusal("E808", detail=why)
            else:
                self._suspects.append(_again(flight.task))

    def _start(self) -> socket.socket:
        for _ in range(3):
            self._line, self._coming = self._coming or self._spawn(), None
            with contextlib.suppress(OSError, ValueError):
                if receive(self._line):
                    return self._line
            self._end()
        raise RuntimeError("图片和音视频的处理程序启动不了：请运行 make site 重新安装")

    def _spawn(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        path = json.dumps([*(path for path in sys.path if os.path.isabs(path)), _PACKAGES])
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own code
                [
                    sys.executable,
                    "-I",
                    "-S",  # it is told where everything is, and starts sooner if it does not look for itself
                    "-c",
                    _START,
                    path,
                    str(theirs.fileno()),
                    str(self._jobs),
                    *self._uses,
                ],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env=_HABITS,
                cwd="/",
                start_new_session=True,  # Ctrl-C is for the parent, which ends the worker
            )
        ours.settimeout(_START_SECONDS)
        return ours

    def _last_words(self) -> str:
        assert self._process is not None
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(2)
        code = self._process.returncode
        if code == -signal.SIGXCPU:
            return "用时超过上限"
        if code == -signal.SIGXFSZ:
            return "产生的文件太大"
        return f"处理程序意外退出（{f'信号 {-code}' if code and code < 0 else code}）"

    def _end(self) -> None:
        for line in (self._line, self._coming):
            if line is not None:
                line.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._line = self._coming = self._process = None


def _again(task: Task[T]) -> Task[T]:
    return replace(task, tries=task.tries + 1)


def _shaky(answer: Mapping[str, Any]) -> bool:
    fault = answer.get("fault")
    return isinstance(fault, list) and fault[:1] in (["E802"], ["E808"])
