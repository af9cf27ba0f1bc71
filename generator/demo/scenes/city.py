"""The city: its lights, its sites, its crews."""

import math

from generator.demo.curves import Point
from generator.demo.paint import Canvas, Colour, mix
from generator.demo.scenes import nature, works
from generator.demo.scenes.people import figure
from generator.demo.scenes.poses import AKIMBO, CARRY, HOLD, POINT, STAND, STRIDE, WALK, Look, Pose


def nightcity(c: Canvas, seed: int) -> None:
    """Ten thousand lit windows over the river, the moon above."""
    level = 700
    c.sky([(0, "#0B1730"), (0.4, "#22375C"), (0.8, "#6B5A72"), (1, "#D08E60")], bottom=level)
    nature.stars(c, 130, below=360)
    nature.clouds(c, 6 + seed, "#8A7088", span=(200, 640), cover=0.45, strength=0.4, stretch=6)
    c.disc((1240, 140), 36, "#F5EBD2")
    c.glows([((1240, 140), 190, "#C8C6D8", 0.45), ((720, level), 640, "#7A4630", 0.6)])
    works.skyline(
        c, level, "#3C4562", tall=(110, 470), wide=(34, 90), lit=0.16, seed=12 + seed, warm=0.6, cell=(8, 11)
    )
    works.skyline(
        c,
        level,
        "#202B45",
        tall=(90, 600),
        wide=(48, 110),
        lit=0.36,
        seed=13 + seed,
        cell=(10, 14),
        middle=0.5,
    )
    works.skyline(
        c,
        level,
        "#101828",
        tall=(50, 330),
        wide=(44, 120),
        lit=0.5,
        seed=14 + seed,
        cell=(11, 15),
        middle=0.3,
    )
    c.bloom(9, 0.55, floor=110)
    lamps: list[tuple[Point, float, Colour, float]] = [
        ((x, level - 6), 16, "#FFE0A0", 1) for x in range(10, 1500, 30)
    ]
    c.glows(lamps)
    c.rect((0, level), (1500, level + 9), "#0A0F18")
    nature.reflect(c, level + 9, tint="#0A1424", dim=0.86, ripple=1.7, blur=1.5, seed=7)
    c.poly([(430, 872), (700, 872), (660, 898), (462, 898)], "#070B12")
    c.rect((490, 838), (650, 872), "#0C1420", radius=8)
    c.lines([((504 + i * 22, 856), (516 + i * 22, 856)) for i in range(6)], "#FFD48A", 10)
    c.glows([((570, 860), 120, "#C88A40", 0.6)])


def dawnteam(c: Canvas, seed: int) -> None:
    """A crew walks towards the sun, helmets on, towards the day's work."""
    c.sky(
        [
            (0, "#4A6A86"),
            (0.3, "#B49C96"),
            (0.52, "#F0B374"),
            (0.64, "#F9D79A"),
            (0.66, "#C48A5A"),
            (1, "#4A2E22"),
        ]
    )
    nature.clouds(c, 44 + seed, "#FFD7A6", span=(0, 480), cover=0.54, strength=0.7, stretch=4)
    c.glows([((780, 560), 620, "#FF9A4A", 0.7)])
    c.disc((780, 548), 112, "#FFF3CE")
    works.skyline(c, 668, "#C8916A", tall=(20, 150), wide=(40, 110), lit=0, seed=5, middle=0.2)
    works.skyline(c, 668, "#9A6650", tall=(10, 90), wide=(50, 130), lit=0, seed=8, middle=0.9)
    works.tower_crane(c, (230, 670), 430, "#6A4338", reach=330, width=4)
    works.tower_crane(c, (1330, 670), 350, "#7A4E40", reach=-300, width=3.4)
    for i in range(5):
        c.lines([((1040, 668 - i * 44), (1260, 668 - i * 44))], "#5E3C30", 7)
    c.lines([((x, 668), (x, 470)) for x in range(1040, 1262, 44)], "#5E3C30", 6)
    c.shade(
        [(0, 664), (1500, 660), (1500, 1000), (0, 1000)],
        [(0, "#B27A52"), (0.3, "#6A4432"), (1, "#24160F")],
        span=(660, 1000),
    )
    crew: tuple[tuple[float, float, float, Pose, Colour, Colour], ...] = (
        (1190, 800, 250, WALK, "#F0C040", "#2F5560"),
        (330, 812, 262, STRIDE, "#F4EFE2", "#3A4A63"),
        (600, 868, 350, WALK, "#F0C040", "#7A3226"),
        (930, 880, 364, STRIDE, "#D8532F", "#26474E"),
        (1290, 940, 440, WALK, "#F4EFE2", "#4A3A2A"),
        (180, 950, 452, CARRY, "#F0C040", "#26474E"),
    )
    for x, y, tall, pose, hat, coat in crew:
        shadow = c.sheet(4)
        dx = (x - 780) * 0.55
        shadow.poly(
            [
                (x - tall * 0.1, y),
                (x + tall * 0.12, y),
                (x + dx + tall * 0.34, y + tall * 0.8),
                (x + dx - tall * 0.2, y + tall * 0.8),
            ],
            "#FFFFFF",
        )
        c.veil(shadow, "#1A0F0A", blur=7, strength=0.6)
        side = 1.0 if x < 780 else -1.0
        body = figure(
            c,
            (x, y),
            tall,
            pose,
            Look(
                coat=coat,
                legs="#1E1A1A",
                skin="#4A2E20",
                hat_colour=mix(hat, "#3A2416", 0.25),
                stripe="#E9DFB8",
                rim="#FFDDA0",
                light=(side * 0.9, -0.4),
            ),
            facing=1,
        )
        if pose is CARRY:
            c.line(
                [
                    (body.near_hand[0] - tall * 0.5, body.near_hand[1] - tall * 0.3),
                    (body.near_hand[0] + tall * 0.7, body.near_hand[1] - tall * 0.14),
                ],
                "#2A1A12",
                13,
            )
        elif pose is WALK:
            c.rect(
                (body.near_hand[0] - tall * 0.07, body.near_hand[1] + tall * 0.03),
                (body.near_hand[0] + tall * 0.07, body.near_hand[1] + tall * 0.12),
                "#241812",
                radius=4,
            )
    dust = c.sheet(4)
    for i in range(16):
        dust.disc((100 * i, 700 + 26 * math.sin(i * 2)), 90, "#FFFFFF", ry=26, alpha=0.35)
    c.veil(dust, "#F2C08A", blur=30, strength=0.35)
    c.glows([((780, 560), 300, "#FFB060", 0.5)])


def crane(c: Canvas, seed: int) -> None:
    """Tower cranes over a rising frame at sunrise, fitters on the top floor."""
    c.sky([(0, "#27476B"), (0.3, "#6E7E9A"), (0.55, "#D59A86"), (0.75, "#F6BE82"), (1, "#FCE0AE")])
    nature.clouds(c, 52 + seed, "#F6C2A0", span=(100, 900), cover=0.55, strength=0.7, stretch=4.5)
    nature.clouds(c, 58 + seed, "#6E6A86", span=(0, 500), cover=0.42, strength=0.6, stretch=6)
    c.glows([((330, 1130), 620, "#FF9A50", 0.75)])
    c.disc((330, 1120), 92, "#FFF0C6")
    works.skyline(c, 1330, "#B98078", tall=(40, 230), wide=(40, 100), lit=0, seed=21, middle=0.7)
    works.skyline(c, 1340, "#7E5A62", tall=(20, 160), wide=(50, 110), lit=0.05, seed=22, middle=0.2)
    works.tower_crane(c, (215, 1340), 690, "#5A4550", reach=300, width=4)
    ink: Colour = "#191C26"
    works.tower_crane(c, (690, 1500), 1240, ink, reach=-560, width=7)
    hook = (690 - 560 * 0.66, 1500 - 1240 + 1240 * 0.34)
    c.rect((hook[0] - 70, hook[1] + 40), (hook[0] + 70, hook[1] + 54), "#7A2E22")
    c.lines([(hook, (hook[0] - 66, hook[1] + 40)), (hook, (hook[0] + 66, hook[1] + 40))], ink, 2)
    for floor in range(7):
        y = 930 + floor * 92
        c.rect((470, y), (1000, y + 16), "#14161E")
        c.lines([((x, y), (x, y + 92)) for x in range(490, 1000, 96)], "#14161E", 12)
        if floor > 1:
            c.lines(
                [((x, y + 20), (x + 96, y + 90)) for x in range(490 + (floor % 3) * 96, 900, 288)],
                "#22262F",
                3,
            )
    c.lines([((x, 930), (x, 850)) for x in range(490, 1000, 24)], "#14161E", 2)
    c.lines([((470, 880), (1000, 880)), ((470, 905), (1000, 905))], "#14161E", 2)
    look = Look(
        coat="#171922",
        legs="#12141B",
        skin="#2A1C18",
        hat_colour="#D9902E",
        rim="#FFC98A",
        light=(-0.9, -0.2),
    )
    figure(c, (540, 930), 104, POINT, look, facing=-1)
    figure(c, (640, 930), 100, HOLD, look)
    figure(c, (820, 930), 102, AKIMBO, look)
    figure(c, (915, 930), 98, STAND, look, facing=-1)
    c.glows([((520, 1000), 40, "#FFE0B0", 0.8), ((330, 1120), 300, "#FFB870", 0.4)])
