"""Posters about one character each: 匠 安 信 光 声 净 网."""

import math

import numpy as np
from PIL import Image, ImageChops

from generator.demo.lettering import Draw, Words, head, line, paper, rough, sliced, stamp, stencil
from generator.demo.paint import Canvas, Colour, mix
from generator.demo.slogans import SLOGANS, wang


def jiang(c: Canvas, words: Words, seed: int) -> None:
    """A character in its practice grid, measured with a rule."""
    ink, pale = mix(words.colour, "#FFFFFF", 0.24), "#F6E7CB"
    c.rect((0, 0), (c.w, c.h), words.colour)
    x0, y0, x1 = 75.0, 130.0, 825.0
    y1, middle = y0 + 750, 450.0
    for a, b in (
        ((x0, y0), (x1, y1)),
        ((x1, y0), (x0, y1)),
        ((x0, y0 + 375), (x1, y0 + 375)),
        ((middle, y0), (middle, y1)),
    ):
        dash = [
            (
                (a[0] + (b[0] - a[0]) * i / 60, a[1] + (b[1] - a[1]) * i / 60),
                (a[0] + (b[0] - a[0]) * (i + 1) / 60, a[1] + (b[1] - a[1]) * (i + 1) / 60),
            )
            for i in range(0, 60, 2)
        ]
        c.lines(dash, ink, 2)
    for a, b in (((x0, y0), (x1, y0)), ((x1, y0), (x1, y1)), ((x1, y1), (x0, y1)), ((x0, y1), (x0, y0))):
        c.line([a, b], ink, 3)
    stamp(
        c,
        rough(stencil(c, (middle, y0 + 372), words.title, 710), seed=3 + seed, grain=1.6 * c.k, dry=0.012),
        pale,
    )
    head(c, "网络正能量海报设计", "#F3CDB4")
    line(c, (x0, y1 + 52), words.line1, pale, width=440, most=76)
    line(c, (x0, y1 + 148), words.line2, pale, width=440, most=76)
    for i in range(41):
        x = 560 + 265 * i / 40
        c.line([(x, y1 + 150), (x, y1 + (204 if i % 10 == 0 else 186 if i % 5 == 0 else 172))], "#F3CDB4", 2)
    c.line([(560, y1 + 150), (825, y1 + 150)], "#F3CDB4", 2)
    c.lines([((668, y1 + 60), (668, y1 + 146)), ((642, y1 + 60), (694, y1 + 60))], pale, 3)
    paper(c)


def an(c: Canvas, words: Words, seed: int) -> None:
    """The character for safety under a helmet, cut by lines like a warning board."""
    c.rect((0, 0), (c.w, c.h), "#E8D9B4")
    mask = sliced(c, stencil(c, (450, 560), words.title, 760), top=300, step=92, first=5, grow=4, count=8)
    stamp(c, rough(mask, seed=5 + seed, grain=1.3 * c.k), words.colour)
    c.rect((170, 150), (730, 330), "#E8D9B4")
    c.pie((450, 312), 172, (180, 360), "#E5A51E")
    c.pie((450, 312), 172, (270, 360), "#C98A12")
    c.rect((432, 122), (468, 312), "#F3C24A", radius=16)
    c.rect((236, 306), (664, 334), "#C98A12", radius=14)
    c.rect((236, 306), (664, 318), "#F3C24A", radius=6)
    for i in range(19):
        c.poly([(i * 52 - 30, 1176), (i * 52, 1176), (i * 52 - 24, 1200), (i * 52 - 54, 1200)], "#2B241B")
    head(c, "安全生产 · 人人讲安全", "#5A4C3A")
    line(c, (75, 960), words.line1, "#2B241B", width=740, most=80)
    line(c, (75, 1058), words.line2, words.colour, width=740, most=80)
    paper(c, amount=0.12)


def xin(c: Canvas, words: Words, seed: int) -> None:
    """A folded letter, sealed with the character for trust."""
    pale: Colour = "#EFE6CF"
    c.rect((0, 0), (c.w, c.h), words.colour)
    dark, light = mix(words.colour, "#000000", 0.28), mix(words.colour, "#FFFFFF", 0.10)
    for i in range(16):
        c.line([(-50, 80 + i * 92), (950, -120 + i * 92)], light, 2)
    c.poly([(118, 372), (806, 372), (846, 890), (158, 890)], dark)
    c.rect((95, 330), (805, 850), pale)
    c.poly([(95, 850), (450, 560), (805, 850)], "#DCCFB0")
    c.poly([(95, 330), (95, 850), (420, 585)], "#E6DABD")
    c.poly([(805, 330), (805, 850), (480, 585)], "#E2D5B6")
    c.poly([(95, 330), (450, 632), (805, 330)], mix(dark, pale, 0.86))
    c.poly([(95, 330), (450, 612), (805, 330)], "#F8F1DE")
    seal = "#B4372A"
    turn = np.linspace(0, math.tau, 46).tolist()
    wobble = [
        (
            450 + (124 + 7 * math.sin(a * 7 + 1) + 4 * math.sin(a * 3)) * math.cos(a),
            604 + (124 + 7 * math.sin(a * 5)) * math.sin(a),
        )
        for a in turn
    ]
    c.blob([(x + 6, y + 10) for x, y in wobble], "#8A7A58")
    c.blob(wobble, mix(seal, "#000000", 0.18))
    c.disc((450, 604), 98, seal)
    stamp(
        c,
        rough(stencil(c, (450, 598), words.title, 132), seed=7 + seed, grain=0.9 * c.k, dry=0.02),
        "#F8E6CC",
    )
    head(c, "网络文明 · 诚信", pale)
    line(c, (75, 130), words.line1, pale, width=750, most=82)
    line(c, (825, 950), words.line2, pale, width=750, most=82, anchor="ra")
    c.line([(75, 1090), (825, 1090)], mix(words.colour, "#FFFFFF", 0.4), 2)
    c.text((75, 1110), "一封没有转发的谣言，到此为止", 30, mix(words.colour, "#FFFFFF", 0.6))
    paper(c)


def guang(c: Canvas, words: Words, seed: int) -> None:
    """Cut-paper rays around the character for light, with small figures of light below."""
    c.rect((0, 0), (c.w, c.h), words.colour)
    cx, cy = 450.0, 500.0
    r = np.random.default_rng(40 + seed)
    for i in range(72):
        a, b = math.tau * i / 72, math.tau * (i + 0.52) / 72
        far = 330 + 110 * float(r.random()) + (120 if i % 6 == 0 else 0)
        hue = "#F2B84A" if i % 6 == 0 else ("#E0763A" if i % 3 == 0 else mix(words.colour, "#F2E4C4", 0.32))
        c.poly(
            [
                (cx + 236 * math.cos(a), cy + 236 * math.sin(a)),
                (cx + far * math.cos((a + b) / 2), cy + far * math.sin((a + b) / 2)),
                (cx + 236 * math.cos(b), cy + 236 * math.sin(b)),
            ],
            hue,
        )
    c.disc((cx + 5, cy + 8), 222, mix(words.colour, "#000000", 0.4))
    c.disc((cx, cy), 222, "#F6E6BE")
    stamp(
        c,
        rough(stencil(c, (cx, cy - 6), words.title, 330), seed=11 + seed, grain=1.2 * c.k, dry=0.015),
        "#B4372A",
    )
    for i in range(15):
        x, tall = 60 + i * 56, 30 + 26 * math.sin(i * 1.7) ** 2
        c.disc((x, 1000 - tall), 9, "#F2B84A")
        c.poly(
            [(x - 12, 1010), (x + 12, 1010), (x + 7, 1014 - tall), (x - 7, 1014 - tall)],
            mix(words.colour, "#F2E4C4", 0.5),
        )
    head(c, "向光而行 · 平凡的人", "#D8CDB4")
    line(c, (450, 1052), f"{words.line1}　{words.line2}", "#F6E6BE", width=750, most=66, anchor="ma")
    paper(c, amount=0.14)


def sheng(c: Canvas, words: Words, seed: int) -> None:
    """The character for voice, standing in rings of sound made of dots."""
    c.rect((0, 0), (c.w, c.h), "#F1E9DA")
    cx, cy = 300.0, 470.0
    for ring in range(3, 27):
        radius = ring * 31.0
        count = int(radius / 4.4)
        for k in range(count):
            a = math.tau * k / count
            x, y = cx + radius * math.cos(a), cy + radius * math.sin(a)
            beat = 0.5 + 0.5 * math.sin(ring * 0.9 + 3 * math.sin(a * 2 + seed))
            size = (1.6 + 8.5 * beat) * max(0.12, 1 - ring / 30)
            if -10 < x < 910 and 112 < y < 905:
                c.disc((x, y), size, words.colour if (ring % 5) else "#D8562E")
    stamp(
        c,
        rough(stencil(c, (cx, cy), words.title, 420), seed=13 + seed, grain=1.5 * c.k),
        "#F1E9DA",
        move=(8, 8),
    )
    stamp(
        c, rough(stencil(c, (cx, cy), words.title, 420), seed=13 + seed, grain=1.5 * c.k, dry=0.02), "#1C1B1A"
    )
    c.rect((0, 905), (900, 1200), words.colour)
    head(c, "职工好声音", "#1C1B1A")
    line(c, (75, 940), words.line1, "#F1E9DA", width=750, most=84)
    line(c, (75, 1044), words.line2, "#F4C27A", width=750, most=84)
    paper(c)


def jing(c: Canvas, words: Words, seed: int) -> None:
    """Brush and clear water: a character in ink over ripples."""
    c.rect((0, 0), (c.w, c.h), "#F3EFE4")
    wash = c.sheet(2)
    for i in range(9):
        y = 690 + i * 34
        wash.blob(
            [
                (-60, y),
                (200, y - 18 - 4 * i),
                (480, y + 12),
                (760, y - 16),
                (980, y),
                (980, y + 20),
                (700, y + 26),
                (300, y + 22),
                (-60, y + 16),
            ],
            "#FFFFFF",
            alpha=0.6,
        )
    c.veil(wash, words.colour, blur=2, strength=0.55)
    mask = rough(
        stencil(c, (450, 430), words.title, 640), seed=17 + seed, grain=3.2 * c.k, dry=0.09, stretch=0.25
    )
    mirror = mask.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    pale = ImageChops.offset(mirror, 0, round((2 * 742 - c.h) * c.k)).point(lambda v: v * 0.16)
    floor = Image.new("L", mask.size)
    floor.paste(255, (0, round(752 * c.k), mask.width, round(930 * c.k)))
    stamp(c, ImageChops.multiply(pale, floor), "#17262C")
    stamp(c, mask, "#17191A")
    for rx in (60, 110, 170, 240):
        ripple = [
            (640 + rx * math.cos(a), 856 + rx * 0.2 * math.sin(a))
            for a in np.linspace(0, math.tau, 70).tolist()
        ]
        c.line(ripple, mix(words.colour, "#FFFFFF", 0.15), 3)
    c.blob([(640, 742), (664, 798), (640, 826), (616, 798)], words.colour)
    c.disc((632, 800), 6, "#FFFFFF")
    c.rect((742, 150), (806, 214), "#B4372A", radius=8)
    c.text((774, 182), "净", 44, "#F3EFE4", anchor="mm")
    head(c, "清朗网络空间", "#5A6468")
    line(c, (75, 980), words.line1, "#17191A", width=750, most=74)
    line(c, (75, 1072), words.line2, words.colour, width=750, most=74)
    paper(c, amount=0.1)


POSTERS: dict[str, tuple[Draw, Words]] = {
    "jiang": (jiang, Words("匠", "毫厘之间", "皆是功夫", "#A3281C")),
    "an": (an, Words("安", "戴好安全帽", "平安回到家", "#A3281C")),
    "xin": (xin, Words("信", "转发之前", "先想一想", "#1F4A42")),
    "guang": (guang, Words("光", "每个岗位", "都在发光", "#1B2A4A")),
    "sheng": (sheng, Words("声", "说真话，讲真事", "让好声音传得更远", "#1F5A66")),
    "jing": (jing, Words("净", "指尖留一分清朗", "网上多一片晴空", "#2E7A94")),
    "wang": (wang, Words("网", "一人一点光", "聚成满天星", "#A3281C")),
    **SLOGANS,
}
