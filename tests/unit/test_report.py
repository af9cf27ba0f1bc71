"""The report: text for people, JSON for tools, annotations for CI."""

from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from generator.problems import Place, problem
from generator.report import SHOWN, as_github, as_json, as_text, summary

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
        }
    ]
    assert json.loads(as_json([])) == []


def test_github_escapes_what_has_a_meaning_there() -> None:
    place = Place("a,b:c%.yml", 3, 2)
    line = as_github([problem("E203", place, value="100%", choices="x")])
    assert line == (
        "::error file=a%2Cb%3Ac%25.yml,line=3,col=2,title=E203::“100%25”不在可选范围内。 改成下列之一：x。"
    )
    assert as_github([WARNING]).startswith("::warning file=a.yml,line=2,col=1,")
    assert as_github([]) == ""


@given(st.text(), st.text())
def test_no_words_break_a_format(value: str, line: str) -> None:
    found = [problem("E203", Place("f", 1, 1, 1, line.replace("\n", "")), value=value, choices="x")]
    assert len(as_github(found).split("\n")) == 1
    assert json.loads(as_json(found))[0]["code"] == "E203"
    assert re.search(r"^f:1:1: 错误 E203：", as_text(found))
    for text in (as_text(found), as_github(found), as_json(found)):
        text.encode()
