"""XML of strangers as text, by patterns and without a parser: an entity that is not expanded cannot be a bomb.

`xml.etree` expands entities of a DTD; office formats forbid DTDs, so a document that has one is refused, because a number
could be put together of its entities where no pattern sees it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from generator.leaks.charsets import plain_text
from generator.leaks.reading import Unreadable
from generator.values.patterns import late

_DECLARED = late(rb"<\?xml[^>]{0,200}?encoding=[\"']([A-Za-z0-9._-]{1,40})[\"']")
_DTD = late(r"<!(?:DOCTYPE|ENTITY)")
_PREFIX = late(r"<(/?)[A-Za-z][\w.-]*:")
_TAG = late(r"<[^<>]*>")
_HYPHEN = late(r"<noBreakHyphen\b[^<>]*>")
_BLANK = late(r"<(?:tab|br|cr|s|ptab|line-break)\b[^<>]*>")
_END = late(r"</(?:p|h|si|text|comment|tc|c|note|title|definedName)>")
_ROW_END = late(r"</(?:tr|table-row)>")
_CELL_END = late(r"</(?:tc|table-cell)>")
_CELL_START = late(r"<(?:tc|table-cell)\b[^<>]*>")
_CDATA = "<![CDATA["
_VALUE = late(r"""=\s*(?:"([^"<>]*)"|'([^'<>]*)')""")
_ELEMENT = late(r"<([\w.-]+)\b[^<>]*>([^<>]+)</")


def xml_text(data: bytes) -> str | None:
    """The XML in `data` without prefixes of names (`w:p` is `p`), or None if it is none. Raises Unreadable for a DTD."""
    if b"<" not in data[:200]:
        return None
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf").lstrip())
    text = plain_text(data)
    if declared and (text is None or declared.group(1).lower() not in (b"utf-8", b"utf8")):
        try:
            text = (
                text
                if text is not None and not data.isascii()
                else data.decode(declared.group(1).decode(), "replace")
            )
        except LookupError:
            text = data.decode("utf-8", "replace")
    if text is None:
        text = data.decode("utf-8", "replace")
    text = _without_cdata(text)
    if not text.lstrip("\ufeff \t\r\n").startswith("<"):
        return None
    if _DTD.search(text):
        raise Unreadable("里面的 XML 带有自定义实体（DTD），正常的文档没有")
    return _PREFIX.sub(r"<\1", text)


def _without_cdata(text: str) -> str:
    """CDATA sections as escaped text. By find and not by a pattern: thousands that do not end take one pass as well."""
    pieces, at = [], 0
    while (start := text.find(_CDATA, at)) >= 0 and (end := text.find("]]>", start)) >= 0:
        pieces += [text[at:start], html.escape(text[start + len(_CDATA) : end], quote=False)]
        at = end + 3
    return "".join([*pieces, text[at:]]) if pieces else text


def rows(xml: str) -> str:
    """The tables, one row a line and a tab between cells; "" where there is none."""
    found = []
    for row in _ROW_END.split(xml)[:-1]:
        cells = _CELL_END.split(row)[:-1]
        if len(cells) > 1:
            inside = (_CELL_START.split(cell)[-1] for cell in cells)
            found.append("\t".join(" ".join(joined(cell).split()) for cell in inside))
    return "\n".join(found)


def joined(xml: str) -> str:
    """The text, one paragraph, cell or string a line: what runs and formats cut to pieces stands together again."""
    xml = _BLANK.sub(" ", _HYPHEN.sub("-", xml))
    return html.unescape(_TAG.sub("", _END.sub("\n", xml)))


def apart(xml: str) -> str:
    """The text, one element a line, and the values of all attributes below it."""
    values = (one or other for one, other in _VALUE.findall(xml))
    return html.unescape("\n".join([_TAG.sub("\n", xml), *values]))


def elements(xml: str) -> Iterator[tuple[str, str]]:
    """Name and text of every element that holds text and nothing else."""
    for name, text in _ELEMENT.findall(xml):
        if text.strip():
            yield name, html.unescape(text)


def attribute(tag: str, name: str) -> str:
    """The value of an attribute in the inside of a tag, "" where there is none."""
    found = re.search(rf"""(?:^|[\s:]){re.escape(name)}\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag)
    return html.unescape(found.group(1) or found.group(2) or "") if found else ""


def switched_on(tag: str, name: str) -> bool:
    """Whether a yes-or-no attribute says yes."""
    return attribute(tag, name) in ("1", "true", "on")
