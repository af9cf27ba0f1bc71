"""The message table: every code has words in both languages, every code is in use, every placeholder is filled."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from generator.problems import messages
from tests.factories import ROOT

PACKAGE = ROOT / "generator"
CODE = re.compile(r'"([EW][0-9]{3})"')
SOURCES = {path: path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))}


def used() -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path, text in SOURCES.items():
        for code in CODE.findall(text):
            found.setdefault(code, []).append(path)
    return found


def test_every_code_in_use_has_a_message_and_every_message_is_in_use() -> None:
    assert set(used()) == set(messages())


@pytest.mark.parametrize("code", sorted(messages()))
def test_a_message_says_what_and_how_to_mend_it_in_both_languages(code: str) -> None:
    assert set(messages()[code]) == {"zh", "en"}
    for language, parts in messages()[code].items():
        assert set(parts) == {"what", "remedy"}
        for text in parts.values():
            assert text.strip() == text != ""
            assert text[-1] in ("。.？?”}" + ("）；：" if language == "zh" else "")), text
            list(string.Formatter().parse(text))
    assert re.search("[一-鿿]", messages()[code]["zh"]["what"])
    assert re.search("[一-鿿]", messages()[code]["zh"]["remedy"])


@pytest.mark.parametrize("code", sorted(messages()))
def test_chinese_and_english_ask_for_words_that_are_given(code: str) -> None:
    def names(language: str) -> set[str]:
        return {
            name
            for text in messages()[code][language].values()
            for _, name, _, _ in string.Formatter().parse(text)
            if name
        }

    assert names("en") <= names("zh")


def test_every_code_has_a_golden_case_or_a_reason() -> None:
    reports = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests/problems").glob("*.txt"))
    said = set(re.findall(r" (?:错误|提醒) ([EW][0-9]{3})：", reports))
    elsewhere = {
        "E101",  # an empty project has no campaign to change: test_load
        "E118",  # not readable for others than root: test_load
        "E120",  # libyaml's own words, for what nobody has thought of: test_yamltext
        "E200",  # pydantic's own words, likewise: test_explain
        "E208", "E217", "E218", "E232",  # test_read
        "E305", "E323", "E404", "E503", "E504", "E516", "E517",  # test_rules
        "E807", "E808",  # no file gives them by itself: test_faulty
        *(f"E{number}" for number in range(180, 185)), "W180", "W181",  # of `new`: test_new
        "E141",  # tests/hostile/test_official_texts
        *(f"E{number}" for number in range(150, 160)),  # of `import notice`: tests/importing
        "E518", "W609",  # test_retention
        "E610",  # test_rules
        "W910",  # test_handed_out
        "W608",  # the archive holds no full mobile: test_rules
        *(f"E{number}" for number in range(901, 917)),  # of the finished site: test_verify
        "E190", "E191", "E192", "E193",  # of the command diff: test_review_states, tests/site/test_diff
        "E185", "E186", "E187", "E188", "E189",  # of the commands withdraw and archive: test_mend
        *(f"E{number}" for number in range(330, 336)), "W330",  # tests/site/test_corrections
        *(f"{letter}{number}" for letter in "EW" for number in range(160, 180)),  # of sheets: tests/sheets
        "W501", "W502", "W504",  # warnings do not stop a build: test_rules
    }  # fmt: skip
    assert set(messages()) - said == elsewhere
