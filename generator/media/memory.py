"""Memory of the worker, shared among its threads: big pictures wait for one another, small ones do not."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

BUDGET = 400_000_000
"""Bytes all threads of the worker together may hold for what they work on."""
SPARE = 96 << 20
"""Bytes that may stay with the process for the next picture, while nobody is in want of them."""


class Memory:
    """`size` bytes that may be held at once. A request beyond `size` is granted when nobody else holds any.

    `keep` is told how many bytes may be kept for the next picture instead of being given back to the system: `SPARE`
    as long as so many are free, none otherwise, so that what is held and what is kept never exceed `size`.
    """

    def __init__(self, size: int, keep: Callable[[int], object] | None = None) -> None:
        self._size = size
        self._free = size
        self._changed = threading.Condition()
        self._keep = keep or (lambda _: None)
        self._kept = -1
        self._spare()

    @contextmanager
    def hold(self, wanted: int) -> Iterator[None]:
        """Wait until `wanted` bytes are free, and hold them while the block runs."""
        share = min(max(0, wanted), self._size)
        with self._changed:
            self._changed.wait_for(lambda: self._free >= share)
            self._free -= share
            self._spare()
        try:
            yield
        finally:
            with self._changed:
                self._free += share
                self._spare()
                self._changed.notify_all()

    def _spare(self) -> None:
        kept = SPARE if self._free >= SPARE else 0
        if kept != self._kept:
            self._kept = kept
            self._keep(kept)
