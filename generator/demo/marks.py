"""Marks of accounts and organisations."""

import math

from generator.demo.curves import smooth
from generator.demo.lettering import Draw, Words, line
from generator.demo.paint import Canvas, Colour, mix


def _account(style: int) -> Draw:
    def draw(c: Canvas, words: Words, seed: int) -> None:
        hues: list[Colour] = ["#1F5A66", "#B4372A", "#2F4A7A", "#4A6A3A", "#8A4A6A"]
        hue = hues[(style + seed) % 5]
        pale: Colour = "#F6EBD2"
        c.rect((0, 0), (800, 800), hue)
        c.disc((620, 170), 420, mix(hue, "#FFFFFF", 0.10))
        if style == 0:
            c.poly([(190, 330), (420, 330), (600, 200), (600, 600), (420, 470), (190, 470)], pale)
            c.rect((250, 470), (340, 640), pale, radius=14)
            for r in (70, 130):
                c.line(
                    [(610 + r * math.cos(a / 10), 400 + r * math.sin(a / 10)) for a in range(-8, 9)],
                    "#F2B84A",
                    26,
                )
        elif style == 1:
            c.poly([(400, 170), (640, 360), (640, 640), (160, 640), (160, 360)], pale)
            c.rect((340, 500), (460, 640), hue)
            c.poly([(400, 110), (690, 340), (650, 388), (400, 190), (150, 388), (110, 340)], "#F2B84A")
            c.text((400, 398), "家", 132, hue, anchor="mm")
        elif style == 2:
            c.disc((400, 400), 250, pale)
            for k in range(12):
                a = math.tau * k / 12
                c.line(
                    [
                        (400 + 200 * math.cos(a), 400 + 200 * math.sin(a)),
                        (400 + 228 * math.cos(a), 400 + 228 * math.sin(a)),
                    ],
                    hue,
                    14,
                )
            c.line([(400, 400), (400, 250)], hue, 22)
            c.line([(400, 400), (506, 452)], "#D8432E", 18)
            c.disc((400, 400), 22, "#D8432E")
        else:
            c.rect((170, 210), (630, 520), pale, radius=56)
            c.poly([(250, 510), (380, 510), (240, 640)], pale)
            for k in range(3):
                c.disc((290 + k * 110, 366), 32, hue if k != 1 else "#E0763A")

    return draw


def _logo(style: int) -> Draw:
    def draw(c: Canvas, words: Words, seed: int) -> None:
        hues: list[Colour] = ["#A3281C", "#1F4A6A", "#2F6A4A", "#8A5A1E"]
        hue = hues[(style + seed) % 4]
        c.rect((0, 0), (800, 800), "#FFFFFF")
        c.ring((400, 360), 262, hue, 22)
        c.ring((400, 360), 226, hue, 5)
        if style == 0:
            for k in range(14):
                a = math.tau * k / 14
                c.poly(
                    [(400 + 130 * math.cos(a + q), 360 + 130 * math.sin(a + q)) for q in (-0.13, 0.13)]
                    + [(400 + 176 * math.cos(a + q), 360 + 176 * math.sin(a + q)) for q in (0.09, -0.09)],
                    hue,
                )
            c.disc((400, 360), 138, hue)
            c.text((400, 354), "工", 170, "#FFFFFF", anchor="mm")
        elif style == 1:
            for k in range(3):
                y = 400 + k * 50
                c.line(
                    smooth(
                        [
                            (210 + k * 26, y),
                            (290, y - 34),
                            (370, y),
                            (450, y + 34),
                            (530, y),
                            (590 - k * 26, y - 26),
                        ],
                        closed=False,
                    ),
                    hue,
                    20,
                )
            c.poly([(400, 168), (446, 340), (354, 340)], hue)
            c.rect((330, 336), (470, 362), hue)
        elif style == 2:
            for s in (-1, 1):
                c.blob(
                    [(400, 520), (400 + s * 150, 440), (400 + s * 170, 290), (400 + s * 60, 350), (400, 440)],
                    hue if s < 0 else mix(hue, "#FFFFFF", 0.3),
                )
            c.disc((400, 250), 58, "#E0A030")
        else:
            c.poly([(400, 170), (560, 520), (480, 520), (400, 340), (320, 520), (240, 520)], hue)
            c.lines([((300, 440), (500, 440)), ((330, 300), (470, 300))], hue, 16)
            c.lines([((400, 360), (250, 250)), ((400, 360), (550, 250))], mix(hue, "#FFFFFF", 0.4), 10)
        line(c, (400, 656), words.title, hue, width=720, most=92, anchor="ma")

    return draw
