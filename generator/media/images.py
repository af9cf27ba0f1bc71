"""Entrants' pictures, opened and looked at. Runs in the worker.

The one door to Pillow's decoders: one named decoder, no truncated files, every pixel bomb an error.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from PIL import (
    AvifImagePlugin,
    GifImagePlugin,
    Image,
    ImageFile,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    WebPImagePlugin,
)

from generator.media.colours import mean_colour, to_rgb
from generator.media.facts import PIXEL_LIMIT
from generator.media.memory import BUDGET, Memory
from generator.media.recipe import picture_sizes
from generator.media.refusal import Refusal, damaged

Then = Callable[[Image.Image, tuple[int, int]], None]
"""Takes a picture as it was decoded, and its upright size."""

DECODERS = (
    AvifImagePlugin,
    GifImagePlugin,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    WebPImagePlugin,
)
"""Loaded now: later the worker cannot open files, and Pillow would look for them."""

_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_OVERHEAD = {"JPEG": 0, "PNG": 0, "GIF": 2, "WEBP": 12, "AVIF": 5}
"""Bytes that a decoder takes for each pixel besides the picture itself (measured; WebP holds two canvases and a copy)."""

_DEPTH = {"1": 1, "L": 1, "P": 1, "I;16": 2}
_STRIP_PIXELS = 4_000_000

Image.MAX_IMAGE_PIXELS = PIXEL_LIMIT
ImageFile.LOAD_TRUNCATED_IMAGES = False
AvifImagePlugin.DEFAULT_MAX_THREADS = 1
warnings.simplefilter("error", Image.DecompressionBombWarning)


def measure(
    file: BinaryIO, form: str, *, thorough: bool, memory: Memory, then: Then | None = None
) -> dict[str, Any]:
    """Upright size of the picture; with `thorough` the file is read to its end and the mean colour told.

    `then` is given the decoded picture, to make of it what is published: decoding twice would take a tenth more time.
    Raises Refusal E802 or E804.
    """
    with opened(file, form) as image:
        width, height = upright_size(image)
        facts: dict[str, Any] = {"kind": "image", "format": form, "width": width, "height": height}
        lying = as_it_lies(picture_sizes(width, height)[-1], orientation(image))
        wanted = need(image, form, lying)
        if thorough:
            with memory.hold(wanted):
                facts["colour"] = mean_colour(to_rgb(_small(image, form, lying)))
                if then:
                    then(image, (width, height))
                image.close()  # what it holds is given back before it is promised to another thread
        return facts


def _small(image: Image.Image, form: str, lying: tuple[int, int]) -> Image.Image:
    """The picture decoded as for `lying`, and made small for its mean: the same whether anything else is made of it."""
    if form != "JPEG":
        return shrunk(image, (32, 32))
    image.draft(image.mode, lying)
    image.load()
    return image.reduce(min(8, *image.size))


@contextmanager
def opened(file: BinaryIO, form: str) -> Iterator[Image.Image]:
    """The picture in `file`, by the decoder of `form` alone; whatever goes wrong inside becomes a Refusal."""
    try:
        file.seek(0)
        if form == "WEBP":
            _check_pixels(*_webp_size(file.read(30)), most=BUDGET // 16)
            file.seek(0)
        with Image.open(file, formats=[form]) as image:
            _check_pixels(*image.size)
            yield image
    except (Refusal, MemoryError):
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        found = re.search(r"\d+", str(error))
        raise _too_big(f"约 {int(found[0]) // 10_000 if found else '?'} 万像素") from error
    except Exception as error:
        raise damaged(_reason(error)) from error


def upright_size(image: Image.Image) -> tuple[int, int]:
    """Width and height as the picture is to be seen, without decoding it."""
    return as_it_lies(image.size, orientation(image))


def as_it_lies(size: tuple[int, int], how: int) -> tuple[int, int]:
    """The size of an upright picture in a file of EXIF orientation `how`."""
    return size[::-1] if how >= 5 else size


def orientation(image: Image.Image) -> int:
    """The EXIF orientation, 1 to 8; 1 where there is none or it is broken."""
    exif = Image.Exif()
    try:
        exif.load(image.info.get("exif") or b"")
        value = exif.get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001 - a broken tag turns no picture
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def turned(image: Image.Image, how: int) -> Image.Image:
    """The picture set upright from EXIF orientation `how`."""
    return image.transpose(_TURNS[how]) if how in _TURNS else image


def need(image: Image.Image, form: str, target: tuple[int, int]) -> int:
    """An estimate of the bytes it takes to decode `image` and make `target` of it.

    Raises Refusal E804 where that is more than the worker has, so that what was measured can also be made.
    """
    pixels = image.width * image.height
    depth = _DEPTH.get(image.mode, 4)
    coded = 0.0
    if form == "JPEG":
        coded = pixels * _coefficients(image)
        pixels //= _draft_factor(min(image.width // target[0], image.height // target[1])) ** 2
    factor = (
        max(1, min(image.width // (2 * target[0]), image.height // (2 * target[1]))) if form != "JPEG" else 1
    )
    plain = image.mode in ("RGB", "L", "CMYK", "RGBA")
    copies = 4 if factor > 1 or image.mode == "RGBA" or not plain else 0
    decoding = pixels * (depth + _OVERHEAD[form]) + coded
    working = pixels * depth + pixels // factor**2 * copies + target[0] * target[1] * 10 + coded
    wanted = int(max(decoding, working))
    if wanted > BUDGET:
        most = int(image.width * image.height * BUDGET / wanted) // 1_000_000 * 1_000_000
        raise _too_big(f"{image.width}×{image.height} 像素", most)
    return wanted


def _draft_factor(factor: int) -> int:
    """The scale, 1 2 4 or 8, at which libjpeg decodes what is to be `factor` times smaller."""
    return 1 << max(1, min(factor, 8)).bit_length() - 1


def _coefficients(image: Image.Image) -> float:
    """Bytes a pixel of a progressive JPEG, all of whose coefficients are held at once."""
    layers = getattr(image, "layer", None)
    if not image.info.get("progressive") or not layers:
        return 0
    areas = [layer[1] * layer[2] for layer in layers]
    return float(2 * sum(areas) / max(areas))


def shrunk(image: Image.Image, target: tuple[int, int]) -> Image.Image:
    """The picture as RGB, RGBA, L or CMYK, at most about twice as large as `target` where it was larger.

    Works in strips: converting the whole picture would hold it twice.
    """
    image.load()
    factor = max(1, min(image.width // (2 * target[0]), image.height // (2 * target[1])))
    mode = _plain_mode(image)
    if factor == 1:
        return _plain(image, mode)
    rows = max(1, _STRIP_PIXELS // image.width // factor) * factor
    small = Image.new(mode, (-(-image.width // factor), -(-image.height // factor)))
    for top in range(0, image.height, rows):
        strip = image.crop((0, top, image.width, min(image.height, top + rows)))
        small.paste(_plain(strip, mode).reduce(factor), (0, top // factor))
    if profile := image.info.get("icc_profile"):
        small.info["icc_profile"] = profile
    return small


def _plain_mode(image: Image.Image) -> str:
    if image.mode in ("RGB", "L", "CMYK") and "transparency" not in image.info:
        return image.mode
    if image.mode in ("1", "I;16", "I", "F") and "transparency" not in image.info:
        return "L"
    return "RGBA" if image.has_transparency_data else "RGB"


def _plain(image: Image.Image, mode: str) -> Image.Image:
    if image.mode in ("I;16", "I;16B", "I"):
        profile = image.info.get("icc_profile")
        image = image.convert("I").point(lambda value: value / 257 + 0.5).convert("L")
        image.info = {"icc_profile": profile} if profile else {}
    return image if image.mode == mode else image.convert(mode)


def _check_pixels(width: int, height: int, most: int = PIXEL_LIMIT) -> None:
    if width * height > most:
        raise _too_big(f"{width}×{height} 像素", most)
    if width < 1 or height < 1:
        raise damaged("宽或高是 0")


def _too_big(size: str, most: int = PIXEL_LIMIT) -> Refusal:
    words = f"{most // 10_000} 万像素"
    return Refusal("E804", size=size, limit=words if most == PIXEL_LIMIT else f"这种格式 {words}")


def _webp_size(head: bytes) -> tuple[int, int]:
    """Canvas of a WebP: its decoder takes the memory for it before it can be asked (RFC 9649)."""
    kind, data = head[12:16], head[20:30]
    if len(data) < 10:
        raise damaged("文件不完整，可能没有传完")
    if kind == b"VP8X":
        return 1 + int.from_bytes(data[4:7], "little"), 1 + int.from_bytes(data[7:10], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(data[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    return int.from_bytes(data[6:8], "little") & 0x3FFF, int.from_bytes(data[8:10], "little") & 0x3FFF


def _reason(error: Exception) -> str:
    words = str(error).lower()
    if "truncated" in words or "end of" in words or isinstance(error, EOFError):
        return "文件不完整，可能没有传完"
    if "decompressed data too large" in words or "too much memory" in words or "too large" in words:
        return "附带的数据展开后大得不正常"
    return "图片解不开"
