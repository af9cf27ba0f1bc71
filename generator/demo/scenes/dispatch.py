"""The dispatch hall with its wall of screens."""

import numpy as np

from generator.demo.curves import Point
from generator.demo.paint import Canvas, Colour, mix
from generator.demo.scenes import nature
from generator.demo.scenes.people import figure
from generator.demo.scenes.poses import Look, Pose


def _map(c: Canvas, box: tuple[float, float, float, float]) -> None:
    """A network map of lines and stations on the great wall screen."""
    x0, y0, x1, y1 = box
    hues: list[Colour] = ["#FF6A5A", "#4AD0C0", "#F2C04A", "#6AA8FF", "#B58AF0"]
    r = np.random.default_rng(77)
    for i, hue in enumerate(hues):
        y = y0 + (y1 - y0) * (0.16 + 0.17 * i)
        path: list[Point] = [(x0, y)]
        x = x0
        while x < x1 - 120:
            step = float(r.uniform(70, 150))
            x += step
            path.append((x, path[-1][1]))
            turn = float(r.choice([-46, 0, 46]))
            if y0 + 26 < path[-1][1] + turn < y1 - 26:
                x += abs(turn)
                path.append((x, path[-1][1] + turn))
        path.append((x1, path[-1][1]))
        c.line(path, mix("#06141E", hue, 0.8), 5)
        for px, py in path[1:-1]:
            c.disc((px, py), 7, "#0A1A26")
            c.disc((px, py), 5, "#F4FBFF")


def control(c: Canvas, seed: int) -> None:
    """A dispatch hall: the wall of screens, and the people who watch over it all night."""
    c.sky([(0, "#070C14"), (0.62, "#0E1A28"), (1, "#05080D")])
    c.rect((110, 90), (1390, 520), "#02060A", radius=8)
    c.shade(
        [(120, 100), (1380, 100), (1380, 510), (120, 510)], [(0, "#0C2A3C"), (1, "#071722")], span=(100, 510)
    )
    c.lines([((x, 100), (x, 510)) for x in range(120, 1380, 42)], "#0F3144", 1)
    c.lines([((120, y), (1380, y)) for y in range(100, 510, 42)], "#0F3144", 1)
    _map(c, (400, 120, 1090, 490))
    line = nature.wave(120, 3 + seed, beta=1.6)
    for k, hue in enumerate(("#4AD0C0", "#F2C04A", "#FF6A5A")):
        y = 210 + k * 128
        points = [(140 + i * 2.0, y - 62 * float(line[(i + k * 31) % 120])) for i in range(115)]
        c.poly([*points, (points[-1][0], y + 14), (140, y + 14)], hue, alpha=0.18)
        c.line(points, hue, 3)
    for k in range(3):
        bars = np.random.default_rng(20 + k + seed).random(9).tolist()
        for i, v in enumerate(bars):
            c.rect(
                (1120 + i * 27, 220 + k * 130 - 78 * v),
                (1138 + i * 27, 220 + k * 130),
                ("#4AA8E0", "#4AD0C0", "#F2C04A")[k],
            )
    c.lines([((x, 96), (x, 514)) for x in (384, 1104)], "#02060A", 9)
    c.lines([((120, 304), (384, 304)), ((1104, 304), (1380, 304))], "#02060A", 7)
    c.glows([((740, 300), 720, "#1E5A7A", 0.7)])
    c.bloom(12, 0.6, floor=90)
    c.shade(
        [(0, 560), (1500, 560), (1500, 1000), (0, 1000)],
        [(0, "#123045"), (0.3, "#0A1622"), (1, "#04070B")],
        span=(560, 1000),
    )
    mirror = c.sheet(4)
    mirror.rect((160, 562), (1340, 760), "#2A7FA8")
    c.screen(mirror, blur=50, strength=0.35)
    for y, tall, gap, first in ((690, 280, 236, 150), (905, 400, 330, 90)):
        for i in range(6 if tall < 300 else 5):
            x = first + i * gap
            c.poly(
                [
                    (x - gap * 0.44, y),
                    (x + gap * 0.44, y),
                    (x + gap * 0.47, y + 20),
                    (x - gap * 0.47, y + 20),
                ],
                "#1B3244",
            )
            c.rect((x - gap * 0.45, y + 20), (x + gap * 0.45, y + tall * 0.4), "#0A131C")
            for s in (-1, 1):
                at = x + s * gap * 0.21
                c.poly(
                    [
                        (at - gap * 0.18, y - tall * 0.28),
                        (at + gap * 0.18, y - tall * 0.28),
                        (at + gap * 0.18, y - tall * 0.04),
                        (at - gap * 0.18, y - tall * 0.04),
                    ],
                    "#04080C",
                )
                c.rect(
                    (at - gap * 0.165, y - tall * 0.265),
                    (at + gap * 0.165, y - tall * 0.055),
                    ("#12506A", "#1A6A7A", "#204A78")[(i + s) % 3],
                )
                c.lines(
                    [
                        (
                            (at - gap * 0.14, y - tall * (0.1 + 0.04 * q)),
                            (at + gap * (0.02 + 0.11 * ((i * 3 + q) % 3) / 2), y - tall * (0.1 + 0.04 * q)),
                        )
                        for q in range(4)
                    ],
                    "#7AE0E0",
                    2,
                )
            if (i + int(y)) % 4 != 3:
                look = Look(
                    coat="#0C1721",
                    legs="#070C12",
                    skin="#1A1512",
                    hat=("hair", "long", "hair")[i % 3],
                    hat_colour="#0A0C10",
                    rim="#7AD4F0",
                    light=(0.1, -1),
                )
                figure(
                    c,
                    (x + gap * 0.04, y + tall * 0.56),
                    tall,
                    Pose(front=True, far_arm=(20, -30), near_arm=(20, -30), head=4 * (i % 3 - 1)),
                    look,
                )
                c.rect(
                    (x - tall * 0.11, y + tall * 0.06),
                    (x + tall * 0.19, y + tall * 0.5),
                    "#080D13",
                    radius=16,
                )
    figure(
        c,
        (1215, 800),
        330,
        Pose(front=False, lean=2, head=-4, far_arm=(-6, 6), near_arm=(96, 104)),
        Look(
            coat="#132536",
            legs="#080D13",
            skin="#2A1E18",
            hat="hair",
            hat_colour="#0A0C10",
            rim="#8AE0F4",
            light=(-0.6, -0.7),
        ),
        facing=-1,
    )
    c.bloom(9, 0.3, floor=120)
