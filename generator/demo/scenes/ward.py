"""The night corridor of a ward."""

from generator.demo.curves import Point
from generator.demo.paint import Canvas, mix
from generator.demo.scenes import nature
from generator.demo.scenes.people import figure
from generator.demo.scenes.poses import STAND, WALK, Look, Pose


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
