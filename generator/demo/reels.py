"""Films without words: the city at night, the site at dawn."""

import math

import numpy as np
from PIL import Image, ImageChops, ImageDraw

from generator.demo.curves import Point
from generator.demo.motion import Frame, View, blend, ease, walking
from generator.demo.paint import Canvas, Colour, Stops, mix
from generator.demo.scenes import nature, works
from generator.demo.scenes.people import figure
from generator.demo.scenes.poses import Look


def city(c: Canvas, seed: int) -> Frame:
    """Dusk falls and the windows light up one by one."""
    level = 800.0
    c.sky([(0, "#22406A"), (0.5, "#7A6A86"), (0.8, "#E0946A"), (1, "#F0B078")], bottom=level)
    nature.clouds(c, 6, "#C88A86", span=(160, 620), cover=0.45, strength=0.4, stretch=6)
    r = np.random.default_rng(12 + seed)
    windows: list[tuple[float, tuple[Point, Point], Colour]] = []
    for depth, (tone, low, high, wide) in enumerate(
        (("#565A7A", 160, 520, 92), ("#333C5C", 120, 640, 120), ("#1A2238", 70, 380, 150))
    ):
        x = -30.0
        while x < 1920:
            w, tall = (
                wide * float(r.uniform(0.6, 1.2)),
                low
                + (high - low)
                * float(r.random())
                * (0.4 + 0.7 * math.exp(-(((x / 1920 - 0.5) / 0.33) ** 2))),
            )
            c.rect((x, level - tall), (x + w, level), tone)
            step = 15 + 4 * depth
            for wx in np.arange(x + 9, x + w - step * 0.7, step).tolist():
                for wy in np.arange(level - tall + 14, level - 18, step * 1.35).tolist():
                    if r.random() < 0.5:
                        box = ((wx, wy), (wx + step * 0.5, wy + step * 0.62))
                        hue = ("#FACD82", "#FFE2AA", "#ECAA64", "#D8E4EA")[int(r.integers(0, 4))]
                        windows.append(
                            (
                                float(r.random()) ** 0.8 * 0.92,
                                box,
                                mix(tone, hue, 0.5 + 0.16 * depth + 0.16 * float(r.random())),
                            )
                        )
            x += w + float(r.uniform(2, 26))
    windows.sort(key=lambda one: one[0])
    day, state = c.image.copy(), {"next": 0}
    night = c.sheet(8)
    night.sky([(0, "#2A3450"), (0.5, "#3A3A5E"), (1, "#5A4660")])
    dusk = night.image.resize(day.size)
    lit = Image.new("L", day.size)
    pane = c.sheet()
    pen = ImageDraw.Draw(lit)

    def draw(u: float) -> View:
        while state["next"] < len(windows) and windows[state["next"]][0] <= u:
            _, box, hue = windows[state["next"]]
            pane.rect(*box, hue)
            pen.rectangle([round(v * c.k) for p in box for v in p], fill=255)
            state["next"] += 1
        dark = ImageChops.multiply(day, dusk)
        c.image = Image.blend(day, dark, ease(u * 1.15) * 0.92)
        c.image.paste(pane.image, (0, 0), lit)
        moon = (1480.0, 520 - 330 * ease(u))
        if u > 0.12:
            c.disc(moon, 46, "#F7EED6", alpha=min(1.0, (u - 0.12) * 4))
        c.rect((0, level - 4), (1920, level + 10), "#0E1420")
        for i in range(22):
            x = (i * 211 + u * (620 if i % 2 else -700) + 4000) % 2000 - 40
            c.rect(
                (x, level - 14 - (i % 2) * 6),
                (x + 16, level - 9 - (i % 2) * 6),
                "#FFE6A8" if i % 2 else "#FF6A50",
            )
        nature.reflect(c, level + 10, tint="#101A2C", dim=0.8, ripple=1.4, seed=7)
        return View()

    return draw


def team(c: Canvas, seed: int) -> Frame:
    """The sun comes up over a site; cranes turn, a crew walks to work."""
    early: Stops = [(0, "#1A2A48"), (0.4, "#3E4A70"), (0.75, "#B06A6A"), (1, "#E89A6A")]
    late: Stops = [(0, "#5A92BE"), (0.4, "#A8C4CC"), (0.75, "#F8D6A0"), (1, "#FFE8B8")]
    r = np.random.default_rng(30 + seed)
    houses = [(float(x), float(r.uniform(70, 180)), float(r.uniform(40, 260))) for x in range(-40, 1960, 120)]
    hats = ("#F0C040", "#F4EFE2", "#D8532F", "#F0C040", "#F4EFE2")
    coats = ("#2F5560", "#7A3226", "#26474E", "#4A3A2A", "#3A4A63")

    def draw(u: float) -> View:
        share = ease(u)
        c.sky(blend(early, late, share), bottom=840)
        sun = (1060.0, 900 - 420 * share)
        for grow, alpha in ((230, 0.16), (185, 0.22), (150, 0.32)):
            c.disc(sun, grow, "#FFD08A", alpha=alpha)
        c.disc(sun, 116, mix("#FF8A4A", "#FFF4D4", share))
        for x, w, tall in houses:
            c.rect((x, 830 - tall), (x + w, 850), mix(mix("#5A4A66", "#D8A078", share), "#FFFFFF", 0.05))
        ink = mix("#1E1C2C", "#6A4A3E", share)
        for x, tall, speed, start in (
            (330.0, 560.0, 0.9, 0.4),
            (1560.0, 640.0, -0.7, 2.2),
            (860.0, 380.0, 1.2, 1.2),
        ):
            swing = math.cos(start + speed * u * math.pi)
            reach = 420 * swing * tall / 560
            if abs(reach) > 30:
                hook = works.tower_crane(c, (x, 850), tall, ink, reach=reach, width=5)
                c.rect((hook[0] - 34, hook[1]), (hook[0] + 34, hook[1] + 20), "#A8482E")
        done = int(4 + 5 * share)
        for i in range(done):
            c.line([(1130, 850 - i * 52), (1420, 850 - i * 52)], ink, 9)
        c.lines([((q, 850), (q, 850 - (done - 1) * 52)) for q in range(1134, 1424, 57)], ink, 7)
        c.shade(
            [(0, 838), (1920, 838), (1920, 1080), (0, 1080)],
            [(0, mix("#3A2A30", "#B8805A", share)), (1, mix("#140F14", "#3E281C", share))],
            span=(838, 1080),
        )
        for i in range(5):
            x = -420 + i * 250 + 1150 * u
            tall = 330 + 24 * (i % 3)
            look = Look(
                coat=mix(coats[i], "#1A141C", 0.5 - 0.35 * share),
                legs="#1C1A20",
                skin="#4A3024",
                hat_colour=mix(hats[i], "#2A1E20", 0.4 - 0.3 * share),
                stripe="#E9DFB8",
                rim="#FFD8A0",
                light=(0.8, -0.5),
            )
            figure(c, (x, 1030 + 9 * (i % 2)), tall, walking(u * 7 + i * 0.21), look)
        return View()

    return draw
