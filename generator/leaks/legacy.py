"""Formats from before 2007 (.doc .xls .ppt .wps .et) and RTF: read roughly. Whoever hands one out is asked to save it anew."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from generator.leaks.charsets import decodings
from generator.leaks.packed import streams
from generator.leaks.reading import Budget, Part, Reading, Unreadable
from generator.values.patterns import late

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK_LOCKED = late(
    rb"(?s)\x09\x08[\x08\x10]\x00.{8}(?:.{8})?(?:\x86\x00\x00\x00)?\x2f\x00[\x04\x06\x36\xc8]"
)
_NUMBER = late(rb"(?s)\x03\x02\x0e\x00.{6}(.{8})")
_SECTOR = 512
_WORD = b"\xec\xa5"
_RTF_CODE = late(r"\\u(-?\d{1,5}) ?\??|((?:\\'[0-9a-fA-F]{2})+)|\\[a-z]+-?\d* ?|[{}]|\r?\n")
_RTF_BREAK = late(r"\\(?:par|cell|row|line|tab)(?![a-z])")


def is_legacy(data: bytes) -> bool:
    """Whether this is an OLE file or RTF, whatever it is called."""
    return data.startswith((_OLE, _RTF))


def document(data: bytes, budget: Budget) -> Iterator[Part | Reading]:
    """What can be read without taking the file apart. Raises Unreadable if it is encrypted."""
    if data.startswith(_RTF):
        yield Reading("", _rtf(data), rough=True)
        return
    if _ENCRYPTED in data or _is_locked(data):
        raise Unreadable("加了密码")
    for text in decodings(data):
        yield Reading("", text, rough=True)
    numbers = (struct.unpack("<d", found)[0] for found in _NUMBER.findall(data))
    yield Reading(
        "单元格", "\n".join(str(int(n)) for n in numbers if n.is_integer() and abs(n) < 1e15), rough=True
    )
    yield from streams(data, budget)
    for found in list(re.finditer(rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|PK\x03\x04", data))[:100]:
        if found.group() != b"PK\x03\x04":
            yield Part("嵌入的图片", data[found.start() :])


def _is_locked(data: bytes) -> bool:
    if _WORKBOOK_LOCKED.search(data):
        return True
    for at in range(_SECTOR, len(data) - 12, _SECTOR):
        if data[at : at + 2] == _WORD and data[at + 11] & 1:
            return True
    return False


def _rtf(data: bytes) -> str:
    text = _RTF_BREAK.sub("\n\\\\plain ", data.decode("latin-1"))
    return _RTF_CODE.sub(_said, text)


def _said(found: re.Match[str]) -> str:
    code, coded = found.groups()
    if code:
        number = int(code) & 0xFFFF
        return "\ufffd" if 0xD800 <= number < 0xE000 else chr(number)
    if coded:
        return bytes.fromhex(coded.replace("\\'", "")).decode("gb18030", "replace")
    return ""
