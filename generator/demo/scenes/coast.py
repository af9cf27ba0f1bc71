"""Water's edge: the harbour, the bridge, the wind farm."""

import math

from generator.demo.curves import Point, sagging
from generator.demo.paint import Canvas, Colour, mix
from generator.demo.scenes import nature, works
from generator.demo.scenes.people import figure
from generator.demo.scenes.poses import POINT, STAND, Look


def harbour(c: Canvas, seed: int) -> None:
    """Container cranes against the setting sun, mirrored in the basin."""
    level = 650
    c.sky(
        [(0, "#1D3550"), (0.35, "#5B6678"), (0.6, "#B8836A"), (0.82, "#ECA963"), (1, "#F8D092")], bottom=level
    )
    nature.clouds(c, 14, "#F3B98A", span=(60, 420), cover=0.52, strength=0.5, stretch=5)
    nature.clouds(c, 15, "#5A5568", span=(20, 300), cover=0.45, strength=0.6, stretch=6)
    c.glows([((530, 600), 420, "#E8803A", 0.6), ((530, 590), 160, "#FFD28A", 0.6)])
    c.disc((530, 585), 50, "#FFF0CC")
    nature.hills(c, nature.ridge(c, 9, base=660, rise=110), [(0, "#7D6A70"), (1, "#C08E74")], fade=120)
    works.boxes(c, (0, 1500), level - 6, unit=(56, 19), high=5, dim=0.7, seed=4 + seed)
    for x, size, up, width, ink in (
        (690, 300, False, 5, "#3A3A42"),
        (130, 270, True, 5, "#33363F"),
        (1010, 430, False, 8, "#1A232B"),
        (1310, 470, True, 9, "#151D25"),
    ):
        works.quay_crane(c, (x, level), size, ink, up=up, width=width)
    c.poly([(400, level - 18), (1020, level - 18), (980, level + 34), (450, level + 34)], "#1D1C24")
    c.line([(436, level + 20), (990, level + 20)], "#8A3528", 9)
    c.rect((424, level - 108), (486, level - 14), "#DCC8A8")
    c.rect((412, level - 122), (500, level - 104), "#B09675")
    c.lines([((430 + i * 11, level - 96), (430 + i * 11, level - 88)) for i in range(5)], "#34404C", 7)
    works.boxes(c, (505, 950), level - 18, unit=(50, 17), high=4, dim=0.5, seed=9 + seed)
    c.rect((0, level - 4), (1500, level + 12), "#2A292F")
    c.line([(0, level - 4), (1500, level - 4)], "#6A5348", 3)
    lamps: list[tuple[Point, float, Colour, float]] = [
        ((x, level - 44), 34, "#FFD9A0", 0.8) for x in range(60, 1500, 180)
    ]
    c.lines([((x, level), (x, level - 44)) for x in range(60, 1500, 180)], "#22242B", 2)
    c.glows(lamps)
    nature.reflect(c, level + 14, tint="#1C2C3A", dim=0.9, seed=2 + seed)
    nature.glints(c, (530, level + 20), spread=90, count=260, colour="#FFDDA6")
    c.poly([(1090, 800), (1230, 800), (1212, 832), (1112, 832)], "#14161B")
    c.rect((1140, 768), (1180, 800), "#B89A74")
    c.line([(1120, 800), (1120, 752)], "#14161B", 3)


def bridge(c: Canvas, seed: int) -> None:
    """A cable-stayed bridge over a wide, misty strait; one red sail."""
    c.sky([(0, "#BFD0D6"), (0.4, "#E6E3D6"), (0.66, "#F0DFC4"), (1, "#A9BCBF")])
    nature.clouds(c, 5, "#FFFFFF", span=(20, 420), cover=0.5, strength=0.7, stretch=3)
    c.glows([((1100, 330), 420, "#F4C98A", 0.45)])
    for seed_, base, rise, haze in ((8, 560, 200, "#B9C7C9"), (19, 600, 150, "#98ACB0")):
        nature.hills(c, nature.ridge(c, seed_, base=base, rise=rise), [(0, haze), (1, "#E9E3D2")], fade=190)
    deck = 640.0
    far_ink, near_ink = "#6F868B", "#274148"
    for x, top, ink, wide in ((1180.0, 300.0, far_ink, 1.4), (420.0, 70.0, near_ink, 2.2)):
        scale = (deck - top) / 570
        for i in range(1, 21):
            y = top + 12 * i * scale
            for s in (-1, 1):
                c.line([(x, y), (x + s * i * 31 * scale, deck)], ink, wide * 0.75)
        for s in (-1, 1):
            c.line(
                [
                    (x + s * 52 * scale, deck + 150 * scale),
                    (x + s * 16 * scale, top + 190 * scale),
                    (x + s * 6 * scale, top),
                ],
                ink,
                17 * scale,
            )
        for y in (deck + 16, top + 200 * scale):
            c.line([(x - 42 * scale, y), (x + 42 * scale, y)], ink, 13 * scale)
        c.rect((x - 80 * scale, deck + 140 * scale), (x + 80 * scale, deck + 175 * scale), ink, radius=6)
    c.poly([(0, deck - 4), (1500, deck + 4), (1500, deck + 14), (0, deck + 24)], near_ink)
    c.line([(0, deck - 5), (1500, deck + 3)], "#6E8A8C", 2)
    for i in range(26):
        x = i * 60.0
        c.line([(x, deck), (x, deck - 24 + x * 0.008)], near_ink, 2)
    for x, high, tone in (
        (180, 17, "#B8432F"),
        (600, 13, "#E9E2CF"),
        (770, 13, "#2F5B73"),
        (1010, 10, "#C99A3E"),
    ):
        c.rect((x, deck - high - 2), (x + high * 2.6, deck), tone, radius=3)
    nature.reflect(c, 800, tint="#C3CDCB", dim=0.72, ripple=0.8, blur=1.2, seed=3 + seed)
    fog = c.sheet(4)
    fog.rect((-100, 742), (1600, 830), "#FFFFFF")
    fog.disc((1150, 770), 420, "#FFFFFF", ry=60, alpha=0.7)
    c.veil(fog, "#EFE9DB", blur=34, strength=0.85)
    c.poly([(880, 880), (1010, 880), (988, 908), (900, 908)], "#22343A")
    c.blob([(940, 872), (938, 770), (992, 800), (1000, 868)], "#B8372A")
    c.blob([(930, 872), (932, 800), (894, 866)], "#D0614C")
    c.line([(936, 880), (936, 762)], "#22343A", 3)
    nature.glints(c, (940, 915), spread=60, count=60, colour="#E9DFC9")


def _turbine(c: Canvas, foot: Point, high: float, *, turn: float, ink: Colour, shade: Colour) -> None:
    x, y = foot
    hub = (x, y - high)
    c.poly([(x - high * 0.018, y), (hub[0] - high * 0.008, hub[1]), (hub[0], hub[1]), (x, y)], ink)
    c.poly([(x, y), (hub[0], hub[1]), (hub[0] + high * 0.008, hub[1]), (x + high * 0.018, y)], shade)
    for i in range(3):
        a = math.radians(turn + 120 * i)
        along, across = (math.cos(a), math.sin(a)), (-math.sin(a), math.cos(a))

        def on(u: float, v: float, d: Point = along, n: Point = across) -> Point:
            return hub[0] + (d[0] * u + n[0] * v) * high, hub[1] + (d[1] * u + n[1] * v) * high

        c.poly([on(0, -0.008), on(0.09, -0.026), on(0.6, -0.004), on(0.6, 0.002), on(0.06, 0.012)], ink)
        c.poly([on(0, 0.0), on(0.6, -0.001), on(0.6, 0.002), on(0.06, 0.014)], shade)
    c.disc(hub, high * 0.02, shade)


def windfarm(c: Canvas, seed: int) -> None:
    """White wind wheels on a rocky shore in clear light; two fitters look up."""
    c.sky([(0, "#2D6C9A"), (0.4, "#7FB1C9"), (0.64, "#D9E4DC"), (0.7, "#EFE3C8")])
    nature.clouds(c, 22, "#FFFFFF", span=(30, 560), cover=0.56, strength=0.95, stretch=2.4)
    c.shade(
        [(0, 610), (1500, 610), (1500, 1000), (0, 1000)],
        [(0, "#8FB9C0"), (0.3, "#3F7F93"), (1, "#123F55")],
        span=(610, 960),
    )
    for x, high in ((640, 120), (760, 110), (880, 126), (1010, 112), (1130, 120)):
        _turbine(c, (x, 618), high, turn=20 + x, ink="#E3EAE8", shade="#B9C8CB")
    sea = c.sheet()
    for i in range(420):
        v = ((i * 0.6180339) % 1.0, (i * 0.7548776) % 1.0)
        y = 618 + 320 * v[1] ** 1.7
        half = 5 + (y - 610) * 0.13
        sea.line([(v[0] * 1500 - half, y), (v[0] * 1500 + half, y + 1)], "#9CC3C8", 1 + (y - 610) * 0.008)
    c.screen(sea, blur=0.8, strength=0.5)
    shore = [
        (-20.0, 560.0),
        (120.0, 540.0),
        (300.0, 610.0),
        (430.0, 690.0),
        (640.0, 740.0),
        (900.0, 830.0),
        (1150.0, 870.0),
        (1520.0, 930.0),
    ]
    crest = [(x, y + 16 * math.sin(x * 0.05)) for x, y in shore]
    foam = c.sheet(2)
    foam.line([(x + 14, y + 14) for x, y in crest], "#FFFFFF", 26)
    c.veil(foam, "#F2F5F0", blur=7, strength=0.8)
    c.shade(
        [*crest, (1520, 1020), (-20, 1020)],
        [(0, "#A9A85E"), (0.25, "#6E8448"), (0.7, "#38552F"), (1, "#1F3620")],
        span=(540, 990),
    )
    for x, y, high, turn in ((1240, 900, 640, 72), (560, 735, 520, 14), (180, 560, 410, 48)):
        _turbine(c, (x, y), high, turn=turn + seed * 17, ink="#F7F7F2", shade="#B4C2C8")
        c.disc((x, y), high * 0.034, "#5B6B45", ry=high * 0.008)
    grass = [(i * 0.6180339 % 1.0, i * 0.7548776 % 1.0) for i in range(1400)]
    blades = [
        (x * 1500, nature.height_at(crest, x * 1500) + 8 + (1000 - nature.height_at(crest, x * 1500)) * y)
        for x, y in grass
    ]
    c.lines(
        [((x, y), (x + 4 + 5 * math.sin(x), y - 9 - (y - 540) * 0.02)) for x, y in blades], "#8E9F58", 1.2
    )
    look = Look(
        coat="#D9642E",
        legs="#23343F",
        skin="#7A4E38",
        hat_colour="#F4F1E4",
        stripe="#F3E9B4",
        rim="#FFF2D4",
        light=(0.8, -0.6),
    )
    figure(c, (860, 905), 132, POINT, look)
    figure(
        c,
        (812, 908),
        126,
        STAND,
        Look(
            coat="#2F5B73",
            legs="#1E2A33",
            skin="#7A4E38",
            hat_colour="#E8B23A",
            stripe="#F3E9B4",
            rim="#FFF2D4",
        ),
    )


def wires(
    c: Canvas, first: list[Point], second: list[Point], *, drop: float, ink: Colour, width: float
) -> None:
    """Conductors from the arms of one tower to those of the next."""
    for p, q in zip(first, second, strict=True):
        c.line(sagging(p, q, drop), mix(ink, "#000000", 0), width)
