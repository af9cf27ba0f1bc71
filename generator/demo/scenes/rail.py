"""A railway in snow, in five frames: the train, the points, the night patrol, the platform, the bridge."""

import math

import numpy as np

from generator.demo.paint import Canvas, mix
from generator.demo.scenes import nature, works
from generator.demo.scenes.people import figure
from generator.demo.scenes.poses import BEND, FRONT, HOLD, PUSH, STAND, WALK, Look, Pose
from generator.demo.scenes.track import VEST, land, masts, snow, track


def railway(c: Canvas, seed: int) -> None:
    """One of five frames of a line in winter."""
    (_train, _points, _patrol, _platform, _viaduct)[seed % 5](c, seed)


def _train(c: Canvas, seed: int) -> None:
    land(c, 560)
    snow(c, 560)
    c.poly([(-20, 640), (1520, 560), (1520, 640), (-20, 780)], "#8A97A4")
    c.poly([(-20, 628), (1520, 556), (1520, 566), (-20, 650)], "#F4F6F6")
    for i in range(5):
        x0, x1 = 1480 - i * 330, 1480 - (i + 1) * 330 + 8
        y0, y1 = 562 - 0 + i * 15.5, 562 + (i + 1) * 15.5
        h0, h1 = 104 + i * 20, 104 + (i + 1) * 20
        c.shade(
            [(x0, y0 - h0), (x1, y1 - h1), (x1, y1), (x0, y0)],
            [(0, "#F4F6F4"), (0.3, "#DDE3E4"), (0.8, "#A9B6BE"), (1, "#5A6872")],
            span=(y0 - h0, y1),
        )
        c.poly(
            [(x0, y0 - h0 * 0.34), (x1, y1 - h1 * 0.34), (x1, y1 - h1 * 0.24), (x0, y0 - h0 * 0.24)],
            "#B23A2E",
        )
        for k in range(7):
            u0, u1 = (k + 0.2) / 7, (k + 0.8) / 7
            p0, p1 = (x0 + (x1 - x0) * u0, x0 + (x1 - x0) * u1)
            q0, q1 = y0 + (y1 - y0) * u0, y0 + (y1 - y0) * u1
            g0, g1 = h0 + (h1 - h0) * u0, h0 + (h1 - h0) * u1
            c.poly(
                [(p0, q0 - g0 * 0.78), (p1, q1 - g1 * 0.78), (p1, q1 - g1 * 0.48), (p0, q0 - g0 * 0.48)],
                "#FFE3A4" if (k + i) % 4 else "#3A4A58",
            )
    spray = c.sheet(2)
    r = np.random.default_rng(8)
    for u, v, s in r.random((420, 3)).tolist():
        x = -40 + u * 1500
        spray.disc((x, 640 - x * 0.046 + 34 - 130 * v * v * (1 - u * 0.6)), 8 + 34 * s, "#FFFFFF", alpha=0.18)
    c.veil(spray, "#FFFFFF", blur=9, strength=0.85)
    masts(c, (1540, 470), side=-620, ink="#4A5862")
    for x, y, tall, pose in ((420, 905, 250, STAND), (520, 915, 262, HOLD)):
        c.disc((x + 40, y + 6), 110, "#A9B9C8", ry=12)
        figure(c, (x, y), tall, pose, VEST)
    c.line([(566, 790), (556, 920)], "#4A3A2A", 6)
    nature.flakes(c, 420, seed=6 + seed)


def _points(c: Canvas, seed: int) -> None:
    land(c, 430)
    snow(c, 430)
    track(c, (980, 432), (250, 640))
    track(c, (984, 432), (900, 1320))
    c.poly([(984, 434), (988, 434), (742, 1000), (716, 1000)], "#3A3432")
    masts(c, (984, 432), side=760, ink="#42505A")
    for x, y, tall, pose, way in (
        (560, 880, 470, PUSH, 1.0),
        (860, 800, 380, BEND, -1.0),
        (1130, 640, 190, STAND, -1.0),
    ):
        c.disc((x, y + 6), tall * 0.34, "#93A6B8", ry=tall * 0.04)
        body = figure(c, (x, y), tall, pose, VEST, facing=way)
        hx, hy = body.near_hand
        if pose is not STAND:
            reach = tall * 0.30
            c.line(
                [(hx - way * tall * 0.12, hy - tall * 0.14), (hx, hy), (hx + way * reach, y + 4)],
                "#6A5236",
                tall * 0.02,
            )
            c.poly(
                [
                    (hx + way * reach - tall * 0.07, y - tall * 0.05),
                    (hx + way * reach + tall * 0.08, y - tall * 0.06),
                    (hx + way * reach + tall * 0.1, y + tall * 0.05),
                    (hx + way * reach - tall * 0.05, y + tall * 0.06),
                ],
                "#5A6670",
            )
            for i in range(46):
                a, d = -0.2 - 1.1 * ((i * 0.618) % 1), tall * (0.08 + 0.34 * ((i * 0.754) % 1))
                c.disc(
                    (hx + way * (reach + math.cos(a) * d), y + math.sin(a) * d * 0.7),
                    tall * 0.012 * (1 + i % 3),
                    "#FFFFFF",
                    alpha=0.85,
                )
    nature.flakes(c, 700, seed=16 + seed, size=2.8)


def _patrol(c: Canvas, seed: int) -> None:
    c.sky([(0, "#0B1626"), (0.5, "#20344C"), (0.56, "#4A5E74"), (1, "#16202E")])
    nature.stars(c, 60, below=400)
    nature.hills(c, nature.ridge(c, 81, base=560, rise=180), [(0, "#1B2C3E"), (1, "#3A4C60")], fade=150)
    c.shade(
        [(0, 540), (1500, 540), (1500, 1000), (0, 1000)],
        [(0, "#566A80"), (0.4, "#3A4C62"), (1, "#1A2534")],
        span=(540, 1000),
    )
    track(c, (700, 542), (440, 1010), snow="#8FA2B6")
    masts(c, (700, 542), side=-640, ink="#0E1722")
    beam = c.sheet(4)
    beam.poly([(640, 700), (676, 690), (1260, 1060), (520, 1060)], "#FFE2A0")
    c.screen(beam, blur=30, strength=0.55)
    c.glows([((700, 530), 60, "#FFF2D0", 1), ((700, 530), 300, "#C89A5A", 0.6)])
    look = Look(
        coat="#B8561E",
        legs="#101722",
        skin="#3A2A22",
        hat_colour="#C89A30",
        stripe="#F6F2C8",
        rim="#FFD890",
        light=(0.6, -0.4),
    )
    for x, y, tall, pose in ((560, 960, 560, WALK), (880, 800, 330, WALK)):
        shadow = c.sheet(4)
        shadow.poly([(x - 40, y), (x + 50, y), (x - 60, y + 200), (x - 240, y + 200)], "#FFFFFF")
        c.veil(shadow, "#0A1018", blur=8, strength=0.6)
        body = figure(c, (x, y), tall, pose, look)
        hx, hy = body.far_hand
        c.rect((hx - tall * 0.02, hy), (hx + tall * 0.03, hy + tall * 0.06), "#FFF6D8", radius=4)
        c.glows([((hx, hy + tall * 0.03), tall * 0.3, "#FFD890", 0.8)])
        c.line(
            [
                (body.near_hand[0] - tall * 0.02, body.near_hand[1] - tall * 0.3),
                (body.near_hand[0] + tall * 0.04, body.near_hand[1] + tall * 0.16),
            ],
            "#2A2018",
            tall * 0.016,
        )
    nature.flakes(c, 800, seed=26 + seed, size=2.6)


def _platform(c: Canvas, seed: int) -> None:
    c.sky([(0, "#5E7890"), (0.5, "#C2B6B0"), (0.62, "#EFCFA6"), (1, "#C8CED4")])
    nature.hills(c, nature.ridge(c, 91, base=600, rise=160), [(0, "#8A97A6"), (1, "#D8C8BA")], fade=150)
    c.glows([((1180, 560), 380, "#FFB870", 0.65)])
    snow(c, 600)
    track(c, (1180, 602), (860, 1330))
    c.shade(
        [(-10, 1000), (1174, 604), (1178, 604), (700, 1000)],
        [(0, "#E8E4DE"), (1, "#9AA6B2")],
        span=(604, 1000),
    )
    c.poly([(1176, 604), (1179, 604), (735, 1000), (700, 1000)], "#D9A23A")
    c.poly([(1179, 604), (1180, 612), (800, 1000), (735, 1000)], "#4A525C")
    c.poly([(-10, 60), (1120, 560), (1160, 560), (700, 0), (-10, 0)], "#2E3C48")
    c.poly([(-10, 60), (1120, 560), (1128, 568), (-10, 108)], "#F2F4F4")
    for i in range(6):
        t = 0.68**i
        c.line(
            [(1150 - 900 * t, 600 + 330 * t), (1150 - 900 * t, 570 - 350 * t)],
            mix("#25323C", "#8A96A0", i / 7),
            max(2, 24 * t),
        )
    body = figure(
        c,
        (560, 985),
        590,
        Pose(lean=-1, head=-4, far_arm=(-6, 6), near_arm=(138, 150)),
        Look(
            coat="#1E3350",
            legs="#141E2C",
            skin="#8A5C44",
            hat="cap",
            hat_colour="#16263C",
            rim="#FFD9A0",
            light=(0.9, -0.3),
            stripe=None,
            long=True,
        ),
    )
    x, y = body.near_hand
    c.line([(x - 6, y + 22), (x + 34, y - 116)], "#6A4A2A", 8)
    c.poly([(x + 8, y - 24), (x + 34, y - 116), (x + 132, y - 96), (x + 112, y - 6)], "#3F8A52")
    c.glows(
        [((1182, 586), 26, "#FFFFFF", 1), ((1196, 588), 30, "#FFFFFF", 1), ((1188, 586), 150, "#FFE8B8", 0.9)]
    )
    for q, tall in ((860, 240), (945, 190), (1010, 150)):
        figure(
            c,
            (q, 1000 - (q - 560) * 0.62 + 8),
            tall,
            FRONT,
            Look(
                coat=mix("#5A4A52", "#A0A0A8", (q - 860) / 300),
                legs="#3A3E48",
                skin="#7A5A4A",
                hat="hair",
                hat_colour="#2A2422",
                long=True,
            ),
        )
    nature.flakes(c, 520, seed=36 + seed)


def _viaduct(c: Canvas, seed: int) -> None:
    land(c, 700)
    fog = c.sheet(4)
    fog.rect((-50, 560), (1600, 760), "#FFFFFF")
    c.veil(fog, "#E6E9EA", blur=50, strength=0.8)
    for i in range(6):
        x = 60 + i * 280
        c.shade(
            [(x - 30, 420), (x + 30, 420), (x + 46, 1000), (x - 46, 1000)],
            [(0, "#7C8690"), (0.6, "#A9B2B8"), (1, "#DDE2E4")],
            span=(420, 900),
        )
        c.poly([(x + 12, 420), (x + 30, 420), (x + 46, 1000), (x + 20, 1000)], "#69747E", alpha=0.5)
        arch = [(x + 30 + 220 * k / 20, 540 - 110 * math.sin(math.pi * k / 20)) for k in range(21)]
        c.poly([(x + 30, 400), *arch, (x + 250, 400)], "#87919A")
    c.rect((-10, 396), (1510, 428), "#5E6973")
    c.rect((-10, 388), (1510, 399), "#F6F8F8")
    c.lines([((x, 390), (x, 366)) for x in range(0, 1500, 22)], "#5E6973", 2)
    c.line([(0, 366), (1500, 366)], "#5E6973", 3)
    c.rect((360, 300), (1520, 374), "#2F5B4A", radius=8)
    c.rect((360, 300), (1520, 314), "#E9EDEC", radius=6)
    c.rect((360, 344), (1520, 352), "#E8C24A")
    for x in range(390, 1520, 44):
        c.rect((x, 318), (x + 28, 340), "#FFE6AE" if x % 3 else "#26404A")
    c.lines([((x, 296), (x, 376)) for x in range(640, 1520, 290)], "#16241E", 6)
    c.blob([(290, 374), (300, 326), (340, 298), (420, 300), (420, 374)], "#2F5B4A")
    c.poly([(308, 330), (340, 312), (366, 312), (366, 336)], "#D6E4EA")
    c.glows([((290, 360), 90, "#FFF2C8", 0.9)])
    for x in range(120, 1500, 260):
        c.lines([((x, 390), (x, 220)), ((x, 236), (x + 60, 244))], "#6A7680", 5)
    c.line([(0, 246), (1500, 246)], "#6A7680", 1.5)
    crest = nature.ridge(c, 99, base=960, rise=130)
    nature.hills(c, crest, [(0, "#F6F7F7"), (1, "#B9C7D2")], fade=180)
    r = np.random.default_rng(66)
    for u, v in r.random((60, 2)).tolist():
        works.tree(
            c,
            (u * 1500, nature.height_at(crest, u * 1500) + 20 + 50 * v),
            60 + 90 * v,
            mix("#22363E", "#5E7480", 1 - v),
        )
    nature.flakes(c, 620, seed=46 + seed)
