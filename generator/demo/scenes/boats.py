"""Fishing boats."""

from generator.demo.curves import Point, smooth
from generator.demo.paint import Canvas, Colour, mix


def boat(
    c: Canvas, at: Point, long: float, hull: Colour, *, lamps: bool = False, ink: Colour = "#1C1F26"
) -> list[Point]:
    """A trawler seen from the side; gives the places of its lamps."""
    x, y = at

    def on(u: float, v: float) -> Point:
        return x + u * long, y + v * long

    c.poly(
        smooth(
            [
                on(-0.5, -0.10),
                on(-0.2, -0.085),
                on(0.25, -0.10),
                on(0.56, -0.20),
                on(0.47, 0.02),
                on(-0.46, 0.02),
            ],
            steps=4,
        ),
        hull,
    )
    c.line(
        [on(-0.5, -0.10), on(-0.2, -0.085), on(0.25, -0.10), on(0.55, -0.195)],
        mix(hull, "#FFFFFF", 0.45),
        long * 0.011,
    )
    c.line([on(-0.47, -0.012), on(0.49, -0.02)], "#8A3A2C", long * 0.022)
    c.rect(on(-0.40, -0.27), on(-0.12, -0.08), mix("#E9E0CC", ink, 0.25))
    c.rect(on(-0.43, -0.29), on(-0.09, -0.262), "#B4432E")
    for u in (-0.37, -0.29, -0.21):
        c.rect(on(u, -0.235), on(u + 0.05, -0.175), "#2A3A46" if not lamps else "#FFE6A8")
    for u, top in ((-0.26, -0.62), (0.12, -0.56)):
        c.line([on(u, -0.1), on(u, top)], ink, long * 0.014)
    c.lines(
        [
            (on(-0.26, -0.6), on(0.12, -0.54)),
            (on(0.12, -0.54), on(0.54, -0.2)),
            (on(-0.26, -0.6), on(-0.5, -0.1)),
            (on(0.12, -0.16), on(0.42, -0.42)),
            (on(0.12, -0.54), on(0.42, -0.42)),
        ],
        ink,
        max(1.0, long * 0.005),
    )
    for k in range(7):
        u = -0.2 + 0.045 * k
        c.poly([on(u, -0.585 + 0.002 * k), on(u + 0.03, -0.58), on(u + 0.012, -0.54)], _FLAGS[k % 4])
    return [on(-0.22 + 0.055 * k, -0.36) for k in range(13)]


_FLAGS: list[Colour] = ["#D8432F", "#E8B23A", "#3F7A8A", "#EFE6D0"]
