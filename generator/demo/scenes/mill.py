"""A weaving mill in five frames: the hall, the hands, the bobbins, the cloth, the night shift."""

from generator.demo.paint import Canvas, mix
from generator.demo.scenes import nature
from generator.demo.scenes.people import figure
from generator.demo.scenes.poses import BEND, HOLD, WALK, Look, Pose
from generator.demo.scenes.yarn import HUES, bobbins, cloth, hands, weaver


def textile(c: Canvas, seed: int) -> None:
    """One of five frames from a weaving mill."""
    (_hall, hands, bobbins, cloth, _night)[seed % 5](c, seed)


def _hall(c: Canvas, seed: int) -> None:
    c.sky([(0, "#C9CFC8"), (0.35, "#E9E4D4"), (0.5, "#B9B2A2"), (1, "#4A443E")])
    vx, vy = 930.0, 400.0
    for i in range(11):
        t0, t1 = 1.5 * 0.72**i, 1.5 * 0.72 ** (i + 0.5)
        c.poly(
            [
                (vx - 700 * t0, vy - 420 * t0),
                (vx + 620 * t0, vy - 420 * t0),
                (vx + 620 * t1, vy - 420 * t1),
                (vx - 700 * t1, vy - 420 * t1),
            ],
            "#F8F8F0",
        )
        c.lines(
            [((vx + s * 900 * t0, vy + 500 * t0), (vx + s * 900 * t0, vy - 420 * t0)) for s in (-1, 1)],
            mix("#77776E", "#D8D4C6", i / 10),
            max(1.5, 20 * t0),
        )
    c.glows([((vx, vy - 40), 460, "#FFF6DC", 0.8)])
    c.soften(2.5)
    c.shade(
        [(vx - 20, vy + 30), (vx + 20, vy + 30), (1250, 1000), (720, 1000)],
        [(0, "#D6CDB8"), (1, "#6E665A")],
        span=(vy, 1000),
    )
    for i in range(7, -1, -1):
        t = 0.70**i * 1.35
        tone = i / 9
        for s in (-1, 1):
            x, y = vx + s * 640 * t, vy + 420 * t
            w, h = 410 * t, 330 * t
            c.rect((x - w, y - h * 0.55), (x + w, y), mix("#37474C", "#BDB9AC", tone), radius=8 * t)
            c.rect((x - w, y - h * 0.55), (x + w, y - h * 0.47), mix("#71858A", "#D0CCBE", tone))
            hue = mix(HUES[(i * 2 + (s > 0) + seed) % 7], "#CFC9BA", tone)
            c.shade(
                [
                    (x - w * 0.86, y - h * 0.52),
                    (x + w * 0.86, y - h * 0.52),
                    (x + w * 0.8, y - h * 0.02),
                    (x - w * 0.8, y - h * 0.02),
                ],
                [(0, mix(hue, "#FFFFFF", 0.35)), (0.4, hue), (1, mix(hue, "#000000", 0.45))],
                span=(y - h * 0.52, y),
            )
            threads = [x - w * 0.84 + w * 1.68 * k / 54 for k in range(55)]
            c.lines(
                [((k, y - h * 0.52), (x + (k - x) * 0.92, y - h * 1.06)) for k in threads],
                mix("#FBF5E6", "#D8D2C2", tone),
                max(0.6, 1.4 * t),
            )
            c.rect(
                (x - w * 0.98, y - h * 1.12),
                (x + w * 0.98, y - h * 1.03),
                mix("#2C3A3F", "#B5B1A4", tone),
                radius=6 * t,
            )
            c.lines(
                [((x + q * w * 0.94, y), (x + q * w * 0.94, y - h * 1.1)) for q in (-1, 1)],
                mix("#2C3A3F", "#B5B1A4", tone),
                max(1, 16 * t),
            )
        if i == 4:
            figure(
                c, (vx + 34, vy + 430 * t), 620 * t, WALK, weaver("#5A7A8A", "#FFFFFF", (0, -1)), facing=-1
            )
    figure(
        c,
        (870, 985),
        640,
        Pose(lean=26, head=6, far_arm=(48, 72), near_arm=(40, 76), far_leg=(10, 0), near_leg=(-6, -12)),
        weaver("#34607A", "#FFF8E0", (0.2, -1)),
        facing=-1,
    )
    c.bloom(16, 0.3, floor=205)


def _night(c: Canvas, seed: int) -> None:
    c.sky([(0, "#0C141C"), (0.5, "#1A2A34"), (1, "#0A0F14")])
    vx, vy = 750.0, 430.0
    for i in range(9, -1, -1):
        t = 0.68**i * 1.5
        tone = i / 10
        for s in (-1, 1):
            x0, x1 = vx + s * 190 * t, vx + s * 1100 * t
            y = vy + 420 * t
            c.poly(
                [(x0, y), (x0, y - 330 * t), (x1, y - 330 * t), (x1, y)],
                mix("#10202A", "#5A7682", tone * 0.8),
            )
            hue = mix(HUES[(i * 3 + (s > 0)) % 7], "#2A3E48", 0.35 + tone * 0.3)
            c.poly(
                [
                    (x0 + s * 30 * t, y - 20 * t),
                    (x0 + s * 30 * t, y - 190 * t),
                    (x1, y - 190 * t),
                    (x1, y - 20 * t),
                ],
                hue,
            )
            c.lines(
                [
                    ((x0 + s * (30 + 26 * q) * t, y - 190 * t), (x0 + s * (30 + 26 * q) * t, y - 320 * t))
                    for q in range(26)
                ],
                mix("#D8E4E0", "#6A8690", tone),
                max(0.6, 2 * t),
            )
            c.line([(x0, y - 334 * t), (x1, y - 334 * t)], "#9FC4CC", max(1, 5 * t))
        c.rect((vx - 130 * t, vy - 430 * t), (vx + 130 * t, vy - 418 * t), "#EAFBFF")
    c.soften(1.4)
    c.glows([((vx, vy - 60), 300, "#CFF2FA", 0.85), ((vx, 60), 460, "#5A8A9A", 0.5)])
    shine = c.sheet(4)
    shine.poly([(vx - 20, vy + 30), (vx + 20, vy + 30), (vx + 190, 1000), (vx - 190, 1000)], "#8AB4C0")
    c.screen(shine, blur=24, strength=0.5)
    shadow = c.sheet(4)
    shadow.poly([(690, 900), (800, 900), (880, 1010), (620, 1010)], "#FFFFFF")
    c.veil(shadow, "#04080C", blur=14, strength=0.8)
    look = Look(
        coat="#132430",
        legs="#0A131A",
        skin="#1E1613",
        hat="hair",
        hat_colour="#0E1215",
        rim="#CFF2FA",
        light=(0, -1),
    )
    figure(
        c,
        (745, 930),
        520,
        Pose(front=True, far_arm=(10, -4), near_arm=(14, -20), far_leg=(2, -2), near_leg=(9, 6)),
        look,
    )
    figure(c, (1010, 700), 280, BEND, look)
    figure(c, (560, 620), 190, HOLD, look, facing=-1)
    nature.flakes(c, 150, seed=3 + seed, size=1.6)
