"""Steps told one after the other in a sentence: 第一步，筹备，3月，组建专班。第二步，实施，4月至10月，……"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.importing.headings import Node
from generator.importing.received import Line
from generator.importing.stage import NTH, Found
from generator.importing.times import times_in

_NAMED = re.compile(rf"(?P<nth>{NTH.pattern})[，,]\s*(?P<name>[\u4e00-\u9fff]{{2,8}})[，,]\s*")


def steps_in(node: Node, year: int | None) -> list[Found]:
    """The stages of the first paragraph that names at least two so, each with its time right after its name; else none."""
    for text, line in _paragraphs(node):
        heads = list(_NAMED.finditer(text)) if len(text) < 1_000 else []
        out: list[Found] = []
        for head, end in zip(heads, [*(one.start() for one in heads[1:]), len(text)], strict=False):
            words = text[head.end() : end].strip()
            time = next(times_in(words, year=year), None)
            if time is None or time.start:
                break
            below = words[time.end :].strip("，,。；; ")
            out.append(
                Found(head["name"], time.printed, time.when, below, line.number, line.last, sure=False)
            )
        if len(out) > 1 and len(out) == len(heads):
            return out
    return []


def _paragraphs(node: Node) -> Iterator[tuple[str, Line]]:
    if node.line and node.remainder:
        yield node.remainder, node.line
    yield from ((piece.text, piece) for piece in node.pieces if isinstance(piece, Line))
