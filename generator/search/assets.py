"""The files of the search index."""

from __future__ import annotations

from generator.pages.frame_parts import Setting
from generator.site import Asset, Page


def search_assets(setting: Setting, pages: tuple[Page, ...]) -> tuple[Asset, ...]:
    """Make the index: what there is to load, and a shard for each campaign."""
    return ()
