"""The report of a run: text for people (place first, so terminals link it), JSON for tools, annotations for CI."""

from __future__ import annotations

import json
from collections.abc import Sequence

from generator.problems import Problem, caret

SHOWN = 200
"""More than this is a broken file, not a list to work through; the count still says how many there are."""

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


def as_json(problems: Sequence[Problem], language: str = "zh") -> str:
    """A list of objects: code, severity, file, line, column, length, what, remedy."""
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
            }
            for p in problems
        ],
        ensure_ascii=False,
        indent=2,
    )


def as_github(problems: Sequence[Problem], language: str = "zh") -> str:
    """Workflow commands that GitHub shows at the line in a merge request."""
    return "\n".join(
        f"::{p.severity} file={_property(p.place.file)},line={p.place.line},col={p.place.column},"
        f"title={_property(p.code)}::{_data(f'{p.what(language)} {p.remedy(language)}')}"
        for p in problems
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS = {"text": as_text, "json": as_json, "github": as_github}
