"""Postures of people at work, what they wear, and where their hands end up."""

from msgspec import Struct
from msgspec.structs import replace

from generator.demo.curves import Point
from generator.demo.paint import Colour

Pair = tuple[float, float]


class Pose(Struct, frozen=True):
    """Angles in degrees: limbs from hanging down, forward (seen from the front: outward) positive."""

    lean: float = 0
    head: float = 0
    far_arm: Pair = (-8, 4)
    near_arm: Pair = (8, 14)
    far_leg: Pair = (-3, -3)
    near_leg: Pair = (3, 3)
    front: bool = False


class Look(Struct, frozen=True):
    """What a figure wears; `rim` is the light from behind, `light` the direction it comes from."""

    coat: Colour = "#1B2226"
    legs: Colour = "#15191C"
    skin: Colour = "#2A211C"
    hat: str = "helmet"
    hat_colour: Colour = "#22292D"
    stripe: Colour | None = None
    rim: Colour | None = None
    light: Point = (0.7, -0.7)
    long: bool = False


class Joints(Struct, frozen=True):
    """Where hands, head and feet of a drawn figure are, in drawing units."""

    near_hand: Point
    far_hand: Point
    head: Point
    hip: Point
    neck: Point


STAND = Pose()


FRONT = Pose(front=True, far_arm=(7, 4), near_arm=(7, 4), far_leg=(5, 3), near_leg=(5, 3))


AKIMBO = replace(FRONT, far_arm=(38, -42), near_arm=(38, -42), far_leg=(9, 6), near_leg=(9, 6))


WALK = Pose(lean=4, far_arm=(24, 38), near_arm=(-22, -6), far_leg=(-16, -34), near_leg=(20, 10))


STRIDE = Pose(lean=7, far_arm=(-30, -12), near_arm=(30, 62), far_leg=(27, 8), near_leg=(-18, -44))


BEND = Pose(lean=52, head=-8, far_arm=(20, 36), near_arm=(6, 28), far_leg=(14, -8), near_leg=(-6, -14))


REACH = Pose(lean=4, head=-18, far_arm=(150, 168), near_arm=(118, 160), far_leg=(10, 2), near_leg=(-10, -14))


POINT = Pose(lean=2, head=-4, far_arm=(-6, 6), near_arm=(84, 92), far_leg=(8, 4), near_leg=(-8, -10))


HOLD = Pose(lean=8, head=10, far_arm=(26, 96), near_arm=(14, 84), far_leg=(8, 2), near_leg=(-8, -12))


SWEEP = Pose(lean=18, head=8, far_arm=(44, 72), near_arm=(16, 56), far_leg=(20, 8), near_leg=(-16, -26))


SIT = Pose(lean=6, head=6, far_arm=(34, 82), near_arm=(26, 74), far_leg=(86, 6), near_leg=(82, 0))


KNEEL = Pose(lean=30, head=14, far_arm=(46, 78), near_arm=(34, 66), far_leg=(84, -4), near_leg=(12, -84))


CROUCH = Pose(lean=34, head=6, far_arm=(52, 74), near_arm=(44, 62), far_leg=(96, -26), near_leg=(88, -34))


PUSH = Pose(lean=24, head=-10, far_arm=(62, 88), near_arm=(54, 84), far_leg=(30, 4), near_leg=(-22, -36))


CARRY = Pose(lean=-4, head=4, far_arm=(30, 92), near_arm=(24, 88), far_leg=(14, 2), near_leg=(-12, -28))


PULL = Pose(lean=-18, head=6, far_arm=(70, 84), near_arm=(60, 78), far_leg=(34, 18), near_leg=(8, -8))


CLIMB = Pose(lean=4, head=-12, far_arm=(156, 172), near_arm=(112, 158), far_leg=(66, -8), near_leg=(6, -4))
