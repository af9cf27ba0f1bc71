"""Entry folders: one work each, its entry.yml parsed or remembered, the names of the files beside it."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from generator.leaks.sought import Sought, numbers_in
from generator.model.entry import Entry
from generator.opening import called, file_bytes, listed, name_of, parsed, stray
from generator.problems import Place, Problem, problem
from generator.remembered import Memory, State, state_of
from generator.textfile import decoded
from generator.values.text import citizen_ids
from generator.yamlplain import plain
from generator.yamltext import Mapping

ENTRY_LIMIT = 64_000
"""Bytes of an entry.yml."""
FOLDER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MOBILE = re.compile(r"1[3-9]\d{9}")
"""An id stands in addresses for ever: it must not be somebody's number."""
FEWEST_FIGURES = 11
"""Figures of the shortest number that is looked for."""
_NOTHING = Sought()


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry folder: its parsed entry.yml and the names of the media beside it.

    Of one in which nothing is wrong `record` is there and `node` is not; `state` and `sha256` are those it was read in,
    unless it was remembered.
    """

    id: str
    subproject: str | None
    node: Mapping | None
    place: Place
    folder: Path
    media: tuple[str, ...] = ()
    record: Entry | None = None
    state: State | None = None
    sha256: str = ""


def entry_folders(folder: Path, root: Path, problems: list[Problem], memory: Memory) -> Iterator[RawEntry]:
    """Every entry below a campaign's `entries/`, in the order of their folders; those `memory` knows are not read."""
    for group in listed(folder, root, problems):
        if not group.is_dir() or not (group.name == "_" or FOLDER.fullmatch(group.name)):
            problems.append(problem("E111", Place(name_of(group, root)), value=group.name))
            continue
        subproject = None if group.name == "_" else group.name
        for one in listed(group, root, problems):
            name = name_of(one, root)
            state = state_of(str(one), f"{one}/entry.yml")
            if known := memory.recall(name, state):
                place = Place(f"{name}/entry.yml")
                yield RawEntry(one.name, subproject, None, place, one, known.media, known.record)
            elif not one.is_dir() or not FOLDER.fullmatch(one.name) or _MOBILE.search(one.name):
                problems.append(problem("E111", Place(name), value=one.name))
            else:
                yield _entry(one, subproject, name, state, root, problems, memory)


def _entry(
    folder: Path,
    subproject: str | None,
    name: str,
    state: State | None,
    root: Path,
    problems: list[Problem],
    memory: Memory,
) -> RawEntry:
    """Read one entry folder; where only its stamps changed, what is remembered of its content stands."""
    before = len(problems)
    found = listed(folder, root, problems)
    written = called(found, "entry.yml", folder, root, problems, missing="E115")
    problems += [stray(path, root) for path in found if path.is_dir()]
    media = tuple(path.name for path in found if path.is_file() and path != written)
    place = Place(name_of(written or folder / "entry.yml", root))
    raw = RawEntry(folder.name, subproject, None, place, folder, media)
    data = file_bytes(written, root, ENTRY_LIMIT, problems) if written else None
    if written is None or data is None:
        return raw
    if len(problems) == before and (known := memory.recall_content(name, data, state)):
        assert state is not None
        memory.note(name, state, replace(known, media=media))
        return replace(raw, record=known.record)
    raw = replace(raw, state=state, sha256=hashlib.sha256(data).hexdigest())
    if len(problems) == before and (record := _sound(data, raw)):
        return replace(raw, record=record)
    source = decoded(data, place.file, problems)
    return replace(raw, node=parsed(source, problems) if source else None)


def _sound(data: bytes, raw: RawEntry) -> Entry | None:
    """The record of a file in which nothing at all is wrong; None where there may be, and its places are wanted."""
    value = plain(data)
    if value is None or "id" in value or "subproject" in value or any(map(_doubtful, _texts(value))):
        return None
    try:
        return Entry.model_validate({**value, "id": raw.id, "subproject": raw.subproject})
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


def reread(raw: RawEntry) -> Mapping | None:
    """The parsed entry.yml of a remembered entry, for the places of what a rule finds in it."""
    with contextlib.suppress(OSError):
        source = decoded((raw.folder / "entry.yml").read_bytes(), raw.place.file, [])
        return parsed(source, []) if source else None
    return None
