"""Official text as a document: lines to blocks, each with its role and level, no word changed.

The text is whole, from the masthead to 抄送; what a notice's record repeats (masthead, number, title, recipients,
signature …) is recognised in it, so that the page can set it as GB/T 9704-2012 does.
"""

from __future__ import annotations

import re

from msgspec import Struct

from generator.model.notice import Notice
from generator.values.patterns import late
from generator.values.text import fold

_LEVELS = (
    (1, late(r"[一二三四五六七八九十]+、")),
    (2, late(r"[（(][一二三四五六七八九十]+[）)]")),
    (3, late(r"\d{1,2}[.．、](?!\d)")),
    (4, late(r"[（(]\d{1,2}[）)]")),
)
_SPECIAL = late(r"\[\[(allocation|form):([a-z0-9-]+)\]\]\Z")
_LEADS = (
    late(r"(?P<lead>[^。；]{2,32}。)(?P<rest>.*)\Z"),
    late(r"(?P<lead>[^。；：:]{2,16}[：:])(?P<rest>.+)\Z"),
)
"""What is set apart at the beginning of a numbered paragraph: its first short sentence, or a label with a colon."""
_ATTACHMENT_NOTE = late(r"附\s*件\s*[：:]")
HEADING_LIMIT = 40
"""A numbered line up to this length that does not end a sentence is a heading; a longer one is a paragraph."""


class Block(Struct, frozen=True):
    """One paragraph of an official text.

    `role` is masthead, number, title, recipients, heading, paragraph, note (附件说明), signature, date, colophon,
    allocation or form; `level` 1 to 4 is that of its printed number, 0 without one; `lead` is the part set apart at
    its beginning; `line` is the line of the text it comes from.
    """

    role: str
    text: str
    level: int = 0
    lead: str = ""
    line: int = 1


def document(text: str, notice: Notice | None = None) -> tuple[Block, ...]:
    """Cut an official text into blocks. With `notice`, its head and foot are recognised by what the record repeats."""
    lines = [(number, line.strip()) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    blocks: list[Block] = []
    head = True
    in_note = False
    for number, line in lines:
        role = _head_role(line, notice, blocks) if notice and head else ""
        if role:
            blocks.append(Block(role, line, line=number))
            head = role != "recipients"
            continue
        if special := _SPECIAL.match(line):
            blocks.append(Block(special.group(1), special.group(2), line=number))
            continue
        if notice and (foot := _foot_role(line, notice)) and any(b.role == "paragraph" for b in blocks):
            blocks.append(Block(foot, line, line=number))
            in_note = False
            continue
        if notice and _ATTACHMENT_NOTE.match(line):
            in_note = True
        elif in_note and not _LEVELS[2][1].match(line):
            in_note = False
        if in_note:
            blocks.append(Block("note", line, line=number))
            continue
        blocks.append(_paragraph(line, number))
        head = head and not _numbered(line)
    return tuple(blocks)


def _paragraph(line: str, number: int) -> Block:
    level = _numbered(line)
    if (
        level
        and len(line) <= HEADING_LIMIT
        and not line.endswith(("。", "；", ";", "，"))
        and (level < 4 or "：" not in line)
    ):
        if not re.search(r"[。：:]", line[:-1]) or level == 1:
            return Block("heading", line, level, line=number)
    if level > 1:
        for pattern in _LEADS:
            if found := pattern.match(line):
                return Block("paragraph", found.group("rest"), level, found.group("lead"), number)
    return Block("paragraph", line, level, line=number)


def _numbered(line: str) -> int:
    return next((level for level, pattern in _LEVELS if pattern.match(line)), 0)


def _head_role(line: str, notice: Notice, blocks: list[Block]) -> str:
    folded = fold(line)
    seen = {block.role for block in blocks}
    if notice.masthead and "masthead" not in seen:
        organs = fold("".join(notice.masthead.organs) + (notice.masthead.suffix or ""))
        if folded == organs:
            return "masthead"
    if notice.doc_number and "number" not in seen and folded == fold(notice.doc_number):
        return "number"
    if "title" not in seen and folded == fold(notice.title):
        return "title"
    if (
        notice.recipients
        and "recipients" not in seen
        and folded.rstrip(":") == fold(notice.recipients).rstrip(":")
    ):
        return "recipients"
    return ""


def _foot_role(line: str, notice: Notice) -> str:
    folded = fold(line)
    if any(folded == fold(signer) for signer in notice.signature) or (
        len(notice.signature) > 1 and folded == fold("".join(notice.signature))
    ):
        return "signature"
    if notice.issued and notice.issued.printed and folded == fold(notice.issued.printed):
        return "date"
    if notice.cc and fold(notice.cc) in folded and re.match(r"抄\s*送", line):
        return "colophon"
    printed = [part for part in (notice.printed_by, notice.printed_on and notice.printed_on.printed) if part]
    if (
        printed
        and all(fold(part) in folded for part in printed)
        and len(folded) <= len(fold("".join(printed))) + 4
    ):
        return "colophon"
    return ""
