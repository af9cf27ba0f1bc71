"""Workbooks: what every cell says, sheet by sheet, the hidden ones by name; figures as they would be read, not as stored."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from generator.leaks.reading import Reading, Unreadable
from generator.leaks.xmltext import attribute, joined, switched_on, xml_text
from generator.values.patterns import late

_SHEET = late(r"<sheet\b([^<>]*)>")
_RELATION = late(r"<Relationship\b([^<>]*)>")
_DEFINED = late(r"<definedName\b([^<>]*)>([^<>]*)</definedName>")
_STRING = late(r"<si\b[^<>]*?(?:/>|>(.*?)</si>)", re.DOTALL)
_ROW = late(r"<row\b([^<>]*?)(?:/>|>(.*?)</row>)", re.DOTALL)
_CELL = late(r"<c\b([^<>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_COLUMN = late(r"<col\b([^<>]*)>")
_INLINE = late(r"<is\b[^<>]*>(.*?)</is>", re.DOTALL)
_STORED = late(r"<v\b[^<>]*>([^<]*)</v>")
_FORMULA = late(r"<f\b[^<>]*>([^<]*)</f>")
_LARGEST = Decimal(10) ** 20


def workbook(members: Mapping[str, bytes]) -> Iterator[tuple[str, Reading]]:
    """(file of the package, reading) of every sheet and of the strings and names they share. Raises Unreadable."""
    book = xml_text(members["xl/workbook.xml"]) or ""
    strings = _strings(members)
    used: set[int] = set()
    targets = _targets(members)
    for tag in _SHEET.findall(book):
        file = targets.get(attribute(tag, "id"), "")
        title = attribute(tag, "name")
        state = {"hidden": "隐藏的工作表", "veryHidden": "深度隐藏的工作表"}.get(
            attribute(tag, "state"), "工作表"
        )
        yield "xl/workbook.xml", Reading("工作表的名称", title)
        if file in members:
            for where, text in _sheet(members[file], strings, used):
                yield file, Reading(f"{state}“{title}”{where}", text)
    if names := [f"{attribute(tag, 'name')} {html.unescape(text)}" for tag, text in _DEFINED.findall(book)]:
        yield "xl/workbook.xml", Reading("名称管理器", "\n".join(names))
    unused = [text for number, text in enumerate(strings) if number not in used]
    if unused:
        yield "xl/sharedStrings.xml", Reading("已经不显示、还留在文件里的单元格文字", "\n".join(unused))


def _strings(members: Mapping[str, bytes]) -> list[str]:
    data = members.get("xl/sharedStrings.xml")
    if data is None:
        return []
    xml = xml_text(data)
    if xml is None:
        raise Unreadable("表格的文字部分不完整")
    return [joined(text) for text in _STRING.findall(xml)]


def _targets(members: Mapping[str, bytes]) -> dict[str, str]:
    """The file of each sheet by the id of its relation."""
    xml = xml_text(members.get("xl/_rels/workbook.xml.rels", b"")) or ""
    found = {}
    for tag in _RELATION.findall(xml):
        target = attribute(tag, "Target")
        found[attribute(tag, "Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _sheet(data: bytes, strings: list[str], used: set[int]) -> Iterator[tuple[str, str]]:
    """(where in the sheet, text), one cell a line; hidden rows and columns by themselves."""
    xml = xml_text(data) or ""
    columns = [
        (int(attribute(tag, "min") or 0), int(attribute(tag, "max") or 0))
        for tag in _COLUMN.findall(xml)
        if switched_on(tag, "hidden") and (attribute(tag, "min") + attribute(tag, "max")).isdecimal()
    ]
    cells: dict[str, list[str]] = {"": [], "隐藏的行": [], "隐藏的列": []}
    across = []
    for row, inside in _ROW.findall(xml):
        line = []
        for tag, content in _CELL.findall(inside):
            where = ""
            if switched_on(row, "hidden"):
                where = "隐藏的行"
            elif columns and any(first <= _column(attribute(tag, "r")) <= last for first, last in columns):
                where = "隐藏的列"
            said = list(_said(tag, content, strings, used))
            cells[where] += said
            line += said[:1]
        if len(line) > 1:
            across.append("\t".join(" ".join(cell.split()) for cell in line))
    yield from ((where, "\n".join(texts)) for where, texts in cells.items() if texts)
    if across:  # a number may be written over cells of a row
        yield "", "\n".join(across)
    rest = _ROW.sub("", xml)
    yield (
        "",
        joined(rest)
        + "\n"
        + "\n".join(one or other for one, other in re.findall(r'="([^"<>]+)"|=\'([^\'<>]+)\'', rest)),
    )


def _said(tag: str, content: str, strings: list[str], used: set[int]) -> Iterator[str]:
    """What one cell says: its text or figure, and its formula."""
    stored = html.unescape("".join(_STORED.findall(content)))
    if attribute(tag, "t") == "s" and stored.isdecimal() and len(stored) < 9:
        number = int(stored)
        if number < len(strings):
            used.add(number)
            yield strings[number]
    elif stored:
        yield _figure(stored)
    yield from (joined(text) for text in _INLINE.findall(content))
    yield from (html.unescape(text) for text in _FORMULA.findall(content))


def _figure(stored: str) -> str:
    """A whole number as a reader sees it: `1.3812345678E10` is a telephone number. Anything else as it is stored."""
    if "E" not in stored.upper() and not stored.endswith((".0", ".")):
        return stored
    try:
        number = Decimal(stored)
    except InvalidOperation:
        return stored
    if not number.is_finite() or abs(number) > _LARGEST or number != number.to_integral_value():
        return stored
    return str(int(number))


def _column(reference: str) -> int:
    """`B7` is in column 2."""
    number = 0
    for letter in re.match("[A-Z]*", reference.upper())[0][:4]:  # type: ignore[index]
        number = number * 26 + ord(letter) - 64
    return number
