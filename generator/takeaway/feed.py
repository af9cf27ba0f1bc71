"""The newest notices as Atom (RFC 4287)."""

from __future__ import annotations

from generator.pages.frame_parts import Setting
from generator.site import Asset


def feed(setting: Setting) -> tuple[Asset, ...]:
    """Make the feed of notices."""
    return ()
