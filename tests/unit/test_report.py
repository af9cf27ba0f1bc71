"""The report: text for people, JSON for tools, annotations for CI."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from generator.commands import commands
from generator.problems import Place, problem
from generator.report import (
    ANNOTATED,
    SHOWN,
    as_github,
    as_json,
    as_markdown,
    as_text,
    beneath,
    more,
    summary,
)

ONE = problem(
    "E203", Place("campaigns/甲/campaign.yml", 4, 7, 4, "tier: town"), value="town", choices="city、unit"
)
WARNING = problem("W501", Place("a.yml", 2), printed="不少于", other="不超过", parent="上级")


def test_text_leads_with_the_place_and_marks_the_spot() -> None:
    assert as_text([ONE]) == (
        "campaigns/甲/campaign.yml:4:7: 错误 E203：“town”不在可选范围内。\n"
        "    4 | tier: town\n"
        "      |       ^^^^\n"
        "      = 怎么改：改成下列之一：city、unit。\n\n"
        "共 1 处错误，0 处提醒。"
    )


def test_the_caret_stands_below_chinese_words() -> None:
    line = "kind: 好网民 歌曲"
    text = as_text([problem("E206", Place("a.yml", 1, 11, 2, line), key="kind")])
    assert f"    1 | {line}\n      | {' ' * 13}^^^^\n" in text


def test_english() -> None:
    text = as_text([ONE, WARNING], "en")
    assert "error E203：“town” is not one of the choices." in text
    assert text.endswith("1 errors, 1 warnings.")
    hinted = problem("E302", Place("a"), id="x", hint="现在一个也没有", hint_en="there is none yet.")
    assert hinted.remedy("en") == "Check the folder names; there is none yet."
    assert hinted.remedy() == "核对 campaigns/ 下的文件夹名；现在一个也没有。"


def test_summary_counts_and_praises() -> None:
    assert summary([]) == as_text([]) == "检查通过，没有发现问题。"
    assert summary([], "en") == "No problems found."
    assert summary([ONE, WARNING, ONE]) == "共 2 处错误，1 处提醒。"


def test_a_flood_is_cut_but_counted() -> None:
    text = as_text([problem("E116", Place("a", n)) for n in range(1, SHOWN + 50)])
    assert text.count("错误 E116") == SHOWN
    assert text.endswith(f"共 {SHOWN + 49} 处错误，0 处提醒。")


def test_a_place_without_text_has_no_excerpt() -> None:
    assert as_text([problem("E116", Place("a.yml"))]).split("\n")[1].startswith("      = ")


def test_json_holds_everything() -> None:
    assert json.loads(as_json([ONE])) == [
        {
            "code": "E203",
            "severity": "error",
            "file": "campaigns/甲/campaign.yml",
            "line": 4,
            "column": 7,
            "length": 4,
            "what": "“town”不在可选范围内。",
            "remedy": "改成下列之一：city、unit。",
            "help": "handbook/codes/E203/",
        }
    ]
    assert json.loads(as_json([])) == []


def test_github_escapes_what_has_a_meaning_there() -> None:
    """As actions/toolkit does, packages/core/src/command.ts: data % CR LF, properties also : and ,."""
    place = Place("a,b:c%.yml", 3, 2, 4)
    line, counted = as_github([problem("E203", place, value="100%", choices="x")]).split("\n")
    assert line == (
        "::error file=a%2Cb%3Ac%25.yml,line=3,col=2,endColumn=6,title=E203"
        "::“100%25”不在可选范围内。%0A怎么改：改成下列之一：x。"
    )
    assert counted == "共 1 处错误，0 处提醒。"
    assert as_github([WARNING]).startswith("::warning file=a.yml,line=2,col=1,endColumn=2,")
    assert "%0Ahelp: Use one of city" in as_github([ONE], "en")
    assert as_github([]) == ""


def test_github_is_told_all_and_says_that_it_shows_ten() -> None:
    few = [problem("E116", Place("a", n)) for n in range(1, ANNOTATED + 1)]
    assert "::notice" not in as_github([*few, WARNING])
    lines = as_github([*few, *few, WARNING]).split("\n")
    assert sum(line.startswith("::error ") for line in lines) == 2 * ANNOTATED
    assert lines[-2].startswith(
        "::notice title=共 20 处错误，1 处提醒。::这里最多显示 10 处错误、10 处提醒，"
    )
    assert lines[-1] == "共 20 处错误，1 处提醒。"


def test_a_summary_in_markdown_shows_words_as_they_are() -> None:
    odd = problem("E203", Place("a_b.yml", 3, 2), value="158****7098 <b>|&#49;`x`", choices="[a](b)\n# c")
    assert as_markdown([odd]) == (
        "### 共 1 处错误，0 处提醒。\n\n"
        "| 代码 | 位置 | 问题 | 怎么改 |\n| --- | --- | --- | --- |\n"
        "| E203 | a\\_b.yml:3:2 | “158\\*\\*\\*\\*7098 \\<b\\>\\|&amp;\\#49;\\`x\\`”不在可选范围内。"
        " | 改成下列之一：\\[a\\](b) \\# c。 |\n"
    )
    assert as_markdown([]) == "### 检查通过，没有发现问题。\n\n"
    flood = as_markdown([problem("E116", Place("a", n)) for n in range(1, SHOWN + 50)])
    assert flood.count("| E116 |") == SHOWN
    assert flood.endswith(f"\n只列出前 {SHOWN} 处。\n")
    assert len(flood.encode()) < 1_000_000  # GitHub's limit for the summary of a step is 1 MiB


def test_files_are_named_from_the_folder_that_holds_the_project() -> None:
    (moved,) = beneath("sites/fujian", [ONE])
    assert moved.place.file == "sites/fujian/campaigns/甲/campaign.yml"
    assert (moved.place.line, moved.place.excerpt) == (ONE.place.line, ONE.place.excerpt)
    assert beneath("", [ONE]) == beneath(".", [ONE]) == (ONE,)


def test_the_command_names_files_from_the_repository_and_writes_the_summary_of_the_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "sites/fujian"
    (root / "campaigns").mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: 示例\nplugins: [zhanbang]\n", encoding="utf-8")
    (root / "campaigns/通知.docx").write_bytes(b"x")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    (tmp_path / "summary.md").write_text("# 前面的步骤\n", encoding="utf-8")
    run = CliRunner().invoke(commands, ["check", "--root", str(root), "--format", "github"])
    assert run.exit_code == 1
    assert run.stdout.startswith("::error file=sites/fujian/campaigns/通知.docx,line=1,")
    assert run.stderr == ""
    summary_text = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert summary_text.startswith("# 前面的步骤\n### 共 ")
    assert "| E102 | sites/fujian/campaigns/通知.docx:1:1 |" in summary_text

    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "no/such/folder.md"))
    run = CliRunner().invoke(commands, ["check", "--root", str(root), "--format", "github"])
    assert run.exit_code == 1
    assert run.stdout.startswith("::error file=campaigns/通知.docx,")
    assert run.stderr.startswith("摘要没有写进 ")

    run = CliRunner().invoke(commands, ["check", "--root", str(root)])
    assert run.stdout.endswith("提醒。\n")
    assert run.stderr == "详细说明：zhanbang explain E102\n"


def test_how_to_read_on_names_errors_first_and_no_more_than_three() -> None:
    empty = [problem(code, Place("a")) for code in ("E116", "E108", "E109")]
    assert more([WARNING, ONE, ONE]) == "详细说明：zhanbang explain E203 W501"
    assert more([WARNING, ONE, *empty]) == "详细说明：zhanbang explain E203 E116 E108"
    assert more([WARNING], "en") == "More: zhanbang explain W501"
    assert more([]) == ""


@given(st.text(), st.text())
def test_no_words_break_a_format(value: str, line: str) -> None:
    found = [problem("E203", Place("f", 1, 1, 1, line.replace("\n", "")), value=value, choices="x")]
    assert len(as_github(found).split("\n")) == 2
    assert len(as_markdown(found).split("\n")) == 6
    assert json.loads(as_json(found))[0]["code"] == "E203"
    assert re.search(r"^f:1:1: 错误 E203：", as_text(found))
    for text in (as_text(found), as_github(found), as_json(found)):
        text.encode()
