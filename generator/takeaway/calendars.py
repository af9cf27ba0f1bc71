"""Dates as iCalendar (RFC 5545)."""

from __future__ import annotations

from generator.model.campaign import Campaign
from generator.pages.frame_parts import Setting
from generator.site import Asset


def calendars(setting: Setting, campaign: Campaign) -> tuple[Asset, ...]:
    """Make the calendar of a campaign and of each of its sub-projects."""
    return ()
