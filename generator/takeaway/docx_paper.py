"""The sheet that every document is written on: A4 after GB/T 9704-2012, its styles and faces, and how it becomes a file.

Text says the same on every machine: faces are named, never embedded, each with a name to fall back on. The bytes depend
on nothing but the text: no clock, no user, no template of the library's.
"""

from __future__ import annotations

import functools
import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.oxml.parser import parse_xml
from docx.shared import Length, Mm, Twips
from msgspec import Struct

from generator.takeaway import docx_parts
from generator.takeaway.docx_parts import FACES, NAMESPACE
from generator.takeaway.docx_text import Setting, paragraph, run

TEXT_WIDTH = 8845
"""Width of the type area in twentieths of a point: 156 mm (GB/T 9704-2012, 5.2.1)."""
NUMBER_LINE = 280
"""A line of the page number: 4号, 14 pt (7.5)."""
_LONGEST = 255
_CONTENTS, _MAIN = "[Content_Types].xml", "word/document.xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first day a ZIP can hold; files of a document have no date of their own."""

__all__ = ["FACES", "TEXT_WIDTH", "Properties", "docx_bytes"]


class Properties(Struct, frozen=True, kw_only=True):
    """What a document says of itself: nothing in it names who typed it or on which machine. `said` stands above each page."""

    title: str
    author: str
    created: datetime
    said: str = ""


def docx_bytes(body: str, properties: Properties) -> bytes:
    """A whole DOCX of finished paragraphs and tables; the same text gives the same bytes."""
    empty = _sheet()
    # put in as text: moving thousands of parsed rows from one tree to another takes a hundred times as long
    whole = empty[_MAIN].decode().replace("<w:sectPr", f"{body}<w:sectPr", 1).encode()
    document = docx.Document(io.BytesIO(_packed({**empty, _MAIN: whole}, zipfile.ZIP_STORED)))
    section = document.sections[0]
    if properties.said:
        for header in (section.header, section.even_page_header):
            header.is_linked_to_previous = False
            _only(header._element, paragraph(run(properties.said), on=Setting(style="Said")))  # noqa: SLF001
    moment = properties.created.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    # the library would have a part of its own made by the clock before ours could be put into it
    core = docx_parts.core(title=_short(properties.title), author=_short(properties.author), moment=moment)
    return _packed({**_saved(document), docx_parts.CORE: core.encode()}, zipfile.ZIP_DEFLATED)


def _short(text: str) -> str:
    """A property as long as other programs take it (python-docx and Word: 255)."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


@functools.cache
def _sheet() -> Mapping[str, bytes]:
    """The files of the empty document, made once."""
    parts = {name: text.encode() for name, text in docx_parts.PARTS.items()}
    document = docx.Document(io.BytesIO(_packed(parts, zipfile.ZIP_STORED)))
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.left_margin = Mm(37), Mm(28)
    section.bottom_margin, section.right_margin = Mm(35), Mm(26)
    section.header_distance = Mm(20)
    # the number stands 7 mm under the type area, which ends 35 mm above the edge of the paper
    section.footer_distance = Length(Mm(35 - 7) - Twips(NUMBER_LINE))
    document.settings.odd_and_even_pages_header_footer = True
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        edge = Setting(style="Folio", align=side, **{side: NUMBER_LINE})  # type: ignore[arg-type]
        _only(footer._element, paragraph(docx_parts.PAGE_NUMBER, on=edge))  # noqa: SLF001
    return _saved(document)


def _only(part: object, text: str) -> None:
    """Put one paragraph into a header or footer, which then holds nothing else."""
    for old in list(part):  # type: ignore[call-overload]
        part.remove(old)  # type: ignore[attr-defined]
    wrapped = parse_xml(f'<w:body xmlns:w="{NAMESPACE}">{text}</w:body>')
    part.append(wrapped[0])  # type: ignore[attr-defined]


def _saved(document: Document) -> Mapping[str, bytes]:
    """The files of a document. The library's own `save` asks the clock for their dates, and fails in a year before 1980."""
    package = document.part.package
    assert package is not None
    parts = sorted(package.parts, key=lambda part: part.partname)
    named = ((part.partname, part.content_type) for part in parts)
    files = {_CONTENTS: docx_parts.contents(named).encode(), "_rels/.rels": _bytes(package.rels.xml)}
    for part in parts:
        files[part.partname.membername] = part.blob
        if part.rels:
            files[part.partname.rels_uri.membername] = _bytes(part.rels.xml)
    return files


def _bytes(xml: str | bytes) -> bytes:
    return xml if isinstance(xml, bytes) else xml.encode()


def _packed(files: Mapping[str, bytes], how: int) -> bytes:
    """The files in one order without dates: the table of contents first, as readers of the format expect."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in sorted(files, key=lambda name: (name != _CONTENTS, name)):
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type, member.create_system = how, 0
            archive.writestr(member, files[name])
    return made.getvalue()
