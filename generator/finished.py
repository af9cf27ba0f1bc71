"""The pages and files of a site that are finished when it is planned: all but the drafts of works and what is made of them.

The record stands by itself: who takes it from another process does not want the libraries by which it was made.
"""

from __future__ import annotations

from msgspec import Struct

from generator.site import Asset, Page


class Finished(Struct, frozen=True):
    """Plain values, which another process may have made. `around` are of each campaign the pages before and after its works."""

    lists: tuple[Page, ...]
    around: tuple[tuple[tuple[Page, ...], tuple[Page, ...]], ...]
    codes: tuple[Page, ...]
    taken: tuple[Asset, ...]
    told: tuple[Asset, ...]
