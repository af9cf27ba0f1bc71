"""Films of the sample works: drawn frame by frame, with music, written as MP4."""

import itertools
import tempfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import Colorspace
from PIL import Image

from generator.demo import journeys, reels, stories, toys
from generator.demo.lettering import fitting
from generator.demo.motion import Reel
from generator.demo.paint import Canvas, mix
from generator.demo.sound import frames, samples
from generator.demo.tones import RATE

_UNITS = (1920.0, 1080.0)
# few frames keep a film of 12 s below 600 KB; 24 would double its size and drawing time
_RATE = 12

# what draws it, its music and the seed of it, and how coarsely it may be coded: much movement, more coarsely
_FILMS: dict[str, tuple[Reel, str, int, int]] = {
    "film_city": (reels.city, "song_river", 0, 37),
    "film_team": (reels.team, "song_morning", 0, 37),
    "film_rail": (journeys.rail, "song_line", 0, 31),
    "film_line": (journeys.line, "song_harbour", 0, 33),
    "film_code": (stories.code, "song_march", 3, 29),
    "film_hand": (toys.hand, "song_march", 0, 35),
    "film_cartoon": (toys.cartoon, "song_morning", 5, 31),
    "film_micro": (stories.micro, "song_lullaby", 0, 34),
}

FILMS = tuple(_FILMS)


def stills(
    name: str, *, count: int, seed: int, size: tuple[int, int], title: str = ""
) -> Iterator[Image.Image]:
    """The frames of a film in order; raises KeyError for an unknown name."""
    reel = _FILMS[name][0]
    c = Canvas(_UNITS, size, over=1.25)
    draw = reel(c, seed)
    for i in range(count):
        u = i / max(1, count - 1)
        view = draw(u)
        _titles(c, i / _RATE, title)
        zoom = 1 + view.zoom
        scale = max(size[0] / c.image.width, size[1] / c.image.height) * zoom
        wide, high = size[0] / scale, size[1] / scale
        x, y = (c.image.width - wide) * view.at[0], (c.image.height - high) * view.at[1]
        still = c.image.resize(size, Image.Resampling.BILINEAR, box=(x, y, x + wide, y + high))
        dim = min(1.0, (i + 1) / 6, (count - i) / 8)
        yield still if dim == 1 else still.point([round(v * dim) for v in range(256)] * 3)


def _titles(c: Canvas, now: float, title: str) -> None:
    c.text((1840, 1010), "示例", 34, "#FFFFFF", anchor="rs")
    if title and now < 2.6:
        share = min(1.0, now / 0.4, (2.6 - now) / 0.4)
        size = fitting(title, 1500, 120)
        c.rect((0, 440), (1920, 640), "#000000", alpha=0.42 * share)
        c.text((960, 540), title, size, mix("#4A4640", "#FFF6E4", share), anchor="mm")


def _tree(width: int) -> int:
    """Whether x264 may use its macroblock tree (1 or 0), which saves a third of a film.

    It gave other bytes for the same frames at widths of 320, 322 and 854, never at 640, 1280 and 1920: its fast
    code works on eight blocks of 16 pixels at a time.
    """
    return int(width % 128 == 0)


def mp4(name: str, *, seconds: float, seed: int, size: tuple[int, int], title: str = "") -> bytes:
    """The film as an MP4 file, H.264 and AAC, with its index in front.

    One thread, fixed settings and no clock: the same arguments give the same bytes with the same libraries.
    """
    count = max(2, round(seconds * _RATE))
    _, music, tune, coarse = _FILMS[name]
    sound = samples(music, seconds=count / _RATE, seed=seed + tune)
    # FFmpeg moves the index to the front by reading the file again, which needs a file with a name
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"
        options = {"movflags": "+faststart", "fflags": "+bitexact"}
        with av.open(str(path), "w", format="mp4", options=options) as box:
            video = box.add_stream("libx264", rate=_RATE)
            video.width, video.height, video.pix_fmt = size[0], size[1], "yuv420p"
            video.options = {
                "crf": str(coarse),
                "preset": "faster",
                "tune": "animation",
                "threads": "1",
                "g": "60",
                "x264-params": f"mbtree={_tree(size[0])}:colormatrix=bt709:colorprim=bt709:transfer=bt709",
            }
            voice = box.add_stream("aac", rate=RATE)
            voice.bit_rate = 48000
            voice.layout = "stereo"
            for i, still in enumerate(stills(name, count=count, seed=seed, size=size, title=title)):
                frame = av.VideoFrame.from_ndarray(np.asarray(still), format="rgb24")
                frame = frame.reformat(format="yuv420p", dst_colorspace=Colorspace.ITU709)
                frame.pts, frame.time_base = i, Fraction(1, _RATE)
                box.mux(video.encode(frame))
            box.mux(video.encode(None))
            for packet in itertools.chain.from_iterable(
                voice.encode(part) for part in [*frames(sound, 1024), None]
            ):
                box.mux(packet)
        return path.read_bytes()
