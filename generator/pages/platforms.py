"""Platforms with their entry points: address, menu path, and a QR picture made from a printed address."""

from __future__ import annotations

from msgspec import Struct

from generator import routes
from generator.media.codes import png
from generator.media.drawings import code_side
from generator.model.campaign import Campaign
from generator.site import Asset


class EntryView(Struct, frozen=True):
    """A way in: `qr` is the href of its picture, `size` its side in pixels."""

    label: str
    url: str | None
    path: str | None
    lost: bool
    qr: str | None
    size: int


class PlatformView(Struct, frozen=True):
    """A platform as shown."""

    id: str
    name: str
    functions: str
    note: str | None
    entries: tuple[EntryView, ...]


def platform_views(
    campaign: Campaign, root: str, only: tuple[str, ...] | None = None
) -> tuple[PlatformView, ...]:
    """The platforms of a campaign, or those a sub-project names."""
    views = []
    for platform in campaign.platforms:
        if only is not None and platform.id not in only:
            continue
        entries = []
        for number, entry in enumerate(platform.entries, start=1):
            size = code_side(entry.url) if entry.url else 0
            qr = root + routes.platform_qr(campaign.id, platform.id, number) if size else None
            entries.append(EntryView(entry.label, entry.url, entry.path, entry.lost, qr, size))
        functions = "、".join(platform.functions)
        views.append(PlatformView(platform.id, platform.name, functions, platform.note, tuple(entries)))
    return tuple(views)


def qr_assets(campaign: Campaign) -> tuple[Asset, ...]:
    """The QR pictures of a campaign's platforms; an address too long for one that phones read has none."""
    assets = []
    for platform in campaign.platforms:
        for number, entry in enumerate(platform.entries, start=1):
            if entry.url and code_side(entry.url):
                path = routes.platform_qr(campaign.id, platform.id, number)
                assets.append(Asset(path=path, data=png(entry.url)))
    return tuple(assets)
