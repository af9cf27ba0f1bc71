"""Share cards, drawn by the worker while what else shows a work is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from generator.manifest import Source
from generator.media.hiring import Hired
from generator.media.recipe import CardOrder
from generator.media.refusal import MediaCacheError
from generator.media.sealed import check_cache, check_room, in_use
from generator.media.workshop import CACHE
from generator.revising.state import DoubtError


@contextmanager
def drawing(
    root: Path, cards: Mapping[str, CardOrder], hired: Hired[tuple[str, ...]]
) -> Iterator[Callable[[], Mapping[str, Source]]]:
    """Have these cards (by address) drawn by those who are `hired`, while nobody sweeps them away.

    Yields a function that waits for their files. It raises DoubtError where one could not be made.
    """
    if not cards:
        yield dict
        return
    from threading import Thread

    from generator.media.making import Making
    from generator.media.notes import Notes
    from generator.media.store import Store

    cache = root / CACHE
    made: list[Mapping[str, Source]] = []

    def draw() -> None:
        wanted: dict[tuple[str, ...], CardOrder] = {(one,): card for one, card in cards.items()}
        try:
            store = Store(cache)
            missing = store.missing(wanted)
            with Making(cache, store, Notes(cache)) as making:
                refused = []
                for one, answer in hired.work(making.task(one, wanted[one]) for one in missing):
                    check_room(cache)
                    refused.append(making.finish(one, answer))
            store.save()
        except (MediaCacheError, OSError, RuntimeError):  # a build tells
            return
        if not any(refused):
            made.append({address: store.stored(address) for address in cards})  # as a build has it

    check_cache(cache)
    with in_use(cache, alone=False):
        hand = Thread(target=draw)
        hand.start()

        def drawn() -> Mapping[str, Source]:
            hand.join()
            if not made:
                raise DoubtError
            return made[0]

        try:
            yield drawn
        finally:
            hand.join()
