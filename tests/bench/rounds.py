"""Timing whole commands in turn (A B C A B C …), each after its own untimed preparation and a sync of the disk."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ONCE = Path(__file__).with_name("once.py")


class CommandError(Exception):
    """A command that was to be timed failed: its figures would mean nothing."""


@dataclass(frozen=True, slots=True)
class Command:
    """What is timed, and what is done before each time."""

    name: str
    argv: tuple[str, ...]
    folder: Path
    env: Mapping[str, str] = field(default_factory=dict)
    prepare: Callable[[], object] = lambda: None


@dataclass(frozen=True, slots=True)
class Taken:
    """One run: seconds of wall and processor time, and the peak of its largest single process in MiB."""

    wall: float
    cpu: float
    peak: float


@dataclass(frozen=True, slots=True)
class Figures:
    """All runs of one command; `wall`, `cpu` and `peak` are medians."""

    runs: tuple[Taken, ...]

    @property
    def wall(self) -> float:
        return statistics.median(run.wall for run in self.runs)

    @property
    def cpu(self) -> float:
        return statistics.median(run.cpu for run in self.runs)

    @property
    def peak(self) -> float:
        return statistics.median(run.peak for run in self.runs)

    @property
    def spread(self) -> tuple[float, float]:
        """The fastest and the slowest run, seconds."""
        return min(run.wall for run in self.runs), max(run.wall for run in self.runs)


def in_turn(
    commands: Iterable[Command], *, rounds: int, say: Callable[[str], object] = print
) -> dict[str, Figures]:
    """Run every command `rounds` times, in turn. Raises CommandError."""
    every = list(commands)
    taken: dict[str, list[Taken]] = {command.name: [] for command in every}
    for number in range(rounds):
        for command in every:
            command.prepare()
            run = timed(command)
            taken[command.name].append(run)
            say(f"  {number + 1}/{rounds} {command.name}: {run.wall:.2f} s, {run.peak:.0f} MiB")
    return {name: Figures(tuple(runs)) for name, runs in taken.items()}


def timed(command: Command) -> Taken:
    """Run a command once. Raises CommandError with the end of what it said."""
    run = subprocess.run(
        [sys.executable, "-I", "-S", str(ONCE), *command.argv],
        cwd=command.folder,
        env={**os.environ, **command.env},
        capture_output=True,
        text=True,
        check=False,
    )
    told = json.loads(run.stdout) if run.returncode == 0 else {"exit": run.returncode}
    if told["exit"] != 0:
        raise CommandError(f"{command.name}: exit {told['exit']}\n{run.stderr[-2000:]}")
    return Taken(told["wall"], told["cpu"], told["peak"])
