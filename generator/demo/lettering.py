"""Chinese type as a picture: fitted lines, brush ink, woodcut and sliced characters."""

from collections.abc import Callable

import numpy as np
from msgspec import Struct
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from generator.demo.curves import Point
from generator.demo.paint import Canvas, Colour, rgb, serif, to_image
from generator.demo.scenes.nature import noise


class Words(Struct, frozen=True):
    """What a poster says, and its leading colour."""

    title: str
    line1: str
    line2: str
    colour: Colour


Draw = Callable[[Canvas, Words, int], None]


def fitting(words: str, width: float, most: float) -> float:
    """The type size, at most `most`, at which the words are no wider than `width`."""
    if not words:
        return most
    return min(most, width / (serif(100).getlength(words) / 100))


def line(
    c: Canvas, at: Point, words: str, fill: Colour, *, width: float, most: float, anchor: str = "la"
) -> None:
    """A line of words made smaller where it would be too wide."""
    c.text(at, words, fitting(words, width, most), fill, anchor=anchor)


def head(c: Canvas, left: str, ink: Colour) -> None:
    """The small line at the top of a poster; 示例 says that nobody made it."""
    c.text((75, 56), left, 27, ink)
    c.text((c.w - 75, 56), "示例", 27, ink, anchor="ra")


def stencil(c: Canvas, at: Point, words: str, size: float) -> Image.Image:
    """A mask of the words, centred at a point, as large as the canvas."""
    mask = Image.new("L", c.image.size)
    font = serif(round(size * c.k))
    ImageDraw.Draw(mask).text((at[0] * c.k, at[1] * c.k), words, font=font, fill=255, anchor="mm")
    return mask


def stamp(c: Canvas, mask: Image.Image, fill: Colour, *, move: Point = (0, 0)) -> None:
    """Print a mask in one colour, moved by some units."""
    c.image.paste(rgb(fill), (round(move[0] * c.k), round(move[1] * c.k)), mask)


def rough(mask: Image.Image, *, seed: int, grain: float, dry: float = 0.0, stretch: float = 1) -> Image.Image:
    """The mask with torn edges, and worn through in places where `dry` is above 0: brush and woodblock."""
    rows = max(60, mask.height // 4), max(60, mask.width // 4)
    edge = to_image(255 * noise(rows, seed, beta=1.5)).resize(mask.size)
    soft = mask.filter(ImageFilter.GaussianBlur(grain))
    torn = ImageChops.add(soft, edge, 1, -128).point(lambda v: 255 if v > 118 else 0)
    if dry:
        field = noise(rows, seed + 1, beta=1.7, stretch=stretch)
        limit = float(np.quantile(field, dry))
        worn = Image.fromarray(np.where(field > limit, 255, 0).astype(np.uint8)).resize(mask.size)
        torn = ImageChops.multiply(torn, worn.filter(ImageFilter.GaussianBlur(1)))
    return torn.filter(ImageFilter.GaussianBlur(0.8))


def sliced(
    c: Canvas, mask: Image.Image, *, top: float, step: float, first: float, grow: float, count: int
) -> Image.Image:
    """The mask cut by horizontal gaps that grow wider downwards."""
    out = mask.copy()
    pen = ImageDraw.Draw(out)
    for i in range(count):
        y, half = (top + i * step) * c.k, (first + grow * i) * c.k / 2
        pen.rectangle([0, y - half, out.width, y + half], fill=0)
    return out


def paper(c: Canvas, *, amount: float = 0.08, seed: int = 21) -> None:
    """Give the whole sheet the unevenness of paper."""
    field = noise((300, 225), seed, beta=1.2)
    grey = to_image(255 * (1 - amount * field)).resize(c.image.size, Image.Resampling.BICUBIC)
    c.image = ImageChops.multiply(c.image, Image.merge("RGB", (grey, grey, grey)))
