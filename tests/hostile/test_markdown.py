"""Markdown bodies of notices: made to take for ever, to run code or to show what was not meant for readers.

Guards proved here: `textfile.prose_faults` bounds what the renderer is asked to do; the renderer makes no markup of strangers' HTML.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.check import check
from generator.pages.prose import safe_html
from generator.source import Source
from generator.textfile import prose_faults
from tests.factories import CAMPAIGN, ROOT, changed, small_project

CPU_SECONDS = 5
TITLE = "某市总工会关于开展好网民活动的通知"
REPORT = (
    f"# {TITLE}\n\n各县（市、区）总工会：好网民活动 征集 2024年5月-8月 评审 2024年9月 8月30日前 组织专家评审。\n\n"
    "歌曲征集。歌曲时长不超过6分钟，至少报送2首。张三，0591-87715076，139****0000。\n\n- 任务分配表\n- 推荐表\n\n"
)
ALLOWED = {"p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "strong", "em", "a"}
ALLOWED |= {"table", "thead", "tbody", "tr", "th", "td", "code", "pre", "del"}

LONG: dict[str, str] = {
    "lists in lists": "".join("    " * n + "- a\n" for n in range(300)),
    "lists on one line": "- " * 500 + "a",
    "numbers on one line": "1. " * 500 + "a",
    "quotations in quotations": "> " * 3000 + "a",
    "quoted lists": "> - " * 400 + "a",
    "pictures": "![" * 6000,
    "brackets": "[" * 6000,
    "brackets around brackets": "[a" * 5000 + "]" * 5000,
    "footnotes": "[^a]" * 3000,
    "links without an end": "[a](b " * 5000,
    "links in links": "[" * 2000 + "a" + "](" * 2000,
    "titles without an end": '[a](b "' * 4000,
    "marked sections": "<![CDATA[" * 4000,
    "comments": "<!--" * 8000,
    "closed comments": "<!---->" * 28_000,
    "tags": "<a " * 10_000,
    "addresses": "<http://a" * 5000,
    "cells": "|a" * 5000 + "\n" + "|-" * 5000 + "\n" + "|b" * 5000,
    "rows": "|a|b|\n|-|-|\n" + "|*x*|y|\n" * 15_000,
    "headings": "# a\n" * 50_000,
    "rules": "---\n" * 50_000,
    "starred rules": "* * *\n" * 30_000,
    "rules among items": "- a\n* * *\n" * 20_000,
    "quoted rules": "> ---\n" * 30_000,
    "quoted headings": "> # a\n" * 25_000,
    "underlined": "a\n=\n" * 45_000,
    "stars": "*a*" * 60_000,
    "stars and bars": "_*" * 90_000,
    "backslashes": "\\*" * 90_000,
    "entities": "&amp;" * 40_000,
    "broken lines": "a  \n" * 40_000,
    "backticks": "``a` " * 40_000,
    "items": "1. a\n" * 40_000,
    "one word": "字" * 60_000,
    "emphasis never closed": "<em a=1>x\n\n" * 6_000,
}
RENDER = """
import sys
from generator.pages.prose import safe_html
from generator.source import Source
from generator.textfile import prose_faults
text = sys.stdin.read()[:200_000]
found = [p.code for p in prose_faults(Source("a.md", text))]
if not set(found) & {"E127", "E141"}:
    assert len(safe_html(text)) < 20 * len(text)
print(",".join(sorted(set(found))) or "rendered")
"""


class _Elements(HTMLParser):
    """Tags, attributes, words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.tags.add(f"<!--{data}")


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000, 1_000_000_000))


@pytest.mark.parametrize("name", LONG)
def test_what_would_take_for_ever_is_refused_or_rendered_in_time(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", RENDER],
        input=LONG[name],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        preexec_fn=_limit,
    )
    assert done.returncode == 0, (name, done.returncode, done.stderr[-500:])


def reported(root: Path, text: str) -> list[tuple[str, str, int]]:
    """Code, file and line of all problems of the small campaign with a report for its notice."""
    yaml = changed("body: notices/launch.txt", "body: notices/launch.md")
    yaml = changed("    recipients: 各县（市、区）总工会\n", "", text=yaml)
    small_project(root, {"campaigns/2024-small/notices/launch.md": REPORT + text}, yaml=yaml)
    (root / "campaigns/2024-small/notices/launch.txt").unlink()
    return [(p.code, p.place.file, p.place.line) for p in check(root).problems]


BODY = "campaigns/2024-small/notices/launch.md"
START = REPORT.count("\n") + 1


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("- a\n    - b\n\n[甲](https://example.org/)，<b>乙</b>\n", []),
        ("- " * 19 + "a\n", []),
        ("- " * 21 + "a\n", ["E127"]),
        ("> " * 21 + "a\n", ["E127"]),
        ("    " * 21 + "- a\n", ["E127"]),
        ("![" * 6000 + "\n", ["E141"]),
        ("字" * 10_001 + "\n", ["E141"]),
        ("字" * 20_001 + "\n", ["E141"]),
        (("字" * 9_000 + "\n\n") * 3, []),
        ("[甲](javascript:alert(1))\n", ["E209"]),
        ("[甲](<JaVaScript:alert(1)>)\n", ["E209"]),
        ("[甲][1]\n", []),
        ("[1]: data:text/html,x\n", ["E209"]),
        ("![甲](../../../../etc/passwd)\n", ["E209"]),
        ("[甲](//example.org/)\n", ["E209"]),
        ("[甲](mailto:a@example.org) [乙](tel:12351)\n", []),
    ],
)
def test_a_report_is_refused_at_its_line(tmp_path: Path, text: str, codes: list[str]) -> None:
    assert reported(tmp_path, text) == [(code, BODY, START) for code in codes]


def test_a_report_beyond_its_size_is_refused(tmp_path: Path) -> None:
    assert reported(tmp_path, "短句。\n\n" * 30_000)[0] == ("E105", BODY, 1)


@pytest.mark.parametrize(
    "text",
    [
        "<script>zbHit(1)</script>",
        '<img src=x onerror="zbHit(1)">',
        "<svg onload=zbHit(1)><style>@import '//e'</style>",
        '<a href="javascript:zbHit(1)">x</a>',
        "[x](javascript:zbHit(1))",
        "[x](java&#x0a;script:zbHit(1))",
        "[x](&#106;avascript:zbHit(1))",
        "[x](data:text/html,zbHit)",
        "[x](vbscript:zbHit)",
        "[x]: javascript:zbHit(1)\n\n[x]",
        "<javascript:zbHit(1)>",
        "[x](http://a){: onmouseover=zbHit(1) style=x }",
        "# x {: onclick=zbHit(1) }",
        '--8<-- "mkdocs.yml"',
        "--8<--\nmkdocs.yml\n--8<--",
        "{{ config }} {% include 'x' %} [[contacts:x]] [TOC]",
        "![x](http://e/x.png)",
        "<iframe srcdoc='<script>zbHit(1)</script>'>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=zbHit(1)&gt;'>",
        "```html onload=zbHit(1)\n<b>\n```",
        "<details open ontoggle=zbHit(1)>",
        '<div markdown="1">\n**x**\n</div>',
        "&lt;script&gt;zbHit(1)&lt;/script&gt;",
        "`<script>zbHit(1)</script>`",
        "<base href=//e><meta http-equiv=refresh content=0;url=//e><link rel=import href=//e><form action=//e>",
    ],
)
def test_nothing_runs_and_no_markup_of_strangers_is_left(text: str) -> None:
    found = _Elements(str(safe_html(text)))
    assert found.tags <= ALLOWED
    for name, value in found.attributes:
        assert name in ("href", "rel")
        assert name == "rel" or value.startswith(("http://", "https://", "mailto:", "tel:"))


def test_html_is_shown_as_typed_and_its_comments_are_not() -> None:
    html = safe_html("一 <b>二</b> <!-- 13800138000 --> 三 <!-- 没有关\n\n四 <script>五</script>")
    found = _Elements(str(html))
    assert found.tags == {"p"}
    assert found.words.split() == ["一", "<b>二</b>", "三", "<!--", "没有关", "四", "<script>五</script>"]


def test_headings_begin_below_the_pages_own() -> None:
    found = str(safe_html("# 一\n\n二\n==\n\n###### 六\n"))
    assert found.split("\n") == ["<h2>一</h2>", "<h2>二</h2>", "<h6>六</h6>"]


PIECES = (
    "<", ">", "[", "]", "(", ")", "!", "*", "_", "`", "#", "- ", "1. ", "> ", "\n", "\n\n", "    ", "|", "|-|", "a", "甲", "&", "&lt;", "\\",
    "<b>", "</b>", "<!--", "-->", "javascript:", "http://a", "[a]: ", '"', "'", "{: x=y}", "<a href=", "\t", "***", "---", "===", "~~~",
)  # fmt: skip


@settings(max_examples=250, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=120))
def test_any_text_is_rendered_within_the_allowlist(text: str) -> None:
    list(prose_faults(Source("a.md", text)))
    found = _Elements(str(safe_html(text)))
    assert found.tags <= ALLOWED
    assert all(
        name == "rel"
        or (
            name == "href"
            and ":"
            not in value.split("/")[0]
            .replace("http:", "")
            .replace("https:", "")
            .replace("mailto:", "")
            .replace("tel:", "")
        )
        for name, value in found.attributes
    )


def test_the_campaign_of_these_tests_is_sound(tmp_path: Path) -> None:
    assert CAMPAIGN
    assert reported(tmp_path, "") == []
