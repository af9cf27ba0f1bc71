"""A file of any kind as a received document, its cut lines joined and known damage mended; or the reason why not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.importing import kinds, plaintext
from generator.importing.blanks import folded_cell, folded_line, folded_marks
from generator.importing.joining import joined
from generator.importing.lookalikes import plain_characters
from generator.importing.marks import cleared
from generator.importing.mending import Mend, mended
from generator.importing.received import Grid, Line, Lost, Piece, Received
from generator.importing.sealed import read_sealed
from generator.leaks.reading import Unreadable
from generator.problems import Place, Problem, problem
from generator.textfile import decoded
from generator.values.text import forbidden_character, without_forbidden

LARGEST = 20_000_000
"""Bytes: as much as a file that is handed out may have."""
_MOST_PIECES = 20_000


class Read(Struct, frozen=True):
    """What a file gave: the document, what was mended in it, what an editor should know of the reading; or problems."""

    received: Received | None = None
    mends: tuple[Mend, ...] = ()
    told: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_file(path: Path, *, name: str | None = None) -> Read:
    """Read a stranger's file. Never raises for what is in it; `name` is what reports call it."""
    name = name or path.name
    place = Place(name)
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        return _refused(problem("E153", place, detail=error.strerror or "打不开"))
    if size > LARGEST:
        return _refused(problem("E151", place, size=f"{size:,}", limit=f"{LARGEST:,}"))
    if not data.strip(b"\0\t\r\n "):
        return _refused(problem("E150", place))
    kind = kinds.kind_of(data)
    if kind in kinds.REFUSED:
        return _refused(problem("E152", place, seems=kind, remedy=kinds.REFUSED[kind]))
    try:
        if kind == "docx":
            return _word(data, name)
        if kind == "pdf":
            return _pdf(data, name)
        return _text(data, name, markdown=path.suffix.lower() in (".md", ".markdown"))
    except Unreadable as error:
        code = "E154" if "密码" in error.why else "E153"
        return _refused(problem(code, place, detail=error.why))


def _refused(*problems: Problem) -> Read:
    return Read(problems=problems)


def _text(data: bytes, name: str, *, markdown: bool) -> Read:
    found: list[Problem] = []
    source = decoded(data, name, found)
    if source is None:
        broken = [p for p in found if p.code == "E117"]
        return _refused(problem("E156", broken[0].place) if broken else problem("E150", Place(name)))
    told = tuple(_ENCODED[p.code].format_map(p.words) for p in found if p.code in _ENCODED)
    text, count = plain_characters(source.text)
    laid = plaintext.laid(text, markdown=markdown)
    told = (*dict.fromkeys(told), *_radicals(count))
    return _whole(name, laid.pieces, laid.mends, laid.lost, told, counted="行")


_ENCODED = {
    "E107": "文件是 {encoding} 编码，已转成 UTF-8。",
    "E110": "去掉了看不见的控制字符（{character}）。",
}


def _pdf(data: bytes, name: str) -> Read:
    paper = read_sealed("pdf", data)
    if not paper.text.strip():
        return _refused(problem("E155", Place(name), pages=paper.pages))
    source = decoded(paper.text.encode(), name, [])
    if source is None:
        return _refused(problem("E155", Place(name), pages=paper.pages))
    text, count = plain_characters(source.text)
    laid = plaintext.laid(text, markdown=False)
    told = ["PDF 只有排好的文字，没有段落和表格：断开的行是推测着接上的，请逐段核对。", *paper.told]
    told += _radicals(count)
    return _whole(name, laid.pieces, laid.mends, (*paper.lost, *laid.lost), tuple(told), counted="行")


def _radicals(count: int) -> list[str]:
    return [f"{count} 个字在文件里是形状相同的部首符号（搜不到），已换成普通汉字。"] if count else []


def _word(data: bytes, name: str) -> Read:
    paper = read_sealed("docx", data)
    if not paper.pieces:
        return _refused(problem("E155", Place(name), pages="没有"))
    pieces: list[Piece] = []
    mends: list[Mend] = []
    told = list(paper.told)
    if signs := _unseen(paper.pieces):
        told.append(_ENCODED["E110"].format(character="、".join(signs)))
    for piece in (
        _seen(paper.pieces) if signs else paper.pieces
    ):  # what converters leave in texts gets pasted into Word files, too
        if isinstance(piece, Line):
            clear = cleared(plain_characters(piece.text)[0], piece.number, markdown=False)
            mends += clear.mends
            piece = replace(piece, text=clear.text)  # noqa: PLW2901
        if isinstance(piece, Grid) or piece.text:
            pieces.append(piece)
    return _whole(name, tuple(pieces), tuple(mends), paper.lost, tuple(told), counted="段")


def _unseen(pieces: Sequence[Piece]) -> list[str]:
    """Characters of a Word file that no text may have (controls, marks that turn the direction): the first of each text."""
    cells = (cell for piece in pieces if isinstance(piece, Grid) for row in piece.rows for cell in row)
    texts = (*(piece.text for piece in pieces if isinstance(piece, Line)), *cells)
    return sorted({sign for text in texts if (sign := forbidden_character(text))})


def _seen(pieces: Sequence[Piece]) -> list[Piece]:
    return [
        replace(piece, text=without_forbidden(piece.text).strip())
        if isinstance(piece, Line)
        else replace(piece, rows=tuple(tuple(map(without_forbidden, row)) for row in piece.rows))
        for piece in pieces
    ]


def _whole(
    name: str,
    pieces: tuple[Piece, ...],
    mends: tuple[Mend, ...],
    lost: tuple[Lost, ...],
    told: tuple[str, ...],
    *,
    counted: str,
) -> Read:
    if len(pieces) > _MOST_PIECES:
        return _refused(
            problem("E151", Place(name), size=f"{len(pieces):,} 段", limit=f"{_MOST_PIECES:,} 段")
        )
    plain = [
        replace(piece, text=folded_marks(piece.text)) if isinstance(piece, Line) else piece
        for piece in pieces
    ]
    whole = tuple(
        replace(piece, text=folded_line(piece.text))
        if isinstance(piece, Line)
        else replace(piece, rows=tuple(tuple(map(folded_cell, row)) for row in piece.rows))
        for piece in joined(plain)
    )
    clean, found = mended(whole)
    return Read(Received(name, clean, counted, lost), (*mends, *found), told)
