"""Ridges, clouds, water, rain and sparks."""

import math

import numpy as np
from PIL import Image, ImageChops

from generator.demo.curves import Point
from generator.demo.paint import Array, Canvas, Colour, Stops, blurred, fitted, rgb, to_image


def wave(count: int, seed: int, *, beta: float = 2.0, low: int = 2) -> Array:
    """A random line of `count` heights from 0 to 1; the larger beta, the smoother."""
    r = np.random.default_rng(seed)
    frequency = np.fft.rfftfreq(count)
    frequency[0] = 1
    amount = frequency ** (-beta / 2)
    amount[:low] = 0
    line = np.fft.irfft(amount * np.exp(2j * np.pi * r.random(len(frequency))), count)
    out: Array = ((line - line.min()) / (line.max() - line.min())).astype(np.float32)
    return out


def noise(shape: tuple[int, int], seed: int, *, beta: float = 3.0, stretch: float = 1) -> Array:
    """A cloudy field from 0 to 1; `stretch` above 1 draws it out sideways."""
    r = np.random.default_rng(seed)
    fy = np.fft.fftfreq(shape[0])[:, None]
    fx = np.fft.rfftfreq(shape[1])[None, :] * stretch
    far = np.sqrt(fx * fx + fy * fy)
    far[0, 0] = 1
    spectrum = far ** (-beta / 2) * np.exp(2j * np.pi * r.random(far.shape))
    spectrum[0, 0] = 0
    field = np.fft.irfft2(spectrum, shape)
    out: Array = ((field - field.min()) / (field.max() - field.min())).astype(np.float32)
    return out


def ridge(
    c: Canvas, seed: int, *, base: float, rise: float, beta: float = 2.3, fine: float = 3
) -> list[Point]:
    """The crest of a range of hills from edge to edge, between base - rise and base."""
    count = max(40, int(c.w / fine))
    line = wave(count * 2, seed, beta=beta)[:count]
    return [(i * c.w / (count - 1), base - rise * float(v)) for i, v in enumerate(line)]


def hills(c: Canvas, crest: list[Point], stops: Stops, *, fade: float) -> None:
    """Fill under a crest, paling downwards over `fade` units."""
    top = min(y for _, y in crest)
    c.shade([(0, c.h), *crest, (c.w, c.h)], stops, span=(top, top + fade))


def height_at(crest: list[Point], x: float) -> float:
    """The height of a crest at x."""
    return float(np.interp(x, [p[0] for p in crest], [p[1] for p in crest]))


def clouds(
    c: Canvas,
    seed: int,
    colour: Colour,
    *,
    span: tuple[float, float],
    cover: float = 0.5,
    strength: float = 0.8,
    stretch: float = 4,
) -> None:
    """Clouds between two heights, thinning out above and below."""
    rows, cols = 160, 320
    field = noise((rows, cols), seed, beta=3.1, stretch=1 / stretch if stretch < 1 else 1)
    field = np.asarray(
        Image.fromarray(field).resize((max(8, int(cols / stretch)), rows)).resize((cols, rows))
    )
    amount = np.clip((field - (1 - cover)) / 0.28, 0, 1)
    edge = np.sin(np.linspace(0, math.pi, rows)).clip(0, 1) ** 0.7
    top, bottom = round(span[0] * c.k), round(span[1] * c.k)
    mask = to_image((amount * edge[:, None] * 255 * strength).astype(np.float32))
    mask = mask.resize((c.image.width, bottom - top), Image.Resampling.BICUBIC)
    c.image.paste(rgb(colour), (0, top, c.image.width, bottom), mask)


def texture(
    c: Canvas, seed: int, *, amount: float = 0.2, beta: float = 1.6, top: float = 0, stretch: float = 1
) -> None:
    """Uneven brightness over everything below `top`: plaster, concrete, worn metal."""
    field = noise((256, 384), seed, beta=beta, stretch=stretch)
    first = round(top * c.k)
    grey = to_image(255 * (1 - amount * field)).resize((c.image.width, c.image.height - first))
    part = c.image.crop((0, first, *c.image.size))
    c.image.paste(ImageChops.multiply(part, Image.merge("RGB", (grey, grey, grey))), (0, first))


def reflect(
    c: Canvas,
    level: float,
    *,
    tint: Colour,
    dim: float = 0.75,
    ripple: float = 1,
    seed: int = 2,
    blur: float = 0,
) -> None:
    """Below `level`, mirror what stands above it in moving water."""
    first = round(level * c.k)
    above = c.image.crop((0, 0, c.image.width, first)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    high = c.image.height - first
    if above.height < high:
        above = above.resize((above.width, high))
    rows = np.asarray(above)[:high]
    depth = np.arange(high) / c.k
    r = np.random.default_rng(seed)
    phase = np.interp(
        np.arange(high), np.arange(0, high + 9, 1.0), np.cumsum(r.normal(0, 0.5, high + 9) / c.k**0.5)
    )
    moves = np.sin(phase) * (1.2 + depth * 0.045) * ripple * c.k
    out = np.empty_like(rows)
    for y in range(high):
        out[y] = np.roll(rows[y], int(moves[y]), 0)
    image = blurred(Image.fromarray(out), blur * c.k)
    shade = np.linspace(dim, dim * 0.45, high, dtype=np.float32)[:, None]
    mask = to_image(np.repeat(shade * 255, 2, 1)).resize((c.image.width, high))
    c.image.paste(rgb(tint), (0, first, *c.image.size))
    c.image.paste(image, (0, first), mask)


def glints(c: Canvas, at: Point, *, spread: float, count: int, colour: Colour, seed: int = 5) -> None:
    """The broken path of a low light on water, from `at` down to the lower edge."""
    r = np.random.default_rng(seed)
    sheet = c.sheet()
    for _ in range(count):
        share = float(r.random()) ** 1.6
        y = at[1] + share * (c.h - at[1])
        x = at[0] + float(r.normal(0, spread * (0.25 + share)))
        half = (6 + 34 * float(r.random())) * (0.3 + share)
        sheet.line([(x - half, y), (x + half, y)], colour, 1 + 2.5 * share)
    c.screen(sheet, blur=0.8, strength=0.85)


def stars(c: Canvas, count: int, *, below: float, seed: int = 3) -> None:
    """Faint stars above a height."""
    r = np.random.default_rng(seed)
    for x, y, v in r.random((count, 3)).tolist():
        c.disc((x * c.w, y * below), 0.5 + 0.8 * v, "#D7DEEA", alpha=0.25 + 0.5 * v * v)


def rain(c: Canvas, count: int, *, slant: float = 0.14, seed: int = 4, strength: float = 0.35) -> None:
    """Falling rain, near drops longer and brighter."""
    r = np.random.default_rng(seed)
    sheet = c.sheet()
    for x, y, v in r.random((count, 3)).tolist():
        px, py, length = x * c.w * 1.2, y * c.h, 14 + 60 * v * v
        grey = int(90 + 120 * v)
        sheet.line([(px, py), (px - length * slant, py + length)], (grey, grey, min(255, grey + 12)), 0.7 + v)
    c.screen(sheet, strength=strength)


def sparks(
    c: Canvas,
    at: Point,
    count: int,
    *,
    speed: float = 420,
    floor: float = 985,
    toward: float = -1.25,
    spread: float = 0.95,
    seed: int = 8,
) -> None:
    """Glowing drops thrown from a point, falling and bouncing off the floor."""
    r = np.random.default_rng(seed)
    sheet = c.sheet()
    for _ in range(count):
        angle, v = float(r.normal(toward, spread)), speed * (0.14 + float(r.random()) ** 1.7)
        end = 0.3 + float(r.random()) * 0.75
        path = []
        for t in np.linspace(max(0.0, end - 0.05 - 0.1 * float(r.random())), end, 8).tolist():
            x, y = at[0] + math.cos(angle) * v * t * 1.5, at[1] + math.sin(angle) * v * t * 1.5 + 360 * t * t
            path.append((x, floor - (y - floor) * 0.3 if y > floor else y))
        b = float(r.random())
        sheet.line(path, (255, int(150 + 90 * b), int(60 + 120 * b * b)), 1 + 1.6 * b)
    soft = fitted(blurred(sheet.image.reduce(2), 3.2 * c.k), c.image.size)
    c.image = ImageChops.screen(ImageChops.screen(c.image, soft), sheet.image)


def flakes(c: Canvas, count: int, *, seed: int = 6, size: float = 2.4) -> None:
    """Falling snow, some of it near and out of focus."""
    r = np.random.default_rng(seed)
    for x, y, v in r.random((count, 3)).tolist():
        c.disc((x * c.w, y * c.h), size * (0.35 + v * v), "#FFFFFF", alpha=0.35 + 0.5 * v)
    near = c.sheet(2)
    for x, y, v in r.random((count // 14 + 1, 3)).tolist():
        near.disc((x * c.w, y * c.h), size * (2 + 4 * v), "#FFFFFF")
    c.veil(near, "#FFFFFF", blur=3, strength=0.45)
