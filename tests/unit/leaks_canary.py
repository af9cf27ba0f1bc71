"""Canaries for the leak scanner, and documents made by hand to hide them in: small, but such as offices' programs open."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from generator.leaks.sought import Sought

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def citizen_number(first: str = "11010519491231002") -> str:
    """A number whose check digit is right (GB 11643), put together when the test runs."""
    rest = sum(int(d) * w for d, w in zip(first, _WEIGHTS, strict=True)) % 11
    return first + "10X98765432"[rest]


ID = citizen_number()
MOBILE = "138" + "0013" + "8000"
WORD = "星夜矿灯照归人"[:7] + "曲"
"""Eight characters that stand nowhere else."""
CANARY = f"甲{ID}乙{MOBILE}丙{WORD}丁"
SOUGHT = Sought.of(frozenset(), {WORD: "示例/作品"})
ALL = {"citizen", "mobile", "word"}

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
S = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def zipped(members: Mapping[str, str | bytes], *, stored: bool = False) -> bytes:
    """A ZIP archive of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, archive.compression)
    return out.getvalue()


def _package(kind: str, main: str, target: str, more: Mapping[str, str | bytes]) -> bytes:
    types = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/{target}" ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>'
    rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{REL}/officeDocument" Target="{target}"/></Relationships>'
    return zipped(
        {"[Content_Types].xml": HEAD + types, "_rels/.rels": HEAD + rels, target: HEAD + main, **more}
    )


def docx(body: str = "", **more: str | bytes) -> bytes:
    """A Word document; `more` are parts by name with `__` for `/` and `_` for `.`."""
    main = f"<w:document {W}><w:body><w:p><w:r><w:t>通知</w:t></w:r></w:p>{body}</w:body></w:document>"
    return _package("wordprocessingml.document", main, "word/document.xml", _parts(more))


def pptx(**more: str | bytes) -> bytes:
    """A presentation with these parts."""
    return _package(
        "presentationml.presentation", f"<p:presentation {A}/>", "ppt/presentation.xml", _parts(more)
    )


def xlsx(sheets: Mapping[str, tuple[str, str]], strings: str = "", names: str = "") -> bytes:
    """A workbook: sheets by name, each (its state, what is in its `worksheet`)."""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" state="{state}" r:id="rId{n}"/>'
        for n, (name, (state, _)) in enumerate(sheets.items(), 1)
    )
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{REL}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    more = {
        f"xl/worksheets/sheet{n}.xml": f"{HEAD}<worksheet {S}>{content}</worksheet>"
        for n, (_, content) in enumerate(sheets.values(), 1)
    }
    more["xl/_rels/workbook.xml.rels"] = f"{HEAD}<Relationships>{relations}</Relationships>"
    if strings:
        more["xl/sharedStrings.xml"] = f"{HEAD}<sst {S}>{strings}</sst>"
    main = f"<workbook {S}><sheets>{listed}</sheets><definedNames>{names}</definedNames></workbook>"
    return _package("spreadsheetml.sheet", main, "xl/workbook.xml", more)


def _parts(more: Mapping[str, str | bytes]) -> dict[str, str | bytes]:
    return {
        name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"): c for name, c in more.items()
    }


def runs(text: str, size: int = 3) -> str:
    """A paragraph cut into runs, as Word does after every edit."""
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    return (
        "<w:p>"
        + "".join(
            f'<w:r w:rsidR="00A1{n:04X}"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{p}</w:t></w:r>'
            for n, p in enumerate(pieces)
        )
        + "</w:p>"
    )


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(*chunks: bytes, after: bytes = b"") -> bytes:
    """A picture of one pixel with these chunks."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    end = chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + end + after


def exif(text: str) -> bytes:
    """EXIF with an author in Windows' UTF-16 tag (XPAuthor)."""
    value = text.encode("utf-16-le") + b"\0\0"
    return b"II*\0" + struct.pack("<IHHHIII", 8, 1, 0x9C9D, 1, len(value), 26, 0) + value


def jpeg(*segments: tuple[int, bytes], after: bytes = b"") -> bytes:
    """The skeleton of a JPEG with these segments."""
    parts = b"".join(struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body for marker, body in segments)
    return (
        b"\xff\xd8"
        + parts
        + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"
        + b"\x12\xff\x00\x34"
        + b"\xff\xd9"
        + after
    )


def webp(*chunks: tuple[bytes, bytes], after: bytes = b"") -> bytes:
    body = b"WEBP" + b"".join(
        kind + struct.pack("<I", len(c)) + c + b"\0" * (len(c) & 1)
        for kind, c in ((b"VP8 ", b"\0" * 20), *chunks)
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body + after


def atom(kind: bytes, *content: bytes) -> bytes:
    body = b"".join(content)
    return struct.pack(">I", len(body) + 8) + kind + body


def id3(text: str, *, unsynchronised: bool = False) -> bytes:
    """An MP3 whose title is in UTF-16."""
    frame = b"\x01\xff\xfe" + text.encode("utf-16-le")
    if unsynchronised:
        frame = frame.replace(b"\xff", b"\xff\x00")
    tag = b"TIT2" + struct.pack(">IH", len(frame), 0) + frame
    size = bytes((len(tag) >> shift) & 127 for shift in (21, 14, 7, 0))
    return (
        b"ID3\x03\x00"
        + (b"\x80" if unsynchronised else b"\0")
        + size
        + tag
        + b"\xff\xfb\x90\x00"
        + b"\0" * 400
    )


def gif(comment: bytes) -> bytes:
    blocks = b"".join(
        bytes([len(comment[n : n + 20])]) + comment[n : n + 20] for n in range(0, len(comment), 20)
    )
    return (
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00\x21\xfe"
        + blocks
        + b"\0\x2c"
        + b"\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\x00\x3b"
    )


def pdf(
    *,
    page: str = "",
    author: str = "",
    attached: bytes = b"",
    note: str = "",
    xmp: str = "",
    drawing: str = "",
) -> bytes:
    """A small compressed PDF."""
    writer = PdfWriter()
    sheet = writer.add_blank_page(300, 300)
    if page:
        content = DecodedStreamObject()
        content.set_data(f"BT /F1 12 Tf 10 100 Td [({page[:4]}) -20 ({page[4:]})] TJ ET".encode("latin-1"))
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        sheet[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        sheet[NameObject("/Contents")] = writer._add_object(content.flate_encode())
    if drawing:
        outline = DecodedStreamObject()
        outline.set_data(drawing.encode())
        sheet[NameObject("/Contents")] = writer._add_object(outline.flate_encode())
    if author:
        writer.add_metadata({"/Author": author})
    if attached:
        writer.add_attachment("名单.txt", attached)
    if note:
        writer.add_annotation(0, FreeText(text=note, rect=(0, 0, 9, 9)))
    if xmp:
        stream = DecodedStreamObject()
        stream.set_data(f"<x><dc:creator>{xmp}</dc:creator></x>".encode())
        writer._root_object[NameObject("/Metadata")] = writer._add_object(stream.flate_encode())
    writer.compress_identical_objects()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def cells(text: str) -> str:
    return f'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><r><t>{text[:9]}</t></r><r><t>{text[9:]}</t></r></is></c></row></sheetData>'


def comments(text: str) -> str:
    return f"<w:comments {W}><w:comment w:id='1' w:author='示例'>{runs(text)}</w:comment></w:comments>"


def slide(text: str, hidden: str = "") -> str:
    pieces = "".join(f"<a:r><a:t>{text[n : n + 5]}</a:t></a:r>" for n in range(0, len(text), 5))
    return f"<p:sld {A}{hidden}><p:txBody><a:p>{pieces}</a:p></p:txBody></p:sld>"
