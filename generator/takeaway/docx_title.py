"""A title cut into lines as GB/T 9704-2012, 7.3.1 asks: words stay whole, the lines as equal as they can be."""

from __future__ import annotations

import html
import re

from generator.pages.render import phrases
from generator.takeaway.docx_text import breadth

_KEPT = re.compile(r'<span class="zb-nb">(.*?)</span>|([^<]+)', re.DOTALL)
_WORD = re.compile(r"[0-9A-Za-z+%.-]+年?|\s+|.", re.DOTALL)
_NOT_FIRST = "，。、；：？！）》”’〕】」』,.;:?!)]"
_NOT_LAST = "（《“‘〔【「『(["


def title_lines(title: str, width: int) -> tuple[str, ...]:
    """The lines of a title of at most `width` characters each, blanks between them left out; words wider than that stay whole.

    What may not be torn apart (slogan halves, names of organs) is what the page keeps together as well.
    """
    pieces = _pieces(title)
    best: list[tuple[float, int]] = [
        (0.0, 0)
    ]  # of the first n pieces: (badness, where their last line begins)
    least = _greedy(pieces, width)
    target = sum(map(breadth, pieces)) / max(least, 1)
    for end in range(1, len(pieces) + 1):
        choices = []
        for start in reversed(range(end)):
            room = breadth("".join(pieces[start:end]).strip())
            if room > width and start < end - 1:
                break
            choices.append((best[start][0] + (room - target) ** 2 + 0.01, start))
        best.append(min(choices))
    cuts, end = [], len(pieces)
    while end:
        start = best[end][1]
        cuts.append("".join(pieces[start:end]).strip())
        end = start
    return tuple(line for line in reversed(cuts) if line)


def _greedy(pieces: list[str], width: int) -> int:
    """How many lines there must be at least."""
    lines, room = 1, 0.0
    for piece in pieces:
        if room and room + breadth(piece.rstrip()) > width:
            lines, room = lines + 1, 0.0
        room += breadth(piece)
    return lines


def _pieces(title: str) -> list[str]:
    """The smallest pieces a line may end after: kept phrases, figures and Latin words, single characters with their marks."""
    pieces: list[str] = []
    for kept, free in _KEPT.findall(str(phrases(title))):
        for piece in [html.unescape(kept)] if kept else _WORD.findall(html.unescape(free)):
            last = pieces[-1] if pieces else ""
            if last and (piece[0] in _NOT_FIRST or last[-1] in _NOT_LAST or piece.isspace()):
                pieces[-1] += piece
            else:
                pieces.append(piece)
    return pieces
