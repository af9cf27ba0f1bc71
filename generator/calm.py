"""Time without the search for cyclic garbage: for work that makes very many records, nearly all of which live on."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def calm() -> Iterator[None]:
    """While this lasts nothing is searched; whoever had it off before finds it off. Also a decorator.

    Records form no circles, so nothing is kept for it; each search would look at all that has been read so far.
    What was made counts as old afterwards, without a search.
    """
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()
