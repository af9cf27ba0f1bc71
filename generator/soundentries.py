"""The quick way through entry folders in which nothing at all is wrong: many at once, by several processes.

Of any other folder it says nothing, and the careful reader (`entryfolders`) is asked, which names every mistake.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.filenames import IGNORED
from generator.keeping import kept
from generator.model.entry import Entry
from generator.model.sure import FEWEST_FIGURES, Row, doubtful, sure
from generator.remembered import Known, Memory, written
from generator.spread import spread
from generator.values.text import forbidden_character
from generator.yamllines import by_lines

ENTRY_LIMIT = 64_000
"""Bytes of an entry.yml."""
LEAST = 400
"""Folders from which on several processes read them."""
_FILE = "entry.yml"
_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_FIGURES = re.compile(rf"(?:\d\D{{0,16}}){{{FEWEST_FIGURES}}}")
"""What a text with a number in it holds, however it is spaced or wrapped: one look at a file instead of one at each text."""


class Folder(NamedTuple):
    """An entry folder to be read: its path, its name in the project, and what says whose it is."""

    path: str
    name: str
    id: str
    subproject: str | None


def read_sound(folders: Sequence[Folder], memory: Memory, jobs: int) -> Iterator[Known | None]:
    """Of each folder what it holds, None where anything wants a closer look."""

    def read(portion: Sequence[Folder]) -> list[Known | None]:
        return [_read(folder, memory) for folder in portion]

    for some in spread(read, folders, jobs=jobs, least=LEAST):
        yield from some


def _read(folder: Folder, memory: Memory) -> Known | None:
    try:
        media = _media(folder.path)
        data = None if media is None else _content(f"{folder.path}/{_FILE}")
    except OSError:
        return None
    if media is None or data is None:
        return None
    sha256 = hashlib.sha256(data).hexdigest()
    if known := memory.recall_content(folder.name, sha256):
        return known._replace(media=media)
    row = sound(data, folder.id, folder.subproject)
    return Known(media, sha256, written(row)) if row else None


def _media(path: str) -> tuple[str, ...] | None:
    """The names of the files beside entry.yml; None if it is not there, or anything else than plain files is."""
    names = os.listdir(path)
    if names == [_FILE]:
        return ()
    if _FILE not in names:
        return None
    beside = sorted(name for name in names if name != _FILE and name not in IGNORED)
    for name in beside:
        if not stat.S_ISREG(os.lstat(f"{path}/{name}").st_mode):
            return None
    return tuple(beside)


def _content(path: str) -> bytes | None:
    """The bytes of a plain file that has no second name and is not too large."""
    descriptor = os.open(path, _FLAGS)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1 or found.st_size > ENTRY_LIMIT:
            return None
        data = os.read(descriptor, ENTRY_LIMIT + 1)
        return data if len(data) == found.st_size else None
    finally:
        os.close(descriptor)


def sound(data: bytes, entry_id: str, subproject: str | None) -> Row | None:
    """The row of a file in which nothing at all is wrong; None where there may be, and its places are wanted."""
    given = {"id": entry_id, "subproject": subproject}
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    if (
        not forbidden_character(text)
        and (value := by_lines(text)) is not None
        and given.keys().isdisjoint(value)
    ):
        if row := sure(Entry, {**value, **given}):
            return row
    from generator.model.judging import judged  # with their libraries: few files need them
    from generator.yamlplain import plain

    value = plain(data)
    if value is None or not given.keys().isdisjoint(value):
        return None
    if _FIGURES.search(text) and any(map(doubtful, _texts(value))):
        return None
    try:
        return kept(judged(Entry, {**value, **given}))
    except ValueError:
        return None


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
