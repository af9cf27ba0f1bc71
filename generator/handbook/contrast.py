"""Two short samples side by side: which characters make the difference. A full-width colon is hard to see by itself."""

from __future__ import annotations

import difflib

Piece = tuple[str, bool]
"""(some characters, whether they are what differs)"""
LIKE = 0.6
"""Less like than this, and the two are different things: nothing is marked."""


def contrast(wrong: str, right: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces that put together are the text again; line ends are never marked."""
    matcher = difflib.SequenceMatcher(None, wrong, right, autojunk=False)
    if not (wrong and right) or matcher.ratio() < LIKE:
        return ((wrong, False),), ((right, False),)
    ours: list[Piece] = []
    theirs: list[Piece] = []
    for what, a, b, c, d in matcher.get_opcodes():
        ours += _pieces(wrong[a:b], differs=what != "equal")
        theirs += _pieces(right[c:d], differs=what != "equal")
    return tuple(ours), tuple(theirs)


def _pieces(text: str, *, differs: bool) -> list[Piece]:
    if not differs:
        return [(text, False)]
    lines = text.split("\n")
    pieces: list[Piece] = []
    for number, line in enumerate(lines):
        if number:
            pieces.append(("\n", False))
        if line:
            pieces.append((line, True))
    return pieces
