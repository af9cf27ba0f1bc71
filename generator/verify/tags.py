"""Markup taken into its tags as browsers do it (WHATWG HTML, 13.2.5), and where browsers could disagree with that.

What is inside <title>, <textarea>, <xmp>, <script> and <style> is text and holds no tags, unless it stands in a drawing.
So that nobody has to know how a browser nests drawings and pages in each other, a drawing may hold nothing but shapes.
"""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from generator.values.patterns import late

_WS = r" \t\n\f\r"
_NAME = rf"[^{_WS}/>][^{_WS}/>=]*+"
_IS = rf"[{_WS}]*+=[{_WS}]*+"
_GIVEN = rf"{_NAME}(?:{_IS}(?:\"[^\"]*+\"|'[^']*+'|[^{_WS}>\"'][^{_WS}>]*+|(?=>))|(?![{_WS}]*+=))"
_TOKEN = late(
    rf"<(?:(/?)([a-zA-Z][^{_WS}/>]*+)((?:[{_WS}/]++|{_GIVEN})*+)>"  # a tag
    r"|(!--(?:-?>|.*?--!?>))"
    r"|((?:[!?](?!--)|/(?![a-zA-Z]))[^>]*+>)"  # what browsers take for a comment
    r"|(?=[a-zA-Z!?/]))",  # any of these, unclosed
    re.DOTALL,
)
_ATTRIBUTE = late(rf"({_NAME})(?:{_IS}(?:\"([^\"]*+)\"|'([^']*+)'|([^{_WS}>\"'][^{_WS}>]*+)|\Z))?")
_DOCTYPE = late(r"!doctype[\s>]", re.IGNORECASE)
_TEXTS = frozenset({"title", "textarea", "xmp", "script", "style"})
_ENDED = {one: re.compile(rf"</{one}(?=[{_WS}/>])", re.IGNORECASE) for one in _TEXTS}
_ENDS_TEXT = late(
    r"</(?:title|textarea|xmp|script|style|noscript|noembed|noframes|iframe|select)", re.IGNORECASE
)
"""In the value of an attribute: whether it ends an element depends on where the tag stands."""
_DRAWINGS = frozenset({"svg", "math"})
_LABELS = frozenset({"title", "desc", "mi", "mo", "mn", "ms", "mtext"})
"""Tags of drawings below which a browser would read a page again."""
_SHAPES = late(
    r"svg|math|title|desc|g|defs|symbol|use|path|rect|circle|ellipse|line|polyline|polygon|text|tspan|textpath|image"
    r"|marker|stop|lineargradient|radialgradient|clippath|mask|pattern|filter|fe[a-z]+|set|animate|animatetransform"
    r"|animatemotion|mpath|switch|view|a|metadata|script|style"  # those two are judged by themselves
    r"|m[inos]|mtext|mrow|mfrac|msqrt|mroot|mstyle|merror|mpadded|mphantom|mspace|msub|msup|msubsup|munder|mover"
    r"|munderover|mmultiscripts|mprescripts|mtable|mtr|mtd|semantics|annotation"
)


class Impurity(NamedTuple):
    """Something a page must not have: the code of the problem and the piece of HTML."""

    code: str
    what: str


class Tag(NamedTuple):
    """A start tag: its name in small letters, what was written after it, the attributes with their escapes undone."""

    name: str
    written: str
    attributes: dict[str, str]


class Markup(NamedTuple):
    """`unclosed` is what the text ends within, if it ends in no open place: a tag, a comment, a text, a drawing."""

    tags: list[Tag]
    impure: list[Impurity]
    comments: list[str]
    unclosed: Impurity | None = None


def read_tags(text: str) -> Markup:
    """Take a piece of a page apart. If it is `unclosed`, what follows it belongs to it, and it must be read with that."""
    found = Markup([], [], [])
    at, drawn, label, outermost = 0, 0, "", ""
    while token := _TOKEN.search(text, at):
        at = token.end()
        ends, name, written, comment, strange = token.groups()
        if name is None:
            if comment is None and strange is None:
                remark = text.startswith(("!", "?", "/"), at) and not text[at + 1 : at + 2].isalpha()
                code = "E911" if remark else "E906"
                return found._replace(unclosed=Impurity(code, text[at - 1 : at + 79]))
            if comment or (strange != "/>" and not _DOCTYPE.match(strange)):
                found.comments.append(token[0])
                found.impure.append(Impurity("E911", token[0][:60]))
            continue
        name = name.lower()
        if label and not (ends and name == label):
            found.impure.append(Impurity("E906", token[0][:80]))
        label = ""
        if ends:
            drawn -= bool(drawn) and name in _DRAWINGS
            continue
        tag = Tag(name, written, _attributes(written) if written else {})
        found.tags.append(tag)
        if "</" in written and _ENDS_TEXT.search(written):
            found.impure.append(Impurity("E906", token[0][:80]))
        if drawn or name in _DRAWINGS:
            outermost = outermost if drawn else token[0][:80]
            drawn += name in _DRAWINGS
            label = name if name in _LABELS else ""
            if not _SHAPES.fullmatch(name):
                found.impure.append(Impurity("E906", token[0][:80]))
        elif name in _TEXTS:
            end = _ENDED[name].search(text, at)
            if not end:
                return found._replace(unclosed=Impurity("E906", token[0][:80]))
            if name == "script" and "<!--" in text[at : end.start()]:  # then the end tag may not be its end
                found.impure.append(Impurity("E906", token[0][:80]))
            at = end.start()
    return found._replace(unclosed=Impurity("E906", outermost)) if drawn else found


def _attributes(written: str) -> dict[str, str]:
    """What is given twice counts as it was given first."""
    found: dict[str, str] = {}
    for one in _ATTRIBUTE.finditer(written):
        value = one[2] or one[3] or one[4] or ""
        found.setdefault(one[1].lower(), unescape(value) if "&" in value else value)
    return found
