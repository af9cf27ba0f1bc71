"""Files that cannot be read are told as one problem with what to do, whatever is in them: nothing crashes, nothing hangs."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from pypdf import PdfWriter

from generator.importing import reading
from generator.importing.reading import read_file
from generator.importing.received import Line


def told(to: Path, data: bytes, name: str = "通知.docx") -> tuple[str, str, str]:
    """Code, what and remedy of the one problem of a file."""
    path = to / name
    path.write_bytes(data)
    found = read_file(path)
    assert found.received is None
    (one,) = found.problems
    assert one.place.file == name
    return one.code, one.what(), one.remedy()


def packed(members: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", kind) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def a_word_file() -> bytes:
    file = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("关于活动的通知")
    document.save(file)
    return file.getvalue()


def with_document(xml: bytes) -> bytes:
    """A Word file whose main part is replaced."""
    with zipfile.ZipFile(io.BytesIO(a_word_file())) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return packed({**members, "word/document.xml": xml})


def a_pdf(pages: list[list[str]]) -> bytes:
    """Lines of Chinese, one below the other, in a font that every reader brings along."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{5 + 2 * at} 0 R' for at in range(len(pages)))}]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/SimSun/DW 1000/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
    ]
    for at, lines in enumerate(pages):
        shown = " ".join(f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in lines)
        drawn = f"BT /F 12 Tf 20 TL 50 800 Td {shown} ET"
        box = "/MediaBox[0 0 600 842]/Resources<</Font<</F 3 0 R>>>>"
        objects += [f"<</Type/Page/Parent 2 0 R{box}/Contents {6 + 2 * at} 0 R>>"]
        objects += [f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream"]
    text, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(text))
        text += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(text)}\n%%EOF"
    return (text + end).encode()


@pytest.mark.parametrize("data", [b"", b"\0" * 500, b" \r\n\t"])
def test_an_empty_file(tmp_path: Path, data: bytes) -> None:
    assert told(tmp_path, data)[0] == "E150"


@pytest.mark.parametrize(
    ("data", "seems", "do"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版 Word", "另存为"),
        (b"{\\rtf1\\ansi x}", "RTF", "另存为"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "图片", "文字识别"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 60, "图片", "文字识别"),
        (packed({"xl/workbook.xml": b"<x/>"}), "Excel", "import entries"),
        (packed({"a.txt": b"x"}), "压缩包", "解压"),
        (b"Rar!\x1a\x07\x00xx", "压缩包", "解压"),
        (b"MZ\x90\0" + b"\0\x01" * 300, "程序", "放错"),
        ("<!DOCTYPE html><html>通知".encode(), "网页", "另存为"),
    ],
)
def test_kinds_are_known_by_content_and_said_what_to_do(
    tmp_path: Path, data: bytes, seems: str, do: str
) -> None:
    code, what, remedy = told(tmp_path, data)
    assert code == "E152"
    assert seems in what
    assert do in remedy


def test_a_file_over_the_limit_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "大.docx"
    with path.open("wb") as file:
        file.truncate(reading.LARGEST + 1)
    (one,) = read_file(path).problems
    assert one.code == "E151"


@pytest.mark.parametrize(
    "data",
    [
        a_word_file()[:3000],
        a_word_file().replace(b"word/document.xml", b"word/dokument.xml"),
        packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}),
        with_document(b"<w:document"),
        with_document(b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'),
        with_document(
            b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
            + b"<w:tbl><w:tr><w:tc>" * 3000
            + b"</w:tc></w:tr></w:tbl>" * 3000
            + b"</w:body></w:document>"
        ),
    ],
    ids=["cut off", "misnamed", "no document", "broken XML", "entities", "nested deep"],
)
def test_a_broken_or_hostile_word_file(tmp_path: Path, data: bytes) -> None:
    assert told(tmp_path, data)[0] == "E153"


def test_a_bomb_ends_at_the_limit(tmp_path: Path) -> None:
    bomb = packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b" " * 210_000_000})
    assert len(bomb) < 1_000_000
    code, what, _ = told(tmp_path, bomb)
    assert code == "E153"
    assert "压缩炸弹" in what


def test_a_locked_word_file(tmp_path: Path) -> None:
    data = bytearray(a_word_file())
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        spot = data.find(sign)
        while spot >= 0:
            data[spot + at] |= 1
            spot = data.find(sign, spot + 4)
    assert told(tmp_path, bytes(data))[0] == "E154"


def test_a_word_file_without_text_and_text_of_no_encoding(tmp_path: Path) -> None:
    file = io.BytesIO()
    docx.Document().save(file)
    assert told(tmp_path, file.getvalue())[0] == "E155"
    assert told(tmp_path, "通知。\n".encode() + b"\x81\x20\xff\xff\x80" * 9, "通知.txt")[0] == "E156"


def test_a_scan_a_locked_and_a_broken_pdf(tmp_path: Path) -> None:
    scan, locked = PdfWriter(), PdfWriter()
    for writer in (scan, locked):
        writer.add_blank_page(200, 200)
    locked.encrypt("secret")
    files = [io.BytesIO(), io.BytesIO()]
    for writer, file in zip((scan, locked), files, strict=True):
        writer.write(file)
    code, what, _ = told(tmp_path, files[0].getvalue(), "a.pdf")
    assert (code, "1 页" in what, "扫描件" in what) == ("E155", True, True)
    assert told(tmp_path, files[1].getvalue(), "b.pdf")[0] == "E154"
    assert told(tmp_path, b"%PDF-1.4\n1 0 obj\n<<", "c.pdf")[0] == "E153"


def test_the_text_of_a_pdf_is_read_page_by_page(tmp_path: Path) -> None:
    one = "各单位要高度重视，广泛发动职工参与，精心组织好本地区本系统的线上线下主"
    path = tmp_path / "a.pdf"
    path.write_bytes(a_pdf([["一、总体要求", one, "— 1 —"], ["题活动。", "附件"]]))
    found = read_file(path)
    assert found.received is not None, found.problems
    assert [piece.text for piece in found.received.pieces if isinstance(piece, Line)] == [
        "一、总体要求",
        f"{one}题活动。",
        "附件",
    ]
    assert [one.what for one in found.received.lost] == ["页码“— 1 —”"]
    assert "逐段核对" in found.told[0]
