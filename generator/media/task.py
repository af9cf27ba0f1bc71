"""A piece of work for the limited worker, and the answer to it, whoever does it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from msgspec import Struct

from generator.media.refusal import Refusal

T = TypeVar("T")
Answer = Mapping[str, Any]
GARBLED = "处理程序的回答不成形"
_CODES = ("E802", "E803", "E804", "E806", "E807", "E808")


class Travel(Struct, frozen=True):
    """What another machine needs to do a task, and where its work goes.

    `sha256`, `size` and `path` are of the original that is read, empty without one; `lend` opens it here. `along` is a
    file of ours that is sent with the task. `outputs` are the addresses of what is made, `receive` makes empty files for them.
    """

    sha256: str = ""
    size: int = 0
    path: str = ""
    lend: Callable[[], int] | None = None
    along: Path | None = None
    outputs: tuple[str, ...] = ()
    receive: Callable[[], Mapping[str, Path]] = dict


class Task(Struct, Generic[T], frozen=True):
    """`ask` goes to the worker with the files `open` opens (closed afterwards); `seconds` is how long it may take.

    One without `travel` is done on this machine only.
    """

    token: T
    ask: Mapping[str, Any]
    seconds: float
    open: Callable[[], list[int]]
    travel: Travel | None = None
    tries: int = 0


class Hands(Protocol[T]):
    """Whoever does tasks, here or elsewhere."""

    def work(self, tasks: Iterable[Task[T]]) -> Iterator[tuple[T, Answer | Refusal]]:
        """Each task's token with the answer or the refusal it ended in, in the order they are finished."""


def read_answer(answer: Answer) -> Answer | Refusal:
    """The answer of a process that may be in a stranger's hands, held to its form."""
    fault = answer.get("fault")
    if fault is None:
        return answer
    known = (
        isinstance(fault, list)
        and len(fault) == 2
        and isinstance(fault[0], str)
        and isinstance(fault[1], dict)
    )
    if not known or fault[0] not in _CODES:
        return Refusal("E808", detail=GARBLED)
    return Refusal(fault[0], **{str(k): str(v)[:200] for k, v in fault[1].items()})
