"""Two texts laid beside each other: which lines are new, gone, moved, changed, and which words of a changed one.

Chinese is compared character by character, figures and Latin words whole: a reader checks a telephone number as one.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

Sign = Literal["same", "del", "ins"]
Kind = Literal["same", "changed", "added", "removed", "moved"]

_TOKEN = re.compile(r"\*{2,}|[A-Za-z0-9](?:[A-Za-z0-9.@:/_*-]*[A-Za-z0-9*])?|\s+|.", re.DOTALL)
_ALIKE = 0.45
"""How like two lines must be for one to be the other one changed."""
_SHORTEST = 2
"""Unchanged characters between two changes: less is a coincidence and would only make the change
harder to read; but a mark parts what stands on its two sides."""
_MANY = 1500
"""Lines: beyond, the exact comparison of what differs would take seconds."""


class Piece(Struct, frozen=True):
    """A run of characters that stayed, went or came."""

    sign: Sign
    text: str


class Row(Struct, frozen=True):
    """One line of the comparison: its place in the old and in the new text (0-based, None where it is not in it)."""

    kind: Kind
    before: int | None
    after: int | None


def rows(old: Sequence[str], new: Sequence[str]) -> tuple[Row, ...]:
    """Lay two lists of lines beside each other; a line that only changed its place is `moved`, and stands where it is now."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=max(len(old), len(new)) > _MANY)
    laid: list[Row] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            laid += [Row("same", i, j) for i, j in zip(range(i1, i2), range(j1, j2), strict=True)]
        else:
            laid += _paired(old, new, range(i1, i2), range(j1, j2))
    return _with_moves(old, new, laid)


def _paired(old: Sequence[str], new: Sequence[str], gone: range, come: range) -> list[Row]:
    """Lines that were changed in place, beside those that only went or came."""
    laid: list[Row] = []
    at = gone.start
    for j in come:
        near = [i for i in range(at, min(gone.stop, at + 12)) if alike(old[i], new[j])]
        if near:
            best = max(near, key=lambda i: (likeness(old[i], new[j]), -i))
            laid += [Row("removed", i, None) for i in range(at, best)]
            laid.append(Row("changed", best, j))
            at = best + 1
        else:
            laid.append(Row("added", None, j))
    return laid + [Row("removed", i, None) for i in range(at, gone.stop)]


def _with_moves(old: Sequence[str], new: Sequence[str], laid: list[Row]) -> tuple[Row, ...]:
    """What went in one place and came in another is moved."""
    gone = Counter(old[row.before] for row in laid if row.kind == "removed" and row.before is not None)
    moved: Counter[str] = Counter()
    kept: list[Row] = []
    for row in laid:
        if row.kind == "added" and row.after is not None and moved[new[row.after]] < gone[new[row.after]]:
            moved[new[row.after]] += 1
            kept.append(Row("moved", None, row.after))
        else:
            kept.append(row)
    left = Counter(moved)
    shown: list[Row] = []
    for row in kept:
        if row.kind == "removed" and row.before is not None and left[old[row.before]]:
            left[old[row.before]] -= 1
            continue
        shown.append(row)
    return tuple(shown)


def likeness(old: str, new: str) -> float:
    """From 0 to 1, by how many characters stand in the same order in both."""
    return difflib.SequenceMatcher(None, old, new, autojunk=False).ratio()


def alike(old: str, new: str) -> bool:
    """Whether one line may be the other one changed."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return matcher.real_quick_ratio() > _ALIKE and matcher.quick_ratio() > _ALIKE and matcher.ratio() > _ALIKE


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The words of a changed line: what stayed, what went, what came in its place."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    runs: list[tuple[str, str, str]] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    codes = matcher.get_opcodes()
    for at, (tag, i1, i2, j1, j2) in enumerate(codes):
        same = "".join(before[i1:i2]) if tag == "equal" else ""
        island = len(same) < _SHORTEST and same.isalnum() and 0 < at < len(codes) - 1
        if same and not island:
            runs.append((same, "", ""))
        elif runs and not runs[-1][0]:
            runs[-1] = ("", runs[-1][1] + "".join(before[i1:i2]), runs[-1][2] + "".join(after[j1:j2]))
        else:
            runs.append(("", "".join(before[i1:i2]), "".join(after[j1:j2])))
    signs: tuple[Sign, ...] = ("same", "del", "ins")
    return tuple(Piece(sign, text) for run in runs for sign, text in zip(signs, run, strict=True) if text)
