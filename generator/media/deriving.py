"""What is missing from the store, made and put there: pictures and films first, then the posters that show them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path

from generator.media.drawings import Drawing, PosterOrder
from generator.media.hiring import Hired
from generator.media.making import Addresses, Making
from generator.media.notes import Notes
from generator.media.recipe import Order
from generator.media.refusal import Refusal
from generator.media.sealed import check_room
from generator.media.store import Store
from generator.media.task import Answer

_KEEPERS = 8
"""Threads that put files into the store: a disk confirms each slowly (4 ms), but many at a time."""


def make_missing(
    missing: Sequence[Addresses],
    wanted: Mapping[Addresses, Order | Drawing],
    *,
    cache: Path,
    store: Store,
    hired: Hired[Addresses],
) -> Iterator[tuple[Addresses, Refusal | None]]:
    """Make the orders at these addresses, those of `wanted`, into the store; each with the refusal it ended in.

    A poster whose picture failed is not made and nothing is said of it. Raises MediaCacheError.
    """
    gone: set[str] = set()
    posters = [one for one in missing if isinstance(wanted[one], PosterOrder)]
    others = [one for one in missing if not isinstance(wanted[one], PosterOrder)]
    with Making(cache, store, Notes(cache)) as making, ThreadPoolExecutor(_KEEPERS) as keepers:
        for batch in (others, posters):
            tasks = (making.task(one, wanted[one]) for one in batch if _shows(wanted[one]) not in gone)
            for addresses, refusal in _kept(hired.work(tasks), making, keepers, cache):
                if refusal:
                    gone.update(addresses)
                yield addresses, refusal


def _kept(
    answers: Iterator[tuple[Addresses, Answer | Refusal]], making: Making, keepers: Executor, cache: Path
) -> Iterator[tuple[Addresses, Refusal | None]]:
    """Put what was made into the store, in its order; say of each whether it failed."""
    waiting: deque[tuple[Addresses, Future[Refusal | None]]] = deque()
    for addresses, answer in answers:
        check_room(cache)
        waiting.append((addresses, keepers.submit(making.finish, addresses, answer)))
        while waiting and (len(waiting) > _KEEPERS or waiting[0][1].done()):
            first, kept = waiting.popleft()
            yield first, kept.result()
    for first, kept in waiting:
        yield first, kept.result()


def _shows(one: Order | Drawing) -> str | None:
    """The address of the picture that a poster shows."""
    return one.picture.address if isinstance(one, PosterOrder) and one.picture else None
