"""What the films share: the view of a frame, gentle movement, a walk."""

import math
from collections.abc import Callable

from msgspec import Struct

from generator.demo.curves import Point
from generator.demo.paint import Canvas, Colour, Stops, mix
from generator.demo.scenes.poses import Pose


class View(Struct, frozen=True):
    """What the camera sees of a frame: how much nearer, and where."""

    zoom: float = 0.0
    at: Point = (0.5, 0.5)


Frame = Callable[[float], View]


Reel = Callable[[Canvas, int], Frame]


def ease(u: float) -> float:
    """From 0 to 1, starting and ending gently; outside stays at the ends."""
    v = min(1.0, max(0.0, u))
    return v * v * (3 - 2 * v)


def walking(beat: float, *, lean: float = 4) -> Pose:
    """A moment of a walk; one beat is two steps."""
    s = math.sin(beat * math.tau)
    lift = max(0.0, math.cos(beat * math.tau))
    other = max(0.0, -math.cos(beat * math.tau))
    return Pose(
        lean=lean,
        far_arm=(24 * s, 24 * s + 14),
        near_arm=(-24 * s, -24 * s + 14),
        far_leg=(-24 * s + 8 * other, -24 * s - 10 - 34 * other),
        near_leg=(24 * s + 8 * lift, 24 * s - 10 - 34 * lift),
    )


def blend(first: Stops, second: Stops, share: float) -> list[tuple[float, Colour]]:
    """A gradient between two gradients of equal places."""
    return [(a[0], mix(a[1], b[1], share)) for a, b in zip(first, second, strict=True)]
