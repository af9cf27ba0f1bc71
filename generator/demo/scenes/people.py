"""Figures at work, built from joints, so that their posture is believable."""

import math

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from generator.demo.curves import Point, smooth
from generator.demo.paint import Canvas, Colour, mix, rgb
from generator.demo.scenes.hats import HATS
from generator.demo.scenes.poses import Joints, Look, Pose


def _toward(angle: float, length: float, side: float) -> Point:
    return side * math.sin(math.radians(angle)) * length, math.cos(math.radians(angle)) * length


def _plus(first: Point, second: Point) -> Point:
    return first[0] + second[0], first[1] + second[1]


class _Tile:
    """The piece of picture a figure covers; each group of parts gets its own rim of light."""

    def __init__(self, canvas: Canvas, foot: Point, height: float, look: Look, facing: float) -> None:
        self.canvas, self.look, self.facing = canvas, look, facing
        self.unit = height * canvas.k
        side = math.ceil(self.unit * 1.7) + 4
        self.image = Image.new("RGBA", (side, side))
        self.origin = (side / 2, side * 0.86)
        self.corner = (round(foot[0] * canvas.k - self.origin[0]), round(foot[1] * canvas.k - self.origin[1]))

    def at(self, point: Point) -> Point:
        return self.origin[0] + point[0] * self.facing * self.unit, self.origin[1] + point[1] * self.unit

    def out(self, point: Point) -> Point:
        x, y = self.at(point)
        return (x + self.corner[0]) / self.canvas.k, (y + self.corner[1]) / self.canvas.k

    def limb(self, draw: ImageDraw.ImageDraw, points: list[Point], radii: list[float]) -> None:
        """A tapered limb through joints, round at each."""
        for (p, r), (q, s) in zip(
            zip(points, radii, strict=True), list(zip(points, radii, strict=True))[1:], strict=False
        ):
            angle = math.atan2(q[1] - p[1], q[0] - p[0]) + math.pi / 2
            nx, ny = math.cos(angle), math.sin(angle)
            edge = [(p[0] + nx * r, p[1] + ny * r), (q[0] + nx * s, q[1] + ny * s)]
            back = [(q[0] - nx * s, q[1] - ny * s), (p[0] - nx * r, p[1] - ny * r)]
            draw.polygon([self.at(e) for e in edge + back], fill=255)
        for point, r in zip(points, radii, strict=True):
            x, y = self.at(point)
            draw.ellipse(
                [x - r * self.unit, y - r * self.unit, x + r * self.unit, y + r * self.unit], fill=255
            )

    def shape(self, draw: ImageDraw.ImageDraw, points: list[Point]) -> None:
        draw.polygon([self.at(p) for p in smooth(points)], fill=255)

    def mask(self) -> tuple[Image.Image, ImageDraw.ImageDraw]:
        image = Image.new("L", self.image.size)
        return image, ImageDraw.Draw(image)

    def put(self, mask: Image.Image, colour: Colour, *, rim: bool = True) -> None:
        box = mask.getbbox()
        if box is None:
            return
        grown = (max(0, box[0] - 8), max(0, box[1] - 8), box[2] + 8, box[3] + 8)
        mask = mask.crop(grown)
        self.image.paste((*rgb(colour), 255), grown[:2], mask)
        if self.look.rim is None or not rim:
            return
        width = max(1.0, self.unit * 0.011)
        away = ImageChops.offset(mask, round(-self.look.light[0] * width), round(-self.look.light[1] * width))
        edge = ImageChops.subtract(mask, away).filter(ImageFilter.GaussianBlur(width * 0.35))
        edge = ImageChops.multiply(edge, mask).point(lambda v: v * 0.85)
        self.image.paste((*rgb(self.look.rim), 255), grown[:2], edge)


def figure(
    canvas: Canvas, foot: Point, height: float, pose: Pose, look: Look, *, facing: float = 1
) -> Joints:
    """Draw one figure standing at `foot`, and say where its hands are."""
    tile = _Tile(canvas, foot, height, look, facing)
    spread = 0.045 if pose.front else 0.0
    up = (math.sin(math.radians(pose.lean)), -math.cos(math.radians(pose.lean)))
    legs = []
    for (thigh, shin), side in ((pose.far_leg, -1.0), (pose.near_leg, 1.0)):
        turn = side if pose.front else 1.0
        top = (side * spread, 0.0)
        knee = _plus(top, _toward(thigh, 0.25, turn))
        legs.append((top, knee, _plus(knee, _toward(shin, 0.235, turn))))
    drop = -max(leg[2][1] for leg in legs) - 0.02
    legs = [((a[0], a[1] + drop), (b[0], b[1] + drop), (c[0], c[1] + drop)) for a, b, c in legs]
    hip = (0.0, drop)
    neck = (up[0] * 0.30, drop + up[1] * 0.30)
    shoulder = (up[0] * 0.265, drop + up[1] * 0.265)
    arms = []
    for (upper, fore), side in ((pose.far_arm, -1.0), (pose.near_arm, 1.0)):
        turn = side if pose.front else 1.0
        top = (shoulder[0] + side * (0.086 if pose.front else 0.0), shoulder[1] + 0.018)
        elbow = _plus(top, _toward(upper, 0.165, turn))
        arms.append((top, elbow, _plus(elbow, _toward(fore, 0.155, turn))))
    far = 0.0 if pose.front else 0.35
    _leg(tile, legs[0], mix(look.legs, "#000000", far), front=pose.front, side=-1.0)
    _arm(tile, arms[0], mix(look.coat, "#000000", far), look.skin)
    _leg(tile, legs[1], look.legs, front=pose.front, side=1.0)
    _trunk(tile, hip, neck, pose)
    head = _head(tile, neck, pose)
    _arm(tile, arms[1], look.coat, look.skin)
    canvas.image.paste(tile.image, tile.corner, tile.image.getchannel("A"))
    return Joints(tile.out(arms[1][2]), tile.out(arms[0][2]), tile.out(head), tile.out(hip), tile.out(neck))


def _leg(tile: _Tile, leg: tuple[Point, Point, Point], colour: Colour, *, front: bool, side: float) -> None:
    mask, draw = tile.mask()
    tile.limb(draw, list(leg), [0.062, 0.045, 0.034])
    x, y = leg[2]
    if front:
        tile.shape(
            draw,
            [
                (x - 0.03, y - 0.03),
                (x + 0.03, y - 0.03),
                (x + 0.042 + side * 0.012, y + 0.02),
                (x - 0.042 + side * 0.012, y + 0.02),
            ],
        )
    else:
        tile.shape(
            draw,
            [
                (x - 0.04, y - 0.03),
                (x + 0.02, y - 0.03),
                (x + 0.10, y - 0.002),
                (x + 0.105, y + 0.022),
                (x - 0.04, y + 0.022),
            ],
        )
    tile.put(mask, colour)


def _arm(tile: _Tile, arm: tuple[Point, Point, Point], colour: Colour, skin: Colour) -> None:
    mask, draw = tile.mask()
    (ex, ey), (wx, wy) = arm[1], arm[2]
    palm = (wx + (wx - ex) * 0.20, wy + (wy - ey) * 0.20)
    tile.limb(draw, [arm[2], palm], [0.021, 0.024])
    tile.put(mask, skin)
    mask, draw = tile.mask()
    tile.limb(draw, list(arm), [0.045, 0.037, 0.028])
    tile.put(mask, colour)


def _trunk(tile: _Tile, hip: Point, neck: Point, pose: Pose) -> None:
    mask, draw = tile.mask()
    ax, ay = neck[0] - hip[0], neck[1] - hip[1]
    length = math.hypot(ax, ay)
    ax, ay = ax / length, ay / length
    hem = 0.20 if tile.look.long else 0.035

    def on(along: float, across: float) -> Point:
        return hip[0] + ax * along - ay * across, hip[1] + ay * along + ax * across

    if pose.front:
        half = [(0.30, 0.03), (0.275, 0.10), (0.24, 0.135), (0.15, 0.112), (0.06, 0.104), (-hem, 0.112)]
        outline = [on(a, b) for a, b in half] + [on(a, -b) for a, b in reversed(half)]
    else:
        front = [(0.30, 0.025), (0.25, 0.075), (0.16, 0.085), (0.06, 0.078), (-hem, 0.082)]
        back = [(-hem, -0.078), (0.06, -0.062), (0.17, -0.072), (0.255, -0.066), (0.30, -0.03)]
        outline = [on(a, b) for a, b in front + back]
    tile.shape(draw, outline)
    tile.put(mask, tile.look.coat)
    if tile.look.stripe is not None:
        band, pen = tile.mask()
        for along in (0.075, 0.135):
            tile.limb(pen, [on(along, -0.16), on(along, 0.16)], [0.011, 0.011])
        tile.put(ImageChops.multiply(band, mask), tile.look.stripe, rim=False)


def _head(tile: _Tile, neck: Point, pose: Pose) -> Point:
    tilt = math.radians(pose.lean * 0.55 + pose.head)
    head = (neck[0] + math.sin(tilt) * 0.092, neck[1] - math.cos(tilt) * 0.092)

    def on(x: float, y: float) -> Point:
        return (
            head[0] + x * math.cos(tilt) - y * math.sin(tilt),
            head[1] + x * math.sin(tilt) + y * math.cos(tilt),
        )

    mask, draw = tile.mask()
    tile.limb(draw, [neck, on(-0.005, 0.02)], [0.036, 0.034])
    if pose.front:
        face = [(-0.048, -0.03), (0, -0.066), (0.048, -0.03), (0.042, 0.03), (0, 0.062), (-0.042, 0.03)]
    else:
        face = [
            (-0.055, -0.02),
            (-0.01, -0.066),
            (0.048, -0.04),
            (0.052, -0.005),
            (0.064, 0.012),
            (0.05, 0.022),
            (0.045, 0.05),
            (0.01, 0.06),
            (-0.042, 0.03),
        ]
    tile.shape(draw, [on(*p) for p in face])
    tile.put(mask, tile.look.skin)
    mask, draw = tile.mask()
    for part in HATS[tile.look.hat](0.0 if pose.front else 1.0):
        draw.polygon([tile.at(on(*p)) for p in part], fill=255)
    tile.put(mask, tile.look.hat_colour)
    return head
