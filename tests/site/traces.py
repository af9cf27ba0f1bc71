"""Marks that occur nowhere else, and a search for them in any file, however it is encoded."""

from __future__ import annotations

import binascii
import html
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

_HEAD = "龘"
_FIRST = 0x9E00
"""Rare names of birds: 64 characters stand for six bits each."""
_HAN = re.compile(f"{_HEAD}([{chr(_FIRST)}-{chr(_FIRST + 63)}]{{3}})")
_LATIN = re.compile("zq([0-9a-f]{5})qz")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{12,}")
_STREAM = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")
_ESCAPE = re.compile(r"\\u\{?([0-9a-fA-F]{4,6})\}?|\\x([0-9a-fA-F]{2})|\\([0-9a-fA-F]{4,6}) ?")
_LARGEST = 4_000_000


def latin(number: int) -> str:
    """The mark of a number in letters and figures, for tags that hold no Chinese."""
    return f"zq{number:05x}qz"


def mark(number: int) -> str:
    """The mark of a number, in Chinese and in letters: either half gives it away."""
    han = "".join(chr(_FIRST + (number >> shift & 63)) for shift in (12, 6, 0))
    return f"{_HEAD}{han}{latin(number)}"


def marks_in(data: bytes) -> set[int]:
    """The numbers of all marks in some bytes: as they are, escaped, encoded, or packed."""
    found: set[int] = set()
    for text in _readings(data):
        found.update(int(figures, 16) for figures in _LATIN.findall(text))
        for han in _HAN.findall(text):
            high, middle, low = (ord(character) - _FIRST for character in han)
            found.add(high << 12 | middle << 6 | low)
    return found


def marks_below(*folders: Path) -> dict[int, list[str]]:
    """By mark, the files below the folders in which it occurs (in the content or in the name); links are not followed."""
    found: dict[int, list[str]] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_symlink():
                continue
            name = path.relative_to(folder).as_posix()
            data = (
                name.encode("utf-8", "surrogateescape")
                + b"\n"
                + (path.read_bytes() if path.is_file() else b"")
            )
            for number in marks_in(data):
                found.setdefault(number, []).append(name)
    return found


def _readings(data: bytes) -> Iterator[str]:
    yield from _decoded(data)
    table = bytes.maketrans(b"-_", b"+/")
    runs = [run.translate(table) for run in _BASE64.findall(data)]
    parts = (run[start : -1 if (len(run) - start) % 4 == 1 else None] for run in runs for start in range(4))
    yield from _decoded(b"\n\n".join(binascii.a2b_base64(part + b"==") for part in parts), loosely=False)
    for start in (match.start() for match in _STREAM.finditer(data)):
        try:
            unpacked = zlib.decompressobj(wbits=47).decompress(data[start:], _LARGEST)
        except zlib.error:
            continue
        yield from _decoded(unpacked)


def _decoded(data: bytes, *, loosely: bool = True) -> Iterator[str]:
    plain = data.decode("utf-8", "ignore")
    yield plain
    for shift in (0, 1):
        yield data[shift:].decode("utf-16-le", "ignore")
        yield data[shift:].decode("utf-16-be", "ignore")
    before = ""
    while loosely and plain != before:  # escapes inside escapes
        before, plain = plain, unquote(html.unescape(_ESCAPE.sub(_character, plain)))
        yield plain


def _character(escape: re.Match[str]) -> str:
    code = int(next(group for group in escape.groups() if group), 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
