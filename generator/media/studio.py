"""The doors of the media pipeline: `measure` what entrants sent, `derive` what is published of it, `sweep` the rest.

Nothing here decodes: strangers' bytes are hashed and handed, as open files, to the worker of `crew`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from generator.manifest import Stored
from generator.media.drawings import Drawing
from generator.media.facts import MediaFault, Original
from generator.media.hiring import Hired
from generator.media.looking import Looking, Measured
from generator.media.magic import KINDS
from generator.media.notes import Notes
from generator.media.recipe import Order
from generator.media.refusal import MediaCacheError, Refusal
from generator.media.sealed import check_cache, in_use
from generator.media.sight import Sighted
from generator.media.store import Addresses, Store, sweep_store
from generator.media.task import Hands
from generator.media.workshop import Elsewhere, Say

__all__ = ["Derived", "Measured", "MediaCacheError", "Say", "derive", "held", "measure", "sweep"]


class Derived(Struct, frozen=True):
    """`stored` are (address, file in the cache), sorted, each address once; of a fault's order nothing is in them."""

    stored: tuple[tuple[str, Stored], ...]
    faults: tuple[MediaFault, ...]

    @property
    def files(self) -> tuple[tuple[str, Path], ...]:
        """(address, where it stands)."""
        return tuple((address, file.path) for address, file in self.stored)


Measurers = Hands[tuple[Sighted, bool]]


@contextlib.contextmanager
def measurers(cache: Path | None, jobs: int, elsewhere: Elsewhere | None = None) -> Iterator[Measurers]:
    """Those who will `measure`, on their way already if the last run had something to look at that is never remembered."""
    with Hired[tuple[Sighted, bool]](jobs, elsewhere) as hired:
        if Notes(cache).expected:
            hired.prepare()
        yield hired


def measure(
    originals: Sequence[Original],
    *,
    cache: Path | None,
    jobs: int = 1,
    say: Say | None = None,
    crew: Measurers | None = None,
    elsewhere: Elsewhere | None = None,
    ahead: bool = False,
) -> Measured:
    """Facts or a fault (E802 to E808) for every original, whatever it is. Equal bytes are looked at once.

    `crew` is whom `measurers` hired, else `jobs` are at work at once, and those `elsewhere`, who are shown only what is
    published. Facts of thorough originals are remembered in `cache`; of others nothing is written anywhere. With `ahead`
    pictures whose `ai_use` is known are made at once, into the store, where `derive` will find them. Raises MediaCacheError.
    """
    if cache and any(original.thorough for original in originals):
        check_cache(cache)
    with contextlib.ExitStack() as stack:
        early = None
        if ahead and cache and not elsewhere and any(original.ai_use for original in originals):
            from generator.media.ahead import Ahead  # brings threads along

            stack.enter_context(held(cache))
            early = stack.enter_context(Ahead(cache))
        looking = Looking(originals, Notes(cache), say, early)
        try:
            hired = crew or stack.enter_context(measurers(None, jobs, elsewhere))
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
    failed: dict[Addresses, Refusal] = {}
    everything: tuple[Order | Drawing, ...] = (*orders, *cards)
    wanted = {_addresses(one): one for one in reversed(everything)}
    check_cache(cache)
    with in_use(cache, alone=False):
        store = Store(cache)
        missing = store.missing(wanted, jobs=jobs)
        settled = len(wanted) - len(missing)
        if say:
            say("制作图片和音视频", settled, len(wanted))
        made = wanted.keys() - missing
        if missing:
            from generator.media.deriving import make_missing  # brings threads and processes along

            films = any(_is_film(wanted[addresses]) for addresses in missing)
            with Hired[Addresses](jobs, elsewhere, films=films) as hired:
                for addresses, refusal in make_missing(
                    missing, wanted, cache=cache, store=store, hired=hired
                ):
                    if refusal:
                        failed[addresses] = refusal
                    else:
                        made.add(addresses)
                    settled += 1
                    if say:
                        say("制作图片和音视频", settled, len(wanted))
        store.save()
    names = sorted(address for addresses in made for address in addresses)
    faults = tuple(
        MediaFault(one.key, refusal.code, refusal.detail)
        for one in (everything if failed else ())
        if (refusal := failed.get(_addresses(one)))
    )
    return Derived(tuple((name, store.stored(name)) for name in names), faults)


def sweep(
    cache: Path,
    keep: Iterable[str],
    *,
    joined: Mapping[str, str] | None = None,
    elsewhere: Elsewhere | None = None,
) -> None:
    """Remove from the cache everything that is not at these addresses, and what is remembered of its originals.

    So also from what is shared with those `elsewhere`. Waits for builds that are deriving. `joined` are
    files that a site just got as a second name of ours, by address the sha256 of what was found there. Raises MediaCacheError.
    """
    kept = tuple(keep)
    sweep_store(cache, kept, joined=joined)
    if elsewhere and elsewhere.store:
        from generator.media.errand import depot_at

        depot_at(elsewhere.store).sweep(kept)


def _is_film(one: Order | Drawing) -> bool:
    """Whether it is sound or film that is to be made of."""
    return isinstance(one, Order) and KINDS[one.facts.format] != "image"


def _addresses(one: Order | Drawing) -> Addresses:
    return (
        tuple(output.address for output in one.outputs) if isinstance(one, Order) else (one.output.address,)
    )
