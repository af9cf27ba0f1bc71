"""Entrants' pictures, opened and looked at. Runs in the worker.

The one door to Pillow's decoders: one named decoder, no truncated files, every pixel bomb an error.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from PIL import (
    AvifImagePlugin,
    GifImagePlugin,
    Image,
    ImageCms,
    ImageFile,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    WebPImagePlugin,
)

from generator.media.facts import PIXEL_LIMIT
from generator.media.memory import Memory
from generator.media.refusal import Refusal, damaged

PAPER = (0xFF, 0xFD, 0xF8)
"""What shows through a transparent picture (the colour of a card on the site)."""

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
_LONGEST_PROFILE = 4_000_000
_BYTES = {"JPEG": 5, "PNG": 5, "GIF": 9, "WEBP": 13, "AVIF": 13}
"""Bytes of memory for each pixel of the original while it is decoded."""

_STRIP_PIXELS = 4_000_000
_SRGB = ImageCms.createProfile("sRGB")

Image.MAX_IMAGE_PIXELS = PIXEL_LIMIT
ImageFile.LOAD_TRUNCATED_IMAGES = False
AvifImagePlugin.DEFAULT_MAX_THREADS = 1
warnings.simplefilter("error", Image.DecompressionBombWarning)


def measure(file: BinaryIO, form: str, *, thorough: bool, memory: Memory) -> dict[str, Any]:
    """Upright size of the picture; with `thorough` the file is read to its end and the mean colour told.

    Raises Refusal E802 or E804.
    """
    with opened(file, form) as image:
        width, height = upright_size(image)
        facts: dict[str, Any] = {"kind": "image", "format": form, "width": width, "height": height}
        if thorough:
            with memory.hold(need(image, form, (1, 1))):
                if form == "JPEG":
                    image.draft(image.mode, (1, 1))  # an eighth of the size, but every coded byte is read
                small = to_rgb(shrunk(image, (32, 32)))
                facts["colour"] = mean_colour(small)
        return facts


@contextmanager
def opened(file: BinaryIO, form: str) -> Iterator[Image.Image]:
    """The picture in `file`, by the decoder of `form` alone; whatever goes wrong inside becomes a Refusal."""
    try:
        file.seek(0)
        if form == "WEBP":
            _check_pixels(*_webp_size(file.read(30)))
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
    width, height = image.size
    return (height, width) if orientation(image) >= 5 else (width, height)


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
    """An estimate of the bytes it takes to decode `image` and make `target` of it."""
    pixels = image.width * image.height
    if form == "JPEG":
        factor = max(1, min(8, image.width // target[0], image.height // target[1]))
        factor = 1 << factor.bit_length() - 1
        whole = (
            pixels * 4 if image.info.get("progressive") else 0
        )  # its coefficients are held for the whole picture
        return whole + pixels * _BYTES[form] // factor**2 + 40_000_000
    return pixels * _BYTES[form] + 40_000_000


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


def to_rgb(image: Image.Image) -> Image.Image:
    """The picture as RGB or RGBA in sRGB, with nothing of the sender's but the pixels."""
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    if alpha is not None and alpha.getextrema() == (255, 255):
        alpha = None
    rgb = _to_srgb(image if image.mode != "RGBA" else image.convert("RGB"), image.info.get("icc_profile"))
    clean = Image.new("RGB", image.size)
    clean.paste(rgb)
    if alpha is not None:
        clean.putalpha(alpha)
    clean.info = {}
    return clean


def on_paper(image: Image.Image) -> Image.Image:
    """RGBA laid on paper; RGB as it is."""
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGB", image.size, PAPER)
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def mean_colour(image: Image.Image) -> str:
    """The mean as `#rrggbb`."""
    pixel = on_paper(image).resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    assert isinstance(pixel, tuple)
    return "#{:02x}{:02x}{:02x}".format(*(int(part) for part in pixel))


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


def _to_srgb(image: Image.Image, profile: object) -> Image.Image:
    if isinstance(profile, bytes) and 128 <= len(profile) <= _LONGEST_PROFILE:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if image.mode == "RGB" and ImageCms.getProfileDescription(source).startswith("sRGB"):
                return image
            converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
        except Exception:  # noqa: BLE001 - a broken profile is ignored, as browsers do
            return image.convert("RGB")
        if converted is not None:
            return converted
    return image.convert("RGB")


def _check_pixels(width: int, height: int) -> None:
    if width * height > PIXEL_LIMIT:
        raise _too_big(f"{width}×{height} 像素")
    if width < 1 or height < 1:
        raise damaged("宽或高是 0")


def _too_big(size: str) -> Refusal:
    return Refusal("E804", size=size, limit=f"{PIXEL_LIMIT // 10_000} 万像素")


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
