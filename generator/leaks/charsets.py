"""Bytes as text, whatever encoding they are in; of bytes that are no text, everything that could be some."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from generator.values.patterns import late

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEGIBLE = late(
    rb"(?:[\t\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}){11,}"
)
_WIDE = (
    ("utf-16-le", re.compile(rb"(?s)(?:[\t\n\r\x20-\x7e]\0|.[\x4e-\x9f]|.\x30|[\x01-\x5e]\xff){6,}")),
    ("utf-16-be", re.compile(rb"(?s)(?:\0[\t\n\r\x20-\x7e]|[\x4e-\x9f].|\x30.|\xff[\x01-\x5e]){6,}")),
)
"""ASCII, Chinese characters and their marks in UTF-16, as many on end as the shortest word that is sought."""
_LEGIBLE_SIZE = 4_000_000
"""Beyond so many bytes (sound and pictures of a film) only what is legible is taken out of binary data."""
_TEXT_SIZE = 50_000_000
"""So large may a text in GBK be."""


def plain_text(data: bytes) -> str | None:
    """The text if the bytes are nothing but text in UTF-8 (NUL stands in no text), or begin with a byte order mark."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if b"\0" in data:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def decodings(data: bytes) -> Iterator[str]:
    """Every reading of bytes that may be text, UTF-8 first, then GBK and UTF-16 where they are not plain text.

    Undecodable bytes become U+FFFD and never vanish: what they keep apart is not joined.
    """
    text = plain_text(data)
    if text is not None:
        yield text
        return
    if len(data) > _LEGIBLE_SIZE:
        yield legible_runs(data)
        if b"\0" not in data and len(data) <= _TEXT_SIZE:
            yield data.decode("gb18030", "replace")
        for encoding, wide in _WIDE:
            yield "\n".join(run.decode(encoding, "replace") for run in wide.findall(data))
        return
    yield data.decode("utf-8", "replace")
    yield data.decode("gb18030", "replace")
    for shift in (0, 1):
        yield data[shift:].decode("utf-16-le", "replace")
        yield data[shift:].decode("utf-16-be", "replace")


def legible_runs(data: bytes) -> str:
    """What of binary data is legible as UTF-8, at least eleven characters on end; one run a line."""
    return b"\n".join(_LEGIBLE.findall(data)).decode("utf-8", "replace")
