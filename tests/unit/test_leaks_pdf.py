"""Nooks of a PDF that no page shows, wrapped numbers and earlier versions: each holds the canary, and is told."""

from __future__ import annotations

import io
import zlib

import pytest
from pypdf import PdfReader, PdfWriter

from generator.leaks.scan import Scanned, scan, scan_document
from tests.unit.leaks_canary import ALL, CANARY, MOBILE, SOUGHT, citizen_number, docx, pdf

LATER = citizen_number("11010119900307001")
HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def made(*objects: bytes) -> bytes:
    """A PDF of these objects; the first is its catalog."""
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def stream(content: bytes, more: bytes = b"") -> bytes:
    packed = zlib.compress(content)
    return b"<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream" % (len(packed), more, packed)


def sheet(
    content: bytes = b" ", *more: bytes, catalog: bytes = b"", page: bytes = b"", font: bytes = HELVETICA
) -> bytes:
    """One page; `more` are the objects from 6 on."""
    return made(
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R"
        + page
        + b">>",
        stream(content),
        font,
        *more,
    )


def utf16(text: str = CANARY) -> bytes:
    return b"<FEFF" + text.encode("utf-16-be").hex().encode() + b">"


def font_without_meaning() -> bytes:
    return b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]>>"


def font_with_meaning() -> tuple[bytes, bytes]:
    """A font whose figures have numbers of their own, and the table (object 6) that says which."""
    pairs = b" ".join(b"<%04X><%04X>" % (100 + n, 0x30 + n) for n in range(10))
    table = (
        b"begincmap 1 begincodespacerange <0000><FFFF> endcodespacerange 10 beginbfchar %s endbfchar endcmap"
    )
    return font_without_meaning()[:-2] + b"/ToUnicode 6 0 R>>", stream(table % pairs)


FILE = b"<</Type/Filespec/F(a.txt)/EF<</F 7 0 R>>>>"
HELD = stream(CANARY.encode("gb18030"))
OUTLINE = b"<</Type/Outlines/First 7 0 R/Last 7 0 R/Count 1>>"
PDFS: dict[str, tuple[str, bytes]] = {
    "bookmark": ("书签", sheet(b" ", OUTLINE, b"<</Title " + utf16() + b"/Parent 6 0 R/Dest[3 0 R/Fit]>>", catalog=b"/Outlines 6 0 R")),
    "bookmark as bytes": ("书签", sheet(b" ", OUTLINE, b"<</Title (\xfe\xff" + CANARY.encode("utf-16-be") + b")/Dest[3 0 R/Fit]>>", catalog=b"/Outlines 6 0 R")),
    "attached to a note": ("嵌入的文件", sheet(b" ", FILE, HELD, page=b"/Annots[<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS 6 0 R>>]")),
    "associated file": ("嵌入的文件", sheet(b" ", FILE, HELD, catalog=b"/AF[6 0 R]")),
    "a document attached": ("嵌入的文件", sheet(b" ", FILE, stream(docx(f"<w:p><w:r><w:t>{CANARY[:9]}</w:t></w:r><w:r><w:t>{CANARY[9:]}</w:t></w:r></w:p>")), catalog=b"/AF[6 0 R]")),
    "description of a file": ("附件的名称和说明", sheet(b" ", FILE[:-2] + b"/Desc " + utf16() + b">>", stream(b"x"), catalog=b"/AF[6 0 R]")),
    "choices of a form": ("表单", sheet(b" ", b"<</FT/Ch/T(x)/Opt[[(a)" + utf16() + b"](b)]>>", catalog=b"/AcroForm<</Fields[6 0 R]>>")),
    "alternative text": ("替代文字", sheet(b" ", b"<</Type/StructElem/S/Figure/Alt " + utf16() + b">>", catalog=b"/StructTreeRoot 6 0 R")),
    "actual text": ("替代文字", sheet(b"/Span<</ActualText " + utf16() + b">>BDC EMC")),
    "page label": ("页码标签", sheet(catalog=b"/PageLabels<</Nums[0<</P " + utf16() + b">>]>>")),
    "script": ("脚本", sheet(catalog=b"/OpenAction<</S/JavaScript/JS " + utf16() + b">>")),
    "script in a stream": ("脚本", sheet(b" ", stream(CANARY.encode("utf-16-be")), catalog=b"/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS 6 0 R>>]>>>>")),
    "layer": ("不在页面上的文字", sheet(b" ", b"<</Type/OCG/Name " + utf16() + b">>", catalog=b"/OCProperties<</OCGs[6 0 R]/D<<>>>>")),
}  # fmt: skip


@pytest.mark.parametrize("nook", list(PDFS))
def test_nooks_of_a_pdf(nook: str) -> None:
    place, data = PDFS[nook]
    found = scan("a.pdf", data, SOUGHT)
    assert {leak.kind for leak in found} == ALL
    assert len(found) == 3
    assert all(leak.where.startswith(place) for leak in found), found


def test_a_number_wrapped_on_a_page() -> None:
    text = f"BT /F 12 Tf 1 0 0 1 50 700 Tm ({LATER[:12]}) Tj 1 0 0 1 50 686 Tm ({LATER[12:]}) Tj ET"
    assert [(leak.kind, leak.where) for leak in scan("a", sheet(text.encode()), SOUGHT)] == [
        ("citizen", "第 1 页")
    ]


def figures(text: str) -> bytes:
    coded = b"".join(b"%04X" % (100 + int(figure)) for figure in text)
    return b"BT /F 12 Tf 50 700 Td <" + coded + b"> Tj ET"


def revised(times: int) -> bytes:
    """The mobile stood on the page at first; its successors were added behind, as programs do that save in place."""
    font, table = font_with_meaning()
    data = sheet(figures(MOBILE), table, font=font)
    for number in range(times):
        before = int(data.rpartition(b"startxref\n")[2].split()[0])
        changed = b"4 0 obj\n" + stream(figures(str(number))) + b"\nendobj\n"
        place = len(data)
        data += changed + (
            b"xref\n4 1\n%010d 00000 n \ntrailer\n<</Size 7/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
            % (place, before, place + len(changed))
        )
    return data


@pytest.mark.parametrize("times", [1, 8])
def test_what_an_earlier_version_said(times: int) -> None:
    data = revised(times)
    assert MOBILE not in PdfReader(io.BytesIO(data)).pages[0].extract_text()
    assert [(leak.kind, leak.where) for leak in scan("a.pdf", data, SOUGHT)] == [
        ("mobile", "文件里留着的旧版本：第 1 页")
    ]


def test_of_many_versions_the_last_eight_are_read() -> None:
    assert scan("a.pdf", revised(9), SOUGHT) == []


def test_text_that_nobody_can_read_is_said_to_be_rough() -> None:
    assert scan_document("a.pdf", sheet(figures(MOBILE), font=font_without_meaning()), SOUGHT) == Scanned(
        (), rough=True
    )
    assert not scan_document("a.pdf", sheet(b"0 0 9 9 re f"), SOUGHT).rough
    assert not scan_document("a.pdf", pdf(page="plain text"), SOUGHT).rough


def test_a_broken_object_that_no_page_needs_makes_it_rough() -> None:
    data = sheet(b" ", b"<</Title (abc)>>").replace(b"6 0 obj\n<<", b"6 0 obj\n))")
    assert scan_document("a.pdf", data, SOUGHT).rough


def test_bookmarks_as_a_program_writes_them() -> None:
    writer = PdfWriter()
    writer.add_blank_page(10, 10)
    writer.add_outline_item(title=f"张三{MOBILE}", page_number=0)
    out = io.BytesIO()
    writer.write(out)
    assert [(leak.kind, leak.where) for leak in scan("a", out.getvalue(), SOUGHT)] == [("mobile", "书签")]


def test_entries_that_were_freed_are_nothing_broken() -> None:
    data = sheet(b" ", b"<</Title (abc)>>")
    before, place = int(data.rpartition(b"startxref\n")[2].split()[0]), len(data)
    data += (
        b"xref\n6 1\n0000000000 00001 f \ntrailer\n<</Size 7/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
        % (before, place)
    )
    assert scan_document("a.pdf", data, SOUGHT) == Scanned(())
