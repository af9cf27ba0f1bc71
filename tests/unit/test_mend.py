"""Works withdrawn and campaigns archived by command: nothing else of a file changes, and git alone takes it back."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document

from generator.check import check
from generator.cli_mend import archive, withdraw
from generator.pages.frame_parts import Setting
from generator.plan import plan_site
from generator.project import Project
from generator.public import public_catalog
from generator.status import is_shut, state_of
from generator.values.phone import mask_mobiles
from tests.factories import BODY, CAMPAIGN, MOBILE, RELEASED, campaign, changed, small_project

HOME = "campaigns/2024-small"
ENTRY = (
    f"# 作者本人来过电话\ntitle: 夜班   # 照登记表\n{RELEASED}credits:\n  - {{name: 示例甲}}\n# 末尾一行\n"
)
WORK = f"{HOME}/entries/songs/0001/entry.yml"


def snapshot(root: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }


def run(command: object, root: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(command, [*arguments, "--root", str(root)])  # type: ignore[arg-type]
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def git(root: Path, *arguments: str) -> None:
    author = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "core.autocrlf=false")
    subprocess.run(["git", *author, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    files = {WORK: ENTRY, f"{HOME}/entries/_/0002/entry.yml": f"title: 优秀\n{RELEASED}"}
    return small_project(tmp_path / "project", files)


@pytest.fixture
def numbered(tmp_path: Path) -> Path:
    """The small campaign, whose contact's mobile stands in full in its files, in several forms."""
    body = BODY.replace("139****0000", MOBILE) + f"短信请发{MOBILE[:3]}-{MOBILE[3:7]}-{MOBILE[7:]}。\n"
    yaml = "# 活动\n" + changed("139****0000]}", f"{MOBILE}]}}  # 白天打")
    entry = ENTRY + "statement: 谢谢大家。\n"
    return small_project(tmp_path / "project", {WORK: entry}, yaml=yaml, body=body)


def test_a_work_is_withdrawn_and_nothing_else_of_its_file_changes(project: Path) -> None:
    before = snapshot(project)
    arguments = ("2024-small/0001", "--reason", "作者申请：撤回", "--on", "2024-10-08", "--notice", "launch")
    result = run(withdraw, project, *arguments)
    assert result.exit_code == 0, result.output
    after = snapshot(project)
    assert {name for name in after if after[name] != before.get(name)} == {WORK}
    lines = after[WORK].decode().split("\n")
    kept = ENTRY.replace("status: approved", "status: withdrawn").split("\n")
    assert [line for line in lines if not line.startswith("withdrawn:")] == kept
    (added,) = (line for line in lines if line.startswith("withdrawn:"))
    assert added == "withdrawn: {on: 2024-10-08, reason: 作者申请：撤回, notice: launch}"
    (entry,) = (e for e in check(project).catalog.entries["2024-small"] if e.id == "0001")
    assert entry.withdrawn is not None
    assert [p for p in check(project).problems if p.severity == "error"] == []
    for told in (
        "campaigns/2024-small/works/0001/",
        "zhanbang build",
        "zhanbang publish",
        "SECURITY.md",
        "git",
    ):
        assert told in result.output


def test_several_are_withdrawn_together_each_once(project: Path) -> None:
    names = ("2024-small/songs/0001", "2024-small/0001", "2024-small/_/0002")
    result = run(withdraw, project, *names, "--reason", "申请")
    assert result.exit_code == 0, result.output
    assert result.output.count("已撤下：") == 2
    assert {e.status for e in check(project).catalog.entries["2024-small"]} == {"withdrawn"}


def test_one_withdrawn_before_is_left_as_it_is(project: Path) -> None:
    run(withdraw, project, "2024-small/0001", "--reason", "申请", "--on", "2024-10-08")
    before = snapshot(project)
    result = run(withdraw, project, "2024-small/0001", "--reason", "又申请")
    assert (result.exit_code, snapshot(project)) == (0, before)
    assert "已经撤下" in result.output


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("2024-small/0011",), "E185", "是不是想写“2024-small/0001”"),
        (("2024-smal/0001",), "E185", "2024-small/0001"),
        (("2024-small/film/0001",), "E185", "2024-small/songs/0001"),
        (("2024-small/../0001",), "E185", ""),
        (("2024-small",), "E185", ""),
        (("2024-small/0001", "2024-small/0003"), "E185", ""),
        (("2024-small/0001", "--notice", "lunch"), "E187", "lunch"),
    ],
)
def test_what_is_not_there_is_named_and_nothing_written(
    arguments: tuple[str, ...], code: str, told: str, project: Path
) -> None:
    before = snapshot(project)
    result = run(withdraw, project, *arguments, "--reason", "申请")
    assert (result.exit_code, snapshot(project)) == (1, before)
    assert code in result.output
    assert told in result.output


def test_a_file_that_cannot_be_changed_alone_is_left(project: Path) -> None:
    (project / WORK).write_text("{title: 夜班, status: received}\n", encoding="utf-8")
    before = snapshot(project)
    result = run(withdraw, project, "2024-small/0001", "--reason", "申请")
    assert (result.exit_code, snapshot(project)) == (1, before)
    assert "E186" in result.output


def test_a_trial_writes_nothing_and_no_reason_is_a_wrong_call(project: Path) -> None:
    before = snapshot(project)
    assert "试运行" in run(withdraw, project, "2024-small/0001", "--reason", "申请", "--dry-run").output
    assert run(withdraw, project, "2024-small/0001").exit_code == 2
    assert run(withdraw, project, "2024-small/0001", "--reason", "  ").exit_code == 2
    assert snapshot(project) == before


def test_git_alone_takes_both_back(numbered: Path) -> None:
    git(numbered, "init", "-q")
    git(numbered, "add", ".")
    git(numbered, "commit", "-qm", "all")
    before = snapshot(numbered)
    assert run(withdraw, numbered, "2024-small/0001", "--reason", "申请").exit_code == 0
    assert run(archive, numbered, "2024-small", "--on", "2025-01-02").exit_code == 0
    assert snapshot(numbered) != before
    git(numbered, "checkout", "--", ".")
    assert snapshot(numbered) == before


def test_archiving_masks_the_sources_and_changes_nothing_else(numbered: Path) -> None:
    before = snapshot(numbered)
    result = run(archive, numbered, "2024-small", "--on", "2025-01-02")
    assert result.exit_code == 0, result.output
    after = snapshot(numbered)
    texts = {f"{HOME}/campaign.yml", f"{HOME}/notices/launch.txt"}
    assert {name for name in after if after[name] != before.get(name)} == texts
    for name in texts:
        masked = mask_mobiles(before[name].decode())
        masked += "archived: 2025-01-02\n" if name.endswith(".yml") else ""
        assert after[name].decode() == masked
        assert MOBILE not in after[name].decode()
    assert [p for p in check(numbered).problems if p.severity == "error"] == []
    again = run(archive, numbered, "2024-small", "--on", "2025-01-03")
    assert (again.exit_code, snapshot(numbered)) == (0, after)
    assert "已经归档" in again.output


def planned(root: Path, day: date) -> dict[str, bytes]:
    site = plan_site(Setting(public_catalog(check(root).catalog, as_of=day), day, Project(root=root)))
    return {page.path: page.written().body.encode() for page in site.pages} | {
        a.path: a.data for a in site.assets
    }


def test_the_site_of_an_archived_campaign_is_the_one_it_was(numbered: Path) -> None:
    day = date(2025, 1, 2)
    before = planned(numbered, day)
    assert run(archive, numbered, "2024-small", "--on", day.isoformat()).exit_code == 0
    after = planned(numbered, day)
    assert {name for name in before | after if before.get(name) != after.get(name)} == set()


def test_a_running_campaign_is_put_away_only_by_force(numbered: Path) -> None:
    before = snapshot(numbered)
    result = run(archive, numbered, "2024-small", "--on", "2024-08-12")
    assert (result.exit_code, snapshot(numbered)) == (1, before)
    assert "E188" in result.output
    assert "征集中" in result.output
    trial = run(archive, numbered, "2024-small", "--on", "2024-08-12", "--force", "--dry-run")
    assert (trial.exit_code, snapshot(numbered)) == (0, before)
    assert run(archive, numbered, "2024-small", "--on", "2024-08-12", "--force").exit_code == 0
    (record,) = check(numbered).catalog.campaigns
    assert state_of(record, date(2024, 8, 12)).status == "done"
    assert state_of(record, date(2024, 8, 11)).status == "open"


def test_a_handed_out_file_with_a_number_is_told_first(numbered: Path) -> None:
    folder = numbered / HOME / "files"
    folder.mkdir()
    document = Document()
    document.add_paragraph(f"联系人手机 {MOBILE}")
    document.save(str(folder / "form.docx"))
    before = snapshot(numbered)
    result = run(archive, numbered, "2024-small", "--on", "2025-01-02")
    assert (result.exit_code, snapshot(numbered)) == (1, before)
    assert "E189" in result.output
    assert "form.docx" in result.output
    assert MOBILE not in result.output


def test_no_such_campaign_and_one_with_errors_are_not_archived(project: Path) -> None:
    assert "是不是想写“2024-small”" in run(archive, project, "2024-smal").output
    text = (project / HOME / "campaign.yml").read_text(encoding="utf-8")
    (project / HOME / "campaign.yml").write_text(
        text.replace("title: 好网民活动", "title: 别的活动"), "utf-8"
    )
    before = snapshot(project)
    result = run(archive, project, "2024-small")
    assert (result.exit_code, snapshot(project)) == (1, before)
    assert "E40" in result.output


def test_an_archived_campaign_counts_nothing_down() -> None:
    record = campaign("archived: 2024-06-01\n" + CAMPAIGN)
    assert state_of(record, date(2024, 6, 1)).deadline is None
    assert (is_shut(record, date(2024, 5, 31)), is_shut(record, date(2024, 6, 1))) == (False, True)
