"""“我的单位” in a real browser: chosen once, remembered, brought up elsewhere, forgotten; and without scripts, and from a disk."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

DAY = "2024-08-12T04:00:00Z"


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page whose errors fail the test."""
    page = browser.new_page(viewport={"width": 390, "height": 844}, has_touch=True)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.clock.set_fixed_time(DAY)
    yield page
    page.close()
    assert errors == []


def test_a_liaison_chooses_once_and_sees_it_everywhere(phone: Page, address: str) -> None:
    phone.goto(address)
    phone.get_by_role("link", name="我的单位").tap()
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url) if "/data/units/" in request.url else None)
    field = phone.get_by_label("写单位名称")
    field.fill("福州")
    expect(phone.locator("#unit-n")).to_have_text("“福州”：找到 1 个单位")
    field.press("Enter")
    mine = phone.locator("[data-zb-mine]")
    expect(mine.get_by_role("heading", name="福州市总工会")).to_be_focused()
    expect(mine).to_contain_text("线下活动数量（场）")
    expect(mine).to_contain_text("各推荐1-2家")
    expect(mine).to_contain_text("还有 18 天")
    assert len(asked) == 2, "the list, and the part with this unit"
    assert phone.url.endswith("units/?u=%E7%A6%8F%E5%B7%9E%E5%B8%82%E6%80%BB%E5%B7%A5%E4%BC%9A")

    phone.goto(address + "campaigns/2024-fujian/")
    expect(phone.locator("[data-zb-mine]")).to_contain_text("我的单位：福州市总工会")
    expect(phone.locator("[data-zb-mine]")).to_contain_text("原则上不超过5名")
    phone.goto(address + "campaigns/2023-shantou/units/")
    expect(phone.locator("[data-zb-slot=none]")).to_be_visible()
    phone.goto(address)
    expect(phone.locator("[data-zb-mine-name]")).to_have_text("福州市总工会")

    phone.goto(address + "units/")
    phone.get_by_role("button", name="不再记住").tap()
    expect(phone.locator("[data-zb-mine]")).to_be_hidden()
    assert phone.evaluate("localStorage.getItem('zb-unit')") is None
    phone.goto(address + "campaigns/2024-fujian/")
    expect(phone.locator("[data-zb-mine]")).to_be_hidden()


def test_wechat_is_told_how_to_get_the_file_on_a_card(browser: Browser, address: str) -> None:
    """The card comes after the page: its calendar needs the hint all the same, once, and again on the next unit's card."""
    page = browser.new_page(
        user_agent="Mozilla/5.0 (Linux; Android 12) Chrome/107 Mobile MicroMessenger/8.0.44"
    )
    page.goto(address + "units/?u=福州市总工会")
    mine = page.locator("[data-zb-mine]")
    expect(mine.locator(".zb-file").first).to_be_visible()
    expect(mine.locator(".zb-wechat")).to_have_count(1)
    page.get_by_label("写单位名称").fill("厦门市")
    page.locator("#unit-found button").first.click()
    expect(mine.get_by_role("heading", name="厦门市总工会")).to_be_visible()
    expect(mine.locator(".zb-wechat")).to_have_count(1)
    page.close()


def test_an_address_names_a_unit_by_any_of_its_names(phone: Page, address: str) -> None:
    phone.goto(address + "units/?u=金平区")
    mine = phone.locator("[data-zb-mine]")
    expect(mine.get_by_role("heading", name="金平区总工会")).to_be_visible()
    expect(mine).to_contain_text("每个项目需报送不少于10个作品")
    expect(mine).to_contain_text("与上级不一致：2023年 广东省“对每个子项目推荐不超过10个作品（案例）”")
    assert phone.evaluate("localStorage.getItem('zb-unit')") is None, (
        "somebody else's link is not one's choice"
    )
    mine.get_by_role("link", name="在各单位中看").tap()
    expect(phone.locator("#u-jinping")).to_be_in_viewport()


def test_a_unit_that_is_gone_is_looked_for(phone: Page, address: str) -> None:
    phone.goto(address + "units/?u=市总工会")
    expect(phone.locator("#unit-found button").first).to_be_visible()
    expect(phone.locator("[data-zb-mine]")).to_be_hidden()
    phone.locator("#unit-found button", has_text="厦门市总工会").tap()
    expect(phone.locator("[data-zb-mine]").get_by_role("heading", name="厦门市总工会")).to_be_visible()


def test_without_scripts_a_unit_is_found_in_the_list(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page.goto(address + "units/")
    expect(page.locator("#unit-q")).to_be_hidden()
    expect(page.get_by_text("没有脚本时，请在下面按活动找到单位")).to_be_visible()
    page.locator("summary", has_text="八闽好网民").click()
    page.get_by_role("link", name="福州市总工会").click()
    expect(page.locator("#u-fuzhou")).to_contain_text("13")
    page.close()


def test_from_a_disk_it_works_too(phone: Page, running_site: Path) -> None:
    phone.goto((running_site / "a" / "b" / "units" / "index.html").as_uri())
    phone.get_by_label("写单位名称").fill("东区")
    phone.locator("#unit-found button").first.tap()
    mine = phone.locator("[data-zb-mine]")
    expect(mine.get_by_role("heading", name="示例东区总工会")).to_be_visible()
    link = mine.get_by_role("link", name="在各单位中看")
    expect(link).to_have_attribute("href", "../campaigns/2026-demo/units/index.html#u-east")


def test_the_figures_are_those_of_the_works(phone: Page, address: str, running_site: Path) -> None:
    works = json.loads((running_site / "a/b/data/2026-demo/works.json").read_text(encoding="utf-8"))
    counted = Counter(work["subproject"] for work in works)
    phone.goto(address + "campaigns/2026-demo/")
    rows = phone.locator(".zb-stat").first.locator("tbody tr")
    shown = {}
    for row in rows.all():
        home = row.locator("a").get_attribute("href") or ""
        shown[home.strip("/").split("/")[-1]] = int(row.locator(".is-num").inner_text())
        assert (
            row.get_by_role("img").locator("title").text_content()
            == f"已展示 {row.locator('.is-num').inner_text()} 件"
        )
    assert {name: number for name, number in shown.items() if number} == {
        k: v for k, v in counted.items() if k
    }
    by_unit = phone.locator(".zb-chart", has_text="各单位展出作品与名额")
    by_unit.locator("summary").tap()
    lacking = by_unit.locator("tr", has_text="还差").first
    expect(lacking.locator(".zb-bar--under .zb-bar__low")).to_be_attached()
