"""PDF: the text of its pages, notes, forms, properties and attached files. The only user of pypdf."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, StreamObject

from generator.leaks.charsets import legible_runs
from generator.leaks.packed import streams
from generator.leaks.reading import MOST_PARTS, Budget, Part, Reading, Unreadable

_PROPERTIES = {
    "/Author": "作者",
    "/Title": "标题",
    "/Subject": "主题",
    "/Keywords": "关键词",
    "/Creator": "制作程序",
}
_PICTURE = re.compile(rb"\xff\xd8\xff")
_BLANK = re.compile(r"\s+")
_MOST_PAGES = 2_000

logging.getLogger("pypdf").setLevel(
    logging.CRITICAL
)  # it would warn about strangers' mistakes, which are not the editor's


def document(data: bytes, budget: Budget) -> Iterator[Part | Reading]:
    """Every text of a PDF, what no page shows any more included. Raises Unreadable if it is locked or broken.

    In the raw data blanks are marked: coordinates and widths in a row are not the groups of one number.
    """
    reader, count = _open(data)
    if count > _MOST_PAGES:
        raise Unreadable(f"超过 {_MOST_PAGES} 页")
    yield from _guarded(lambda: list(_properties(reader)))
    for number in range(count):
        yield from _guarded(lambda number=number: list(_page(reader, number)))  # type: ignore[misc]
    yield from _guarded(lambda: list(_form(reader)))
    yield from _guarded(lambda: list(_attached(reader, budget)))
    for raw in (data, *(part.data for part in streams(data, budget))):
        yield Reading("文件里的原始数据", _BLANK.sub(" ; ", legible_runs(raw)))
    for found in list(_PICTURE.finditer(data))[:MOST_PARTS]:
        end = data.find(b"endstream", found.start())
        yield Part("图片", data[found.start() : end if end > 0 else len(data)])


def _open(data: bytes) -> tuple[PdfReader, int]:
    try:
        reader = PdfReader(BytesIO(data), strict=False)
        locked = reader.is_encrypted and not reader.decrypt("")
        count = 0 if locked else len(reader.pages)
    except MemoryError:
        raise
    except Exception as error:  # whatever a broken file sets off in the library
        raise Unreadable("PDF 加了密码或不完整") from error
    if locked:
        raise Unreadable("加了密码")
    return reader, count


def _guarded(read: Callable[[], list[Part | Reading]]) -> list[Part | Reading]:
    """What could be read; a file of which a part cannot be read has not been checked."""
    try:
        return read()
    except (Unreadable, MemoryError):
        raise
    except RecursionError as error:
        raise Unreadable("PDF 的结构套得太深") from error
    except Exception as error:
        raise Unreadable("PDF 不完整") from error


def _properties(reader: PdfReader) -> Iterator[Part | Reading]:
    for name, value in (reader.metadata or {}).items():
        yield Reading(f"文件属性“{_PROPERTIES.get(name, str(name).lstrip('/'))}”", str(value))
    xmp = reader.root_object.get("/Metadata")
    xmp = xmp.get_object() if xmp is not None else None
    if isinstance(xmp, StreamObject):
        yield Part("文件属性（XMP）", xmp.get_data())


def _page(reader: PdfReader, number: int) -> Iterator[Part | Reading]:
    page = reader.pages[number]
    yield Reading(f"第 {number + 1} 页", page.extract_text())
    notes = page.get("/Annots")
    for note in (notes.get_object() if notes is not None else None) or ():
        found = note.get_object()
        if isinstance(found, DictionaryObject):
            yield Reading(f"第 {number + 1} 页的批注", "\n".join(_strings(found)))


def _strings(record: DictionaryObject, deep: int = 0) -> Iterator[str]:
    """Every text in a record, two steps down: contents, author, the address of a link, the value of a field."""
    for name, value in record.items():
        if name in ("/P", "/Parent", "/Popup", "/IRT", "/Page"):
            continue  # ways back and across
        found = value.get_object() if value is not None else None
        if isinstance(found, str):
            yield str(found)
        elif isinstance(found, bytes):
            yield found.decode("utf-8", "replace")
        elif isinstance(found, DictionaryObject) and deep < 2:
            yield from _strings(found, deep + 1)


def _form(reader: PdfReader) -> Iterator[Part | Reading]:
    for name, field in (reader.get_fields() or {}).items():
        yield Reading("表单", f"{name}\n" + "\n".join(_strings(field)))


def _attached(reader: PdfReader, budget: Budget) -> Iterator[Part | Reading]:
    for name, contents in reader.attachments.items():
        for content in contents:
            budget.take(len(content))
            yield Part(f"附件 {name}", content, member=True)
