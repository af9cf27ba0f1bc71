"""Official documents on paper, measured with a ruler (acceptance row A9; GB/T 9704-2012, figures in millimetres)."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from pdf import MM, Line, Rule, lines_of, rules_of
from playwright.sync_api import Browser

LINE = 28.99
"""Points from one line to the next: 225 mm in 22 lines."""
TOP, LEFT, RIGHT = 37 * MM, 28 * MM, 184 * MM
BOTTOM = 262 * MM


@pytest.fixture(scope="module")
def sheets(
    browser: Browser, address: str, tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[list[Line]], list[list[Rule]]]:
    page = browser.new_page()
    page.goto(address + "campaigns/2024-fujian/notices/launch/", wait_until="load")
    path: Path = tmp_path_factory.mktemp("pdf") / "fujian.pdf"
    page.pdf(path=path, prefer_css_page_size=True)
    page.close()
    return lines_of(path), rules_of(path)


def body(lines: list[Line]) -> list[Line]:
    """The lines of the type area, without the page number."""
    return [line for line in lines if line.y < BOTTOM + 2]


def test_the_first_page_has_masthead_number_rule_and_title_in_their_places(
    sheets: tuple[list[list[Line]], list[list[Rule]]],
) -> None:
    pages, rules = sheets
    lines = body(pages[0])
    texts = [line.text.replace(" ", "") for line in lines]
    first = [
        text for text in texts if "福建省总工会" in text or "中共福建省委网信办" in text or text == "文件"
    ]
    assert first
    number = next(line for line in lines if line.text.replace(" ", "") == "闽工〔2024〕41号")
    title = [line for line in lines if line.size > 20 and line.y > number.y]
    assert "".join(line.text for line in title).replace(" ", "") == (
        "福建省总工会中共福建省委网信办关于开展2024年“网聚职工正能量争做八闽好网民”主题活动的通知"
    )
    mast = [line for line in lines if line.size > 30]
    assert (
        abs((mast[0].y - mast[0].size) / MM - TOP / MM - 35) < 8
    )  # its top edge 35 mm under that of the type area
    middle = (number.x + number.right) / 2
    assert abs(middle - (LEFT + RIGHT) / 2) < 6
    rule = max(rules[0], key=lambda rule: rule.right - rule.x)
    assert abs(rule.x - LEFT) < 3
    assert abs(rule.right - RIGHT) < 3
    assert 2 * MM < rule.y - number.y < 6 * MM  # 4 mm under the number
    assert title[0].y - rule.y > 2 * LINE  # two blank lines


def test_a_full_page_has_22_lines(sheets: tuple[list[list[Line]], list[list[Rule]]]) -> None:
    pages, _ = sheets
    full = [
        page
        for page in (body(lines) for lines in pages[1:])
        if len(page) > 20 and all(abs((b.y - a.y) - LINE) < 0.6 for a, b in pairwise(page))
    ]
    assert len(full) >= 5
    assert {len(page) for page in full} == {22}


def test_a_full_line_has_28_characters(sheets: tuple[list[list[Line]], list[list[Rule]]]) -> None:
    pages, _ = sheets
    full = [
        line
        for lines in pages
        for line in body(lines)
        if line.is_full_width and abs(line.size - 16) < 0.5 and line.x < LEFT + 2 and line.right > RIGHT - 4
    ]
    assert len(full) > 60
    # a mark that may not begin or end a line takes characters with it, and a printed blank takes half a square
    assert max(len(line.text) for line in full) == 28
    assert sum(len(line.text) == 28 for line in full) > 0.85 * len(full)


def test_a_line_of_han_only_has_exactly_28(browser: Browser, address: str, tmp_path: Path) -> None:
    """The real text has no full line without a mark, so one paragraph is replaced in the page before it is printed."""
    page = browser.new_page()
    page.goto(address + "campaigns/2024-fujian/notices/launch/", wait_until="load")
    page.evaluate("document.querySelectorAll('.zb-doctext p')[1].textContent = '网聚职工正能量'.repeat(60)")
    page.pdf(path=tmp_path / "han.pdf", prefer_css_page_size=True)
    page.close()
    han = [
        line
        for lines in lines_of(tmp_path / "han.pdf")
        for line in lines
        if line.is_han and len(line.text) > 26
    ]
    assert len(han) >= 12
    assert {len(line.text) for line in han} == {28}


def test_page_numbers_stand_odd_right_even_left(sheets: tuple[list[list[Line]], list[list[Rule]]]) -> None:
    pages, _ = sheets
    for number, lines in enumerate(pages, start=1):
        foot = [line for line in lines if line.y > BOTTOM + 2]
        assert [line.text.replace(" ", "") for line in foot] == [f"—{number}—"]
        assert foot[0].right > RIGHT - 20 * MM if number % 2 else foot[0].x < LEFT + 20 * MM


def test_each_attachment_begins_a_page(sheets: tuple[list[list[Line]], list[list[Rule]]]) -> None:
    pages, _ = sheets
    first = [body(lines)[0].text.replace(" ", "") for lines in pages]
    assert [text for text in first if text.startswith("附件")] == [
        "附件1",
        "附件2",
        "附件3",
        "附件1",
        "附件2",
        "附件4",
    ]


def test_the_colophon_stands_at_the_foot_of_the_last_page_of_its_notice(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    page = browser.new_page()
    page.goto(address + "campaigns/2024-national/notices/launch/", wait_until="load")
    page.pdf(path=tmp_path / "national.pdf", prefer_css_page_size=True)
    page.close()
    pages, rules = lines_of(tmp_path / "national.pdf"), rules_of(tmp_path / "national.pdf")
    last = [line.text.replace(" ", "") for line in body(pages[-1])]
    assert last[-2] == "抄送：新疆生产建设兵团总工会。"
    assert last[-1] == "中华全国总工会办公厅2024年4月8日印发"
    lowest = max(rule.y for rule in rules[-1])
    assert BOTTOM - 4 * MM < lowest <= BOTTOM + 1


def test_what_we_add_is_not_printed(sheets: tuple[list[list[Line]], list[list[Rule]]]) -> None:
    pages, _ = sheets
    text = "".join(line.text for lines in pages for line in lines).replace(" ", "")
    for ours in ("原文如此", "转录说明", "本站", "目录", "复制网址", "逐级通知"):
        assert ours not in text
