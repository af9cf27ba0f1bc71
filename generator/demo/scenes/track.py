"""What every frame of the railway has: winter land, snow, track and masts."""

import numpy as np

from generator.demo.curves import Point
from generator.demo.paint import Canvas, Colour, mix
from generator.demo.scenes import nature, works
from generator.demo.scenes.poses import Look

VEST = Look(
    coat="#E0722A",
    legs="#1E2732",
    skin="#7A5240",
    hat_colour="#F0C040",
    stripe="#F4F0CC",
    rim="#FFFFFF",
    light=(0.5, -0.9),
)


def land(c: Canvas, level: float) -> None:
    """Hills and woods in winter above a level."""
    c.sky([(0, "#9DB4C8"), (0.5, "#CBD6DE"), (1, "#E9E3DC")], bottom=level)
    nature.hills(
        c,
        nature.ridge(c, 71, base=level - 30, rise=240, beta=2.2),
        [(0, "#8FA3B4"), (0.4, "#C2CEd6"), (1, "#E4E6E6")],
        fade=260,
    )
    crest = nature.ridge(c, 75, base=level, rise=110)
    nature.hills(c, crest, [(0, "#7C909C"), (1, "#DDE2E4")], fade=150)
    r = np.random.default_rng(6)
    for u, v in r.random((150, 2)).tolist():
        works.tree(
            c,
            (u * 1500, nature.height_at(crest, u * 1500) + 14 + 40 * v),
            26 + 40 * v,
            mix("#2F4650", "#8296A2", 1 - v),
        )


def snow(c: Canvas, level: float) -> None:
    """Drifted snow below a level."""
    c.shade(
        [(0, level), (1500, level), (1500, 1000), (0, 1000)],
        [(0, "#DCE3E8"), (0.4, "#F4F5F4"), (1, "#B9C7D4")],
        span=(level, 1000),
    )
    for i in range(7):
        y = level + 30 + i * i * 9
        c.blob(
            [
                (-60, y),
                (380, y - 12 - i * 3),
                (820, y + 8),
                (1560, y - 8),
                (1560, y + 14 + i * 4),
                (700, y + 20 + i * 3),
                (-60, y + 16),
            ],
            "#C3D0DC",
            alpha=0.30,
        )


def track(c: Canvas, vanish: Point, foot: tuple[float, float], *, snow: Colour = "#E9EEF1") -> None:
    """A straight track from the lower edge to the vanishing point."""
    vx, vy = vanish
    a, b = foot
    wide = (b - a) * 0.34
    c.poly([(vx - 3, vy), (vx + 3, vy), (b + wide, 1000), (a - wide, 1000)], mix(snow, "#6A7078", 0.35))
    for i in range(34):
        t = (i / 34) ** 2.1
        y = vy + (1000 - vy) * t
        x0, x1 = vx + (a - wide * 0.8 - vx) * t, vx + (b + wide * 0.8 - vx) * t
        c.poly(
            [(x0, y), (x1, y), (x1 + 2, y + 26 * t), (x0 - 2, y + 26 * t)],
            mix("#4A4440", snow, 0.55 - 0.4 * t),
        )
    for x in (a, b):
        c.poly([(vx - 0.6, vy), (vx + 0.6, vy), (x + 15, 1000), (x - 15, 1000)], "#3A3432")
        c.poly([(vx - 0.3, vy), (vx + 0.5, vy), (x + 8, 1000), (x - 6, 1000)], "#E8EEF2")


def masts(c: Canvas, vanish: Point, *, side: float, ink: Colour) -> None:
    """Catenary masts dwindling into the distance."""
    vx, vy = vanish
    for i in range(8, -1, -1):
        t = 0.62**i * 1.2
        x, tone = vx + side * t, mix(ink, "#B4C2CC", i / 9)
        c.line([(x, vy + 330 * t), (x, vy - 560 * t)], tone, max(1.5, 16 * t))
        c.lines(
            [
                ((x, vy - 470 * t), (x - side * 0.55 * t, vy - 440 * t)),
                ((x, vy - 380 * t), (x - side * 0.55 * t, vy - 440 * t)),
            ],
            tone,
            max(1, 7 * t),
        )
    c.line([(vx, vy - 4), (vx + side * 0.45 * 1.6, vy - 440 * 1.6)], ink, 2)
