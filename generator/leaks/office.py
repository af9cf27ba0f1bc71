"""DOCX, PPTX, XLSX, ODF and plain ZIP: every file of the package, called by what an editor would look for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.leaks import sheets
from generator.leaks.reading import Part, Reading
from generator.leaks.xmltext import apart, attribute, elements, joined, rows, xml_text
from generator.values.patterns import late

_NAMES = (
    (r"word/document\d*\.xml", ""),
    (r"(?:word|ppt|xl)/(?:threaded)?comments/?.*", "批注"),
    (r"xl/threadedComments/.*|(?:word|ppt|xl)/(?:people|commentAuthors|authors|persons/.*)\.xml", "批注"),
    (r"word/header\d*\.xml", "页眉"),
    (r"word/footer\d*\.xml", "页脚"),
    (r"word/(?:footnotes|endnotes)\.xml", "脚注和尾注"),
    (r"word/glossary/.*", "文档部件"),
    (r"ppt/notesSlides/.*\.xml", "演讲者备注"),
    (r"ppt/(?:slideMasters|slideLayouts|notesMasters|handoutMasters)/.*", "幻灯片母版"),
    (r"xl/externalLinks/.*", "外部链接"),
    (r"xl/pivotCache/.*", "数据透视表的缓存"),
    (r"customXml/.*", "自定义 XML"),
    (r".*\.rels", "链接"),
    (r"(?:word|ppt|xl)/(?:charts|drawings|diagrams)/.*", "图形和图表"),
    (r"(?:word|xl|ppt)/(?:settings|webSettings|styles|presProps|viewProps|connections)\.xml", "文档设置"),
    (r"meta\.xml", "文件属性"),
    (r"styles\.xml", "页眉、页脚和样式"),
    (r"content\.xml", ""),
)
_PROPERTIES = {
    "creator": "作者",
    "lastModifiedBy": "最后修改者",
    "Company": "单位",
    "Manager": "经理",
    "title": "标题",
    "subject": "主题",
    "keywords": "关键词",
    "description": "备注",
    "category": "类别",
    "HyperlinkBase": "超链接基础",
}
_RUN = late(r"<r\b[^<>]*>(?:(?!</r>).)*?<(?:vanish|webHidden)(?:\s[^<>]*)?/>.*?</r>", re.DOTALL)
_DELETED = late(r"<(del|moveFrom)\b[^<>]*(?<!/)>.*?</\1>", re.DOTALL)
_INSERTED = late(r"<(ins|moveTo)\b[^<>]*(?<!/)>.*?</\1>", re.DOTALL)
_PROPERTY = late(r"<property\b([^<>]*)>(.*?)</property>", re.DOTALL)


def package(members: Mapping[str, bytes], beside: bytes) -> Iterator[Part | Reading]:
    """Every text and every file of a package. Raises Unreadable."""
    yield Reading("压缩包里的文件名", "\n".join(members))
    yield Part("压缩包的注释", beside)
    if not members.keys() & {"[Content_Types].xml", "content.xml"}:
        yield from (Part(f"压缩包里的 {name}", data, member=True) for name, data in members.items())
        return
    told: set[str] = set()
    if "xl/workbook.xml" in members:
        for name, reading in sheets.workbook(members):
            told.add(name)
            yield reading
    for name, data in members.items():
        if name not in told:
            yield from _member(name, data)


def _member(name: str, data: bytes) -> Iterator[Part | Reading]:
    """One file of an office document, by its place in it."""
    xml = xml_text(data) if name.endswith((".xml", ".rels", ".vml")) else None
    if xml is None:
        yield Part(f"嵌入的文件 {name.rpartition('/')[2]}", data, member=True)
        return
    if name.startswith("docProps/"):
        yield from _properties(xml)
    where = _where(name, xml)
    if hidden := "".join(_RUN.findall(xml)) if "<vanish" in xml or "<webHidden" in xml else "":
        yield Reading("隐藏的文字", joined(hidden))
    if _DELETED.search(xml) or _INSERTED.search(xml):
        deleted = "\n".join(found.group() for found in _DELETED.finditer(xml))
        yield Reading("修订", joined(deleted))
        yield Reading(where, joined(_DELETED.sub("", xml)))
        yield Reading("修订", joined(_INSERTED.sub("", xml)))
    yield Reading(where, joined(xml))
    yield Reading(where, apart(xml))
    if tables := rows(xml):
        yield Reading(where, tables)


def _where(name: str, xml: str) -> str:
    slide = re.fullmatch(r"ppt/slides/slide(\d+)\.xml", name)
    if slide:
        hidden = re.search(r"<sld\b[^<>]*\bshow=[\"'](?:0|false)", xml)
        return f"{'隐藏的' if hidden else ''}第 {slide.group(1)} 张幻灯片"
    return next(
        (label for pattern, label in _NAMES if re.fullmatch(pattern, name)),
        f"文档内部的 {name.rpartition('/')[2]}",
    )


def _properties(xml: str) -> Iterator[Reading]:
    for tag, value in _PROPERTY.findall(xml):
        yield Reading(f"文件属性“{attribute(tag, 'name')}”", joined(value))
    for name, text in elements(xml):
        yield Reading(f"文件属性“{_PROPERTIES.get(name, name)}”", text)
