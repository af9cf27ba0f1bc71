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

from pydantic import ValidationError

from generator.keeping import kept
from generator.leaks.sought import Sought, numbers_in
from generator.model.entry import Entry
from generator.opening import IGNORED
from generator.remembered import Known, Memory
from generator.spread import spread
from generator.values.text import citizen_ids
from generator.yamlplain import plain

ENTRY_LIMIT = 64_000
"""Bytes of an entry.yml."""
FEWEST_FIGURES = 11
"""Figures of the shortest number that is looked for."""
LEAST = 400
"""Folders from which on several processes read them."""
_NOTHING = Sought()
_FIGURES = re.compile(r"(?:\d\D{0,16}){11}")
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
        found = os.lstat(f"{folder.path}/entry.yml")
        if media is None or found.st_nlink > 1 or found.st_size > ENTRY_LIMIT:
            return None
        with open(f"{folder.path}/entry.yml", "rb") as file:
            data = file.read()
    except OSError:
        return None
    sha256 = hashlib.sha256(data).hexdigest()
    if known := memory.recall_content(folder.name, sha256):
        return Known(media, sha256, known.kept)
    record = sound(data, folder.id, folder.subproject)
    return Known(media, sha256, kept(record)) if record else None


def _media(path: str) -> tuple[str, ...] | None:
    """The names of the files beside entry.yml; None if it is not there, or anything else than plain files is."""
    names = []
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.name not in IGNORED:
                if not stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
                    return None
                names.append(entry.name)
    if "entry.yml" not in names:
        return None
    names.remove("entry.yml")
    return tuple(sorted(names))


def sound(data: bytes, entry_id: str, subproject: str | None) -> Entry | None:
    """The record of a file in which nothing at all is wrong; None where there may be, and its places are wanted."""
    value = plain(data)
    if value is None or "id" in value or "subproject" in value:
        return None
    if _FIGURES.search(data.decode()) and any(map(_doubtful, _texts(value))):
        return None
    try:
        return Entry.model_validate({**value, "id": entry_id, "subproject": subproject})
    except ValidationError:
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


def _doubtful(text: str) -> bool:
    """Whether a text may hold a personal number: the rules look closer (`rules.privacy`)."""
    if len(text) < FEWEST_FIGURES or sum(map(str.isdigit, text)) < FEWEST_FIGURES:
        return False
    return bool(citizen_ids(text)) or any(numbers_in(text, _NOTHING))
