"""Three frames from the weaving mill: the hands, the bobbins, the cloth."""

import math

import numpy as np

from generator.demo.curves import Point, smooth
from generator.demo.paint import Canvas, Colour, mix
from generator.demo.scenes.people import figure
from generator.demo.scenes.poses import REACH, STAND, Look, Pose

HUES: list[Colour] = ["#B4372A", "#D98A3A", "#E8C878", "#4E7A6A", "#2F5B7A", "#6A4A6E", "#EDE3CC"]


def weaver(coat: Colour, rim: Colour, light: Point) -> Look:
    """What a weaver wears."""
    return Look(
        coat=coat, legs="#26303A", skin="#A5714F", hat="cap", hat_colour="#F0E8D6", rim=rim, light=light
    )


def _hand(c: Canvas, at: Point, size: float, way: float, skin: tuple[Colour, Colour]) -> None:
    """A hand reaching in from the side, fingers bent on the threads."""
    x, y = at

    def on(u: float, v: float) -> Point:
        return x + way * u * size, y + v * size

    c.blob(
        [
            on(-2.6, 1.3),
            on(-1.2, 0.55),
            on(-0.4, 0.2),
            on(0.1, 0.32),
            on(0.05, 0.85),
            on(-0.5, 1.1),
            on(-1.4, 1.75),
            on(-2.6, 2.7),
        ],
        skin[0],
    )
    c.blob([on(-2.6, 1.0), on(-1.5, 0.5), on(-1.1, 1.1), on(-1.5, 1.9), on(-2.6, 2.8)], "#2F5B7A")
    for i in range(4):
        u, v = (0.16, 0.26, 0.20, 0.02)[i], 0.14 + 0.235 * i
        path = smooth(
            [on(u - 0.55, v), on(u + 0.25, v - 0.09), on(u + 0.66, v - 0.02), on(u + 0.92, v + 0.15)],
            closed=False,
        )
        c.line([(p[0], p[1] + size * 0.03) for p in path], skin[1], size * 0.185)
        c.line(path, skin[0], size * 0.17)
        c.disc(on(u + 0.92, v + 0.15), size * 0.085, skin[0])
        c.disc(on(u + 0.95, v + 0.16), size * 0.045, mix(skin[0], "#FFE6D6", 0.5))
    thumb = smooth([on(-0.5, 0.5), on(-0.1, 0.05), on(0.4, -0.06), on(0.62, 0.1)], closed=False)
    c.line(thumb, skin[0], size * 0.2)


def hands(c: Canvas, seed: int) -> None:
    """Two hands on the warp, the shuttle between them."""
    c.sky([(0, "#241A16"), (1, "#3A2A22")])
    c.glows([((1150, 80), 900, "#C88A4A", 0.8)])
    for i in range(190):
        u = i / 189
        hue = HUES[(i // 27 + seed) % 7]
        light = 0.5 + 0.5 * math.sin(i * 1.9)
        c.line(
            [(u * 2400 - 460, 1010), (640 + u * 560, -10)],
            mix(mix(hue, "#1A120E", 0.42), "#FFF0D8", 0.30 * light),
            3.4,
        )
    for j in range(46):
        y = 1000 - j * 8.2
        half = 2 + 5 * (y / 1000)
        for k in range(j % 2, 40, 2):
            x = k * 40 - 40
            c.line([(x, y), (x + 36, y)], mix(HUES[(j // 8) % 7], "#2A1C16", 0.28), half)
    c.shade(
        [(-10, 590), (1510, 560), (1510, 604), (-10, 640)],
        [(0, "#E8C690"), (0.5, "#A8743E"), (1, "#5A3818")],
        span=(570, 630),
    )
    c.soften(1.2)
    shade = c.sheet(4)
    shade.disc((460, 640), 230, "#FFFFFF", ry=120)
    shade.disc((1130, 560), 210, "#FFFFFF", ry=110)
    c.veil(shade, "#120A08", blur=40, strength=0.55)
    c.blob([(640, 505), (700, 470), (900, 452), (980, 470), (930, 506), (760, 530)], "#6A4424")
    c.blob([(690, 497), (740, 478), (880, 468), (920, 476), (880, 496), (770, 510)], "#E8DCC0")
    c.line([(925, 488), (1500, 400)], "#F4E8CC", 3)
    _hand(c, (430, 480), 235, 1, ("#C98E66", "#8A5638"))
    _hand(c, (1170, 400), 215, -1, ("#C08660", "#824F34"))
    c.glows([((1180, 140), 620, "#A8703A", 0.5)])


def bobbins(c: Canvas, seed: int) -> None:
    """A wall of bobbins; one is taken down."""
    c.sky([(0, "#3A2E28"), (1, "#1E1714")])
    r = np.random.default_rng(31 + seed)
    for row in range(7):
        for col in range(14):
            x, y = 60 + col * 108, 70 + row * 142
            c.rect((x - 54, y + 62), (x + 54, y + 72), "#6A4A32")
            hue = HUES[int(min(6, max(0, (col + row) / 3.2 + float(r.normal(0, 0.7)))))]
            if r.random() < 0.05:
                continue
            c.poly(
                [(x - 34, y - 52), (x + 34, y - 52), (x + 46, y + 60), (x - 46, y + 60)],
                mix(hue, "#000000", 0.25),
            )
            c.poly([(x - 30, y - 52), (x + 6, y - 52), (x + 10, y + 60), (x - 40, y + 60)], hue)
            c.poly(
                [(x - 22, y - 52), (x - 10, y - 52), (x - 12, y + 60), (x - 30, y + 60)],
                mix(hue, "#FFFFFF", 0.3),
            )
            c.lines(
                [
                    ((x - 36 - 6 * k / 11, y - 46 + k * 10), (x + 36 + 6 * k / 11, y - 42 + k * 10))
                    for k in range(11)
                ],
                mix(hue, "#000000", 0.18),
                1.6,
            )
            c.disc((x, y - 53), 34, mix(hue, "#FFFFFF", 0.18), ry=9)
            c.disc((x, y - 54), 12, "#E9DDC4", ry=4)
            c.line([(x, y - 54), (x + 10, y - 74)], mix(hue, "#FFFFFF", 0.3), 1)
    dark = c.sheet(4)
    dark.rect((0, 0), (1500, 1000), "#FFFFFF")
    dark.disc((800, 380), 620, "#000000", ry=560)
    c.veil(dark, "#120D0B", blur=130, strength=0.8)
    c.glows([((760, 120), 620, "#C8843E", 0.45)])
    body = figure(c, (700, 1040), 820, REACH, weaver("#3A6A84", "#FFD9A0", (0.3, -1)))
    hx, hy = body.near_hand
    c.poly([(hx - 32, hy - 60), (hx + 34, hy - 66), (hx + 46, hy + 34), (hx - 42, hy + 40)], "#E8C878")
    c.poly([(hx - 26, hy - 58), (hx - 8, hy - 60), (hx - 8, hy + 36), (hx - 34, hy + 38)], "#F8E6B8")
    c.disc((hx + 1, hy - 63), 33, "#F4DCA0", ry=8)
    c.line(
        smooth(
            [(hx, hy - 66), (hx + 180, hy - 130), (hx + 300, hy + 90), (hx + 250, 700), (hx + 330, 1010)],
            closed=False,
        ),
        "#F4DCA0",
        2.4,
    )


def cloth(c: Canvas, seed: int) -> None:
    """The finished cloth is looked over by the window."""
    c.sky([(0, "#DDE0DA"), (0.5, "#F4EFE2"), (1, "#C6BCA8")])
    c.glows([((420, 200), 620, "#FFFFFF", 0.8)])
    for i in range(5):
        x = 60 + i * 210
        c.shade(
            [(x, 60), (x + 150, 60), (x + 150, 430), (x, 430)],
            [(0, "#BCD4DC"), (1, "#F2F4EC")],
            span=(60, 430),
        )
        c.lines([((x + 75, 60), (x + 75, 430)), ((x, 240), (x + 150, 240))], "#A9AEA6", 6)
    c.soften(5)
    red: Colour = ("#B4372A", "#2F5B7A", "#C0803A", "#3F6A52")[seed // 5 % 4]
    for k in range(58):
        u = k / 57
        tone = 0.5 + 0.5 * math.sin(u * 21 + math.sin(u * 8) * 2)
        hue = mix(mix(red, "#FFFFFF", 0.28 * tone), "#1A0C0A", 0.42 * (1 - tone))
        x0, x1 = 560 + u * 960, 560 + (u + 1.2 / 57) * 960
        top0, top1 = 150 + 46 * math.sin(u * 5 + 1), 150 + 46 * math.sin((u + 1 / 57) * 5 + 1)
        low0, low1 = (60 * math.sin(9 * v) - 160 for v in (u, u + 1.2 / 57))
        c.poly(
            [
                (x0, top0),
                (x1, top1),
                (x1 + low1, 1010),
                (x0 + low0, 1010),
            ],
            hue,
        )
    c.rect((520, 112), (1520, 140), "#5A4A3A", radius=10)
    c.rect((520, 112), (1520, 120), "#C8B48E", radius=4)
    pattern = c.sheet()
    for row in range(7):
        for col in range(9):
            x, y = 560 + col * 118 + (row % 2) * 59, 240 + row * 118
            sway = 20 * math.sin(x * 0.02)
            for a in np.arange(0, 6.2, math.pi / 3).tolist():
                pattern.disc((x + sway + 17 * math.cos(a), y + 17 * math.sin(a)), 8, "#3A2A1A")
            pattern.disc((x + sway, y), 7, "#4A3A1A")
    c.screen(pattern, strength=0.8)
    c.shade(
        [(-10, 820), (620, 800), (600, 1010), (-10, 1010)], [(0, "#D8CBB0"), (1, "#8A7A62")], span=(800, 1000)
    )
    look = weaver("#44707E", "#FFFFFF", (-0.7, -0.6))
    figure(
        c,
        (430, 1010),
        770,
        Pose(lean=10, head=-2, far_arm=(78, 96), near_arm=(64, 92), far_leg=(8, 2), near_leg=(-8, -12)),
        look,
    )
    figure(c, (150, 960), 520, STAND, weaver("#8A5A44", "#FFFFFF", (-0.7, -0.6)))
