"""What turns with the day on an old page, and what is handed out: calendars, contact cards, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import forget
from playwright.sync_api import Browser, Page, expect

from generator.check import check
from generator.model.campaign import Campaign
from generator.pages.frame_parts import chinese_date
from generator.pages.render import environment
from generator.pages.times import campaign_deadline, campaign_status, stage_views
from tests.factories import copy_campaigns

HOME = "campaigns/2024-fujian/"
DEMO = "campaigns/2026-demo/"
WECHAT = "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/107 Mobile MicroMessenger/8.0.44"
HINT = "微信里不能直接下载，请点右上角“…”选择在浏览器打开"
PARTS = (
    '{% import "macros.html" as m %}'
    "{{ m.status(status) }}{{ m.deadline_box(box, today, root) }}{{ m.timeline(stages, root, calendar) }}"
)
TURNED = """() => [".zb-kicker .zb-status", ".zb-deadline", ".zb-timeline"].map(s => document.querySelector(s).outerHTML)"""
FRESH = """html => { const t = document.createElement("template"); t.innerHTML = html;
  return [".zb-status", ".zb-deadline", ".zb-timeline"].map(s => t.content.querySelector(s).outerHTML); }"""


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    """A browser that lives in New York: what counts is the day in Shanghai."""
    context = browser.new_context(timezone_id="America/New_York", viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


@pytest.fixture
def page(window: Page) -> Iterator[Page]:
    """The same, each time of somebody who was never here; its clock stands where the test puts it."""
    yield window
    forget(window)


@pytest.fixture(scope="module")
def fujian(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    root = copy_campaigns(tmp_path_factory.mktemp("fujian"), ("2024-fujian", "2024-national"))
    return check(root).catalog.by_id["2024-fujian"]


def plain(html: str) -> str:
    """Markup without what only the script reads, blanks between tags closed."""
    bare = re.sub(r' data-zb-(?:status|stage|deadline|turns)="[^"]*"', "", html)
    return re.sub(r">\s+", ">", re.sub(r"\s+<", "<", bare))


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2024-08-12T04:00:00Z", date(2024, 8, 12)),
        ("2024-08-29T16:00:01Z", date(2024, 8, 30)),
        ("2024-08-30T15:59:59Z", date(2024, 8, 30)),
        ("2024-08-30T16:00:01Z", date(2024, 8, 31)),
        ("2024-09-15T12:00:00Z", date(2024, 9, 15)),
        ("2024-12-01T12:00:00Z", date(2024, 12, 1)),
        ("2025-02-01T12:00:00Z", date(2025, 2, 1)),
    ],
)
def test_an_old_page_looks_as_if_it_were_made_today(
    page: Page, address: str, fujian: Campaign, moment: str, day: date
) -> None:
    """The status, the box and the time line of a page of 12 August, tag for tag as a page made on the later day."""
    page.clock.set_fixed_time(moment)
    page.goto(address + HOME)
    box = campaign_deadline(fujian, day)
    assert box is not None
    html = environment().from_string(PARTS).render(
        root="../../",
        status=campaign_status(fujian, day),
        box=box,
        stages=stage_views(fujian, day),
        calendar=box.calendar,
        today=chinese_date(day),
    )  # fmt: skip
    turned, fresh = page.evaluate(TURNED), page.evaluate(FRESH, html)
    assert [plain(part) for part in turned] == [plain(part) for part in fresh]


def test_the_words_of_the_box(page: Page, address: str) -> None:
    """Written out once, so that page and script cannot be wrong together."""
    for moment, words, past in (
        ("2024-08-12T04:00:00Z", "距提交申报表和参评作品截止还有18天8月30日前按 2024年8月12日 计算", False),
        ("2024-08-30T04:00:00Z", "提交申报表和参评作品今天截止8月30日前按 2024年8月30日 计算", False),
        ("2024-08-31T04:00:00Z", "提交申报表和参评作品，已截止8月30日前按 2024年8月31日 计算", True),
    ):
        page.clock.set_fixed_time(moment)
        page.goto(address + HOME)
        box = page.locator(".zb-deadline")
        assert box.inner_text().replace("\n", "").startswith(words)
        assert ("zb-deadline--past" in (box.get_attribute("class") or "")) is past


def test_a_clock_that_is_behind_the_page_changes_nothing(page: Page, address: str) -> None:
    page.clock.set_fixed_time("2024-05-01T04:00:00Z")
    page.goto(address + HOME)
    expect(page.locator(".zb-deadline")).to_contain_text("还有18天")
    expect(page.locator(".zb-deadline__note")).to_contain_text("2024年8月12日")


def test_without_script_the_page_says_of_which_day_it_is(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + HOME)
    expect(page.locator(".zb-deadline__left")).to_have_text("还有18天")
    expect(page.locator(".zb-deadline__note")).to_have_text("按 2024年8月12日 计算，以通知原文为准")
    expect(page.get_by_role("link", name="加入手机日历").first).to_be_visible()
    context.close()


def test_lists_turn_too_and_a_page_left_open_over_night(page: Page, address: str) -> None:
    page.clock.set_fixed_time("2024-08-30T12:00:00Z")
    page.goto(address + "campaigns/")
    row = page.locator(".zb-tree__row", has_text="八闽").locator(".zb-status")
    expect(row).to_have_text("征集中")
    page.clock.set_fixed_time("2024-08-30T22:00:00Z")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(row).to_have_text("进行中")
    expect(row).to_have_class("zb-status zb-status--review")
    page.clock.set_fixed_time("2025-03-01T00:00:00Z")
    page.goto(address)
    statuses = page.locator(".zb-now .zb-status, .zb-also .zb-status, .zb-years__list .zb-status")
    assert set(statuses.all_inner_texts()) <= {"已结束", "未开始", "进行中"}
    said = page.locator("main").inner_text()
    for words in ("征集中", "正在征集", "正在进行", "选项目报送", "现在："):
        assert words not in said, words


def test_words_that_go_by_the_state_turn_too(page: Page, address: str) -> None:
    """What one is asked to do, and the stage that runs: on the front page and on a campaign's own."""
    for moment, front, stage, own in (
        ("2024-08-30T04:00:00Z", "选项目报送", "现在：基层单位自评、申报", "选项目报送"),
        ("2024-08-31T04:00:00Z", "看征集项目", "现在：基层单位自评、申报", "看征集项目"),
        ("2024-09-15T04:00:00Z", "看征集项目", "现在：项目评审、向全国总工会推优", "看征集项目"),
    ):
        page.clock.set_fixed_time(moment)
        page.goto(address)
        box = page.locator(".zb-now", has_text="八闽")
        expect(box.locator(".zb-btn--main")).to_have_text(front)
        expect(box.locator(".zb-now__org b")).to_have_text(stage)
        page.goto(address + HOME)
        expect(page.locator(".zb-btn--main[href='#projects']")).to_have_text(own)


def test_a_card_shows_the_state_of_its_own_deadline(page: Page, autumn: str) -> None:
    card = page.locator(".zb-proj", has_text="微视频")
    for moment, words in (
        ("2026-09-20T04:00:00Z", "征集中"),
        ("2026-10-01T04:00:00Z", "已截止"),
        ("2026-11-20T04:00:00Z", "公示中"),
    ):
        page.clock.set_fixed_time(moment)
        page.goto(autumn + DEMO)
        expect(card.locator(".zb-status")).to_have_text(words)
        expect(card).to_contain_text("报送截止：2026年9月30日24时前")
    assert page.locator(".zb-proj .zb-status").count() == 1


@pytest.mark.parametrize("where", [HOME, HOME + "contacts/", DEMO + "projects/micro-video/"])
def test_what_is_handed_out_is_there_and_wechat_is_told_how(
    browser: Browser, address: str, running_site: Path, where: str
) -> None:
    """Every file a page leads to is written; inside WeChat each part with one says once how to get it, elsewhere nothing."""
    context = browser.new_context(user_agent=WECHAT)
    page = context.new_page()
    page.goto(address + where)
    links = page.locator("a.zb-file")
    assert links.count() >= 2
    for href in links.evaluate_all("all => all.map(a => a.href)"):
        path = running_site / href.removeprefix(address.removesuffix("a/b/"))
        assert path.stat().st_size > 100
        assert path.suffix in (".ics", ".vcf", ".csv", ".docx", ".png")
    assert not page.locator("a.zb-file[download]").count()
    hints = page.locator(".zb-wechat")
    assert set(hints.all_inner_texts()) == {HINT}
    doubled = "all => all.filter(p => p.querySelectorAll('.zb-wechat').length > 1).length"
    assert page.locator("section:not(:has(section)), aside").evaluate_all(doubled) == 0
    context.close()
    page = browser.new_page()
    page.goto(address + where)
    expect(page.locator(".zb-wechat")).to_have_count(0)
    page.close()
