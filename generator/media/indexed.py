"""A drawing with a picture in it as a small PNG: 256 colours, those of paper and ink exact, the others the picture's."""

from __future__ import annotations

import io

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from generator.media.cards import GREY, INK, PAPER, VERMILION
from generator.media.label import packet
from generator.media.pictures import MAT
from generator.media.recipe import AiUse

MOST_BYTES = 400_000
"""A poster stays below: it is loaded and sent on over telephones."""

WHITE, BLACK, LINE, EDGE = (0xFF, 0xFF, 0xFF), (0, 0, 0), (0xD8, 0xCF, 0xBE), (0xC9, 0xC0, 0xAD)
_EDGES = ((PAPER, INK), (PAPER, GREY), (VERMILION, PAPER), (MAT, INK))
"""(ground, letters) that meet in a drawing; each gets the steps between the two."""
_STEPS = 10
_FEWER = ((256, True), (256, False), (128, False), (64, False), (32, False), (16, False), (8, False))
"""(most colours of the picture, whether they are mixed of dots), tried in turn."""

Placed = tuple[Image.Image, tuple[int, int]]
"""A picture and where its upper left corner stands."""


def png(drawing: Image.Image, placed: Placed | None, ai_use: AiUse) -> bytes:
    """The drawing with the picture in its place, below `MOST_BYTES`: the picture's colours give way where they must.

    Carries the label of AI where one is due.
    """
    info = PngInfo()
    if label := packet(ai_use):
        info.add_itxt("XML:com.adobe.xmp", label.decode())
    flat = drawing.quantize(palette=_palette(_colours()), dither=Image.Dither.NONE)
    if placed is None:
        return _saved(flat, info)
    for most, dither in _FEWER:
        data = _saved(_with_picture(flat, placed, most=most, dither=dither), info)
        if len(data) < MOST_BYTES:
            break
    return data


def _saved(image: Image.Image, info: PngInfo) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=6, pnginfo=info)
    return file.getvalue()


def _with_picture(flat: Image.Image, placed: Placed, *, most: int, dither: bool) -> Image.Image:
    picture, at = placed
    colours = _colours()
    own = len(colours) // 3
    how = Image.Dither.FLOYDSTEINBERG if dither else Image.Dither.NONE
    chosen = picture.quantize(palette=_few(picture, min(most, 256 - own)), dither=how)
    image = flat.copy()
    image.putpalette(colours + (chosen.getpalette() or [])[: 3 * (256 - own)])
    image.paste(chosen.point(lambda index: index + own), at)
    return image


def _few(picture: Image.Image, colours: int) -> Image.Image:
    """The picture's own palette, taken from every third pixel of every third row: in a ninth of the time."""
    size = (max(1, picture.width // 3), max(1, picture.height // 3))
    return picture.resize(size, Image.Resampling.NEAREST).quantize(colours, method=Image.Quantize.MEDIANCUT)


def _colours() -> list[int]:
    ramps: dict[tuple[int, ...], None] = dict.fromkeys(
        (PAPER, MAT, INK, GREY, VERMILION, WHITE, BLACK, LINE, EDGE)
    )
    for ground, letters in _EDGES:
        for step in range(1, _STEPS):
            mixed = (round(a + (b - a) * step / _STEPS) for a, b in zip(ground, letters, strict=True))
            ramps[tuple(mixed)] = None
    return [part for colour in ramps for part in colour]


def _palette(colours: list[int]) -> Image.Image:
    image = Image.new("P", (1, 1))
    image.putpalette(colours)
    return image
