"""The report of a run: text for people (place first, so terminals link it), JSON for tools, annotations and Markdown for CI."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from msgspec.structs import replace

from generator import routes
from generator.problems import Problem, caret

SHOWN = 200
"""More than this is a broken file, not a list to work through; the count still says how many there are."""

ANNOTATED = 10
"""Errors, and likewise warnings, that GitHub shows of one step; the others stand in its log only."""
ASKED = 3
"""Codes that are offered to be explained."""

_LABELS = {
    "zh": {"error": "错误", "warning": "提醒", "remedy": "怎么改"},
    "en": {"error": "error", "warning": "warning", "remedy": "help"},
}


def as_text(problems: Sequence[Problem], language: str = "zh") -> str:
    """All problems as `file:line:column`, what, the line with a caret, and the remedy."""
    labels = _LABELS[language]
    blocks = []
    for p in problems[:SHOWN]:
        place = p.place
        lines = [
            f"{place.file}:{place.line}:{place.column}: {labels[p.severity]} {p.code}：{p.what(language)}"
        ]
        if place.excerpt.strip():
            shown, carets = caret(place)
            gutter = f"{place.line:>5} | "
            lines += [gutter + shown, " " * (len(gutter) - 2) + "| " + carets]
        lines.append(f"      = {labels['remedy']}：{p.remedy(language)}")
        blocks.append("\n".join(lines))
    return "\n\n".join([*blocks, summary(problems, language)])


def summary(problems: Sequence[Problem], language: str = "zh") -> str:
    """One line that counts."""
    wrong = sum(p.severity == "error" for p in problems)
    doubtful = len(problems) - wrong
    if language == "en":
        return f"{wrong} errors, {doubtful} warnings." if problems else "No problems found."
    return f"共 {wrong} 处错误，{doubtful} 处提醒。" if problems else "检查通过，没有发现问题。"


def more(problems: Sequence[Problem], language: str = "zh") -> str:
    """One line that says how to read on: the command with the first few codes, errors before warnings; "" for none."""
    codes = dict.fromkeys(p.code for p in sorted(problems, key=lambda p: p.severity))
    if not codes:
        return ""
    command = " ".join(["zhanbang explain", *list(codes)[:ASKED]])
    return f"More: {command}" if language == "en" else f"详细说明：{command}"


def as_json(problems: Sequence[Problem], language: str = "zh") -> str:
    """A list of objects: code, severity, file, line, column, length, what, remedy, help.

    `help` is the address, from the site's root, of what the handbook says of the code.
    """
    return json.dumps(
        [
            {
                "code": p.code,
                "severity": p.severity,
                "file": p.place.file,
                "line": p.place.line,
                "column": p.place.column,
                "length": p.place.length,
                "what": p.what(language),
                "remedy": p.remedy(language),
                "help": routes.code(p.code),
            }
            for p in problems
        ],
        ensure_ascii=False,
        indent=2,
    )


def as_github(problems: Sequence[Problem], language: str = "zh") -> str:
    """Workflow commands that GitHub shows at the line in a merge request, and a line that counts; "" without problems.

    Every problem is told, so the log has them all. Of each kind GitHub shows only the first `ANNOTATED` of a step; where
    there are more, a notice says so. Escaping is that of actions/toolkit, packages/core/src/command.ts.
    """
    lines = [_annotation(p, language) for p in problems]
    kinds = [p.severity for p in problems]
    counted = summary(problems, language)
    if any(kinds.count(kind) > ANNOTATED for kind in ("error", "warning")):
        hint = {
            "zh": f"这里最多显示 {ANNOTATED} 处错误、{ANNOTATED} 处提醒，其余的见本步骤的日志和摘要。",
            "en": f"Only {ANNOTATED} of each are shown here; the rest is in the log and the summary of this step.",
        }[language]
        lines.append(f"::notice title={_property(counted)}::{_data(hint)}")
    return "\n".join([*lines, *([counted] if lines else ())])


def _annotation(p: Problem, language: str) -> str:
    place = p.place
    colon = "：" if language == "zh" else ": "
    said = f"{p.what(language)}\n{_LABELS[language]['remedy']}{colon}{p.remedy(language)}"
    return (
        f"::{p.severity} file={_property(place.file)},line={place.line},col={place.column},"
        f"endColumn={place.column + max(1, place.length)},title={_property(p.code)}::{_data(said)}"
    )


def as_markdown(problems: Sequence[Problem], language: str = "zh") -> str:
    """A count and a table for the summary of a CI step (GitHub-flavoured Markdown); the words are shown as they are."""
    head = "| 代码 | 位置 | 问题 | 怎么改 |" if language == "zh" else "| Code | Place | What | Help |"
    lines = [f"### {summary(problems, language)}", ""]
    if problems:
        lines += [head, "| --- | --- | --- | --- |"]
    for p in problems[:SHOWN]:
        place = f"{p.place.file}:{p.place.line}:{p.place.column}"
        cells = (p.code, place, p.what(language), p.remedy(language))
        lines.append(f"| {' | '.join(map(_plain, cells))} |")
    if len(problems) > SHOWN:
        lines += ["", f"只列出前 {SHOWN} 处。" if language == "zh" else f"The first {SHOWN} only."]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """A text in one cell of a table, its signs (`158****7098`, `<`, `|`) meaning themselves."""
    folded = " ".join(text.split()).replace("&", "&amp;")
    return re.sub(r"([\\`*_{}\[\]<>|#~!@])", r"\\\1", folded)


def beneath(folder: str, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The problems as seen from outside: their files are named from the folder that holds `folder` ("" is the same one)."""
    if folder in ("", "."):
        return tuple(problems)
    return tuple(replace(p, place=replace(p.place, file=f"{folder}/{p.place.file}")) for p in problems)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS = {"text": as_text, "json": as_json, "github": as_github}
