"""Documents for word processors."""

from __future__ import annotations

from generator.model.campaign import Campaign
from generator.pages.frame_parts import Setting
from generator.site import Asset


def documents(setting: Setting, campaign: Campaign) -> tuple[Asset, ...]:
    """Make the DOCX of each notice, of each blank form, and of the honour roll."""
    return ()
