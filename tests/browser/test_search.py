"""The search in a real browser: what it finds is what the pages show, no more and no less, and it is handy."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import on_disk, served
from playwright.sync_api import Browser, Page, expect

from tests.seen import everything, found

READY = "() => window.zbSearch && window.zbSearch('x') !== null"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    yield page
    page.close()


def queries(site: Path) -> list[str]:
    """Well over a hundred: names, units, telephones, document numbers, titles, awards, two characters, two words."""
    catalog = json.loads((site / "data/catalog.json").read_text(encoding="utf-8"))["campaigns"]
    works = [
        w
        for c in catalog
        for w in json.loads((site / f"data/{c['id']}/works.json").read_text(encoding="utf-8"))
    ]
    projects = [s for c in catalog for s in c["subprojects"]]
    people = [
        p for c in catalog for p in (*c["contacts"], *(p for s in c["subprojects"] for p in s["contacts"]))
    ]
    phones = [phone for p in people for phone in p["phones"]]
    numbers = [n["doc_number"] for c in catalog for n in c["notices"] if n["doc_number"]]
    titles = [*(n["title"] for c in catalog for n in c["notices"]), *(s["title"] for s in projects)]
    pairs = [
        t[at : at + 2] for t in (*titles, *(w["title"] for w in works)) for at in range(0, len(t) - 1, 3)
    ]
    names = [p["name"] for p in people if p["name"]]
    hosts = [host for s in projects for host in s["hosts"]]
    makers = [m["name"] for w in works for m in w["credits"] if m["name"]]
    units = [w["unit"] for w in works if w["unit"]]
    awards = [h["title"] for w in works for h in w["honours"]]

    def some(texts: list[str], count: int) -> list[str]:
        """As many of them from all over the list, each once."""
        each = sorted(set(texts))
        return each[:: max(1, len(each) // count)][:count]

    return [
        *some(names, 15),
        *("".join(name.split()) for name in names if " " in name or "　" in name),
        *some(hosts, 12),
        *some(phones, 10),
        *(phone.replace("-", "") for phone in some(phones, 8)),
        *(phone[:6] for phone in some(phones, 4)),
        *numbers,
        *(number[-5:] for number in numbers),
        *some(titles, 8),
        *some(pairs, 30),
        *(f"{name} {phone[:4]}" for name, phone in zip(some(names, 5), some(phones, 5), strict=False)),
        *(f"{one} {two}" for one, two in zip(some(pairs, 6), some(pairs, 7)[1:], strict=False)),
        *some(makers, 8),
        *some(units, 6),
        *some(awards, 3),
        *some([w["no"] for w in works if w["no"]], 4),
        *some([w["title"] for w in works], 6),
        "１２３５１",
        "Aigc",
        "没有这样的词",
        "<b>",
        "\\",
    ]


def test_finds_all_that_the_pages_show_and_nothing_else(page: Page, address: str, running_site: Path) -> None:
    """Row C4 on the real campaigns: of each of 100 queries and more the addresses of every kind."""
    site = running_site / "a" / "b"
    asked = queries(site)
    assert len(asked) >= 100
    page.goto(address + "search/?q=x")
    page.wait_for_function(READY)
    answers = page.evaluate("all => all.map(q => window.zbSearch(q).map(list => list.slice().sort()))", asked)
    shown = everything(site)
    assert [len([one for one in shown if one.kind == kind]) > 0 for kind in range(4)] == [True] * 4
    truths = [found(shown, query) for query in asked]
    wrong = [
        (query, list(set(map(tuple, truth)) - set(map(tuple, answer)))[:1], answer)
        for query, truth, answer in zip(asked, truths, answers, strict=True)
        if truth != answer
    ]
    assert wrong == []
    assert sum(any(truth) for truth in truths) >= 100


def test_names_are_found_as_people_write_them(page: Page, address: str) -> None:
    """With an inner blank or without, in either width, by the initials of the whole name or of its front."""
    page.goto(address + "search/?q=x")
    page.wait_for_function(READY)

    def people(query: str) -> list[str]:
        return page.evaluate("q => window.zbSearch(q)[2]", query)

    contacts = "campaigns/2024-fujian/contacts/"
    for query in (
        "陈俊义",
        "陈 俊义",
        "陈　俊 义",
        "cjy",
        "CJ",
        "ｃｊｙ",
        "０５９１８７７１５０７６",
        "0591-8771",
        "0591-",
        "1-87715",
    ):
        assert contacts in people(query), query
    for query in ("cjyx", "jyc", "义俊陈", "0591-8772"):
        assert contacts not in people(query), query


def test_nothing_is_loaded_before_the_box_has_the_focus(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page.goto(address + "campaigns/2024-fujian/notices/launch/")
    page.wait_for_load_state("networkidle")
    assert not [one for one in asked if "search" in one]
    box = page.get_by_role("textbox", name="搜索通知")
    expect(box).to_be_hidden()
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.wait_for_function(READY)
    assert "data/search/2024-fujian.js" in asked


def test_the_panel_is_worked_with_keys(page: Page, address: str) -> None:
    page.goto(address + "contacts/")
    page.keyboard.press("/")
    panel = page.locator("[data-zb-seek=panel]")
    page.keyboard.type("陈俊义")
    expect(panel.get_by_role("status")).to_contain_text("联系人 1")
    everything_link = panel.get_by_role("link", name="全部结果")
    expect(everything_link).to_have_text("全部结果（9 项）")  # all parts of the index are there
    page.keyboard.press("ArrowDown")
    expect(everything_link).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(panel.locator("input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.get_by_role("link", name="搜索")).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(address + "campaigns/2024-fujian/notices/launch/")


def test_the_page_keeps_its_words_in_the_address_and_comes_back_to_them(page: Page, address: str) -> None:
    page.goto(address + "search/")
    page.locator("main input").fill("网络正能量")
    status = page.locator("main [role=status]")
    expect(status).to_contain_text("项：通知")
    expect(page).to_have_url(re.compile(r"search/\?q=%E7%BD%91"))
    projects = page.locator("#zb-hits-true1 > li")
    expect(projects).to_have_count(8)
    page.get_by_role("button", name="子项目：再显示").click()
    expect(projects).to_have_count(28)
    expect(projects.nth(8).locator("a")).to_be_focused()
    assert page.locator("#zb-hits-true1 > li mark").first.inner_text() == "网络正能量"
    told = status.inner_text()
    projects.nth(9).locator("a").click()
    page.wait_for_url(re.compile("/projects/"))
    page.go_back()
    expect(projects).to_have_count(28)
    assert page.locator("main input").input_value() == "网络正能量"
    assert status.inner_text() == told
    page.locator("main input").fill("没有这样的词")
    expect(status).to_contain_text("没有找到“没有这样的词”")
    page.locator("main input").fill("")
    expect(status).to_contain_text("几个词之间空一格")
    expect(page).to_have_url(address + "search/")


def test_a_shard_that_does_not_come_is_told_and_asked_for_again(page: Page, address: str) -> None:
    page.route("**/data/search/2024-fujian.js", lambda route: route.abort())
    page.goto(address + "search/?q=陈俊义")
    expect(page.locator("main form")).to_contain_text("结果可能不全")
    page.unroute("**/data/search/2024-fujian.js")
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator("main [role=status]")).to_contain_text("联系人 1")
    expect(page.locator("main form")).not_to_contain_text("结果可能不全")


def test_without_scripts_the_page_leads_on(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "notices/")
    expect(page.locator("[data-zb-seek=panel]")).to_be_hidden()
    page.get_by_role("link", name="搜索").click()
    expect(page).to_have_url(address + "search/")
    expect(page.get_by_text("搜索要用浏览器的脚本")).to_be_visible()
    expect(page.locator("main input")).to_be_hidden()
    for name in ("通知", "活动", "联系", "获奖名单"):
        expect(page.locator("main").get_by_role("link", name=name).first).to_be_visible()
    context.close()


def test_the_copy_for_a_stick_is_searched_from_the_disk(
    page: Page, running_site: Path, tmp_path: Path
) -> None:
    on_disk(running_site / "a" / "b", tmp_path)
    page.goto((tmp_path / "search/index.html").as_uri() + "?q=陈俊义")
    page.locator("#zb-hits-true2 a").click()
    expect(page).to_have_url((tmp_path / "campaigns/2024-fujian/contacts/index.html").as_uri())


def test_a_lost_address_is_searched_for(page: Page, running_site: Path) -> None:
    site = running_site / "a" / "b"
    with served(site) as base:
        lost = base + "campaigns/2024-fujian/projects/no-such/"
        page.route(lost, lambda route: route.fulfill(status=404, path=site / "404.html"))
        page.goto(lost)
        expect(page.locator("main input")).to_have_value("2024年 福建省")
        expect(page.locator("main [role=status]")).to_contain_text("通知")
        page.locator("main input").fill("陈俊义")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"/search/\?q="))
