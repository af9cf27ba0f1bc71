"""The cleaned HTML of a report-like notice as paragraphs and tables: nothing but the tags that `prose` lets through."""

from __future__ import annotations

from html.parser import HTMLParser

from generator.takeaway.docx_paper import TEXT_WIDTH
from generator.takeaway.docx_text import Cell, Row, Setting, paragraph, run, table, thin

_STYLES = {"h2": "Heading1", "h3": "Heading2", "h4": "Heading3", "h5": "Heading4", "h6": "Heading4"}
_ENDING = {*_STYLES, "p", "li", "pre", "blockquote", "ul", "ol", "hr", "table"}
_STEP = 632
_LINKS = ("http:", "https:", "mailto:")


def report(markup: str) -> str:
    """The document of a report. Lists print their marks, links their addresses where the words do not show them."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    reader.end()
    return "".join(reader.made)


class _Reader(HTMLParser):
    """Collects runs until a block ends. `made` are the finished paragraphs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.made: list[str] = []
        self._runs: list[str] = []
        self._words = ""
        self._block = ""
        self._open: list[str] = []
        self._lists: list[int | None] = []
        self._rows: list[list[tuple[str, bool]]] = []
        self._href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _ENDING:
            self.end()
        if tag in ("ul", "ol"):
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li" and self._lists:
            count = self._lists[-1]
            self._lists[-1] = count + 1 if count is not None else None
            self._add("• " if count is None else f"{count + 1}. ")
        elif tag == "br":
            self._add("\n")
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("td", "th"):
            self._runs, self._words = [], ""
        elif tag == "a":
            self._href, self._words = dict(attrs).get("href") or "", ""
        if tag in _STYLES:
            self._block = tag
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._rows:
            self._rows[-1].append(("".join(self._runs), tag == "th"))
            self._runs = []
        elif tag == "table":
            self.made.append(_table(self._rows))
            self._rows = []
        elif tag == "a":
            shown = self._href.removeprefix("mailto:").removeprefix("tel:")
            if self._href.startswith(_LINKS) and shown not in self._words:
                self._add(f"（{shown}）")
        elif tag in _ENDING:
            self.end()
            if tag in ("ul", "ol"):
                self._lists.pop()
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        text = data if "pre" in self._open else " ".join(data.split("\n"))
        if text.strip() or self._runs:
            self._words += text
            self._add(text)

    def _add(self, text: str) -> None:
        self._runs.append(run(text, strike="del" in self._open, bold="strong" in self._open))

    def end(self) -> None:
        """Close the paragraph that is open, if it has any words."""
        if self._runs:
            deep = len(self._lists)
            on = Setting(style=_STYLES.get(self._block, ""), left=_STEP * deep if deep else None)
            self.made.append(paragraph(*self._runs, on=on))
        self._runs, self._words, self._block = [], "", ""


def _table(rows: list[list[tuple[str, bool]]]) -> str:
    columns = max(map(len, rows), default=0)
    if not columns:
        return ""

    def made(runs: str, head: bool) -> Cell:
        return Cell(content=paragraph(runs, on=Setting(style="CellHead" if head else "Cell")))

    filled = [
        Row(
            cells=tuple(made(*one) for one in [*row, *[("", False)] * (columns - len(row))]),
            head=number == 0 and all(head for _, head in row),
        )
        for number, row in enumerate(rows)
    ]
    return table((TEXT_WIDTH // columns,) * columns, filled) + thin()
