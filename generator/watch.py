"""Noticing that files have changed, whatever tells us: the system where it can, else a look around every second."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent

QUIET = 0.1
"""Seconds without news before a change counts as finished: editors save in several steps."""
LOOK = 1.0
"""Seconds between looks where the system cannot tell us."""
RARELY = 10
"""Every so many of them a look is taken all the same: network disks promise to tell and do not."""

Look = dict[str, tuple[int, int]]


def look(paths: Iterable[Path]) -> Look:
    """Return size and time of every file at or below `paths`; what editors leave beside a file being edited is no file."""
    seen: Look = {}
    folders: list[str] = []

    def take(path: str, status: os.stat_result) -> None:
        if stat.S_ISDIR(status.st_mode):
            folders.append(path)
        else:
            seen[path] = status.st_size, status.st_mtime_ns

    for top in paths:
        with suppress(OSError):  # went away between listing and looking: the next look tells
            take(str(top), os.stat(top))
    while folders:
        with suppress(OSError), os.scandir(folders.pop()) as entries:
            for entry in entries:
                if not _passing(entry.name):
                    with suppress(OSError):
                        take(entry.path, entry.stat())
    return seen


@contextmanager
def changes(paths: Iterable[Path], ended: threading.Event) -> Iterator[Iterator[None]]:
    """Give an iterator that yields once for every change of the files at or below `paths`, until `ended`."""
    watched = [path.absolute() for path in paths]
    news = News()
    observer = _observe(watched, news)
    try:
        yield _changes(watched, look(watched), news, ended, RARELY if observer else 1)
    finally:
        if observer is not None:
            observer.stop()  # type: ignore[attr-defined]


def _changes(
    paths: list[Path], before: Look, news: News, ended: threading.Event, rarely: int
) -> Iterator[None]:
    idle = 0
    while not ended.is_set():
        # Short waits, so that Ctrl-C and `ended` are noticed.
        if not news.came.wait(LOOK) and (idle := idle + 1) % rarely:
            continue
        while news.came.is_set():
            news.came.clear()
            news.came.wait(QUIET)
        # News is only a hint (some systems report reading too, and a rebuild reads everything): files are compared.
        # Those it is about come first: of ten thousand entries a look at all takes longer than to show one.
        now = renewed(before, news.taken(), paths) or look(paths)
        if now != before and not ended.is_set():
            before = now
            yield


def renewed(before: Look, named: Iterable[str], paths: Iterable[Path]) -> Look | None:
    """The look with these files as they are now; None where none of them is another, or it is not about files alone."""
    tops = [str(path) for path in paths]
    now: dict[str, tuple[int, int] | None] = {}
    for path in named:
        top = next((one for one in tops if path == one or path.startswith(one + os.sep)), None)
        if top is None or any(map(_passing, path[len(top) :].split(os.sep))):
            continue
        try:
            status = os.stat(path)
        except OSError:
            now[path] = None
            continue
        if stat.S_ISDIR(status.st_mode):
            return None
        now[path] = status.st_size, status.st_mtime_ns
    if all(before.get(path) == seen for path, seen in now.items()):
        return None
    return {path: seen for path, seen in {**before, **now}.items() if seen}


class News:
    """Word that something happened, and to which files, as far as the system says."""

    def __init__(self) -> None:
        self.came = threading.Event()
        self._named: set[str] = set()

    def tell(self, paths: Iterable[str | bytes]) -> None:
        """Something happened to these."""
        self._named.update(os.fsdecode(path) for path in paths if path)
        self.came.set()

    def taken(self) -> set[str]:
        """What was named; the next time only what is named from now on. What falls between is found by a look at all."""
        named, self._named = self._named, set()
        return set(named)


def _observe(paths: list[Path], news: News) -> object | None:
    """Have the system tell us; None where it cannot (too many folders, no watchdog)."""
    try:
        from watchdog import events
        from watchdog.observers import Observer
    except ImportError:
        return None

    class Hear(events.FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            if event.event_type not in ("opened", "closed_no_write"):
                news.tell((event.src_path, event.dest_path))

    # Only changes: a rebuild reads thousands of folders, and more news than the system holds makes it begin anew.
    told = [
        *(events.FileCreatedEvent, events.FileModifiedEvent, events.FileMovedEvent, events.FileDeletedEvent),
        *(events.FileClosedEvent, events.DirCreatedEvent, events.DirMovedEvent, events.DirDeletedEvent),
    ]

    observer = Observer()
    try:
        for path in paths:
            # A single file is watched through its folder: editors replace files rather than write into them.
            where, deep = (path, True) if path.is_dir() else (path.parent, False)
            observer.schedule(Hear(), str(where), recursive=deep, event_filter=told)
        observer.start()
    except OSError:
        return None
    return observer


def _passing(name: str) -> bool:
    return name.startswith((".", "~$", "#")) or name.endswith(
        ("~", ".swp", ".swx", ".tmp", ".pyc", "__pycache__")
    )
