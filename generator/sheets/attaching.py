"""Files beside an entry: which are there already, which come to it, under names that tell nothing of the sender."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.model.entry import Entry
from generator.problems import Problem
from generator.sheets.changes import Change
from generator.sheets.claiming import USABLE
from generator.sheets.grid import Grid, told
from generator.sheets.standing import Standing
from generator.values.text import fold
from generator.works.gate import is_withdrawn
from generator.yamlediting import EditError, append_item, set_key
from generator.yamlwriting import Data

_BLOCK = 1 << 20


class Copy(Struct, frozen=True):
    """One file to be copied: from where, under which safe name, with its SHA-256."""

    source: Path
    name: str
    sha256: str


class Attached(Struct, frozen=True):
    """A change with the media it brings; `shown` is what a report says of them."""

    change: Change
    copies: tuple[Copy, ...] = ()


def digest(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal figures. Raises OSError."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found.update(block)
    return found.hexdigest()


def attach(
    grid: Grid, change: Change, files: Sequence[Path], standing: Standing | None, media_root: Path | None
) -> Attached:
    """Add to a change the files that are not beside its entry yet, after those that are.

    Where an entry has a file that is not among these, somebody chose or changed its files: that is told, and nothing is
    added. The files of approved, rejected and withdrawn entries are never touched.
    """
    if not files or change.kind == "kept":
        return Attached(change)
    try:
        digests = {path: digest(path) for path in files}
        there = _digests(standing) if standing else {}
    except OSError as error:
        why = f"读不了（{error.strerror}）"
        return Attached(_with(change, told("W175", grid, change.row, 0, file=files[0].name, why=why)))
    known = set(digests.values())
    fresh = list(
        {digests[path]: path for path in reversed(files) if digests[path] not in there.values()}.values()
    )[::-1]
    if not fresh and set(there.values()) <= known:
        return Attached(change)
    if standing and (_is_settled(standing.entry) or not set(there.values()) <= known):
        state = "已经审核或撤下" if _is_settled(standing.entry) else "已有别的媒体文件"
        keys = "media（文件）"
        return Attached(
            _with(change, told("W171", grid, change.row, 0, id=change.id, state=state, keys=keys))
        )
    first = max((int(number[0]) for name in there if (number := re.match("[0-9]+", name))), default=0) + 1
    copies = tuple(Copy(path, f"{first + at}{_ending(path)}", digests[path]) for at, path in enumerate(fresh))
    items: list[Data] = [
        {"file": copy.name, **({"sha256": copy.sha256} if media_root else {})} for copy in copies
    ]
    try:
        text = change.text
        if there:
            for item in items:
                text = append_item(text, ("media",), item)
        else:
            text = set_key(text, ("media",), items)
    except EditError:
        return Attached(_with(change, told("E178", grid, change.row, 0, id=change.id, keys="media")))
    if change.kind == "new":
        return Attached(replace(change, text=text), copies)
    shown = (*change.shown, ("media", f"{len(there)} 个文件", f"{len(there) + len(copies)} 个文件"))
    return Attached(replace(change, kind="changed", text=text, shown=shown), copies)


def _is_settled(entry: Entry) -> bool:
    return entry.status in ("approved", "rejected") or is_withdrawn(entry)


def _with(change: Change, found: Problem) -> Change:
    return replace(change, problems=(*change.problems, found))


def _ending(path: Path) -> str:
    ending = fold(path.suffix).casefold()
    return ending if ending in USABLE else ""


def _digests(standing: Standing) -> dict[str, str]:
    """The SHA-256 of each file an entry names: as it says, else of the file beside it; a missing one has its name's."""
    found = {}
    for file in standing.entry.media:
        path = standing.path.parent / file.file
        if file.sha256:
            found[file.file] = file.sha256
        elif path.is_file() and not path.is_symlink():
            found[file.file] = digest(path)
        else:
            found[file.file] = f"missing {file.file}"
    return found
