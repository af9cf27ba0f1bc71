"""Share cards set in type, for works without a picture. Runs in the worker, with the built-in font alone."""

from __future__ import annotations

import io
import unicodedata
from functools import cache
from pathlib import Path

from msgspec import Struct
from PIL import Image, ImageDraw, ImageFont

from generator.media.label import packet
from generator.media.recipe import CARD, AiUse

PAPER, INK, VERMILION, GREY = (0xFA, 0xF6, 0xEE), (0x1D, 0x1A, 0x16), (0xB3, 0x26, 0x1E), (0x6B, 0x64, 0x5A)
FONT = Path(__file__).resolve().parents[1] / "fonts" / "zhanbang-serif.otf"
MISSING = "〓"
"""Stands for a character the font does not have."""

CARD_BYTES = 64_000
"""A share card stays below 64 KB."""

_LEFT, _RIGHT = 48, CARD - 48
_SIZES = (68, 60, 52, 46, 40, 34)
_NOT_FIRST = set("，。、；：？！）》〉」』】〕’”…—·～％,.;:?!)]}%")
_NOT_LAST = set("（《〈「『【〔‘“([{")


class Words(Struct, frozen=True):
    """What stands on a card; each may be empty."""

    title: str
    kicker: str
    foot: str
    award: str


def draw(words: Words) -> Image.Image:
    """The card: kicker, vermilion rule, title, foot, and the award as a slip at the right edge. Never raises for text."""
    card = Image.new("RGB", (CARD, CARD), PAPER)
    pen = ImageDraw.Draw(card)
    slip = readable(words.award)[:10]
    right = _RIGHT - 92 if slip else _RIGHT
    kicker = broken(readable(words.kicker), 24, right - _LEFT, 2)
    for number, line in enumerate(kicker):
        pen.text((_LEFT, 62 + 36 * number), line, GREY, font(24), anchor="lm")
    rule = 62 + 36 * max(1, len(kicker)) + 4
    pen.rectangle((_LEFT, rule, _LEFT + 64, rule + 3), fill=VERMILION)
    _title(pen, readable(words.title), (rule + 28, CARD - 104), right - _LEFT)
    pen.line((_LEFT, CARD - 84, _RIGHT, CARD - 84), fill=(0xD8, 0xCF, 0xBE), width=1)
    for line in broken(readable(words.foot), 22, _RIGHT - _LEFT, 1):
        pen.text((_LEFT, CARD - 54), line, GREY, font(22), anchor="lm")
    if slip:
        _slip(pen, slip)
    return card


def card_bytes(card: Image.Image, ai_use: AiUse) -> bytes:
    """The share card as baseline JPEG below `CARD_BYTES`; the quality gives way where it must."""
    label = packet(ai_use)
    for quality in (84, 76, 68, 58, 46, 34, 22, 10):
        data = io.BytesIO()
        card.save(data, "JPEG", quality=quality, optimize=True, **({"xmp": label} if label else {}))
        if data.tell() < CARD_BYTES:
            break
    return data.getvalue()


def readable(text: str) -> str:
    """`text` on one line, with `MISSING` for letters the font cannot show; other signs it lacks (emoji) are left out."""
    shown = []
    for sign in " ".join(text.split()):
        if sign == " " or _has(sign):
            shown.append(sign)
        elif unicodedata.category(sign)[0] in "LN":
            shown.append(MISSING)
    return "".join(shown)


def broken(text: str, size: int, width: int, most: int) -> list[str]:
    """`text` in at most `most` lines of `width` pixels, the last ended with … where it does not fit.

    No line starts with a closing mark or ends with an opening one (GB/T 15834), and Latin words stay whole.
    """
    face = font(size)
    lines: list[str] = []
    rest = text
    while rest and len(lines) < most:
        if face.getlength(rest) <= width:
            lines.append(rest)
            return lines
        end = next(n for n in range(1, len(rest) + 1) if face.getlength(rest[: n + 1]) > width)
        lines.append(rest[: _cut(rest, end)].rstrip())
        rest = rest[len(lines[-1]) :].lstrip()
    if rest and lines:
        last = lines[-1]
        while last and face.getlength(last + "…") > width:
            last = last[:-1]
        lines[-1] = last.rstrip("".join(_NOT_FIRST | _NOT_LAST)) + "…"
    return lines


def _cut(text: str, end: int) -> int:
    """The best place to break at or before `end`."""
    for at in range(end, max(0, end - 12), -1):
        before, after = text[at - 1], text[at]
        if after in _NOT_FIRST or before in _NOT_LAST:
            continue
        if before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
            continue
        return at
    return end


def _title(pen: ImageDraw.ImageDraw, title: str, room: tuple[int, int], width: int) -> None:
    top, bottom = room
    for size in _SIZES:
        most = max(1, (bottom - top) // round(size * 1.36))
        lines = broken(title, size, width, most)
        if "".join(lines).replace(" ", "") == title.replace(" ", "") and len(lines) <= (
            4 if size > 40 else most
        ):
            break
    lines = even(title, size, width, lines)
    step = round(size * 1.36)
    start = top + max(0, (bottom - top - step * len(lines)) // 2)
    for number, line in enumerate(lines):
        pen.text((_LEFT, start + step * number + step // 2), line, INK, font(size), anchor="lm")


def even(title: str, size: int, width: int, lines: list[str]) -> list[str]:
    """The same number of lines, about equally long, so that no single character is left over."""
    if len(lines) < 2 or lines[-1].endswith("…"):
        return lines
    for narrow in range(round(font(size).getlength(title) / len(lines)), width, 8):
        tried = broken(title, size, narrow, len(lines))
        if not tried[-1].endswith("…") or title.endswith("…"):
            return tried
    return lines


def _slip(pen: ImageDraw.ImageDraw, award: str) -> None:
    size = 30 if len(award) <= 7 else 24
    left, top, step = CARD - 48 - 58, 0, round(size * 1.24)
    pen.rectangle((left, top, left + 58, 40 + step * len(award) + 22), fill=VERMILION)
    for number, sign in enumerate(award):
        pen.text((left + 29, 42 + step * number + step // 2), sign, PAPER, font(size), anchor="mm")


@cache
def _data() -> bytes:
    return FONT.read_bytes()


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """The built-in font."""
    # the basic layout engine sets the same on every machine
    return ImageFont.truetype(io.BytesIO(_data()), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _has(sign: str) -> bool:
    mask, missing = font(24).getmask(sign), font(24).getmask("\U0010fffe")
    return bytes(mask) != bytes(missing)
