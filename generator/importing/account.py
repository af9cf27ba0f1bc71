"""The proof that nothing is lost: every sentence of the source stands in a text, a table or a form, or is put there now."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.importing.draft import Draft, Left
from generator.importing.received import Grid, Line, Received
from generator.values.text import fold, sentences
from generator.yamlwriting import Data

_FIGURE = re.compile(r"\d+(?:\.\d+)?")


class Added(Struct, frozen=True):
    """A piece that no draft had, and the text it was put into: `campaign` and `path`."""

    words: str
    number: int
    campaign: str
    path: str


class _Spot(Struct, frozen=True):
    """Where the piece before stands: draft, path of the text, line in it (-1: above all)."""

    draft: int = 0
    path: str = ""
    line: int = -1


class _Texts(Struct):
    """The texts of all drafts as lines, each beside its folded form; tables and forms; what an editor is told of anyway."""

    lines: list[dict[str, list[str]]]
    folded: list[dict[str, list[str]]]
    data: list[str]
    told: str
    whole: str = ""
    """All of it in one, with marks between the texts: looked through for each cell of a table. "" when out of date."""

    def put(self, words: str, spot: _Spot) -> None:
        """Put a line in at a spot."""
        self.whole = ""
        self.lines[spot.draft].setdefault(spot.path, []).insert(spot.line, words)
        self.folded[spot.draft].setdefault(spot.path, []).insert(spot.line, fold(words))

    def place(self, words: str, near: _Spot) -> _Spot | None:
        """The line that holds a whole piece: at or after the piece before, else the first one anywhere."""
        wanted = fold(words)
        first = None
        for draft, own in enumerate(self.folded):
            for path, lines in own.items():
                for at, line in enumerate(lines):
                    if wanted in line:
                        if (draft, path) == (near.draft, near.path) and at >= near.line:
                            return _Spot(draft, path, at)
                        first = first or _Spot(draft, path, at)
        return first

    def hold(self, words: str) -> bool:
        """Whether the words stand anywhere, over line ends too."""
        wanted = fold(words)
        if not self.whole:
            texts = ("".join(lines) for own in self.folded for lines in own.values())
            self.whole = "\0".join([*texts, *self.data, self.told])
        return wanted in self.whole


def accounted(received: Received, drafts: Sequence[Draft]) -> tuple[tuple[Draft, ...], tuple[Added, ...]]:
    """The drafts with every sentence of the source in them, and what had to be added.

    What a draft's `left` names word for word is told to the editor and not added (a receiving stamp).
    """
    if not drafts:
        return (), ()
    lines = [{path: text.split("\n") for path, text in draft.texts.items()} for draft in drafts]
    texts = _Texts(
        lines,
        [{path: [fold(line) for line in own] for path, own in one.items()} for one in lines],
        ["\n".join(fold(word) for word in _tables(draft.data)) for draft in drafts],
        "\n".join(fold(left.words) for draft in drafts for left in draft.left),
    )
    spot = _Spot(0, next(iter(drafts[0].texts), "notices/launch.txt"))
    added: list[Added] = []
    figures = Counter(figure for draft in drafts for figure in _figures(draft.data))
    for piece in received.pieces:
        if isinstance(piece, Line):
            found = texts.place(piece.text, spot)
            missing = [] if found else [one for one in sentences(piece.text) if not texts.hold(one)]
            spot = found or spot
        else:
            missing = _missing_rows(piece, texts, figures)
        for words in missing:
            spot = replace(spot, line=spot.line + 1)
            texts.put(words, spot)
            added.append(Added(words, piece.number, drafts[spot.draft].id, spot.path))
    nowhere = tuple(
        Left("表头这一格没有放的地方（分配表的第一栏都叫“单位”）", head, piece.number, piece.number)
        for piece in received.pieces
        if isinstance(piece, Grid)
        for head in _heads(piece)
        if fold(head) not in ("单位", "单位名称") and not texts.hold(head)
    )
    drafts = [replace(drafts[0], left=(*drafts[0].left, *nowhere)), *drafts[1:]] if nowhere else drafts
    whole = (
        replace(draft, texts={path: "\n".join(own) for path, own in one.items()})
        for draft, one in zip(drafts, texts.lines, strict=True)
    )
    return tuple(whole), tuple(added)


def _missing_rows(grid: Grid, texts: _Texts, figures: Counter[str]) -> list[str]:
    """Rows of a table of which a word or a figure stands nowhere; each figure of the data accounts for one cell."""
    missing = []
    running = _running(grid)
    heads = _heads(grid)
    for row in grid.rows:
        cells = [cell for at, cell in enumerate(row) if cell and at not in running]
        printed = [cell for cell in row if cell]
        if any(texts.hold(" ".join(one)) for one in (cells, printed, _once(printed))):
            continue
        words = [cell for cell in cells if not _FIGURE.fullmatch(fold(cell))]
        counted = Counter(fold(cell) for cell in cells if _FIGURE.fullmatch(fold(cell)))
        alone = row is grid.rows[-1] and not words  # sums without a word: no record says that they are a row
        known = not alone and all(texts.hold(word) or _is_total(word) or word in heads for word in words)
        if known and all(figures[figure] >= count for figure, count in counted.items()):
            figures.subtract(counted)
        else:
            missing.append(" ".join(_once(printed)))
    return missing


def _heads(grid: Grid) -> list[str]:
    """What stands above the units: a table kept as data has no place for it."""
    running = _running(grid)
    return [cell for at, cell in enumerate(grid.rows[0]) if cell and at not in running][:1]


def _once(cells: Sequence[str]) -> list[str]:
    """The cells with each that covers several columns once; equal figures side by side are two figures."""
    return [
        cell
        for at, cell in enumerate(cells)
        if not at or cell != cells[at - 1] or _FIGURE.fullmatch(fold(cell))
    ]


def _is_total(word: str) -> bool:
    return fold(word) in ("序号", "合计", "总计", "小计", "共计")


def _running(grid: Grid) -> set[int]:
    """Columns that only count the rows (序号)."""
    found = set()
    for at in range(max(map(len, grid.rows), default=0)):
        column = [fold(row[at]) for row in grid.rows if at < len(row)]
        numbers = [int(cell) for cell in column if cell.isdigit() and len(cell) < 5]
        if "序号" in column or (len(numbers) > 2 and numbers == list(range(1, len(numbers) + 1))):
            found.add(at)
    return found


def _tables(data: Mapping[str, Data]) -> Iterator[str]:
    """All words of the records that hold tables and forms, and the marks of attachments (附件1)."""
    for name in ("allocation", "forms"):
        yield from _words(data.get(name, ()))
    notices = data.get("notices")
    for notice in notices if isinstance(notices, Sequence) else ():
        items = notice.get("attachments", ()) if isinstance(notice, Mapping) else ()
        for item in items if isinstance(items, Sequence) else ():
            if isinstance(item, Mapping):
                yield f"附件{item.get('no', '')}"
                yield str(item.get("title", ""))


def _words(data: Data) -> Iterator[str]:
    if isinstance(data, Mapping):
        for item in data.values():
            yield from _words(item)
    elif isinstance(data, Sequence) and not isinstance(data, str):
        for item in data:
            yield from _words(item)
    else:
        yield str(data)


def _figures(data: Mapping[str, Data]) -> Iterator[str]:
    return (fold(word) for word in _tables(data) if _FIGURE.fullmatch(fold(word)))
