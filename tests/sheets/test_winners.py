"""A result sheet sets honours and nothing else; what is not certain is told with those it may be, and settled by hand."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from generator.commands import commands
from generator.project import Project
from generator.sheets.entries import Import, Options, silent
from generator.sheets.filing import write
from generator.sheets.standing import Standings, read_standings
from generator.sheets.winners import Asked, plan_winners
from tests.factories import MOBILE, RELEASED, changed
from tests.sheets.ledgers import YAML, project

AWARDS = changed(
    "  - {id: first, title: 一等奖, count: 1}",
    "  - {id: first, title: 一等奖, count: 1}\n  - {id: second, title: 二等奖, count: 2}\n"
    "  - {id: organisation, title: 优秀组织奖}",
    text=YAML,
)


def entry(title: str, *names: str, no: str = "", more: str = RELEASED, unit: str = "east") -> str:
    people = "credits:\n" + "".join(f"  - name: {name}\n" for name in names) if names else ""
    number = f"no: {no}\n" if no else ""
    return f"title: {title}\n{number}{more}{people}unit: {unit}\n"


ENTRIES = {
    "songs/0001": entry("夜班", "示例甲", no="SL-1"),
    "songs/0002": entry("晨曲", "示例乙", "示例丙", no="SL-2"),
    "songs/0003": entry("灯火", "示例丁", no="SL-3"),
    "songs/0004": entry("灯火", "示例戊", no="SL-4", unit="west"),
    "photos/p1": entry("归途", "示例己", no="SL-5", more="status: received\n"),
    "photos/p2": entry("夜班", "示例庚", no="SL-6"),
    "photos/p3": entry(
        "撤下的",
        "示例辛",
        no="SL-7",
        more="status: withdrawn\nwithdrawn: {on: 2024-09-20, reason: 本人要求}\n",
    ),
    "_/z1": entry("东区总工会", "东区总工会"),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {f"campaigns/2024-small/entries/{name}/entry.yml": text for name, text in ENTRIES.items()}
    return project(tmp_path / "p", files, yaml=AWARDS)


def standings(root: Path) -> Standings:
    found, problems = read_standings(Project(root=root), "2024-small")
    assert found is not None, problems
    return found


def plan(root: Path, text: str, asked: Asked | None = None) -> Import:
    return plan_winners(text.encode(), "a.csv", standings(root), Options(), asked or Asked())


def given(found: Import) -> list[tuple[int, str, str]]:
    return [
        (one.change.row, one.change.id, one.change.shown[-1][2]) for one in found.changes if one.change.shown
    ]


def codes(found: Import) -> list[tuple[int, str]]:
    return sorted((p.place.line, p.code) for p in found.problems)


def test_by_number_and_by_title_author_and_unit(root: Path) -> None:
    found = plan(
        root,
        "奖项,编号,作品名称,作者,单位,子项目\n"
        "一等奖,SL-1,《夜班》,示例甲,东区总工会,歌曲\n"
        "二等奖（2名）,,晨 曲,示例丙、示例乙,东区总工会,songs\n"
        "second,,灯火,示例戊,西区总工会,歌曲征集\n",
    )
    assert codes(found) == []
    assert given(found) == [(2, "0001", "first"), (3, "0002", "second"), (4, "0004", "second")]


def test_only_honours_are_written_and_a_second_time_nothing(root: Path) -> None:
    text = "等次,名次,作品,作者\n一等奖,第1名,晨曲,示例乙、示例丙\n"
    path = root / "campaigns/2024-small/entries/songs/0002/entry.yml"
    before = path.read_text()
    write(
        plan(root, text, Asked(notice="launch")).changes,
        standings(root),
        root=root,
        media_root=None,
        say=silent,
    )
    assert path.read_text() == before + "honours:\n  - {award: first, rank: 1, notice: launch}\n"
    again = plan(root, text, Asked(notice="launch"))
    assert (again.count("same"), again.count("changed"), codes(again)) == (1, 0, [])
    assert plan(root, text).count("same") == 1


def test_grouped_by_lines_of_their_own(root: Path) -> None:
    found = plan(
        root,
        "获奖名单,,\n序号,作品名称,作者\n一、歌曲类,,\n一等奖（1名）,,\n1,夜班,示例甲\n二等奖（2名）,,\n2,晨曲,示例乙 示例丙\n"
        "3,灯火,示例丁\n二、摄影类,,\n4,归途,示例己\n,一等奖,\n5,夜班,示例庚\n特别奖,,\n6,归途,示例己\n",
    )
    assert given(found) == [
        (5, "0001", "first"),
        (7, "0002", "second"),
        (8, "0003", "second"),
        (12, "p2", "first"),
    ]
    assert codes(found) == [(5, "W179"), (10, "E176"), (14, "E173")]


@pytest.mark.parametrize(
    ("row", "code", "like"),
    [
        ("一等奖,,夜斑,示例甲,", "E175", "0001《夜班》示例甲；p2《夜班》示例庚"),
        ("一等奖,,晨曲,示例乙,", "E175", "0002《晨曲》示例乙、示例丙"),
        ("一等奖,,灯火,,", "E175", "0003《灯火》示例丁；0004《灯火》示例戊"),
        ("一等奖,,夜班,,", "E175", "0001《夜班》示例甲；p2《夜班》示例庚"),
        ("一等奖,SL-1,夜斑,示例甲,", "E175", "0001《夜班》示例甲"),
        ("一等奖,SL-9,晨曲,示例乙、示例丙,", "E175", "0002《晨曲》示例乙、示例丙"),
        ("一等奖,,晨曲,示例乙、示例丙,西区总工会", "E175", "0002《晨曲》示例乙、示例丙"),
        ("一等奖,,全然没有的作品,示例壬,", "E174", ""),
        ("金奖,SL-1,,,", "E173", ""),
        (",SL-1,,,", "E176", ""),
        ("一等奖,SL-7,,,", "E177", ""),
    ],
)
def test_what_is_not_certain_is_told_and_nothing_is_set(row: str, code: str, like: str, root: Path) -> None:
    found = plan(root, f"奖项,编号,作品名称,作者,单位\n{row}\n")
    assert [p.code for p in found.problems] == [code]
    assert found.problems[0].words.get("likes", "") == like
    assert given(found) == []


def test_a_row_is_settled_by_hand(root: Path) -> None:
    text = "奖项,作品名称,作者\n一等奖,夜斑,示例甲\n二等奖,灯火,\n"
    found = plan(root, text, Asked(confirmed={2: "0001", 3: "0004"}))
    assert given(found) == [(2, "0001", "first"), (3, "0004", "second")]
    assert codes(plan(root, text, Asked(confirmed={2: "0001", 3: "9999", 8: "0001"}))) == [
        (3, "E174"),
        (8, "E174"),
    ]


def test_what_is_odd_about_a_winner_is_told(root: Path) -> None:
    path = root / "campaigns/2024-small/entries/songs/0001/entry.yml"
    path.write_text(path.read_text() + "honours:\n  - award: second\n")
    found = plan(root, "奖项,编号\n一等奖,SL-1\n二等奖,SL-5\n一等奖,SL-2\n一等奖,SL-2\n")
    assert codes(found) == [(2, "W164"), (2, "W179"), (3, "W178"), (5, "E169")]
    assert given(found) == [(2, "0001", "second、first"), (3, "p1", "second"), (4, "0002", "first")]
    later = plan(root, "奖项,编号\n二等奖,SL-2\n二等奖,SL-3\n")
    assert (1, "W172") in codes(later)


def test_an_organisation_wins_by_its_name(root: Path) -> None:
    found = plan(root, "奖项,单位\n优秀组织奖,东区总工会\n优秀组织奖,没有报送的单位\n")
    assert given(found) == [(2, "z1", "organisation")]
    assert codes(found) == [(3, "E174")]


def test_an_award_blank_below_another_in_csv_is_not_filled_in(root: Path) -> None:
    found = plan(root, "奖项,编号\n一等奖,SL-1\n,SL-2\n")
    assert codes(found) == [(3, "E176"), (3, "W167")]


def run(*arguments: object) -> Result:
    found = CliRunner().invoke(commands, ["import", *map(str, arguments)])
    assert found.exception is None or isinstance(found.exception, SystemExit), found.exc_info
    return found


def test_the_command(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "名单.csv"
    file.write_bytes(
        f"奖项,作品名称,作者,电话\n一等奖,晨曲,示例乙、示例丙,{MOBILE}\n二等奖,夜斑,示例甲,\n".encode(
            "gb18030"
        )
    )
    path = root / "campaigns/2024-small/entries/songs/0002/entry.yml"
    before = path.read_text()
    refused = run("winners", file, "--into", "2024-small", "--root", root)
    assert refused.exit_code == 1
    assert "--confirm 3=作品id" in refused.output
    assert path.read_text() == before
    tried = run("winners", file, "--into", "2024-small", "--root", root, "--confirm", "3=0001", "--dry-run")
    assert tried.exit_code == 0
    assert path.read_text() == before
    done = run("winners", file, "--into", "2024-small", "--root", root, "--confirm", "3=0001")
    assert done.exit_code == 0
    assert "第 2 行 songs/0002：奖项 （没有） → first" in done.output
    assert path.read_text() != before
    assert MOBILE not in refused.output + tried.output + done.output
    again = run("winners", file, "--into", "2024-small", "--root", root, "--confirm", "3=0001")
    assert "没有变化，什么也没有写。" in again.output
    unknown = run("winners", file, "--into", "2024-small", "--root", root, "--notice", "nothing")
    assert "E173" in unknown.output


def test_merged_awards_and_units_are_each_rows(root: Path) -> None:
    made = openpyxl.Workbook()
    page = made.active
    for row in (
        ["某市好网民活动获奖名单"],
        ["奖项", "作品名称", "作者姓名", "选送单位"],
        ["一等奖（1名）", "夜班", "示例甲", "东区总工会"],
        ["二等奖（2名）", "晨曲", "示例乙、示例丙", None],
        [None, "灯火", "示例戊", "西区总工会"],
    ):
        page.append(row)
    for cells in ("A1:D1", "A4:A5", "D3:D4"):
        page.merge_cells(cells)
    out = io.BytesIO()
    made.save(out)
    found = plan_winners(out.getvalue(), "a.xlsx", standings(root), Options(), Asked())
    assert given(found) == [(3, "0001", "first"), (4, "0002", "second"), (5, "0004", "second")]
    assert codes(found) == []
