"""The pages of all strings in a real Chromium: looked at, filtered, opened large. Nothing runs, nothing is asked of anybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import chromium
from tests.hostile.conftest import WORKS, Hostile

pytestmark = [pytest.mark.browser, pytest.mark.skipif(chromium() is None, reason="no Chromium")]

WATCH = """
    window.zbSeen = [];
    document.addEventListener("securitypolicyviolation", e => window.zbSeen.push("policy: " + e.violatedDirective + " " + e.blockedURI));
    for (const name of ["alert", "confirm", "prompt", "open", "print"]) window[name] = () => window.zbSeen.push(name);
"""
STATE = "() => [window.zbHit === undefined ? '' : 'hit', ...window.zbSeen].filter(Boolean)"
SCRIPTS = "() => [...document.scripts].filter(s => !s.src && s.type !== 'application/ld+json').length"
HANDLERS = "() => [...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => a.name.startsWith('on'))).length"


@dataclass
class Watched:
    """A page, and everything it did that no page of ours does."""

    page: Page
    base: str
    seen: list[str] = field(default_factory=list)

    def visit(self, address: str) -> None:
        """Open one address of the site; its titles and ids are still its own afterwards."""
        self.page.goto(self.base + address)
        self.judge(address)

    def judge(self, where: str) -> None:
        """Whatever has happened since the page was opened."""
        self.seen += [f"{where}: {one}" for one in self.page.evaluate(STATE)]
        if self.page.evaluate(SCRIPTS):
            self.seen.append(f"{where}: an inline script")
        if self.page.evaluate(HANDLERS):
            self.seen.append(f"{where}: a handler")


@pytest.fixture
def watched(browser: Browser, hostile_address: str) -> Iterator[Watched]:
    """A page that tells of dialogs, violations of the policy, foreign requests, errors, downloads and other windows."""
    context = browser.new_context(viewport={"width": 1000, "height": 800})
    context.add_init_script(WATCH)
    page = context.new_page()
    watched = Watched(page, hostile_address)
    page.on("dialog", lambda dialog: (watched.seen.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("pageerror", lambda error: watched.seen.append(f"error {error}"))
    page.on(
        "console", lambda said: watched.seen.append(f"console {said.text}") if said.type == "error" else None
    )
    page.on(
        "request",
        lambda ask: watched.seen.append(f"request {ask.url}") if not _own(ask.url, hostile_address) else None,
    )
    page.on("download", lambda one: watched.seen.append(f"download {one.url}"))
    # the stand-ins for pictures are one PNG under many names: they load, and are what they are
    context.on("page", lambda other: watched.seen.append(f"window {other.url}"))
    yield watched
    context.close()


def _own(url: str, base: str) -> bool:
    return url.startswith((base, "data:"))


def test_every_work_is_looked_at(watched: Watched, hostile: Hostile) -> None:
    """One in twenty-four as a page of its own; the galleries below hold all of them."""
    for name in list(hostile.strings)[::24]:
        watched.visit(f"campaigns/{WORKS}/works/{name}/")
    assert watched.seen == []


def test_every_wall_is_looked_at_and_its_pictures_are_seen_large(watched: Watched, hostile: Hostile) -> None:
    walls = sorted((hostile.site / f"campaigns/{WORKS}/gallery").rglob("index.html"))
    seen = 0
    for at, path in enumerate(walls):
        address = path.parent.relative_to(hostile.site).as_posix() + "/"
        watched.visit(address)
        if at % 8:
            continue
        zooms = watched.page.locator("[data-zb-wall] .zb-zoom")
        zooms.first.click()
        for _ in range(zooms.count() - 1):
            watched.page.locator("[data-zb-step='1']").first.click(force=True)
            seen += 1
        watched.judge(f"{address} large")
        watched.page.keyboard.press("Escape")
        watched.page.wait_for_url(watched.base + address)  # closing goes back in the history
    assert seen > len(hostile.strings) // 10
    assert watched.seen == []


def test_the_filters_are_used(watched: Watched, hostile: Hostile) -> None:
    """Every twenty-fourth unit chosen: the cards are made anew by script from gallery.js, and are what was asked for."""
    watched.visit(f"campaigns/{WORKS}/gallery/")
    units = watched.page.evaluate(
        "() => [...document.querySelectorAll('[data-zb-facet=unit] a')].map(a => [a.dataset.zbValue, +a.querySelector('span').textContent])"
    )
    assert len(units) > 300
    for value, count in units[1::24]:
        watched.page.evaluate(
            "value => [...document.querySelectorAll('[data-zb-facet=unit] a')].find(a => a.dataset.zbValue === value).click()",
            value,
        )
        watched.page.wait_for_function(
            "count => document.querySelectorAll('[data-zb-wall] > li').length === count", arg=min(count, 60)
        )
        watched.judge(f"unit {value}")
        assert watched.page.evaluate("() => new URLSearchParams(location.search).get('unit')") == value
    assert watched.seen == []


def test_an_address_with_a_payload_chooses_nothing(watched: Watched) -> None:
    for query in (
        "?unit=<img src=x onerror=window.zbHit=1>",
        "?award=%3Cscript%3Ewindow.zbHit=1%3C/script%3E",
        "?page=1e9",
        "?unit=%E0%A4",
        "?__proto__=x&kind=constructor",
    ):
        watched.visit(f"campaigns/{WORKS}/gallery/{query}")
    for anchor in ("#<img src=x onerror=window.zbHit=1>", "#w-t0001'\"", "#constructor"):
        watched.visit(f"campaigns/{WORKS}/gallery/{anchor}")
    assert watched.seen == []


def test_every_page_of_the_campaigns_is_looked_at(watched: Watched, hostile: Hostile) -> None:
    """Notices, projects, contacts, units, forms, results: of every group of strings two kinds in turn, of one group all."""
    for at, name in enumerate(hostile.groups):
        top = hostile.site / "campaigns" / name
        pages = sorted(
            path.parent.relative_to(hostile.site).as_posix() + "/" for path in top.rglob("index.html")
        )
        for address in pages if at == 1 else (pages[at % len(pages)], pages[(at + 5) % len(pages)]):
            watched.visit(address)
    assert watched.seen == []


def test_contacts_are_searched(watched: Watched) -> None:
    watched.visit("contacts/")
    watched.visit("campaigns/2026-words-01/contacts/")
    fields = watched.page.locator("input[type=search], input[type=text]")
    for at in range(fields.count()):
        for text in ("<img src=x onerror=window.zbHit=1>", "\\", "[", "(.*", "甲"):
            fields.nth(at).fill(text)
            watched.judge(f"search {text}")
    assert watched.seen == []
