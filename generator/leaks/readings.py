"""Every text that can be read out of a file, by what the file is and not by how it is called."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from generator.leaks import legacy, moving, office, packed, pictures
from generator.leaks.charsets import decodings, plain_text
from generator.leaks.escapes import base64_parts, openings
from generator.leaks.reading import DEEPEST, Budget, Part, Reading, Unreadable, inside

__all__ = ["Reading", "Unreadable", "is_document", "is_plain", "opened", "readings"]

_LOCKED = (
    (b"Rar!\x1a\x07", "是 RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "是 7z 压缩包"),
    (b"BZh91AY&SY", "是 bzip2 压缩包"),
    (b"\xfd7zXZ\0", "是 xz 压缩包"),
    (b"MSCF\0\0\0\0", "是 CAB 压缩包"),
    (b"\x28\xb5\x2f\xfd", "是 zstd 压缩包"),
)
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
_RIFF_HEAD = 12
_PDF_HEAD = 1_024
_BASE64_ROUNDS = 3
_MOST_BLOCKS = 24


def readings(name: str, data: bytes) -> Iterator[Reading]:
    """Every text in a file, its name first. Raises Unreadable for what is locked, broken, a bomb or nested too deep.

    Escapes (entities, percent signs …) are left to whoever looks at a text; base64 is opened here, it may hold anything.
    """
    yield Reading("文件名", name)
    yield from opened(Part("", data), Budget())


def is_document(data: bytes) -> bool:
    """Whether the beginning of a file is that of an archive or an office document, which strangers may have made to harm."""
    return (
        packed.is_zip(data)
        or legacy.is_legacy(data)
        or b"%PDF-" in data[:_PDF_HEAD]
        or data.startswith((b"\x1f\x8b", *(sign for sign, _ in _LOCKED)))
    )


def is_plain(data: bytes) -> bool:
    """Whether this is UTF-8 text with nothing packed in it: reading it opens nothing, so that it needs no worker."""
    text = plain_text(data)
    if text is None or is_document(data):
        return False
    return not any(True for view in openings(text) for _ in base64_parts(view))


def text_alone(data: bytes) -> str | None:
    """The text of a file that is nothing but text: of no format known here, so that `readings` has nothing else to open."""
    if data.startswith(_PICTURES) or (data.startswith(b"RIFF") and len(data) >= _RIFF_HEAD):
        return None
    known = is_document(data) or moving.is_film(data) or moving.is_sound(data)
    return None if known else plain_text(data)


def opened(part: Part, budget: Budget) -> Iterator[Reading]:
    """The readings of a part and of everything inside it. Raises Unreadable."""
    return _opened(part, budget, _Depth())


class _Depth(Struct, frozen=True):
    """How far inside: files in files, blocks in blocks of any kind, base64 in base64."""

    files: int = 0
    blocks: int = 0
    based: int = 0

    def below(self, item: Part) -> _Depth:
        """The depth of a part found here. Raises Unreadable."""
        if self.files + item.member > DEEPEST or self.blocks == _MOST_BLOCKS:
            raise Unreadable(f"一层套一层，超过 {DEEPEST} 层")
        return _Depth(self.files + item.member, self.blocks + 1, self.based + (item.where == "Base64"))


def _opened(part: Part, budget: Budget, depth: _Depth) -> Iterator[Reading]:
    if not part.data:
        return
    for item in _inside(part.data, budget, depth):
        where = inside(part.where, item.where)
        if isinstance(item, Reading):
            yield Reading(where, item.text, item.rough)
            continue
        try:
            yield from _opened(Part(where, item.data), budget, depth.below(item))
        except Unreadable as refusal:
            raise Unreadable(inside(item.where if item.member else "", refusal.why)) from refusal


def _inside(data: bytes, budget: Budget, depth: _Depth) -> Iterator[Part | Reading]:
    """One step into a file."""
    for sign, what in _LOCKED:
        if data.startswith(sign):
            raise Unreadable(what)
    if data.startswith(b"\xff\xd8\xff"):
        yield from pictures.jpeg(data)
    elif data.startswith(b"\x89PNG\r\n\x1a\n"):
        yield from pictures.png(data, budget)
    elif data.startswith(b"RIFF") and len(data) >= _RIFF_HEAD:
        yield from pictures.webp(data)
    elif data.startswith((b"GIF87a", b"GIF89a")):
        yield from pictures.gif(data)
    elif data.startswith(b"\x1f\x8b"):
        yield from packed.gzip(data, budget)
    elif b"%PDF-" in data[:_PDF_HEAD]:
        from generator.leaks import pdf

        yield from pdf.document(data, budget)
    elif legacy.is_legacy(data):
        yield from legacy.document(data, budget)
    elif packed.is_zip(data):
        yield from office.package(*packed.zip_members(data, budget))
    elif moving.is_film(data):
        yield from moving.film(data)
    elif moving.is_sound(data):
        yield from moving.sound(data)
    else:
        yield from _loose(data, budget, depth)


def _loose(data: bytes, budget: Budget, depth: _Depth) -> Iterator[Part | Reading]:
    """What is no format known here: text in some encoding, with base64 in it; or bytes with packed streams in them."""
    for number, text in enumerate(decodings(data)):
        yield Reading("", text)
        if number == 0 and depth.based < _BASE64_ROUNDS:
            for view in openings(text):
                yield from (Part("Base64", part) for part in base64_parts(view))
    if plain_text(data) is None:
        yield from packed.streams(data, budget)
