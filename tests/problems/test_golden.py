"""Editors' mistakes, one a file: a small change of a valid project, and the exact report it must give.

The head of a file is YAML: `about` (what the editor did), `campaigns` (what the project holds), `edits`, or `together`
(the names of other cases whose mistakes stand in one project at once). What does not stop a build is shown by another
`command`, check. After the line `=== report` follows the report.
`pytest --golden` writes the reports anew.
"""

from __future__ import annotations

import codecs
import functools
import os
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from generator.check import check
from generator.commands import commands
from generator.media.workshop import CACHE
from generator.problems import Problem
from generator.report import as_github, as_json, as_text
from tests.factories import ALL, copy_campaigns, film, picture

CASES = sorted(Path(__file__).parent.glob("*.txt"))
MARK = "=== report\n"
DEFAULT = ("2024-fujian", "2024-national")


def load_case(path: Path) -> tuple[dict[str, Any], str, str]:
    head, _, report = path.read_text(encoding="utf-8").partition(MARK)
    return yaml.safe_load(head), head, report


def edits_of(case: dict[str, Any]) -> list[dict[str, Any]]:
    if "together" not in case:
        return list(case["edits"])
    found = []
    for name in case["together"]:
        found += edits_of(load_case(Path(__file__).parent / f"{name}.txt")[0])
    # what works on whole files comes last: it may not be found any more by the others
    return sorted(found, key=lambda edit: "find" not in edit)


def project_of(case: dict[str, Any], root: Path) -> Path:
    names = case.get("campaigns", DEFAULT)
    copy_campaigns(root, ALL if names == "all" else tuple(names))
    for edit in edits_of(case):
        apply(root, dict(edit))
    return root


def apply(root: Path, edit: dict[str, Any]) -> None:
    """Carry out one edit."""
    if "find" in edit:
        path = root / edit["in"]
        text = path.read_text(encoding="utf-8")
        parts = text.split(edit["find"])
        nth = edit.get("nth", 1)
        assert len(parts) > nth, f"{edit['in']} has no {edit['find']!r}"
        assert len(parts) == 2 or "nth" in edit, f"{edit['in']} has {len(parts) - 1} times {edit['find']!r}"
        path.write_text(
            edit["find"].join(parts[:nth]) + edit["put"] + edit["find"].join(parts[nth:]), encoding="utf-8"
        )
    elif "write" in edit:
        path = root / edit["write"]
        path.parent.mkdir(parents=True, exist_ok=True)
        raw = codecs.escape_decode(edit["bytes"].encode())[0] if "bytes" in edit else edit["text"].encode()
        path.write_bytes(raw * edit.get("times", 1) + edit.get("then", "").encode())
    elif "encode" in edit:
        path = root / edit["encode"]
        text = path.read_text(encoding="utf-8")
        how = edit["as"]
        path.write_bytes(text.replace("\n", "\r\n").encode() if how == "crlf" else text.encode(how))
    elif "picture" in edit:
        picture(
            root / edit["picture"],
            tuple(edit.get("size", (600, 400))),
            form=edit.get("format", "JPEG"),
            cut=edit.get("cut", 1.0),
        )
    elif "film" in edit:
        film(root / edit["film"], codec=edit.get("codec", "libx264"))
    elif "hollow" in edit:
        with (root / edit["hollow"]).open("wb") as file:
            file.write(codecs.escape_decode(edit["bytes"].encode())[0])
            file.truncate(edit["size"])
    elif "move" in edit:
        (root / edit["move"]).rename(root / edit["to"])
    elif "link" in edit:
        (root / edit["link"]).symlink_to(edit["to"])
    elif "fifo" in edit:
        os.mkfifo(root / edit["fifo"])
    else:
        path = root / edit["remove"]
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def snapshot(root: Path) -> dict[str, bytes | str]:
    """Every file below `root` with its bytes, but for the cache of media; what is no plain file with its kind."""
    found: dict[str, bytes | str] = {}
    for folder, folders, files in os.walk(root):
        for name in [*folders, *files]:
            path = Path(folder, name)
            key = path.relative_to(root).as_posix()
            if key.partition("/")[0] == CACHE.partition("/")[0]:
                continue
            found[key] = (
                path.read_bytes() if path.is_file() and not path.is_symlink() else str(path.lstat().st_mode)
            )
    return found


@functools.cache
def problems_of(name: str) -> tuple[Problem, ...]:
    """What a case gives, found once for all tests."""
    with tempfile.TemporaryDirectory() as root:
        return check(project_of(load_case(Path(__file__).parent / f"{name}.txt")[0], Path(root))).problems


def said(problems: tuple[Problem, ...]) -> Counter[tuple[str, str]]:
    return Counter((p.code, p.what()) for p in problems)


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_the_report(path: Path, tmp_path: Path, golden: bool) -> None:
    case, head, expected = load_case(path)
    root = project_of(case, tmp_path)
    (root / "site").mkdir()
    (root / "site/index.html").write_text("旧网站", encoding="utf-8")
    before = snapshot(root)

    command = case.get("command", "build")
    run = CliRunner().invoke(commands, [command, "--root", str(root), "--as-of", "2024-08-12"])

    assert run.exception is None or isinstance(run.exception, SystemExit), run.exc_info
    assert run.exit_code == (1 if command == "build" else 0)
    assert snapshot(root) == before
    assert "Traceback" not in run.output
    if golden:
        path.write_text(head + MARK + run.stdout, encoding="utf-8")
    else:
        assert run.stdout == expected


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_one_mistake_is_one_problem_with_place_and_remedy(path: Path) -> None:
    case, _, _ = load_case(path)
    problems = problems_of(path.stem)
    assert len(problems) == len(case.get("together", "1"))
    for p in problems:
        assert p.place.file
        assert p.place.line >= 1
        assert p.place.column >= 1
        for language in ("zh", "en"):
            for text in (p.what(language), p.remedy(language)):
                assert text
                assert "None" not in text
        assert any("一" <= char <= "鿿" for char in p.what() + p.remedy())
    for form in (as_text, as_json, as_github):
        form(problems, "en").encode()


@pytest.mark.parametrize(
    "path", [p for p in CASES if "together" in load_case(p)[0]], ids=lambda path: path.stem
)
def test_all_mistakes_come_out_in_one_run(path: Path) -> None:
    case, _, _ = load_case(path)
    assert len(case["together"]) >= 40
    alone: Counter[tuple[str, str]] = Counter()
    for name in case["together"]:
        alone += said(problems_of(name))
    problems = problems_of(path.stem)
    assert said(problems) == alone
    assert len({p.place for p in problems}) == len(problems) == len(case["together"])
