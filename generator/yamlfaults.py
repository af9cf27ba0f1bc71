"""What editors really did when YAML will not parse: the parser blames the next line, we name the mistake itself.

Where the mistake leaves no doubt about what was meant, the line comes back mended, so that the rest of the file can be
read in the same run and all its problems be told at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from generator.problems import Problem, problem
from generator.source import Source
from generator.values.text import display_width

_LEAD = r"[ ]*+(?:- )*+"  # possessive here and below: a line of 50,000 dashes must not be tried 50,000 times
_KEY = _LEAD + r"(?P<key>[A-Za-z_][\w-]*)"
_WIDE_COLON = re.compile(_KEY + r"(?P<colon>[ ]*：\s*+)(?!.*: )")
_CHINESE_KEY = re.compile(_LEAD + r"(?P<key>[一-鿿]{1,8})[ ]*：")
_NO_BLANK = re.compile(_KEY + r":(?P<rest>[^\s/:][^:]*)$")
_QUOTED_START = re.compile(
    _LEAD + r"(?:[\w-]+:[ ]+)?(?P<quoted>\"[^\"]*\"|'[^']*')(?P<gap>[ ]*)(?P<rest>[^\s#,\]}:].*)$"
)
_TWO_COLONS = re.compile(_LEAD + r"[\w-]+:[ ]+(?P<value>[^\s\"'\[{|>].*?:(?: .*|)$)")
_BLOCK_SCALAR = re.compile(r"^(?P<lead>[ ]*+(?:- )*+)(?:[^\s#][^#]*?:[ ]+)?[|>][-+0-9]*[ ]*(?:#.*)?$")
_PARSER_WORDS = (
    ("tab character", "E122"),
    ("escape", "E139"),
    ("quoted scalar", "E136"),
    ("flow", "E135"),
    ("alias", "E124"),
    ("anchor", "E124"),
    ("tag", "E125"),
    ("could not find expected ':'", "E137"),
    ("mapping values", "E138"),
    ("indent", "E138"),
    ("block", "E138"),
)
"""What libyaml says, in the order in which it is worth believing, and the code for it."""


class Fault(Struct, frozen=True):
    """A mistake, the line it stands in, and that line as it was meant (None when that is not certain)."""

    problem: Problem
    line: int
    mended: str | None = None


def _code_lines(source: Source) -> Iterator[tuple[int, str]]:
    """Number and text of the lines that are structure: comments and the insides of block scalars are left out."""
    inside: int | None = None
    for number, line in enumerate(source.lines, start=1):
        indent = len(line) - len(line.lstrip(" "))
        if inside is not None:
            if not line.strip(" ") or indent > inside:
                continue
            inside = None
        if line.lstrip(" ").startswith("#"):
            continue
        if found := _BLOCK_SCALAR.match(line):
            lead = found.group("lead")
            inside = len(lead.replace("- ", "  ")) if ":" in line else len(lead) - 2
        yield number, line


def scan_lines(source: Source) -> Iterator[Fault]:
    """Faults that are seen best line by line, before parsing: tabs and full-width blanks that indent, wide colons.

    The first paragraph of a pasted text may begin with full-width blanks: inside a block scalar they are text.
    """
    for number, line in _code_lines(source):
        lead = line[: len(line) - len(line.lstrip())]
        mended = "".join("  " if c == "\t" else " " * display_width(c) for c in lead) + line[len(lead) :]
        if "\t" in lead:
            yield Fault(problem("E122", source.place(number, lead.index("\t") + 1)), number, mended)
        elif lead.strip(" "):
            column = len(lead) - len(lead.lstrip(" ")) + 1
            yield Fault(problem("E132", source.place(number, column, len(lead) - column + 1)), number, mended)
        elif wide := _wide_colon(source, number, line):
            yield wide


def _wide_colon(source: Source, number: int, line: str) -> Fault | None:
    found = _WIDE_COLON.match(line)
    if not found:
        return None
    colon = found.group("colon")
    place = source.place(number, found.start("colon") + colon.index("：") + 1)
    mended = line[: found.start("colon")] + ": " + line[found.end("colon") :]
    return Fault(problem("E121", place, key=found.group("key")), number, mended)


def explain_fault(
    source: Source, original: Source, line: int, column: int, fault: str, context: str
) -> Fault:
    """Name the likeliest mistake at or just above the parser's place; E120 with the parser's words if none fits.

    `source` is what the parser read, `original` what the editor wrote: it is shown.
    """
    near = {number: text for number, text in _code_lines(source) if line - 3 <= number <= line}
    for number in sorted(near, reverse=True):
        if found := _in_line(original, number, near[number], at_fault=number == line, fault=fault):
            return found
    above = [number for number in near if number < line]
    if "mapping values" in fault and above and ":" not in near[above[-1]]:
        return Fault(problem("E137", original.place(above[-1]), text=_short(near[above[-1]])), above[-1])
    place = original.place(line, column)
    code = next((code for word, code in _PARSER_WORDS if word in fault), None)
    code = code or next((code for word, code in _PARSER_WORDS if word in context), "E120")
    if code == "E137":
        line = max(1, line - 1)
        if key := _CHINESE_KEY.match(original.lines[line - 1]):
            return Fault(problem("E121", original.place(line, key.end()), key=key.group("key")), line)
        return Fault(problem(code, original.place(line), text=_short(original.lines[line - 1])), line)
    if code == "E139":
        place = original.place(line, original.lines[line - 1].rfind("\\", 0, column) + 1)
    words = {
        "E124": {"sign": "&" if "anchor" in context else "*"},
        "E125": {"tag": "!"},
        "E120": {"detail": fault or context},
    }
    return Fault(problem(code, place, **words.get(code, {})), line)


def _in_line(original: Source, number: int, text: str, *, at_fault: bool, fault: str) -> Fault | None:
    if found := _QUOTED_START.match(text):
        start, quoted = found.start("quoted"), found.group("quoted")
        place = original.place(number, start + 1, len(quoted))
        return Fault(problem("E126", place, text=_short(quoted)), number, _quote(text, start))
    if at_fault and "mapping values" in fault and (found := _TWO_COLONS.match(text)):
        start = found.start("value")
        colon = text.index(":", start)
        colon = next((i for i in range(colon, len(text)) if text[i : i + 2] in (": ", ":")), colon)
        place = original.place(number, colon + 1)
        return Fault(problem("E133", place, text=_short(text)), number, _quote(text, start))
    if found := _NO_BLANK.match(text):
        at = found.start("rest")
        return Fault(
            problem("E134", original.place(number, at), key=found.group("key")),
            number,
            f"{text[:at]} {text[at:]}",
        )
    return None


def _quote(line: str, start: int) -> str:
    """The line with everything from `start` on in single quotes."""
    return line[:start] + "'" + line[start:].rstrip().replace("'", "''") + "'"


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 40 else text[:39] + "…"
