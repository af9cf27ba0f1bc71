"""Progress of long work on the terminal: a bar with rate and time left, plain lines where there is no terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn
from rich.text import Text

from generator.media.workshop import Say

STEPS = 10
"""How many plain lines a long piece of work gets."""
PATIENCE = 2.0
"""Seconds: what is over sooner gets no plain line."""


class _Rate(ProgressColumn):
    """Files a second, and the time left."""

    def render(self, task: Task) -> Text:
        """Return `4.2 个/秒，还要 0:12`."""
        return Text(_pace(task.finished_speed or task.speed, task.time_remaining), style="progress.remaining")


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
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _lines(clock)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate())
    with Progress(*columns, console=console, transient=True) as bar:
        tasks: dict[str, int] = {}

        def say(what: str, done: int, total: int) -> None:
            """Move the bar of this work."""
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done, total=total)  # type: ignore[arg-type]

        yield say


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
