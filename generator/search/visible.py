"""What a reader sees of a piece of a page of ours, as lines: the index holds what pages show, not what records might."""

from __future__ import annotations

import re
from html import unescape

_TOKEN = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^>"']|"[^"]*"|'[^']*')*)>|([^<]+)""")
_INLINE = re.compile("a|abbr|b|bdi|cite|code|del|em|i|ins|mark|s|small|span|strong|sub|sup|time|u|wbr")
"""Words go on through these; any other tag ends the line, so no hit lies across two paragraphs or cells."""
_UNSEEN = frozenset(("audio", "button", "dialog", "noscript", "script", "select", "style", "svg", "video"))
_HIDDEN = re.compile(r"""\shidden(?=[\s=/]|$)|\sclass=["'](?:[^"']*\s)?zb-(?:sr|js)[\s"']""")
_VOID = frozenset(("area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))


def visible_lines(markup: str) -> tuple[str, ...]:
    """The text of well-formed markup, one line a block, blanks closed to one; what is hidden or a control is left out."""
    lines: list[str] = []
    line: list[str] = []
    skipped, depth = "", 0
    for ends, name, written, text in _TOKEN.findall(markup):
        if skipped:
            if name == skipped:
                depth += -1 if ends else 1
                skipped = skipped if depth else ""
        elif text:
            line.append(text)
        elif not ends and name not in _VOID and (name in _UNSEEN or (written and _HIDDEN.search(written))):
            skipped, depth = name, 1
        if line and not (text or skipped or name in _UNSEEN or name == "img" or _INLINE.fullmatch(name)):
            lines.append("".join(line))
            line = []
    lines.append("".join(line))
    closed = (" ".join(unescape(one).split()) for one in lines)
    return tuple(one for one in closed if one)


def between(markup: str, start: str, end: str) -> str:
    """The part of `markup` from `start` to before the next `end`, or to its own end; empty without `start`."""
    at = markup.find(start)
    if at < 0:
        return ""
    stop = markup.find(end, at + len(start))
    return markup[at:] if stop < 0 else markup[at:stop]
