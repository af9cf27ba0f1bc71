"""What the handbook says of each code: complete, true to the program, and told by `zhanbang explain`."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator import routes
from generator.catalog import Catalog
from generator.commands import commands
from generator.handbook.contrast import contrast
from generator.handbook.explanations import (
    FOLDER,
    Explanation,
    as_text,
    explanations,
    families,
    family_of,
    listed,
    meant,
    mentioning,
    near,
)
from generator.model.campaign import Campaign
from generator.model.common import Contact, Platform
from generator.model.entry import Entry
from generator.model.notice import Notice
from generator.model.record import Record
from generator.model.subproject import Requirement, Subproject
from generator.pages.blocks import block_maker
from generator.pages.codes import code_pages
from generator.pages.frame_parts import Setting
from generator.pages.sitemap import for_robots
from generator.places import Places
from generator.problems import messages
from generator.read import read
from generator.settings import read_project
from generator.source import Source
from generator.values.phone import mobiles
from generator.values.text import citizen_ids
from generator.yamltext import parse
from tests.factories import ROOT

ALL = list(explanations().values())
SHOWN = [one for one in ALL if one.wrong and one.right]


def ids(one: Explanation) -> str:
    return one.code


def test_every_code_is_explained_once_and_nothing_else_is() -> None:
    told = Counter(
        code for path in FOLDER.glob("*.toml") for code in re.findall(r"(?m)^\[(\w+)\]$", path.read_text())
    )
    assert told == Counter(messages().keys())


@pytest.mark.parametrize("one", ALL, ids=ids)
def test_an_explanation_is_plain_chinese_and_shows_nobody(one: Explanation) -> None:
    assert one.why.endswith("。")
    assert len(one.why) >= 15
    assert not re.search(r"\b(?:None|dict|list|str|int|Python|pydantic|parser)\b", one.why)
    text = f"{one.what}\n{one.remedy}\n{one.why}\n{one.wrong}\n{one.right}"
    assert not mobiles(text)
    assert not citizen_ids(text)
    assert "/work" not in text
    assert "/tmp" not in text
    assert "〈…〉" not in text, "name the word in generator/handbook/blanks.py"
    for sample in (one.wrong, one.right):
        assert sample == sample.strip("\n")
        assert len(sample.split("\n")) <= 8


@pytest.mark.parametrize(
    "one",
    [
        one
        for one in SHOWN
        if one.code[:3] in ("E12", "E13", "E20", "E21", "E22", "E23") or one.code == "E113"
    ],
    ids=ids,
)
def test_a_sample_gives_this_problem_and_the_mended_one_does_not(one: Explanation) -> None:
    """Read as a part of some record, what is wrong gives the code once more than what is right, and nothing else."""
    found = {kind.__name__: codes_of(one.wrong, kind) - codes_of(one.right, kind) for kind in KINDS}
    assert Counter({one.code: 1}) in found.values(), found


KINDS: tuple[type[Record], ...] = (Campaign, Entry, Subproject, Notice, Contact, Platform, Requirement)


def codes_of(text: str, kind: type[Record]) -> Counter[str]:
    node, problems = parse(Source("campaign.yml", text + "\n"))
    if node is not None:
        given = {"id": "0001", "subproject": None} if kind is Entry else {}
        problems = [*problems, *read(node, kind, Places(), **given).problems]
    return Counter(p.code for p in problems)


def test_families_hold_every_code_once_in_order() -> None:
    held = [code for family in families() for code in family.codes]
    assert sorted(held) == sorted(messages())
    for family in families():
        assert list(family.codes) == sorted(family.codes, key=lambda code: (int(code[1:]), code))
        assert all(family_of(code) is family for code in family.codes)
    assert family_of("E121").title == "YAML 的写法"


def test_a_message_without_a_case_names_what_will_stand_there() -> None:
    assert explanations()["E121"].what == "“〈项名〉”后面用了中文全角冒号“：”。"
    assert explanations()["E901"].what == "生成的 〈网页〉 里，链接 〈链接〉 指向的页面或文件不存在。"
    assert explanations()["E604"].remedy.startswith("加一段 withdrawn: {on: 日期, reason: 原因}；")


def test_what_a_word_means() -> None:
    assert meant("e121") == meant(" Ｅ１２１ ") == ("E121",)
    assert set(meant("E5")) == set(meant("w5")) == {c for c in messages() if c[1] == "5"}
    assert meant("E70") == ("E701", "E702", "E703")
    assert meant("E999") == meant("缩进") == meant("") == ()
    assert near("W121") == ("E121",)
    assert near("E999")[0] == "E916"
    assert near("缩进") == ()
    assert {"E122", "E132", "E138"} <= set(mentioning("缩进"))
    assert mentioning("utf-8") == mentioning("UTF-8") != ()


@given(st.text(max_size=12))
def test_no_word_is_too_odd(word: str) -> None:
    for codes in (meant(word), near(word), mentioning(word)):
        assert set(codes) <= set(messages())
        listed(codes)


def test_a_code_as_a_terminal_shows_it() -> None:
    assert as_text(explanations()["E121"]) == (
        "E121（错误，改好才能生成）\n"
        "  “〈项名〉”后面用了中文全角冒号“：”。\n"
        "为什么：中文输入法打出的全角冒号“：”不是分隔用的冒号，写了它，这一行就不成“键: 值”。"
        "值里面的冒号照原文，用全角的没有关系。\n"
        "错的写法：\n    year：2024\n改好以后：\n    year: 2024\n"
        "怎么改：改成英文半角冒号加一个空格：“〈项名〉: ”。"
    )
    assert explanations()["W180"].effect == "提醒，不改也能生成"
    assert explanations()["E150"].effect == "错误，命令没有执行"
    assert as_text(explanations()["W811"]).startswith("W811（提醒，不改也能生成）\n")


@pytest.mark.parametrize(
    ("words", "code", "told", "complained"),
    [
        (["e121", "W811"], 0, "怎么改：改成英文半角", ""),
        (["E70"], 0, "手写页面\n  E701 ", ""),
        (["缩进"], 0, "  E138 缩进没有对齐。", ""),
        ([], 0, "文件和文件夹\n  E101 ", "zhanbang explain E121"),
        (["W121"], 2, "", "没有 W121 这个代码；号码相近的有：\nYAML 的写法\n  E121 "),
        (["不存在的话"], 2, "", "没有“不存在的话”这个代码，也没有哪一条提到它。"),
        (["E121", "E999"], 2, "E121（错误", "没有 E999 这个代码"),
    ],
)
def test_the_command(words: list[str], code: int, told: str, complained: str) -> None:
    run = CliRunner().invoke(commands, ["explain", *words])
    assert run.exit_code == code
    assert told in run.stdout
    assert bool(run.stdout) == bool(told)
    assert complained in run.stderr
    assert bool(run.stderr) == bool(complained)


def test_there_is_a_light_page_for_every_code_where_the_handbook_lists_them() -> None:
    setting = Setting(Catalog(()), date(2024, 8, 12), read_project(ROOT)[0])
    assert list(code_pages(setting, ("handbook/",))) == []
    pages = list(code_pages(setting, (routes.HANDBOOK, routes.CODES)))
    assert [page.path for page in pages] == [f"handbook/codes/{code}/index.html" for code in explanations()]
    for page in pages:
        assert 'content="noindex' in page.head
        assert len(page.body) < 6_000
        assert page.body.count("<h1>") == 1
    by_code = dict(zip(explanations(), pages, strict=True))
    assert "year<mark>：</mark>2024" in by_code["E121"].body
    assert "&lt;!-- 这一段待核 --&gt;" in by_code["E911"].body
    assert 'rel="prev">前一个：E120</a>' in by_code["E121"].body
    assert 'rel="prev"' not in pages[0].body
    assert 'rel="next"' not in pages[-1].body
    whole = code_pages(setting, (routes.HANDBOOK, routes.CODES, routes.FIELDS))
    assert [page.path for page in whole if "handbook/fields/" in page.body] == [
        f"handbook/codes/{code}/index.html" for code in explanations() if code[1] == "2"
    ]
    assert '../../../handbook/"' not in next(code_pages(setting, (routes.CODES,))).body


def test_search_engines_are_led_to_the_list_and_not_to_its_pages() -> None:
    project = replace(read_project(ROOT)[0], site_url="https://example.org/zhanbang/")
    setting = Setting(Catalog(()), date(2024, 8, 12), project)
    content = (routes.HANDBOOK, routes.CODES)
    made = {
        asset.path: asset.data.decode()
        for asset in for_robots(setting, code_pages(setting, content), content)
    }
    assert "zhanbang/handbook/codes/</loc>" in made[routes.SITEMAP]
    assert "codes/E" not in made[routes.SITEMAP]


def test_the_block_lists_every_code_with_a_link() -> None:
    block = block_maker(Setting(Catalog(()), date(2024, 8, 12), read_project(ROOT)[0]))("codes", "", "../../")
    assert re.findall(r'href="\.\./\.\./handbook/codes/([EW]\d{3})/"', block) == [
        code for family in families() for code in family.codes
    ]
    assert re.findall(r'<h2 id="([a-z]+)">', block) == re.findall(r'href="#([a-z]+)"', block)


@given(st.text("ab\n", max_size=20), st.text("ab\n", max_size=20))
def test_a_contrast_is_the_two_texts_again(wrong: str, right: str) -> None:
    for text, pieces in zip((wrong, right), contrast(wrong, right), strict=True):
        assert "".join(part for part, _ in pieces) == text
        assert not any(differs and "\n" in part for part, differs in pieces)


def test_a_contrast_marks_what_differs() -> None:
    assert contrast("year：1", "year: 1") == (
        (("year", False), ("：", True), ("1", False)),
        (("year", False), (": ", True), ("1", False)),
    )
    assert contrast("年", "month") == ((("年", False),), (("month", False),))
