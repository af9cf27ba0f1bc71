"""Damaged pictures: each is published clean or refused with its name, and the worker lives."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, features

from tests.hostile.tried import MEMORY, REFUSALS, Tried, damaged, tried, unexpected
from tests.media.samples import chunk, encoded, jpeg, laden_jpeg, photo, png

LEAST = 300
EACH = 22
SIGNATURE = b"\x89PNG\r\n\x1a\n"
SCRIPT = b"<script>KANARI</script>"


def _bases() -> dict[str, bytes]:
    image = photo(160, 120)
    second = photo(160, 120, seed=1)
    bases = {
        "baseline.jpg": jpeg(image),
        "progressive.jpg": jpeg(image, progressive=True),
        "cmyk.jpg": jpeg(image.convert("CMYK")),
        "grey.jpg": jpeg(image.convert("L")),
        "laden.jpg": laden_jpeg(image, orientation=6),
        "plain.png": encoded(image, "PNG"),
        "deep.png": png((40, 30), depth=16),
        "palette.png": encoded(image.convert("P"), "PNG", transparency=3),
        "moving.png": encoded(image, "PNG", save_all=True, append_images=[second], duration=100),
        "lossy.webp": encoded(image, "WEBP"),
        "lossless.webp": encoded(image, "WEBP", lossless=True),
        "moving.webp": encoded(image, "WEBP", save_all=True, append_images=[second], duration=100),
        "still.gif": encoded(image.convert("P"), "GIF"),
        "moving.gif": encoded(image, "GIF", save_all=True, append_images=[second], duration=100, loop=0),
    }
    if features.check("avif"):
        bases["still.avif"] = encoded(image, "AVIF", quality=60, speed=10)
    return bases


def _head(width: int, height: int, depth: int = 8, colour: int = 2) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))


def _resized_jpeg(width: int, height: int) -> bytes:
    data = bytearray(jpeg(photo(64, 48)))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def _webp_canvas(width: int, height: int) -> bytes:
    inner = encoded(photo(32, 32), "WEBP")[12:]
    canvas = (
        b"VP8X"
        + struct.pack("<I", 10)
        + bytes(4)
        + (width - 1).to_bytes(3, "little")
        + (height - 1).to_bytes(3, "little")
    )
    return b"RIFF" + struct.pack("<I", 4 + len(canvas) + len(inner)) + b"WEBP" + canvas + inner


def _by_hand() -> dict[str, bytes]:
    """Files that only somebody who means harm makes."""
    body = chunk(b"IDAT", zlib.compress(bytes(1 << 16))) + chunk(b"IEND", b"")
    bomb = zlib.compress(bytes(80_000_000), 9)
    gif = encoded(photo(32, 32).convert("P"), "GIF")
    good = jpeg(photo(64, 48), exif=Image.Exif())
    exif_loop = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x87\x69\0\x04\0\0\0\x01\0\0\0\x08\0\0\0\x08"
    first = encoded(photo(16, 16).convert("P"), "GIF")
    return {
        "huge.png": SIGNATURE + _head(50_000, 50_000) + body,
        "wide.png": SIGNATURE + _head(2**31 - 1, 1) + body,
        "tall.png": SIGNATURE + _head(1, 2**31 - 1) + body,
        "just-too-big.png": SIGNATURE + _head(8_001, 8_000) + body,
        "just-small-enough.png": SIGNATURE + _head(8_000, 8_000) + body,
        "zero.png": SIGNATURE + _head(0, 0) + body,
        "zero-wide.png": SIGNATURE + _head(0, 10) + body,
        "odd-depth.png": SIGNATURE + _head(10, 10, 3, 7) + body,
        "no-data.png": SIGNATURE + _head(10, 10) + chunk(b"IEND", b""),
        "no-head.png": SIGNATURE + body,
        "long-chunk.png": SIGNATURE + _head(10, 10) + b"\xff\xff\xff\xffIDAT" + bytes(100),
        "wrong-sum.png": SIGNATURE + _head(10, 10)[:-4] + bytes(4) + body,
        "profile-bomb.png": SIGNATURE + _head(10, 10) + chunk(b"iCCP", b"x\0\0" + bomb) + body,
        "text-bomb.png": SIGNATURE + _head(10, 10) + chunk(b"zTXt", b"x\0\0" + bomb) * 20 + body,
        "data-bomb.png": SIGNATURE + _head(10, 10) + chunk(b"IDAT", bomb) + chunk(b"IEND", b""),
        "many-chunks.png": SIGNATURE + _head(10, 10) + chunk(b"tEXt", b"a\0b") * 100_000 + body,
        "many-frames.png": SIGNATURE + _head(10, 10) + chunk(b"acTL", b"\xff\xff\xff\xff\0\0\0\0") + body,
        "no-palette.png": SIGNATURE + _head(10, 10, 8, 3) + body,
        "huge.jpg": _resized_jpeg(65_500, 65_500),
        "wide.jpg": _resized_jpeg(65_500, 1),
        "zero.jpg": _resized_jpeg(0, 0),
        "many-segments.jpg": good[:2] + b"\xff\xe1\x00\x02" * 200_000 + good[2:],
        "many-starts.jpg": b"\xff\xd8" * 50_000 + good,
        "only-fill.jpg": b"\xff\xd8" + b"\xff" * 500_000,
        "exif-loop.jpg": good[:2]
        + b"\xff\xe1"
        + struct.pack(">H", len(exif_loop) + 2)
        + exif_loop
        + good[2:],
        "only-start.jpg": b"\xff\xd8\xff",
        "start-end.jpg": b"\xff\xd8\xff\xd9",
        "huge.webp": _webp_canvas(16_384, 16_384),
        "widest.webp": _webp_canvas(1 << 24, 1 << 24),
        "empty.webp": b"RIFF\0\0\0\0WEBP",
        "short.webp": b"RIFF\x04\0\0\0WEBPVP8 ",
        "huge.gif": gif[:6] + b"\xff\xff\xff\xff" + gif[10:],
        "zero.gif": gif[:6] + b"\0\0\0\0" + gif[10:],
        "no-end.gif": gif[:-1],
        "only-head.gif": b"GIF89a",
        "many-frames.gif": first[:-1] + first[first.index(b"\x2c") : -1] * 20_000 + b";",
        "many-extensions.gif": first[:13] + first[13 : 13 + 3 * 256] + b"!\xfe\x01a\0" * 200_000 + b";",
        "script.gif": b"GIF89a/*" + gif[8:] + b"*/=1;window.zbHit=1//",
        "page.jpg": b"<!DOCTYPE html>" + SCRIPT,
        "drawing.jpg": b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>",
        "drawing.png": b"\xef\xbb\xbf  <svg>" + SCRIPT + b"</svg>",
        "entities.jpg": b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg>&a;</svg>",
        "postscript.jpg": b"%!PS-Adobe-3.0 EPSF-3.0\n(KANARI) print\n",
        "document.jpg": b"%PDF-1.7\n" + SCRIPT,
        "archive.jpg": b"PK\x03\x04" + bytes(60),
        "program.jpg": b"\x7fELF" + bytes(60),
        "shell.jpg": b"#!/bin/sh\ntouch /var/zb\n",
        "bitmap.jpg": b"BM" + struct.pack("<IHHI", 100, 0, 0, 54) + bytes(100),
        "icon.jpg": b"\0\0\x01\0\x01\0" + bytes(60),
        "tiff.jpg": b"II*\0\x08\0\0\0" + b"\xff" * 60,
        "photoshop.jpg": b"8BPS\0\x01" + bytes(60),
        "film.jpg": b"\0\0\0\x18ftypisom\0\0\0\0isommp42",
        "telephone.jpg": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        "avif-head.avif": b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf",
        "avif-lies.avif": b"\xff\xff\xff\xffftypavif" + bytes(40),
        "empty.jpg": b"",
        "one-byte.jpg": b"\xff",
        "zeros.jpg": bytes(100_000),
        "text.jpg": b"KANARI\n" * 100,
        "playlist.jpg": b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
        "list.jpg": b"ffconcat version 1.0\nfile /etc/passwd\n",
    }


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return damaged(_bases(), EACH, seed=4) | _by_hand()


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]) -> Tried:
    return tried(tmp_path_factory.mktemp("pictures"), files)


def test_there_are_enough_of_them(files: dict[str, bytes]) -> None:
    assert len(set(files.values())) >= LEAST


def test_every_refusal_is_one_we_know(found: Tried) -> None:
    assert unexpected(found) == {}
    assert {code for code, _ in found.refused.values()} >= {"E802", "E803", "E804"}


def test_some_are_damaged_and_some_survive(found: Tried, files: dict[str, bytes]) -> None:
    """Both happen, or nothing was tried."""
    assert len(found.published) > len(files) // 20
    assert len(found.refused) > len(files) // 4


def test_what_is_published_is_a_picture_of_ours_and_nothing_else(found: Tried) -> None:
    assert found.files
    for path in found.files:
        data = path.read_bytes()
        assert b"KANARI" not in data
        with Image.open(io.BytesIO(data)) as image:
            assert image.format in ("WEBP", "JPEG")
            image.load()
            assert not {"exif", "xmp", "icc_profile", "comment"} & {
                key for key, value in image.info.items() if value
            }
            assert getattr(image, "n_frames", 1) == 1


def test_the_worker_stays_small(found: Tried) -> None:
    assert found.memory < MEMORY


@pytest.mark.parametrize(
    "name", ["huge.png", "huge.jpg", "huge.webp", "huge.gif", "wide.png", "just-too-big.png"]
)
def test_a_bomb_is_refused_by_what_its_head_says(found: Tried, name: str) -> None:
    assert found.refused[name][0] in ("E804", "E802")


def test_a_disguise_is_named(found: Tried, files: dict[str, bytes]) -> None:
    disguised = [
        name
        for name in files
        if name.split(".")[0]
        in ("page", "drawing", "document", "archive", "program", "shell", "playlist", "list")
    ]
    assert {found.refused[name][0] for name in disguised} == {"E803"} <= REFUSALS


def test_sound_pictures_are_published(tmp_path: Path) -> None:
    """The bases themselves: what is damaged above was whole before."""
    bases = _bases()
    assert tried(tmp_path, bases).published == bases.keys()
