"""Every page kind in use under the strict policy (row E7): nothing blocked, no other host asked, no error, nothing too wide."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import forget, served
from kinds import AGAIN, KINDS, LIGHTS
from playwright.sync_api import Browser, Page

from generator import policy
from tests.factories import THOROUGH

WATCH = """
window.zbBlocked = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.zbBlocked.push(event.violatedDirective + " " + event.blockedURI + " " + event.sourceFile);
});
"""
USE = """async () => {
  const settle = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  for (const fold of document.querySelectorAll("details")) { fold.open = true; }
  for (const input of document.querySelectorAll("input, select")) {
    if (input.tagName === "SELECT") { input.selectedIndex = input.options.length - 1; } else { input.value = "市"; }
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
    await settle();
  }
  const pressed = {};  /* forty buttons that copy do what two of them do */
  for (const button of document.querySelectorAll("button:not([data-zb-print])")) {
    const kind = button.className + button.getAttributeNames() + button.getAttribute("data-zb-set");
    if (button.offsetParent !== null && (pressed[kind] = (pressed[kind] || 0) + 1) <= 2) { button.click(); await settle(); }
  }
  for (const media of document.querySelectorAll("audio, video")) {
    media.muted = true;
    try { await media.play(); } catch (error) { /* whether it may play is not asked here, only whether it is blocked */ }
    media.pause();
  }
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  await settle();
  return window.zbBlocked;
}"""
WIDE = """() => {
  for (const contents of document.querySelectorAll(".zb-toc")) { contents.open = innerWidth > 1000; }
  return document.documentElement.scrollWidth;
}"""
"""How wide the page is, its table of contents standing as it does on a screen of that width."""
WIDTHS = (1280, 360)
"""A desk and, where the page is then used, a telephone."""
EVERY = {kind: at for kind, at in (KINDS | LIGHTS).items() if THOROUGH or kind not in AGAIN}
"""What is inline or foreign in a page's own words the check of the finished site finds on every page."""


def watched(browser: Browser, address: str) -> tuple[Page, list[str], list[str]]:
    """A page for what this address's host serves, the foreign requests and the errors it will have made."""
    page = browser.new_page(viewport={"width": WIDTHS[-1], "height": 900})
    foreign: list[str] = []
    errors: list[str] = []
    host = urlsplit(address).netloc
    page.on("request", lambda r: None if urlsplit(r.url).netloc in (host, "") else foreign.append(r.url))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("response", lambda r: errors.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    page.add_init_script(WATCH)
    page.add_init_script("window.print = () => {};")
    return page, foreign, errors


def opened(browser: Browser, address: str) -> tuple[Page, list[str], list[str]]:
    """The same, at that address."""
    found = watched(browser, address)
    found[0].goto(address, wait_until="load")
    return found


@pytest.fixture(scope="module")
def reader(browser: Browser, address: str) -> Iterator[tuple[Page, list[str], list[str]]]:
    """One window for all kinds of pages: to open one anew for each costs as much as what is looked at in it."""
    found = watched(browser, address)
    yield found
    found[0].close()
    assert found[1] == []


@pytest.mark.parametrize("kind", list(EVERY))
def test_shown_and_in_use_nothing_is_blocked_foreign_or_too_wide(
    reader: tuple[Page, list[str], list[str]], address: str, kind: str
) -> None:
    """One visit of somebody who was never here. 320 px are measured in test_access.py."""
    page, foreign, errors = reader
    errors.clear()
    page.goto(address + EVERY[kind], wait_until="load")
    assert page.locator("h1").count() == 1
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(WIDE) <= width, f"wider than {width} px"
    assert errors == []
    assert page.evaluate(USE) == []
    forget(page)  # what differs from it behind the # only is loaded anew, too
    assert foreign == []


@pytest.mark.parametrize(
    "html",
    [
        "<script>document.title = 'ran'</script>",
        "<p style='color: red'>x</p>",
        "<img src=x onerror=\"document.title = 'ran'\">",
        "<iframe src='https://example.org/'></iframe>",
        "<img src='https://example.org/x.png'>",
    ],
)
def test_what_does_not_belong_is_blocked_and_seen(browser: Browser, tmp_path: Path, html: str) -> None:
    """The control: the same watch sees each kind of violation, and nothing of it runs."""
    (tmp_path / "index.html").write_text(f"<!doctype html><title>still</title>{html}", encoding="utf-8")
    with served(tmp_path) as base:
        page, _, errors = opened(browser, base)  # a request is announced before the policy stops it
        page.wait_for_function("window.zbBlocked.length > 0")
        assert page.title() == "still"
        assert errors, "a console says so too"
        page.close()


def test_the_page_itself_carries_the_policy(browser: Browser, address: str) -> None:
    page, _, _ = opened(browser, address)
    told = page.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content")
    page.close()
    assert told == policy.META_POLICY
    assert "unsafe" not in policy.CONTENT_SECURITY_POLICY
