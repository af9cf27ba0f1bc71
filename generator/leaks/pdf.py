"""PDF: the text of its pages, notes, forms, properties and attached files. The only user of pypdf."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import TypeVar

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject, NameObject, StreamObject

from generator.leaks.charsets import legible_runs
from generator.leaks.packed import streams
from generator.leaks.pdfvalues import DEEPEST_VALUE, is_new, records, replacements, shows_text, title
from generator.leaks.reading import MOST_PARTS, Budget, Part, Reading, Unreadable
from generator.values.patterns import late

_PROPERTIES = {
    "/Author": "作者",
    "/Title": "标题",
    "/Subject": "主题",
    "/Keywords": "关键词",
    "/Creator": "制作程序",
}
_PICTURE = late(rb"\xff\xd8\xff")
_BLANK = late(r"\s+")
_MOST_PAGES = 2_000
_MOST_OBJECTS = 100_000
_MOST_VERSIONS = 8
_VERSION_END = late(rb"%%EOF")
_SIGN = late(r"[^\W_]")

_T = TypeVar("_T")

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
    done: set[bytes] = set()
    yield from _objects(reader, budget, done)
    yield from _earlier(data, budget, done)
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


def _guarded(read: Callable[[], list[_T]]) -> list[_T]:
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
    text = page.extract_text()
    contents = page.get_contents()
    drawn = contents.get_data() if contents is not None else b""
    yield Reading(
        f"第 {number + 1} 页", text, rough=shows_text(drawn) and (not _SIGN.search(text) or _is_mute(page))
    )
    yield Reading("替代文字", "\n\n".join(replacements(drawn)))
    notes = page.get("/Annots")
    for note in (notes.get_object() if notes is not None else None) or ():
        found = note.get_object()
        if isinstance(found, DictionaryObject):
            yield Reading(f"第 {number + 1} 页的批注", "\n".join(_strings(found)))


def _is_mute(page: DictionaryObject) -> bool:
    """Whether a font of the page numbers its signs and does not say which number means what."""
    resources: object = page["/Resources"] if "/Resources" in page else {}  # noqa: SIM401 - `get` does not follow references
    fonts: object = resources["/Font"] if isinstance(resources, dict) and "/Font" in resources else {}
    for reference in fonts.values() if isinstance(fonts, dict) else ():
        font = reference.get_object()
        numbered = isinstance(font, dict) and str(font.get("/Encoding")).startswith("/Identity")
        if numbered and "/ToUnicode" not in font:
            return True
    return False


def _objects(reader: PdfReader, budget: Budget, done: set[bytes]) -> Iterator[Part | Reading]:
    """Texts and attached files of every object, shown or not: bookmarks, scripts, forms, alternative texts, labels …

    An object that cannot be read makes the reading rough; no page needs it, or the page would not have been read.
    """
    places = {(number, generation) for generation, ids in reader.xref.items() for number in ids}
    places |= {(number, 0) for number in reader.xref_objStm}
    for number, generation in sorted(places)[:_MOST_OBJECTS]:
        reference = IndirectObject(number, generation, reader)
        try:
            ((found, held),) = _guarded(lambda reference=reference: [_object(reference)])  # type: ignore[misc]
        except Unreadable:
            yield Reading("", "", rough=True)
            continue
        if found.text and is_new(found.text, done):
            yield found
        for part in held:
            if is_new(part.data, done):
                budget.take(len(part.data))
                yield part
    if len(places) > _MOST_OBJECTS:
        yield Reading("", "", rough=True)


def _object(reference: IndirectObject) -> tuple[Reading, list[Part]]:
    """The texts of an object, and the files and scripts it holds."""
    found = reference.get_object()
    return Reading(title(found), "\n\n".join(_texts(found))), list(_held(found))


def _texts(value: object, deep: int = 0) -> Iterator[str]:
    """The texts in an object, not in those it points at."""
    if isinstance(value, NameObject) or deep > DEEPEST_VALUE:
        return
    if isinstance(value, str):
        yield str(value)
    elif isinstance(value, bytes):
        yield value.decode("utf-8", "replace")
    for inside in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(inside, deep + 1)


def _held(value: object) -> Iterator[Part]:
    """Attached files wherever they are attached, and scripts that have a stream of their own."""
    for record in records(value):
        files = record["/EF"] if "/EF" in record else {}  # noqa: SIM401 - `get` does not follow references
        for one in files.values() if isinstance(files, dict) else ():
            if isinstance(stream := one.get_object(), StreamObject):
                yield Part("嵌入的文件", bytes(stream.get_data()), member=True)
        if "/JS" in record and isinstance(script := record["/JS"], StreamObject):
            yield Part("脚本", bytes(script.get_data()), member=True)


def _earlier(data: bytes, budget: Budget, done: set[bytes]) -> Iterator[Part | Reading]:
    """What the versions said that programs left in the file when they added a newer one behind them.

    A version that does not open was none (a file made for the web has an end in its beginning).
    """
    ends = [found.end() for found in _VERSION_END.finditer(data)][:-1][-_MOST_VERSIONS:]
    pages = 0
    for end in ends:
        try:
            reader, count = _open(data[:end])
        except Unreadable:
            continue
        for number in range(min(count, _MOST_PAGES - pages)):
            try:
                found = _guarded(lambda reader=reader, number=number: list(_page(reader, number)))  # type: ignore[misc]
            except Unreadable:
                continue
            for one in found:
                if isinstance(one, Reading) and is_new(one.text, done):
                    yield Reading(f"文件里留着的旧版本：{one.where}", one.text, one.rough)
        pages += count
        if pages > _MOST_PAGES:
            yield Reading("", "", rough=True)
            return
        yield from _objects(reader, budget, done)


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
