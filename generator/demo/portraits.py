"""Stylised portraits of persons without a face, and the table of all that is no scene and no poster."""

import math

from generator.demo.covers import COVERS
from generator.demo.curves import Point, smooth
from generator.demo.lettering import Draw, Words
from generator.demo.marks import _account, _logo
from generator.demo.paint import Canvas, Colour, mix

Half = tuple[Colour, Colour]


def _bust(c: Canvas, *, ground: Half, coat: Half, skin: Half, hair: Colour | None) -> None:
    """Head and shoulders in two planes, lit from the left."""
    c.rect((0, 0), (800, 1000), ground[0])
    c.rect((400, 0), (800, 1000), ground[1])
    body: list[Point] = [(40, 1000), (92, 812), (232, 742), (568, 742), (708, 812), (760, 1000)]
    c.poly(body, coat[0])
    c.poly([(400, 1000), (400, 742), (568, 742), (708, 812), (760, 1000)], coat[1])
    c.poly([(322, 735), (400, 846), (478, 735), (450, 600), (350, 600)], skin[1])
    c.poly([(400, 846), (478, 735), (450, 600), (400, 600)], mix(skin[1], "#000000", 0.18))
    if hair is not None:
        c.rect((262, 330), (538, 560), hair, radius=120)
    c.rect((276, 350), (524, 668), skin[0], radius=118)
    right = [
        (400, 350),
        (406, 350),
        *[(406 + 118 * math.sin(t), 468 - 118 * math.cos(t)) for t in (0.4, 0.8, 1.2, 1.57)],
        *[(406 + 118 * math.cos(t), 550 + 118 * math.sin(t)) for t in (0, 0.4, 0.8, 1.2, 1.57)],
        (400, 668),
    ]
    c.poly(right, skin[1])
    c.poly([(232, 742), (334, 704), (400, 846), (346, 906)], mix(coat[0], "#FFFFFF", 0.12))
    c.poly([(568, 742), (466, 704), (400, 846), (454, 906)], mix(coat[1], "#FFFFFF", 0.08))


def _helmet(c: Canvas, hue: Half) -> None:
    c.pie((400, 420), 184, (180, 360), hue[0])
    c.pie((400, 420), 184, (270, 360), hue[1])
    c.rect((196, 402), (604, 438), hue[1], radius=16)
    c.rect((362, 216), (438, 416), mix(hue[0], "#FFFFFF", 0.25), radius=32)


def _cap(c: Canvas, hue: Half) -> None:
    c.blob(
        [(260, 420), (268, 330), (330, 268), (420, 252), (505, 290), (540, 372), (540, 420), (400, 396)],
        hue[0],
    )
    c.poly(smooth([(404, 262), (470, 272), (524, 330), (540, 420), (470, 400), (404, 398)]), hue[1])
    c.blob(
        [(256, 416), (400, 388), (560, 410), (628, 452), (480, 444), (380, 440), (262, 452)],
        mix(hue[1], "#000000", 0.2),
    )


def _hair(c: Canvas, hue: Colour, *, long: bool) -> None:
    c.blob(
        [
            (252, 500),
            (248, 400),
            (300, 306),
            (400, 282),
            (500, 304),
            (552, 400),
            (546, 500),
            (520, 470),
            (500, 400),
            (420, 372),
            (330, 396),
            (284, 450),
            (276, 500),
        ],
        hue,
    )
    if long:
        for s in (-1, 1):
            c.blob(
                [
                    (400 + s * 138, 420),
                    (400 + s * 168, 560),
                    (400 + s * 176, 720),
                    (400 + s * 120, 742),
                    (400 + s * 110, 640),
                    (400 + s * 118, 520),
                ],
                hue,
            )


def _glasses(c: Canvas, ink: Colour) -> None:
    for x in (338, 462):
        c.ring((x, 512), 46, ink, 9)
    c.lines([((384, 506), (416, 506)), ((292, 506), (270, 494)), ((508, 506), (530, 494))], ink, 8)


def _person(style: int) -> Draw:
    def draw(c: Canvas, words: Words, seed: int) -> None:
        skins: list[Half] = [("#CF9A72", "#B47F5A"), ("#DDAE86", "#C08E68"), ("#C18A62", "#A5714C")]
        grounds: list[Half] = [
            ("#C9BFA9", "#BDB29A"),
            ("#A8BDB8", "#98AFAA"),
            ("#E2B78A", "#D8A878"),
            ("#B9C4D2", "#A9B6C6"),
            ("#D6C9B0", "#C8B998"),
            ("#C2A9A0", "#B4988E"),
        ]
        coats: list[Half] = [
            ("#2E4A52", "#233A41"),
            ("#3A5A80", "#2C4868"),
            ("#F1F4F2", "#D8E0DE"),
            ("#7A3A2E", "#622C22"),
            ("#3F6A52", "#305440"),
            ("#2B2F3A", "#20242E"),
        ]
        hair: Colour | None = (
            ("#2A201A", "#4A4640", "#1E1A1A")[(style + seed) % 3] if style not in {0, 5} else None
        )
        _bust(
            c,
            ground=grounds[(style + seed) % 6],
            coat=coats[style],
            skin=skins[(style + seed) % 3],
            hair=hair,
        )
        if style == 0:
            _helmet(c, ("#C7432F", "#A3281C"))
            c.rect((104, 900), (240, 916), "#E0C88C")
            c.rect((104, 928), (200, 938), "#E0C88C")
        elif style == 1:
            _hair(c, hair or "#2A201A", long=False)
            _glasses(c, "#26303A")
            c.rect((560, 880), (660, 930), "#E9E2CF", radius=6)
        elif style == 2:
            _hair(c, hair or "#2A201A", long=True)
            c.poly([(296, 318), (504, 318), (484, 238), (316, 238)], "#FFFFFF")
            c.lines([((400, 252), (400, 300)), ((376, 276), (424, 276))], "#C7432F", 12)
            c.line(
                smooth([(330, 760), (340, 880), (400, 930), (470, 880), (476, 760)], closed=False),
                "#3A4A52",
                9,
            )
        elif style == 3:
            _cap(c, ("#2F4A66", "#243A52"))
            c.rect((150, 836), (206, 1000), "#E9E2CF")
            c.rect((594, 836), (650, 1000), "#D8D0BA")
        elif style == 4:
            _hair(c, hair or "#2A201A", long=True)
            c.blob([(214, 402), (400, 340), (586, 402), (560, 420), (400, 388), (240, 420)], "#D8B878")
            c.pie((400, 392), 138, (180, 360), "#E6CB90")
            c.pie((400, 392), 138, (270, 360), "#D2B272")
            c.rect((262, 366), (538, 394), "#B4372A")
        else:
            _helmet(c, ("#F0C24A", "#D2A02C"))
            c.rect((268, 486), (532, 566), "#26343C", radius=34)
            c.poly([(300, 500), (380, 500), (340, 552), (284, 552)], "#6A8A96")
            for x in (220, 548):
                c.rect((x, 790), (x + 34, 1000), "#F0C24A")

    return draw


_SILENT = Words("", "", "", "#000000")


PORTRAITS: dict[str, tuple[Draw, Words, Point]] = {
    **{f"person{i}": (_person(i), _SILENT, (800, 1000)) for i in range(6)},
    **{f"account{i}": (_account(i), _SILENT, (800, 800)) for i in range(4)},
    **{
        f"logo{i}": (_logo(i), Words(title, "", "", "#000000"), (800, 800))
        for i, title in enumerate(("示例总工会", "示例港务", "示例环卫", "示例电力"))
    },
    **{name: (draw, words, (1000, 1000)) for name, (draw, words) in COVERS.items()},
}
