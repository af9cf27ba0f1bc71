"""Pictures: everything in them that is no pixel. Walks the blocks of JPEG, PNG, WebP and GIF, decodes no picture."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from generator.leaks.packed import inflated
from generator.leaks.reading import Budget, Part
from generator.values.patterns import late

_JPEG_PARTS = {0xE1: "EXIF 或 XMP", 0xE2: "ICC", 0xED: "IPTC", 0xFE: "图片里的注释"}
_JFIF = late(rb"JFIF\0\x01[\x00-\x02][\x00-\x02].{4}\0\0", re.DOTALL)
"""The version of the format and the density: there is no room for words."""
_SCAN_END = late(rb"\xff[^\x00\xff\xd0-\xd7]")
_PNG_PARTS = {
    b"tEXt": "PNG 文字块",
    b"zTXt": "PNG 文字块",
    b"iTXt": "PNG 文字块",
    b"iCCP": "ICC",
    b"eXIf": "EXIF",
}
_PNG_PIXELS = frozenset({b"IHDR", b"IDAT", b"PLTE", b"tRNS", b"fdAT"})
_RIFF_PARTS = {b"EXIF": "EXIF", b"XMP ": "XMP", b"ICCP": "ICC"}
_RIFF_PIXELS = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM"})
_AFTER = "图片末尾之后"


def jpeg(data: bytes) -> Iterator[Part]:
    """Segments with something to say, small pictures inside them, and what follows the end of the picture."""
    at = 2
    icc = b""
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            break
        (size,) = struct.unpack_from(">H", data, at + 2)
        body = data[at + 4 : at + 2 + size]
        at += 2 + max(2, size)
        if marker == 0xDA:  # the pixels: up to the next marker
            end = _SCAN_END.search(data, at)
            at = end.start() if end else len(data)
        elif marker == 0xE2 and body.startswith(b"ICC_PROFILE\0"):
            icc += body[14:]
        elif marker == 0xE0 and _JFIF.fullmatch(body):
            continue
        elif marker == 0xFE or 0xE0 <= marker <= 0xEF:
            yield from _with_thumbnails(_JPEG_PARTS.get(marker, "图片的附加信息"), body)
    if icc:
        yield Part("ICC", icc)
    if at < len(data):
        yield Part(_AFTER, data[at + 2 if data[at : at + 2] == b"\xff\xd9" else at :])


def png(data: bytes, budget: Budget) -> Iterator[Part]:
    """Every chunk that is no pixel, unpacked, and what follows the last one."""
    at = 8
    while at + 12 <= len(data):
        (size,) = struct.unpack_from(">I", data, at)
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        at += 12 + size
        if kind == b"IEND":
            break
        if kind in _PNG_PIXELS:
            continue
        where = _PNG_PARTS.get(kind, "PNG 数据块")
        yield from _with_thumbnails(where, body)
        if kind in (b"zTXt", b"iCCP", b"iTXt"):
            packed = re.search(rb"\x78[\x01\x5e\x9c\xda]", body)
            if packed:
                yield Part(where, inflated(body[packed.start() :], zlib.MAX_WBITS, budget))
    if at < len(data):
        yield Part(_AFTER, data[at:])


def webp(data: bytes, *, start: int = 12, end: int | None = None) -> Iterator[Part]:
    """Every chunk of a RIFF file that is no pixel, those inside frames of an animation too, and what follows them all."""
    at = start
    size = struct.unpack_from("<I", data, 4)[0] + 8 if end is None else end
    stop = min(len(data), size)
    while at + 8 <= stop:
        kind = data[at : at + 4]
        (length,) = struct.unpack_from("<I", data, at + 4)
        if kind == b"ANMF":
            yield from webp(data, start=at + 24, end=min(stop, at + 8 + length))
        elif kind not in _RIFF_PIXELS:
            yield from _with_thumbnails(
                _RIFF_PARTS.get(kind, "图片的附加信息"), data[at + 8 : at + 8 + length]
            )
        at += 8 + length + (length & 1)
    if end is None and stop < len(data):
        yield Part(_AFTER, data[stop:])


def gif(data: bytes) -> Iterator[Part]:
    """Comments, texts and what applications left; and what follows the end."""
    at = 13 + _palette(data[10:11])
    while at < len(data):
        kind = data[at]
        if kind == 0x21:
            body, end = _blocks(data, at + 2)
            if data[at + 1 : at + 2] != b"\xf9":
                yield Part("GIF 注释", body)
                yield Part("GIF 注释", data[at + 2 : end])  # XMP stands across the blocks
            at = end
        elif kind == 0x2C:
            at = _blocks(data, at + 11 + _palette(data[at + 9 : at + 10]))[1]
        else:
            break
    if at + 1 < len(data):
        yield Part(_AFTER, data[at + 1 :])


def _palette(flags: bytes) -> int:
    return 3 << (flags[0] & 7) + 1 if flags and flags[0] & 0x80 else 0


def _blocks(data: bytes, at: int) -> tuple[bytes, int]:
    """The bytes of a chain of blocks, and where it ends."""
    body = []
    while at < len(data) and data[at]:
        body.append(data[at + 1 : at + 1 + data[at]])
        at += 1 + data[at]
    return b"".join(body), at + 1


def _with_thumbnails(where: str, body: bytes) -> Iterator[Part]:
    """A block, and every picture inside it; texts of EXIF stand in one piece, so it need not be taken apart."""
    yield Part(where, body)
    for found in re.finditer(rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n", body):
        if found.start():
            yield Part(f"{where} 里的小图", body[found.start() :])
            return
