"""Publishing at an own server: whole releases side by side, one of them shown by a link that changes in one step."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.disk import sync, sync_folder
from generator.manifest import WriteError
from generator.media.workshop import Say
from generator.publish import log
from generator.publish.catching_up import catch_up
from generator.publish.destination import BuiltSite, Kind, after_switch, held, system_words
from generator.publish.found import strangers
from generator.publish.laying import Folder, lay
from generator.publish.policy import Policy
from generator.publish.record import Difference, Published, difference, digest, is_whole, save
from generator.publish.scrub import Scrubbed, scrub, with_handouts
from generator.publish.shelf import Shelf
from generator.publish.texts import Texts

KEEP = 5


class Outcome(Struct, frozen=True):
    """What a run did. `release` is shown now; `new` says whether it was made by this run."""

    release: str
    new: bool
    change: Difference
    dropped: tuple[str, ...] = ()
    scrubbed: tuple[Scrubbed, ...] = ()
    aside: Path | None = None
    strange: tuple[str, ...] = ()
    """Files that readers see in the shown release and that somebody else put there."""


def publish(
    dest: Path,
    site: BuiltSite,
    *,
    now: datetime,
    policy: Policy,
    keep: int = KEEP,
    take_over: bool = False,
    say: Say | None = None,
) -> Outcome:
    """Show `site` at `dest/current`, keep the newest `keep` releases, and clean those of what `policy` forbids.

    Readers see the old site whole until the new one stands whole; a run that is killed anywhere is completed by the
    next. Raises `WriteError`; it says whether the new site is shown.
    """
    shelf, policy = Shelf(dest), with_handouts(policy, site.files)
    aside = _claimed(shelf, take_over=take_over, now=now)
    with held(dest, Kind.RELEASES, shelf.control):
        shelf.make()
        shelf.tidy()
        catch_up(shelf, now)
        before = shelf.shown()
        known = shelf.known(before)
        change = difference(known.files if known else {}, site.files)
        new = _is_new(shelf, before, change)
        if new:
            release = shelf.name(now, digest(site.files))
            made = _laid(shelf, release, site, now=now, policy=policy, say=say)
            shelf.note_policy(policy.digest)
            shelf.switch(release)
            with after_switch(dest):
                sync_folder(dest)
                log.write(shelf.control, log.event(now, "发布", release, made, before=known))
        else:
            release = before
            shelf.note_policy(policy.digest)
            if (
                known and known.policy != policy.digest
            ):  # it was built from today's records, so it holds nothing forbidden
                save(shelf.record(release), replace(known, policy=policy.digest, works=policy.works))
        with after_switch(dest):
            dropped = _prune(shelf, keep)
            scrubbed = tuple(scrub_kept(shelf, policy, now=now, say=say))
            strange = strangers(shelf.folder / release, site.files)
    return Outcome(release, new, change, dropped, scrubbed, aside, strange)


def plan(dest: Path, site: BuiltSite, *, keep: int = KEEP, take_over: bool = False) -> Outcome:
    """Tell what `publish` would do, and touch nothing. Raises `WriteError` where that would be refused."""
    shelf = Shelf(dest)
    if shelf.check(take_over=take_over):
        return Outcome("", new=True, change=difference({}, site.files))
    shown = shelf.shown()
    known = shelf.known(shown)
    change = difference(known.files if known else {}, site.files)
    new = _is_new(shelf, shown, change)
    ids = [*shelf.ids(), ""] if new else shelf.ids()
    return Outcome(shown, new, change, tuple(_beyond(ids, "" if new else shown, keep)))


def _is_new(shelf: Shelf, shown: str, change: Difference) -> bool:
    """Whether the shown release is another site, or not whole any more."""
    known = shelf.known(shown)
    return known is None or known.mending or bool(change) or not is_whole(shelf.folder / shown, known.files)


def scrub_kept(shelf: Shelf, policy: Policy, *, now: datetime, say: Say | None = None) -> Iterator[Scrubbed]:
    """Clean every kept release that is not shown of what is not ours and of what this policy forbids."""
    shown = shelf.shown()
    current = shelf.known(shown)
    if current is None:
        return
    there, texts = Folder(shelf.folder / shown, current.files), Texts()
    waiting = [one for one in shelf.ids() if one != shown]
    for number, release in enumerate(waiting):
        known = shelf.known(release)
        if known is None:
            shelf.drop(release)  # nobody can say what is in it
            continue
        clean = known.policy == policy.digest and not known.mending
        if clean and not strangers(shelf.folder / release, known.files):
            continue
        if say:
            say("清理保留的旧版本", number, len(waiting))
        done = scrub(shelf, release, current=there, policy=policy, texts=texts)
        if done.change or done.dropped:
            note = "无法补全，整个删除" if done.dropped else ""
            cleaned = shelf.known(release) or known
            told = log.event(now, "清除", release, cleaned, change=done.change, works=done.works, note=note)
            log.write(shelf.control, told)
        yield done


def _claimed(shelf: Shelf, *, take_over: bool, now: datetime) -> Path | None:
    try:
        return shelf.claim(take_over=take_over, now=now)
    except OSError as error:
        raise WriteError(system_words(error, shelf.dest)) from error


def _laid(
    shelf: Shelf, release: str, site: BuiltSite, *, now: datetime, policy: Policy, say: Say | None
) -> Published:
    """Lay a release whole and give it its name; nothing shows it yet."""
    fresh = shelf.fresh(release)
    newest = sorted(shelf.ids(), key=lambda one: (one == shelf.shown(), one), reverse=True)
    earlier = [Folder(shelf.folder / one, known.files) for one in newest[:2] if (known := shelf.known(one))]
    try:
        files = lay(fresh, site.files, tree=site.tree, earlier=earlier, say=say)
        made = now.astimezone(UTC).isoformat(timespec="seconds")
        published = Published(
            files=files,
            made=made,
            commit=site.commit,
            as_of=site.as_of,
            policy=policy.digest,
            works=policy.works,
        )
        save(shelf.record(release), published)
        sync(shelf.dest)
        fresh.rename(shelf.folder / release)
        sync_folder(shelf.folder)
    except (OSError, WriteError):  # what is half made would leave the next, perhaps smaller, site no room
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    return published


def _prune(shelf: Shelf, keep: int) -> tuple[str, ...]:
    dropped = tuple(_beyond(shelf.ids(), shelf.shown(), keep))
    for release in dropped:
        shelf.drop(release)
    return dropped


def _beyond(ids: list[str], shown: str, keep: int) -> list[str]:
    """The releases that are one too many: the shown one stays, and of the others the newest."""
    others = [one for one in ids if one != shown]
    return others[: max(0, len(others) - max(0, keep - 1))]
