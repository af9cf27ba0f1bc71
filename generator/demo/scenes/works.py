"""Things people build and use: pylons, cranes, ships, houses, lorries."""

import math

import numpy as np

from generator.demo.curves import Point
from generator.demo.paint import Canvas, Colour, mix


def pylon(c: Canvas, foot: Point, height: float, ink: Colour, width: float) -> list[Point]:
    """A lattice tower; gives the six points its wires hang from, left and right in turn."""
    x, y = foot
    b, w, t = height * 0.17, height * 0.035, y - height
    fine = width * 0.55
    for s in (-1, 1):
        c.line([(x + s * b, y), (x + s * w, t + height * 0.32), (x + s * w * 0.6, t)], ink, width)
    for i in range(7):
        ya, yc = y - i / 7 * height * 0.68, y - (i + 1) / 7 * height * 0.68
        wa, wc = b + (w - b) * i / 7, b + (w - b) * (i + 1) / 7
        c.lines(
            [((x - wa, ya), (x + wc, yc)), ((x + wa, ya), (x - wc, yc)), ((x - wc, yc), (x + wc, yc))],
            ink,
            fine,
        )
    for i in range(5):
        ya, yc = t + height * (0.32 - 0.064 * i), t + height * (0.32 - 0.064 * (i + 1))
        c.lines([((x - w, ya), (x + w, yc)), ((x + w, ya), (x - w, yc))], ink, fine)
    arms: list[Point] = []
    for share, half in ((0.30, 0.20), (0.16, 0.26), (0.03, 0.17)):
        yy = t + height * share
        for s in (-1, 1):
            tip = (x + s * height * half, yy)
            c.lines([((x, yy), tip), (tip, (x, yy - height * 0.06))], ink, width * 0.8)
            steps = [(x + s * height * half * q, yy - height * 0.06 * (1 - q)) for q in (0.25, 0.5, 0.75)]
            c.lines([(p, (p[0], yy)) for p in steps], ink, fine)
            c.line([tip, (tip[0], yy + height * 0.035)], ink, fine)
            arms.append((tip[0], yy + height * 0.035))
    return arms


def lattice(c: Canvas, start: Point, end: Point, deep: float, ink: Colour, width: float) -> None:
    """A lattice girder between two points, `deep` units high above the line."""
    long = math.hypot(end[0] - start[0], end[1] - start[1])
    ux, uy = (end[0] - start[0]) / long, (end[1] - start[1]) / long
    nx, ny = uy * deep, -ux * deep
    count = max(4, round(long / abs(deep) / 1.1))
    low = [(start[0] + ux * long * i / count, start[1] + uy * long * i / count) for i in range(count + 1)]
    high = [(p[0] + nx, p[1] + ny) for p in low]
    c.line([low[0], low[-1]], ink, width)
    c.line([high[0], high[-1]], ink, width)
    c.lines([(low[i], high[i]) for i in range(count + 1)], ink, width * 0.5)
    c.lines(
        [(low[i], high[i + 1]) if i % 2 else (high[i], low[i + 1]) for i in range(count)], ink, width * 0.5
    )


def tower_crane(
    c: Canvas, foot: Point, height: float, ink: Colour, *, reach: float, width: float = 4
) -> Point:
    """A tower crane; a negative reach turns it to the left. Gives the place of the hook."""
    x, y = foot
    top = y - height
    deep = height * 0.045
    half = height * 0.022
    lattice(c, (x + half, y), (x + half, top), 2 * half, ink, width)
    c.rect((x - half * 2.2, top - half), (x + half * 2.2, top + half * 1.6), ink)
    peak = (x, top - height * 0.14)
    tip = (x + reach, top - half)
    back = (x - reach * 0.36, top - half)
    c.lines([((x - half, top), peak), ((x + half, top), peak)], ink, width)
    lattice(c, (x, top - half), tip, deep if reach > 0 else -deep, ink, width * 0.8)
    c.line([(x, top - half), back], ink, width * 1.6)
    c.rect((back[0] - half * 2, back[1] - half), (back[0] + half * 2, back[1] + half * 3.4), ink)
    c.lines([(peak, (x + reach * 0.62, top - half - deep)), (peak, back)], ink, max(0.8, width * 0.3))
    hook = (x + reach * 0.66, top + height * 0.34)
    c.line([(hook[0], top), hook], ink, max(0.8, width * 0.3))
    return hook


def quay_crane(c: Canvas, foot: Point, size: float, ink: Colour, *, up: bool, width: float) -> None:
    """A container crane on its rails, boom raised or out over the water, with a box on the ropes."""
    cx, yb = foot
    leg, deck = size * 0.20, yb - size * 0.62
    for s in (-1, 1):
        c.line([(cx + s * leg, yb), (cx + s * leg * 0.92, deck)], ink, width)
        c.line([(cx + s * leg * 1.3, yb - width), (cx + s * leg * 0.7, yb - width)], ink, width * 1.4)
    c.line([(cx - leg, yb - size * 0.22), (cx + leg, yb - size * 0.22)], ink, width)
    c.line([(cx - leg, yb - size * 0.22), (cx + leg, yb - size * 0.58)], ink, width * 0.5)
    top, start = (cx + leg * 0.2, yb - size), (cx + leg, deck)
    c.line([(cx - leg, deck), top, start], ink, width)
    lattice(c, (cx - size * 0.55, deck), start, size * 0.05, ink, width * 0.8)
    c.rect((cx - size * 0.42, deck - size * 0.13), (cx - size * 0.22, deck - size * 0.04), ink)
    end = (cx + size * 0.58, deck - size * 0.66) if up else (cx + size * 0.95, deck)
    lattice(c, start, end, size * 0.05, ink, width * 0.8)
    middle = (start[0] + (end[0] - start[0]) * 0.5, start[1] + (end[1] - start[1]) * 0.5)
    c.lines([(top, end), (top, middle), (top, (cx - size * 0.55, deck))], ink, max(1, width * 0.28))
    if not up:
        x, y = cx + size * 0.62, deck + size * 0.26
        c.lines([((x - 6, deck), (x - 6, y)), ((x + 6, deck), (x + 6, y))], ink, 1)
        c.rect((x - size * 0.075, y), (x + size * 0.075, y + size * 0.052), "#8A3A2A")


def boxes(
    c: Canvas, x: tuple[float, float], base: float, *, unit: Point, high: int, dim: float, seed: int
) -> None:
    """Stacked containers along a quay."""
    r = np.random.default_rng(seed)
    colours = ["#A8432F", "#2F5B73", "#C08A3C", "#4D6B4E", "#7E4A45", "#3A4A5E", "#B8764A", "#8FA0A8"]
    at = x[0]
    while at < x[1]:
        for level in range(int(r.integers(1, high + 1))):
            colour = mix("#0A0E14", colours[int(r.integers(0, len(colours)))], dim)
            y = base - unit[1] * (level + 1)
            c.rect((at, y), (at + unit[0] * 0.96, y + unit[1] * 0.93), colour)
            ribs = [at + unit[0] * q / 10 for q in range(1, 10)]
            c.lines(
                [((q, y + unit[1] * 0.12), (q, y + unit[1] * 0.82)) for q in ribs],
                mix(colour, "#000000", 0.22),
                0.8,
            )
            c.line([(at, y), (at + unit[0] * 0.96, y)], mix(colour, "#FFFFFF", 0.14), 1)
        at += unit[0]


def block(
    c: Canvas,
    x: tuple[float, float],
    y: tuple[float, float],
    wall: Colour,
    *,
    lit: float,
    cell: Point,
    seed: int,
    warm: float = 1,
    ghost: float = 0.0,
) -> None:
    """A house front with lit windows; `ghost` shows the dark ones a little."""
    r = np.random.default_rng(seed)
    c.rect((x[0], y[0]), (x[1], y[1]), wall)
    lamps = ["#FACD82", "#FFE2AA", "#ECAA64", "#D8E4EA", "#FFD79A"]
    step_x, step_y = cell
    across, down = int((x[1] - x[0] - step_x * 0.5) / step_x), int((y[1] - y[0] - step_y * 0.5) / step_y)
    left = x[0] + ((x[1] - x[0]) - across * step_x) / 2
    for row in range(down):
        for col in range(across):
            px, py = left + col * step_x + step_x * 0.22, y[0] + step_y * (0.6 + row)
            box = (px, py), (px + step_x * 0.56, py + step_y * 0.52)
            if r.random() < lit:
                lamp = lamps[int(r.integers(0, len(lamps)))]
                c.rect(*box, mix(wall, lamp, warm * (0.45 + 0.55 * float(r.random()))))
            elif ghost:
                c.rect(*box, mix(wall, "#8FA6BF", ghost))


def skyline(
    c: Canvas,
    base: float,
    wall: Colour,
    *,
    tall: tuple[float, float],
    wide: tuple[float, float],
    lit: float,
    seed: int,
    warm: float = 1,
    cell: Point = (10, 14),
    middle: float = 0.45,
    ghost: float = 0.0,
) -> None:
    """A row of houses, higher about the `middle` of the picture."""
    r = np.random.default_rng(seed)
    x = -20.0
    while x < c.w:
        width = float(r.uniform(*wide))
        bell = math.exp(-(((x / c.w - middle) / 0.36) ** 2))
        high = tall[0] + (tall[1] - tall[0]) * float(r.random()) * (0.35 + 0.75 * bell)
        top = base - high
        kind = float(r.random())
        if kind < 0.22:
            c.rect((x + width * 0.3, top - high * 0.09), (x + width * 0.7, top), wall)
            c.line([(x + width * 0.5, top - high * 0.26), (x + width * 0.5, top)], wall, 2)
        elif kind < 0.34:
            c.poly([(x, top), (x + width, top), (x + width, top - high * 0.12)], wall)
        block(
            c,
            (x, x + width),
            (top, base),
            wall,
            lit=lit,
            cell=cell,
            seed=seed * 1000 + int(x) + 99,
            warm=warm,
            ghost=ghost,
        )
        x += width + float(r.uniform(1, 20))


def tree(c: Canvas, foot: Point, height: float, ink: Colour) -> None:
    """A conifer."""
    x, y = foot
    for k in range(4):
        yy, half = y - height * (0.12 + k * 0.22), height * (0.30 - k * 0.06)
        c.poly([(x - half, yy), (x + half, yy), (x, yy - height * 0.40)], ink)
    c.rect((x - height * 0.02, y - height * 0.14), (x + height * 0.02, y), ink)
