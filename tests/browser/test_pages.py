"""Pages in a real browser: links that answer, filters, numbers that dial, a copy on a disk, and everything without JavaScript."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen

from conftest import on_disk
from kinds import KINDS
from lxml import html
from playwright.sync_api import Browser, Page, expect


def visit(
    browser: Browser, address: str, width: int = 390, **options: object
) -> tuple[Page, list[str], list[str]]:
    """Open a page; return it with the foreign requests and the console errors seen so far."""
    page = browser.new_page(viewport={"width": width, "height": 900}, **options)
    foreign: list[str] = []
    errors: list[str] = []
    host = urlsplit(address).netloc
    page.on(
        "request",
        lambda request: (
            foreign.append(request.url) if urlsplit(request.url).netloc not in (host, "") else None
        ),
    )
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "response",
        lambda response: (
            errors.append(f"{response.status} {response.url}") if response.status >= 400 else None
        ),
    )
    page.goto(address, wait_until="load")
    return page, foreign, errors


def test_the_site_reads_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(address + KINDS["contacts"])
    expect(page.get_by_text("0591-87715076").first).to_be_visible()
    expect(page.locator("input[type=search]")).to_be_hidden()
    page.goto(address + KINDS["notice"])
    expect(page.get_by_role("heading", name="三、活动内容").first).to_be_visible()
    context.close()


def test_filtering_contacts(browser: Browser, address: str) -> None:
    page, _, _ = visit(browser, address + KINDS["contacts"], 1280)
    page.get_by_label("按项目、单位或姓名查").fill("江西")
    expect(page.locator("[data-zb-row]:visible")).to_have_count(1)
    expect(page.locator("[data-zb-row]:visible")).to_contain_text("张晖")
    page.get_by_label("按项目、单位或姓名查").fill("没有这个单位")
    expect(page.get_by_text("没有找到")).to_be_visible()
    page.close()


def test_office_numbers_dial_and_masked_ones_do_not(browser: Browser, address: str) -> None:
    page, _, _ = visit(browser, address + KINDS["contacts"])
    dialled = page.locator("a[href^='tel:']").evaluate_all("links => links.map(a => a.getAttribute('href'))")
    assert "tel:+8659187715076" in dialled
    assert not [number for number in dialled if "*" in number]
    page.close()


def test_every_link_answers_under_a_prefix(address: str) -> None:
    """The whole site by its own links from the home page, asked of the server as a robot does."""
    seen: set[str] = set()
    queue = [address]
    while queue:
        url = queue.pop()
        if url in seen:
            continue
        seen.add(url)
        with urlopen(url) as response:  # whatever does not answer raises
            text = response.read().decode() if url.endswith("/") else ""
        links = html.document_fromstring(text).xpath("//a/@href") if text else []
        found = {urljoin(url, link).partition("#")[0].partition("?")[0] for link in links}
        queue += [link for link in found if link.startswith(address) and link not in seen]
    assert len([url for url in seen if url.endswith("/")]) > 200
    assert {url.rpartition(".")[2] for url in seen if not url.endswith("/")} >= {"docx", "csv", "ics", "vcf"}


def test_the_offline_copy_by_clicking(browser: Browser, running_site: Path, tmp_path: Path) -> None:
    page, foreign, errors = visit(
        browser, (on_disk(running_site / "a" / "b", tmp_path) / "index.html").as_uri()
    )
    page.locator(".zb-ways a").first.click()
    expect(page.locator("h1")).to_have_text("活动")
    page.locator(".zb-tree a").first.click()
    page.get_by_role("link", name="通知原文").first.click()
    expect(page.locator(".zb-doctitle").first).to_be_visible()
    assert page.url.startswith("file://")
    assert foreign == []
    assert errors == []
    page.close()


def test_anchors_of_a_notice_lead_to_its_attachments(browser: Browser, address: str) -> None:
    page, _, _ = visit(browser, address + KINDS["notice-three-tiers"], 1280)
    page.get_by_role("navigation", name="本文目录").get_by_role("link", name="附件").click()
    assert page.url.endswith("#fj1")
    expect(page.locator("#fj1")).to_be_in_viewport()
    page.close()
