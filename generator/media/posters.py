"""Posters: the work on its mat, or the campaign's slogan as a couplet; below, who, what and the way to the page.

Runs in the worker, with the built-in font alone, on our own derivatives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from PIL import Image, ImageDraw

from generator.media.cards import GREY, INK, PAPER, VERMILION, broken, even, font, readable
from generator.media.codes import modules
from generator.media.colours import on_paper, to_rgb
from generator.media.drawings import (
    MAT_MARGIN,
    POSTER_WIDTH,
    PosterWords,
    code_version,
    mat_height,
    panel_height,
    print_size,
)
from generator.media.images import opened
from generator.media.indexed import EDGE, png
from generator.media.memory import Memory
from generator.media.pictures import MAT
from generator.media.recipe import AiUse, Output

_LEFT, _RIGHT = 72, POSTER_WIDTH - 72
_SLIP = (64, 152)
_CODE = 300
_FOOT, _CODE_FOOT = 320, 480
"""Height of what stands below the rule, pixels: without and with a code."""
_SLOGAN = re.compile(r"[“\"]([^“”\"\s]{4,12})\s+([^“”\"\s]{4,12})[”\"]")
_HUNG = tuple("《“（「")
_PIXEL_BYTES = 16
"""Of WebP: two canvases and a copy (as in `images`)."""


def make(
    file: BinaryIO | None, target: BinaryIO, words: PosterWords, *, ai_use: AiUse, memory: Memory
) -> None:
    """Write the poster to `target`; `file` is a WebP of ours that it shows whole. Raises Refusal for a broken one."""
    picture = None
    if file is not None:
        with opened(file, "WEBP") as image, memory.hold(image.width * image.height * _PIXEL_BYTES):
            picture = on_paper(to_rgb(image if image.mode in ("RGB", "RGBA") else image.convert("RGB")))
            picture = picture.resize(print_size(*picture.size), Image.Resampling.LANCZOS)
    place = (picture, _place(words, picture)) if picture is not None else None
    target.write(png(draw(words, picture), place, ai_use))


def draw(words: PosterWords, picture: Image.Image | None = None) -> Image.Image:
    """Everything but the picture, for which the place is left. Never raises for text."""
    mat = _mat_of(picture)
    poster = Image.new("RGB", (POSTER_WIDTH, mat + panel_height(words.url)), PAPER)
    pen = ImageDraw.Draw(poster)
    pen.rectangle((0, 0, POSTER_WIDTH, mat - 1), fill=MAT)
    slip = readable(words.award)
    if picture is not None:
        left, top = _place(words, picture)
        pen.rectangle((left, top, left + picture.width + 1, top + picture.height + 1), fill=EDGE)
    elif slogan := _SLOGAN.search(words.title):
        _couplet(pen, slogan[1], slogan[2], mat)
    else:
        _leaf(pen, words, mat, slip=bool(slip))
    if slip:
        _slip(pen, slip, mat, first=words.first)
    bottom = poster.height - (_CODE_FOOT if _coded(words) else _FOOT)
    _names(pen, words, mat, bottom)
    pen.line((_LEFT, bottom, _RIGHT, bottom), fill=INK, width=2)
    _foot(poster, pen, words, bottom)
    return poster


def _mat_of(picture: Image.Image | None) -> int:
    return mat_height(Output("", "picture", *picture.size) if picture else None)


def _place(words: PosterWords, picture: Image.Image) -> tuple[int, int]:
    """Upper left corner of the print: beside the slip's column where there is one."""
    start, end = (_SLIP[1] + 48, 64) if readable(words.award) else (0, 0)
    room = POSTER_WIDTH - start - end
    return start + (room - picture.width) // 2, (_mat_of(picture) - picture.height) // 2


def _couplet(pen: ImageDraw.ImageDraw, first: str, second: str, mat: int) -> None:
    """The slogan's halves as two strips, read from the right."""
    first, second = readable(first), readable(second)
    size = min(84, (mat - 2 * MAT_MARGIN - 40) // max(len(first), len(second)) * 100 // 112)
    width, middle = round(size * 1.7), POSTER_WIDTH // 2
    for text, x in ((first, middle + 60), (second, middle - 60 - width)):
        pen.rectangle((x, MAT_MARGIN, x + width + 1, mat - MAT_MARGIN + 1), fill=EDGE)
        pen.rectangle((x, MAT_MARGIN, x + width, mat - MAT_MARGIN), fill=PAPER)
        step = (mat - 2 * MAT_MARGIN - 40) // len(text)
        for number, sign in enumerate(text):
            y = MAT_MARGIN + 20 + step * number + step // 2
            pen.text((x + width // 2, y), sign, INK, font(size), anchor="mm")


def _leaf(pen: ImageDraw.ImageDraw, words: PosterWords, mat: int, *, slip: bool) -> None:
    """A sheet with the first lines of the text; without any, with the award or the title."""
    left = _SLIP[1] + 48 if slip else 136
    right, top, bottom = POSTER_WIDTH - (64 if slip else 136), MAT_MARGIN, mat - MAT_MARGIN
    pen.rectangle((left, top, right + 1, bottom + 1), fill=EDGE)
    pen.rectangle((left, top, right, bottom), fill=PAPER)
    if lead := readable(words.lead):
        lines = broken("　　" + lead, 36, right - left - 128, 8)
        _column(pen, lines, (left + 64, (top + bottom - 66 * len(lines)) // 2), 36, 66, INK)
        return
    size, lines = _fitted(readable(words.award or words.title), (88, 76, 64, 52), right - left - 128, 4)
    step = round(size * 1.4)
    start = (top + bottom - step * len(lines)) // 2
    for number, line in enumerate(lines):
        middle = ((left + right) // 2, start + step * number + step // 2)
        pen.text(middle, line, INK, font(size), anchor="mm")


def _slip(pen: ImageDraw.ImageDraw, award: str, mat: int, *, first: bool) -> None:
    """The award, hung from the upper edge: the first one vermilion, others ink on paper."""
    award = award if len(award) <= 12 else award[:11] + "…"
    size = next((s for s in (48, 40, 34, 28) if s * 1.24 * len(award) + 110 < mat), 24)
    left, right, step = *_SLIP, round(size * 1.24)
    foot = 48 + step * len(award) + 30
    if first:
        pen.rectangle((left, 0, right, foot), fill=VERMILION)
    else:
        pen.rectangle((left, -4, right, foot), fill=PAPER, outline=INK, width=3)
    for number, sign in enumerate(award):
        middle = ((left + right) // 2, 48 + step * number + step // 2)
        pen.text(middle, sign, PAPER if first else INK, font(size), anchor="mm")


def _names(pen: ImageDraw.ImageDraw, words: PosterWords, top: int, bottom: int) -> None:
    """What it is called and who made it, from the mat to the rule."""
    y = top + 72
    kicker = broken(readable(words.kicker), 28, _RIGHT - _LEFT - 220, 1)
    end = _column(pen, kicker, (_LEFT, y - 20), 28, 40, GREY)
    if ai := readable(words.ai):
        at = _LEFT + (round(font(28).getlength(kicker[0])) + 28 if kicker else 0)
        wide = round(font(24).getlength(ai)) + 28
        pen.rectangle((at, y - 22, at + wide, y + 22), outline=GREY, width=2)
        pen.text((at + 14, y), ai, INK, font(24), anchor="lm")
        end = max(end, y + 24)
    title = readable(words.title)
    size, lines = _fitted(title, (76, 68, 64), _RIGHT - _LEFT, 1)
    if lines[-1:] != [title]:
        size, lines = _fitted(title, (58, 54, 48, 42), _RIGHT - _LEFT, 2)
    end = _column(pen, lines, (_LEFT, end + 18), size, round(size * 1.34), INK)
    end = _column(pen, broken(readable(words.by), 38, _RIGHT - _LEFT, 1), (_LEFT, end + 10), 38, 58, INK)
    room = 2 if end + 8 + 2 * 44 < bottom - 16 else 1
    _column(pen, broken(readable(words.unit), 30, _RIGHT - _LEFT, room), (_LEFT, end + 8), 30, 44, GREY)


def _foot(poster: Image.Image, pen: ImageDraw.ImageDraw, words: PosterWords, top: int) -> None:
    """Below the rule: the campaign and the site, and on the right the code."""
    width = _RIGHT - _LEFT
    if _coded(words):
        width -= _CODE + 56
        _code(poster, pen, words.url, top + 40)
    size, lines = _fitted(readable(words.foot), (36, 32, 28), width, 3)
    end = _column(pen, lines, (_LEFT, top + 34), size, round(size * 1.44), INK)
    end = _column(pen, broken(readable(words.site), 26, width, 2), (_LEFT, end + 16), 26, 40, GREY)
    note = readable(words.note)
    _column(pen, even(note, 22, width, broken(note, 22, width, 2)), (_LEFT, end + 8), 22, 34, GREY)


def _coded(words: PosterWords) -> bool:
    return bool(words.url and code_version(words.url))


def _code(poster: Image.Image, pen: ImageDraw.ImageDraw, url: str, top: int) -> None:
    """The code on the right, what to do with it, and the address that it holds along the foot."""
    rows = modules(url)
    scale = max(4, _CODE // len(rows))
    side = len(rows) * scale
    dots = Image.frombytes("L", (len(rows), len(rows)), b"".join(rows)).point([255, 0] + [0] * 254)
    poster.paste(dots.resize((side, side), Image.Resampling.NEAREST), (_RIGHT - side, top))
    pen.text((_RIGHT - side // 2, top + side + 28), "长按识别二维码", GREY, font(24), anchor="mm")
    lines = broken(url, 22, _RIGHT - _LEFT, 9)
    start = poster.height - 44 - 32 * (len(lines) - 1)
    for number, line in enumerate(lines):
        pen.text((_LEFT, start + 32 * number), line, GREY, font(22), anchor="lm")


def _fitted(text: str, sizes: Sequence[int], width: int, most: int) -> tuple[int, list[str]]:
    """The largest size at which the text stands in `most` lines, broken at its blank where both halves fit."""
    for size in sizes:
        halves = text.split(" ")
        if 1 < len(halves) <= most and all(font(size).getlength(half) <= width for half in halves):
            return size, halves
        lines = broken(text, size, width, most)
        if not lines or "".join(lines).replace(" ", "") == text.replace(" ", ""):
            return size, even(text, size, width, lines)
    return sizes[-1], lines


def _column(
    pen: ImageDraw.ImageDraw,
    lines: Iterable[str],
    at: tuple[int, int],
    size: int,
    step: int,
    colour: tuple[int, int, int],
) -> int:
    """Set lines one below the other, opening marks hung out by their blank half; where the last one ends."""
    left, top = at
    for line in lines:
        hung = size * 2 // 5 if line[:1] in _HUNG else 0
        pen.text((left - hung, top + step // 2), line, colour, font(size), anchor="lm")
        top += step
    return top
