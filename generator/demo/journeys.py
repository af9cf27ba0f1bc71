"""Films without words: the train in snow, the lineman above the clouds."""

import math

import numpy as np
from PIL import Image, ImageChops

from generator.demo.curves import sagging
from generator.demo.motion import Frame, View, ease
from generator.demo.paint import Canvas, Colour, mix
from generator.demo.scenes import nature, works
from generator.demo.scenes.people import figure
from generator.demo.scenes.poses import Look, Pose


def rail(c: Canvas, seed: int) -> Frame:
    """A train crosses a viaduct in falling snow."""
    c.sky([(0, "#8FA9C0"), (0.6, "#D8DFE4"), (1, "#F2ECE4")])
    nature.hills(
        c,
        nature.ridge(c, 71 + seed, base=640, rise=330, beta=2.3),
        [(0, "#8097AA"), (0.5, "#B9C8D2"), (1, "#E9ECEC")],
        fade=380,
    )
    crest = nature.ridge(c, 75 + seed, base=760, rise=190)
    nature.hills(c, crest, [(0, "#6A818E"), (1, "#DFE5E8")], fade=260)
    r = np.random.default_rng(5)
    for v, w in r.random((110, 2)).tolist():
        works.tree(
            c,
            (v * 1920, nature.height_at(crest, v * 1920) + 20 + 50 * w),
            40 + 50 * w,
            mix("#36505A", "#93A7B2", 1 - w),
        )
    c.soften(1.0)
    for i in range(7):
        x = 30 + i * 310
        c.shade(
            [(x - 34, 640), (x + 34, 640), (x + 50, 1080), (x - 50, 1080)],
            [(0, "#77828C"), (1, "#D6DCE0")],
            span=(640, 1080),
        )
        arch = [(x + 34 + 242 * k / 20, 760 - 112 * math.sin(math.pi * k / 20)) for k in range(21)]
        c.poly([(x + 34, 620), *arch, (x + 276, 620)], "#818C96")
    c.rect((-10, 612), (1930, 648), "#59646E")
    c.rect((-10, 604), (1930, 616), "#F8FAFA")
    c.lines([((x, 606), (x, 400)) for x in range(130, 1920, 310)], "#66727C", 6)
    c.line([(0, 430), (1920, 430)], "#66727C", 2)
    near = nature.ridge(c, 99 + seed, base=1060, rise=130)
    base = c.image.copy()
    front = c.sheet()
    front.image = base.copy()
    nature.hills(front, near, [(0, "#FAFBFB"), (1, "#C3D0DA")], fade=170)
    for v, w in r.random((34, 2)).tolist():
        works.tree(
            front,
            (v * 1920, nature.height_at(near, v * 1920) + 20 + 60 * w),
            90 + 120 * w,
            mix("#1E343C", "#4E6874", 1 - w),
        )
    shape = Image.new("L", base.size)
    shape = ImageChops.difference(front.image, base).convert("L").point(lambda v: 255 if v > 3 else 0)
    snow = r.random((130, 3)).tolist()

    def draw(u: float) -> View:
        c.image = base.copy()
        head = -260 + 3700 * u
        for k in range(9):
            x1 = head - k * 300
            x0 = x1 - 292
            if x1 < -20 or x0 > 1960:
                continue
            c.rect((x0, 500), (x1 - (60 if k == 0 else 0), 604), "#2F5B4A", radius=10)
            if k == 0:
                c.blob(
                    [(x1 - 120, 500), (x1 - 50, 506), (x1 - 6, 560), (x1, 604), (x1 - 120, 604)], "#2F5B4A"
                )
                c.poly([(x1 - 62, 520), (x1 - 42, 520), (x1 - 18, 556), (x1 - 62, 556)], "#DDEAF0")
                c.disc((x1 - 8, 588), 26, "#FFF4D0", alpha=0.5)
                c.disc((x1 - 8, 588), 11, "#FFFFFF")
            c.rect((x0, 500), (x1 - 70 * (k == 0), 514), "#EDF1F0")
            c.rect((x0, 566), (x1 - 8, 576), "#E8C24A")
            for w in range(6):
                if k or w < 4:
                    c.rect(
                        (x0 + 22 + w * 45, 524),
                        (x0 + 52 + w * 45, 552),
                        "#FFE6AE" if (w + k) % 5 else "#2A4450",
                    )
        c.lines([((x, 606), (x, 578)) for x in range(0, 1920, 26)], "#66727C", 2)
        c.line([(0, 578), (1920, 578)], "#66727C", 3)
        c.image.paste(front.image, (0, 0), shape)
        for v, w, s in snow:
            x, y = (v * 2100 - u * (160 + 260 * s)) % 2000 - 40, (w * 1150 + u * (520 + 700 * s)) % 1140 - 30
            c.disc((x, y), 2.2 + 5 * s * s, "#FFFFFF", alpha=0.9)
        return View()

    return draw


def line(c: Canvas, seed: int) -> Frame:
    """A lineman crosses on the wire while clouds drift below him."""
    c.sky([(0, "#1D5A86"), (0.45, "#6FA9C4"), (0.8, "#E9DDC0"), (1, "#F4CFA0")])
    c.disc((1400, 760), 110, "#FFF2CC")
    for key, base, rise, top in (
        (3, 930, 200, "#8FA6B0"),
        (14, 1010, 190, "#567480"),
        (25, 1090, 160, "#24424E"),
    ):
        nature.hills(
            c,
            nature.ridge(c, key + seed, base=base, rise=rise, beta=2.4),
            [(0, top), (1, mix(top, "#F0DDC0", 0.5))],
            fade=260,
        )
    sky = c.image.copy()
    strip = Canvas((3840, 1080), (c.size[0] * 2, c.size[1]))
    nature.clouds(strip, 41 + seed, "#FFFFFF", span=(420, 1040), cover=0.56, strength=0.95, stretch=2.2)
    cloud = strip.image.convert("L").resize((sky.width * 2, sky.height))
    wires = c.sheet()
    wires.image = Image.new("RGB", sky.size, "#FF00FF")
    ink: Colour = "#0E2430"
    left = works.pylon(wires, (150, 1280), 1130, ink, 8)
    right = works.pylon(wires, (1760, 1240), 980, ink, 7)
    for a, b in zip(left, right, strict=True):
        wires.line(sagging(a, b, 80), ink, 3)
        wires.line(sagging((a[0] - 900, a[1] - 40), a, 70), ink, 3)
        wires.line(sagging(b, (b[0] + 900, b[1] - 40), 70), ink, 3)
    towers = wires.image.convert("L")
    ground = Image.new("RGB", (1, 1), "#FF00FF").convert("L").resize(sky.size)
    shape = ImageChops.difference(towers, ground).point(lambda v: 255 if v > 18 else 0)
    start, end = left[3], right[2]

    def draw(u: float) -> View:
        c.image = sky.copy()
        shift = round(u * sky.width * 0.22)
        part = cloud.crop((shift, 0, shift + sky.width, sky.height))
        c.image.paste((255, 250, 240), (0, 0, *sky.size), part)
        c.image.paste(wires.image, (0, 0), shape)
        t = 0.14 + 0.7 * ease(u)
        x, y = start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t + 80 * 4 * t * (1 - t)
        beat = u * 9
        s = math.sin(beat * math.tau)
        pose = Pose(
            lean=-4,
            head=8,
            far_arm=(168 + 14 * s, 182 + 8 * s),
            near_arm=(156 - 14 * s, 174 - 8 * s),
            far_leg=(22 + 12 * s, -24),
            near_leg=(14 - 12 * s, -30),
        )
        look = Look(
            coat="#D8532F",
            legs="#1E2F3A",
            skin="#7A5240",
            hat_colour="#F0C24A",
            stripe="#F6F0C8",
            rim="#FFF2CC",
            light=(0.6, -0.4),
        )
        c.line([(x, y), (x, y + 52)], ink, 4)
        c.disc((x, y), 9, ink)
        figure(c, (x - 6, y + 268), 226, pose, look)
        for i in range(5):
            bx, by = (300 + i * 90 + 900 * u) % 2000, 240 + 26 * math.sin(i * 2) - 40 * u
            flap = 16 * math.sin(u * 60 + i)
            c.line([(bx - 24, by - flap), (bx, by), (bx + 24, by - flap)], "#24424E", 4)
        return View(0.12, (0.15 + 0.7 * ease(u), 0.3))

    return draw
