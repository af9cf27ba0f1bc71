"""Measures in entry rules: durations, sizes, aspect ratios, resolutions. Text in, plain numbers out."""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct

from generator.values.patterns import late

_DURATION = late(
    r"(?:(\d+)\s*(?:h|小时))?\s*(?:(\d+)\s*(?:min|分钟|分))?\s*(?:(\d+(?:\.\d+)?)\s*(?:s|秒))?\Z"
)
_SIZE = late(r"(\d+(?:\.\d+)?)\s*(B|KB|MB|GB|K|M|G)\Z", re.IGNORECASE)
_ASPECT = late(r"(\d{1,3}):(\d{1,3})\Z")
_RESOLUTION = late(r"(\d{2,5})\s*[x×*]\s*(\d{2,5})\Z", re.IGNORECASE)
_LINES = {"720P": (1280, 720), "1080P": (1920, 1080), "2K": (2560, 1440), "4K": (3840, 2160)}
_FACTOR = {"B": 1, "K": 10**3, "M": 10**6, "G": 10**9}


class Measure(Struct, frozen=True):
    """A quantity with the text it was read from; `value` is in seconds, bytes or plain count."""

    text: str
    value: float


class Resolution(Struct, frozen=True):
    """Pixels of the long and of the short side."""

    text: str
    long: int
    short: int


class Aspect(Struct, frozen=True):
    """Width to height, as whole numbers."""

    text: str
    width: int
    height: int


def parse_duration(text: str) -> Measure:
    """Read `6min`, `30s`, `1h30min`, `5分钟` to seconds; ValueError otherwise."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _DURATION.match(plain)
    if not plain or not found or not any(found.groups()):
        raise ValueError(text)
    hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return Measure(text, hours * 3600 + minutes * 60 + seconds)


def parse_size(text: str) -> Measure:
    """Read `50MB` to bytes, 1 MB = 10^6 (IEC 80000-13; DECISIONS.md); ValueError otherwise."""
    found = _SIZE.match(unicodedata.normalize("NFKC", text).strip())
    if not found:
        raise ValueError(text)
    return Measure(text, float(found.group(1)) * _FACTOR[found.group(2)[0].upper()])


def parse_count(text: str) -> Measure:
    """Read a whole number, not negative; ValueError otherwise."""
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise ValueError(text)
    return Measure(text, int(text))


def parse_aspect(text: str) -> Aspect:
    """Read `16:9`, also printed `16：9` or `16: 9`; ValueError otherwise."""
    found = _ASPECT.match(re.sub(r"\s", "", unicodedata.normalize("NFKC", text)))
    if not found or "0" in found.groups():
        raise ValueError(text)
    return Aspect(text, int(found.group(1)), int(found.group(2)))


def parse_resolution(text: str) -> Resolution:
    """Read `1920x1080`, `1920×1080` or `1080P` to long and short side in pixels; ValueError otherwise."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain.upper() in _LINES:
        return Resolution(text, *_LINES[plain.upper()])
    found = _RESOLUTION.match(plain)
    if not found:
        raise ValueError(text)
    one, other = int(found.group(1)), int(found.group(2))
    return Resolution(text, max(one, other), min(one, other))
