"""Titles of notices and of attachments, also where they are set over several lines."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from generator.importing.headings import plain_start
from generator.importing.organs import HAN, closed, is_organ
from generator.importing.received import Line, Piece

KINDS = "补充通知|延期通知|更正通知|通知|通报|公示|公告|通告|决定|意见|函|方案|启事|倡议书|说明|更正"
_FIRM = re.compile(rf"关于.{{2,160}}(?P<kind>{KINDS})(?:[(（][^()（）]{{1,16}}[)）])?\Z")
LINES = 5
"""How many lines a title is set over at most."""


def similar(one: str, other: str) -> float:
    """How alike two titles are, blanks, quotation marks and a number in brackets at the end apart: 0 to 1."""
    left, right = (_bare(text) for text in (one, other))
    if not left or not right:
        return 0.0
    return 1.0 if left == right else difflib.SequenceMatcher(None, left, right, autojunk=False).ratio()


def _bare(text: str) -> str:
    plain = re.sub(r"[(（][^()（）]*号[)）]\Z", "", closed(text).strip("。;；"))
    return re.sub("[“”\"《》'‘’]", "", plain)


def kind_of(title: str) -> str:
    """通知, 通报, 公示 … as the title ends; 通知 where it does not say."""
    plain = re.sub(r"[(（][^()（）]*[)）]$", "", closed(title))
    return next((kind for kind in KINDS.split("|") if plain.endswith(kind)), "通知")


def title_at(pieces: Sequence[Piece], start: int) -> int:
    """Where the title that begins at `start` ends (exclusive), or `start` when none begins there.

    A title is 关于……的通知 and its like, with or without the issuers before it, on one to five lines.
    """
    words = ""
    for end in range(start, min(len(pieces), start + LINES)):
        piece = pieces[end]
        if not isinstance(piece, Line):
            return start
        text = plain_start(piece.text).strip()
        if (
            re.search(r"[。；;]|[：:]$", text)
            or re.match(r"附\s*件", text)
            or (end > start and piece.apart and "关于" in words and not _open(words))
        ):
            return start
        words = closed(words + text)
        if _FIRM.search(words) and not re.match(r"\d+[.、．]|[《〈]", words):
            return end + 1
        if end == start and not ("关于" in words or is_organ(text) or " " in text.strip()):
            return start
        if len(words) > 200:
            return start
    return start


def _open(words: str) -> bool:
    return not re.search(rf"(?:{KINDS})\Z", words)


def joined(texts: Sequence[str], whole: str) -> str:
    """The lines of a title as one: without the blanks that setting it put there.

    `whole` is all of the document, closed up only at line ends: a blank inside a word that is printed without it
    elsewhere is layout (争做汕头好 网民), one that is always there is meant (两句口号之间).
    """
    words = ""
    for line in texts:
        text = " ".join(plain_start(line).split())
        gap = (
            " "
            if words
            and is_organ(words.rsplit(maxsplit=1)[-1])
            and (is_organ(text.split()[0]) or text.startswith("关于"))
            else ""
        )
        gap = (
            " " if words and re.match("争[做当]", text) else gap
        )  # two slogans in one pair of quotation marks
        words += gap + text
    return settled(re.sub(r"(通|公|启|决)\s+(知|报|告|示|事|定)\Z", r"\1\2", words), whole)


def settled(text: str, whole: str) -> str:
    """The text with blanks of layout taken out: around figures and quotation marks, and where `whole` decides so."""
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(rf"(?<=[{HAN}”》）\"]) (?=\d)|(?<=\d) (?=[{HAN}“\"])", "", text)
    text = re.sub(r"(?<=[”》）]) (?=[^A-Za-z0-9])| (?=[“《（])(?!(?<=[会办委部局厅] )“)", "", text)
    text = re.sub(rf"(?<=[\"]) (?=[{HAN}])", "", text)
    at = text.find(" ")
    while at >= 0:
        before, after = text[max(0, at - 3) : at], text[at + 1 : at + 4]
        near = whole.count(before + after), whole.count(f"{before} {after}")
        if (
            near[0] >= near[1]
            and near[0]
            and not (is_organ(text[:at].split(" ")[-1]) and after.startswith(("关于", "中")))
        ):
            text = text[:at] + text[at + 1 :]
            at = text.find(" ", at)
        else:
            at = text.find(" ", at + 1)
    return text
