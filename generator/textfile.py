"""Bytes of a text file to text. What is only written otherwise is a problem, and read nevertheless.

So a file that Windows' editor saved in its own way has all its other problems told in the same run.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.problems import Place, Problem, problem
from generator.source import Source
from generator.values.text import forbidden_character, without_forbidden

_FEW = 20
"""One damaged character in so many is a damaged UTF-8 file; more is another encoding."""

_MOST_LEVELS = 20
_LONGEST_PIECE = 10_000
_MOST_SEARCHED = 12_000_000
"""Characters that Markdown may have to search for the ends of brackets: a second or two (measured; each one that is
not closed is sought to the end of its paragraph)."""
_MOST_COPIED = 100_000_000
"""Characters that may be copied: what follows a heading or a rule is taken out and put back each time."""
_LEAD = re.compile(r"(?:[ \t]|>|[-*+][ \t]|\d+\.[ \t])*+")
_MARKER = re.compile(r"(?:>|[-*+]|\d+\.) ?")
_NEW_PIECE = re.compile(r"\s*(?:\||>|[-*+] |\d+\. |$)")
_RULER = re.compile(r"#|[-*_= ]+$")
_TARGET = re.compile(r"\]\(\s*<?([^\s()<>]+)|^ {0,3}\[[^\]\n]+\]:\s*<?([^\s<>]+)", re.MULTILINE)
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)[^\\]", re.IGNORECASE)


def decoded(data: bytes, name: str, problems: list[Problem]) -> Source | None:
    """The text of a file: UTF-8 without BOM, LF line ends, nothing invisible. None when nothing can be made of it."""
    text = _unicode(data, name, problems)
    if text is None:
        return None
    if "\r" in text:
        before = Source(name, text[: text.index("\r")])
        problems.append(problem("E109", before.place(len(before.lines), len(before.lines[-1]) + 1)))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    source = Source(name, text)
    if not text.strip():
        problems.append(problem("E116", source.place()))
        return None
    for number, line in enumerate(source.lines, start=1):
        if character := forbidden_character(line):
            column = next(i for i, c in enumerate(line) if f"U+{ord(c):04X}" == character) + 1
            problems.append(problem("E110", source.place(number, column), character=character))
    return Source(name, without_forbidden(text))


def _unicode(data: bytes, name: str, problems: list[Problem]) -> str | None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or data.count(b"\0") * 5 > len(data):
        return _other(data, "UTF-16", _utf16(data), name, 1, problems)
    if data.startswith(codecs.BOM_UTF8):
        problems.append(problem("E108", Place(name)))
        data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    broken = data.decode(errors="replace")
    place = Source(name, broken).at(broken.index("\ufffd"))
    if broken.count("\ufffd") * _FEW < sum(not char.isascii() for char in broken):
        problems.append(problem("E117", place))
        return None
    return _other(data, "GBK", "gb18030", name, line, problems, place)


def _utf16(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-16-le" if data[1::2].count(0) >= data[0::2].count(0) else "utf-16-be"


def _other(
    data: bytes,
    label: str,
    codec: str,
    name: str,
    line: int,
    problems: list[Problem],
    broken: Place | None = None,
) -> str | None:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        problems.append(problem("E117", broken or Place(name, line)))
        return None
    problems.append(problem("E107", Source(name, text).place(line), encoding=label))
    return text


def prose_faults(source: Source) -> Iterator[Problem]:
    """What of a Markdown text would never be rendered (E127, E141), and links that lead nowhere we let readers go (E209).

    Bounds what the renderer is asked to do, since its time grows with the square of a paragraph and it recurses into
    lists and quotations.
    """
    searched = start = size = brackets = copied = block = rulers = 0
    for number, line in enumerate(source.lines, start=1):
        lead = _LEAD.match(line)
        assert lead is not None  # it may be empty
        blanks, marks = _MARKER.subn("", lead.group().expandtabs(4))
        if marks + len(blanks) // 4 > _MOST_LEVELS:
            yield problem("E127", source.place(number), limit=_MOST_LEVELS)
            return
        if not line.strip():
            copied, block, rulers = copied + block * rulers, 0, 0
        block, rulers = block + len(line) + 1, rulers + bool(_RULER.match(line, lead.end()))
        if not start or _NEW_PIECE.match(line):
            searched += brackets * size
            start, size, brackets = number + (not line.strip()), 0, 0
        size += len(line) + 1
        brackets += line.count("[") + line.count("<")
        if size > _LONGEST_PIECE or searched + brackets * size > _MOST_SEARCHED:
            yield problem("E141", source.place(start), size=f"{size:,}")
            return
        if copied + block * rulers > _MOST_COPIED:
            yield problem("E141", source.place(number), size=f"{block:,}")
            return
    for found in _TARGET.finditer(source.text):
        group = 1 if found.group(1) else 2
        if not _leads_somewhere(found.group(group)):
            place = source.at(found.start(group), len(found.group(group)))
            yield problem("E209", place, value=found.group(group)[:80])


def _leads_somewhere(target: str) -> bool:
    """Whether a link's target is an address that can be taken apart (`http://[` cannot)."""
    try:
        urlsplit(target).port  # noqa: B018 it looks at what it is asked for only
    except ValueError:
        return False
    return _ADDRESS.match(target) is not None
