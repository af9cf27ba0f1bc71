"""The pit at the change of shift."""

import math

from generator.demo.curves import Point, smooth
from generator.demo.paint import Canvas, Colour
from generator.demo.scenes import nature
from generator.demo.scenes.people import figure
from generator.demo.scenes.poses import FRONT, HOLD, WALK, Look


def _headframe(c: Canvas, foot: Point, high: float, ink: Colour) -> None:
    """The winding tower over a shaft, with its two wheels."""
    x, y = foot
    for s in (-1, 1):
        c.line([(x + s * high * 0.16, y), (x + s * high * 0.05, y - high * 0.86)], ink, high * 0.022)
    c.line([(x + high * 0.62, y), (x + high * 0.04, y - high * 0.86)], ink, high * 0.03)
    for i in range(6):
        a, b = y - high * 0.86 * i / 6, y - high * 0.86 * (i + 1) / 6
        wa, wb = high * (0.16 - 0.11 * i / 6), high * (0.16 - 0.11 * (i + 1) / 6)
        c.lines([((x - wa, a), (x + wb, b)), ((x + wa, a), (x - wb, b))], ink, high * 0.01)
    for dx, dy in ((-0.02, 0.9), (0.09, 0.94)):
        c.ring((x + high * dx, y - high * dy), high * 0.085, ink, high * 0.016)
        hub = (x + high * dx, y - high * dy)
        c.lines(
            [
                (hub, (hub[0] + high * 0.08 * math.cos(q), hub[1] + high * 0.08 * math.sin(q)))
                for q in (0.3, 1.35, 2.4, 3.45, 4.5, 5.55)
            ],
            ink,
            high * 0.006,
        )
    c.line([(x + high * 0.15, y - high * 0.98), (x + high * 0.8, y)], ink, high * 0.006)


def mine(c: Canvas, seed: int) -> None:
    """Out of the drift mouth at daybreak: miners with their lamps lit, the headframe in the mist."""
    c.sky([(0, "#4E6880"), (0.3, "#B4A79A"), (0.5, "#EBC08E"), (0.62, "#D9A877"), (1, "#54453A")])
    c.glows([((800, 520), 420, "#FFB066", 0.75)])
    nature.hills(c, nature.ridge(c, 40, base=600, rise=150), [(0, "#93857D"), (1, "#D6AF86")], fade=170)
    _headframe(c, (560, 640), 400, "#3A3836")
    nature.hills(c, nature.ridge(c, 41, base=660, rise=70), [(0, "#5A4F48"), (1, "#7E6B5A")], fade=120)
    c.shade(
        [(0, 650), (1500, 640), (1500, 1000), (0, 1000)],
        [(0, "#8A7059"), (0.4, "#4A3C32"), (1, "#1A1512")],
        span=(640, 960),
    )
    for s in (-1, 1):
        c.poly(
            [(750 + s * 26, 650), (750 + s * 32, 650), (750 + s * 250, 1000), (750 + s * 225, 1000)],
            "#C9A27C",
        )
    for i in range(14):
        y = 656 + 344 * (i / 14) ** 1.9
        half = 40 + (y - 650) * 0.82
        c.rect((750 - half, y), (750 + half, y + 3 + (y - 650) * 0.035), "#2A211B")
    rock = c.sheet(2)
    rock.rect((0, 0), (1500, 1000), "#FFFFFF")
    arch: list[Point] = [
        (215, 1000),
        (235, 560),
        (380, 240),
        (750, 118),
        (1120, 240),
        (1265, 560),
        (1285, 1000),
    ]
    arch = smooth(arch, closed=False)
    rock.poly(arch, "#000000")
    c.veil(rock, "#0B0A0A", blur=3)
    for grow, tone in ((1.0, "#5A4A3C"), (1.16, "#2C2622"), (1.36, "#191614")):
        rib = [(750 + (x - 750) * grow, 1000 + (y - 1000) * grow) for x, y in arch]
        c.line([(x, y) for x, y in rib], "#0A0908", 30 * grow)
        c.line([(x + 6, y + 8) for x, y in rib], tone, 5 * grow)
    look = Look(
        coat="#171513", legs="#12100F", skin="#2A1E17", hat_colour="#221C16", rim="#F2BE86", light=(0.1, -1)
    )
    crew = (
        (640, 800, 250, FRONT),
        (900, 838, 290, FRONT),
        (505, 880, 335, FRONT),
        (760, 930, 380, HOLD),
        (1010, 760, 215, WALK),
    )
    lamps: list[tuple[Point, float, Colour, float]] = []
    for x, y, high, pose in sorted(crew, key=lambda one: one[1]):
        shadow = c.sheet(4)
        shadow.poly(
            [(x - 30, y), (x + 30, y), (x + (x - 750) * 0.5 + 60, 1000), (x + (x - 750) * 0.5 - 60, 1000)],
            "#FFFFFF",
        )
        c.veil(shadow, "#0D0B0A", blur=10, strength=0.55)
        body = figure(c, (x, y), high, pose, look)
        lamp = (body.head[0], body.head[1] - high * 0.05)
        c.disc(lamp, high * 0.014, "#FFFFFF")
        lamps += [(lamp, high * 0.34, "#FFE9B8", 0.75), (lamp, high * 0.08, "#FFFFFF", 0.9)]
    c.glows(lamps)
    nature.texture(c, 9 + seed, amount=0.12)
