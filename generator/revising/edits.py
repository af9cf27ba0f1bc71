"""Which entries were edited since the last build, if nothing else was and nothing of them but their words.

Whatever else changed, and whatever a check might tell of the new words, is left to a build: this module only ever says
that it is sure.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from generator.filenames import IGNORED
from generator.keeping import revived
from generator.model.campaign import Campaign
from generator.model.entry import Entry, MediaFile
from generator.model.sure import Row
from generator.remembered import Memory
from generator.revising.state import Name, Shelf, Shelved, State
from generator.soundentries import Folder, read_sound
from generator.words import UNFILLED
from generator.works.gate import PUBLISHED_ROLES, is_released
from generator.works.requirements import File, verdicts

MOST = 50
"""Entries that are revised in one go; of more a build is as quick."""
_FILE = "entry.yml"
_WORDS = frozenset({"title", "statement", "text"})
_TITLE = Entry.__struct_fields__.index("title")
_WORDS_OF_MEDIA = frozenset({"alt", "caption"})


Look = tuple[int, int, int, int]
"""Inode and change time of an entry's folder and of its entry.yml: nobody can set the latter back."""


class Edit(Struct, frozen=True):
    """One edited entry: what the last build knew of it, and what it says now."""

    name: Name
    folder: str
    """As the project names it."""
    look: Look
    before: Shelved
    after: Shelved

    @property
    def retitled(self) -> bool:
        """Whether it has another title."""
        return bool(self.before.row[_TITLE] != self.after.row[_TITLE])


def look_of(folder: str) -> Look | None:
    """How an entry's folder and its file look now, None where one is not there."""
    try:
        outer, inner = os.lstat(folder), os.lstat(f"{folder}/{_FILE}")
    except OSError:
        return None
    return outer.st_ino, outer.st_ctime_ns, inner.st_ino, inner.st_ctime_ns


def paths_of(folder: str) -> tuple[str, str]:
    """What is looked at of an entry: its folder and its file."""
    return folder, f"{folder}/{_FILE}"


def touched(paths: Iterable[str]) -> list[str] | None:
    """The entry folders of these paths, which look otherwise than they did; None where they are many."""
    found = list(dict.fromkeys(path.removesuffix(f"/{_FILE}") for path in paths))
    return found if len(found) <= MOST else None


def edits(root: Path, state: State, shelf: Shelf, folders: list[str]) -> list[Edit] | None:
    """What was edited in these folders; None where it is more than words, or where a check has to look."""
    told = {problem.place.file.rpartition("/")[0] for problem in state.problems}
    found: list[Edit] = []
    for folder in folders:
        edit = None if folder in told else _edit(root, state, shelf, folder)
        if edit is None:
            return None
        found.append(edit)
    return found


def _edit(root: Path, state: State, shelf: Shelf, folder: str) -> Edit | None:
    _, campaign_id, _, group, entry_id = folder.rsplit("/", maxsplit=4)
    subproject = None if group == "_" else group
    name, path = (campaign_id, entry_id), os.fspath(root / folder)
    look = look_of(path)
    before = shelf.get(name)
    campaign = next(one for one in state.campaigns if one.id == campaign_id)
    (known,) = read_sound([Folder(path, folder, entry_id, subproject)], Memory(), 1)
    if known is None or look is None or look != look_of(path):
        return None
    row: Row = json.loads(known.row.decode("utf-8", "surrogatepass"))
    after = Shelved(row, known.sha256, before.originals, before.votes)
    beside = {file for file, (original, _) in before.originals.items() if original == f"{path}/{file}"}
    if set(known.media) - IGNORED != beside or not _is_of_words(before.row, row):
        return None
    return Edit(name, folder, look, before, after) if _is_sound(campaign, before, after) else None


def _is_of_words(before: Row, after: Row) -> bool:
    """Whether two rows of an entry differ in nothing but what readers read."""
    fields = Entry.__struct_fields__
    of_media = MediaFile.__struct_fields__
    for field, old, new in zip(fields, before, after, strict=True):
        if old == new or (field in _WORDS and (new is not None or field != "title")):
            continue
        if field != "media" or old is None or new is None or len(old) != len(new):
            return False
        for one, other in zip(old, new, strict=True):
            pairs = zip(of_media, one, other, strict=True)
            if any(was != now and name not in _WORDS_OF_MEDIA for name, was, now in pairs):
                return False
    return True


def _is_sound(campaign: Campaign, before: Shelved, after: Shelved) -> bool:
    """Whether no rule has anything to say of the new words, and the place on the walls stays.

    Of a winner the rolls, their documents and posters tell as well, of a person or a platform the title is the name:
    that is left to a build. So are an order by name and an account, which is not named twice.
    """
    entry, old = revived(Entry, after.row), revived(Entry, before.row)
    subproject = campaign.subproject(entry.subproject) if entry.subproject else None
    if not is_released(campaign, entry) or entry.honours or after.votes is not None:
        return False
    if entry.title != old.title and (
        subproject is None
        or subproject.subject != "work"
        or entry.account
        or {subproject.order or campaign.order, campaign.order} & {"pinyin", "stroke"}
    ):
        return False
    if [f for f in entry.media if f.role not in PUBLISHED_ROLES] != [
        f for f in old.media if f.role not in PUBLISHED_ROLES
    ]:
        return False  # of what is not shown the words are withheld ones
    if any(UNFILLED in text for text in _said(entry)):
        return False
    files = [
        File(f.file, f.role, after.originals[f.file][1]) for f in entry.media if f.file in after.originals
    ]
    if len(files) < len(entry.media):
        return False
    if any(f.facts.kind == "image" and f.role != "evidence" and not _alt(entry, f.name) for f in files):
        return False
    return subproject is None or all(verdict.met for verdict in verdicts(subproject, files, entry.text))


def _alt(entry: Entry, name: str) -> str | None:
    return next(file.alt for file in entry.media if file.file == name)


def _said(entry: Entry) -> Iterator[str]:
    yield from (text for text in (entry.title, entry.statement, entry.text) if text)
    for file in entry.media:
        yield from (text for text in (file.alt, file.caption) if text)
