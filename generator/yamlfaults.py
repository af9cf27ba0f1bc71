"""What editors really did when YAML will not parse: the parser blames the next line, we name the mistake itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.problems import Problem, problem
from generator.source import Source

_KEY = r"[ ]*(?:- )*(?P<key>[A-Za-z_一-鿿][\w一-鿿-]*)"
_WIDE_COLON = re.compile(_KEY + r"(?P<colon>[ ]*：)(?!.*[:：] )")
_NO_BLANK = re.compile(_KEY + r":(?P<rest>[^\s/:][^:]*)$")
_QUOTED_START = re.compile(
    r"[ ]*(?:- )*(?:[\w一-鿿-]+:[ ]+)?(?P<quoted>\"[^\"]*\"|'[^']*')[ ]*(?P<rest>[^\s#,\]}:].*)$"
)
_TWO_COLONS = re.compile(r"[ ]*(?:- )*[\w一-鿿-]+:[ ]+(?P<value>[^\s\"'\[{|>][^\n]*?: )")
_BLOCK_SCALAR = re.compile(r"^(?P<lead>[ ]*(?:- )*)(?:[^\s#][^#]*?:[ ]+)?[|>][-+0-9]*[ ]*(?:#.*)?$")


def _code_lines(source: Source) -> Iterator[tuple[int, str]]:
    """Number and text of the lines that are structure: comments and the insides of block scalars are left out."""
    inside: int | None = None
    for number, line in enumerate(source.lines, start=1):
        indent = len(line) - len(line.lstrip(" "))
        if inside is not None:
            if not line.strip() or indent > inside:
                continue
            inside = None
        if line.lstrip(" ").startswith("#"):
            continue
        if found := _BLOCK_SCALAR.match(line):
            lead = found.group("lead")
            inside = len(lead.replace("- ", "  ")) if ":" in line else len(lead) - 2
        yield number, line


def scan_lines(source: Source) -> Iterator[Problem]:
    """Faults that are seen best line by line, before parsing: tabs and full-width blanks that indent."""
    for number, line in enumerate(source.lines, start=1):
        lead = line[: len(line) - len(line.lstrip())]
        if "\t" in lead:
            yield problem("E122", source.place(number, lead.index("\t") + 1))
        elif "\u3000" in lead or "\xa0" in lead:
            yield problem("E132", source.place(number, 1, len(lead)))


def wide_colons(source: Source) -> Iterator[Problem]:
    """Lines that begin with a key and a full-width colon."""
    for number, line in _code_lines(source):
        if found := _WIDE_COLON.match(line):
            column = found.start("colon") + len(found.group("colon"))
            yield problem("E121", source.place(number, column), key=found.group("key"))


def explain_fault(source: Source, line: int, column: int, fault: str, context: str) -> Problem:
    """Name the likeliest mistake at or just above the parser's place; E120 with the parser's words if none fits."""
    near = {number: text for number, text in _code_lines(source) if line - 3 <= number <= line}
    for number in sorted(near, reverse=True):
        text = near[number]
        if found := _QUOTED_START.match(text):
            start = found.start("quoted")
            return problem(
                "E126",
                source.place(number, start + 1, len(found.group("quoted"))),
                text=found.group("quoted"),
            )
        if found := _WIDE_COLON.match(text):
            at = found.start("colon") + len(found.group("colon"))
            return problem("E121", source.place(number, at), key=found.group("key"))
        if "mapping values" in fault and number == line and (found := _TWO_COLONS.match(text)):
            at = found.end("value") - 1
            return problem("E133", source.place(number, at), text=text.strip()[:40])
        if found := _NO_BLANK.match(text):
            at = found.start("rest")
            return problem("E134", source.place(number, at), key=found.group("key"))
    if "flow" in context or "flow" in fault:
        return problem("E135", source.place(line, column))
    if "quoted scalar" in context:
        return problem("E136", source.place(line, column))
    if "alias" in fault or "anchor" in fault or "alias" in context or "anchor" in context:
        return problem("E124", source.place(line, column), sign="*")
    if "tag" in fault or "tag" in context:
        return problem("E125", source.place(line, column), tag="!")
    if "could not find expected ':'" in fault:
        return problem(
            "E137", source.place(max(1, line - 1)), text=source.lines[max(0, line - 2)].strip()[:40]
        )
    if "indent" in fault or "block" in context:
        return problem("E138", source.place(line, column))
    return problem("E120", source.place(line, column), detail=fault or context)
