"""A Word file (.docx) as pieces: paragraphs, text boxes and tables in their order, numbers as printed.

The package is unpacked within limits and searched for XML entities before the library sees it; nothing it refers to
outside is opened.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from copy import copy
from typing import Any

import docx
from docx.document import Document
from docx.oxml.parser import parse_xml

from generator.importing.htmltables import unfolded
from generator.importing.numbering import Counting
from generator.importing.received import Grid, Line, Lost, Piece
from generator.importing.sealed import Paper
from generator.importing.wordstyles import Style, W, bold_heading, lists, styles, value, with_properties
from generator.importing.wordtext import PAGE_END, Seen, paragraph_text
from generator.leaks.packed import zip_members
from generator.leaks.reading import Budget, Unreadable
from generator.leaks.xmltext import xml_text

_DEEPEST = 6
_FRAME = 4
"""Rows that a frame around a text, a masthead or a receiving stamp has at most."""
_SAID = re.compile("[。：:]$")
"""Where the recipients or a sentence ended, mastheads and stamps are over."""
_SHOWN = 60


def read_word(data: bytes) -> Paper:
    """Read a stranger's Word file: in the sealed process only. Raises Unreadable if it is locked, broken, a bomb, or no document."""
    members, _ = zip_members(data, Budget())
    for name, content in members.items():
        if name.endswith((".xml", ".rels")):
            xml_text(content)
    try:
        document = docx.Document(io.BytesIO(data))
        return _Walk(document).paper()
    except MemoryError:
        raise
    except RecursionError as error:
        raise Unreadable("文档的结构套得太深") from error
    except Exception as error:  # whatever a broken or strange file sets off in the library
        raise Unreadable(
            "文档不完整，或不是普通的 .docx（请用 WPS 或 Word 打开，另存为 .docx 再试）"
        ) from error


class _Walk:
    """One way through a document; `number` counts paragraphs and table rows."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.pieces: list[Piece] = []
        self.lost: list[Lost] = []
        self.number = 0
        self.apart = False
        self.inserted: list[str] = []
        self.deleted: list[str] = []
        self.notes: list[tuple[str, str]] = []
        part = document.part
        self.styles, self.default = styles(self._related("styles"))
        self.counting = Counting(lists(self._related("numbering")))
        self.addresses = {key: rel.target_ref for key, rel in part.rels.items() if rel.is_external}

    def _related(self, name: str) -> Any:
        for rel in self.document.part.rels.values():
            if not rel.is_external and rel.reltype.rpartition("/")[2] == name:
                element = getattr(rel.target_part, "element", None)
                return parse_xml(rel.target_part.blob) if element is None else element
        return None

    def paper(self) -> Paper:
        """Walk, and tell what was met on the way."""
        self.blocks(self.document.element.body, 0)
        self._footnotes()
        self._margins()
        for comment in self._texts_of("comments", "comment"):
            self.lost.append(Lost(f"批注“{_short(comment)}”", self.number))
        told = []
        if self.inserted:
            told.append(f"文件里有没有确认的修订：插入的文字已算作正文（{_list(self.inserted)}）。")
        if self.deleted:
            told.append(f"文件里有没有确认的修订：标为删除的文字没有导入（{_list(self.deleted)}）。")
        return Paper(tuple(self.pieces), lost=tuple(self.lost), told=tuple(told))

    def blocks(self, parent: Any, depth: int) -> None:
        if depth > _DEEPEST:
            raise Unreadable("文档的结构套得太深")
        for block in parent:
            if block.tag == W + "p":
                self._paragraph(block, depth)
            elif block.tag == W + "tbl":
                self._table(block, depth)
            elif block.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "smartTag"):
                self.blocks(block, depth + (block.tag != W + "sdtContent"))

    def _paragraph(self, paragraph: Any, depth: int) -> None:
        self.number += 1
        seen = Seen()
        text = paragraph_text(paragraph, seen, self.addresses)
        for box in seen.boxes:
            self.blocks(box, depth + 1)
        self._met(seen)
        style = self._style(paragraph)
        kind = style.kind or bold_heading(paragraph, text.strip())
        number = (
            self.counting.printed(style.number_id, style.depth) if style.number_id and text.strip() else ""
        )
        properties = paragraph.find(W + "pPr")
        if properties is not None and properties.find(W + "pageBreakBefore") is not None:
            self.apart = True
        before = self.apart or text.startswith(PAGE_END)
        lines = (number + text).replace(PAGE_END, "\n\f").split("\n")
        for line in lines:
            before = before or line.startswith(PAGE_END)
            if line.strip():
                kept = before and bool(self.pieces)
                self.pieces.append(Line(line.strip(), self.number, self.number, kind, kept))
                before = False
        self.apart = not text.strip() or text.endswith(PAGE_END)

    def _style(self, paragraph: Any) -> Style:
        properties = paragraph.find(W + "pPr")
        name = value(properties, "pStyle") or self.default
        return with_properties(self.styles.get(name, Style()), properties)

    def _met(self, seen: Seen) -> None:
        if seen.pictures:
            what = "图片" if seen.pictures == 1 else f"{seen.pictures} 张图片"
            self.lost.append(Lost(f"{what}（二维码、印章或插图）", self.number))
        if seen.drawn:
            self.lost.append(Lost("画出来的图形或公式", self.number))
        self.lost += [Lost(f"隐藏的文字“{_short(text)}”", self.number) for text in seen.hidden]
        self.lost += [
            Lost(f"“{_short(text)}”所链接的地址 {address}", self.number) for text, address in seen.links
        ]
        self.inserted += [text for text in seen.inserted if text.strip()]
        self.deleted += [text for text in seen.deleted if text.strip()]
        self.notes += seen.notes

    def _table(self, table: Any, depth: int) -> None:
        first = self.number + 1
        rows = [list(self._cells(row, depth)) for row in table.iter(W + "tr") if _owner(row) is table]
        whole = unfolded(_heights(rows))
        full = [row for row in whole if any(row)]
        self.number = max(self.number, first + len(rows) - 1)
        if not full:
            return
        frame = max(len(set(filter(None, row))) for row in full) == 1 and len(full) <= _FRAME
        above = not any(isinstance(piece, Grid) or _SAID.search(piece.text) for piece in self.pieces)
        if frame or (above and len(full) <= _FRAME):
            for row in full:  # a frame around a text, or the masthead: no table of facts
                text = " ".join(dict.fromkeys(filter(None, row)))
                self.pieces.append(Line(text, first, self.number, "centre", bool(self.pieces)))
        else:
            self.pieces.append(Grid(whole, first, self.number))
        self.apart = True

    def _cells(self, row: Any, depth: int) -> Iterator[tuple[str, int, str]]:
        """Text, columns, and how it stands to the cell above: restart, continue or nothing."""
        if depth > _DEEPEST:
            raise Unreadable("文档的结构套得太深")
        for cell in (cell for cell in row.iter(W + "tc") if _owner(cell, "tr") is row):
            properties = cell.find(W + "tcPr")
            merged = properties.find(W + "vMerge") if properties is not None else None
            span = value(properties, "gridSpan") or "1"
            upright = "" if merged is None else merged.get(W + "val", "continue")
            yield self._cell_text(cell, depth), int(span) if span.isdigit() else 1, upright

    def _cell_text(self, cell: Any, depth: int) -> str:
        # With its styles and lists: reading them for each cell of a large table takes a minute.
        inner = copy(self)
        inner.pieces, inner.lost, inner.inserted, inner.deleted, inner.notes = [], [], [], [], []
        inner.apart = False
        inner.blocks(cell, depth + 1)
        self.lost += inner.lost
        self.inserted += inner.inserted
        self.deleted += inner.deleted
        self.notes += inner.notes
        parts = []
        for piece in inner.pieces:
            rows = [" ".join(filter(None, row)) for row in piece.rows] if isinstance(piece, Grid) else []
            parts += rows or ([piece.text] if isinstance(piece, Line) else [])
        return " ".join(" ".join(parts).split())

    def _footnotes(self) -> None:
        """Foot- and endnotes stand as lines at the end, in the order in which the text refers to them."""
        for kind, identity in self.notes:
            root = self._related(f"{kind}s")
            for note in root if root is not None else ():
                if note.get(W + "id") == identity:
                    text = " ".join(paragraph_text(p, Seen(), {}) for p in note.iter(W + "p")).strip()
                    self.lost.append(Lost(f"脚注“{_short(text)}”移到了文末，没有标注号", self.number))
                    self.pieces.append(Line(text, self.number, self.number, "", True))

    def _margins(self) -> None:
        for kind, name in (("header", "页眉"), ("footer", "页脚")):
            texts = dict.fromkeys(text for text in self._texts_of(kind, "p") if text)
            self.lost += [Lost(f"{name}“{_short(text)}”", self.number) for text in texts]

    def _texts_of(self, part: str, tag: str) -> Iterator[str]:
        for rel in self.document.part.rels.values():
            if not rel.is_external and rel.reltype.rpartition("/")[2] == part:
                for element in parse_xml(rel.target_part.blob).iter(W + tag):
                    yield " ".join(paragraph_text(element, Seen(), {}).split())


def _owner(element: Any, kind: str = "tbl") -> Any:
    return next(element.iterancestors(W + kind), None)


def _heights(rows: list[list[tuple[str, int, str]]]) -> list[list[tuple[str, int, int]]]:
    """Cells with the number of rows they reach over; what continues the cell above is left out."""
    columns: dict[int, tuple[int, int]] = {}
    done: list[list[tuple[str, int, int]]] = []
    for at, row in enumerate(rows):
        done.append([])
        column = 0
        for text, wide, upright in row:
            above = columns.get(column)
            if upright == "continue" and above:
                of, place = above
                old = done[of][place]
                done[of][place] = (old[0], old[1], at - of + 1)
            else:
                columns[column] = (at, len(done[-1]))
                done[-1].append((text, wide, 1))
            column += wide
    return done


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _list(texts: list[str]) -> str:
    return "；".join(f"“{_short(text)}”" for text in texts[:10]) + ("等" if len(texts) > 10 else "")
