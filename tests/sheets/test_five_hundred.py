"""Acceptance D3: 500 of 500 works from three header styles and three formats, every oddity told by its row."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.check import check
from generator.commands import commands
from generator.project import Project
from generator.sheets.entries import Options, plan_entries
from generator.sheets.standing import Standings, read_standings
from tests.factories import ID_NUMBER
from tests.sheets.ledgers import CITIZENS, COUNT, FORMATS, PHONES, STYLES, ledger, project, saved

CASES = [("plain", "xlsx"), ("grouped", "xls"), ("shared", "csv")]


def standings(root: Path) -> Standings:
    found, problems = read_standings(Project(root=root), "2024-small")
    assert found is not None, problems
    return found


def run(*arguments: object) -> Result:
    found = CliRunner().invoke(commands, ["import", *map(str, arguments)])
    assert found.exception is None or isinstance(found.exception, SystemExit), found.exc_info
    return found


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("style", STYLES)
def test_every_oddity_is_told_by_its_row_and_nothing_else(style: str, form: str, tmp_path: Path) -> None:
    sheet = ledger(style, form)
    into = None if style == "shared" else "songs"
    found = plan_entries(saved(sheet, form), f"表.{form}", standings(project(tmp_path)), into, Options())
    told = Counter((p.place.line, p.code) for p in found.problems)
    assert told == Counter(sheet.oddities)
    assert len(found.changes) == COUNT
    assert found.count("new") == COUNT


@pytest.mark.parametrize(("style", "form"), CASES)
def test_five_hundred_of_five_hundred_and_again_without_a_byte(style: str, form: str, tmp_path: Path) -> None:
    root = project(tmp_path / "p")
    sheet = ledger(style, form)
    file = tmp_path / f"汇总{PHONES[7]}.{form}"
    file.write_bytes(saved(sheet, form, **({"encoding": "gb18030", "sign": ";"} if form == "csv" else {})))
    into = "2024-small" if style == "shared" else "2024-small/songs"
    found = run("entries", file, "--into", into, "--skip-bad", "--root", root)
    assert found.exit_code == 1
    assert f"新增 {COUNT} 件" in found.output
    checked = check(root)
    assert not [str(p) for p in checked.problems if p.severity == "error"]
    entries = checked.catalog.entries["2024-small"]
    by_title = {(entry.subproject, entry.title): entry for entry in entries}
    assert len(entries) == len(by_title) == COUNT
    for made in sheet.made:
        entry = by_title[made.subproject, made.title]
        got = {
            **{key: getattr(entry, key) for key in ("title", "no", "unit", "statement", "ai_use")},
            "names": tuple(credit.name for credit in entry.credits),
        }
        assert got == made.wanted
        assert entry.status == "received"
        assert entry.id == (made.no or entry.id)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    again = run("entries", file, "--into", into, "--skip-bad", "--root", root)
    assert "没有变化，什么也没有写。" in again.output
    assert f"没有变化 {COUNT} 件" in again.output
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    bytes_of_all = b"\n".join([*before.values(), found.output.encode(), again.output.encode()]).decode()
    for number in (*CITIZENS, ID_NUMBER, *map(str, PHONES)):
        assert number not in bytes_of_all


def test_with_an_error_nothing_is_written(tmp_path: Path) -> None:
    root = project(tmp_path / "p")
    file = tmp_path / "a.csv"
    file.write_text("作品名称,作者\n夜班,示例甲\n,示例乙\n", encoding="utf-8")
    found = run("entries", file, "--into", "2024-small/songs", "--root", root)
    assert found.exit_code == 1
    assert "E165：第 3 行" in found.output
    assert not (root / "campaigns/2024-small/entries").exists()
