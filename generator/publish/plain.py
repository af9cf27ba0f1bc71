"""Publishing into a plain folder, for hosts that follow no links: the folder itself is what readers see.

The whole new site is laid beside it and exchanged with it in one step. Where that cannot be (a mount point, no right
to write beside it, a system without the call) files are replaced one by one, in the order of `order`.
"""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from generator.disk import exchange, sync, sync_folder
from generator.manifest import WriteError
from generator.media.workshop import Say
from generator.publish import log
from generator.publish.carrying import carry, liken
from generator.publish.destination import BuiltSite, Kind, after_switch, beside, control_of, held
from generator.publish.inplace import replace_files
from generator.publish.laying import Folder, lay
from generator.publish.record import (
    Difference,
    Files,
    Published,
    difference,
    digest,
    folder,
    is_whole,
    load,
    save,
)

_RECORD, _NEXT = "site.json", "next.json"


class Outcome(Struct, frozen=True):
    """What a run did. `in_one_step` says how; None when nothing had to be done. `aside` is where a stranger's folder is."""

    site: str
    change: Difference
    in_one_step: bool | None
    aside: Path | None = None
    carried: int = 0
    """How many files that are not ours (`.well-known/`, `.htaccess`) were taken along."""


class _Place(Struct, frozen=True):
    """The names around a plain folder."""

    dest: Path
    control: Path

    @property
    def record(self) -> Path:
        return self.control / _RECORD

    @property
    def coming(self) -> Path:
        """The record of the site that is laid in `next`."""
        return self.control / _NEXT

    @property
    def next(self) -> Path:
        return self.control / "next"

    @property
    def taking(self) -> Path:
        """Stands while a stranger's folder is exchanged: what is in `next` afterwards is theirs; names where it goes."""
        return self.control / "taking"


def publish(
    dest: Path,
    site: BuiltSite,
    *,
    now: datetime,
    take_over: bool = False,
    one_step: bool = True,
    say: Say | None = None,
) -> Outcome:
    """Make `dest` hold exactly `site`, besides what others put there. `one_step` False replaces file by file at once.

    In one step, readers see the old site or the new one, whole, whenever the run is killed; file by file, nothing that
    can be reached leads nowhere. The next run completes it. Raises `WriteError`.
    """
    place = _Place(dest, control_of(dest) or _chosen_control(dest))
    with held(dest, Kind.PLAIN, place.control):
        _settle(place, now)
        known = load(place.record)
        theirs = _are_theirs(place, known, take_over=take_over)
        before = known.files if known else {}
        change = difference(before, site.files)
        if known and not known.mending and not change and is_whole(dest, known.files):
            return Outcome(digest(site.files)[:8], change, None)
        can = one_step and _can_exchange(place)
        done = _in_one_step(place, site, now=now, known=known, theirs=theirs, say=say) if can else None
        if done is None:
            if theirs:
                raise _cannot_take_over(dest)
            _file_by_file(place, site, now=now, known=known, say=say)
        return done or Outcome(digest(site.files)[:8], change, in_one_step=False)


def plan(dest: Path, site: BuiltSite, *, take_over: bool = False) -> Difference:
    """Tell what `publish` would change, and touch nothing. Raises `WriteError` where that would be refused."""
    place = _Place(dest, control_of(dest) or _chosen_control(dest))
    known = load(place.record)
    coming = None if known else load(place.coming)
    if coming and is_whole(dest, coming.files):  # a run was killed just after its first switch
        known = coming
    theirs = _are_theirs(place, known, take_over=take_over)
    if theirs and not _can_exchange(place):
        raise _cannot_take_over(dest)
    return difference(known.files if known else {}, site.files)


def _are_theirs(place: _Place, known: Published | None, *, take_over: bool) -> bool:
    """Whether the folder holds a stranger's things and may be moved aside. Raises `WriteError` when it may not."""
    dest = place.dest
    theirs = known is None and dest.is_dir() and any(p != place.control for p in dest.iterdir())
    if theirs and not take_over:
        raise WriteError(
            f"{dest} 里已经有别的东西，不是展榜放的；请换一个空的位置，或者加 --take-over（原来的会移到旁边，不会删除）。"
        )
    return theirs


def _can_exchange(place: _Place) -> bool:
    return place.control == beside(place.dest) and not os.path.ismount(place.dest)


def _cannot_take_over(dest: Path) -> WriteError:
    return WriteError(f"{dest} 不能整个替换，所以不能接管里面原来的东西；请先把它们移走。")


def _chosen_control(dest: Path) -> Path:
    """Beside the folder where we may write there, else inside it, closed to everyone else."""
    place = beside(dest)
    parent = dest.parent
    if not parent.exists() or os.access(parent, os.W_OK | os.X_OK):
        return place
    return dest / ".zhanbang"


def _settle(place: _Place, now: datetime) -> None:
    """Complete or clear away what a killed run left."""
    if place.control.parent == place.dest:
        place.control.chmod(0o700)  # it stands below the web root
    coming = load(place.coming)
    switched = coming is not None and is_whole(place.dest, coming.files)
    if coming and switched:
        save(place.record, coming)
        if place.taking.is_file() and place.next.exists():
            place.next.rename(Path(place.taking.read_text(encoding="utf-8")))
    place.coming.unlink(missing_ok=True)
    place.taking.unlink(missing_ok=True)
    if place.next.exists():
        shutil.rmtree(place.next)
    log.mend(place.control)
    known = load(place.record)
    if known and not known.mending and log.live(log.events(place.control)) != digest(known.files)[:8]:
        told = log.event(now, "发布", digest(known.files)[:8], known, change=Difference(), note="补记")
        log.write(place.control, told)


def _in_one_step(
    place: _Place, site: BuiltSite, *, now: datetime, known: Published | None, theirs: bool, say: Say | None
) -> Outcome | None:
    """Lay the site beside the folder and exchange the two; None where the system cannot."""
    before = known.files if known else {}
    try:
        files = lay(place.next, site.files, tree=site.tree, earlier=[Folder(place.dest, before)], say=say)
        carried = _carried(place, before, files, theirs=theirs)
        if carried is None:
            _forget_next(place)
            return None
        made = _published(site, files, now)
        save(place.coming, made)
        aside = place.dest.with_name(f"{place.dest.name}.before-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
        if theirs:
            place.taking.write_text(str(aside), encoding="utf-8")
        sync(place.control)
        if not place.dest.exists():
            place.next.rename(place.dest)
        elif not exchange(place.next, place.dest):
            _forget_next(place)
            return None
    except (OSError, WriteError):
        _forget_next(place)
        raise
    with after_switch(place.dest):
        sync_folder(place.dest.parent)
        save(place.record, made)
        if theirs:
            place.next.rename(aside)
            place.taking.unlink()
        elif place.next.exists():
            shutil.rmtree(place.next)
        place.coming.unlink()
        log.write(place.control, _event(now, made, known))
    change = difference(before, made.files)
    return Outcome(
        digest(files)[:8], change, in_one_step=True, aside=aside if theirs else None, carried=carried
    )


def _carried(place: _Place, before: Files, files: Files, *, theirs: bool) -> int | None:
    """Take along what is not ours; of a stranger's folder, which goes aside whole, the owner and the mode only."""
    if theirs:
        return 0 if liken(place.dest, place.next) else None
    return carry(place.dest, place.next, before=before.keys(), site=files.keys())


def _forget_next(place: _Place) -> None:
    """What is half laid would leave the next, perhaps smaller, site no room."""
    place.coming.unlink(missing_ok=True)
    place.taking.unlink(missing_ok=True)
    shutil.rmtree(place.next, ignore_errors=True)


def _file_by_file(
    place: _Place, site: BuiltSite, *, now: datetime, known: Published | None, say: Say | None
) -> None:
    folder(place.dest)
    before: Files = known.files if known else {}

    def note(files: Files) -> None:
        save(place.record, _published(site, files, now, mending=True))

    made = _published(site, replace_files(place.dest, before, site, note=note, say=say), now)
    with after_switch(place.dest):
        sync(place.dest)
        save(place.record, made)
        log.write(place.control, _event(now, made, known))


def _published(site: BuiltSite, files: Files, now: datetime, *, mending: bool = False) -> Published:
    made = now.astimezone(UTC).isoformat(timespec="seconds")
    return Published(files=files, made=made, commit=site.commit, as_of=site.as_of, mending=mending)


def _event(now: datetime, made: Published, before: Published | None) -> log.Event:
    return log.event(now, "发布", digest(made.files)[:8], made, before=before)
