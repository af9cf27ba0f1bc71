"""Hats and hair of the figures, as outlines about the middle of the head (heights of the figure)."""

import math

from generator.demo.curves import Point, smooth


def _dome(x: float, y: float, rx: float, ry: float) -> list[Point]:
    turn = [math.pi + math.pi * i / 16 for i in range(17)]
    return [(x + rx * math.cos(t), y + ry * math.sin(t)) for t in turn]


def _helmet(side: float) -> list[list[Point]]:
    brim = [(-0.07, -0.028), (0.07 + 0.035 * side, -0.028), (0.07 + 0.035 * side, -0.012), (-0.07, -0.016)]
    return [
        _dome(0, -0.022, 0.068, 0.068),
        brim,
        [(-0.012, -0.098), (0.012, -0.098), (0.012, -0.08), (-0.012, -0.08)],
    ]


def _cap(side: float) -> list[list[Point]]:
    return [
        _dome(0, -0.02, 0.058, 0.056),
        [(-0.05, -0.03), (0.05 + 0.06 * side, -0.026), (0.05 + 0.055 * side, -0.012), (-0.05, -0.016)],
    ]


def _cone(_side: float) -> list[list[Point]]:
    return [[(-0.15, 0.0), (-0.02, -0.098), (0.02, -0.098), (0.15, 0.0), (0.0, 0.014)]]


def _straw(_side: float) -> list[list[Point]]:
    return [
        _dome(0, -0.03, 0.056, 0.06),
        [(-0.12, -0.02), (-0.05, -0.045), (0.05, -0.045), (0.12, -0.02), (0, -0.01)],
    ]


def _hair(side: float) -> list[list[Point]]:
    back = -0.06 if side else -0.052
    return [
        _dome(-0.004 * side, -0.012, 0.058, 0.06),
        [(back, -0.02), (0.02, -0.03), (-0.02 * side - 0.02, 0.02), (back + 0.004, 0.034)],
    ]


def _long_hair(side: float) -> list[list[Point]]:
    return [*_hair(side), [(-0.062, -0.02), (-0.03, -0.02), (-0.026, 0.06), (-0.05, 0.085), (-0.066, 0.05)]]


def _mask(side: float) -> list[list[Point]]:
    plate = [(0.0, -0.06), (0.07, -0.05), (0.088, 0.01), (0.066, 0.075), (0.01, 0.07)]
    return [_dome(0, -0.015, 0.066, 0.066), plate] if side else [_dome(0, -0.015, 0.066, 0.066)]


def _hood(_side: float) -> list[list[Point]]:
    return [
        smooth(
            [
                (-0.07, 0.08),
                (-0.075, -0.02),
                (-0.03, -0.082),
                (0.04, -0.074),
                (0.056, -0.03),
                (0.03, 0.0),
                (0.034, 0.06),
                (0.04, 0.1),
            ]
        )
    ]


HATS = {
    "helmet": _helmet,
    "cap": _cap,
    "cone": _cone,
    "straw": _straw,
    "hair": _hair,
    "long": _long_hair,
    "mask": _mask,
    "hood": _hood,
}
