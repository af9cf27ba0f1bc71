"""Fire and metal: the welder, the steelworks, gears."""

import math

from generator.demo.curves import Point
from generator.demo.paint import Canvas, Stops, mix
from generator.demo.scenes import nature, works
from generator.demo.scenes.people import figure
from generator.demo.scenes.poses import AKIMBO, POINT, STAND, Look, Pose


def _hall(c: Canvas, vanish: Point) -> None:
    """A long workshop in perspective: windows high on the left, trusses under the roof."""

    def far(t: float, y: float, x0: float) -> Point:
        return vanish[0] + (x0 - vanish[0]) * t, vanish[1] + (y - vanish[1]) * t

    for i in range(10):
        t0, t1 = 0.84**i, 0.84 ** (i + 0.64)
        blue = mix("#8FB4C4", "#39505C", i / 12)
        pane = [far(t0, 30, -180), far(t1, 30, -180), far(t1, 290, -180), far(t0, 290, -180)]
        c.poly(pane, blue)
        middle = (t0 + t1) / 2
        c.lines(
            [(far(middle, 30, -180), far(middle, 290, -180)), (far(t0, 160, -180), far(t1, 160, -180))],
            "#1B2227",
            5 * t0,
        )
    c.soften(3)
    for i in range(9):
        t = 0.79**i
        left, right, y = far(t, -170, -300), far(t, -170, 2300), 90 * t
        ink = mix("#1E262B", "#3A474F", i / 9)
        works.lattice(c, (left[0], left[1] + y), (right[0], right[1] + y), y, ink, max(1.5, 9 * t))
        post = far(t, -170, 2050)
        c.line([post, far(t, 1300, 2050)], ink, 24 * t)
    c.soften(1.2)


def welder(c: Canvas, seed: int) -> None:
    """A welder bent over a beam in a dark hall; sparks fly from the arc."""
    c.sky([(0, "#11161A"), (0.5, "#1E272D"), (0.72, "#1A1D1E"), (1, "#0B0C0D")])
    _hall(c, (1080, 500))
    nature.texture(c, 4, amount=0.3, top=620)
    c.glows([((905, 655), 950, "#2A3B4A", 0.9), ((905, 655), 520, "#9A5A22", 0.9)])
    c.poly([(640, 700), (1500, 664), (1500, 730), (640, 752)], "#141617")
    c.poly([(640, 700), (1500, 664), (1500, 671), (640, 708)], "#8A6340")
    c.poly([(700, 752), (745, 748), (745, 1000), (700, 1000)], "#0E0F10")
    c.poly([(1330, 734), (1370, 732), (1370, 1000), (1330, 1000)], "#0E0F10")
    look = Look(
        coat="#0D1013",
        legs="#0A0C0E",
        skin="#15110E",
        hat="mask",
        hat_colour="#12161A",
        rim="#F0A862",
        light=(1, -0.15),
    )
    pose = Pose(lean=30, head=16, far_arm=(46, 74), near_arm=(34, 72), far_leg=(14, 2), near_leg=(-10, -18))
    body = figure(c, (430, 1210), 1020, pose, look)
    hand = body.near_hand
    arc = (hand[0] + 150, 690)
    c.line([(hand[0] + 10, hand[1]), (hand[0] + 70, hand[1] - 6), (arc[0] - 8, arc[1] - 10)], "#0B0D0F", 15)
    c.line(
        [(hand[0] + 30, hand[1] - 12), (hand[0] + 72, hand[1] - 14), (arc[0] - 10, arc[1] - 16)], "#D08A4E", 3
    )
    c.line([(hand[0], hand[1] + 16), (hand[0] - 60, 900), (hand[0] - 40, 1000)], "#0A0B0C", 14)
    smoke = c.sheet(4)
    for i in range(9):
        smoke.disc(
            (arc[0] + 40 + 22 * i * math.sin(i), arc[1] - 60 - 62 * i), 26 + 13 * i, "#FFFFFF", alpha=0.22
        )
    c.veil(smoke, "#8C7A68", blur=46, strength=0.42)
    nature.sparks(c, arc, 620, speed=430, seed=8 + seed)
    c.glows([(arc, 190, "#FFD9A0", 1), (arc, 66, "#FFFFFF", 1), ((arc[0], 1000), 330, "#7A4A20", 0.55)])


def steelworks(c: Canvas, seed: int) -> None:
    """Molten steel pours from a ladle; three workers watch from the platform."""
    c.sky([(0, "#120D0C"), (0.5, "#2A1712"), (1, "#0E0908")])
    c.glows([((930, 520), 800, "#8A3410", 0.95), ((930, 740), 480, "#E0701E", 0.9)])
    for i in range(8):
        c.rect((20 + i * 236, 0), (50 + i * 236, 800), mix("#170D0B", "#2A1610", i / 9))
    for y in (70, 130):
        works.lattice(c, (-20, y + 60), (1520, y + 60), 56, "#150D0B", 9)
    c.soften(1.6)
    haze = c.sheet(4)
    for i in range(12):
        haze.disc((780 + 150 * math.sin(i * 2.1), 640 - i * 62), 70 + 16 * i, "#FFFFFF", alpha=0.2)
    c.veil(haze, "#C0602A", blur=60, strength=0.34)
    c.lines([((1050, 0), (1050, 250)), ((1190, 0), (1190, 250))], "#0C0807", 9)
    c.rect((985, 196), (1255, 232), "#0C0807", radius=12)
    c.shade(
        [(900, 216), (1300, 262), (1266, 500), (1200, 566), (1020, 548), (952, 470)],
        [(0, "#2A1510"), (0.5, "#140B09"), (1, "#341608")],
        span=(210, 570),
    )
    c.poly([(900, 216), (1300, 262), (1297, 282), (902, 236)], "#FFB45E")
    c.lines([((938, 350), (1285, 388)), ((950, 440), (1270, 470))], "#4A2212", 10)
    stream = [(902, 222), (880, 240), (866, 330), (858, 770), (894, 770), (896, 350), (918, 248)]
    for blur, strength in ((34, 0.9), (9, 0.8), (0, 1)):
        light = c.sheet(2 if blur else 1)
        light.blob(stream, "#FFE2A0")
        c.screen(light, blur=blur, strength=strength)
    c.glows([((874, 775), 250, "#FFCF7A", 1), ((874, 775), 560, "#A84A12", 0.7)], squash=1.4)
    c.poly(
        [(0, 806), (650, 768), (700, 806), (1050, 806), (1095, 768), (1500, 800), (1500, 1000), (0, 1000)],
        "#0B0706",
    )
    c.line([(700, 804), (1050, 804)], "#FFD68A", 8)
    c.line([(0, 806), (650, 768)], "#7A3A18", 3)
    look = Look(
        coat="#0C0807", legs="#090606", skin="#1A0E09", hat_colour="#140B08", rim="#F09A48", light=(1, 0.05)
    )
    figure(c, (205, 806), 292, STAND, look)
    figure(c, (335, 800), 300, POINT, look)
    figure(c, (505, 792), 286, AKIMBO, look)
    c.lines([((x, 700), (x, 806)) for x in range(20, 620, 90)], "#080505", 5)
    c.line([(0, 704), (640, 704)], "#1E0F0A", 7)
    nature.sparks(c, (874, 775), 620, speed=560, toward=-1.57, spread=0.75, floor=990, seed=31 + seed)


def _gear(c: Canvas, at: Point, r: float, *, teeth: int, turn: float, metal: Stops, holes: int = 6) -> None:
    """One toothed wheel with lathe marks, a rim, holes and a hub."""

    def outline(grow: float, dx: float, dy: float) -> list[Point]:
        points = []
        for i in range(teeth):
            base = turn + math.tau * i / teeth
            for share, high in ((-0.25, 0.88), (-0.15, 1.0), (0.15, 1.0), (0.25, 0.88)):
                a = base + math.tau / teeth * share
                points.append(
                    (at[0] + dx + math.cos(a) * r * high * grow, at[1] + dy + math.sin(a) * r * high * grow)
                )
        return points

    shadow = c.sheet(4)
    shadow.poly(outline(1.02, r * 0.06, r * 0.10), "#FFFFFF")
    c.veil(shadow, "#05080B", blur=r * 0.07, strength=0.75)
    c.poly(outline(1.0, r * 0.018, r * 0.026), mix(metal[-1][1], "#000000", 0.45))
    span = (at[1] - r, at[1] + r)
    c.shade(outline(1, 0, 0), metal, span=span)
    marks = [r * (0.30 + 0.55 * i / 26) for i in range(27)]
    for i, radius in enumerate(marks):
        c.ring(at, radius, mix(metal[0][1] if i % 3 else metal[-1][1], metal[1][1], 0.55), 1.1)
    c.ring(at, r * 0.83, mix(metal[-1][1], "#000000", 0.35), r * 0.02)
    c.ring(at, r * 0.815, metal[0][1], r * 0.008)
    for i in range(holes):
        a = turn + math.tau * (i + 0.5) / holes
        hole = (at[0] + math.cos(a) * r * 0.57, at[1] + math.sin(a) * r * 0.57)
        c.disc((hole[0] + r * 0.008, hole[1] + r * 0.012), r * 0.135, metal[0][1])
        c.disc(hole, r * 0.132, "#0C1116")
        c.disc((hole[0] - r * 0.01, hole[1] - r * 0.02), r * 0.112, "#070A0D")
    for radius, colour in ((0.27, "#0B0F13"), (0.262, metal[0][1]), (0.245, metal[1][1]), (0.13, "#0A0D10")):
        c.disc(at, r * radius, colour)
    c.rect((at[0] - r * 0.035, at[1] - r * 0.18), (at[0] + r * 0.035, at[1]), "#0A0D10")
    shine = c.sheet(4)
    for start in (-64, 116):
        shine.pie(at, r * 0.98, (start, start + 30), "#6E7C86")
        shine.pie(at, r * 0.98, (start + 10, start + 20), "#A9B6BE")
    shine.disc(at, r * 0.28, "#000000")
    c.screen(shine, blur=r * 0.05, strength=0.55)


def gears(c: Canvas, seed: int) -> None:
    """Three steel wheels, close, one of brass; oil shines on them."""
    c.sky([(0, "#1B242B"), (0.6, "#10161B"), (1, "#0A0D10")])
    nature.texture(c, 12, amount=0.5, beta=1.4)
    c.glows([((350, 120), 700, "#3E5663", 0.8), ((1300, 900), 600, "#5A3A1C", 0.7)])
    steel: Stops = [(0, "#D3DADD"), (0.35, "#8C999F"), (0.7, "#55626A"), (1, "#2C363C")]
    dark: Stops = [(0, "#8B979D"), (0.4, "#4E5A62"), (1, "#1B2329")]
    brass: Stops = [(0, "#F4D68C"), (0.35, "#C4913E"), (0.75, "#7E5520"), (1, "#3F2A12")]
    _gear(c, (1240, 190), 330, teeth=26, turn=0.1, metal=dark, holes=8)
    c.soften(3.4)
    _gear(c, (470, 560), 452, teeth=34, turn=0.04 + seed * 0.05, metal=steel)
    _gear(c, (1115, 690), 250, teeth=19, turn=0.11 - seed * 0.09, metal=brass, holes=5)
    near = c.sheet(2)
    near.disc((1560, 1130), 420, "#FFFFFF")
    c.veil(near, "#0B0E11", blur=26, strength=0.96)
    c.bloom(14, 0.35, floor=170)
