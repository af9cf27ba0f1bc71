"""What a received file is, by its content: names tell nothing, a `.docx` may be an old `.doc` or a picture."""

from __future__ import annotations

from collections.abc import Mapping

_AS_DOCX = "请用 WPS 或 Word 打开，“另存为”Word 文档（.docx），再导入那一份。"
_TYPE_IT = "图片里的文字读不出来：请用文字识别软件转成 .docx 或 .txt，对照原件校对后再导入。"

REFUSED: Mapping[str, str] = {
    "旧版 Word 或 WPS 文件（.doc、.wps）": _AS_DOCX,
    "RTF 文件": _AS_DOCX,
    "OpenDocument 文件（.odt）": _AS_DOCX,
    "网页（.html）": _AS_DOCX,
    "Excel 工作簿": "通知请用 Word 文件；作品表、结果表请用 zhanbang import entries 或 import winners 导入。",
    "PowerPoint 演示文稿": _AS_DOCX,
    "OFD 版式文件": "请用 OFD 阅读器把文字复制到 Word 里，或向发文单位要 Word 版。",
    "图片": _TYPE_IT,
    "压缩包": "请先解压，再导入里面的通知文件。",
    "程序或别的二进制文件": "请确认是不是放错了文件；通知请存成 .docx、.txt 或 .md。",
}
"""Kinds that are not read, each with what to do."""

_OLD, _RTF, _ODT, _HTML, _EXCEL, _POWERPOINT, _OFD, _PICTURE, _PACKED, _OTHER = REFUSED
_SIGNS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLD),
    (b"{\\rtf", _RTF),
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", _PICTURE),
    (b"\x89PNG", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"BM", _PICTURE),
    (b"Rar!", _PACKED),
    (b"7z\xbc\xaf", _PACKED),
    (b"\x1f\x8b", _PACKED),
    (b"MZ", _OTHER),
    (b"\x7fELF", _OTHER),
)
_INSIDE = (
    (b"word/", "docx"),
    (b"xl/", _EXCEL),
    (b"ppt/", _POWERPOINT),
    (b"OFD.xml", _OFD),
    (b"application/vnd.oasis.opendocument", _ODT),
)


def kind_of(data: bytes) -> str:
    """One of docx, pdf, text, or a key of `REFUSED`."""
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _PICTURE
    if b"%PDF-" in data[:1_000] and not data.startswith(b"PK"):
        return "pdf"
    for sign, kind in _SIGNS:
        if data.startswith(sign) and (sign != b"BM" or b"\0" in data[:64]):
            return kind
    if data.startswith(b"PK\x03\x04"):
        return next((kind for sign, kind in _INSIDE if sign in data), _PACKED)
    start = data[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<?xml")):
        return _HTML
    if data.count(b"\0") and not data.startswith((b"\xff\xfe", b"\xfe\xff")) and not _is_utf16(data):
        return _OTHER
    return "text"


def _is_utf16(data: bytes) -> bool:
    """Whether the zero bytes all stand at even or all at odd places, as those of blanks and figures do."""
    return not data[0::2].count(0) or not data[1::2].count(0)
