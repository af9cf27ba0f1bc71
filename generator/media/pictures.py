"""Published pictures: WebP in the widths that were ordered, and the square share card. Runs in the worker."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import BinaryIO

from msgspec import Struct
from PIL import Image, ImageDraw

from generator.media.cards import card_bytes
from generator.media.colours import on_paper, to_rgb
from generator.media.images import as_it_lies, need, opened, orientation, shrunk, turned
from generator.media.label import packet
from generator.media.memory import Memory
from generator.media.recipe import CARD, AiUse, Role, picture_sizes
from generator.media.refusal import damaged

QUALITY, METHOD = 84, 2
"""Of WebP. Method 2 and decoding at DCT scale cost likeness that method 4 and a full decode have; 84 buys it back
(luma SSIM on photos of 12 to 24 MP; DECISIONS.md)."""

MAT = (0xEA, 0xE3, 0xD4)
_SHADOW = (0xC9, 0xC0, 0xAD)
_MARGIN = CARD * 7 // 100
_RESAMPLING = Image.Resampling.BICUBIC
"""Two thirds of the time that Lanczos takes, and nothing to be seen between them (measured, see DECISIONS.md)."""
_MOUNTED = 800
"""Width of the picture that is mounted on the share card, pixels: it shows 516 of them at most."""


class Target(Struct, frozen=True):
    """A file to be filled: what it is to hold, its size in pixels, and where to write."""

    role: Role
    width: int
    height: int
    file: BinaryIO


def make(file: BinaryIO, form: str, targets: Sequence[Target], *, ai_use: AiUse, memory: Memory) -> None:
    """Fill all targets from the picture in `file`. Raises Refusal."""
    with opened(file, form) as image:
        lying = as_it_lies(_widest(targets), orientation(image))
        with memory.hold(need(image, form, lying)):
            if form == "JPEG":
                image.draft(image.mode, lying)
            make_of(image, targets, ai_use=ai_use)


def make_of(image: Image.Image, targets: Sequence[Target], *, ai_use: AiUse) -> None:
    """Fill all targets from a picture that is open, at the scale at which it is; it is closed as soon as it can be."""
    how = orientation(image)
    lying = as_it_lies(_widest(targets), how)
    base = shrunk(image, lying)
    if base is not image:
        image.close()  # its pixels are no longer needed
    if base.size != lying:
        base = _resized(base, lying)
    fill(turned(to_rgb(base), how), targets, ai_use=ai_use)


def targets(width: int, height: int, files: Sequence[BinaryIO]) -> list[Target]:
    """What is made of a picture of this upright size: its pictures narrowest first, and the share card into the last file."""
    sizes = picture_sizes(width, height)
    pictures = [Target("picture", *size, file) for size, file in zip(sizes, files, strict=False)]
    return [*pictures, Target("card", CARD, CARD, files[-1])]


def fill(base: Image.Image, targets: Sequence[Target], *, ai_use: AiUse) -> None:
    """Fill the targets from an upright sRGB picture, each width from the one above it."""
    label = packet(ai_use)
    pictures = sorted((one for one in targets if one.role == "picture"), key=lambda one: -one.width)
    card = base
    for target in pictures:
        if base.size != (target.width, target.height):
            base = _resized(base, (target.width, target.height))
        data = io.BytesIO()
        base.save(data, "WEBP", quality=QUALITY, method=METHOD, xmp=label, exif=b"", icc_profile=b"")
        target.file.write(data.getvalue())
        if base.width >= _MOUNTED:
            card = base
    for target in targets:
        if target.role == "card":
            target.file.write(card_bytes(mounted(card), ai_use))


def mounted(image: Image.Image) -> Image.Image:
    """The whole picture on a square mat, with a hairline of shadow; small ones are enlarged twice at most."""
    room = CARD - 2 * _MARGIN
    scale = min(room / image.width, room / image.height, 2.0)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    small = on_paper(image if image.size == size else _resized(image, size))
    card = Image.new("RGB", (CARD, CARD), MAT)
    left, top = (CARD - size[0]) // 2, (CARD - size[1]) // 2
    ImageDraw.Draw(card).rectangle((left, top, left + size[0] + 1, top + size[1] + 1), fill=_SHADOW)
    card.paste(small, (left, top))
    return card


def _widest(targets: Sequence[Target]) -> tuple[int, int]:
    pictures = [target for target in targets if target.role == "picture"]
    if not pictures:
        raise damaged("没有要制作的图片")
    top = max(pictures, key=lambda one: one.width)
    return top.width, top.height


def _resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    profile = image.info.get("icc_profile")
    small = image.resize(size, _RESAMPLING, reducing_gap=1.0)
    small.info = {"icc_profile": profile} if profile else {}
    return small
