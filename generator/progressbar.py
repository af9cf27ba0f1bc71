"""The bar of long work on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn
from rich.text import Text

Pace = Callable[[float | None, float | None], str]
"""Files a second and seconds left, in words."""


class _Rate(ProgressColumn):
    """Files a second, and the time left."""

    def __init__(self, pace: Pace) -> None:
        super().__init__()
        self._pace = pace

    def render(self, task: Task) -> Text:
        """Return `4.2 个/秒，还要 0:12`."""
        told = self._pace(task.finished_speed or task.speed, task.time_remaining)
        return Text(told, style="progress.remaining")


@contextmanager
def bar(pace: Pace) -> Iterator[Callable[[str, int, int], None] | None]:
    """Yield the function that moves the bar of a work to so many of so many; None where there is no terminal after all."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(pace))
    with Progress(*columns, console=console, transient=True) as shown:
        tasks: dict[str, int] = {}

        def say(what: str, done: int, total: int) -> None:
            """Move the bar of this work."""
            if what not in tasks:
                tasks[what] = shown.add_task(what, total=total)
            shown.update(tasks[what], completed=done, total=total)  # type: ignore[arg-type]

        yield say
