"""A sheet imported again: what changed is changed in its place, what editors wrote stays, what was reviewed is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.check import check
from generator.project import Project
from generator.sheets.entries import Import, Options, plan_entries, silent
from generator.sheets.filing import FilingError, write
from generator.sheets.standing import Standings, read_standings
from generator.sheets.telling import changes_text
from tests.factories import RELEASED, changed
from tests.sheets.ledgers import YAML, project

ENTRY = """\
# 编辑的说明
title: 夜班   # 题目
no: "0007"
{status}credits:
  - name: 示例甲
    role: 作词
unit: east
statement: 旧的简介
honours:
  - award: first
"""
RECEIVED = "status: received\n"
PATH = "campaigns/2024-small/entries/songs/0007/entry.yml"


def standings(root: Path) -> Standings:
    found, problems = read_standings(Project(root=root), "2024-small")
    assert found is not None, problems
    return found


def plan(root: Path, text: str, *, into: str | None = "songs", replace: bool = False) -> Import:
    return plan_entries(text.encode(), "a.csv", standings(root), into, Options(replace=replace))


def put(found: Import, root: Path) -> None:
    write(found.changes, standings(root), root=root, media_root=None, say=silent)


def codes(found: Import) -> list[tuple[int, str]]:
    return [(p.place.line, p.code) for p in found.problems]


SHEET = "编号,作品名称,作者,单位,作品简介\n0007,夜班,{who},东区总工会,{what}\n"


def test_only_what_differs_is_changed_and_editors_words_stay(tmp_path: Path) -> None:
    root = project(tmp_path, {PATH: ENTRY.format(status=RECEIVED)})
    assert plan(root, SHEET.format(who="示例甲", what="旧的简介")).count("same") == 1
    found = plan(root, SHEET.format(who="示例甲", what="新的简介"))
    assert changes_text(found) == "改动：\n  第 2 行 songs/0007：简介 旧的简介 → 新的简介"
    put(found, root)
    assert (root / PATH).read_text() == ENTRY.format(status=RECEIVED).replace("旧的简介", "新的简介")
    put(plan(root, SHEET.format(who="示例甲、示例乙", what="新的简介")), root)
    assert "- {name: 示例甲, role: 作词}\n  - {name: 示例乙}" in (root / PATH).read_text()
    assert "# 编辑的说明" in (root / PATH).read_text()
    assert check(root).ok


@pytest.mark.parametrize("status", [RELEASED, "status: rejected\n"])
def test_what_was_reviewed_is_changed_only_when_asked_for_and_looked_at_again(
    status: str, tmp_path: Path
) -> None:
    root = project(tmp_path, {PATH: ENTRY.format(status=status)})
    sheet = SHEET.format(who="示例甲", what="新的简介")
    found = plan(root, sheet)
    assert codes(found) == [(2, "W171")]
    assert found.count("kept") == 1
    put(found, root)
    assert (root / PATH).read_text() == ENTRY.format(status=status)
    put(plan(root, sheet, replace=True), root)
    text = (root / PATH).read_text()
    assert "status: pending\n" in text
    assert "新的简介" in text


def test_a_withdrawn_entry_is_never_changed(tmp_path: Path) -> None:
    gone = "status: withdrawn\nwithdrawn: {on: 2024-09-20, reason: 本人要求}\n"
    root = project(tmp_path, {PATH: ENTRY.format(status=gone)})
    found = plan(root, SHEET.format(who="示例甲", what="新的简介"), replace=True)
    assert codes(found) == [(2, "W171")]
    assert found.count("kept") == 1


def test_a_layout_that_cannot_be_changed_in_place_is_told(tmp_path: Path) -> None:
    root = project(tmp_path, {PATH: "{title: 夜班, no: '0007', status: received, unit: east}\n"})
    found = plan(root, SHEET.format(who="示例甲", what="新的简介"))
    assert codes(found) == [(2, "E178")]


def test_works_without_numbers_are_known_by_title_and_first_author(tmp_path: Path) -> None:
    root = project(tmp_path)
    sheet = "作品名称,作者\n夜班,示例甲\n夜班,示例乙\n《晨曲》,示 例\n"
    first = plan(root, sheet)
    assert [one.change.id for one in first.changes] == ["0001", "0002", "0003"]
    put(first, root)
    again = plan(root, sheet + "灯火,示例丙\n")
    assert [(one.change.kind, one.change.id) for one in again.changes] == [
        ("same", "0001"),
        ("same", "0002"),
        ("same", "0003"),
        ("new", "0004"),
    ]
    numbered = plan(root, "编号,作品名称,作者\nA-1,夜班,示例乙\n")
    assert [(one.change.kind, one.change.id) for one in numbered.changes] == [("changed", "0002")]
    assert codes(numbered) == [(1, "W172")]


def test_ids_come_from_numbers_and_are_never_given_twice(tmp_path: Path) -> None:
    other = {
        "campaigns/2024-small/entries/photos/0001/entry.yml": "title: 别的\nno: '0001'\nstatus: received\n"
    }
    root = project(tmp_path, other)
    found = plan(root, "编号,作品名称,作者\n0001,甲,某甲\nＦＪ－７,乙,某乙\n闽7号,丙,某丙\npage,丁,某丁\n")
    assert [one.change.id for one in found.changes] == ["0002", "fj-7", "0003", "0004"]


def test_the_same_work_twice(tmp_path: Path) -> None:
    root = project(tmp_path)
    rows = ["1,夜班,某甲", "1,晨曲,某乙", "2,夜班,某甲", ",夜班,某甲", "3,夜班,某乙"]
    found = plan(root, "编号,作品名称,作者\n" + "\n".join(rows) + "\n")
    assert codes(found) == [(3, "E169"), (4, "W170"), (5, "E169")]
    assert [one.change.row for one in found.changes] == [2, 4, 6]


def test_two_entries_that_a_row_may_be(tmp_path: Path) -> None:
    twin = "title: 夜班\nstatus: received\ncredits:\n  - name: 某甲\n"
    root = project(tmp_path, {f"campaigns/2024-small/entries/songs/{n}/entry.yml": twin for n in ("a", "b")})
    assert codes(plan(root, "作品名称,作者\n夜班,某甲\n")) == [(2, "E179")]


def test_rows_are_shared_out_by_sub_project(tmp_path: Path) -> None:
    found = plan(
        project(tmp_path),
        "类别,作品名称,作者\n歌曲类,甲,某甲\n摄影,乙,某乙\nphotos,丙,某丙\n戏曲,丁,某丁\n",
        into=None,
    )
    assert [one.change.subproject for one in found.changes] == ["songs", "photos", "photos"]
    assert codes(found) == [(5, "E168")]
    here = plan(project(tmp_path), "类别,作品名称,作者\n摄影,乙,某乙\n", into="songs")
    assert codes(here) == [(2, "W177")]


def test_units_of_authors(tmp_path: Path) -> None:
    sheet = (
        "作品名称,作者,单位\n"
        "夜班,示例甲 东区总工会；示例乙 西区总工会,东区总工会\n"
        '晨曲,"示例甲、示例乙","东区总工会\n西区总工会"\n'
        '灯火,"示例甲","东区总工会\n西区总工会"\n'
    )
    found = plan(project(tmp_path), sheet)
    texts = [one.change.text for one in found.changes]
    assert (
        "- {name: 示例甲, unit: 东区总工会}\n  - {name: 示例乙, unit: 西区总工会}\nunit: east\n" in texts[0]
    )
    assert "- {name: 示例甲, unit: 东区总工会}\n  - {name: 示例乙, unit: 西区总工会}\n" in texts[1]
    assert "\nunit:" not in texts[1]
    assert "unit: 东区总工会、西区总工会\n" in texts[2]
    assert codes(found) == [(3, "W166"), (4, "W166"), (4, "W168")]


def test_what_fails_on_the_way_is_taken_back(tmp_path: Path) -> None:
    root = project(tmp_path, {PATH: ENTRY.format(status=RECEIVED)})
    found = plan(root, SHEET.format(who="示例甲", what="新的简介") + "0008,晨曲,某乙,东区总工会,\n")
    now = standings(root)
    (root / "campaigns/2024-small/entries/songs/0008").mkdir()
    with pytest.raises(FilingError, match="已经有同名"):
        write(found.changes, now, root=root, media_root=None, say=silent)
    assert (root / PATH).read_text() == ENTRY.format(status=RECEIVED)
    assert not list((root / "campaigns/2024-small/entries/songs/0008").iterdir())
    assert not list((root / ".cache").iterdir())


def test_where_the_subject_is_no_work_its_name_is_the_title(tmp_path: Path) -> None:
    yaml = changed(
        "  - {id: photos, tier: city, title: 活动安排, kind: 摄影}",
        "  - {id: photos, tier: city, title: 活动安排, subject: person}\n"
        "  - {id: accounts, tier: city, title: 活动内容, subject: account}",
        text=YAML,
    )
    root = project(tmp_path, yaml=yaml)
    people = plan(root, "姓名,所在单位,主要事迹,身份证号\n示 例,东区总工会,一句话,1\n", into="photos")
    assert people.changes[0].change.text == "title: 示例\nstatus: received\nunit: east\nstatement: 一句话\n"
    accounts = plan(
        root,
        "账号名称,平台,链接\n示例号,示例视频,https://example.cn/a\n坏的,示例视频,example\n",
        into="accounts",
    )
    said = "title: 示例号\nstatus: received\naccount: {platform: 示例视频, name: 示例号, url: https://example.cn/a}\n"
    assert accounts.changes[0].change.text.replace('"', "") == said
    shown = plan(root, "作品名称,作者,发布平台\n夜班,示例甲,示例视频\n")
    assert "account" not in shown.changes[0].change.text
    assert codes(shown) == [(1, "W161")]
    assert codes(accounts) == [(3, "E209")]
    units = plan(root, "单位名称,推荐单位\n东区总工会,某市总工会\n", into="_")
    assert units.changes[0].change.text == "title: 东区总工会\nstatus: received\nrecommended_by: 某市总工会\n"
    assert codes(plan(root, "姓名,所在单位\n示例甲,东区总工会\n")) == [(1, "E163")]


def test_a_landline_beside_a_name_is_refused(tmp_path: Path) -> None:
    found = plan(
        project(tmp_path),
        "作品名称,作者,单位\n夜班,示例甲 0591-87715076,东区\n晨曲,示例乙,东区（２８８６５５０）\n",
    )
    assert [code for code in codes(found) if code[1] == "E167"] == [(2, "E167"), (3, "E167")]
    assert not found.changes


def test_what_a_cell_may_not_say_is_told_in_the_words_of_check(tmp_path: Path) -> None:
    sheet = (
        "编号,作品名称,作者,简介,是否AI\n1,夜\u200b班,某甲,一,是\n2,晨曲,某乙,二,也许\n3,灯火,某丙,"
        + "长" * 70_000
        + ",否\n"
    )
    found = plan(project(tmp_path), sheet)
    assert codes(found) == [(2, "W165"), (2, "W169"), (3, "E170"), (4, "E172")]
    assert found.changes[0].change.text.startswith("title: 夜班\n")
