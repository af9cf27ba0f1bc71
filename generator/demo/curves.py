"""Curves through points."""

from collections.abc import Sequence

import numpy as np

Point = tuple[float, float]


def smooth(points: Sequence[Point], *, closed: bool = True, steps: int = 8) -> list[Point]:
    """A Catmull-Rom curve through the points."""
    knots = np.asarray(points, np.float64)
    count = len(knots) if closed else len(knots) - 1
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    out = []
    for i in range(count):
        if closed:
            a, b, c, d = (knots[(i + j) % len(knots)] for j in (-1, 0, 1, 2))
        else:
            a, b, c, d = (knots[min(max(i + j, 0), len(knots) - 1)] for j in (-1, 0, 1, 2))
        out.append(
            0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        )
    if not closed:
        out.append(knots[-1:])
    return [(float(x), float(y)) for x, y in np.concatenate(out)]


def sagging(start: Point, end: Point, drop: float) -> list[Point]:
    """A wire hung between two points, `drop` units deep in the middle."""
    return [
        (start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t + drop * 4 * t * (1 - t))
        for t in np.linspace(0, 1, 40).tolist()
    ]
