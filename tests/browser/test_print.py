"""Official documents on paper, measured with a ruler (acceptance row A9; GB/T 9704-2012, figures in millimetres)."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from kinds import KINDS
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
    page.pdf(path=tmp_path / "han.pdf", prefer_css_page_size=True, page_ranges="1-3")
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


def test_faces_of_numbered_headings_are_those_of_the_standard_in_attached_notices_too(
    browser: Browser, address: str
) -> None:
    """一、 is set in 黑体 and （一） in 楷体 (GB/T 9704-2012, 7.3.3), on whichever level of headings the page has them."""
    page = browser.new_page()
    page.goto(address + "campaigns/2023-shantou/notices/launch/", wait_until="load")
    page.emulate_media(media="print")
    faces = page.evaluate(
        """() => [...document.querySelectorAll('.zb-doctext > h2, .zb-doctext > h3, .zb-doctext > h4')].map(
        h => [h.tagName, h.textContent.trim(), getComputedStyle(h).fontFamily.split(',')[0].replaceAll('"', '')])"""
    )
    page.close()
    first = {(tag, face) for tag, text, face in faces if text[:2] in ("一、", "二、", "三、")}
    second = {(tag, face) for tag, text, face in faces if text[:3] in ("（一）", "（二）")}
    assert {tag for tag, _ in first} >= {"H2", "H3"}
    assert {face for _, face in first} == {"SimHei"}
    assert {face for _, face in second} == {"楷体_GB2312"}


PAPER = {
    "home": "网聚职工正能量",
    "campaign-sample": "2026年“网聚职工正能量争做示例好网民”主题活动",
    "project-sample": "网络正能量摄影作品征集",
    "contacts": "联系方式",
    "gallery-project": "网络文明海报征集",
    "work-series": "《雪线上的十二公里》",
    "results": "获奖名单",
    "units": "2023年“网聚职工正能量争做汕头好网民”主题活动",
}
"""Page kinds that are no official document, and what names the page."""
FURNITURE = ("跳到正文", "字号与配色", "长辈版", "搜索", "打印或", "复制", "看大图", "下一件", "当前位置")


def test_every_other_page_prints_its_words_and_nothing_to_press(browser: Browser, address: str) -> None:
    """Also for a reader whose screen is dark: black on white, under the name of the site."""
    page = browser.new_page(color_scheme="dark")
    for kind, title in PAPER.items():
        page.goto(address + KINDS[kind], wait_until="load")
        page.emulate_media(media="print", color_scheme="dark")
        colours, text = page.evaluate(
            "() => { const of = e => getComputedStyle(e), body = document.body; return ["
            "[of(body).color, of(body).backgroundColor, of(body.parentNode).backgroundColor], body.innerText]; }"
        )
        text = "".join(text.split())
        assert colours[0] == "rgb(0, 0, 0)", kind
        assert set(colours[1:]) <= {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}, kind
        assert text.startswith("职工好网民展榜"), kind
        assert title in text, kind
        assert not [word for word in FURNITURE if word in text], kind
    page.close()


def test_a_page_on_paper_is_numbered_and_nothing_runs_over(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    page = browser.new_page()
    page.goto(address + KINDS["work-article"], wait_until="load")
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    page.close()
    pages = lines_of(tmp_path / "page.pdf")
    assert pages[0][0].text.replace(" ", "") == "职工好网民展榜"
    assert len(pages) > 1
    for number, lines in enumerate(pages, start=1):
        assert lines[-1].text.replace(" ", "") == f"{number}/{len(pages)}"
        own = lines[:-1]
        assert own[-1].y < 280 * MM
        assert max(line.right for line in own) < 193 * MM
        if number > 1:  # where the text ends and the credits begin; no line stands on another
            assert all(b.y - a.y > 8 for a, b in pairwise(own))


def test_a_row_of_contacts_stays_on_one_sheet_and_works_stand_in_two_columns(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport={"width": 658, "height": 980})  # as wide as A4 less its margins
    page.goto(address + KINDS["contacts"], wait_until="load")
    page.emulate_media(media="print")
    assert set(page.eval_on_selector_all("tr", "rows => rows.map(r => getComputedStyle(r).breakInside)")) == {
        "avoid"
    }
    page.goto(address + KINDS["gallery-project"], wait_until="load")
    boxes = page.eval_on_selector_all(
        ".zb-work",
        "works => works.map(w => [w, w.querySelector('.zb-mat'), w.querySelector('.zb-work__label')].map("
        "e => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; }))",
    )
    page.close()
    assert len(boxes) > 3
    assert len({round(card[0]) for card, _, _ in boxes}) == 2
    for _, mat, label in boxes:
        assert label[0] > mat[2]  # the label beside its picture
        assert abs(label[1] - mat[1]) < 2
