"""The crew here together with hands on other machines, seen as one: what cannot be done there is done here.

Any `concurrent.futures` executor serves. A machine that is lost costs nothing (its executor tries again); what it gives
up, and what the others cannot read, is judged on this machine, alone, as without them: the outcome is the same.
"""

from __future__ import annotations

import os
import queue
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from generator.media.crew import Crew
from generator.media.depot import read_files
from generator.media.errand import depot_at, packed, run
from generator.media.refusal import MediaClusterError, Refusal
from generator.media.stamp import stamp
from generator.media.task import Answer, Task, read_answer
from generator.media.workshop import Elsewhere

T = TypeVar("T")
CARRIED = 50_000_000
"""Bytes of an original whose work may come back over the line; of a larger one only through a depot."""
PATIENCE = 60.0
"""Seconds without any answer after which somebody asks whether the others are still there."""
_NEAR = 64
"""Tasks for this machine that wait at most, so that the far ones are not kept waiting for them."""
_PORTERS = 8
"""Files are brought over by so many at once: a bucket answers slowly, and many answers at a time."""


class _Sent(Struct, Generic[T], frozen=True):
    task: Task[T]
    lent: bool = False
    anew: bool = False


class Workforce(Generic[T]):
    """`crew` is who works here. Raises MediaClusterError from `work` where the others cannot be used at all."""

    def __init__(self, crew: Crew[T], elsewhere: Elsewhere) -> None:
        self._crew = crew
        self._elsewhere = elsewhere
        self._near: deque[Task[T]] = deque()
        self._out: dict[Future[dict[str, Any]], _Sent[T]] = {}
        self._back: queue.SimpleQueue[Future[dict[str, Any]]] = queue.SimpleQueue()
        self._unread = 0

    def work(self, tasks: Iterable[Task[T]]) -> Iterator[tuple[T, Answer | Refusal]]:
        """Each task's token with the answer or the refusal it ended in, in the order they are finished."""
        fresh = iter(tasks)
        with ThreadPoolExecutor(_PORTERS) as porters:
            try:
                while True:
                    self._fill(fresh)
                    if self._near:
                        for done in self._crew.work(self._waiting()):
                            yield done
                            yield from self._landed(porters.map, now=True)
                            self._fill(fresh)
                    elif self._out:
                        yield from self._landed(porters.map)
                    else:
                        return
            finally:
                for future in self._out:
                    future.cancel()
                self._out.clear()
                self._report()

    def _waiting(self) -> Iterator[Task[T]]:
        while self._near:
            yield self._near.popleft()

    def _fill(self, fresh: Iterator[Task[T]]) -> None:
        while len(self._out) < self._elsewhere.window and len(self._near) < _NEAR:
            task = next(fresh, None)
            if task is None:
                return
            if task.travel and (self._elsewhere.store or task.travel.size <= CARRIED):
                self._send(_Sent(task))
            else:
                self._near.append(task)

    def _send(self, sent: _Sent[T]) -> None:
        try:
            errand = packed(sent.task, self._elsewhere, anew=sent.anew)
        except OSError:  # what was to be sent along is gone: this machine says so in its own words
            self._near.append(sent.task)
            return
        try:
            future = self._elsewhere.executor.submit(run, errand)
        except Exception as error:
            raise _broken(error) from error
        self._out[future] = sent
        future.add_done_callback(self._back.put)

    def _landed(
        self, spread: Callable[..., Iterable[Any]], *, now: bool = False
    ) -> Iterator[tuple[T, Answer | Refusal]]:
        back = self._arrived(now=now)
        sent = [self._out.pop(future) for future in back]
        for one, outcome in zip(sent, spread(self._settled, sent, back), strict=True):
            if isinstance(outcome, _Sent):
                self._send(outcome)
            elif outcome is None:
                self._near.append(one.task)
            else:
                yield one.task.token, outcome

    def _arrived(self, *, now: bool) -> list[Future[dict[str, Any]]]:
        """What has come back: without `now` at least one. Raises MediaClusterError where nobody is left to answer."""
        back: list[Future[dict[str, Any]]] = []
        alone = 0
        while not (back or now):
            try:
                back.append(self._back.get(timeout=PATIENCE))
            except queue.Empty:
                alone = 0 if self._elsewhere.manned() else alone + 1
                if alone > 1:
                    raise MediaClusterError("集群里一台工作机也没有了：请启动工作机，再运行一次。") from None
        while not self._back.empty():
            back.append(self._back.get())
        return [future for future in back if future in self._out]

    def _settled(self, sent: _Sent[T], future: Future[dict[str, Any]]) -> Answer | Refusal | _Sent[T] | None:
        """The outcome; what is to be sent again; or None for a task that is to be done here."""
        if future.cancelled():
            raise MediaClusterError("和集群的连接断了：请再运行一次，做好的都留着。")
        if error := future.exception():
            if isinstance(error, self._elsewhere.deaths):
                return None
            raise _broken(error) from error
        answer, travel = future.result(), sent.task.travel
        assert travel is not None
        if "stamp" in answer:
            raise unequal(str(answer.get("host")), str(answer["stamp"]))
        if "broken" in answer:
            raise MediaClusterError(f"工作机 {answer.get('host')} 不能工作：{answer['broken']}")
        if "absent" in answer:
            return self._lent(sent)
        if "fault" in answer or not travel.outputs:
            return read_answer(answer)
        if "bytes" in answer:
            return _unpacked(answer["bytes"], travel.receive())
        files = read_files(answer.get("files"))
        if files is None or set(files) != set(travel.outputs):
            return None
        if depot_at(self._elsewhere.store).take(files, travel.receive()):
            return {"done": True}
        return None if sent.anew else replace(sent, anew=True)

    def _lent(self, sent: _Sent[T]) -> _Sent[T] | None:
        """Lend the original to the others, once; without a depot it is worked on here."""
        travel = sent.task.travel
        if sent.lent or not self._elsewhere.store or travel is None or travel.lend is None:
            self._unread += 1
            return None
        try:
            descriptor = travel.lend()
        except Refusal:
            return None  # this machine will say it again, and of which file
        try:
            depot_at(self._elsewhere.store).lend(travel.sha256, descriptor)
        finally:
            os.close(descriptor)
        return replace(sent, lent=True)

    def _report(self) -> None:
        if self._unread:
            self._elsewhere.tell(
                f"有 {self._unread} 个原件工作机读不到，是在本机制作的：请用 --shared 指明各台机器都能读写的地方。"
            )
            self._unread = 0


def unequal(host: str, theirs: str) -> MediaClusterError:
    """The error that names a machine whose files would differ from ours."""
    return MediaClusterError(
        f"工作机 {host} 装的版本和本机不一样，做出来的文件会不同，没有用它。\n"
        f"  本机：{stamp()}\n  那里：{theirs}\n"
        "请在每台机器上装同一版展榜和同样的组件（requirements-cluster.lock），重启工作机，再运行一次。"
    )


def _broken(error: BaseException) -> MediaClusterError:
    if isinstance(error, ImportError) or isinstance(error.__cause__, ImportError):
        return MediaClusterError(
            f"集群里有机器没有装展榜（{error}）：请在调度机和每台工作机上装同一版，再运行一次。"
        )
    return MediaClusterError(f"集群出错（{type(error).__name__}：{str(error)[:200]}）：请看工作机的日志。")


def _unpacked(told: object, into: Mapping[str, Path]) -> Answer | None:
    if not isinstance(told, dict) or set(told) != set(into):
        return None
    for address, path in into.items():
        path.write_bytes(told[address])
    return {"done": True}
