"""Marks that Markdown writes and converters leave behind in plain texts: taken off, each as a mend."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from generator.importing.mending import Mend

_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_QUOTE = re.compile(r"(?:>\s*)+(?=\S)")
_BULLET = re.compile(r"[-*+]\s+(?=\S)")
_BOLD = re.compile(r"(?<![\d*])(\*\*|__)(?=[^\s*_])([^*\n]*?[^\s*_\\])\1(?![\d*])")
_ANGLED = re.compile(r"<((?:https?://|mailto:|www\.)[^<>\s]+|[\w.+-]{1,64}@[\w.-]{3,80})>")
_LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\(\s*<?([^()\s<>]+)>?[^()]*\)")
_PICTURE = re.compile(r"!\[([^\[\]]*)\]\([^()]*\)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>|~])")
_TAG = re.compile(r"</?(?:p|div|span|br|b|strong|u|em|i|center|font|h[1-6]|sup|sub)\b[^<>]*>", re.IGNORECASE)
_RULE = re.compile(r"(?:[-*_=]\s*){3,}|```\w*|~~~\w*")
_INSIDE = (
    (_ANGLED, r"\1", "尖括号"),
    (_LINK, r"\1", "链接记号"),
    (_BOLD, r"\2", "加粗记号"),
    (_ESCAPED, r"\1", "反斜杠"),
)
_LONGEST_HEADING = 50
_SHOWN = 16
_NOTE = "转写时混入{what}，已去掉"


class Cleared(Struct, frozen=True):
    """One line without marks: what it is (title, heading), what was mended, what of it is no text."""

    text: str
    style: str = ""
    mends: tuple[Mend, ...] = ()
    lost: tuple[str, ...] = ()


def cleared(text: str, number: int, *, markdown: bool) -> Cleared:
    """Take the marks off a line. In a Markdown file they are its own and no damage: nothing was mended there."""
    text = text.strip()
    lost = tuple(f"图片{f'（{alt}）' if alt else ''}" for alt in _PICTURE.findall(text))
    text = _PICTURE.sub("", text).strip()
    if _RULE.fullmatch(text):
        return Cleared("", lost=lost)
    style, mends = "", []
    heading = _HEADING.match(text)
    for pattern, what in ((_QUOTE, "引用记号"), (_HEADING, "标题记号"), (_BULLET, "项目符号")):
        if mark := pattern.match(text):
            rest = text[mark.end() :].strip()
            if not markdown:
                mends.append(_mend(text, rest, what, number))
            text = rest
    if heading:
        style = "title" if len(heading.group(1)) == 1 else "heading"
    for link, address in _LINK.findall(text):
        if link.strip() != address:
            lost += (f"“{link}”所链接的地址 {address}",)
    for pattern, reading, what in _INSIDE:
        for found in pattern.finditer(text):
            around = 6 if pattern is _ESCAPED else 0
            printed = text[max(0, found.start() - around) : found.end() + around]
            if not markdown:
                mends.append(Mend(printed, printed, _NOTE.format(what=what), number))
        whole = pattern is _BOLD and bool(_BOLD.fullmatch(text))
        style = style or ("heading" if whole and len(text) < _LONGEST_HEADING else "")
        text = pattern.sub(reading, text)
    mends = [replace(mend, reading=_plain(mend.reading)) for mend in mends]
    if markdown:
        text = _TAG.sub(" ", text)
    return Cleared(text.strip(), style, tuple(mends), lost)


def unescaped(text: str) -> str:
    """A cell of a Markdown table without the marks inside it."""
    return _TAG.sub(" ", _plain(text)).strip()


def _plain(text: str) -> str:
    for pattern, reading, _ in _INSIDE:
        text = pattern.sub(reading, text)
    return text


def _mend(text: str, rest: str, what: str, number: int) -> Mend:
    """The mark with the first words after it: enough to find the spot, and to know it from others."""
    end = next((m.start() for m in re.finditer("[，。；,;：:]", rest) if m.start() >= 6), len(rest))
    if end > _SHOWN:
        closer = rest.find("”", _SHOWN)
        whole = "“" in rest[:_SHOWN] and "”" not in rest[:_SHOWN] and 0 < closer < 3 * _SHOWN
        end = closer + 1 if whole else _SHOWN
    reading = rest[:end]
    lead = text[: len(text) - len(rest)]
    return Mend(f"{lead}{reading}", reading, _NOTE.format(what=what), number)
