"""Nooks of documents that no page shows: each holds a number or a word, and is told."""

from __future__ import annotations

import io
import random
import struct
import zipfile

import pytest

from generator.leaks.scan import scan
from generator.leaks.sought import Sought
from tests.unit.leaks_canary import (
    ALL,
    CANARY,
    MOBILE,
    SOUGHT,
    WORD,
    citizen_number,
    docx,
    xlsx,
    zipped,
)

LATER = citizen_number("11010119900307001")
"""Its end does not look like a mobile."""
NOISE = random.Random(6).randbytes(6_000_000)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def kinds(data: bytes) -> set[str]:
    return {leak.kind for leak in scan("a", data, SOUGHT)}


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("at", [0, 1, 3_000_001])
def test_utf16_in_six_megabytes(encoding: str, at: int) -> None:
    assert kinds(OLE + NOISE[:at] + CANARY.encode(encoding) + NOISE[at:]) == ALL


def test_a_large_table_in_gbk() -> None:
    assert kinds(("示例,单位,备注\n" * 400_000).encode("gbk") + CANARY.encode("gbk")) == ALL


def test_large_noise_gives_no_alarm() -> None:
    assert scan("a", OLE + NOISE, Sought()) == []


@pytest.mark.parametrize("cut", [6, 10, 14, 17])
@pytest.mark.parametrize("end", ["\n", "\r\n", " \n "])
def test_a_number_wrapped_over_the_end_of_a_line(cut: int, end: str) -> None:
    assert kinds(f"身份证号{LATER[:cut]}{end}{LATER[cut:]}，".encode()) == {"citizen"}
    assert kinds(f"9{LATER[:cut]}{end}{LATER[cut:]}".encode()) == set()
    assert kinds(f"{LATER[:cut]}{end}{LATER[cut:]}1".encode()) == set()
    assert kinds(f"{LATER[:cut]}{end}{LATER[cut:-1]}2".encode()) == set()


@pytest.mark.parametrize(
    "text",
    [
        "手机 1366 768 1920",
        "1366-768-1920（联系人）",
        "电话 1 5 8 9 7 6 5 8 9 7 6\n电话 1 5 8 9 7 6 5 8 9 7 6",
    ],
)
def test_groups_are_a_mobile_where_they_are_called_one(text: str) -> None:
    assert sorted(kinds(text.encode())) == ["mobile"]


def row(*texts: str) -> str:
    told = "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in texts)
    return f"<w:tbl><w:tr>{told}</w:tr></w:tbl>"


def line(*texts: str) -> bytes:
    told = "".join(f'<c t="str"><v>{text}</v></c>' for text in texts)
    return xlsx({"表": ("visible", f"<sheetData><row>{told}</row></sheetData>")})


@pytest.mark.parametrize(
    "pieces",
    [
        (LATER[:6], LATER[6:]),
        (LATER[:14], LATER[14:]),
        (LATER[:6], LATER[6:14], LATER[14:]),
        (LATER[:17], LATER[17:]),
    ],
)
def test_an_identity_number_over_cells_of_a_row(pieces: tuple[str, ...]) -> None:
    assert kinds(docx(row("示例", *pieces, "男"))) == {"citizen"}
    assert kinds(line("示例", *pieces, "男")) == {"citizen"}
    wrong = (*pieces[:-1], pieces[-1][:-1] + "3")
    assert kinds(docx(row("示例", *wrong))) == set()
    assert kinds(line("示例", *wrong)) == set()


def test_figures_of_one_length_are_a_table() -> None:
    assert kinds(line(LATER[:9], LATER[9:])) == set()
    assert kinds(line(LATER[:6], LATER[6:12], LATER[12:])) == set()


@pytest.mark.parametrize("before", [(), ("联系电话",)])
def test_a_mobile_in_the_boxes_of_a_form(before: tuple[str, ...]) -> None:
    assert kinds(docx(row(*before, *MOBILE))) == {"mobile"}


def test_cdata() -> None:
    cut = f"{CANARY[:12]}<![CDATA[{CANARY[12:30]}]]>{CANARY[30:]}"
    assert kinds(docx(f"<w:p><w:r><w:t>{cut}</w:t></w:r></w:p>")) == ALL
    assert kinds(docx(f"<w:p><w:r><w:t><![CDATA[<b>{CANARY}</b>]]></w:t></w:r></w:p>")) == ALL
    assert kinds(docx("<![CDATA[" * 100_000 + f"<w:t>{WORD}</w:t>")) == {"word"}


def without_entry(kept: bytes, gone: bytes) -> bytes:
    """An archive with the files of another one in front of its directory, which does not name them."""
    records = gone[: gone.index(b"PK\x01\x02")]
    directory, end = kept.index(b"PK\x01\x02"), kept.index(b"PK\x05\x06")
    (place,) = struct.unpack_from("<I", kept, end + 16)
    tail = kept[end : end + 16] + struct.pack("<I", place + len(records)) + kept[end + 20 :]
    return kept[:directory] + records + kept[directory:end] + tail


@pytest.mark.parametrize("stored", [True, False])
def test_a_file_whose_entry_was_deleted(stored: bool) -> None:
    gone = zipped({"leer.txt": "x", "secret.txt": CANARY.encode("gb18030")}, stored=stored)
    found = scan("a.zip", without_entry(zipped({"a.txt": "x"}), gone), SOUGHT)
    assert {leak.kind for leak in found} == ALL
    split = zipped(
        {"word/old.xml": f"<w:p><w:t>{CANARY[:9]}</w:t><w:t>{CANARY[9:]}</w:t></w:p>"}, stored=stored
    )
    assert kinds(without_entry(docx(), split)) == ALL


def test_archives_written_in_one_go_have_nothing_left_over() -> None:
    """Their entries are followed by sizes and checksums, which are no files."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

        def seek(self, *_: int) -> int:
            raise OSError

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(20):
            archive.writestr(f"{number}.txt", f"示例 {number}")
        archive.writestr("a.txt", CANARY)
    found = scan("a.zip", pipe.getvalue(), SOUGHT)
    assert {leak.where for leak in found} == {"压缩包里的 a.txt"}
