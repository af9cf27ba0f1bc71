"""A fishing port in five frames: the quay at dawn, the cast net, the haul, the lamps at sea, the net menders."""

import math

import numpy as np

from generator.demo.curves import Point, smooth
from generator.demo.paint import Canvas, Colour, mix
from generator.demo.scenes import nature
from generator.demo.scenes.boats import boat
from generator.demo.scenes.catch import haul, menders
from generator.demo.scenes.people import figure
from generator.demo.scenes.poses import CARRY, PULL, STAND, WALK, Look, Pose


def fishing(c: Canvas, seed: int) -> None:
    """One of five frames from a fishing port."""
    (_quay, _cast, haul, _lamps, menders)[seed % 5](c, seed)


def _quay(c: Canvas, seed: int) -> None:
    level = 620
    c.sky([(0, "#3A5A80"), (0.4, "#8E8CA2"), (0.7, "#E3A88A"), (1, "#FBD9A4")], bottom=level)
    nature.clouds(c, 65, "#F8C8A2", span=(40, 520), cover=0.56, strength=0.7, stretch=4)
    c.glows([((1020, 600), 420, "#FF9A5A", 0.65)])
    c.disc((1020, 580), 44, "#FFF2CE")
    nature.hills(c, nature.ridge(c, 66, base=630, rise=150), [(0, "#6A7088"), (1, "#C09A8E")], fade=140)
    for x, long, hull in (
        (1180, 300, "#3F6A7A"),
        (760, 340, "#8A4232"),
        (420, 420, "#2A5468"),
        (1360, 420, "#4A4A52"),
    ):
        boat(c, (x, level + 6 + long * 0.05), long, mix(hull, "#8A7078", 0.3 if long < 350 else 0.05))
    nature.reflect(c, level + 40, tint="#24384A", dim=0.85, ripple=1.3)
    nature.glints(c, (1020, level + 50), spread=80, count=150, colour="#FFDFAE")
    c.shade(
        [(-10, 810), (1510, 872), (1510, 1010), (-10, 1010)],
        [(0, "#7A6558"), (0.3, "#4A3E3A"), (1, "#1E1A1C")],
        span=(810, 990),
    )
    c.line([(-10, 810), (1510, 872)], "#C89A74", 4)
    look = Look(
        coat="#2A4A5A",
        legs="#1C2026",
        skin="#4A3226",
        hat="straw",
        hat_colour="#C8A058",
        rim="#FFD8A0",
        light=(0.6, -0.5),
    )
    for x, y, tall, pose, way in (
        (330, 935, 330, CARRY, 1.0),
        (640, 905, 290, WALK, -1.0),
        (1130, 930, 300, PULL, 1.0),
    ):
        shadow = c.sheet(4)
        shadow.poly([(x - 26, y), (x + 30, y), (x - 130, y + 110), (x - 230, y + 100)], "#FFFFFF")
        c.veil(shadow, "#120E10", blur=8, strength=0.6)
        body = figure(c, (x, y), tall, pose, look, facing=way)
        hx, hy = body.near_hand
        if pose is CARRY:
            c.rect((hx - 66, hy - 44), (hx + 74, hy + 14), "#3F7A8A")
            for k in range(9):
                c.blob(
                    [(hx - 58 + k * 14, hy - 44), (hx - 46 + k * 14, hy - 58), (hx - 36 + k * 14, hy - 44)],
                    "#D8E2E6",
                )
        elif pose is PULL:
            c.line([(hx, hy), (hx + 120, hy + 60), (1500, 880)], "#D8B98A", 6)
    for x, y in ((90, 900), (160, 940), (860, 950)):
        c.blob(
            [(x - 44, y + 14), (x - 36, y - 24), (x, y - 34), (x + 38, y - 22), (x + 46, y + 14)], "#2F5B52"
        )
        c.ring((x, y - 8), 22, "#C8B070", 4)


def _cast(c: Canvas, seed: int) -> None:
    level = 600
    c.sky([(0, "#7A3A3A"), (0.4, "#D8703E"), (0.75, "#F7B860"), (1, "#FFE2A0")], bottom=level)
    c.glows([((930, 520), 520, "#FFB050", 0.7)])
    c.disc((930, 500), 128, "#FFF4D0")
    for key, base, rise, tone in ((71, 606, 200, "#B8704A"), (72, 608, 110, "#8A4A3A")):
        nature.hills(
            c, nature.ridge(c, key, base=base, rise=rise, beta=2.5), [(0, tone), (1, "#E8A468")], fade=200
        )
    nature.reflect(c, level, tint="#5A2A22", dim=0.92, ripple=0.9)
    nature.glints(c, (930, level + 4), spread=130, count=330, colour="#FFE6B0")
    ink: Colour = "#1A0E0C"
    c.blob(
        [(250, 792), (330, 846), (560, 868), (800, 852), (930, 778), (800, 822), (560, 836), (370, 822)], ink
    )
    look = Look(
        coat=ink, legs=ink, skin="#2A1610", hat="cone", hat_colour="#22120E", rim="#FFC070", light=(0.8, -0.4)
    )
    body = figure(
        c,
        (560, 842),
        360,
        Pose(lean=-10, head=4, far_arm=(110, 104), near_arm=(96, 100), far_leg=(20, 8), near_leg=(-12, -20)),
        look,
    )
    hx, hy = body.near_hand
    centre, rx, ry = (1120.0, 440.0), 235.0, 120.0
    rim = [
        (centre[0] + rx * math.cos(a) - 30 * math.sin(a), centre[1] + ry * math.sin(a) + 60 * math.cos(a))
        for a in np.linspace(0, math.tau, 61).tolist()
    ]
    apex = (centre[0] - 210, centre[1] - 60)
    for k, p in enumerate(rim[:-1:2]):
        mid = ((apex[0] + p[0]) / 2, (apex[1] + p[1]) / 2 - 14)
        c.line(smooth([apex, mid, p], closed=False, steps=6), "#3A1E14", 1.3)
        c.disc(p, 3.6, ink)
        if k % 5 == 0:
            c.line([p, (p[0] + 5, p[1] + 22)], "#FFE0A8", 1.4)
    for share in (0.2, 0.36, 0.52, 0.68, 0.84, 1.0):
        loop = [
            (
                apex[0] + (p[0] - apex[0]) * share,
                apex[1] + (p[1] - apex[1]) * share - 14 * 4 * share * (1 - share),
            )
            for p in rim
        ]
        c.line(loop, "#3A1E14", 1.2 if share < 1 else 3)
    c.line(smooth([(hx, hy), ((hx + apex[0]) / 2, hy - 40), apex], closed=False), ink, 2.4)
    figure(
        c,
        (350, 826),
        250,
        Pose(lean=12, head=4, far_arm=(60, 80), near_arm=(48, 70), far_leg=(88, 40), near_leg=(80, 30)),
        look,
    )
    c.line([(470, 700), (300, 905)], ink, 6)
    for x, y in ((230, 210), (275, 190), (330, 204), (1330, 250)):
        c.line([(x - 15, y - 6), (x, y), (x + 16, y - 8)], ink, 3)


def _lamps(c: Canvas, seed: int) -> None:
    level = 600
    c.sky([(0, "#050B18"), (0.6, "#0F2238"), (1, "#2A4A5E")], bottom=level)
    nature.stars(c, 260, below=520)
    band = c.sheet(4)
    band.poly([(200, 0), (520, 0), (1200, 520), (940, 520)], "#FFFFFF")
    c.veil(band, "#4A6A8A", blur=80, strength=0.22)
    lights: list[tuple[Point, float, Colour, float]] = []
    for x, long, hull in (
        (240, 190, "#16222E"),
        (1290, 240, "#14202C"),
        (1010, 130, "#1C2C3A"),
        (690, 620, "#0E1822"),
    ):
        spots = boat(c, (x, level + long * 0.04), long, hull, lamps=True, ink="#0A1118")
        c.line([spots[0], spots[-1]], "#2A3A48", long * 0.006)
        for p in spots:
            c.disc(p, long * 0.014, "#FFFFFF")
            lights.append((p, long * 0.14, "#BFF4E8", 0.55))
        lights += [((x + long * 0.1, level - long * 0.34), long * 0.95, "#3FA69A", 0.65)]
    look = Look(
        coat="#14212C", legs="#0C141C", skin="#3A2A22", hat_colour="#C8A030", rim="#D8FFF4", light=(-0.2, -1)
    )
    figure(c, (760, level - 34), 128, PULL, look)
    figure(c, (870, level - 40), 122, STAND, look, facing=-1)
    c.glows(lights)
    nature.reflect(c, level + 26, tint="#04101A", dim=0.95, ripple=2.2, blur=1.5)
    nature.glints(c, (760, level + 36), spread=240, count=330, colour="#9FE8DC")
    c.bloom(16, 0.5, floor=160)
