"""The whole of check over the committed project, and its command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.check import check
from generator.commands import commands
from tests.factories import ALL, SAMPLE, changed, committed_project, copy_campaigns, small_project


def test_the_committed_project_has_no_problems() -> None:
    committed = committed_project()
    assert committed.problems == ()
    assert committed.ok
    assert {campaign.id for campaign in committed.catalog.campaigns} == {*ALL, SAMPLE}


def test_the_official_campaigns_need_no_sample(tmp_path: Path) -> None:
    assert check(copy_campaigns(tmp_path)).problems == ()


def test_the_small_project_has_no_problems(tmp_path: Path) -> None:
    assert check(small_project(tmp_path)).problems == ()


def test_order_is_newest_year_first_then_from_the_nation_down() -> None:
    tiers = ("nation", "province", "city", "county", "unit")
    keys = [(-c.year, tiers.index(c.tier), c.id) for c in committed_project().catalog.campaigns]
    assert keys == sorted(keys)


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_errors_give_exit_one_and_write_nothing(tmp_path: Path, command: str, language: str) -> None:
    root = small_project(tmp_path, yaml=changed("tier: city\nregion", "tier: town\nregion"))
    before = sorted(tmp_path.rglob("*"))
    run = CliRunner().invoke(
        commands, [command, "--root", str(root), "--as-of", "2024-06-01", "--lang", language]
    )
    assert run.exit_code == 1
    assert "E203" in run.stdout
    assert sorted(tmp_path.rglob("*")) == before


def test_warnings_stop_only_a_strict_check(tmp_path: Path) -> None:
    yaml = changed(
        "year: 2024\n", "year: 2024\ntargets: [{name: 场次, value: 21, printed: 2首, tier: city}]\n"
    )
    root = small_project(tmp_path, yaml=yaml)
    arguments = ["check", "--root", str(root), "--as-of", "2024-06-01", "--format", "json"]
    relaxed = CliRunner().invoke(commands, arguments)
    assert relaxed.exit_code == 0
    assert [p["code"] for p in json.loads(relaxed.stdout)] == ["W502"]
    assert CliRunner().invoke(commands, [*arguments, "--strict"]).exit_code == 1


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_formats(tmp_path: Path, form: str) -> None:
    root = small_project(tmp_path, yaml=changed("tier: city\nregion", "tier: town\nregion"))
    run = CliRunner().invoke(
        commands, ["check", "--root", str(root), "--as-of", "2024-06-01", "--format", form]
    )
    assert run.exit_code == 1
    assert "E203" in run.stdout
    assert {"text": "错误", "json": '"severity"', "github": "::error file="}[form] in run.stdout


def test_golden_is_refused_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.conftest import pytest_configure

    class Config:
        def getoption(self, name: str) -> bool:
            return name == "--golden"

    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.UsageError):
        pytest_configure(Config())  # type: ignore[arg-type]
    monkeypatch.delenv("CI")
    pytest_configure(Config())  # type: ignore[arg-type]
