"""Share cards, drawn by the worker while what else shows a work is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from generator.manifest import Source, Stored
from generator.media.recipe import CardOrder
from generator.media.refusal import MediaCacheError
from generator.media.workshop import CACHE
from generator.revising.showing import DoubtError


@contextmanager
def drawing(root: Path, cards: Mapping[str, CardOrder]) -> Iterator[Callable[[], Mapping[str, Source]]]:
    """Have these cards (by address) drawn, while nobody sweeps them away; yields a function that waits for their files.

    It raises DoubtError where one could not be made.
    """
    if not cards:
        yield dict
        return
    from threading import Thread

    from generator.media.studio import derive, held

    made: list[Mapping[str, Source]] = []

    def draw() -> None:
        try:
            derived = derive((), list(cards.values()), cache=root / CACHE, jobs=1)
        except (MediaCacheError, OSError, RuntimeError):  # a build tells
            return
        if not derived.faults:
            made.append({address: Stored(path) for address, path in derived.files})  # as a build has it

    with held(root / CACHE):
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
