"""A document as it was received: its lines and tables in order, nothing judged yet."""

from __future__ import annotations

from msgspec import Struct


class Line(Struct, frozen=True):
    """One paragraph. `number` to `last` are the source's own (lines of a text, paragraphs of a Word file), 1-based.

    `text` is never empty and keeps its inner blanks. `style` is what the file itself says of it: title, heading,
    centre, right, or nothing. `apart` says that a blank line or the end of a page stands before it.
    """

    text: str
    number: int
    last: int
    style: str = ""
    apart: bool = False


class Grid(Struct, frozen=True):
    """A table: rows of cells as printed; a cell that covers several rows or columns stands in each of them."""

    rows: tuple[tuple[str, ...], ...]
    number: int
    last: int


Piece = Line | Grid


class Lost(Struct, frozen=True):
    """Something of the file that is no text (a picture, a drawn box that cannot be read): named, so that nobody misses it."""

    what: str
    number: int


class Received(Struct, frozen=True):
    """A whole document. `counted` is what its numbers count: 行 or 段."""

    name: str
    pieces: tuple[Piece, ...]
    counted: str = "行"
    lost: tuple[Lost, ...] = ()
