"""What a file is by its first bytes, whatever it is called. Reads, decodes nothing."""

from __future__ import annotations

import re
from typing import BinaryIO

from generator.media.facts import Kind
from generator.media.refusal import Refusal, damaged

KINDS: dict[str, Kind] = {
    "JPEG": "image",
    "PNG": "image",
    "WEBP": "image",
    "GIF": "image",
    "AVIF": "image",
    "MP3": "audio",
    "M4A": "audio",
    "MP4": "video",
    "MOV": "video",
}
_HEAD = 4096
_SIGNS = (
    (rb"\xff\xd8\xff", "JPEG"),
    (rb"\x89PNG\r\n\x1a\n", "PNG"),
    (rb"GIF8[79]a", "GIF"),
    (rb"RIFF....WEBP", "WEBP"),
    (rb"....(moov|mdat|wide|free|skip|pnot)", "MOV"),
)
_FORBIDDEN = (
    (rb"RIFF....WAVE", "WAV 声音"),
    (rb"RIFF....AVI ", "AVI 视频"),
    (rb"(II\*\x00|MM\x00\*|II\+\x00|MM\x00\+)", "TIFF 图片"),
    (rb"BM.{4}\x00\x00", "BMP 图片"),
    (rb"%PDF-", "PDF 文件"),
    (rb"8BPS", "PSD 图片"),
    (rb"\x00\x00\x01\x00", "ICO 图标"),
    (rb"\x00\x00\x00\x0cjP  |\xff\x4f\xff\x51", "JPEG 2000 图片"),
    (rb"\x00\x00\x00\x0cJXL |\xff\x0a", "JPEG XL 图片"),
    (rb"%!PS|\xc5\xd0\xd3\xc6", "PostScript 文件"),
    (rb"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "WMV 或 WMA（ASF）"),
    (rb"\x1a\x45\xdf\xa3", "MKV 或 WebM 视频"),
    (rb"FLV\x01", "FLV 视频"),
    (rb"\x00\x00\x01[\xb3\xba]", "MPEG 视频"),
    (rb"\.RMF", "RealMedia 视频"),
    (rb"fLaC", "FLAC 声音"),
    (rb"OggS", "OGG 声音"),
    (rb"#!AMR", "AMR 声音"),
    (rb"MThd", "MIDI 声音"),
    (rb"\xff[\xf0\xf1\xf8\xf9]", "AAC 声音（没有装进 M4A）"),
    (rb"PK\x03\x04", "ZIP 压缩包或 Office 文档"),
    (rb"Rar!|7z\xbc\xaf|\x1f\x8b", "压缩包"),
    (rb"\xd0\xcf\x11\xe0", "旧版 Office 文档"),
    (rb"MZ|\x7fELF|\xcf\xfa\xed\xfe|#!", "程序"),
)
_TEXTS = (
    (rb"#EXTM3U|ffconcat|\[playlist\]|v=0\s|<smil|<asx|<\?wpl|<MPD", "播放列表，不是视频本身"),
    (rb"<svg|<!DOCTYPE svg", "SVG 图"),
    (rb"<!DOCTYPE html|<html|<head|<body|<script|<meta", "网页"),
    (rb"<\?xml", "XML 文件"),
)
_HEIC = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}
_MP4 = {b"mp41", b"mp42", b"avc1", b"M4V ", b"M4VH", b"M4VP", b"f4v ", b"dash", b"MSNV", b"XAVC"}


def recognise(file: BinaryIO) -> str:
    """The format of an open file, a key of `KINDS`. Raises Refusal E803 naming what else it is, E802 if it is empty."""
    file.seek(0)
    head = file.read(_HEAD)
    if not head:
        raise damaged("文件是空的")
    if head[:3] == b"ID3" and len(head) >= 10:
        size = (head[6] & 127) << 21 | (head[7] & 127) << 14 | (head[8] & 127) << 7 | head[9] & 127
        file.seek(10 + size)
        sound = file.read(_HEAD)
        if mp3_frame(sound) is None:
            raise Refusal("E803", seems=_seems(sound) or "带 ID3 标签但不是 MP3 的文件")
        return "MP3"
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    for sign, name in _SIGNS:
        if re.match(sign, head, re.DOTALL):
            return name
    known = _seems(head)
    if known is None and mp3_frame(head[:4]) == 0:
        return "MP3"
    raise Refusal("E803", seems=known or "认不出的文件")


def mp3_frame(data: bytes) -> int | None:
    """Where the first header of an MPEG layer III frame stands, None if there is none."""
    for found in re.finditer(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb]", data):
        at = found.start()
        if len(data) > at + 2 and data[at + 2] >> 4 not in (0, 15) and data[at + 2] >> 2 & 3 != 3:
            return at
    return None


_KILOBITS = {
    True: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Bit rates of layer III by index from 1, of MPEG-1 and of MPEG-2 and 2.5 (ISO/IEC 11172-3 and 13818-3)."""
_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}


def mp3_length(data: bytes) -> int | None:
    """Bytes of the MPEG layer III frame that `data` begins with, None if it begins with none."""
    if mp3_frame(data[:4]) != 0:
        return None
    version, rate, padding = data[1] >> 3 & 3, data[2] >> 2 & 3, data[2] >> 1 & 1
    first = version == 3
    kilobits = _KILOBITS[first][(data[2] >> 4) - 1]
    return (144_000 if first else 72_000) * kilobits // _RATES[version][rate] + padding


def _seems(head: bytes) -> str | None:
    for sign, name in _FORBIDDEN:
        if re.match(sign, head, re.DOTALL):
            return name
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = head.decode("utf-16", "replace").lstrip().encode("utf-8", "replace")
    for sign, name in _TEXTS:
        if re.match(sign, text, re.IGNORECASE):
            return "SVG 图" if name == "XML 文件" and re.search(rb"<svg", text, re.IGNORECASE) else name
    if not re.search(rb"[\x00-\x08\x0e-\x1a\x7f]", head):
        return "文字"
    return None


def _by_brand(head: bytes) -> str:
    size = int.from_bytes(head[:4], "big")
    major = head[8:12]
    brands = {major} | {head[at : at + 4] for at in range(16, min(size, len(head)) - 3, 4)}
    if brands & {b"avif", b"avis"}:
        return "AVIF"
    if major in _HEIC:
        raise Refusal("E803", seems="HEIC 照片（苹果手机的格式）")
    if major == b"qt  ":
        return "MOV"
    if major in (b"M4A ", b"M4B "):
        return "M4A"
    if brands & _MP4 or any(re.match(rb"iso[m\d]", brand) for brand in brands):
        return "MP4"
    name = major.decode("ascii", "replace").strip() if major.isascii() and major.strip().isalnum() else "不明"
    raise Refusal(
        "E803", seems=f"3GP 视频（{name}）" if major[:2] == b"3g" else f"MP4 一类的文件，但标记是 {name}"
    )
