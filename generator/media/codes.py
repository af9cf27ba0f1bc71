"""QR codes (ISO/IEC 18004), the one door to segno. Draws addresses of ours and printed ones; reads nothing."""

from __future__ import annotations

import struct
import zlib

from generator.media.drawings import QUIET_ZONE, code_modules, code_scale, code_version

_MASK = 2
"""Weighing all eight masks against each other takes four fifths of the time (5 ms a code). Of 80 addresses this one was
3 % above the best by the standard's own penalty (7.8.3), 16 % at worst; readers take any."""


def modules(text: str) -> tuple[bytes, ...]:
    """The rows of the code with its quiet zone, a byte a module, 1 is dark. Raises ValueError where it holds too much."""
    version = code_version(text)
    if not version:
        raise ValueError(text)
    import segno  # 25 ms, and many pages name codes that are drawn already

    code = segno.make(
        text,
        error="m",
        version=version,
        mode="byte",
        encoding="utf-8",
        mask=_MASK,
        micro=False,
        boost_error=False,
    )
    side = bytes(QUIET_ZONE)
    quiet = (bytes(code_modules(version)),) * QUIET_ZONE
    return (*quiet, *(side + bytes(row) + side for row in code.matrix), *quiet)


def png(text: str) -> bytes:
    """The code as a PNG of one bit a pixel (ISO/IEC 15948), at the scale of `code_side`."""
    rows = modules(text)
    scale = code_scale(code_version(text))
    side = len(rows) * scale
    spread = {0: "1" * scale, 1: "0" * scale}
    width = -(-side // 8)
    again = (b"\2" + bytes(width)) * (scale - 1)  # filter Up: the same as the line above
    lines = []
    for row in rows:
        bits = "".join([spread[module] for module in row]).ljust(8 * width, "0")
        lines += [b"\0", int(bits, 2).to_bytes(width, "big"), again]
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(b"".join(lines), 9))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
