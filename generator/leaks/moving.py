"""Sound and film: everything beside pictures and sound. Tags stand in one piece, so blocks are enough; nothing is decoded."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from generator.leaks.charsets import legible_runs
from generator.leaks.reading import Part, Reading
from generator.values.patterns import late

_FILM = late(rb"(?s)....(?:ftyp|moov|mdat|wide|free|skip|pnot|moof|styp)")
_FRAME = late(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb]")
_CONTENT = frozenset({b"mdat"})
_TABLES = frozenset({b"stts", b"stsz", b"stco", b"co64", b"stsc", b"stss", b"ctts", b"sdtp", b"sbgp"})
_NESTED = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf", b"edts", b"dinf"})
_NAMES = {b"udta": "视频信息", b"meta": "视频信息", b"uuid": "视频的附加信息"}
_DEEP = 8


def is_film(data: bytes) -> bool:
    """Whether this is an MP4, MOV, M4A, HEIC or AVIF file."""
    return bool(_FILM.match(data))


def is_sound(data: bytes) -> bool:
    """Whether this is an MP3 file, tagged at either end or not."""
    return data.startswith(b"ID3") or bool(_FRAME.match(data)) or data[-128:-125] == b"TAG"


def film(data: bytes, *, deep: int = 0) -> Iterator[Part | Reading]:
    """Every atom: of pictures and sound what is legible, of the tables of samples nothing, all else as it is."""
    at = 0
    while at + 8 <= len(data):
        (size,) = struct.unpack_from(">I", data, at)
        kind, head = data[at + 4 : at + 8], 8
        if size == 1 and at + 16 <= len(data):
            (size,) = struct.unpack_from(">Q", data, at + 8)
            head = 16
        if size == 0 or at + size > len(data):
            size = len(data) - at
        if size < head:
            break
        body = data[at + head : at + size]
        if kind in _CONTENT:
            yield Reading("画面和声音的数据", legible_runs(body))
        elif kind in _NESTED and deep < _DEEP:
            yield from film(body, deep=deep + 1)
        elif kind not in _TABLES:
            yield Part(_NAMES.get(kind, "视频的结构"), body)
        at += size
    if at < len(data):
        yield Part("视频末尾之后", data[at:])


def sound(data: bytes) -> Iterator[Part | Reading]:
    """The tags at both ends (ID3v2, ID3v1, APE), and of the sound between them what is legible."""
    start, end = 0, len(data)
    if data[-128:-125] == b"TAG":
        # an ID3v1 field is 30 bytes long and ends in NULs or blanks, or nowhere: they are told apart, as players do
        tag, end = data[-128:], end - 128
        yield Part("ID3v1 标签", b"\n".join((tag[3:33], tag[33:63], tag[63:93], tag[93:97], tag[97:127])))
    while data[start : start + 3] == b"ID3" and start + 10 <= end:
        size = sum((data[start + 6 + n] & 127) << 21 - 7 * n for n in range(4))
        tag = data[start + 10 : start + 10 + size]
        yield Part("ID3 标签", tag)
        if b"\xff\x00" in tag:  # unsynchronised: a zero was put behind every FF
            yield Part("ID3 标签", tag.replace(b"\xff\x00", b"\xff"))
        start += 10 + size
    ape = data.find(b"APETAGEX", max(start, end - 1_000_000), end)
    if ape >= 0:
        yield Part("APE 标签", data[ape + 8 : end])
        end = ape
    yield Reading("声音数据", legible_runs(data[start:end]))
