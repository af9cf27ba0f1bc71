"""The leak scanner's own test (acceptance row E5): a canary hidden in every way there is, each found where it is."""

from __future__ import annotations

import base64
import gzip
import importlib
import json
import quopri
import zlib
from urllib.parse import quote

import pytest

from generator.leaks.scan import scan, scan_document, scan_text
from tests.unit.leaks_canary import (
    ALL,
    CANARY,
    ID,
    MOBILE,
    SOUGHT,
    WORD,
    W,
    atom,
    cells,
    chunk,
    comments,
    docx,
    exif,
    gif,
    id3,
    jpeg,
    pdf,
    png,
    pptx,
    runs,
    slide,
    webp,
    xlsx,
    zipped,
)  # fmt: skip

UTF16 = CANARY.encode("utf-16-le")
SHEET = ("visible", "")
CORE = f"<cp:coreProperties><dc:creator>{CANARY}</dc:creator></cp:coreProperties>"
WAYS: dict[str, tuple[str, bytes]] = {
    # way: (a piece of the place that is told, how it is hidden)
    "plain": ("", f"<p>{CANARY}</p>".encode()),
    "entities": ("", "".join(f"&#x{ord(c):x};" for c in CANARY).encode()),
    "entities in entities": ("", "".join(f"&amp;#{ord(c)};" for c in CANARY).encode()),
    "percent": ("", f'<a href="/?q={quote(CANARY)}">'.encode()),
    "percent of GBK": ("", f'<a href="/?q={quote(CANARY.encode("gb18030"))}">'.encode()),
    "\\u": ("", json.dumps({"a": CANARY}).encode()),
    "\\u{}": ("", "".join(f"\\u{{{ord(c):x}}}" for c in CANARY).encode()),
    "\\x and CSS": ("", "".join(f"\\{ord(c):06x}" for c in CANARY).encode()),
    "quoted-printable": ("", b"Content-Transfer-Encoding: quoted-printable\n\n" + quopri.encodestring(CANARY.encode())),
    "tags in numbers": ("", f"<p>{'<b>'.join(CANARY)}</p>".encode()),
    "comments in numbers": ("", "<!-- a -->".join(CANARY).encode()),
    "attribute": ("", f'<img src="x.webp" alt="{CANARY}">'.encode()),
    "comment": ("", f"<p>a</p><!-- <i>{CANARY}</i> -->".encode()),
    "invisible characters": ("", "\u200b".join(CANARY).encode()),
    "full width": ("", CANARY.translate({n: n + 0xFEE0 for n in range(0x30, 0x3A)}).replace("X", "Ｘ").encode()),
    "gzip": ("压缩包", gzip.compress(CANARY.encode())),
    "zlib in something": ("压缩的数据", b"\0\x01head" + zlib.compress(CANARY.encode()) + b"tail\xff"),
    "base64": ("Base64", b'{"a":"' + base64.b64encode(CANARY.encode()) + b'"}'),
    "base64url, off by one": ("Base64", b"x=ab" + base64.urlsafe_b64encode(b"1" + CANARY.encode())),
    "base64 by lines": ("Base64", b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(b"-" * 50 + CANARY.encode())),
    "picture in a data: address": ("Base64：PNG 文字块", b'<img src="data:image/png;base64,' + base64.b64encode(png(chunk(b"zTXt", b"c\0\0" + zlib.compress(CANARY.encode())), chunk(b"tIME", b"\0" * 300))) + b'">'),
    "PNG tEXt": ("PNG 文字块", png(chunk(b"tEXt", b"Author\0" + CANARY.encode()))),
    "PNG zTXt": ("PNG 文字块", png(chunk(b"zTXt", b"Comment\0\0" + zlib.compress(CANARY.encode())))),
    "PNG iTXt": ("PNG 文字块", png(chunk(b"iTXt", b"XML\0\1\0\0\0" + zlib.compress(CANARY.encode())))),
    "PNG iCCP": ("ICC", png(chunk(b"iCCP", b"icc\0\0" + zlib.compress(b"desc" + CANARY.encode("utf-16-be"))))),
    "PNG eXIf": ("EXIF", png(chunk(b"eXIf", exif(CANARY)))),
    "PNG after its end": ("图片末尾之后", png(after=CANARY.encode())),
    "JPEG EXIF UTF-16": ("EXIF", jpeg((0xE1, b"Exif\0\0" + exif(CANARY)))),
    "JPEG EXIF UserComment": ("EXIF", jpeg((0xE1, b"Exif\0\0MM\0*" + b"\0" * 9 + b"UNICODE\0" + CANARY.encode("utf-16-be")))),
    "JPEG thumbnail": ("里的小图：ICC", jpeg((0xE1, b"Exif\0\0" + exif("a") + jpeg(*((0xE2, b"ICC_PROFILE\0\1\2" + UTF16[n : n + 8]) for n in range(0, len(UTF16), 8)))))),
    "JPEG comment": ("注释", jpeg((0xFE, CANARY.encode("gb18030")))),
    "JPEG ICC in two": ("ICC", jpeg((0xE2, b"ICC_PROFILE\0\1\2" + UTF16[:60]), (0xE2, b"ICC_PROFILE\0\2\2" + UTF16[60:]))),
    "ZIP behind a JPEG": ("图片末尾之后：压缩包里的", jpeg(after=zipped({"a.txt": CANARY}))),
    "WebP XMP": ("XMP", webp((b"XMP ", f"<x:xmpmeta>{CANARY}</x:xmpmeta>".encode()))),
    "WebP EXIF": ("EXIF", webp((b"EXIF", exif(CANARY)))),
    "WebP after its end": ("图片末尾之后", webp(after=CANARY.encode())),
    "GIF comment": ("GIF 注释", gif(CANARY.encode())),
    "ID3 UTF-16": ("ID3", id3(CANARY)),
    "ID3 unsynchronised": ("ID3", id3(CANARY.replace("丁", "\uff4e丁"), unsynchronised=True)),
    "MP4 udta": ("视频信息", atom(b"ftyp", b"isom\0\0\0\0") + atom(b"moov", atom(b"udta", atom(b"\xa9nam", CANARY.encode())))),
    "MP4 media data": ("画面和声音的数据", atom(b"ftyp", b"isom\0\0\0\0") + atom(b"mdat", b"\xff\xfe\0" + CANARY.encode() + b"\0\xff")),
    "DOCX split over runs": ("正文", docx(runs(CANARY))),
    "DOCX comment": ("批注", docx(word__comments_xml=comments(CANARY))),
    "DOCX tracked deletion": ("修订", docx(f"<w:p><w:del w:id='1'><w:r><w:delText>{CANARY[:9]}</w:delText></w:r><w:r><w:delText>{CANARY[9:]}</w:delText></w:r></w:del></w:p>")),
    "DOCX insertion within": ("正文", docx(f"<w:p><w:r><w:t>{CANARY[:9]}</w:t></w:r><w:del><w:r><w:delText>99</w:delText></w:r></w:del><w:r><w:t>{CANARY[9:]}</w:t></w:r></w:p>")),
    "DOCX header": ("页眉", docx(word__header1_xml=f"<w:hdr {W}>{runs(CANARY)}</w:hdr>")),
    "DOCX footnote": ("脚注", docx(word__footnotes_xml=f"<w:footnotes {W}>{runs(CANARY)}</w:footnotes>")),
    "DOCX hidden text": ("隐藏的文字", docx(f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{CANARY}</w:t></w:r></w:p>")),
    "DOCX alternative text": ("正文", docx(f'<w:p><w:drawing><wp:docPr id="1" descr="{CANARY}"/></w:drawing></w:p>')),
    "DOCX author": ("文件属性“作者”", docx(docProps__core_xml=CORE)),
    "DOCX company": ("文件属性“单位”", docx(docProps__app_xml=f"<Properties><Company>{CANARY}</Company></Properties>")),
    "DOCX own property": ("文件属性“经办人”", docx(docProps__custom_xml=f'<Properties><property name="经办人"><vt:lpwstr>{CANARY}</vt:lpwstr></property></Properties>')),
    "DOCX picture": ("嵌入的文件 image1.png：PNG 文字块", docx(**{"word__media__image1.png": png(chunk(b"tEXt", b"a\0" + CANARY.encode()))})),
    "DOCX embedded workbook": ("嵌入的文件 a.xlsx：隐藏的工作表“名单”", docx(**{"word__embeddings__a.xlsx": xlsx({"名单": ("hidden", cells(CANARY))})})),
    "DOCX in UTF-16": ("批注", docx(word__comments_xml=("\ufeff" + comments(CANARY)).encode("utf-16-le"))),
    "XLSX hidden sheet": ("隐藏的工作表“名单”", xlsx({"表": SHEET, "名单": ("hidden", cells(CANARY))})),
    "XLSX very hidden sheet": ("深度隐藏的工作表“名单”", xlsx({"表": SHEET, "名单": ("veryHidden", cells(CANARY))})),
    "XLSX rich shared string": ("工作表“表”", xlsx({"表": ("visible", '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>')}, strings=f"<si><r><t>{CANARY[:9]}</t></r><r><t>{CANARY[9:]}</t></r></si>")),
    "XLSX string left behind": ("不显示", xlsx({"表": SHEET}, strings=f"<si><t>{CANARY}</t></si>")),
    "XLSX hidden column": ("隐藏的列", xlsx({"表": ("visible", f'<cols><col min="1" max="1" hidden="1"/></cols>{cells(CANARY)}')})),
    "XLSX hidden row": ("隐藏的行", xlsx({"表": ("visible", cells(CANARY).replace('<row r="1"', '<row r="1" hidden="1"'))})),
    "XLSX name": ("名称管理器", xlsx({"表": SHEET}, names=f'<definedName name="a">"{CANARY}"</definedName>')),
    "PPTX notes": ("演讲者备注", pptx(ppt__notesSlides__notesSlide1_xml=slide(CANARY))),
    "PPTX hidden slide": ("隐藏的第 2 张幻灯片", pptx(ppt__slides__slide2_xml=slide(CANARY, ' show="0"'))),
    "ODT": ("正文", zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": f"<office:text><text:p>{CANARY[:9]}<text:span>{CANARY[9:]}</text:span></text:p></office:text>"})),
    "PDF properties": ("文件属性“作者”", pdf(author=CANARY)),
    "PDF XMP": ("XMP", pdf(xmp=CANARY)),
    "PDF attachment": ("附件 名单.txt", pdf(attached=CANARY.encode("gb18030"))),
    "PDF note": ("第 1 页的批注", pdf(note=CANARY)),
    "ZIP in ZIP": ("压缩包里的 b.zip：压缩包里的 c/d.txt", zipped({"b.zip": zipped({"c/d.txt": CANARY})})),
    "ZIP, a name in GBK": ("压缩包里的文件名", zipped({"a" * len(f"{CANARY}.txt".encode("gb18030")): "x"}).replace(b"a" * len(f"{CANARY}.txt".encode("gb18030")), f"{CANARY}.txt".encode("gb18030"))),
    "UTF-16 text": ("", b"\xff\xfe" + UTF16),
    "UTF-16 text without a mark": ("正文", UTF16),
    "GBK text": ("正文", CANARY.encode("gb18030")),
    "web page saved as .xls": ("正文", f"<TABLE><TD><FONT>{CANARY[:9]}</FONT>{CANARY[9:]}</TD></TABLE>".encode("gb18030")),
    "RTF": ("正文", b"{\\rtf1\\ansicpg936 " + "".join(f"\\u{ord(c) if ord(c) < 32768 else ord(c) - 65536}?" if ord(c) > 127 else c for c in CANARY).encode() + b"}"),
    "old Word": ("正文", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + UTF16),
}  # fmt: skip


@pytest.mark.parametrize("way", list(WAYS))
def test_the_canary_is_found(way: str) -> None:
    place, data = WAYS[way]
    found = scan("a", data, SOUGHT)
    assert {leak.kind for leak in found} == ALL, found
    assert len(found) == 3, "each is told once"
    assert all(place in (leak.where or "正文") for leak in found), found
    assert {leak.whose for leak in found if leak.kind == "word"} == {"示例/作品"}
    told = repr(found)
    assert ID not in told
    assert MOBILE not in told
    assert WORD not in told


@pytest.mark.parametrize("number", [ID, MOBILE])
def test_numbers_in_the_text_of_a_pdf(number: str) -> None:
    found = scan("a.pdf", pdf(page=number), SOUGHT)
    assert [leak.where for leak in found] == ["第 1 页"]


@pytest.mark.parametrize(
    "stored", ["1.38001380E10", "1.3800138E10", "13800138000", "13800138000.0", "1.3800138e+10"]
)
def test_a_mobile_in_a_number_cell(stored: str) -> None:
    sheet = (
        f'<sheetData><row r="1"><c r="B1"><v>{stored}</v></c><c r="C1"><v>45000.5</v></c></row></sheetData>'
    )
    (found,) = scan("a.xlsx", xlsx({"名单": ("hidden", sheet)}), SOUGHT)
    assert (found.kind, found.excerpt, found.where) == ("mobile", "138****8000", "隐藏的工作表“名单”")


READERS = {
    "openings": "entities",
    "content_of": "tags in numbers",
    "base64_parts": "base64",
    "packed.gzip": "gzip",
    "packed.streams": "zlib in something",
    "pictures.png": "PNG zTXt",
    "pictures.jpeg": "JPEG ICC in two",
    "pictures.webp": "WebP XMP",
    "pictures.gif": "GIF comment",
    "moving.sound": "ID3 unsynchronised",
    "moving.film": "MP4 udta",
    "office.package": "DOCX comment",
    "office._properties": "DOCX author",
    "office.apart": "DOCX alternative text",
    "sheets.workbook": "XLSX hidden sheet",
    "legacy.document": "RTF",
    "pdf.document": "PDF XMP",
    "pdf._attached": "PDF attachment",
    "pdf._page": "PDF note",
}


@pytest.mark.parametrize("reader", list(READERS))
def test_without_its_reader_the_canary_is_missed(reader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that each way above proves what it is there for."""
    module, _, name = reader.rpartition(".")
    empty = (
        (lambda *_, **__: None)
        if name == "content_of"
        else (lambda *_: "")
        if name == "apart"
        else (lambda *_: ())
    )
    for owner in (
        [f"generator.leaks.{module}"] if module else ["generator.leaks.scan", "generator.leaks.readings"]
    ):
        if hasattr(importlib.import_module(owner), name):
            monkeypatch.setattr(f"{owner}.{name}", (lambda text: [text]) if name == "openings" else empty)
    place, data = WAYS[READERS[reader]]
    found = scan("a", data, SOUGHT)
    assert len([leak for leak in found if place in leak.where]) < 3


def test_a_name_tells_as_well() -> None:
    assert {(leak.kind, leak.where) for leak in scan(f"a/{CANARY}.txt", b"x", SOUGHT)} == {
        (kind, "文件名") for kind in ALL
    }
    assert {leak.kind for leak in scan(quote(CANARY), b"x", SOUGHT)} == ALL


def test_old_formats_are_rough_and_new_ones_are_not() -> None:
    assert scan_document("a.doc", WAYS["old Word"][1], SOUGHT).rough
    assert scan_document("a.zip", zipped({"a.doc": WAYS["old Word"][1]}), SOUGHT).rough
    for way in ("DOCX split over runs", "XLSX hidden sheet", "PDF note", "ZIP in ZIP"):
        assert not scan_document("a", WAYS[way][1], SOUGHT).rough


def test_a_fragment_is_scanned_as_a_file_is() -> None:
    for way in [*list(WAYS)[:15], "base64", "base64url, off by one", "picture in a data: address"]:
        assert {leak.kind for leak in scan_text(WAYS[way][1].decode(), SOUGHT)} == ALL, way


def test_the_parts_beside_a_sheet() -> None:
    link = f'<sheetData/><hyperlinks><hyperlink ref="A1" location="tel:{MOBILE}"/></hyperlinks><headerFooter><oddHeader>{ID}</oddHeader></headerFooter>'
    assert {leak.kind for leak in scan("a", xlsx({"表": ("visible", link)}), SOUGHT)} == {"citizen", "mobile"}
