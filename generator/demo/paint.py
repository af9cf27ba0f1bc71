"""A canvas in drawing units, so that one scene draws at 320 or at 2400 pixels."""

import functools
import itertools
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from generator.demo.curves import Point, smooth

Colour = str | tuple[int, int, int]


Stops = Sequence[tuple[float, Colour]]


Array = NDArray[np.float32]


_FONT = Path(__file__).parent.parent / "fonts" / "zhanbang-serif.otf"


def rgb(colour: Colour) -> tuple[int, int, int]:
    """Red, green and blue of a colour written #RRGGBB."""
    if isinstance(colour, tuple):
        return colour
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(first: Colour, second: Colour, share: float) -> tuple[int, int, int]:
    """The colour at `share` (0 to 1) of the way from the first to the second."""
    one, two = rgb(first), rgb(second)
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, two, strict=True))
    return red, green, blue


@functools.lru_cache(maxsize=64)
def serif(pixels: int) -> ImageFont.FreeTypeFont:
    """The built-in font; the simple layout engine, because the other one may be absent."""
    return ImageFont.truetype(str(_FONT), max(4, pixels), layout_engine=ImageFont.Layout.BASIC)


class Canvas:
    """A picture of `units` width and height, drawn large enough to be made `size` pixels by `finish`."""

    def __init__(self, units: Point, size: tuple[int, int], *, over: float | None = None) -> None:
        over = over or (2.0 if max(size) <= 1300 else 1.5)
        self.units, self.size = units, size
        self.w, self.h = units
        self._put(max(size[0] / units[0], size[1] / units[1]) * over)

    def _put(self, scale: float) -> None:
        self.k = scale
        dims = (max(8, round(self.w * scale)), max(8, round(self.h * scale)))
        self.image = Image.new("RGB", dims)

    @property
    def image(self) -> Image.Image:
        """The picture so far."""
        return self._image

    @image.setter
    def image(self, image: Image.Image) -> None:
        self._image = image
        self._draw = ImageDraw.Draw(image, "RGBA")

    def sheet(self, shrink: float = 1) -> "Canvas":
        """A black sheet of the same units, `shrink` times coarser, for light that is laid over later."""
        other = object.__new__(Canvas)
        other.units, other.size, other.w, other.h = self.units, self.size, self.w, self.h
        other._put(self.k / shrink)
        return other

    def _at(self, points: Iterable[Point]) -> list[Point]:
        return [(x * self.k, y * self.k) for x, y in points]

    def _pen(self, width: float) -> int:
        return max(1, round(width * self.k))

    def poly(self, points: Iterable[Point], fill: Colour, *, alpha: float = 1) -> None:
        """A filled polygon."""
        self._draw.polygon(self._at(points), fill=(*rgb(fill), round(alpha * 255)))

    def blob(self, points: Sequence[Point], fill: Colour, *, alpha: float = 1) -> None:
        """A filled shape with a smooth outline through the points."""
        self.poly(smooth(points), fill, alpha=alpha)

    def line(self, points: Iterable[Point], fill: Colour, width: float = 1, *, alpha: float = 1) -> None:
        """A line through the points, at least one pixel wide."""
        ink = (*rgb(fill), round(alpha * 255))
        self._draw.line(self._at(points), fill=ink, width=self._pen(width), joint="curve")

    def lines(self, pairs: Iterable[tuple[Point, Point]], fill: Colour, width: float = 1) -> None:
        """Many separate strokes of one colour."""
        for pair in pairs:
            self._draw.line(self._at(pair), fill=rgb(fill), width=self._pen(width))

    def disc(self, at: Point, r: float, fill: Colour, *, ry: float | None = None, alpha: float = 1) -> None:
        """A filled circle, or an ellipse where `ry` is given."""
        high = r if ry is None else ry
        box = self._at([(at[0] - r, at[1] - high), (at[0] + r, at[1] + high)])
        self._draw.ellipse([*box[0], *box[1]], fill=(*rgb(fill), round(alpha * 255)))

    def ring(self, at: Point, r: float, colour: Colour, width: float) -> None:
        """A circle that is only a line."""
        box = self._at([(at[0] - r, at[1] - r), (at[0] + r, at[1] + r)])
        self._draw.ellipse([*box[0], *box[1]], outline=rgb(colour), width=self._pen(width))

    def pie(self, at: Point, r: float, turn: tuple[float, float], fill: Colour) -> None:
        """A slice of a circle between two angles in degrees, clockwise from the right."""
        box = self._at([(at[0] - r, at[1] - r), (at[0] + r, at[1] + r)])
        self._draw.pieslice([*box[0], *box[1]], turn[0], turn[1], fill=rgb(fill))

    def rect(self, start: Point, end: Point, fill: Colour, *, radius: float = 0, alpha: float = 1) -> None:
        """A filled box between two corners given in any order."""
        (x0, y0), (x1, y1) = self._at([start, end])
        box = [min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)]
        ink = (*rgb(fill), round(alpha * 255))
        if radius:
            self._draw.rounded_rectangle(box, radius * self.k, fill=ink)
        else:
            self._draw.rectangle(box, fill=ink)

    def text(self, at: Point, words: str, size: float, fill: Colour, *, anchor: str = "la") -> None:
        """Words in the built-in font, `size` units high."""
        self._draw.text(
            self._at([at])[0], words, font=serif(round(size * self.k)), fill=rgb(fill), anchor=anchor
        )

    def column(self, at: Point, words: str, size: float, fill: Colour, *, step: float = 1.12) -> None:
        """Words set vertically, centred on x, from y downwards."""
        for i, char in enumerate(words):
            self.text((at[0], at[1] + size * (0.5 + i * step)), char, size, fill, anchor="mm")

    def sky(self, stops: Stops, *, top: float = 0, bottom: float | None = None) -> None:
        """A vertical gradient over the whole width."""
        first, last = round(top * self.k), round((self.h if bottom is None else bottom) * self.k)
        self.image.paste(gradient((self.image.width, last - first), stops), (0, first))

    def shade(self, points: Sequence[Point], stops: Stops, *, span: tuple[float, float]) -> None:
        """A polygon filled with a vertical gradient that runs between two heights."""
        mask = Image.new("L", self.image.size)
        ImageDraw.Draw(mask).polygon(self._at(points), fill=255)
        first, last = round(span[0] * self.k), max(round(span[0] * self.k) + 1, round(span[1] * self.k))
        box = mask.getbbox()
        if box is None:
            return
        rows = np.clip((np.arange(box[1], box[3]) - first) / (last - first), 0, 1)
        fill = gradient((box[2] - box[0], box[3] - box[1]), stops, rows)
        self.image.paste(fill, box[:2], mask.crop(box))

    def glows(self, lights: Iterable[tuple[Point, float, Colour, float]], *, squash: float = 1) -> None:
        """Soft round lights (place, radius, colour, strength); `squash` above 1 makes them flat."""
        step = 8 if max(self.image.size) > 1000 else 4
        wide, high = self.image.width // step + 1, self.image.height // step + 1
        y, x = np.mgrid[0:high, 0:wide].astype(np.float32) * np.float32(step / self.k)
        dark = np.ones((high, wide, 3), np.float32)
        for at, radius, colour, strength in lights:
            far = ((x - at[0]) ** 2 + ((y - at[1]) * squash) ** 2) / radius**2
            dark *= 1 - (np.exp(-2.2 * far) * strength)[..., None] * (np.array(rgb(colour), np.float32) / 255)
        light = to_image((1 - dark) * 255).resize((wide * step, high * step), Image.Resampling.BICUBIC)
        self.image = ImageChops.screen(self.image, light.crop((0, 0, *self.image.size)))

    def screen(self, sheet: "Canvas", *, blur: float = 0, strength: float = 1) -> None:
        """Lay the light of a sheet over the picture."""
        light = blurred(sheet.image, blur * sheet.k)
        if strength != 1:
            light = light.point(lambda v: v * strength)
        self.image = ImageChops.screen(self.image, fitted(light, self.image.size))

    def veil(self, sheet: "Canvas", colour: Colour, *, blur: float = 0, strength: float = 1) -> None:
        """Cover with a colour where the sheet is bright: mist, smoke, shadow."""
        mask = blurred(sheet.image.convert("L"), blur * sheet.k).point(lambda v: v * strength)
        self.image.paste(rgb(colour), (0, 0, *self.image.size), fitted(mask, self.image.size))

    def soften(self, blur: float) -> None:
        """Put all that was drawn so far out of focus."""
        self.image = blurred(self.image, blur * self.k)

    def bloom(self, blur: float, strength: float = 0.5, *, floor: int = 120) -> None:
        """Let what is brighter than `floor` shine beyond its edges."""
        small = self.image.reduce(4).point(lambda v: max(0, v - floor) * 255 / (255 - floor))
        light = blurred(small, blur * self.k / 4).point(lambda v: v * strength)
        self.image = ImageChops.screen(self.image, fitted(light, self.image.size))

    def finish(self, *, grain: float = 2.2, vignette: float = 0.25, focus: Point = (0.5, 0.5)) -> Image.Image:
        """The picture in its size: cut around `focus` where the proportions differ, with grain and vignette."""
        scale = max(self.size[0] / self.image.width, self.size[1] / self.image.height)
        wide, high = self.size[0] / scale, self.size[1] / scale
        x, y = (self.image.width - wide) * focus[0], (self.image.height - high) * focus[1]
        out = self.image.resize(self.size, Image.Resampling.BOX, box=(x, y, x + wide, y + high))
        if vignette:
            v, u = np.mgrid[-1:1:24j, -1:1:36j]
            fall = 1 - vignette * np.clip((u * u + v * v) / 2, 0, 1) ** 1.3
            mask = Image.fromarray((fall * 255).astype(np.uint8)).resize(self.size, Image.Resampling.BICUBIC)
            out = ImageChops.multiply(out, Image.merge("RGB", (mask, mask, mask)))
        return grained(out, grain) if grain else out


def gradient(size: tuple[int, int], stops: Stops, rows: NDArray[np.float64] | None = None) -> Image.Image:
    """A vertical gradient; the places of the stops run from 0 (top) to 1."""
    y = np.linspace(0, 1, size[1]) if rows is None else rows
    where = [stop[0] for stop in stops]
    parts = [np.interp(y, where, [rgb(stop[1])[i] for stop in stops]) for i in range(3)]
    strip = to_image(np.stack(parts, -1)[:, None, :].astype(np.float32))
    return strip.resize(size, Image.Resampling.NEAREST)


def to_image(values: Array) -> Image.Image:
    """Numbers of 0 to 255 as a picture."""
    return Image.fromarray(np.clip(values + 0.5, 0, 255).astype(np.uint8))


def fitted(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The image stretched to a size, or itself."""
    return image if image.size == size else image.resize(size, Image.Resampling.BILINEAR)


def blurred(image: Image.Image, radius: float) -> Image.Image:
    """The image out of focus by so many pixels; large radii are done on a smaller copy."""
    if radius < 0.3:
        return image
    if radius > 12:
        part = image.reduce(4).filter(ImageFilter.GaussianBlur(radius / 4))
        return part.resize(image.size, Image.Resampling.BILINEAR)
    return image.filter(ImageFilter.GaussianBlur(radius))


def grained(image: Image.Image, amount: float) -> Image.Image:
    """The image with film grain of the given deviation in grey levels."""
    noise = np.random.default_rng(7).normal(128, amount, (509, 509)).astype(np.float32)
    tile = to_image(noise)
    whole = Image.new("L", image.size)
    for x, y in itertools.product(range(0, image.width, 509), range(0, image.height, 509)):
        whole.paste(tile, (x, y))
    return ImageChops.add(image, Image.merge("RGB", (whole, whole, whole)), 1, -128)
