"""Pages and files that are finished when a site is planned: those around its works, and what readers take along.

The record stands by itself: who takes it from another process does not want the libraries by which it was made.
"""

from __future__ import annotations

from msgspec import Struct

from generator.site import Asset, Page


class Finished(Struct, frozen=True):
    """Plain values, which another process may have made. `around` are of each campaign the pages before and after its works."""

    lists: tuple[Page, ...]
    around: tuple[tuple[tuple[Page, ...], tuple[Page, ...]], ...]
    taken: tuple[Asset, ...]
    told: tuple[Asset, ...]
