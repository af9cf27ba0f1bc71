"""Small stories as films: the missing wheel, the robot on its way to work."""

import math

import numpy as np

from generator.demo.curves import Point, smooth
from generator.demo.motion import Frame, View, ease
from generator.demo.paint import Canvas, Colour, mix
from generator.demo.scenes import works


def _wheel(c: Canvas, at: Point, r: float, teeth: int, turn: float, hue: Colour, *, ground: Colour) -> None:
    points = []
    for i in range(teeth):
        for share, far in ((-0.27, 0.87), (-0.15, 1), (0.15, 1), (0.27, 0.87)):
            a = turn + math.tau * (i + share) / teeth
            points.append((at[0] + r * far * math.cos(a), at[1] + r * far * math.sin(a)))
    c.poly([(x + 10, y + 14) for x, y in points], mix(ground, "#000000", 0.16))
    c.poly(points, hue)
    c.disc(at, r * 0.70, mix(hue, "#000000", 0.14))
    for k in range(5):
        a = turn + math.tau * k / 5
        c.disc((at[0] + r * 0.46 * math.cos(a), at[1] + r * 0.46 * math.sin(a)), r * 0.145, ground)
    c.disc(at, r * 0.2, mix(hue, "#FFFFFF", 0.3))
    c.disc(at, r * 0.08, "#2B241B")


def hand(c: Canvas, seed: int) -> Frame:
    """A still machine lacks one wheel; a hand sets it, and everything turns."""
    ground: Colour = "#EADCBE"
    c.rect((0, 0), (1920, 1080), ground)
    for x in range(0, 1920, 60):
        c.line([(x, 0), (x, 1080)], "#E2D2B0", 2)
    for y in range(0, 1080, 60):
        c.line([(0, y), (1920, y)], "#E2D2B0", 2)
    c.rect((0, 930), (1920, 1080), "#24444A")
    c.rect((0, 930), (1920, 944), "#3A6068")
    base = c.image.copy()

    def draw(u: float) -> View:
        c.image = base.copy()
        run = max(0.0, u - 0.36)
        turn = (run * run / 0.24 if run < 0.12 else run - 0.06) * 9.0
        _wheel(c, (520, 520), 300, 30, turn, "#A3281C", ground=ground)
        _wheel(c, (1330, 470), 240, 24, turn * 30 / 24 + 0.13, "#1F5A66", ground=ground)
        crank = (1330 + 150 * math.cos(turn * 1.25), 470 + 150 * math.sin(turn * 1.25))
        slide = crank[0] + math.sqrt(max(1.0, 420**2 - (crank[1] - 470) ** 2))
        c.rect((1640, 410), (1920, 530), "#3A4A4E", radius=8)
        c.line([crank, (slide, 470)], "#D9A441", 30)
        c.disc(crank, 24, "#2B241B")
        c.rect((slide - 30, 425), (slide + 70, 515), "#8A9AA0", radius=8)
        come = ease(u / 0.28)
        place = (932.0, 1290 - 700 * come)
        gap = (932.0, 590.0)
        if come < 1:
            c.ring(gap, 150, "#B8A680", 4)
        _wheel(c, place if come < 1 else gap, 158, 16, -turn * 30 / 16 + 0.1, "#E0A030", ground=ground)
        away = ease((u - 0.30) / 0.16)
        hx, hy = place[0] + 30, (place[1] if come < 1 else 590) + 130 + 700 * away
        if away < 1:
            c.blob(
                [
                    (hx - 110, hy + 700),
                    (hx - 90, hy + 190),
                    (hx - 40, hy + 80),
                    (hx + 60, hy + 70),
                    (hx + 120, hy + 180),
                    (hx + 150, hy + 700),
                ],
                "#2F5B7A",
            )
            c.blob(
                [
                    (hx - 70, hy + 190),
                    (hx - 64, hy + 40),
                    (hx - 10, hy + 6),
                    (hx + 66, hy + 20),
                    (hx + 96, hy + 170),
                    (hx + 20, hy + 220),
                ],
                "#C98E66",
            )
            for k in range(3):
                c.line(
                    smooth(
                        [
                            (hx - 30 + k * 40, hy + 60),
                            (hx - 40 + k * 42, hy - 10),
                            (hx - 30 + k * 36, hy - 62 + 10 * k),
                        ],
                        closed=False,
                    ),
                    "#C98E66" if k != 1 else "#BC8058",
                    36,
                )
            c.line(
                smooth([(hx - 60, hy + 90), (hx - 106, hy + 30), (hx - 92, hy - 36)], closed=False),
                "#BC8058",
                36,
            )
        if u > 0.5:
            for k in range(6):
                a, far = math.tau * k / 6 + turn * 0.2, 205.0
                c.line(
                    [
                        (932 + far * math.cos(a), 590 + far * math.sin(a)),
                        (932 + (far + 26) * math.cos(a), 590 + (far + 26) * math.sin(a)),
                    ],
                    "#E0A030",
                    8,
                )
        return View(0.12 * (1 - ease(u / 0.4)), (0.45, 0.62))

    return draw


def cartoon(c: Canvas, seed: int) -> Frame:
    """A small robot walks to work over the hills, flying a kite."""
    c.sky([(0, "#7FC4D8"), (0.7, "#DFF0DC"), (1, "#F8EFCB")])
    c.disc((320, 240), 110, "#F8D060")
    for k in range(12):
        a = math.tau * k / 12
        c.line(
            [
                (320 + 140 * math.cos(a), 240 + 140 * math.sin(a)),
                (320 + 180 * math.cos(a), 240 + 180 * math.sin(a)),
            ],
            "#F8D060",
            14,
        )
    base = c.image.copy()
    r = np.random.default_rng(4 + seed)
    clouds = [(float(x), float(y), float(s)) for x, y, s in (r.random((5, 3)) * (2300, 260, 1)).tolist()]

    def draw(u: float) -> View:
        c.image = base.copy()
        for x, y, s in clouds:
            px, size = (x - 260 * u * (0.6 + s)) % 2300 - 190, 60 + 50 * s
            for dx, dy, q in ((-1.2, 0.1, 0.7), (0, -0.25, 1), (1.2, 0.1, 0.75)):
                c.disc((px + dx * size, 130 + y + dy * size), size * q, "#FFFFFF")
            c.rect(
                (px - size * 1.9, 130 + y),
                (px + size * 1.95, 130 + y + size * 0.78),
                "#FFFFFF",
                radius=size * 0.38,
            )
        for depth, (tone, level, speed) in enumerate(
            (("#A8CFA0", 760, 160), ("#7DB584", 850, 330), ("#4E9468", 950, 620))
        ):
            crest = [
                (x, level + 46 * math.sin((x + speed * u) * 0.004 * (1 + 0.3 * depth) + depth * 2))
                for x in range(0, 1960, 40)
            ]
            c.poly([(0, 1090), *[(float(x), y) for x, y in crest], (1960, 1090)], tone)
            if depth == 1:
                for k in range(8):
                    x = (k * 290 - speed * u) % 2320 - 150
                    y = level + 46 * math.sin((x + speed * u) * 0.0052 + 2)
                    works.tree(c, (x, y + 12), 120 + 30 * (k % 3), "#3E7A58")
        beat = u * 11
        x, y = 760.0, 905 - 12 * abs(math.sin(beat * math.pi))
        kite = (1380 + 90 * math.sin(u * 7), 270 + 60 * math.sin(u * 11))
        c.line(
            smooth([(x + 110, y - 190), ((x + kite[0]) / 2, (y + kite[1]) / 2 + 60), kite], closed=False),
            "#FFFFFF",
            3,
        )
        tail = [(kite[0] - 20 - 26 * k, kite[1] + 90 + 34 * k + 16 * math.sin(u * 30 - k)) for k in range(6)]
        c.line([(kite[0], kite[1] + 90), *tail], "#D8432E", 6)
        c.poly(
            [
                (kite[0], kite[1] - 120),
                (kite[0] + 84, kite[1]),
                (kite[0], kite[1] + 100),
                (kite[0] - 84, kite[1]),
            ],
            "#D8432E",
        )
        c.poly([(kite[0], kite[1] - 120), (kite[0] + 84, kite[1]), (kite[0], kite[1])], "#F2B84A")
        c.poly([(kite[0], kite[1] + 100), (kite[0] - 84, kite[1]), (kite[0], kite[1])], "#F2B84A")
        _robot(c, (x, y), beat)
        return View(0.05 * ease(u), (0.5, 0.7))

    return draw


def _robot(c: Canvas, at: Point, beat: float) -> None:
    x, y = at
    s = math.sin(beat * math.pi)
    c.disc((x, 962), 130, "#3A7A54", ry=16)
    for q, far in ((-42, 1.0), (42, -1.0)):
        foot = (x + q + 30 * s * far, 948 - 26 * max(0.0, far * math.cos(beat * math.pi)))
        c.line([(x + q, y - 70), (x + q + 16 * s * far, y - 30), foot], "#5A6A74", 24)
        c.rect((foot[0] - 34, foot[1] - 12), (foot[0] + 42, foot[1] + 16), "#2F3E48", radius=12)
    c.line([(x - 96, y - 190), (x - 140, y - 130 + 24 * s), (x - 116, y - 80 + 30 * s)], "#5A6A74", 22)
    c.rect((x - 100, y - 250), (x + 100, y - 66), "#E8E2D0", radius=34)
    c.rect((x - 58, y - 206), (x + 58, y - 118), "#2A6A78", radius=14)
    c.line(
        [
            (x - 44, y - 160),
            (x - 18, y - 160),
            (x - 6, y - 186),
            (x + 10, y - 136),
            (x + 22, y - 160),
            (x + 44, y - 160),
        ],
        "#9FF0D8",
        6,
    )
    c.line([(x + 96, y - 200), (x + 130, y - 240), (x + 112, y - 190)], "#5A6A74", 22)
    c.rect((x - 116, y - 420), (x + 116, y - 266), "#F4EFE0", radius=52)
    c.rect((x - 88, y - 388), (x + 88, y - 300), "#1E3540", radius=36)
    shut = 0.12 if beat % 3.2 < 0.22 else 1.0
    for q in (-40, 40):
        c.disc((x + q + 6, y - 346), 20, "#8FF0E0", ry=20 * shut)
    c.pie((x, y - 412), 116, (180, 360), "#F0B83A")
    c.rect((x - 136, y - 424), (x + 136, y - 400), "#D89A22", radius=10)
    c.line([(x, y - 520), (x, y - 566)], "#5A6A74", 8)
    c.disc((x, y - 574), 16, "#D8432E")
