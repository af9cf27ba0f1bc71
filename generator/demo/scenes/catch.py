"""Two frames from the fishing port: the haul at sea, the net menders on the quay."""

import math

import numpy as np

from generator.demo.curves import Point, smooth
from generator.demo.paint import Canvas, Colour, mix
from generator.demo.scenes import nature
from generator.demo.scenes.boats import boat
from generator.demo.scenes.people import figure
from generator.demo.scenes.poses import KNEEL, PULL, SIT, Look


def haul(c: Canvas, seed: int) -> None:
    """Two fishers pull in a net on a wet deck."""
    c.sky([(0, "#31505C"), (0.3, "#7E979A"), (0.5, "#C8CFC4"), (1, "#31505C")])
    nature.clouds(c, 81, "#E9ECE4", span=(0, 420), cover=0.55, strength=0.8, stretch=3)
    nature.clouds(c, 82, "#2E444E", span=(0, 360), cover=0.46, strength=0.75, stretch=4)
    for i in range(9):
        y = 400 + i * i * 7.0 + i * 14
        swell = [
            (x, y + (6 + 5 * i) * math.sin(x * (0.016 - 0.0011 * i) + i * 2.1))
            for x in np.linspace(-20, 1520, 70).tolist()
        ]
        c.shade(
            [*swell, (1520, 1010), (-20, 1010)],
            [(0, mix("#9DB6B4", "#4A7480", i / 9)), (0.12, mix("#5E8288", "#24505E", i / 9)), (1, "#12323E")],
            span=(y - 40, y + 240),
        )
        foam = c.sheet(2)
        foam.line([p for k, p in enumerate(swell) if (k * (i + 3)) % 11 < 7], "#FFFFFF", 2 + i * 0.8)
        c.veil(foam, "#EAF1EC", blur=1.5, strength=0.45)
    c.shade(
        [(-10, 770), (300, 742), (1500, 700), (1510, 1010), (-10, 1010)],
        [(0, "#8A4A36"), (0.4, "#5E3428"), (1, "#22140F")],
        span=(700, 1000),
    )
    for i in range(9):
        c.line([(-10, 800 + i * 26), (1510, 726 + i * 34)], "#2E1A14", 3)
    c.line([(-10, 640), (1510, 560)], "#E9E2D0", 15)
    c.lines([((x, 640 - x * 0.053), (x, 770 - x * 0.045)) for x in range(60, 1500, 240)], "#C9C0AC", 12)
    oilskin = Look(
        coat="#E8A81E",
        legs="#D8921A",
        skin="#8A5A42",
        hat="hood",
        hat_colour="#F0B62A",
        rim="#FFF4D0",
        light=(-0.3, -1),
        long=True,
    )
    red = Look(
        coat="#C8452E",
        legs="#2A3A44",
        skin="#8A5A42",
        hat="hood",
        hat_colour="#D8543A",
        rim="#FFF4D0",
        light=(-0.3, -1),
    )
    one = figure(c, (620, 940), 560, PULL, oilskin)
    two = figure(c, (420, 970), 580, PULL, red)
    net: Point = (1500, 470)
    for k in range(20):
        a = (one.near_hand[0], one.near_hand[1] + k * 9.0)
        c.line(
            smooth([a, (1080, 560 + k * 11.0), (net[0] + 20, net[1] - 120 + k * 24.0)], closed=False),
            "#1E4A42",
            2.2,
        )
    for k in range(15):
        u = k / 14
        x = one.near_hand[0] + 20 + (net[0] - one.near_hand[0]) * u
        c.line([(x, 600 - 120 * u + 70 * math.sin(u * 3)), (x + 40, 770 - 20 * u)], "#1E4A42", 2)
        c.disc((x, 640 - 150 * u + 60 * math.sin(u * 3)), 11, "#E86A3A")
    c.line([two.near_hand, one.near_hand, (1080, 560), (1510, 360)], "#D8C08A", 8)
    r = np.random.default_rng(83)
    for u, v, s in r.random((46, 3)).tolist():
        x, y = 900 + u * 520, 870 + v * 110 - u * 30
        c.blob(
            [
                (x - 40, y),
                (x - 6, y - 11 - 5 * s),
                (x + 26, y - 2),
                (x + 46, y - 13),
                (x + 44, y + 11),
                (x + 26, y + 3),
                (x - 6, y + 10),
            ],
            mix("#8FA6AE", "#EEF4F2", s),
        )
        c.disc((x - 27, y - 3), 2.2, "#1A2226")
    for x, y, s in ((980, 190, 1.5), (1180, 120, 1.0), (260, 160, 1.2), (1340, 240, 0.8)):
        c.blob(
            [
                (x - 70 * s, y - 26 * s),
                (x - 24 * s, y - 22 * s),
                (x, y),
                (x + 26 * s, y - 20 * s),
                (x + 72 * s, y - 16 * s),
                (x + 22 * s, y - 8 * s),
                (x, y + 10 * s),
                (x - 22 * s, y - 10 * s),
            ],
            "#F6F7F2",
        )
    nature.rain(c, 240, slant=0.5, seed=84 + seed, strength=0.4)


def menders(c: Canvas, seed: int) -> None:
    """Three women mend nets in the evening sun."""
    c.sky([(0, "#F3DDB4"), (0.4, "#F0C88E"), (0.5, "#C89A6A"), (1, "#8A6444")])
    c.glows([((250, 160), 620, "#FFF0C0", 0.9)])
    for x, long, hull in ((330, 330, "#5A7A80"), (820, 380, "#A0563E"), (1300, 360, "#4E6A60")):
        boat(c, (x, 470), long, mix(hull, "#E8C898", 0.4), ink="#8A7460")
    c.soften(3.5)
    c.shade(
        [(0, 470), (1500, 470), (1500, 1000), (0, 1000)], [(0, "#D8AC76"), (1, "#7A5638")], span=(470, 1000)
    )
    nature.texture(c, 86, amount=0.25, top=470, stretch=0.5)
    heaps: list[tuple[list[Point], Colour]] = [
        (
            [
                (-40, 1010),
                (60, 800),
                (300, 760),
                (560, 850),
                (760, 820),
                (1000, 870),
                (1200, 830),
                (1540, 900),
                (1540, 1010),
            ],
            "#2F6A5E",
        ),
        ([(700, 780), (860, 690), (1060, 720), (1300, 690), (1540, 760), (1540, 960), (700, 900)], "#3F7A8A"),
    ]
    for outline, hue in reversed(heaps):
        c.blob(outline, mix(hue, "#1A2A26", 0.25))
        box: list[float] = [
            min(p[0] for p in outline),
            max(p[0] for p in outline),
            min(p[1] for p in outline),
        ]
        mesh = c.sheet()
        for i in range(60):
            start = box[0] + (box[1] - box[0]) * i / 59
            wave = [
                (start + 46 * math.sin(v * 0.02 + i) + (v - box[2]) * 0.3 * math.sin(i), v)
                for v in np.arange(box[2], 1010, 14).tolist()
            ]
            mesh.line(wave, mix(hue, "#FFFFFF", 0.25), 1.4)
        c.screen(_inside(c, mesh, outline), strength=0.55)
    women = [
        (420, 905, 440, SIT, "#B4503A", "#E8D0A0", 1.0),
        (800, 860, 400, KNEEL, "#4A6E8A", "#F0E0BC", -1.0),
        (1180, 840, 380, SIT, "#7A5A7A", "#D8B878", -1.0),
    ]
    for x, y, tall, pose, coat, hat, way in women:
        if pose is SIT:
            c.rect((x - tall * 0.12, y - tall * 0.24), (x + tall * 0.10, y), "#6A4A30", radius=6)
        look = Look(
            coat=coat,
            legs="#2E3A40",
            skin="#8E5E44",
            hat="cone",
            hat_colour=hat,
            rim="#FFF2CC",
            light=(-0.8, -0.5),
        )
        body = figure(c, (x, y), tall, pose, look, facing=way)
        hx, hy = body.near_hand
        for k in range(9):
            c.line(
                smooth(
                    [
                        (hx, hy),
                        (hx + way * (30 + 14 * k), hy + 60 + 6 * k),
                        (hx + way * (20 + 34 * k), y + 30),
                    ],
                    closed=False,
                ),
                "#CFE6DA",
                1.6,
            )
        c.line([(hx - 8, hy - 20), (hx + 12, hy + 16)], "#E8B23A", 5)
    for x, y in ((170, 860), (640, 930), (1010, 905), (1390, 880), (300, 940), (1250, 950)):
        c.disc((x, y), 19, "#E8703A")
        c.disc((x - 5, y - 6), 7, "#FFC89A")
    c.glows([((240, 200), 700, "#A86A2A", 0.35)])


def _inside(c: Canvas, sheet: Canvas, outline: list[Point]) -> Canvas:
    """The light of a sheet, but only within an outline."""
    from PIL import ImageChops

    stencil = c.sheet()
    stencil.blob(outline, "#FFFFFF")
    sheet.image = ImageChops.multiply(sheet.image, stencil.image)
    return sheet
