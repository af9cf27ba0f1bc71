"""What is known of a media file once it has been measured, and what may be wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct, field

Kind = Literal["image", "audio", "video"]

PIXEL_LIMIT = 64_000_000
"""Largest picture that is decoded (design.md section 7)."""

FILE_LIMITS: Mapping[Kind, int] = {"image": 60_000_000, "audio": 200_000_000, "video": 1_000_000_000}
"""Bytes an original may have."""


class Original(Struct, frozen=True):
    """A file of an entrant: `key` names it in reports (campaign, entry, file name), `path` is where it stands.

    `sha256` is what the entry says of its content, where it says it. `thorough` asks for the file to be decoded, not
    only looked at: what is published must be whole. `ai_use` is how what is made of it will be labelled, where that is known.
    """

    key: tuple[str, str, str]
    path: Path
    sha256: str | None = None
    thorough: bool = True
    ai_use: Literal["none", "assisted", "generated"] | None = None


class Facts(Struct, frozen=True):
    """What measuring an original told. Widths and heights are pixels of the upright picture, `duration` is in seconds.

    `format` is by content, never by name: JPEG PNG WEBP GIF AVIF MP3 M4A MP4 MOV. `colour` (`#rrggbb`) is the mean of
    the picture or of the poster frame; `peaks` are 40 loudness steps of a sound, 0 to 100. Both only when thorough.
    """

    sha256: str
    size: int
    kind: Kind
    format: str
    width: int = 0
    height: int = 0
    duration: float = 0.0
    codecs: tuple[str, ...] = ()
    colour: str = ""
    peaks: tuple[int, ...] = ()


class MediaFault(Struct, frozen=True):
    """Why an original cannot be published: a code of messages.toml and what its sentence needs."""

    key: tuple[str, str, str]
    code: str
    detail: Mapping[str, str] = field(default_factory=dict)
