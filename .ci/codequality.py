# ruff: noqa: INP001 - run by its path, no part of a package
"""Turn `zhanbang check --format json` (standard input) into GitLab's code quality report (standard output).

GitLab then shows each problem at its line of the merge request, as GitHub does with `--format github`.
The form of the report: docs.gitlab.com, "Code Quality report format".
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from typing import Any

SEVERITY = {"error": "major", "warning": "minor"}


def report(problems: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One issue a problem. A fingerprint does not hold the line, so that a problem that only moved is the same problem."""
    seen: Counter[str] = Counter()
    issues = []
    for problem in problems:
        same = f"{problem['code']}\0{problem['file']}\0{problem['what']}"
        seen[same] += 1
        issues.append(
            {
                "description": f"{problem['code']}：{problem['what']} {problem['remedy']}",
                "check_name": problem["code"],
                "fingerprint": hashlib.sha256(f"{same}\0{seen[same]}".encode()).hexdigest(),
                "severity": SEVERITY[problem["severity"]],
                "location": {"path": problem["file"], "lines": {"begin": problem["line"]}},
            }
        )
    return issues


if __name__ == "__main__":
    json.dump(report(json.load(sys.stdin)), sys.stdout, ensure_ascii=False, indent=1)
