"""The quickest way through YAML: files of whose every line the meaning is plain, in the forms that editors mostly write.

A key with a text, a list of small mappings, a mapping one level down, a literal block. What it returns is what
`yamlplain` and `yamltext` would have read without a problem (property tests hold the three together); at anything else
it gives up, and they are asked.
"""

from __future__ import annotations

import re
from typing import Any

_FIRST = frozenset("-?:,[]{}#&*!|>'\"%@` ")
"""What no plain text of YAML begins with, or only in cases that are left to the parser."""
_FLOW = re.compile(r"[\[\]{}\"'#&*!|>%@`?\\]")
"""What stands in braces only where they hold more than plain keys and texts."""
_LEAD = re.compile(r"(?:[ ]|- |\? |: ){24}")
_MOST_BRACKETS = 24
_DEEPEST = 8
"""Blanks before a line below a key; more is not what editors write."""

Lines = list[str]


class _Doubt(Exception):  # noqa: N818 - no error: the parser decides
    """A line that may mean something else."""


def by_lines(text: str) -> dict[str, Any] | None:
    """The mapping of a YAML text without forbidden characters; None if it takes a parser to be sure."""
    if "\t" in text or text[-1:] != "\n" or text.count("[") + text.count("{") > _MOST_BRACKETS:
        return None
    lines = text.split("\n")
    lines.pop()
    try:
        return _mapping(lines)
    except _Doubt:
        return None


def _mapping(lines: Lines) -> dict[str, Any]:
    found: dict[str, Any] = {}
    at, count = 0, len(lines)
    while at < count:
        line = lines[at]
        at += 1
        key, colon, written = line.partition(": ")
        if colon:
            if not (key.isidentifier() and key.isascii()) or key in found:
                raise _Doubt
            first = written[:1]
            if first == "{":
                found[key] = _braces(written)
            elif first == "[":
                found[key] = _brackets(written)
            elif first == "|":
                found[key], at = _block(written, lines, at)
            else:
                found[key] = _text(written)
        elif line[-1:] == ":":
            key = line[:-1]
            if not (key.isidentifier() and key.isascii()) or key in found:
                raise _Doubt
            found[key], at = _below(lines, at)
        elif line and line[0] != "#":  # nothing and comments stand between keys only
            raise _Doubt
    if not found:
        raise _Doubt
    return found


def _text(written: str) -> str:
    """A plain text, or a quoted one in which nothing is escaped."""
    first = written[:1]
    if first in _FIRST:
        if first and first in "'\"" and len(written) > 1 and written[-1] == first and "\\" not in written:
            inside = written[1:-1]
            if first not in inside:
                return inside
        raise _Doubt
    if not first or ": " in written or " #" in written or written[-1] in ": ":
        raise _Doubt
    return written


def _brackets(written: str) -> list[dict[str, str]]:
    """`[{award: first}, {award: best, rank: 3}]`"""
    if written[:2] != "[{" or written[-2:] != "}]":
        raise _Doubt
    return [_braces(f"{{{inside}}}") for inside in written[2:-2].split("}, {")]


def _braces(written: str) -> dict[str, str]:
    """`{name: 甲, role: 作词}`"""
    if written[-1] != "}" or _FLOW.search(written, 1, len(written) - 1):
        raise _Doubt
    found: dict[str, str] = {}
    for part in written[1:-1].split(", "):
        key, colon, value = part.partition(": ")
        if not colon or not (key.isidentifier() and key.isascii()) or key in found:
            raise _Doubt
        if not value or value[0] in _FIRST or value[-1] == " " or ":" in value or "," in value:
            raise _Doubt
        found[key] = value
    return found


def _below(lines: Lines, at: int) -> tuple[Any, int]:
    """What stands below a key: a list of mappings, or one mapping; and where it ends.

    A line that belongs to neither is no key at the margin either, and so a doubt.
    """
    if at == len(lines):
        raise _Doubt
    first = lines[at]
    indent = len(first) - len(first.lstrip(" "))
    if indent > _DEEPEST:
        raise _Doubt
    if first.startswith("- ", indent):
        return _items(lines, at, first[:indent])
    if not indent:
        raise _Doubt
    found: dict[str, str] = {}
    return found, _pairs(lines, at, first[:indent], found)


def _items(lines: Lines, at: int, lead: str) -> tuple[list[dict[str, str]], int]:
    found: list[dict[str, str]] = []
    begins, inner = f"{lead}- ", f"{lead}  "
    while at < len(lines) and lines[at].startswith(begins):
        line = lines[at][len(begins) :]
        at += 1
        if line[:1] == "{":
            found.append(_braces(line))
            continue
        item: dict[str, str] = {}
        _pair(line, item)
        at = _pairs(lines, at, inner, item)
        found.append(item)
    return found, at


def _pairs(lines: Lines, at: int, lead: str, found: dict[str, str]) -> int:
    while at < len(lines) and lines[at].startswith(lead):
        _pair(lines[at][len(lead) :], found)
        at += 1
    return at


def _pair(line: str, found: dict[str, str]) -> None:
    key, colon, written = line.partition(": ")
    if not colon or not (key.isidentifier() and key.isascii()) or key in found:
        raise _Doubt
    found[key] = _text(written)


def _block(header: str, lines: Lines, at: int) -> tuple[str, int]:
    """A literal block, its lines as they are."""
    if header not in ("|", "|-") or at == len(lines):
        raise _Doubt
    first = lines[at]
    indent = len(first) - len(first.lstrip(" "))
    if not 0 < indent <= _DEEPEST or len(first) == indent:
        raise _Doubt
    lead = first[:indent]
    found: Lines = []
    while at < len(lines):
        line = lines[at]
        if line and line[0] != " ":
            break
        if line and (not line.startswith(lead) or not line.strip(" ") or _LEAD.match(line)):
            raise _Doubt
        found.append(line[indent:])
        at += 1
    while not found[-1]:
        found.pop()
    return "\n".join(found) + ("" if header == "|-" else "\n"), at
