"""Hills and fields: power lines, the lineman, the tea hill, the greenhouse."""

import math

import numpy as np
from PIL import Image

from generator.demo.curves import Point, sagging
from generator.demo.paint import Canvas, Colour, mix, rgb, to_image
from generator.demo.scenes import nature, works
from generator.demo.scenes.people import figure
from generator.demo.scenes.poses import BEND, CARRY, CLIMB, HOLD, REACH, Look, Pose


def mountains(c: Canvas, seed: int) -> None:
    """Range behind range in morning mist; a power line walks over them."""
    c.sky([(0, "#F3E9D8"), (0.45, "#F1DDBF"), (0.7, "#E9CBA4"), (1, "#E3C29B")])
    c.glows([((1035, 330), 420, "#F0A060", 0.5)])
    c.disc((1035, 330), 84, "#B4372A")
    layers: list[tuple[Colour, Colour, float, float, int]] = [
        ("#D2BFA5", "#EFDCC0", 500, 190, 11),
        ("#B3AB9C", "#E8D6BB", 575, 210, 5),
        ("#87928C", "#DBCDB5", 655, 210, 23),
        ("#567172", "#C6C1AD", 745, 200, 31),
        ("#33535A", "#A1ABA0", 840, 170, 47),
        ("#1A3238", "#30494B", 960, 140, 60),
    ]
    crest: list[Point] = []
    for i, (top, low, base, rise, key) in enumerate(layers):
        crest = nature.ridge(c, key + seed * 100, base=base, rise=rise, beta=2.05 + i * 0.05)
        nature.hills(c, crest, [(0, top), (0.35, mix(top, low, 0.3)), (1, low)], fade=230)
        if i == 4:
            before: list[Point] = []
            for k, x in enumerate((70, 350, 660, 1010, 1390)):
                arms = works.pylon(c, (x, nature.height_at(crest, x) + 6), 120 + 22 * k, "#1F3B41", 2)
                for p, q in zip(before, arms, strict=False):
                    c.line(sagging(p, q, 24), "#37575C", 1)
                before = arms
    r = np.random.default_rng(3)
    for x, size in r.random((190, 2)).tolist():
        works.tree(c, (x * 1500, nature.height_at(crest, x * 1500) + 8), 16 + 46 * size * size, "#152C31")
    birds = [(420, 250), (452, 236), (492, 244), (540, 262)]
    for x, y in birds:
        c.line([(x - 12, y - 5), (x, y), (x + 12, y - 6)], "#5A4A40", 2)


def lineman(c: Canvas, seed: int) -> None:
    """Towers against a low sun; a man climbs, his lanyard taut."""
    c.sky([(0, "#123040"), (0.35, "#2F6069"), (0.62, "#C0936A"), (0.78, "#F0BC7C"), (1, "#F0BC7C")])
    nature.clouds(c, 31 + seed, "#F2C79A", span=(200, 900), cover=0.5, strength=0.55, stretch=4)
    c.glows([((600, 840), 520, "#E8803A", 0.55)])
    c.disc((600, 840), 168, "#F6DFAE")
    for i, (top, low, base, rise, key) in enumerate(
        [
            ("#96826E", "#DDB080", 1130, 130, 3),
            ("#5A6462", "#A88E6E", 1230, 130, 14),
            ("#20363C", "#2F4042", 1370, 120, 25),
        ]
    ):
        crest = nature.ridge(c, key, base=base, rise=rise, beta=2.4)
        nature.hills(c, crest, [(0, top), (1, low)], fade=230)
        if i == 1:
            small = works.pylon(c, (940, nature.height_at(crest, 940) + 4), 190, "#3A4A4A", 2)
    middle = works.pylon(c, (800, 1320), 520, "#1F3238", 3.4)
    ink = "#0C1920"
    big = works.pylon(c, (300, 1540), 1330, ink, 8)
    for a, b, d in zip(big, middle, small, strict=True):
        c.line(sagging(a, b, 52), ink, 2.6)
        c.line(sagging(b, d, 16), "#1F3238", 1.4)
        c.line(sagging((-500, a[1] + 90), a, 70), ink, 2.8)
    look = Look(
        coat="#B4432E", legs="#12222A", skin="#2A1E18", hat_colour="#F0C24A", rim="#FFE2AE", light=(0.5, 0.6)
    )
    figure(c, (322, 770), 150, CLIMB, look)
    c.line([(266, 636), (300, 664), (328, 716)], "#F0C24A", 3.4)


def teafield(c: Canvas, seed: int) -> None:
    """Rows of tea follow the hills; pickers with baskets between them."""
    c.sky([(0, "#EAE6D4"), (0.25, "#DCE0CA"), (1, "#B9C6A6")])
    c.glows([((250, 120), 500, "#FFE7B0", 0.6)])
    wide = 750
    high = round(wide * c.h / c.w)
    yy, xx = np.mgrid[0:high, 0:wide].astype(np.float32)
    x, y = xx / wide, yy / high
    a = np.asarray(c.image.resize((wide, high), Image.Resampling.BILINEAR)).astype(np.float32)
    layers: list[tuple[float, float, int, Colour, Colour, float]] = [
        (0.22, 0.13, 5, "#BFCBAF", "#A9BA9B", 0.006),
        (0.34, 0.17, 17, "#92AE88", "#7B9A73", 0.010),
        (0.50, 0.22, 29, "#6F9A69", "#4E7850", 0.016),
        (0.70, 0.24, 41, "#578B55", "#33603C", 0.024),
        (0.93, 0.26, 57, "#3D7040", "#1F4528", 0.036),
    ]
    for base, rise, key, light, dark, step in layers:
        line = base - rise * (nature.wave(wide * 3, key + seed, beta=3.0)[:wide] - 0.4)
        line = np.convolve(np.pad(line, 30, mode="edge"), np.ones(61) / 61, "valid").astype(np.float32)
        depth = y - line[None, :]
        bend = 0.024 * np.sin(x * 7 + key) + 0.012 * np.sin(x * 17 + key * 2)
        rows = (depth * (1 + depth * 0.9) + bend * (depth * 2.4).clip(0, 1)) / step
        t = np.abs(rows % 1 - 0.5) * 2
        leaf = 0.5 + 0.5 * np.sin(x * 700 / (1 + step * 30) + np.floor(rows) * 2.4)
        t = (t * (0.72 + 0.28 * leaf)).clip(0, 1)[..., None]
        colour = np.array(rgb(light), np.float32) * (1 - t) + np.array(rgb(dark), np.float32) * t
        colour = np.where((rows % 1 < 0.16)[..., None], np.array(rgb(dark), np.float32) * 0.72, colour)
        colour *= 1.1 - 0.3 * (depth / 0.4).clip(0, 1)[..., None]
        edge = (depth * high).clip(-0.5, 0.5)[..., None] + 0.5
        a = a * (1 - edge) + colour * edge
        if base < 0.6:
            mist = np.exp(-(((depth - 0.16) / 0.08) ** 2))[..., None] * 0.45 * edge
            a = a * (1 - mist) + np.array(rgb("#ECECDB"), np.float32) * mist
    c.image = to_image(a).resize(c.image.size, Image.Resampling.BICUBIC)
    c.glows([((250, 60), 620, "#8A6A2A", 0.5)])
    crew: tuple[tuple[float, float, float, Pose, Colour, float], ...] = (
        (0.31, 0.60, 0.062, BEND, "#B4372A", 1),
        (0.37, 0.612, 0.064, HOLD, "#E9DFC6", -1),
        (0.66, 0.565, 0.054, BEND, "#D9A441", -1),
        (0.52, 0.83, 0.13, Pose(lean=34, head=-4, far_arm=(40, 70), near_arm=(26, 62)), "#F0E6CC", 1),
        (0.77, 0.80, 0.115, HOLD, "#C4553A", -1),
        (0.19, 0.80, 0.105, BEND, "#E8D9A8", 1),
    )
    for u, v, size, pose, hat, way in crew:
        foot, tall = (u * c.w, v * c.h), size * c.h * 1.25
        look = Look(
            coat=mix(hat, "#2F4A5A", 0.65),
            legs="#22342F",
            skin="#8A5A40",
            hat="cone",
            hat_colour=hat,
            rim="#FFF0C8",
            light=(-0.7, -0.7),
        )
        body = figure(c, foot, tall, pose, look, facing=way)
        c.shade(
            [
                (body.hip[0] - way * tall * 0.19, body.hip[1] - tall * 0.22),
                (body.hip[0] - way * tall * 0.03, body.hip[1] - tall * 0.26),
                (body.hip[0] - way * tall * 0.04, body.hip[1] - tall * 0.02),
                (body.hip[0] - way * tall * 0.15, body.hip[1]),
            ],
            [(0, "#C8944E"), (1, "#7A5226")],
            span=(body.hip[1] - tall * 0.26, body.hip[1]),
        )
        c.disc((foot[0], foot[1] + tall * 0.0), tall * 0.26, mix("#33603C", "#1F4528", v), ry=tall * 0.085)
        c.disc(
            (foot[0] + tall * 0.2, foot[1] + tall * 0.03),
            tall * 0.22,
            mix("#2A5434", "#1A3C22", v),
            ry=tall * 0.08,
        )


def greenhouse(c: Canvas, seed: int) -> None:
    """Inside a long greenhouse: tomato rows to the vanishing point, two growers at work."""
    c.sky([(0, "#E6EEE6"), (0.4, "#F6F3E0"), (0.6, "#DDE4C4"), (1, "#7A6A4C")])
    vx, vy = 760.0, 430.0
    c.glows([((vx, vy - 60), 520, "#FFFFF0", 0.9)])
    for i in range(12):
        t = 1.9 * 0.76**i
        arc = [
            (vx + 900 * t * math.cos(a), vy + 130 * t - 640 * t * math.sin(a))
            for a in np.linspace(0, math.pi, 40).tolist()
        ]
        c.line(arc, mix("#7C8C86", "#E4EADC", i / 12), max(1.5, 13 * t))
    for a in np.linspace(0.15, math.pi - 0.15, 9).tolist():
        c.line(
            [
                (vx + 1700 * math.cos(a), vy + 250 - 1200 * math.sin(a)),
                (vx + 40 * math.cos(a), vy - 28 * math.sin(a)),
            ],
            "#B6C2B4",
            2.5,
        )
    c.soften(1.5)
    c.shade(
        [(vx - 12, vy + 20), (vx + 12, vy + 20), (1120, 1000), (400, 1000)],
        [(0, "#D8CFA6"), (1, "#6E5A3C")],
        span=(vy, 1000),
    )
    growers: list[tuple[float, float]] = []
    r = np.random.default_rng(17 + seed)
    for i in range(26, -1, -1):
        t = 0.865**i * 1.25
        pale = i / 30
        for way in (-1, 1):
            for row in (0.40, 0.86):
                x, y = vx + way * 900 * row * t, vy + 560 * t
                size = 800 * t
                for _ in range(46 if i < 14 else 16):
                    u, v, w = r.random(3).tolist()
                    leaf = mix(mix("#2C5A2C", "#7FA94A", w), "#DFE8C8", pale)
                    lx, ly = x + (u - 0.5) * size * 0.34, y - size * (0.02 + 0.95 * v)
                    c.blob(
                        [
                            (lx - size * 0.05, ly),
                            (lx, ly - size * 0.026),
                            (lx + size * 0.055, ly + size * 0.018),
                            (lx, ly + size * 0.03),
                        ],
                        leaf,
                    )
                for _ in range(9 if i < 14 else 3):
                    u, v = r.random(2).tolist()
                    fruit = mix("#D8402A" if v < 0.62 else "#E39A3A", "#E8E2C6", pale)
                    at = (x + (u - 0.5) * size * 0.28, y - size * (0.12 + 0.6 * v))
                    c.disc(at, size * 0.02, fruit)
                    c.disc((at[0] - size * 0.008, at[1] - size * 0.009), size * 0.007, "#FFE9D0")
        if i in {11, 5}:
            growers.append((t, i))
            x, y, tall = vx + (46 if i == 11 else -70) * t * 2, vy + 555 * t, 520 * t
            look = Look(
                coat="#3F6E8A" if i == 5 else "#C8553C",
                legs="#26343C",
                skin="#9A6848",
                hat="straw",
                hat_colour="#E6CE8E",
                rim="#FFFBE4",
                light=(0.2, -1),
            )
            body = figure(c, (x, y), tall, REACH if i == 5 else CARRY, look, facing=-1 if i == 5 else 1)
            if i == 11:
                c.rect(
                    (body.near_hand[0] - tall * 0.05, body.near_hand[1] - tall * 0.14),
                    (body.near_hand[0] + tall * 0.2, body.near_hand[1] + tall * 0.02),
                    "#B98A4A",
                )
    c.glows([((vx, vy - 80), 420, "#FFFBE0", 0.6), ((300, 60), 460, "#FFF4C8", 0.4)])
    c.bloom(18, 0.3, floor=190)
