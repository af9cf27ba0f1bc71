"""Share cards, drawn by the worker while what else shows a work is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from generator.manifest import Source
from generator.media.drawings import Drawing
from generator.media.hiring import Hired
from generator.media.recipe import CardOrder, Order
from generator.media.refusal import MediaCacheError
from generator.media.workshop import CACHE
from generator.revising.state import DoubtError


@contextmanager
def drawing(
    root: Path, cards: Mapping[str, CardOrder], hired: Hired[tuple[str, ...]]
) -> Iterator[Callable[[], Mapping[str, Source]]]:
    """Have these cards (by address) drawn by those who are `hired`, while nobody sweeps them away; yields a function that waits for their files.

    It raises DoubtError where one could not be made.
    """
    if not cards:
        yield dict
        return
    from threading import Thread

    from generator.media.deriving import make_missing
    from generator.media.store import Store
    from generator.media.studio import held

    cache = root / CACHE
    made: list[Mapping[str, Source]] = []

    def draw() -> None:
        wanted: dict[tuple[str, ...], Order | Drawing] = {(one,): card for one, card in cards.items()}
        try:
            store = Store(cache)
            told = list(make_missing(store.missing(wanted), wanted, cache=cache, store=store, hired=hired))
            store.save()
        except (MediaCacheError, OSError, RuntimeError):  # a build tells
            return
        if not any(refusal for _, refusal in told):
            made.append({address: store.stored(address) for address in cards})  # as a build has it

    with held(cache):
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
