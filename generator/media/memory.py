"""Memory of the worker, shared among its threads: big pictures wait for one another, small ones do not."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

BUDGET = 400_000_000
"""Bytes all threads of the worker together may hold for what they work on."""


class Memory:
    """`size` bytes that may be held at once. A request beyond `size` is granted when nobody else holds any."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._free = size
        self._changed = threading.Condition()

    @contextmanager
    def hold(self, wanted: int) -> Iterator[None]:
        """Wait until `wanted` bytes are free, and hold them while the block runs."""
        share = min(max(0, wanted), self._size)
        with self._changed:
            self._changed.wait_for(lambda: self._free >= share)
            self._free -= share
        try:
            yield
        finally:
            with self._changed:
                self._free += share
                self._changed.notify_all()
