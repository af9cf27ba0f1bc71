"""Bringing shelf and log together after a run was killed, or after the log was lost."""

from __future__ import annotations

from datetime import datetime

from generator.publish import log
from generator.publish.record import Difference
from generator.publish.shelf import Shelf


def untold(shelf: Shelf, now: datetime) -> tuple[log.Event, ...]:
    """What the log must tell before another release is shown: the shown one, and where the log is lost, the others.

    A killed run may have switched and not come to tell; of the releases that a lost log told of, each may have been
    shown.
    """
    ids, shown, told = shelf.ids(), shelf.shown(), log.events(shelf.control)
    first = not shown and len(ids) == 1 and not told  # it was killed before its switch
    missing = []
    if not log.is_whole(shelf.control) and not first:
        lost = set(ids) - {shown} - log.ever_live(told)
        missing = [(log.KEPT, one, "日志曾经丢失") for one in sorted(lost)]
    if log.live(told) != shown:
        missing.append(("发布", shown, "补记"))
    return tuple(
        log.event(now, action, one, known, change=Difference(), note=note)
        for action, one, note in missing
        if (known := shelf.known(one))
    )


def catch_up(shelf: Shelf, now: datetime) -> None:
    """Log what a killed run switched to and did not come to tell; drop what it laid and did not come to show."""
    log.mend(shelf.control)
    if missing := untold(shelf, now):
        log.write(shelf.control, *missing)
    shown = shelf.shown()
    told = log.ever_live(log.events(shelf.control))
    for release in shelf.ids():
        if release > shown and release not in told and (told or not shown):
            shelf.drop(release)
