"""Small stories as films: the wrong link, the shared umbrella."""

import math

import numpy as np

from generator.demo.curves import Point, smooth
from generator.demo.motion import Frame, View, ease, walking
from generator.demo.paint import Canvas, mix
from generator.demo.scenes import works
from generator.demo.scenes.people import figure
from generator.demo.scenes.poses import STAND, Look, Pose


def _phone(c: Canvas, at: Point, tall: float) -> None:
    wide = tall * 0.52
    c.rect(
        (at[0] - wide / 2 + 14, at[1] - tall / 2 + 20),
        (at[0] + wide / 2 + 14, at[1] + tall / 2 + 20),
        "#0A1622",
        radius=54,
    )
    c.rect((at[0] - wide / 2, at[1] - tall / 2), (at[0] + wide / 2, at[1] + tall / 2), "#13202C", radius=54)
    c.rect(
        (at[0] - wide / 2 + 16, at[1] - tall / 2 + 54),
        (at[0] + wide / 2 - 16, at[1] + tall / 2 - 54),
        "#F4EFE0",
        radius=14,
    )
    c.rect((at[0] - 50, at[1] - tall / 2 + 22), (at[0] + 50, at[1] - tall / 2 + 32), "#3A4A58", radius=5)


def _padlock(c: Canvas, at: Point, size: float, shut: float) -> None:
    x, y = at
    lift = (1 - shut) * size * 0.28
    arch = [
        (x + size * 0.30 * math.cos(a), y - size * 0.26 - lift + size * 0.34 * math.sin(a))
        for a in np.linspace(math.pi, math.tau, 30).tolist()
    ]
    c.line(
        [(x - size * 0.30, y), *arch, (x + size * 0.30, y - lift - size * 0.02 if shut < 1 else y)],
        "#7E929C",
        size * 0.10,
    )
    c.rect(
        (x - size * 0.45, y - size * 0.12), (x + size * 0.45, y + size * 0.56), "#F0B84A", radius=size * 0.09
    )
    c.disc((x, y + size * 0.16), size * 0.085, "#5A3A10")
    c.poly(
        [
            (x - size * 0.03, y + size * 0.18),
            (x + size * 0.03, y + size * 0.18),
            (x + size * 0.06, y + size * 0.40),
            (x - size * 0.06, y + size * 0.40),
        ],
        "#5A3A10",
    )


def code(c: Canvas, seed: int) -> Frame:
    """A tempting message hangs on a hook; it is left alone, and the lock shuts."""
    r = np.random.default_rng(9 + seed)
    dots = [(float(x), float(y)) for x, y in (r.random((44, 2)) * (1920, 1080)).tolist()]
    c.rect((0, 0), (1920, 1080), "#16394E")
    for i in range(7):
        c.disc((960, 560), 1150 - i * 150, mix("#16394E", "#2A6A80", i / 8))
    for i, p in enumerate(dots):
        c.line([p, dots[(i * 7 + 3) % 44]], "#1E5068", 2)
        c.disc(p, 5, "#3A8298")
    base = c.image.copy()

    def draw(u: float) -> View:
        c.image = base.copy()
        slide = ease((u - 0.55) / 0.12)
        phone = (960 - 380 * slide, 560.0)
        _phone(c, phone, 860)
        for k, (start, hue, words) in enumerate(
            ((0.06, "#DCE6E4", "您好，您有一份包裹"), (0.17, "#DCE6E4", "点这里领取补贴"))
        ):
            grow = ease((u - start) / 0.05)
            if grow > 0:
                y = 290.0 + k * 116
                c.rect((phone[0] - 180, y), (phone[0] - 180 + 350 * grow, y + 84), hue, radius=26)
                if grow == 1:
                    c.text(
                        (phone[0] - 158, y + 42), words, 31, "#22343E" if k == 0 else "#C8331F", anchor="lm"
                    )
        drop = ease((u - 0.2) / 0.14) * (1 - ease((u - 0.44) / 0.1))
        if drop > 0:
            x, y = phone[0] + 90, -700 + 1230 * drop + 14 * math.sin(u * 40)
            c.line([(x, -20), (x, y)], "#E9EDEA", 5)
            c.line(
                smooth(
                    [(x, y), (x, y + 130), (x - 36, y + 186), (x - 92, y + 168), (x - 104, y + 112)],
                    closed=False,
                ),
                "#E9EDEA",
                15,
            )
            c.poly([(x - 104, y + 98), (x - 128, y + 150), (x - 86, y + 136)], "#E9EDEA")
            c.rect((x - 176, y + 84), (x - 30, y + 132), "#C8331F", radius=24)
            c.text((x - 103, y + 108), "领取", 30, "#FFF4DC", anchor="mm")
        stop = ease((u - 0.40) / 0.05)
        if stop > 0 and u < 0.57:
            c.disc((phone[0], 620), 150 * stop, "#C8331F")
            c.text((phone[0], 612), "慢", 160 * stop, "#FFF4DC", anchor="mm")
        if u > 0.57:
            _padlock(c, (phone[0], 590), 300, ease((u - 0.64) / 0.05))
            for k, words in enumerate(("不轻信", "不透露", "不转账")):
                come = ease((u - 0.64 - 0.06 * k) / 0.07)
                if come > 0:
                    c.text(
                        (1010 + 120 * (1 - come), 270 + k * 190), words, 148, mix("#1C4A60", "#F6EBD2", come)
                    )
                    c.rect((1016, 432 + k * 190), (1016 + 440 * come, 438 + k * 190), "#F0B84A")
        return View(0.04 * ease(u))

    return draw


def micro(c: Canvas, seed: int) -> Frame:
    """Night rain under a street lamp: one waits, one comes with an umbrella, both go on together."""
    c.sky([(0, "#0E1626"), (0.6, "#1E2C42"), (0.8, "#2C3448"), (1, "#10141E")])
    works.skyline(
        c,
        800,
        "#1A2538",
        tall=(160, 520),
        wide=(110, 230),
        lit=0.16,
        seed=61 + seed,
        cell=(30, 40),
        warm=0.45,
    )
    c.soften(5)
    c.shade(
        [(0, 800), (1920, 800), (1920, 1080), (0, 1080)], [(0, "#3A3F4C"), (1, "#12151E")], span=(800, 1080)
    )
    cone = c.sheet(4)
    cone.poly([(1040, 250), (1120, 250), (1500, 950), (660, 950)], "#FFC870")
    c.screen(cone, blur=46, strength=0.6)
    c.glows([((1080, 900), 420, "#C88A40", 0.6)], squash=4)
    c.line([(860, 960), (860, 210), (900, 180), (1070, 180)], "#0A0D14", 16)
    c.poly([(1010, 180), (1150, 180), (1180, 236), (980, 236)], "#0A0D14")
    c.rect((994, 234), (1166, 246), "#FFF4D0")
    c.glows([((1080, 246), 260, "#FFD890", 0.9)])
    base = c.image.copy()
    r = np.random.default_rng(7)
    drops = r.random((80, 3)).tolist()
    dark = Look(
        coat="#1A2230",
        legs="#0E131C",
        skin="#3A2A24",
        hat="hair",
        hat_colour="#120F10",
        rim="#FFD08A",
        light=(0.1, -1),
        long=True,
    )
    red = Look(
        coat="#7A2E26",
        legs="#12161F",
        skin="#3A2A24",
        hat="long",
        hat_colour="#120F10",
        rim="#FFD08A",
        light=(0.1, -1),
        long=True,
    )

    def umbrella(hand: Point, tall: float) -> None:
        x, y = hand[0], hand[1] - tall * 0.34
        c.line([hand, (x, y - 60)], "#0A0D14", 7)
        top = [
            (x + 190 * math.cos(a), y + 20 - 130 * math.sin(a)) for a in np.linspace(0, math.pi, 24).tolist()
        ]
        low = [(x - 190 + 95 * k + 47 * q, y + 20 - (16 if q else 0)) for k in range(4) for q in (0, 1)]
        c.poly([*top, *low], "#B4372A")
        c.line(top, "#F2B070", 5)

    def draw(u: float) -> View:
        c.image = base.copy()
        meet, leave = ease(u / 0.48), ease((u - 0.62) / 0.38)
        x = 2150 - 900 * meet
        going = u > 0.62
        wait = 1060 - 760 * leave if going else 1060.0
        come = x - 60 - 760 * leave if going else x
        holding = Pose(lean=3, far_arm=(20, 96), near_arm=(44, 140), far_leg=(-4, -6), near_leg=(5, 2))
        step = walking(u * 7)
        walk = Pose(
            lean=4, far_arm=step.far_arm, near_arm=(44, 140), far_leg=step.far_leg, near_leg=step.near_leg
        )
        c.disc((wait, 968), 110, "#0A0C12", ry=12, alpha=0.6)
        c.disc((come, 968), 110, "#0A0C12", ry=12, alpha=0.6)
        figure(c, (wait, 965), 440, walking(u * 7 + 0.3) if going else STAND, dark, facing=-1 if going else 1)
        moving = u < 0.48 or going
        body = figure(c, (come, 965), 425, walk if moving else holding, red, facing=-1)
        umbrella((body.near_hand[0], body.near_hand[1]), 425)
        for v, w, s in drops:
            px, py = (v * 2000 - u * 300) % 1960, (w * 1200 + u * 9000 * (0.6 + 0.4 * s)) % 1180 - 60
            if abs(px - body.near_hand[0]) < 190 and py > body.near_hand[1] - 130:
                continue
            c.line([(px, py), (px - 8, py + 36 + 30 * s)], "#9FB0C8", 1.5 + 1.2 * s, alpha=0.5)
        return View()

    return draw
