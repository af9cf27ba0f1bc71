"""Paragraphs that a transcription put on one line: title and recipients, numbered parts, the list of attachments, the date."""

from __future__ import annotations

import re

from generator.importing.organs import is_organ

_LONGEST = 20_000
"""Characters of a line that is looked at; a longer one is no notice that lost its line ends."""
_OPENING = re.compile(
    r"(?P<title>[^。：:；;]{0,80}关于[^。：:；;]{2,120}?的(?:补充)?(?:通知|通报|公告|公示|函))\s+"
    r"(?P<recipients>[^。；;：:]{2,200}[：:])\s*(?P<rest>\S.{20,})"
)
_BRACKETS = re.compile(r"(?<=[。：:；;])\s*(?=[（(][一二三四五六七八九十]{1,2}[）)])")
_CLOSING = re.compile(
    r"(?P<body>.+[。）)])\s+(?P<listed>附\s*件\s*[:：]\s*\S+)\s+(?P<organ>\S{4,40}?)\s*(?P<date>\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*"
)


def parted(text: str) -> list[str]:
    """The paragraphs of a line, cut only where a fixed form begins: recipients after a title, （一） and （二） in order, the close."""
    if len(text) > _LONGEST:
        return [text]
    out: list[str] = []
    if opening := _OPENING.fullmatch(text):
        out += [opening["title"].strip(), opening["recipients"].strip()]
        text = opening["rest"]
    tail: list[str] = []
    closing = _CLOSING.fullmatch(text)
    if closing and is_organ(closing["organ"]):
        tail = [closing["listed"], closing["organ"], closing["date"]]
        text = closing["body"]
    several = all(re.search(rf"[（(]{figure}[）)]", text) for figure in "一二")
    out += [part.strip() for part in _BRACKETS.split(text)] if several else [text.strip()]
    return [*out, *tail]
