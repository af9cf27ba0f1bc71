"""Posters about a saying: the couplet, kind comments, rumours, parents, private data, the net."""

import math

import numpy as np

from generator.demo.curves import smooth
from generator.demo.lettering import Words, fitting, head, line, paper, rough, stamp, stencil
from generator.demo.paint import Canvas, Colour, mix


def couplet(c: Canvas, words: Words, seed: int) -> None:
    """A door at new year with the slogan's two halves as a couplet."""
    c.rect((0, 0), (c.w, c.h), "#3A2A22")
    for i in range(14):
        c.rect((i * 66, 0), (i * 66 + 64, 1200), mix("#4A352A", "#33241C", (i * 5 % 7) / 7))
    c.rect((205, 190), (695, 1200), "#2A1D17")
    for x0, x1 in ((215, 446), (454, 685)):
        c.shade(
            [(x0, 200), (x1, 200), (x1, 1200), (x0, 1200)], [(0, "#7A3A28"), (1, "#5A281C")], span=(200, 1200)
        )
        for row in range(7):
            for col in range(4):
                at = (x0 + 36.0 + col * 53, 270.0 + row * 118)
                c.disc((at[0] + 2, at[1] + 4), 13, "#3A1810")
                c.disc(at, 13, "#C89A4A")
                c.disc((at[0] - 4, at[1] - 4), 5, "#F4DCA0")
    for x in (400.0, 500.0):
        c.disc((x, 690), 34, "#8A6428")
        c.disc((x, 690), 25, "#D8B060")
        c.ring((x, 730), 40, "#D8B060", 8)
    r = np.random.default_rng(60 + seed)
    for x, text in ((800.0, words.line1), (100.0, words.line2)):
        c.rect((x - 76 + 7, 210 + 9), (x + 76 + 7, 1128 + 9), "#1E1510")
        c.rect((x - 76, 210), (x + 76, 1128), words.colour)
        for u, v, s in r.random((240, 3)).tolist():
            c.poly(
                [
                    (x - 72 + 144 * u, 214 + 906 * v),
                    (x - 70 + 144 * u + 5 * s, 216 + 906 * v),
                    (x - 72 + 144 * u + 3 * s, 219 + 906 * v),
                ],
                "#E8BC5A",
            )
        step = min(124.0, 872 / max(1, len(text)))
        for i, char in enumerate(text):
            at = (x, 232 + step * (i + 0.5))
            c.text(at, char, step * 0.88, "#1A120C", anchor="mm")
    c.rect((259, 59), (655, 169), "#1E1510")
    c.rect((252, 50), (648, 160), words.colour)
    line(c, (450, 104), words.title, "#1A120C", width=360, most=84, anchor="mm")
    for x in (60, 840):
        c.line([(x, 0), (x, 66)], "#C89A4A", 3)
        c.disc((x, 112), 52, "#D8432E", ry=44)
        for q in (-30, -12, 12, 30):
            c.line(smooth([(x + q * 0.5, 70), (x + q, 112), (x + q * 0.5, 154)], closed=False), "#F0803A", 2)
        c.rect((x - 22, 64), (x + 22, 74), "#E8BC5A")
        c.rect((x - 22, 150), (x + 22, 160), "#E8BC5A")
        c.lines([((x + q, 160), (x + q, 196)) for q in (-12, -4, 4, 12)], "#E8BC5A", 2)
    c.glows([((60, 112), 230, "#C8542A", 0.5), ((840, 112), 230, "#C8542A", 0.5)])
    c.text((450, 1168), "示例", 26, "#C8A888", anchor="mm")
    paper(c, amount=0.12)


def civility(c: Canvas, words: Words, seed: int) -> None:
    """A comment as a cup of tea: warm words steam."""
    c.rect((0, 0), (c.w, c.h), "#F6E3CB")
    c.disc((450, 560), 330, mix(words.colour, "#F6E3CB", 0.62))
    for i, x in enumerate((350, 450, 550)):
        path = smooth(
            [(x, 400), (x - 46, 330), (x + 40, 262), (x - 26, 190 - 14 * (i == 1)), (x + 14, 130)],
            closed=False,
            steps=14,
        )
        c.line(path, "#FFFFFF", 24)
        c.line([(px + 3, py) for px, py in path], mix(words.colour, "#FFFFFF", 0.72), 5)
    c.disc((682, 590), 96, words.colour)
    c.disc((682, 590), 58, mix(words.colour, "#F6E3CB", 0.62))
    c.rect((230, 440), (670, 740), words.colour, radius=60)
    c.rect((230, 440), (670, 560), words.colour, radius=18)
    c.poly([(300, 736), (420, 736), (296, 826)], words.colour)
    c.disc((450, 448), 216, mix(words.colour, "#000000", 0.18), ry=30)
    c.disc((450, 452), 196, "#8A4A22", ry=22)
    for i, wide in enumerate((300, 240, 180)):
        c.rect((296, 540 + i * 56), (296 + wide, 560 + i * 56), "#FBEBD6", radius=10)
    heart = [(620, 690), (572, 640), (580, 602), (606, 598), (620, 616), (634, 598), (660, 602), (668, 640)]
    c.blob(heart, "#FBEBD6")
    c.rect((150, 846), (750, 862), mix(words.colour, "#3A1A10", 0.5), radius=8)
    head(c, "文明评论", "#7A4A34")
    size = fitting(words.title, 750, 130)
    c.text((450, 882), words.title, size, "#4A2416", anchor="ma")
    line(c, (450, 1068), f"{words.line1}，{words.line2}", "#8A4A32", width=750, most=46, anchor="ma")
    paper(c, amount=0.1)


def rumour(c: Canvas, words: Words, seed: int) -> None:
    """Dominoes fall one on another until one stands firm."""
    black: Colour = "#171614"
    c.rect((0, 0), (c.w, c.h), words.colour)
    floor = 860.0
    c.rect((0, floor), (c.w, c.h), black)
    for i in range(7):
        lean = 62 - i * 7.2
        a = math.radians(lean)
        x, tall, thick = 70 + i * 88.0, 300.0, 44.0
        tip = (x + math.sin(a) * tall, floor - math.cos(a) * tall)
        wide = (math.cos(a) * thick, math.sin(a) * thick)
        c.poly(
            [(x, floor), tip, (tip[0] - wide[0], tip[1] - wide[1]), (x - wide[0], floor - wide[1] * 0.15)],
            black,
        )
        mid = (x + math.sin(a) * tall / 2 - wide[0] / 2, floor - math.cos(a) * tall / 2 - wide[1] / 2)
        c.text(mid, "谣", 36, words.colour, anchor="mm")
    red = "#C8331F"
    c.rect((712, floor - 330), (776, floor), red)
    c.text((744, floor - 210), "真", 52, "#FFF4DC", anchor="mm")
    c.text((744, floor - 120), "相", 52, "#FFF4DC", anchor="mm")
    head(c, "网络辟谣", black)
    parts = words.title.split(" ") if " " in words.title else [words.title]
    y = 130.0
    for part in parts[:2]:
        size = fitting(part, 740, 200)
        stamp(
            c,
            rough(
                stencil(c, (75 + size * len(part) / 2, y + size / 2), part, size),
                seed=71 + seed,
                grain=1.2 * c.k,
            ),
            black,
        )
        y += size * 1.06
    line(c, (75, 920), words.line1, words.colour, width=750, most=64)
    line(c, (75, 1016), words.line2, "#FFF4DC", width=750, most=64)
    paper(c, amount=0.1)


def elder(c: Canvas, words: Words, seed: int) -> None:
    """A telephone as the bait on a hook; a younger hand holds it back."""
    c.rect((0, 0), (c.w, c.h), words.colour)
    pale: Colour = "#F4E7CC"
    for i in range(5):
        y = 560 + i * 84
        path = smooth([(x * 90.0 - 60, y + (24 if x % 2 else -24)) for x in range(13)], closed=False)
        c.poly([*path, (1000, 1300), (-60, 1300)], mix(words.colour, "#0A2A34", 0.16 + 0.13 * i))
    c.line([(560, -10), (560, 300)], pale, 5)
    c.rect((385, 280), (640, 700), "#14222A", radius=38)
    c.rect((402, 318), (623, 650), "#F8F1DF", radius=8)
    c.rect((470, 294), (556, 304), "#3A4A52", radius=5)
    c.text((512, 372), "中奖啦", 54, "#C8331F", anchor="mm")
    c.text((512, 432), "点我领取", 34, "#14222A", anchor="mm")
    c.rect((442, 474), (582, 528), "#C8331F", radius=27)
    c.text((512, 501), "领取", 32, "#FFF4DC", anchor="mm")
    hook = smooth([(512, 650), (512, 770), (470, 842), (396, 822), (376, 748)], closed=False, steps=12)
    c.line(hook, "#E9EDEA", 15)
    c.poly([(376, 736), (352, 792), (396, 776)], "#E9EDEA")
    c.poly(
        [
            (-10, 690),
            (150, 560),
            (330, 560),
            (392, 590),
            (400, 640),
            (330, 650),
            (240, 660),
            (120, 830),
            (-10, 900),
        ],
        "#D89A6E",
    )
    c.poly([(-10, 690), (92, 606), (180, 720), (116, 834), (-10, 900)], "#2F5B7A")
    c.poly(
        [(910, 560), (800, 470), (690, 440), (628, 470), (622, 530), (690, 540), (760, 590), (910, 740)],
        "#E8B68C",
    )
    c.poly([(910, 560), (838, 500), (782, 604), (910, 744)], "#B4503A")
    c.disc((742, 250), 96, "#B4372A")
    c.text((742, 244), "慢", 104, pale, anchor="mm")
    head(c, "反诈进家门", pale)
    line(c, (75, 106), words.line1, pale, width=420, most=58)
    line(c, (75, 180), words.line2, pale, width=420, most=58)
    size = fitting(words.title, 760, 130)
    c.text((450, 1000), words.title, size, pale, anchor="ma")
    paper(c, amount=0.08)


def privacy(c: Canvas, words: Words, seed: int) -> None:
    """A padlock drawn with the lines of a finger print."""
    pale: Colour = "#E9E4D4"
    c.rect((0, 0), (c.w, c.h), words.colour)
    bright = "#F0B84A"
    for i in range(11):
        rx, ry = 28.0 + i * 21.5, 40.0 + i * 25.5
        tone = bright if i % 4 == 3 else pale
        lift = 40 * math.sin(i * 1.3 + seed)
        turn = np.linspace(math.pi * (1.06 + 0.02 * (i % 3)), math.pi * (1.94 - 0.03 * (i % 2)), 60).tolist()
        arch = [(450 + rx * math.cos(a), 560 + ry * math.sin(a)) for a in turn]
        c.line([(arch[0][0] - 2, 790 - abs(lift)), *arch, (arch[-1][0] + 2, 812 - abs(lift) * 0.6)], tone, 9)
    c.rect((190, 590), (710, 900), words.colour, radius=44)
    c.rect((206, 606), (694, 886), bright, radius=34)
    c.disc((450, 718), 46, words.colour)
    c.poly([(432, 730), (468, 730), (486, 824), (414, 824)], words.colour)
    masked = ("手机 ******", "身份证 ******", "住址 ……", "验证码 ****")
    for (x, y), text in zip(((75, 150), (640, 160), (75, 400), (672, 400)), masked, strict=True):
        c.text((x, y), text, 25, mix(words.colour, pale, 0.55))
    head(c, "个人信息保护", pale)
    size = fitting(words.title, 750, 124)
    c.text((450, 936), words.title, size, pale, anchor="ma")
    line(c, (450, 1098), f"{words.line1} · {words.line2}", bright, width=750, most=40, anchor="ma")
    paper(c, amount=0.08)


def wang(c: Canvas, words: Words, seed: int) -> None:
    """A net of many points around one character: each a light, all together a sky."""
    c.rect((0, 0), (c.w, c.h), "#F0E8D6")
    r = np.random.default_rng(21 + seed)
    cx, cy = 450.0, 500.0
    points: list[tuple[float, float, int]] = []
    for ring in range(1, 11):
        count = 5 + ring * 5
        for k in range(count):
            a, far = math.tau * k / count + ring * 0.37, ring * 37 + float(r.normal(0, 3.6))
            points.append((cx + far * math.cos(a), cy + far * math.sin(a), ring))
    where = np.array([p[:2] for p in points])
    for p in points:
        gap = ((where - p[:2]) ** 2).sum(1)
        for j in np.argsort(gap, kind="stable")[1:5].tolist():
            c.line([p[:2], points[j][:2]], "#BDB7A4", 1.2)
    for x, y, ring in points:
        red = float(r.random()) < 0.52 - ring * 0.05
        c.disc((x, y), (11.2 - ring * 0.5) * (1.35 if red else 1), words.colour if red else "#24444A")
    c.disc((cx, cy), 62, words.colour)
    c.text((cx, cy - 4), words.title, 76, "#F6E7CB", anchor="mm")
    head(c, "文明用网 · 人人有责", "#5A5248")
    c.line([(75, 948), (825, 948)], "#24444A", 3)
    line(c, (75, 968), words.line1, "#1E1B17", width=750, most=78)
    line(c, (75, 1062), words.line2, "#1E1B17", width=750, most=78)
    paper(c)


SLOGANS = {
    "couplet": (couplet, Words("好网民", "网聚职工正能量", "争做中国好网民", "#C4301F")),
    "civility": (civility, Words("评论有温度", "写下之前", "先替对方读一遍", "#D8633A")),
    "rumour": (rumour, Words("不信谣 不传谣", "没核实的，不转", "有出处的，再信", "#F2B81E")),
    "elder": (elder, Words("教爸妈认诈骗", "先问问孩子", "再按那个键", "#1F5A66")),
    "privacy": (privacy, Words("护住个人信息", "不乱填", "不外传", "#1C2F4A")),
}
