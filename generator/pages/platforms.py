"""Platforms with their entry points: address, menu path, and a QR picture made from a printed address."""

from __future__ import annotations

import io
from dataclasses import dataclass

import segno

from generator import routes
from generator.model.campaign import Campaign
from generator.site import Asset

QR_MODULE = 8
"""Pixels a module: a version 2 symbol with its quiet zone comes out above the 240 px that phones need."""


@dataclass(frozen=True, slots=True)
class EntryView:
    """A way in: `qr` is the href of its picture, `size` its side in pixels."""

    label: str
    url: str | None
    path: str | None
    lost: bool
    qr: str | None
    size: int


@dataclass(frozen=True, slots=True)
class PlatformView:
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
            qr = root + routes.platform_qr(campaign.id, platform.id, number) if entry.url else None
            size = _side(entry.url) if entry.url else 0
            entries.append(EntryView(entry.label, entry.url, entry.path, entry.lost, qr, size))
        functions = "、".join(platform.functions)
        views.append(PlatformView(platform.id, platform.name, functions, platform.note, tuple(entries)))
    return tuple(views)


def qr_assets(campaign: Campaign) -> tuple[Asset, ...]:
    """The QR pictures of a campaign's platforms, error correction M, four modules of quiet zone (ISO/IEC 18004)."""
    assets = []
    for platform in campaign.platforms:
        for number, entry in enumerate(platform.entries, start=1):
            if entry.url:
                assets.append(
                    Asset(path=routes.platform_qr(campaign.id, platform.id, number), data=_png(entry.url))
                )
    return tuple(assets)


def _code(url: str) -> segno.QRCode:
    return segno.make(url, error="m", micro=False, boost_error=False)


def _side(url: str) -> int:
    width, _ = _code(url).symbol_size(scale=QR_MODULE, border=4)
    return int(width)


def _png(url: str) -> bytes:
    buffer = io.BytesIO()
    _code(url).save(buffer, kind="png", scale=QR_MODULE, border=4)
    return buffer.getvalue()
