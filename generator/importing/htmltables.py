"""HTML tables in a text, as converters of Word files leave them: rows of cells, spans unfolded. Nothing else of HTML is read."""

from __future__ import annotations

from html.parser import HTMLParser

_MOST_SPAN = 50
_MOST_CELLS = 20_000


def html_rows(text: str) -> tuple[tuple[str, ...], ...]:
    """The rows of the first `<table>` in `text`; a cell over several rows or columns stands in each. A nested table is its text."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return unfolded(reader.rows)


def unfolded(rows: list[list[tuple[str, int, int]]]) -> tuple[tuple[str, ...], ...]:
    """Cells of (text, columns, rows) laid out on a grid: every row as long as the longest."""
    grid: list[dict[int, str]] = [{} for _ in rows]
    for at, cells in enumerate(rows):
        column = 0
        for text, wide, high in cells:
            while column in grid[at]:
                column += 1
            for row in grid[at : at + max(1, min(high, len(rows)))]:
                for over in range(max(1, min(wide, _MOST_SPAN))):
                    row.setdefault(column + over, text)
            column += max(1, min(wide, _MOST_SPAN))
            if sum(map(len, grid)) > _MOST_CELLS:
                return tuple(tuple(row[key] for key in sorted(row)) for row in grid)
    width = max((max(row, default=-1) + 1 for row in grid), default=0)
    return tuple(tuple(row.get(column, "") for column in range(width)) for row in grid)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[tuple[str, int, int]]] = []
        self._depth = 0
        self._cell: list[str] | None = None
        self._span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
        elif self._depth == 1 and tag == "tr":
            self._end()
            self.rows.append([])
        elif self._depth == 1 and tag in ("td", "th"):
            self._end()
            if not self.rows:
                self.rows.append([])
            given = dict(attrs)
            self._span = (_whole(given.get("colspan")), _whole(given.get("rowspan")))
            self._cell = []
        elif tag in ("br", "p", "div", "li") and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            if self._depth == 1:
                self._end()
            self._depth -= 1
        elif self._depth == 1 and tag in ("td", "th", "tr"):
            self._end()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _end(self) -> None:
        if self._cell is not None:
            self.rows[-1].append((" ".join("".join(self._cell).split()), *self._span))
        self._cell = None


def _whole(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 4 else 1
