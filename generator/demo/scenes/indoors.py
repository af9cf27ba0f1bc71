"""Indoors, late: the classroom and the night corridor."""

import numpy as np

from generator.demo.curves import Point
from generator.demo.paint import Canvas, Colour, mix
from generator.demo.scenes import nature
from generator.demo.scenes.people import figure
from generator.demo.scenes.poses import POINT, STAND, WALK, Look, Pose


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


def nurse(c: Canvas, seed: int) -> None:
    """A night corridor in a ward: one nurse on her round, the desk lamp behind her."""
    c.sky([(0, "#1B2C36"), (1, "#101A21")])
    vx, vy = 470.0, 640.0

    def far(t: float, x: float, y: float) -> Point:
        return vx + (x - vx) * t, vy + (y - vy) * t

    ceiling, floor_ = -180.0, 1620.0
    left, right = -330.0, 1330.0
    t_end = 0.16
    for corner, hue in (
        (
            [
                far(1, left, ceiling),
                far(1, right, ceiling),
                far(t_end, right, ceiling),
                far(t_end, left, ceiling),
            ],
            ("#2A4048", "#7A969A"),
        ),
        (
            [
                far(1, left, floor_),
                far(1, right, floor_),
                far(t_end, right, floor_),
                far(t_end, left, floor_),
            ],
            ("#A9B8B0", "#2A4A50"),
        ),
    ):
        ys = [p[1] for p in corner]
        c.shade(corner, [(0, hue[0]), (1, hue[1])], span=(min(ys), max(ys)))
    for x, near, away in ((left, "#33525C", "#A8BCB8"), (right, "#2A4650", "#9AB2B0")):
        for i in range(24):
            t0, t1 = 1 - (1 - t_end) * i / 24, 1 - (1 - t_end) * (i + 1) / 24 - 0.004
            c.poly(
                [far(t0, x, ceiling), far(t1, x, ceiling), far(t1, x, floor_), far(t0, x, floor_)],
                mix(near, away, (i / 24) ** 1.5),
            )
            c.poly(
                [far(t0, x, 900), far(t1, x, 900), far(t1, x, 960), far(t0, x, 960)],
                mix("#7A5A3A", "#C8B08A", i / 24),
            )
    back = [far(t_end, left, ceiling), far(t_end, right, floor_)]
    c.rect(back[0], back[1], "#C6D2CA")
    c.rect((vx - 44, vy - 60), (vx + 52, back[1][1]), "#6E8A8A")
    c.rect((vx - 36, vy - 48), (vx + 2, vy + 40), "#E4EEE4")
    c.rect((vx + 8, vy - 48), (vx + 46, vy + 40), "#E4EEE4")
    for i in range(5):
        t = 0.98 * 0.66**i
        u = t * 0.80
        for x, way in ((left, 1), (right, -1)):
            tone = mix("#22383F", "#8AA2A2", i / 5)
            c.poly([far(t, x, 120), far(u, x, 120), far(u, x, floor_), far(t, x, floor_)], tone)
            lit = (i == 2 and way < 0) or (i == 1 and way > 0)
            mid0, mid1 = t - (t - u) * 0.25, t - (t - u) * 0.75
            c.poly(
                [far(mid0, x, 300), far(mid1, x, 300), far(mid1, x, 620), far(mid0, x, 620)],
                "#FFE3A6" if lit else mix("#162830", "#5E7A7E", i / 5),
            )
        a, b = t * 0.97, t * 0.80
        c.poly(
            [
                far(a, 300, ceiling + 6),
                far(a, 640, ceiling + 6),
                far(b, 640, ceiling + 6),
                far(b, 300, ceiling + 6),
            ],
            "#F4FFF8",
        )
        shine = c.sheet(4)
        shine.poly(
            [far(a, 320, floor_), far(a, 620, floor_), far(b, 620, floor_), far(b, 320, floor_)], "#CFE6DE"
        )
        c.screen(shine, blur=12 * t + 2, strength=0.5)
    c.glows(
        [
            ((vx, vy), 260, "#DDF2E8", 0.6),
            (far(0.6, right, 460), 190, "#E8B060", 0.5),
            (far(0.72, left, 460), 210, "#E8B060", 0.45),
        ]
    )
    c.soften(1.4)
    shadow = c.sheet(4)
    shadow.disc((560, 1288), 190, "#FFFFFF", ry=26)
    c.veil(shadow, "#12242A", blur=14, strength=0.65)
    look = Look(
        coat="#F1F6F4",
        legs="#D4E2E2",
        skin="#B58264",
        hat="long",
        hat_colour="#231B18",
        rim="#FFFFFF",
        light=(-0.2, -1),
        long=True,
    )
    body = figure(
        c,
        (540, 1285),
        840,
        Pose(lean=3, head=10, far_arm=(18, 84), near_arm=(12, 72), far_leg=(-13, -28), near_leg=(15, 8)),
        look,
    )
    x, y = body.near_hand
    c.poly([(x - 20, y - 92), (x + 92, y - 60), (x + 70, y + 16), (x - 44, y - 16)], "#35596A")
    c.poly([(x - 10, y - 84), (x + 82, y - 56), (x + 64, y + 4), (x - 32, y - 20)], "#FFFDF0")
    c.lines(
        [((x + 2 - i * 5, y - 66 + i * 15), (x + 60 - i * 5, y - 48 + i * 15)) for i in range(4)],
        "#7A98A4",
        3,
    )
    cap = body.head
    c.poly(
        [
            (cap[0] - 48, cap[1] - 66),
            (cap[0] + 34, cap[1] - 78),
            (cap[0] + 38, cap[1] - 46),
            (cap[0] - 46, cap[1] - 36),
        ],
        "#FFFFFF",
    )
    c.rect((cap[0] - 12, cap[1] - 66), (cap[0] + 4, cap[1] - 52), "#C8473A")
    figure(
        c,
        (400, 792),
        170,
        WALK if seed % 2 else STAND,
        Look(coat="#E6EEEC", legs="#5A7A84", skin="#A87A5C", hat="hair", hat_colour="#2A211E", long=True),
        facing=-1,
    )
    c.bloom(16, 0.4, floor=200)
    nature.texture(c, 3, amount=0.08)
