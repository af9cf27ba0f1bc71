"""What stands above a notice's title: organs, 文件, document number (GB/T 9704-2012, 7.2), and stamps of whoever received it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from generator.importing.organs import closed, is_organ, organs_of
from generator.importing.received import Line
from generator.importing.times import issue_date

DOC_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,12}\s*[〔﹝\[【(（［]\s*(?:19|20)\d\d\s*[〕﹞\]】)）］]\s*(?:第\s*)?\d{1,4}\s*号"
)
_STAMP = re.compile(r"收\s*文|收\s*件|来文|收发|[\u4e00-\u9fff]{2,12}收\Z|阅办|拟办|登记|传阅|批示|扫描")
_SIDE = re.compile(
    r"(?:特急|加急|平急|急件|机密|秘密|内部).{0,10}|\d{6}|签发人\s*[:：].*|第?\s*\d{1,4}\s*号?"
)


class Head(Struct, frozen=True):
    """The lines above a title, told apart. `stamps` are lines of the copy that was received, not of the notice."""

    organs: tuple[str, ...] = ()
    suffix: str = ""
    doc_number: str = ""
    stamps: tuple[Line, ...] = ()
    damaged: bool = False


def can_head(line: Line) -> bool:
    """Whether a line can stand above a title: organs (also letter-spaced), a document number, urgency, a stamp."""
    text = line.text.strip()
    plain = closed(text)
    if DOC_NUMBER.fullmatch(plain) or _SIDE.fullmatch(text):
        return True
    bare = re.sub("文件$", "", plain)
    organs = organs_of(text)
    return (
        len(plain) <= 80
        and not re.search("[。：；，:;,]|关于", plain)
        and (is_organ(bare) or (bool(organs) and all(is_organ(organ) for organ in organs)) or plain == "文件")
    )


def head_of(lines: Sequence[Line]) -> Head:
    """Tell the lines above a title apart. Stamps are what says so, and a date or an organ that stands with one."""
    stamps = stamps_of(lines)
    rest = [line for line in lines if line not in stamps]
    number = suffix = ""
    words: list[str] = []
    for line in rest:
        text = line.text.strip()
        if found := DOC_NUMBER.search(text):
            number = re.sub(r"\s", "", found.group())
            text = text.replace(found.group(), " ").strip()
        if found := re.search(r"\s文\s*件\s*\Z", text):  # beside the middle one of several organs
            suffix, text = "文件", text[: found.start()].strip()
        if text and not _SIDE.fullmatch(text):
            words.append(text)
    whole = " ".join(words)
    if re.search(r"文\s*件\s*\Z", whole):
        suffix = "文件"
        whole = re.sub(r"文\s*件\s*\Z", "", whole)
    organs = tuple(organ for organ in organs_of(whole) if is_organ(organ))
    damaged = bool(whole) and sum(map(len, organs)) + 1 < len(closed(whole))
    return Head(organs, suffix, number, tuple(stamps), damaged)


def stamps_of(lines: Sequence[Line]) -> list[Line]:
    """Stamps of whoever received the copy: lines that say so, and what stands between them or before the masthead with a date."""
    marked = [i for i, line in enumerate(lines) if _STAMP.search(line.text) and not is_organ_list(line.text)]
    if not marked:
        dated = [i for i, line in enumerate(lines) if issue_date(line.text)]
        return [lines[i] for i in dated]
    first, last = marked[0], marked[-1]
    if last + 1 < len(lines) and issue_date(lines[last + 1].text):
        last += 1
    before = first - 1 if first and issue_date(lines[first - 1].text) else first
    return list(lines[before : last + 1])


def is_organ_list(text: str) -> bool:
    """Whether a line is nothing but organs, with 文件 or without."""
    organs = organs_of(text)
    return bool(organs) and all(is_organ(organ) for organ in organs)
