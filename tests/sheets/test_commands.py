"""`zhanbang import entries`: wrong calls, trial runs, what it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.commands import commands
from tests.factories import MOBILE
from tests.sheets.ledgers import project

SHEET = f"作品名称,作者,电话\n夜班,示例甲,{MOBILE}\n"


def run(*arguments: object) -> Result:
    found = CliRunner().invoke(commands, ["import", "entries", *map(str, arguments)])
    assert found.exception is None or isinstance(found.exception, (SystemExit,)), found.exc_info
    return found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "a.csv").write_text(SHEET, encoding="utf-8")
    return project(tmp_path / "p")


def test_a_trial_writes_nothing(root: Path) -> None:
    found = run(root.parent / "a.csv", "--into", "2024-small/songs", "--root", root, "--dry-run")
    assert found.exit_code == 0
    assert "将新增 1 件" in found.output
    assert not (root / "campaigns/2024-small/entries").exists()


def test_it_says_what_it_wrote_and_what_comes_next(root: Path) -> None:
    found = run(root.parent / "a.csv", "--into", "2024-small/songs", "--root", root)
    assert found.exit_code == 0
    assert "A 作品名称→作品名称，B 作者→作者" in found.output
    assert "新增 1 件" in found.output
    assert "下一步：zhanbang check" in found.output
    assert MOBILE not in found.output


def test_a_campaign_with_errors_takes_nothing_in(root: Path) -> None:
    path = root / "campaigns/2024-small/campaign.yml"
    path.write_text(path.read_text().replace("year: 2024", "year: 二零二四"))
    found = run(root.parent / "a.csv", "--into", "2024-small/songs", "--root", root)
    assert found.exit_code == 1
    assert "E205" in found.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--into", "2024-none/songs"], "没有活动 2024-none；有：2024-small"),
        (["--into", "2024-small/none"], "没有子项目 none；有：photos、songs"),
        (["--into", "../x"], "--into 要写成"),
        (["--into", "2024-small/songs", "--map", "题名"], "--map 要写成"),
        (["--into", "2024-small/songs", "--map", "题名=status"], "--map 要写成"),
        (["--into", "2024-small/songs", "--map", "电话=statement"], "个人信息"),
    ],
)
def test_wrong_calls(arguments: list[str], said: str, root: Path) -> None:
    found = run(root.parent / "a.csv", "--root", root, *arguments)
    assert found.exit_code == 2
    assert said in found.output
    assert not (root / "campaigns/2024-small/entries").exists()
