"""Progress of long work on the terminal: a bar with rate and time left, plain lines where there is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn
from rich.text import Text

from generator.media.workshop import Say

STEPS = 10
"""How many plain lines a long piece of work gets."""
FEW = 20
"""Less work than this is over before anybody asks, and gets no plain line."""


class _Rate(ProgressColumn):
    """Files a second, and the time left."""

    def render(self, task: Task) -> Text:
        """Return `4.2 个/秒，还要 0:12`."""
        speed = task.finished_speed or task.speed
        left = task.time_remaining
        parts = [f"{speed:.1f} 个/秒"] if speed else []
        if left:
            minutes, seconds = divmod(round(left), 60)
            parts.append(f"还要 {minutes}:{seconds:02}")
        return Text("，".join(parts), style="progress.remaining")


@contextmanager
def progress() -> Iterator[Say]:
    """Yield the function that is told how far the work is; what it shows goes to standard error."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _lines()
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


def _lines() -> Say:
    told: dict[str, int] = {}

    def say(what: str, done: int, total: int) -> None:
        """Write a line at every tenth of the work."""
        step = done * STEPS // total if total else STEPS
        if total >= FEW and step > told.get(what, -1):
            told[what] = step
            print(f"{what}：{done}/{total}", file=sys.stderr, flush=True)

    return say
