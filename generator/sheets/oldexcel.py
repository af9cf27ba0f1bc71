"""What the reader of workbooks does not tell of an old .xls: the cells that show an error, as [MS-CFB] and [MS-XLS] store them."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_MORE = 0xFFFFFFFA
"""Sector numbers from here on mean free, end of a chain, or a table ([MS-CFB] 2.1)."""
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_SHEET, _START, _END, _ERROR, _FORMULA = 0x0085, 0x0809, 0x000A, 0x0205, 0x0006

Key = tuple[int, int]


def error_cells(data: bytes) -> list[dict[Key, str]]:
    """Of each sheet in the order of the file, what stands in its error cells by (row, column) from 1.

    Empty for what is no such file or cannot be followed: this is said besides, the reader itself refuses what is broken.
    """
    try:
        stream = _workbook(data)
        return [_errors(stream, start) for start in _starts(stream)]
    except (struct.error, IndexError, ValueError):
        return []


def _workbook(data: bytes) -> bytes:
    """The stream `Workbook` of a compound file."""
    if not data.startswith(_MAGIC):
        return b""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    tables = list(struct.unpack_from("<109I", data, 76))
    after = struct.unpack_from("<I", data, 68)[0]
    per = size // 4
    seen = 0
    while after < _NO_MORE and seen <= len(data) // size:
        more = struct.unpack_from(f"<{per}I", data, (after + 1) * size)
        tables += more[:-1]
        after = more[-1]
        seen += 1
    chain: list[int] = []
    for table in tables:
        if table < _NO_MORE:
            chain += struct.unpack_from(f"<{per}I", data, (table + 1) * size)

    def follow(first: int) -> bytes:
        pieces: list[bytes] = []
        sector = first
        while sector < _NO_MORE and len(pieces) <= len(chain):
            pieces.append(data[(sector + 1) * size : (sector + 2) * size])
            sector = chain[sector]
        return b"".join(pieces)

    folder = follow(struct.unpack_from("<I", data, 48)[0])
    for at in range(0, len(folder) - 127, 128):
        length = struct.unpack_from("<H", folder, at + 64)[0]
        if folder[at : at + max(0, length - 2)].decode("utf-16-le", "replace") in ("Workbook", "Book"):
            first, long = struct.unpack_from("<II", folder, at + 116)
            return follow(first)[:long] if long >= 4096 else b""  # a shorter one lies in the small stream
    return b""


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _starts(stream: bytes) -> list[int]:
    """Where the sheets begin, in the order of their tabs."""
    found = []
    for kind, body in _records(stream, 0):
        if kind == _SHEET:
            found.append(struct.unpack_from("<I", body)[0])
        elif kind == _END:
            break
    return found


def _errors(stream: bytes, start: int) -> dict[Key, str]:
    found: dict[Key, str] = {}
    depth = 0
    for kind, body in _records(stream, start):
        depth += (kind == _START) - (
            kind == _END
        )  # a chart inside a sheet has a beginning and an end of its own
        if depth == 0:
            break
        if kind == _ERROR and body[7] == 1:
            row, column = struct.unpack_from("<HH", body)
            found[row + 1, column + 1] = _ERRORS.get(body[6], "#")
        elif kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
            row, column = struct.unpack_from("<HH", body)
            found[row + 1, column + 1] = _ERRORS.get(body[8], "#")
    return found
