"""Documents made to harm the scanner: each ends in readings or in a refusal that says why, and soon."""

from __future__ import annotations

import functools
import gzip
import io
import random
import zipfile
import zlib

import pytest
from pypdf import PdfWriter

from generator.leaks.reading import DEEPEST, MOST_BYTES, MOST_PARTS
from generator.leaks.scan import Unreadable, scan
from tests.unit.leaks_canary import CANARY, HEAD, SOUGHT, W, cells, docx, jpeg, pdf, runs, xlsx, zipped
from tests.unit.test_leaks import WAYS


@functools.cache
def bomb(size: int = MOST_BYTES + 1) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("a.bin", "w", force_zip64=True) as file,
    ):
        for _ in range(size // 10_000_000 + 1):
            file.write(b"\0" * 10_000_000)
    return out.getvalue()


@functools.cache
def gzip_bomb() -> bytes:
    return gzip.compress(b"\0" * (MOST_BYTES + 1), 1)


def nested(depth: int, data: bytes = CANARY.encode()) -> bytes:
    for _ in range(depth):
        data = zipped({"a.zip": data})
    return data


def encrypted_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(10, 10)
    writer.encrypt("geheim", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def locked_zip() -> bytes:
    data = bytearray(zipped({"a.txt": b"x" * 40}))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + offset] |= 1
    return bytes(data)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
DTD = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
REFUSED = {
    "a bomb": (bomb, "压缩炸弹"),
    "a gzip bomb": (gzip_bomb, "压缩炸弹"),
    "zips in zips": (lambda: nested(DEEPEST + 1), "一层套一层"),
    "42.zip": (lambda: nested(2, zipped({f"{n}.zip": nested(3) for n in range(16)})), "一层套一层"),
    "too many": (lambda: zipped({f"{n}": b"x" for n in range(MOST_PARTS + 1)}, stored=True), "超过 4000 个"),
    "entities": (lambda: docx(word__comments_xml=f"{HEAD}{DTD}<w:comments {W}>&b;</w:comments>"), "DTD"),
    "cut": (lambda: docx(runs(CANARY))[:-300], "不完整"),
    "cut gzip": (lambda: gzip.compress(random.Random(1).randbytes(900))[:-300], "不完整"),
    "a wrong checksum": (lambda: zipped({"a.txt": "abcdefgh"}, stored=True).replace(b"abcdefgh", b"abcdefgx"), "不完整"),
    "a locked zip": (locked_zip, "a.txt 加了密码"),
    "a locked docx": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "加了密码"),
    "a locked doc": (lambda: OLE + b"\xec\xa5" + b"\0" * 9 + b"\1" + b"\0" * 500, "加了密码"),
    "a locked pdf": (encrypted_pdf, "加了密码"),
    "no pdf": (lambda: b"%PDF-1.7\n%%EOF", "不完整"),
    "rar": (lambda: b"Rar!\x1a\x07\x00", "RAR"),
    "rar in a zip": (lambda: zipped({"名单.rar": b"Rar!\x1a\x07\x00"}), "压缩包里的 名单.rar：是 RAR"),
    "a locked pdf in a zip": (lambda: zipped({"a/b.pdf": encrypted_pdf()}), "压缩包里的 a/b.pdf：加了密码"),
}  # fmt: skip


@pytest.mark.parametrize("what", list(REFUSED))
def test_it_is_refused_and_the_refusal_says_why(what: str) -> None:
    make, why = REFUSED[what]
    with pytest.raises(Unreadable) as refusal:
        scan("a", make(), SOUGHT)
    assert why in refusal.value.why


def test_so_deep_is_allowed() -> None:
    assert len(scan("a", nested(DEEPEST), SOUGHT)) == 3


def test_names_that_climb_are_only_names() -> None:
    found = scan("a", zipped({"../../../etc/passwd": CANARY, "/var/x": "a", "..\\..\\x": "b"}), SOUGHT)
    assert {leak.where for leak in found} == {"压缩包里的 ../../../etc/passwd"}


def test_a_stream_that_unpacks_to_itself_ends() -> None:
    once = zlib.compress(b"a" * 100)
    for _ in range(60):
        once = zlib.compress(b"\0" + once + b"\0", 0)
    with pytest.raises(Unreadable):
        scan("a", b"\0" + once, SOUGHT)


def test_a_pdf_that_loops() -> None:
    loop = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    with pytest.raises(Unreadable):
        scan("a", loop, SOUGHT)


KINDS = {
    "docx": docx(runs(CANARY), word__comments_xml=f"<w:comments {W}>{runs(CANARY)}</w:comments>"),
    "xlsx": xlsx({"表": ("visible", cells(CANARY)), "名单": ("hidden", cells(CANARY))}),
    "pptx": WAYS["PPTX notes"][1],
    "docx, stored": zipped({"word/document.xml": f"<w:document {W}>{runs(CANARY)}</w:document>", "[Content_Types].xml": "<a/>"}, stored=True),
    "pdf": pdf(page="a" * 20, author=CANARY, attached=CANARY.encode(), note=CANARY, xmp=CANARY),
    "png": WAYS["PNG zTXt"][1],
    "jpeg": jpeg((0xE1, b"Exif\0\0" + b"x" * 40), (0xE2, b"ICC_PROFILE\0\1\1abc"), (0xFE, CANARY.encode())),
    "webp": WAYS["WebP EXIF"][1],
    "gif": WAYS["GIF comment"][1],
    "mp3": WAYS["ID3 UTF-16"][1],
    "mp4": WAYS["MP4 udta"][1],
    "gzip": WAYS["gzip"][1],
    "zip": WAYS["ZIP in ZIP"][1],
    "rtf": WAYS["RTF"][1],
    "doc": WAYS["old Word"][1],
    "html": WAYS["picture in a data: address"][1],
}  # fmt: skip


def mutated(data: bytes, r: random.Random) -> bytes:
    """Bytes flipped, cut out, doubled, swapped, overwritten by what means something in headers."""
    done = bytearray(data)
    for _ in range(r.randint(1, 6)):
        at = r.randrange(len(done))
        how = r.randrange(5)
        if how == 0:
            done[at] ^= 1 << r.randrange(8)
        elif how == 1 and len(done) > 40:
            del done[at : at + r.randint(1, len(done) // 3)]
        elif how == 2:
            done[at:at] = done[max(0, at - r.randint(1, 80)) : at]
        elif how == 3:
            done[at : at + 4] = r.choice(
                (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"\0\0\0\1", b"<<>>")
            )
        else:
            done[at : at + 8] = r.randbytes(r.randint(0, 8))
        if not done:
            return b"\0"
    return bytes(done)


@pytest.mark.parametrize("kind", list(KINDS))
def test_damaged_files_are_read_or_refused(kind: str) -> None:
    """300 of each kind: nothing but Unreadable comes out, each of these tests in a second or two."""
    r = random.Random(kind)
    whole = KINDS[kind]
    assert scan("a", whole, SOUGHT)
    refused = 0
    for _ in range(300):
        try:
            scan("a", mutated(whole, r), SOUGHT)
        except Unreadable as refusal:
            refused += 1
            assert any("一" <= character <= "鿿" for character in refusal.why)
    assert refused or kind not in ("docx", "xlsx", "pptx", "pdf", "zip")
