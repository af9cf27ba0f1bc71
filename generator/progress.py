"""Progress of long work on the terminal: a bar with rate and time left, plain lines where there is no terminal."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from generator.media.workshop import Say

STEPS = 10
"""How many plain lines a long piece of work gets."""
PATIENCE = 2.0
"""Seconds: what is over sooner gets no plain line."""
_FORCED = frozenset({"FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"})
"""Variables by which somebody can tell the bar's library that there is a terminal."""


def _pace(speed: float | None, left: float | None) -> str:
    parts = [f"{speed:.1f} 个/秒"] if speed else []
    if left:
        minutes, seconds = divmod(round(left), 60)
        parts.append(f"还要 {minutes}:{seconds:02}")
    return "，".join(parts)


@contextmanager
def progress(clock: Callable[[], float] = time.monotonic) -> Iterator[Say]:
    """Yield the function that is told how far the work is; what it shows goes to standard error.

    `clock` tells seconds, for the plain lines.
    """
    if not (sys.stderr.isatty() or os.environ.keys() & _FORCED):  # then nobody waits for the bar's library
        yield _lines(clock)
        return
    from generator.progressbar import bar

    with bar(_pace) as say:
        yield say or _lines(clock)


def _lines(clock: Callable[[], float]) -> Say:
    begun: dict[str, float] = {}
    told: dict[str, int] = {}

    def say(what: str, done: int, total: int) -> None:
        """Write a line at every tenth of work that takes longer than anybody waits without asking."""
        now = clock()
        took = now - begun.setdefault(what, now)
        step = done * STEPS // total if total else STEPS
        if took >= PATIENCE and step > told.get(what, -1):
            told[what] = step
            speed = done / took
            pace = _pace(speed, (total - done) / speed if speed else None)
            print(f"{what}：{done}/{total}{'，' if pace else ''}{pace}", file=sys.stderr, flush=True)

    return say
