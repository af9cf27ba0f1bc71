"""The evening class."""

import numpy as np

from generator.demo.curves import Point
from generator.demo.paint import Canvas, Colour, mix
from generator.demo.scenes.people import figure
from generator.demo.scenes.poses import POINT, Look, Pose


def classroom(c: Canvas, seed: int) -> None:
    """An evening class for workers: lamps, a blackboard, bent heads, night at the window."""
    c.sky([(0, "#2A211B"), (0.6, "#4A382A"), (0.72, "#33261D"), (1, "#1B1410")])
    c.shade([(0, 0), (330, 90), (330, 660), (0, 860)], [(0, "#2B2A2E"), (1, "#2A211C")], span=(0, 860))
    for x0, x1 in ((40, 150), (185, 290)):
        top, low = 150 - x0 * 0.05 + 40, 560 - x0 * 0.32 + 60
        c.shade(
            [(x0, top), (x1, top + 14), (x1, low - 34), (x0, low)],
            [(0, "#0F1B33"), (0.7, "#2A3C5E"), (1, "#6A5A6A")],
            span=(top, low),
        )
        middle = (x0 + x1) / 2
        c.line([(middle, top + 4), (middle, low - 16)], "#3A2C22", 6)
        for i in range(9):
            c.disc((x0 + 14 + (i * 37) % (x1 - x0 - 24), low - 60 - (i * 53) % 90), 2.6, "#F2C878")
    c.rect((420, 150), (1320, 560), "#6A4A30")
    c.shade(
        [(436, 166), (1304, 166), (1304, 544), (436, 544)], [(0, "#2E4A40"), (1, "#1E342E")], span=(166, 544)
    )
    c.text((500, 200), "今晚：读懂一张图纸", 52, "#DDE6DC")
    c.lines(
        [
            ((520, 330), (760, 330)),
            ((520, 330), (520, 480)),
            ((520, 480), (760, 480)),
            ((760, 330), (760, 480)),
        ],
        "#C9D6CC",
        3,
    )
    c.ring((640, 405), 52, "#C9D6CC", 3)
    c.lines([((560, 405), (720, 405)), ((640, 345), (640, 465)), ((520, 505), (760, 505))], "#9FB3A8", 2)
    for i, wide in enumerate((220, 300, 260, 180)):
        c.line([(850, 340 + i * 44), (850 + wide, 340 + i * 44)], "#8FA79B", 4)
    c.rect((436, 548), (1304, 562), "#8A6444")
    for x in (420, 760, 1100):
        c.line([(x + 80, 0), (x + 80, 74)], "#1A1512", 4)
        c.poly([(x + 46, 74), (x + 114, 74), (x + 150, 112), (x + 10, 112)], "#28513F")
        c.rect((x + 16, 112), (x + 144, 118), "#FFF3D0")
    cone = c.sheet(4)
    for x in (500, 840, 1180):
        cone.poly([(x - 66, 116), (x + 66, 116), (x + 330, 900), (x - 330, 900)], "#FFDFA0", alpha=0.5)
    c.screen(cone, blur=36, strength=0.34)
    c.glows(
        [
            ((500, 112), 260, "#FFD890", 0.75),
            ((840, 112), 260, "#FFD890", 0.75),
            ((1180, 112), 260, "#FFD890", 0.75),
            ((860, 420), 600, "#6A4A22", 0.5),
        ]
    )
    figure(
        c,
        (1210, 700),
        420,
        POINT,
        Look(
            coat="#3B5E72",
            legs="#20242A",
            skin="#8A5C42",
            hat="hair",
            hat_colour="#1A1412",
            rim="#FFE2A8",
            light=(-0.2, -1),
        ),
        facing=-1,
    )
    r = np.random.default_rng(5 + seed)
    coats: list[Colour] = ["#7A3A2E", "#2F5560", "#C08A3C", "#4A5A44", "#53405A", "#2C4A6E", "#8A5A3A"]
    for row, (y, tall, gap) in enumerate(((800.0, 330.0, 225.0), (1010.0, 470.0, 330.0))):
        for i in range(8 - row * 3):
            at = 130 + row * 60 + i * gap + float(r.uniform(-14, 14))
            if at > 1480:
                break
            hat = ("hair", "hair", "cap", "helmet", "long")[int(r.integers(0, 5))]
            look = Look(
                coat=mix(coats[int(r.integers(0, 7))], "#1A1310", 0.25 + 0.2 * row),
                legs="#16120F",
                skin="#2A1B14",
                hat=hat,
                hat_colour="#D8A531" if hat == "helmet" else "#15100D",
                rim="#FFDC9C",
                light=(0.1, -1),
            )
            _desk(c, (at, y - tall * 0.10), tall)
            pose = Pose(front=True, head=float(r.uniform(-8, 8)), far_arm=(18, 8), near_arm=(18, 8))
            figure(c, (at, y + tall * 0.34), tall, pose, look)
            c.rect(
                (at - tall * 0.17, y + tall * 0.10),
                (at + tall * 0.17, y + tall),
                "#2E1F15",
                radius=tall * 0.04,
            )
            c.line([(at - tall * 0.16, y + tall * 0.105), (at + tall * 0.16, y + tall * 0.105)], "#7A5634", 3)
    c.bloom(14, 0.4, floor=180)


def _desk(c: Canvas, at: Point, tall: float) -> None:
    """A desk with an open book, seen from behind who sits at it."""
    x, y = at
    top = [
        (x - tall * 0.32, y),
        (x + tall * 0.32, y),
        (x + tall * 0.36, y + tall * 0.06),
        (x - tall * 0.36, y + tall * 0.06),
    ]
    c.shade(top, [(0, "#C89A62"), (1, "#8A6238")], span=(y, y + tall * 0.06))
    c.rect((x - tall * 0.34, y + tall * 0.06), (x + tall * 0.34, y + tall * 0.5), "#20150E")
    c.poly(
        [
            (x + tall * 0.16, y + 2),
            (x + tall * 0.29, y + 2),
            (x + tall * 0.31, y + tall * 0.04),
            (x + tall * 0.16, y + tall * 0.04),
        ],
        "#F4E8CC",
    )
