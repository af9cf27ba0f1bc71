"""Other habits of a machine, put on a build from outside: the order in which folders are listed, and the clock.

Python imports this by itself where the folder is on its path. What was really done is told on the error channel.
"""

from __future__ import annotations

import atexit
import datetime as dt
import os
import random
import sys
import time
from collections.abc import Iterator
from typing import Any, Self

_told = {"disordered": 0}


class _Listing:
    """What os.scandir gave, in another order; a context manager, as the real one is."""

    def __init__(self, entries: list[Any]) -> None:
        self._entries = iter(entries)

    def __iter__(self) -> Iterator[Any]:
        return self._entries

    def __next__(self) -> Any:
        return next(self._entries)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """There is nothing left open."""


def disorder(order: str) -> None:
    """Turn every listing around, or shuffle it in a way that the next run repeats."""
    dice = random.Random(order)
    scandir, listdir = os.scandir, os.listdir

    def turned(found: list[Any]) -> list[Any]:
        before = list(found)
        if order == "reverse":
            found.sort(key=lambda one: getattr(one, "name", one), reverse=True)
        else:
            found.sort(key=lambda one: getattr(one, "name", one))
            dice.shuffle(found)
        _told["disordered"] += found != before
        return found

    def other_scandir(path: Any = ".") -> _Listing:
        with scandir(path) as entries:
            return _Listing(turned(list(entries)))

    os.scandir = other_scandir  # type: ignore[assignment]
    os.listdir = lambda path=".": turned(listdir(path))  # type: ignore[assignment,misc]
    # `os.walk` asks os.scandir by a name of its own module, shutil and pathlib by the attribute: both are ours now.
    atexit.register(lambda: sys.stderr.write(f"disordered: {_told['disordered']}\n"))


def set_clock(clock: str) -> None:
    """Have time.time and datetime tell another time; `back` steps back by an hour whenever it is asked."""
    if clock == "back":
        start, step = time.time(), -3600.0
    else:
        start, step = dt.datetime.fromisoformat(f"{clock}T00:00:00+00:00").timestamp(), 0.001
    asked = 0

    def now() -> float:
        nonlocal asked
        asked += 1
        return start + step * asked

    real, real_date = dt.datetime, dt.date

    class Moved(real):  # type: ignore[misc,valid-type]
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:
            return real.fromtimestamp(now(), tz)

        @classmethod
        def utcnow(cls) -> dt.datetime:
            return real.fromtimestamp(now(), dt.UTC).replace(tzinfo=None)

        @classmethod
        def today(cls) -> dt.datetime:
            return cls.now()

    class MovedDate(real_date):  # type: ignore[misc,valid-type]
        @classmethod
        def today(cls) -> dt.date:
            return real.fromtimestamp(now()).date()

    gmtime, localtime, strftime = time.gmtime, time.localtime, time.strftime
    time.time = now
    time.time_ns = lambda: int(now() * 1e9)
    time.gmtime = lambda seconds=None: gmtime(now() if seconds is None else seconds)  # type: ignore[assignment]
    time.localtime = lambda seconds=None: localtime(now() if seconds is None else seconds)  # type: ignore[assignment]
    time.strftime = lambda form, when=None: strftime(form, when or localtime(now()))  # type: ignore[assignment,misc]
    # Only who asks the module for its class by name meets the other one; isinstance with the real one stays true.
    dt.datetime, dt.date = Moved, MovedDate  # type: ignore[misc]
    atexit.register(
        lambda: sys.stderr.write(f"clock: {clock}, {dt.datetime.now(dt.UTC).year}, asked {asked} times\n")
    )


if os.environ.get("HABIT_ORDER"):
    disorder(os.environ["HABIT_ORDER"])
if os.environ.get("HABIT_CLOCK"):
    set_clock(os.environ["HABIT_CLOCK"])
