"""A task on its way to another machine and done there, in a limited worker like that of this one.

An errand is plain data. It is done only by a machine of the same `stamp`, on an original whose hash is right.
"""

from __future__ import annotations

import atexit
import os
import socket
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from generator.media.crew import Crew
from generator.media.depot import LENT, Depot, opened
from generator.media.making import is_whole
from generator.media.refusal import MediaCacheError, Refusal
from generator.media.sealed import check_room
from generator.media.stamp import stamp
from generator.media.task import GARBLED, Task
from generator.media.workshop import Elsewhere

ORIGINALS = "originals"
"""Below it in the depot an office may keep its originals, for all machines to read."""

depot_at = cache(Depot)
"""The depot at an address, one for a process."""

_idle: list[Crew[None]] = []
_choosing = threading.Lock()


def packed(task: Task[Any], elsewhere: Elsewhere, *, anew: bool) -> dict[str, Any]:
    """The errand of a task that travels. With `anew` what is in the depot already is not taken. Raises OSError."""
    assert task.travel is not None
    return {
        "stamp": stamp(),
        "ask": dict(task.ask),
        "seconds": task.seconds,
        "sha256": task.travel.sha256,
        "path": task.travel.path,
        "originals": list(elsewhere.originals),
        "store": elsewhere.store,
        "outputs": list(task.travel.outputs),
        "along": task.travel.along.read_bytes() if task.travel.along else None,
        "anew": anew,
    }


def run(errand: Mapping[str, Any]) -> dict[str, Any]:
    """Do an errand. The answer has one of these keys.

    `files` (in the depot: address, SHA-256, size), `bytes` (by address, without a depot), `facts` (of measuring),
    `fault` (code and detail), `absent` (the original is not to be had here), `stamp` (this machine is of another one,
    named so), `broken` (this machine cannot work, and why).
    """
    host = socket.gethostname()
    if errand["stamp"] != stamp():
        return {"stamp": stamp(), "host": host}
    try:
        return _done(errand)
    except (MediaCacheError, RuntimeError) as error:
        return {"broken": str(error), "host": host}


def dismiss() -> None:
    """End the limited workers of this process that wait for the next errand."""
    with _choosing:
        while _idle:
            _idle.pop().__exit__()


atexit.register(dismiss)
os.register_at_fork(after_in_child=_idle.clear)  # they answer to whoever started them


def _done(errand: Mapping[str, Any]) -> dict[str, Any]:
    depot = depot_at(errand["store"]) if errand["store"] else None
    outputs = tuple(errand["outputs"])
    if depot and outputs and not errand["anew"] and (there := depot.files(outputs, stamp())):
        return {"files": dict(there)}
    source = _source(errand, depot)
    if source is None:
        return {"absent": True}
    try:
        with tempfile.TemporaryDirectory(prefix="zhanbang-") as scratch:
            made = {address: Path(scratch) / str(number) for number, address in enumerate(outputs)}
            answer = _worked(errand, source, made)
            check_room(Path(scratch))
            if "fault" in answer:
                return answer
            if not outputs:
                return {"facts": answer.get("facts")}
            if answer.get("done") is not True or not all(map(is_whole, made.items())):
                return {"fault": ["E808", {"detail": GARBLED}]}
            if depot:
                return {"files": dict(depot.keep(made, stamp()))}
            return {"bytes": {address: path.read_bytes() for address, path in made.items()}}
    finally:
        os.close(source)


def _worked(errand: Mapping[str, Any], source: int, made: Mapping[str, Path]) -> dict[str, Any]:
    """The limited worker's answer."""

    def files() -> list[int]:
        create = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
        os.lseek(source, 0, os.SEEK_SET)
        return [os.dup(source), *(os.open(path, create, 0o644) for path in made.values())]

    with _hand() as crew:
        ((_, answer),) = crew.work([Task(None, errand["ask"], errand["seconds"], files)])
    if isinstance(answer, Refusal):
        return {"fault": [answer.code, answer.detail]}
    return dict(answer)


def _source(errand: Mapping[str, Any], depot: Depot | None) -> int | None:
    """The original, from the first place where it stands whole; what is drawn of words alone reads nothing."""
    sha256 = errand["sha256"]
    if not sha256:
        return _spread(errand["along"]) if errand["along"] is not None else os.open(os.devnull, os.O_RDONLY)
    if (found := opened(errand["path"], sha256)) is not None:
        return found
    for address in errand["originals"]:
        if (found := depot_at(address).original(sha256)) is not None:
            return found
    for folder in (ORIGINALS, LENT) if depot else ():
        assert depot is not None
        if (found := depot.original(sha256, folder)) is not None:
            return found
    return None


def _spread(data: bytes) -> int:
    """A descriptor of a file that holds `data` and has no name."""
    with tempfile.TemporaryFile(buffering=0) as file:
        file.write(data)
        file.seek(0)
        return os.dup(file.fileno())


@contextmanager
def _hand() -> Iterator[Crew[None]]:
    """A limited worker for one errand: starting one takes a fifth of a second, so it is kept for the next."""
    with _choosing:
        crew = _idle.pop() if _idle else Crew[None](1)
    try:
        yield crew
    except BaseException:
        crew.__exit__()
        raise
    with _choosing:
        _idle.append(crew)
