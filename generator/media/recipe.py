"""Names and sizes of everything that is made of an original, decided before a pixel is touched. Pure.

A published name comes from the content and from this recipe, never from the sender's file name. Whoever changes how
something is made raises `RECIPE`: new names, so that no cache, ours or a browser's, ever shows the old one.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

from msgspec import Struct

from generator.media.facts import Facts

RECIPE = 4
WIDTHS = (400, 800, 1600)
"""Widths of the pictures in a page, pixels."""

TALLEST = 16_000
"""Pixels; WebP ends at 16,383."""

CARD = 600
"""Side of the square share card, pixels (WeChat takes none below 300)."""

AiUse = Literal["none", "assisted", "generated"]
Role = Literal["picture", "card", "stream", "poster", "code"]


class Output(Struct, frozen=True):
    """One file to be made: a WebP `picture` (of a film: its still), the JPEG share `card`, the remuxed `stream`.

    Of words alone: a PNG `poster`, and the PNG of a QR `code`.
    """

    address: str
    role: Role
    width: int = 0
    height: int = 0


class Order(Struct, frozen=True):
    """What is to be made of one original. `key` names it in reports."""

    key: tuple[str, str, str]
    path: Path
    facts: Facts
    ai_use: AiUse
    outputs: tuple[Output, ...]


class CardOrder(Struct, frozen=True):
    """A share card without a picture: set in type. `kicker` is the small line above, `foot` the one below."""

    key: tuple[str, str, str]
    title: str
    kicker: str
    foot: str
    award: str
    ai_use: AiUse
    output: Output


def order_for(key: tuple[str, str, str], path: Path, facts: Facts, ai_use: AiUse) -> Order:
    """Everything that is published of one original: pictures narrowest first, the share card, then the stream."""
    name = content_name(facts.sha256, ai_use)
    outputs: list[Output] = []
    if facts.kind != "audio":
        outputs = [
            Output(f"{name}-{width}.webp", "picture", width, height)
            for width, height in picture_sizes(facts.width, facts.height)
        ]
        outputs.append(Output(f"{name}-card.jpg", "card", CARD, CARD))
    if facts.kind == "video":
        outputs.append(Output(f"{name}.mp4", "stream", facts.width, facts.height))
    if facts.kind == "audio":
        outputs.append(Output(f"{name}.{'mp3' if facts.format == 'MP3' else 'm4a'}", "stream"))
    return Order(key, path, facts, ai_use, tuple(outputs))


def card_order(
    key: tuple[str, str, str], *, title: str, kicker: str, foot: str, award: str, ai_use: AiUse
) -> CardOrder:
    """The share card of a work without a picture."""
    words = f"{title}\0{kicker}\0{foot}\0{award}"
    name = content_name(hashlib.sha256(words.encode("utf-8", "replace")).hexdigest(), ai_use)
    return CardOrder(key, title, kicker, foot, award, ai_use, Output(f"{name}-card.jpg", "card", CARD, CARD))


def picture_sizes(width: int, height: int) -> tuple[tuple[int, int], ...]:
    """Sizes of the pictures: the `WIDTHS` below the original's own, and its own up to the widest; never enlarged."""
    widest = min(width, WIDTHS[-1], max(1, width * TALLEST // height))
    widths = [w for w in WIDTHS if w < widest] + [widest]
    return tuple((w, min(TALLEST, max(1, round(height * w / width)))) for w in widths)


def content_name(sha256: str, ai_use: AiUse) -> str:
    """The beginning of the names of all that is made of one content in one way."""
    digest = hashlib.blake2b(f"{sha256} {RECIPE} {ai_use}".encode(), digest_size=12).hexdigest()
    return f"media/{digest[:2]}/{digest}"
