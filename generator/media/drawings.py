"""Posters and QR codes: names and sizes of what is drawn of words, decided before a pixel is touched. Pure.

Like everything in `media/` they are named by what they hold: one that is wanted again is never drawn again, and one of
a work that was taken down is no longer named by anything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import asdict

from generator.media.recipe import AiUse, CardOrder, Output, content_name

LOOK = 2
"""Whoever changes how posters or codes are drawn raises it: new names, as with `RECIPE`."""

CODE_SHOWN = 240
"""Least side of a QR code on the screen, pixels: what phones still take by a long press (domain.md C5)."""
QUIET_ZONE = 4
"""Modules of white around a code (ISO/IEC 18004:2015, 5.3.8)."""
_CODE_BYTES = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331)
"""What versions 1 to 13 hold at error correction M in byte mode (ISO/IEC 18004:2015, table 7); finer ones are not read from a screen."""

POSTER_WIDTH = 1080
"""Pixels: the width of a phone's screen, so that a saved poster is shown as it was drawn."""
PRINT_WIDTH, PRINT_HEIGHT = 800, 900
"""Room for the work's picture, pixels: it stands beside the column in which the slip of the award hangs."""
MAT_MARGIN = 76
_MAT, _LEAST_MAT = 760, 640
"""Height of the mat, pixels: of words alone, and at least."""
_PANEL, _CODE_PANEL = 740, 900
"""Height of the panel below the mat, pixels: without and with a code."""


class PosterWords(Struct, frozen=True):
    """What stands on a poster; each may be empty. `lead` is shown where there is no picture; `url` becomes its code."""

    site: str
    note: str
    url: str
    kicker: str = ""
    title: str = ""
    by: str = ""
    unit: str = ""
    award: str = ""
    first: bool = False
    foot: str = ""
    lead: str = ""
    ai: str = ""


class PosterOrder(Struct, frozen=True):
    """A poster. `picture` is the derivative it shows whole, None for one of words alone."""

    key: tuple[str, str, str]
    words: PosterWords
    picture: Output | None
    ai_use: AiUse
    output: Output


class CodeOrder(Struct, frozen=True):
    """A QR code of `text`."""

    key: tuple[str, str, str]
    text: str
    output: Output


Drawing = CardOrder | PosterOrder | CodeOrder


def code_version(text: str) -> int:
    """The smallest QR version that holds `text` at error correction M, 0 where none that can be read from a screen does."""
    size = len(text.encode("utf-8", "replace"))
    return next((version for version, most in enumerate(_CODE_BYTES, start=1) if size <= most), 0)


def code_scale(version: int) -> int:
    """Pixels a module, whole ones, so that the picture with its quiet zone is `CODE_SHOWN` wide or a little more."""
    return -(-CODE_SHOWN // code_modules(version))


def code_modules(version: int) -> int:
    """Modules a side, quiet zone included (ISO/IEC 18004:2015, 5.3.1)."""
    return 17 + 4 * version + 2 * QUIET_ZONE


def code_side(text: str) -> int:
    """Side of the picture of a code, pixels; 0 where there is none."""
    version = code_version(text)
    return code_modules(version) * code_scale(version) if version else 0


def code_order(key: tuple[str, str, str], text: str) -> CodeOrder | None:
    """The QR code of an address, None where it is too long for one."""
    side = code_side(text)
    name = content_name(hashlib.sha256(f"code {LOOK}\0{text}".encode("utf-8", "replace")).hexdigest(), "none")
    return CodeOrder(key, text, Output(f"{name}-code.png", "code", side, side)) if side else None


def poster_order(
    key: tuple[str, str, str], words: PosterWords, *, pictures: Sequence[Output] = (), ai_use: AiUse = "none"
) -> PosterOrder:
    """A poster; `pictures` are the widths in which the work's picture is there, narrowest first."""
    picture = next((one for one in pictures if one.width >= PRINT_WIDTH), pictures[-1] if pictures else None)
    said = "\0".join(str(value) for value in asdict(words).values())
    made_of = f"poster {LOOK}\0{said}\0{picture.address if picture else ''}"
    name = content_name(hashlib.sha256(made_of.encode("utf-8", "replace")).hexdigest(), ai_use)
    height = mat_height(picture) + panel_height(words.url)
    return PosterOrder(
        key, words, picture, ai_use, Output(f"{name}-poster.png", "poster", POSTER_WIDTH, height)
    )


def mat_height(picture: Output | None) -> int:
    """Height of the mat, pixels: the print with its margins."""
    return max(_LEAST_MAT, print_size(picture.width, picture.height)[1] + 2 * MAT_MARGIN) if picture else _MAT


def panel_height(url: str) -> int:
    """Height of the panel below the mat, pixels."""
    return _CODE_PANEL if url and code_version(url) else _PANEL


def print_size(width: int, height: int) -> tuple[int, int]:
    """Size at which a whole picture is printed on the mat, pixels; small ones are enlarged twice at most."""
    scale = min(PRINT_WIDTH / width, PRINT_HEIGHT / height, 2.0)
    return max(1, round(width * scale)), max(1, round(height * scale))
