"""The one door to the sample works: a name and a seed give a picture, a recording or a film."""

import io
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace
from PIL import Image, ImageEnhance, ImageOps

from generator.demo import film as _film
from generator.demo import sound as _sound
from generator.demo.curves import Point
from generator.demo.paint import Canvas
from generator.demo.portraits import PORTRAITS as _PORTRAITS
from generator.demo.posters import POSTERS as _POSTERS
from generator.demo.scenes import (
    city,
    coast,
    dispatch,
    fishery,
    forge,
    indoors,
    land,
    mill,
    pit,
    rail,
    street,
    ward,
)

Size = tuple[int, int]


class _Scene(Struct, frozen=True):
    draw: Callable[[Canvas, int], None]
    units: Point = (1500, 1000)
    focus: Point = (0.5, 0.5)
    frames: int = 1


_TALL = (1000.0, 1500.0)
_SCENES = {
    "welder": _Scene(forge.welder),
    "steelworks": _Scene(forge.steelworks),
    "harbour": _Scene(coast.harbour),
    "nightcity": _Scene(city.nightcity),
    "lineman": _Scene(land.lineman, _TALL, (0.5, 0.6)),
    "mountains": _Scene(land.mountains),
    "dawnteam": _Scene(city.dawnteam),
    "bridge": _Scene(coast.bridge),
    "gears": _Scene(forge.gears),
    "teafield": _Scene(land.teafield, (1200, 1200), (0.5, 0.7)),
    "textile": _Scene(mill.textile, frames=5),
    "courier": _Scene(street.courier),
    "railway": _Scene(rail.railway, frames=5),
    "windfarm": _Scene(coast.windfarm),
    "crane": _Scene(city.crane, _TALL, (0.5, 0.5)),
    "classroom": _Scene(indoors.classroom),
    "sweepers": _Scene(street.sweepers),
    "mine": _Scene(pit.mine),
    "fishing": _Scene(fishery.fishing, frames=5),
    "control": _Scene(dispatch.control),
    "greenhouse": _Scene(land.greenhouse),
    "nurse": _Scene(ward.nurse, _TALL, (0.5, 0.45)),
}

SCENES = tuple(_SCENES)
POSTERS = tuple(_POSTERS)
PORTRAITS = tuple(_PORTRAITS)
SONGS = _sound.SONGS
SPOKEN = _sound.SPOKEN
FILMS = _film.FILMS


def picture(name: str, *, seed: int = 0, size: Size | None = None, **words: str) -> Image.Image:
    """Draw a scene, poster or portrait.

    The same arguments give the same pixels. `size` is width and height in pixels; a scene is cut to its
    proportions, a poster or portrait stands on its ground. `words` may replace `title`, `line1`, `line2` and
    `colour` (#RRGGBB) of a poster, `title` and `line1` of a cover, `title` of a logo. A seed other than 0 changes details, side and light; for the series
    textile, railway and fishing the seeds 0 to 4 are five different frames.

    Raises KeyError for an unknown name and ValueError for words a picture does not have.
    """
    if name in _SCENES:
        if words:
            raise ValueError(f"a scene says no words: {', '.join(sorted(words))}")
        return _scene(_SCENES[name], seed, size)
    if name in _POSTERS:
        draw, usual = _POSTERS[name]
        units: Point = (900, 1200)
        native = (1500, 2000)
    else:
        draw, usual, units = _PORTRAITS[name]
        native = (1600, 1600) if units[0] == units[1] else (1200, 1500)
    allowed = {key for key in ("title", "line1", "line2") if getattr(usual, key)}
    if name in _POSTERS:
        allowed.add("colour")
    if set(words) - allowed:
        raise ValueError(f"{name} has no words {', '.join(sorted(set(words) - allowed))}")
    said = replace(usual, **words)
    return _standing(lambda c: draw(c, said, seed), units, size or native, flat=name.startswith("logo"))


def _scene(scene: _Scene, seed: int, size: Size | None) -> Image.Image:
    ratio = scene.units[0] / scene.units[1]
    native = (2400, 1600) if ratio > 1 else (1600, 2400) if ratio < 1 else (2000, 2000)
    c = Canvas(scene.units, size or native)
    scene.draw(c, seed)
    image = c.finish(focus=scene.focus)
    turn = seed // scene.frames
    if turn % 2:
        image = ImageOps.mirror(image)
    if turn:
        image = ImageEnhance.Color(image).enhance((1.0, 0.82, 1.12, 0.68)[turn % 4])
        image = ImageEnhance.Brightness(image).enhance((1.0, 1.07, 0.93)[turn % 3])
    return image


def _standing(draw: Callable[[Canvas], None], units: Point, size: Size, *, flat: bool) -> Image.Image:
    """Draw in the own proportions; where the asked ones differ much, set it on its ground."""
    scale = min(size[0] / units[0], size[1] / units[1])
    own = (round(units[0] * scale), round(units[1] * scale))
    if min(own[0] / size[0], own[1] / size[1]) > 0.9:
        own = size
    c = Canvas(units, own)
    draw(c)
    image = c.finish(grain=0 if flat else 1.2, vignette=0 if flat else 0.05)
    if own == size:
        return image
    ground = image.reduce(max(1, min(own) // 40)).getpixel((0, 0))
    sheet = Image.new("RGB", size, ground)
    sheet.paste(image, ((size[0] - own[0]) // 2, (size[1] - own[1]) // 2))
    return sheet


def jpeg(image: Image.Image, quality: int = 82) -> bytes:
    """The picture as a JPEG file without any metadata."""
    out = io.BytesIO()
    image.convert("RGB").save(
        out, "JPEG", quality=quality, optimize=True, progressive=True, subsampling="4:2:0"
    )
    return out.getvalue()


def png(image: Image.Image) -> bytes:
    """The picture as a PNG file; flat art is brought down to 256 colours, which its eye does not miss."""
    out = io.BytesIO()
    flat = image.convert("RGB").quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    flat.save(out, "PNG", optimize=True)
    return out.getvalue()


def audio(name: str, *, seconds: float, seed: int = 0) -> bytes:
    """Play a song or a recitation: MP3, 44.1 kHz; songs stereo at 64 kbit/s, speech mono at 48 kbit/s.

    The same arguments give the same bytes. Raises KeyError for an unknown name.
    """
    return _sound.mp3(name, seconds=seconds, seed=seed)


def film(name: str, *, seconds: float, seed: int = 0, size: Size = (1920, 1080), title: str = "") -> bytes:
    """Show a film: MP4, H.264 and AAC, index in front; a title stands in its first seconds.

    The same arguments give the same bytes. Width and height are even; raises KeyError for an unknown name.
    """
    return _film.mp4(name, seconds=seconds, seed=seed, size=size, title=title)
