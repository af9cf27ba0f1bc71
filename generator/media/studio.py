"""The doors of the media pipeline: `measure` what entrants sent, `derive` what is published of it, `sweep` the rest.

Nothing here decodes: strangers' bytes are hashed and handed, as open files, to the worker of `crew`.
"""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from generator.media.crew import Crew
from generator.media.drawings import Drawing, PosterOrder
from generator.media.facts import MediaFault, Original
from generator.media.looking import Looking, Measured
from generator.media.making import Making
from generator.media.notes import Notes
from generator.media.recipe import Order
from generator.media.refusal import MediaCacheError, Refusal
from generator.media.sealed import check_cache, check_room, in_use
from generator.media.sight import Sighted
from generator.media.store import Store, sweep_store
from generator.media.task import Answer, Hands
from generator.media.workshop import Elsewhere, Say

__all__ = ["Derived", "Measured", "MediaCacheError", "Say", "derive", "held", "measure", "sweep"]

T = TypeVar("T")
Addresses = tuple[str, ...]
_KEEPERS = 8
"""Threads that put files into the store: a disk confirms each slowly (4 ms), but many at a time."""


@dataclass(frozen=True, slots=True)
class Derived:
    """`files` are (address, file in the cache), sorted, each address once; of a fault's order nothing is in them."""

    files: tuple[tuple[str, Path], ...]
    faults: tuple[MediaFault, ...]


Measurers = Hands[tuple[Sighted, bool]]


@contextlib.contextmanager
def measurers(cache: Path | None, jobs: int, elsewhere: Elsewhere | None = None) -> Iterator[Measurers]:
    """Those who will `measure`, on their way already if the last run had something to look at that is never remembered."""
    with Crew[tuple[Sighted, bool]](jobs) as crew:
        if Notes(cache).expected:
            crew.prepare()
        yield _hands(crew, elsewhere)


def measure(
    originals: Sequence[Original],
    *,
    cache: Path | None,
    jobs: int = 1,
    say: Say | None = None,
    crew: Measurers | None = None,
    elsewhere: Elsewhere | None = None,
) -> Measured:
    """Facts or a fault (E802 to E808) for every original, whatever it is. Equal bytes are looked at once.

    `crew` is whom `measurers` hired, else `jobs` are at work at once, and those `elsewhere`, who are shown only what is
    published. Facts of thorough originals are remembered in `cache`; of others nothing is written anywhere. Raises MediaCacheError.
    """
    if cache and any(original.thorough for original in originals):
        check_cache(cache)
    looking = Looking(originals, Notes(cache), say)
    try:
        with contextlib.nullcontext(crew) if crew else measurers(None, jobs, elsewhere) as hired:
            for (one, thorough), answer in hired.work(looking.tasks()):
                looking.settle(one, answer, thorough=thorough)
    finally:
        looking.notes.save()
    return looking.outcome()


@contextlib.contextmanager
def held(cache: Path) -> Iterator[None]:
    """While this lasts no build sweeps the cache: what `derive` returned stays where it is. Raises MediaCacheError."""
    check_cache(cache)
    with in_use(cache, alone=False):
        yield


def derive(
    orders: Sequence[Order],
    cards: Sequence[Drawing],
    *,
    cache: Path,
    jobs: int,
    say: Say | None = None,
    elsewhere: Elsewhere | None = None,
) -> Derived:
    """Every file of every order, from the cache or made anew; a fault (E802 to E808) for each order that failed.

    Posters come last: they show pictures that are made before. One whose picture failed is not made and is no fault of
    its own. The bytes depend on the orders and the libraries alone, not on `jobs`, on what the cache held or on who is at
    work `elsewhere`. Raises MediaCacheError.
    """
    check_cache(cache)
    notes = Notes(cache)
    failed: dict[Addresses, Refusal] = {}
    everything: tuple[Order | Drawing, ...] = (*orders, *cards)
    wanted = {_addresses(one): one for one in reversed(everything)}
    with in_use(cache, alone=False):
        store = Store(cache)
        missing = [addresses for addresses in wanted if not store.has(addresses)]
        posters = [addresses for addresses in missing if isinstance(wanted[addresses], PosterOrder)]
        others = [addresses for addresses in missing if not isinstance(wanted[addresses], PosterOrder)]
        lost: set[Addresses] = set()
        with (
            Making(cache, store, notes) as making,
            Crew[Addresses](jobs) as crew,
            ThreadPoolExecutor(_KEEPERS) as keepers,
        ):
            hands = _hands(crew, elsewhere)
            settled = len(wanted) - len(missing)
            if say:
                say("制作图片和音视频", settled, len(wanted))
            for batch in (others, posters):
                gone = {address for addresses in failed for address in addresses}
                lost |= {addresses for addresses in batch if _shows(wanted[addresses]) in gone}
                tasks = (making.task(one, wanted[one]) for one in batch if one not in lost)
                for addresses, refusal in _kept(hands.work(tasks), making, keepers, cache):
                    if refusal:
                        failed[addresses] = refusal
                    settled += 1
                    if say:
                        say("制作图片和音视频", settled, len(wanted))
    made = wanted.keys() - failed.keys() - lost
    files = {address: cache / address for addresses in made for address in addresses}
    faults = tuple(
        MediaFault(one.key, refusal.code, refusal.detail)
        for one in everything
        if (refusal := failed.get(_addresses(one)))
    )
    return Derived(tuple(sorted(files.items())), faults)


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


def sweep(cache: Path, keep: Iterable[str], *, elsewhere: Elsewhere | None = None) -> None:
    """Remove from the cache everything that is not at these addresses, and what is remembered of its originals.

    So also from what is shared with those `elsewhere`. Waits for builds that are deriving. Raises MediaCacheError.
    """
    kept = tuple(keep)
    sweep_store(cache, kept)
    if elsewhere and elsewhere.store:
        from generator.media.errand import depot_at

        depot_at(elsewhere.store).sweep(kept)


def _hands(crew: Crew[T], elsewhere: Elsewhere | None) -> Hands[T]:
    """Who does the work: the crew, and with it those elsewhere."""
    if elsewhere is None:
        return crew
    from generator.media.elsewhere import Workforce  # what it needs is installed by whoever has a cluster

    return Workforce(crew, elsewhere)


def _addresses(one: Order | Drawing) -> Addresses:
    outputs = one.outputs if isinstance(one, Order) else (one.output,)
    return tuple(output.address for output in outputs)


def _shows(one: Order | Drawing) -> str | None:
    """The address of the picture that a poster shows."""
    return one.picture.address if isinstance(one, PosterOrder) and one.picture else None
