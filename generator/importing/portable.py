"""PDF as lines of text: only what the file itself holds as text. A scan holds none, and is said to be one."""

from __future__ import annotations

import io
import logging
import re

from pypdf import PdfReader

from generator.importing.received import Lost
from generator.importing.sealed import Paper
from generator.leaks.reading import Unreadable

_MOST_PAGES = 300
_MOST_TEXT = 2_000_000
_MUTE = re.compile(r"/(?:gid|g|cid|uni)\d+|\(cid:\d+\)")

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # a stranger's mistakes are not the editor's


def read_pdf(data: bytes) -> Paper:
    """Read a stranger's PDF: in the sealed process only. Raises Unreadable if it is locked, broken or too long."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        locked = reader.is_encrypted and not reader.decrypt("")
        count = 0 if locked else len(reader.pages)
        paper = _pages(reader, count) if count <= _MOST_PAGES else None
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # whatever a broken file sets off in the library
        raise Unreadable("PDF 不完整") from error
    if locked:
        raise Unreadable("加了密码")
    if paper is None:
        raise Unreadable(f"超过 {_MOST_PAGES} 页")
    return paper


def _pages(reader: PdfReader, count: int) -> Paper:
    texts: list[str] = []
    lost: list[Lost] = []
    told: list[str] = []
    number = 1
    for page in range(1, count + 1):
        text = reader.pages[page - 1].extract_text()
        if _MUTE.search(text):
            told.append(f"第 {page} 页有读不出来的字（字体没有带文字对照），请对照原件补上。")
        lines = [line.rstrip() for line in text.split("\n")]
        if not any(line.strip() for line in lines):
            lost.append(Lost(f"第 {page} 页没有文字（可能是扫描件或图片）", number))
        if _holds_pictures(reader, page - 1):
            lost.append(Lost(f"第 {page} 页的图片", number))
        number += len(lines)
        texts.append("\n".join(lines))
        if sum(map(len, texts)) > _MOST_TEXT:
            raise Unreadable(f"文字超过 {_MOST_TEXT:,} 个字")
    return Paper(text="\n\f".join(texts), pages=count, lost=tuple(lost), told=tuple(told))


def _holds_pictures(reader: PdfReader, at: int) -> bool:
    resources = reader.pages[at].get("/Resources")
    found = resources.get_object().get("/XObject") if resources is not None else None
    objects = found.get_object() if found is not None else {}
    return any(item.get_object().get("/Subtype") == "/Image" for item in objects.values())
