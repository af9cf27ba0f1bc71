"""The pieces of a text as the recognition reads them: clauses with labels, and tables that lost their lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from generator.importing.cells import regained
from generator.importing.clauses import clauses, headed
from generator.importing.dialled import only_numbers
from generator.importing.labels import label_at_start
from generator.importing.received import Line, Piece


def legible(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces in order. Tables stay the same objects; a line may become several of the same place."""
    out: list[Piece] = []
    whole = regained(pieces)
    for at, piece in enumerate(whole):
        if not isinstance(piece, Line):
            out.append(piece)
            continue
        titled = headed(piece.text) if _hosted(whole[at + 1 : at + 2]) else ()
        texts = titled or clauses(_closed_days(piece.text))
        if texts == (piece.text,) and (bare := _torn_bracket(piece.text)):
            texts = (bare,)
        if texts == (piece.text,):
            out.append(piece)
            continue
        out += [
            replace(piece, text=text, style="heading" if titled and not place else piece.style)
            for place, text in enumerate(texts)
        ]
    return out


def _hosted(following: Sequence[Piece]) -> bool:
    """Whether the next line is a host's label."""
    labels = (label_at_start(piece.text) for piece in following if isinstance(piece, Line))
    return any(label is not None and label.kind == "host" for label in labels)


def _closed_days(text: str) -> str:
    """A day whose two figures a scan set apart: `3月1 5日`."""
    return re.sub(r"(?<=月)(\s?[123]) (\d)(?=\s?日)", r"\1\2", text)


def _torn_bracket(text: str) -> str:
    """Numbers alone on a line with the bracket that closes the contact above them; "" for any other line."""
    plain = text.strip().rstrip("）) ")
    return plain if plain != text.strip() and only_numbers(plain) else ""
