"""Contacts as vCards (RFC 6350)."""

from __future__ import annotations

from generator.model.campaign import Campaign
from generator.pages.frame_parts import Setting
from generator.site import Asset


def contact_cards(setting: Setting, campaign: Campaign) -> tuple[Asset, ...]:
    """Make one card for each contact that can be reached."""
    return ()
