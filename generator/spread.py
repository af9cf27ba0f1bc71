"""Work on many things spread over processes: copies of this one, that share all it has read and send back what they make.

A copy costs some milliseconds and nothing has to be sent to it, so functions need not be importable; what comes back is
pickled. Where the system cannot copy processes, or there is little to do, everything happens here.
"""

from __future__ import annotations

import gc
import os
import pickle
import selectors
import signal
import struct
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from typing import Any, TypeVar

from msgspec import Struct, field

T = TypeVar("T")
R = TypeVar("R")

_HEAD = struct.Struct("<IQ")
"""Number of the portion, bytes of what came of it."""
_PORTIONS = 16
"""Portions for each process: whoever is done takes the next one, so that all are done at nearly the same time."""
_MOST = 48
"""Processes at most, so that their portions can be queued."""
_TICKET = struct.Struct("<H")
"""The number of a portion that nobody has taken."""
QUEUED = 1 << 11
"""Portions in a queue at most: so many numbers fit into the 4 KB that a pipe has at least."""
_BLOCK = 1 << 20
_DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of prctl(2)."""


class SpreadError(RuntimeError):
    """A process ended before its work was done: it was killed, or memory ran out."""


def spread(work: Callable[[Sequence[T]], R], things: Sequence[T], *, jobs: int, least: int) -> Iterator[R]:
    """Yield `work(portion)` for portions of `things` in their order, done by `jobs` processes at once.

    With fewer than `least` things there is one portion, and it is worked on here. What `work` raises is raised here.
    The processes end with the iterator, and with this process however it ends.
    """
    jobs = min(jobs, _MOST)
    if jobs < 2 or len(things) < max(least, jobs) or sys.platform != "linux":  # macOS warns of copies
        yield work(things)
        return
    size = -(-len(things) // (jobs * _PORTIONS))
    portions = [things[at : at + size] for at in range(0, len(things), size)]
    gc.freeze()  # what is here already is not looked at by collectors, and so stays shared
    with queued(range(jobs, len(portions))) as queue:
        hands = [_hire(work, portions, first, queue) for first in range(min(jobs, len(portions)))]
    gc.unfreeze()
    try:
        yield from _in_order(hands, len(portions))
    finally:
        for hand in hands:
            hand.end()


@contextmanager
def alongside(work: Callable[[], object], *, jobs: int) -> Iterator[Callable[[], None]]:
    """Have `work` done by a copy of this process while the caller goes on; what comes of it is what it leaves on the disk.

    Yields a function that waits until it is done, well or not. The copy ends with the context, and with this process
    however it ends. With one job, or where copies cannot be made, nothing is done.
    """
    if jobs < 2 or sys.platform != "linux":
        yield lambda: None
        return
    parent, process = os.getpid(), os.fork()
    if not process:
        try:
            _die_with(parent)
            work()
        finally:
            os._exit(0)
    ended: list[int] = []

    def wait() -> None:
        if not ended:
            with suppress(ChildProcessError):
                os.waitpid(process, 0)
            ended.append(process)

    try:
        yield wait
    finally:
        if not ended:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
            wait()


@contextmanager
def beside(work: Callable[[], R], *, jobs: int) -> Iterator[Callable[[], R]]:
    """Have `work` done by a copy of this process while the caller goes on; yields a function that waits for what came of it.

    What `work` raises is raised where it is waited for. With one job, or where copies cannot be made, it is done there and
    then. The copy ends with the context, and with this process however it ends.
    """
    if jobs < 2 or sys.platform != "linux":
        yield work
        return
    one: list[Sequence[None]] = [()]
    with queued(()) as queue:
        hand = _hire(lambda _: work(), one, 0, queue)
    try:
        yield lambda: next(_in_order([hand], 1))
    finally:
        hand.end()


class _Hand(Struct):
    """One process, and what it has sent so far."""

    process: int
    line: int
    held: bytearray = field(default_factory=bytearray)
    over: bool = False

    def take(self) -> Iterator[tuple[int, Any]]:
        """Read what has come; yields (number of the portion, what came of it) of those that are whole."""
        block = os.read(self.line, _BLOCK)
        self.over = not block
        self.held += block
        while len(self.held) >= _HEAD.size:
            number, size = _HEAD.unpack_from(self.held)
            if len(self.held) < _HEAD.size + size:
                return
            yield number, pickle.loads(memoryview(self.held)[_HEAD.size : _HEAD.size + size])  # noqa: S301 our own copy
            del self.held[: _HEAD.size + size]

    def end(self) -> None:
        """Have it gone, whatever it is doing."""
        os.close(self.line)
        with suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(self.process, 0)


class _Raised(Struct, frozen=True):
    error: BaseException


def _in_order(hands: list[_Hand], count: int) -> Iterator[Any]:
    ready: dict[int, Any] = {}
    due = 0
    with selectors.DefaultSelector() as news:
        for hand in hands:
            news.register(hand.line, selectors.EVENT_READ, hand)
        while due < count:
            for key, _ in news.select():
                ready.update(key.data.take())
                if key.data.over:
                    news.unregister(key.fd)
            while due in ready:
                made = ready.pop(due)
                if isinstance(made, _Raised):
                    raise made.error
                yield made
                due += 1
            if due < count and not news.get_map():
                raise SpreadError(
                    "一个处理进程中途没有了（内存不够，或者被结束）。网站没有改动；请再运行一次。"
                )


@contextmanager
def queued(numbers: Iterable[int]) -> Iterator[int]:
    """The end of a pipe out of which each of several processes takes (`taken`) the number of its next portion."""
    taken, filled = os.pipe()
    try:
        with open(filled, "wb") as tickets:
            tickets.write(b"".join(map(_TICKET.pack, numbers)))
        yield taken
    finally:
        os.close(taken)


def taken(queue: int) -> Iterator[int]:
    """The numbers that are left in a queue, until it is empty: what is read there is read once."""
    while ticket := os.read(queue, _TICKET.size):
        yield _TICKET.unpack(ticket)[0]


def _hire(work: Callable[[Sequence[T]], R], portions: list[Sequence[T]], first: int, queue: int) -> _Hand:
    ours, theirs = os.pipe()
    parent = os.getpid()
    process = os.fork()
    if process:
        os.close(theirs)
        return _Hand(process, ours)
    status = 1
    try:
        os.close(ours)
        _die_with(parent)
        with open(theirs, "wb") as line:
            for number in chain((first,), taken(queue)):
                made = _done(work, portions[number])
                data = pickle.dumps(made, pickle.HIGHEST_PROTOCOL)
                line.write(_HEAD.pack(number, len(data)) + data)
                line.flush()
                if isinstance(made, _Raised):
                    break
        status = 0
    finally:
        os._exit(status)  # nothing of the parent's is cleaned up twice


def _done(work: Callable[[Sequence[T]], R], portion: Sequence[T]) -> R | _Raised:
    try:
        return work(portion)
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent raises it
        return _Raised(error)


def _die_with(parent: int) -> None:
    """End when the parent does, even if it is killed: nobody goes on writing into a tree that another run may take."""
    import ctypes

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends us
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
