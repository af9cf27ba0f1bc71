"""The commonest slips, at lines all over the real campaigns: each gives one problem, at that line, and no other.

There are some 19,000 such changes; the suite tries one in a hundred, `STEP = 1` tries them all (in a quarter of an hour).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.check import check
from tests.factories import ALL, ROOT, copy_campaigns

STEP = 97
"""A prime, so that all campaigns and all slips get their turn."""
KEY = re.compile(r"^(\s*(?:- )*)([a-z_]+): (.*)$")
FLOW_KEY = re.compile(r"[{ ]([a-z_]+): ")
NEEDS = {
    "2023-shantou": ("2023-guangdong", "2023-national"),
    "2023-guangdong": ("2023-national", "2023-shantou"),
    "2024-fujian": ("2024-national",),
    "2024-jiangsu": ("2024-national",),
    "2024-national": ("2024-fujian", "2024-jiangsu"),
}


def slips(line: str) -> Iterator[tuple[str, str]]:
    """What an editor may do to one line of YAML."""
    if found := KEY.match(line):
        lead, key, value = found.groups()
        if len(key) > 3:
            yield "misspelt", f"{lead}{key[:-1]}q: {value}"
        yield "unknown", f"{lead}xyzzy: {value}"
        yield "full-width colon", f"{lead}{key}：{value}"
        yield "no blank", f"{lead}{key}:{value}"
        if not value.startswith("|"):
            yield "empty", f"{lead}{key}:"
        if value and value[0] not in "\"'[{|":
            yield "quoted start", f'{lead}{key}: "{value[:2]}"{value[2:] or "x"}'
            yield "two colons", f"{lead}{key}: {value[:2]}: {value}"
        if lead and "-" not in lead:
            yield "tab", line.replace("  ", "\t", 1)
    for found in list(FLOW_KEY.finditer(line))[:3]:
        end = found.end(1)
        yield "misspelt in braces", f"{line[:end]}zz{line[end:]}"
        yield "full-width colon in braces", f"{line[:end]}：{line[end + 2 :]}"
        yield "no blank in braces", f"{line[:end]}:{line[end + 2 :]}"


def changes() -> Iterator[tuple[str, int, str, str]]:
    for name in ALL:
        text = (ROOT / "campaigns" / name / "campaign.yml").read_text(encoding="utf-8")
        for number, line in enumerate(text.split("\n"), start=1):
            for kind, changed in slips(line):
                yield name, number, kind, changed


CHANGES = list(changes())[::STEP]


@pytest.mark.parametrize(
    ("name", "number", "kind", "changed"), CHANGES, ids=[f"{n}:{i}-{k}" for n, i, k, _ in CHANGES]
)
def test_one_slip_is_one_problem_at_its_line(
    name: str, number: int, kind: str, changed: str, tmp_path: Path
) -> None:
    root = copy_campaigns(tmp_path, (name, *NEEDS.get(name, ())))
    path = root / "campaigns" / name / "campaign.yml"
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[number - 1] = changed
    path.write_text("\n".join(lines), encoding="utf-8")
    problems = check(root).problems
    assert [(p.place.file, p.place.line, p.severity) for p in problems] == [
        (f"campaigns/{name}/campaign.yml", number, "error")
    ]
