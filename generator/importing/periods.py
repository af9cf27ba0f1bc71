"""When a whole campaign takes place, as its section on time or a sentence says."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from generator.importing.headings import Node
from generator.importing.organs import closed
from generator.importing.received import Line
from generator.importing.stages import OPENS, SECTION, is_step
from generator.importing.times import Time, times_in


def period_in(root: Node, *, year: int | None, besides: Collection[str] = ()) -> tuple[Time, Line] | None:
    """The overall time: the first range of a section on time that is none of its stages' (`besides`, as printed)."""
    for node in root.walk():
        if node.kind == "root" or not SECTION.search(closed(node.title)):
            continue
        for text, line in _first_lines(node):
            for time in times_in(text, year=year):
                if time.span and time.start <= 12 and time.printed not in besides:
                    return time, line
                break
    return _period_said(root, year)


def _period_said(root: Node, year: int | None) -> tuple[Time, Line] | None:
    """The time in running text: 定于2025年4月至9月举办."""
    for line in (
        piece for node in root.walk() for piece in (node.line, *node.pieces) if isinstance(piece, Line)
    ):
        for time in times_in(line.text, year=year):
            before, after = line.text[: time.start], line.text[time.end :]
            if (
                (
                    time.span
                    and re.search("(?:定于|拟于|将于|决定于|决定在|于)$", before)
                    and re.match(
                        "(?:期间)?，?(?:在[^，。]{2,20})?(?:联合|组织|共同)?(?:举办|开展|举行|组织|实施)",
                        after,
                    )
                )
                or (
                    time.span
                    and (time.deadline or after.startswith(("举行", "举办", "开展", "进行", "，分", "分")))
                    and re.search("(?:活动|竞赛|大赛|比赛)(?:自|从|于)$", before)
                )
                or (
                    time.span
                    and re.search(
                        r"(?:^|[，。；,;])\s*(?:活动|竞赛|大赛|举办)?时间[为：:]\s*(?:从)?$", before
                    )
                )
            ):
                return time, line
    return None


def _first_lines(node: Node) -> Iterator[tuple[str, Line]]:
    if node.line and node.remainder:
        yield node.remainder, node.line
    for piece in node.pieces[:2]:
        if isinstance(piece, Line) and not OPENS.match(piece.text) and not is_step(piece.text):
            yield piece.text, piece
