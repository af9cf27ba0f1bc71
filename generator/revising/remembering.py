"""From a build to what the next run may go by (`state`); nothing where the next run would not be sure of it."""

from __future__ import annotations

import html
import os
import re
import secrets
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.catalog import Catalog
from generator.frame import Frame
from generator.keeping import kept
from generator.model.campaign import Campaign
from generator.pages.blocks import works_of_block
from generator.pages.frame_parts import Setting
from generator.pages.gallery import halls
from generator.problems import Problem
from generator.revising.edits import paths_of
from generator.revising.looks import Looks, looked_at, looks_of, state_file
from generator.revising.looks import keep as keep_looks
from generator.revising.state import (
    Name,
    Places,
    Shelved,
    State,
    Wall,
    drop,
    keep,
    put_on_shelf,
    seal_of,
    shelf_of,
)
from generator.revising.surroundings import surroundings
from generator.twins import shown_record
from generator.verify.standard import Standard

_BLOCK = re.compile(r"\[\[([a-z]+)(?::([^\[\]]*))?\]\]")


class Account(Struct, frozen=True, kw_only=True):
    """What a build that has just ended can tell.

    `checked` and `setting` are the records as they were read and as the public sees them, `content` the hand-written
    pages with their blocks, `shared` the name of what all pages of works share.
    """

    checked: Catalog
    setting: Setting
    problems: tuple[Problem, ...]
    ledger: str
    standard: Standard
    frame: Frame
    content: Mapping[str, str]
    shared: str
    serving: bool


def moment(memory: Path) -> int | None:
    """What the disk takes for now, in nanoseconds: what is changed from here on looks younger. None where nothing can be kept."""
    mark = memory / f"mark.{os.getpid()}"
    try:
        memory.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            mark.touch()
            return mark.stat().st_ctime_ns
        finally:
            mark.unlink(missing_ok=True)
    except OSError:
        return None


def remember(account: Account, site_dir: Path, memory: Path, since: int) -> None:
    """Keep what the next run may go by, unless anything that was read has been touched `since` the build began.

    What cannot be written costs the next run its time and nothing else.
    """
    path = state_file(memory, site_dir)
    drop(path)
    shown, shelf = shown_record(site_dir), shelf_of(path)
    with suppress(OSError):
        if shown and (looks := _looks(account, since, shown)):
            places = put_on_shelf(shelf, _shelved(account.checked), account.checked)
            keep_looks(looks_of(path), replace(looks, shelf=seal_of(shelf)))
            keep(path, _state(account, looks.token, places))


def _looks(account: Account, since: int, shown: tuple[str, int, int]) -> Looks | None:
    """How everything looks that was read; None if anything has been touched since."""
    checked, project = account.checked, account.setting.project
    around = surroundings(project.root, project.campaigns, project.content, before=since)
    folders = [
        f"{project.campaigns}/{campaign}/entries/{entry.subproject or '_'}/{entry.id}"
        for campaign, entries in checked.entries.items()
        for entry in entries
    ]
    holders = {folder.rpartition("/")[0] for folder in folders}
    holders |= {holder.rpartition("/")[0] for holder in holders}
    stamped = [
        *(f"{project.root}/{holder}" for holder in sorted(holders)),
        *map(os.fspath, checked.originals.values()),
    ]
    entries = looked_at([path for folder in folders for path in paths_of(folder)], f"{project.root}/")
    files = looked_at(stamped, "", os.stat)
    if around is None or max(entries.newest, files.newest) >= since:
        return None
    return Looks(
        token=secrets.token_hex(8),
        shown=shown,
        shelf="",
        root=os.fspath(project.root),
        campaigns=project.campaigns,
        content=project.content,
        around=around,
        entries=entries,
        files=files,
    )


def _state(account: Account, token: str, places: Places) -> State:
    setting, checked = account.setting, account.checked
    project, catalog = setting.project, setting.catalog
    cards = Counter(
        w.type_card.output.address for works in catalog.works.values() for w in works if w.type_card
    )
    return State(
        day=setting.today,
        serving=account.serving,
        project=project,
        campaigns=checked.campaigns,
        tombstones=catalog.tombstones,
        problems=tuple(replace(one, words=dict(one.words)) for one in account.problems),
        ledger=account.ledger,
        looks=token,
        walls={campaign.id: tuple(_walls(setting, campaign)) for campaign in catalog.campaigns},
        standard=replace(account.standard, record_of=str),
        frame=account.frame,
        shared=account.shared,
        by_hand=frozenset(_by_hand(setting, account.content)),
        alike=frozenset(address for address, count in cards.items() if count > 1),
        places=places,
    )


def _shelved(checked: Catalog) -> Iterator[tuple[Name, Shelved]]:
    for campaign, entries in checked.entries.items():
        votes = checked.votes.get(campaign, {})
        for entry in entries:
            name = (campaign, entry.id)
            keys = {file.file: (*name, file.file) for file in entry.media}
            originals = {
                file: (os.fspath(checked.originals[key]), checked.facts[key])
                for file, key in keys.items()
                if key in checked.originals and key in checked.facts
            }
            yield name, Shelved(kept(entry), checked.digests.get(name, ""), originals, votes.get(entry.id))


def _walls(setting: Setting, campaign: Campaign) -> Iterator[Wall]:
    for hall, works in halls(setting, campaign):
        yield Wall(hall.id, hall.facets, hall.order, hall.row, tuple(work.id for work in works))


def _by_hand(setting: Setting, content: Mapping[str, str]) -> Iterator[Name]:
    """The works that blocks of hand-written pages show; a block inside a sample of code counts as well."""
    calls = {
        (call[1], html.unescape(call[2] or "").strip())
        for text in content.values()
        for call in _BLOCK.finditer(text)
    }
    for name, argument in sorted(calls):
        yield from works_of_block(setting, name, argument)
