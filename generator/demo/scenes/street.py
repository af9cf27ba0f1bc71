"""The street and those who work on it: riders and sweepers."""

import math

import numpy as np

from generator.demo.curves import Point
from generator.demo.paint import Canvas, Colour, mix
from generator.demo.scenes import nature, works
from generator.demo.scenes.people import figure
from generator.demo.scenes.poses import SWEEP, Look, Pose


def courier(c: Canvas, seed: int) -> None:
    """A rider through the rain at night; shop lights swim on the wet road."""
    level = 640
    c.sky([(0, "#0C1220"), (1, "#182236")], bottom=level)
    works.skyline(
        c, level, "#18233A", tall=(200, 520), wide=(90, 190), lit=0.2, seed=33 + seed, cell=(24, 34), warm=0.6
    )
    c.soften(4)
    r = np.random.default_rng(70 + seed)
    x = -30.0
    signs: list[tuple[Point, float, Colour, float]] = []
    hues: list[Colour] = ["#FF7A4A", "#FFC060", "#4AC0B0", "#F05A6A", "#7AA8FF", "#FFE0A0"]
    while x < 1500:
        wide = float(r.uniform(120, 230))
        hue = hues[int(r.integers(0, 6))]
        c.rect((x, 470), (x + wide - 12, level), mix("#0E1626", hue, 0.18))
        c.rect((x + 10, 520), (x + wide - 24, level - 4), mix("#201A18", "#FFD79A", 0.65))
        c.rect((x + 4, 478), (x + wide - 18, 508), hue)
        c.lines([((x + q, 520), (x + q, level)) for q in (40, 90)], "#1A1A20", 5)
        signs += [((x + wide / 2, 494), 150, hue, 0.5), ((x + wide / 2, 590), 130, "#C88A4A", 0.45)]
        x += wide
    c.soften(5)
    c.glows(signs)
    bokeh = c.sheet(2)
    for u, v, s in r.random((46, 3)).tolist():
        bokeh.disc((u * 1500, 150 + v * 440), 10 + 24 * s, hues[int(s * 5.99)], alpha=0.42)
    c.screen(bokeh, blur=1.2, strength=0.55)
    c.rect((0, level - 6), (1500, level + 8), "#0C1018")
    nature.reflect(c, level, tint="#0B111C", dim=0.9, ripple=1.1, blur=5, seed=9)
    nature.texture(c, 5, amount=0.35, top=level, stretch=0.25)
    _scooter(c, (730, 908))
    nature.rain(c, 900, slant=0.2, seed=4 + seed, strength=0.5)


def _scooter(c: Canvas, at: Point) -> None:
    x, y = at
    ink: Colour = "#0A0D12"
    beam = c.sheet(4)
    beam.poly([(x + 212, y - 168), (x + 1000, y - 300), (x + 1000, y + 60)], "#FFE9B8")
    c.screen(beam, blur=28, strength=0.55)
    shadow = c.sheet(4)
    shadow.disc((x + 20, y + 12), 330, "#FFFFFF", ry=26)
    c.veil(shadow, "#04060A", blur=14, strength=0.8)
    for wheel in (x - 190, x + 210):
        c.disc((wheel, y - 52), 62, "#06080B")
        c.ring((wheel, y - 52), 60, "#2A3340", 4)
        c.disc((wheel, y - 52), 26, "#3A4450")
        c.lines(
            [
                ((wheel, y - 52), (wheel + 50 * math.cos(q), y - 52 + 50 * math.sin(q)))
                for q in np.arange(0, 6.2, 0.52).tolist()
            ],
            "#28303A",
            2,
        )
    c.line([(x + 210, y - 52), (x + 165, y - 235)], "#1A222C", 15)
    c.blob(
        [
            (x + 150, y - 250),
            (x + 200, y - 225),
            (x + 172, y - 120),
            (x + 120, y - 60),
            (x - 20, y - 56),
            (x - 60, y - 110),
            (x - 240, y - 128),
            (x - 225, y - 178),
            (x - 60, y - 182),
            (x + 20, y - 110),
            (x + 95, y - 110),
        ],
        "#1D3B4A",
    )
    c.blob([(x - 225, y - 176), (x - 60, y - 186), (x - 40, y - 165), (x - 215, y - 158)], "#0C1116")
    c.line([(x + 158, y - 255), (x + 120, y - 285)], ink, 9)
    look = Look(
        coat="#E0A020",
        legs="#18202A",
        skin="#5A3A2C",
        hat_colour="#E9E4D2",
        hat="helmet",
        rim="#FFD89A",
        light=(0.8, -0.5),
        stripe="#F4F0D8",
    )
    figure(
        c,
        (x - 62, y - 62),
        452,
        Pose(lean=14, head=2, far_arm=(42, 74), near_arm=(34, 70), far_leg=(72, 16), near_leg=(66, 14)),
        look,
    )
    c.rect((x - 300, y - 345), (x - 128, y - 185), "#C84A2A", radius=10)
    c.rect((x - 300, y - 345), (x - 128, y - 322), "#E8693E", radius=8)
    c.rect((x - 300, y - 262), (x - 128, y - 250), "#F4E8C8")
    c.disc((x + 206, y - 170), 18, "#FFF8E0")
    c.disc((x - 246, y - 150), 9, "#FF5040")
    c.glows([((x + 206, y - 170), 130, "#FFE9B8", 0.9), ((x - 246, y - 150), 90, "#FF4030", 0.7)])


def sweepers(c: Canvas, seed: int) -> None:
    """Before sunrise two cleaners sweep a leaf-strewn avenue under the lamps."""
    c.sky(
        [
            (0, "#1B2B46"),
            (0.3, "#3C4E6C"),
            (0.52, "#B0838A"),
            (0.6, "#E3AD86"),
            (0.61, "#47454F"),
            (1, "#191A20"),
        ]
    )
    vx, vy = 900.0, 600.0
    c.glows([((vx, vy), 460, "#E8955A", 0.5)])
    works.skyline(
        c, 612, "#5A5A72", tall=(40, 160), wide=(50, 100), lit=0.12, seed=61, middle=0.6, cell=(9, 12)
    )
    c.poly([(vx - 18, 606), (vx + 24, 606), (1720, 1000), (-60, 1000)], "#34343C")
    c.shade(
        [(vx - 18, 606), (vx + 24, 606), (1720, 1000), (-60, 1000)],
        [(0, "#8E6F68"), (0.35, "#43424B"), (1, "#23242B")],
        span=(606, 1000),
    )
    for i in range(9):
        t0, t1 = 0.66**i, 0.66 ** (i + 0.5)
        c.poly(
            [
                (vx - 60 * t0 - 4, vy + 400 * t0),
                (vx - 40 * t0, vy + 400 * t0),
                (vx - 40 * t1, vy + 400 * t1),
                (vx - 60 * t1 - 2, vy + 400 * t1),
            ],
            "#B9AFA2",
        )
    lamps: list[tuple[Point, float, Colour, float]] = []
    r = np.random.default_rng(14 + seed)
    for i in range(8, -1, -1):
        t = 0.70**i * 1.1
        for way in (-1.0, 1.0):
            x, y = vx + way * 760 * t + (-90 * t if way < 0 else 60 * t), vy + 250 * t
            tall = 900 * t
            bark = mix("#16181E", "#6A6472", i / 10)
            c.line([(x + way * 70 * t, y), (x + way * 60 * t, y - tall * 0.55)], bark, 36 * t)
            for u, v, s in r.random((70 if i < 6 else 24, 3)).tolist():
                leaf = mix(mix("#7A4A1E", "#D8983A", s), "#6A6472", i / 11)
                c.disc(
                    (x + way * 60 * t + (u - 0.5) * tall * 0.72, y - tall * (0.42 + 0.6 * v)),
                    (6 + 20 * s) * t,
                    mix(leaf, "#14161E", 0.45 * (1 - s)),
                    ry=(4 + 13 * s) * t,
                )
            post = x - way * 120 * t
            c.line(
                [(post, y + 20 * t), (post, y - 430 * t), (post - way * 60 * t, y - 450 * t)],
                mix("#12141A", "#6A6472", i / 10),
                max(1.5, 9 * t),
            )
            head = (post - way * 70 * t, y - 442 * t)
            c.disc(head, 13 * t, "#FFF2CC", ry=7 * t)
            lamps += [(head, 190 * t, "#FFC870", 0.85), ((head[0], y + 60 * t), 300 * t, "#6A4420", 0.55)]
    c.glows(lamps)
    for u, v, s in r.random((420, 3)).tolist():
        y = 640.0 + 350 * v
        c.disc(
            (u * 1500, y),
            (2 + 5 * s) * (y - 560) / 300,
            mix("#6A4420", "#E0A040", s),
            ry=(1 + 2.5 * s) * (y - 560) / 300,
        )
    for x, y, tall, way, pose in ((1075.0, 760.0, 215.0, -1.0, SWEEP), (520.0, 930.0, 470.0, 1.0, SWEEP)):
        shadow = c.sheet(4)
        shadow.disc((x, y + 4), tall * 0.34, "#FFFFFF", ry=tall * 0.05)
        c.veil(shadow, "#0C0D12", blur=8, strength=0.7)
        body = figure(
            c,
            (x, y),
            tall,
            pose,
            Look(
                coat="#E06A24",
                legs="#222A36",
                skin="#7A5040",
                hat="cap",
                hat_colour="#E8842E",
                stripe="#F6F0C0",
                rim="#FFDC9A",
                light=(way * 0.2, -1),
            ),
            facing=way,
        )
        end = (x + way * tall * 0.62, y + 2)
        c.line(
            [(body.far_hand[0] - way * tall * 0.06, body.far_hand[1] - tall * 0.14), body.near_hand, end],
            "#8A6A42",
            tall * 0.017,
        )
        c.poly(
            [
                (end[0] - way * tall * 0.08, end[1] - tall * 0.1),
                (end[0] + way * tall * 0.02, end[1] - tall * 0.08),
                (end[0] + way * tall * 0.16, end[1] + tall * 0.02),
                (end[0] - way * tall * 0.06, end[1] + tall * 0.03),
            ],
            "#B08A48",
        )
        heap = r.random((60, 3)).tolist()
        for u, v, s in heap:
            c.disc(
                (
                    end[0] + way * tall * (0.1 + 0.34 * u),
                    end[1] + tall * (0.03 - 0.09 * v * (1 - abs(u - 0.4))),
                ),
                tall * 0.012 * (1 + s),
                mix("#7A4A1E", "#F0B04A", s),
                ry=tall * 0.008,
            )
