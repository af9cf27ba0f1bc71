"""Square covers of songs and recitations."""

import math

from generator.demo.curves import smooth
from generator.demo.lettering import Draw, Words, line, paper
from generator.demo.paint import Canvas, mix
from generator.demo.scenes import nature


def _moon(c: Canvas, words: Words, seed: int) -> None:
    ground = "#1C2C3E"
    c.rect((0, 0), (1000, 1000), ground)
    beat = nature.wave(96, 6 + seed, beta=1.2)
    for i in range(96):
        a = math.tau * i / 96 - math.pi / 2
        far = 235 + 190 * float(beat[i]) ** 1.4
        c.line(
            [
                (500 + 215 * math.cos(a), 480 + 215 * math.sin(a)),
                (500 + far * math.cos(a), 480 + far * math.sin(a)),
            ],
            "#E7B56A" if i % 12 == 0 else "#8FA3B0",
            5,
        )
    c.disc((500, 480), 165, "#F0E4C8")
    c.disc((550, 465), 145, ground)
    c.poly([(350, 585), (500, 622), (500, 680), (350, 643)], "#E9DCC0")
    c.poly([(650, 585), (500, 622), (500, 680), (650, 643)], "#CDBF9F")
    line(c, (80, 850), words.title, "#F0E4C8", width=620, most=92)
    c.text((920, 890), words.line1, 34, "#9FB0BB", anchor="ra")


def _wave(c: Canvas, words: Words, seed: int) -> None:
    c.rect((0, 0), (1000, 1000), "#F0E3C8")
    c.disc((690, 330), 150, "#D8432E")
    for i in range(9):
        y = 460 + i * 62
        tone = mix("#7FB0B4", "#123A52", i / 8)
        path = smooth(
            [(x * 125.0 - 125, y + (34 + 3 * i) * math.sin(x * 1.7 + i * 1.1 + seed)) for x in range(11)],
            closed=False,
        )
        c.poly([*path, (1130, 1010), (-130, 1010)], tone)
        c.line(path, "#F6EEDC", 6 if i % 2 else 3)
    line(c, (80, 76), words.title, "#123A52", width=620, most=120)
    c.text((84, 240), words.line1, 34, "#5A6A6A")


def _mountain(c: Canvas, words: Words, seed: int) -> None:
    c.sky([(0, "#E9DCC0"), (1, "#DCC79C")])
    c.disc((300, 280), 86, "#C8432E")
    for i, (base, rise, top, low) in enumerate(
        (
            (520, 190, "#A9B8A0", "#DCD0AC"),
            (660, 230, "#5E9487", "#C7B988"),
            (810, 230, "#2F7F80", "#B7A673"),
            (980, 200, "#174355", "#3F6459"),
        )
    ):
        nature.hills(
            c,
            nature.ridge(c, 61 + i * 11 + seed, base=base, rise=rise, beta=2.9),
            [(0, top), (1, low)],
            fade=240,
        )
    c.column((880, 90), words.title, min(92, 760 / max(1, len(words.title))), "#2B3A34")
    c.text((84, 900), words.line1, 34, "#E9DCC0")


def _lamp(c: Canvas, words: Words, seed: int) -> None:
    c.rect((0, 0), (1000, 1000), "#3A2432")
    cone = c.sheet(4)
    cone.poly([(430, 360), (640, 360), (960, 860), (140, 860)], "#FFC870")
    c.screen(cone, blur=16, strength=0.75)
    c.line([(535, 0), (535, 200)], "#F0D8B0", 6)
    c.poly([(490, 200), (580, 200), (690, 360), (380, 360)], "#E0763A")
    c.disc((535, 364), 52, "#FFF4D0", ry=26)
    c.rect((120, 856), (880, 880), "#E9C48A")
    c.poly([(330, 856), (510, 820), (520, 856)], "#FFF4DC")
    c.poly([(700, 856), (520, 820), (520, 856)], "#F0DEB8")
    c.poly([(760, 856), (772, 770), (850, 770), (862, 856)], "#8FB0B4")
    line(c, (80, 60), words.title, "#F0D8B0", width=620, most=116)
    c.text((920, 926), words.line1, 34, "#C8A888", anchor="ra")
    c.glows([((535, 380), 300, "#FFB860", 0.35 + 0.02 * (seed % 5))])


def _rail(c: Canvas, words: Words, seed: int) -> None:
    c.sky([(0, "#2F6A7A"), (0.5, "#E9A868"), (0.52, "#5A4438"), (1, "#2A201C")])
    c.disc((500, 505), 150, "#F8E2A8")
    c.rect((0, 508), (1000, 1000), "#4A372E")
    for i in range(22):
        t = (i / 22) ** 2
        y = 510 + 500 * t
        c.rect((500 - 30 - 330 * t, y), (500 + 30 + 330 * t, y + 4 + 26 * t), "#2A1E18")
    for s in (-1, 1):
        c.poly(
            [(500 + s * 8, 508), (500 + s * 12, 508), (500 + s * 275, 1000), (500 + s * 235, 1000)], "#F0C890"
        )
    for i in range(5):
        t = 0.6**i
        c.line([(500 + 520 * t, 508 + 240 * t), (500 + 520 * t, 508 - 420 * t)], "#2A1E18", max(2, 18 * t))
    line(c, (80, 70), words.title, "#F6EBD2", width=620, most=104)
    c.text((84, 222), words.line1, 34, "#CFE0DC")


def _sea(c: Canvas, words: Words, seed: int) -> None:
    c.sky([(0, "#0E2438"), (0.6, "#2F6A80"), (0.62, "#123A50"), (1, "#0A1E30")])
    nature.stars(c, 90, below=420, seed=3 + seed)
    c.poly([(640, 620), (660, 330), (712, 330), (732, 620)], "#F0E8D4")
    for k in range(3):
        c.poly(
            [
                (648 - k * 0.5 + 4 * (2 - k), 380 + k * 80),
                (724, 380 + k * 80),
                (726, 420 + k * 80),
                (646, 420 + k * 80),
            ],
            "#C8432E",
        )
    c.rect((652, 290), (720, 334), "#F8D070")
    c.pie((686, 292), 40, (180, 360), "#C8432E")
    c.blob([(540, 640), (600, 606), (760, 600), (840, 640)], "#0A1822")
    beam = c.sheet(4)
    beam.poly([(686, 312), (-40, 120), (-40, 330)], "#FFE6A0")
    c.screen(beam, blur=12, strength=0.7)
    c.glows([((686, 312), 130, "#FFE6A0", 0.9)])
    nature.reflect(c, 630, tint="#0A1E30", dim=0.7, ripple=1.6)
    line(c, (80, 806), words.title, "#F0E8D4", width=620, most=116)
    c.text((920, 880), words.line1, 34, "#9FC0CC", anchor="ra")


def _finished(draw: Draw) -> Draw:
    def cover(c: Canvas, words: Words, seed: int) -> None:
        draw(c, words, seed)
        paper(c, amount=0.1)

    return cover


def _says(title: str, kind: str) -> Words:
    return Words(title, f"{kind} · 示例", "", "#000000")


COVERS: dict[str, tuple[Draw, Words]] = {
    "cover0": (_finished(_moon), _says("灯下", "诵读")),
    "cover1": (_finished(_wave), _says("潮声", "歌曲")),
    "cover2": (_finished(_mountain), _says("山河行", "诵读")),
    "cover3": (_finished(_lamp), _says("夜班", "诵读")),
    "cover4": (_finished(_rail), _says("远行的车", "歌曲")),
    "cover5": (_finished(_sea), _says("守灯", "歌曲")),
}
