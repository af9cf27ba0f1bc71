"""Every page kind for eyes and fingers of all ages: axe-core in each reading setting, very large text on the narrowest phone, targets a thumb hits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from kinds import AGAIN, KINDS
from playwright.sync_api import Browser, BrowserContext, Page, Route, ViewportSize, expect

from tests.factories import THOROUGH

NOW = datetime.fromisoformat("2024-08-12T09:00:00+08:00")
"""The day the pages were made for: what turns with the day stands as it was built."""
TEXTS = ("normal", "large", "larger")
SCHEMES = ("light", "dark", "contrast")
SETTINGS = tuple({"text": text, "scheme": scheme} for text, scheme in product(TEXTS, SCHEMES))
ELDER = {"mode": "elder"}
WORN = {
    kind: (SETTINGS[at % len(SETTINGS)],)
    for at, kind in enumerate(kind for kind in KINDS if kind not in AGAIN)
}
"""The settings in which axe-core looks at one page of each kind."""

WEAR = """settings => { for (const name of ['text', 'scheme', 'mode']) {
  if (settings[name] && settings[name] !== 'normal') document.documentElement.setAttribute('data-zb-' + name, settings[name]);
  else document.documentElement.removeAttribute('data-zb-' + name);
} document.documentElement.style.fontSize = settings.font || ''; }"""
"""Put settings on a page that is open, as its header does."""

CUT = """() => [...document.querySelectorAll('body *')].filter(n => {
  for (let p = n.parentElement; p; p = p.parentElement) if (/auto|scroll/.test(getComputedStyle(p).overflowX)) return false;
  const style = getComputedStyle(n), box = n.getBoundingClientRect();
  if (box.width < 2 || box.height < 2 || !n.checkVisibility({ visibilityProperty: true })) return false;
  /* a box one writes in moves its own words; of an article a card shows only how it begins */
  if (n.closest('.zb-sr, .zb-skip, .zb-share-card, svg, video, audio, input') || n.matches('.zb-leaf')) return false;
  for (let p = n; p; p = p.parentElement) if (getComputedStyle(p).clipPath === 'inset(50%)') return false;
  const says = [...n.childNodes].some(c => c.nodeType === 3 && c.data.trim());
  if (style.overflowX !== 'visible' && !/auto|scroll/.test(style.overflowX)
    && (n.scrollWidth > n.clientWidth + 1 || n.scrollHeight > n.clientHeight + 1)) return true;
  return says && (box.right > document.documentElement.clientWidth + 1 || box.left < -1);
}).map(n => n.nodeName + '.' + n.className + ': ' + n.textContent.trim().slice(0, 20))
  .concat(document.documentElement.scrollWidth > innerWidth ? ['the page: ' + document.documentElement.scrollWidth] : [])"""

SMALL = """least => [...document.querySelectorAll('a[href], button, summary, input, select')].filter(n => {
  const style = getComputedStyle(n), spread = ['::before', '::after'].some(p => getComputedStyle(n, p).position === 'absolute');
  const box = (spread ? n.offsetParent : n).getBoundingClientRect();   /* a title's link that is spread over its whole card */
  if (!box.width || !box.height || !n.checkVisibility({ visibilityProperty: true }) || n.disabled || n.closest('.zb-sr, .zb-skip')) return false;
  if (box.height >= least - 0.5 && box.width >= least - 0.5) return false;
  /* a link within a sentence is as high as its line (WCAG 2.2, 2.5.8 "Inline"); so is one that the official text prints */
  let block = n.parentElement;
  while (getComputedStyle(block).display.startsWith('inline')) block = block.parentElement;
  const links = [...block.querySelectorAll('a')].map(a => a.textContent).join('').replace(/\\s/g, '').length;
  const sentence = n.closest('.zb-doctext') || block.textContent.replace(/\\s/g, '').length - links > 3;
  return !(n.nodeName === 'A' && sentence && (style.display === 'inline' || n.matches('.zb-nb')));
}).map(n => n.nodeName + '.' + n.className + ': ' + n.textContent.trim().slice(0, 12) + ' '
  + Math.round(n.getBoundingClientRect().width) + '×' + Math.round(n.getBoundingClientRect().height))"""

CLOSE = """() => [...document.querySelectorAll('main p, main li, main dd, main td')].filter(n => {
  const style = getComputedStyle(n);
  if (!n.checkVisibility() || n.closest('.zb-sr, .zb-mast')) return false;
  const words = [...n.childNodes].some(c => c.nodeType === 3 && c.data.trim().length > 20);
  return words && parseFloat(style.lineHeight) < 1.6 * parseFloat(style.fontSize) - 0.5;
}).map(n => n.nodeName + '.' + n.className + ' ' + n.textContent.trim().slice(0, 20))"""


@contextmanager
def reading(browser: Browser, width: int = 390, height: int = 844) -> Iterator[BrowserContext]:
    """A reader's device on the day the site was built."""
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    context.clock.set_fixed_time(NOW)
    yield context
    context.close()


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    """One window for all kinds of pages: to open one anew for each costs as much as what is looked at in it."""
    with reading(browser) as context:
        yield context.new_page()


def violations(page: Page) -> list[str]:
    """What axe-core finds, by rule and element."""
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {node['target']}" for v in found for node in v["nodes"]]


@pytest.mark.parametrize("kind", list(KINDS))
def test_everybody_can_read_it_and_hit_it(reader: Page, address: str, kind: str) -> None:
    """One visit: line heights, targets, axe-core (all settings in turn over the kinds; THOROUGH: each page in all), large letters."""
    page = reader
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + KINDS[kind])
    assert page.evaluate(CLOSE) == [], "lines closer than 1.6"
    assert page.evaluate(SMALL, 44) == []
    for settings in (*SETTINGS, ELDER) if THOROUGH else WORN.get(kind, ()):
        page.evaluate(WEAR, settings)
        assert violations(page) == [], settings
    page.evaluate(WEAR, ELDER)
    assert page.evaluate(SMALL, 60) == []
    page.set_viewport_size({"width": 320, "height": 844})
    for large in ({"text": "larger"}, {"font": "200%"}, ELDER):
        page.evaluate(WEAR, large)
        assert page.evaluate(CUT) == [], f"does not fit 320 px with {large}"


# ---------- settings ----------


def test_settings_are_kept_and_there_before_the_page_is_drawn(browser: Browser, address: str) -> None:
    """Chosen in the menu of one page, worn by the next even where the main script never comes; undone where they were made."""
    with reading(browser) as context:
        page = context.new_page()
        page.goto(address)
        page.get_by_text("菜单", exact=True).click()
        page.get_by_role("button", name="特大").click()
        page.get_by_role("button", name="高对比").click()
        expect(page.get_by_role("button", name="特大")).to_have_attribute("aria-pressed", "true")
        page.get_by_role("button", name="长辈版").click()

        def nothing(route: Route) -> None:
            route.abort()

        page.route("**/zb.js", nothing)
        page.goto(address + KINDS["contacts"])
        worn = page.evaluate("Object.assign({}, document.documentElement.dataset)")
        assert worn == {"zbText": "larger", "zbScheme": "contrast", "zbMode": "elder"}
        order = page.locator("head script[src], head link[rel=stylesheet]").evaluate_all(
            "all => all.map(n => [n.nodeName, (n.src || n.href).split('/').pop(), n.defer || n.async || false])"
        )
        assert order[0] == ["SCRIPT", "zb-boot.js", False]
        page.unroute("**/zb.js")
        page.reload()
        page.get_by_role("button", name="标准版").click()
        page.get_by_text("菜单", exact=True).click()
        page.get_by_role("button", name="标准").last.click()
        page.get_by_role("button", name="随系统").click()
        assert page.evaluate(
            "[document.documentElement.dataset, localStorage].map(o => Object.keys(o).length)"
        ) == [0, 0]


SCREENS: list[ViewportSize] = [
    {"width": 320, "height": 568},
    {"width": 390, "height": 844},
    {"width": 568, "height": 320},
    {"width": 768, "height": 1024},
    {"width": 1024, "height": 600},
    {"width": 1280, "height": 800},
]


HEADER = """name => { const mid = n => { const b = n.getBoundingClientRect(); return b.top + b.height / 2; };
  const row = [...document.querySelectorAll('.zb-header__in > :is(.zb-brand, .zb-tool, .zb-menu)')].filter(n => n.checkVisibility()).map(mid);
  const button = document.querySelector('[data-zb-set="mode:elder"]'), b = button.getBoundingClientRect();
  return button.innerText.trim() === name ? [b.top, b.bottom, b.left, b.right, Math.max(...row) - Math.min(...row) > 2] : [-1, 0, 0, 0, true]; }"""


def test_the_way_to_the_elder_mode_is_always_in_sight(browser: Browser, address: str) -> None:
    """In one row of the header, on any screen, in each size of text; and so is the way back."""
    with reading(browser) as context:
        page = context.new_page()
        page.goto(address + KINDS["notice"])
        for screen, text, (name, mode) in product(SCREENS, TEXTS, (("长辈版", None), ("标准版", "elder"))):
            page.set_viewport_size(screen)
            page.evaluate(WEAR, {"text": text, "mode": mode})
            top, bottom, left, right, broken = page.evaluate(HEADER, name)
            where = (screen, text, name)
            assert top >= 0, where
            assert bottom <= 80, where
            assert left >= 0, where
            assert right <= screen["width"], where
            assert not broken, where


# ---------- keys ----------

STOP = """() => { const n = document.activeElement, b = n.getBoundingClientRect(), s = getComputedStyle(n), dock = document.querySelector('.zb-dock');
  const floor = dock && !dock.contains(n) && dock.getClientRects().length ? dock.getBoundingClientRect().top : innerHeight;
  return { name: n.nodeName + '.' + n.className + ': ' + n.textContent.trim().slice(0, 12), last: n === document.body, ring: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2,
    seen: b.width > 0 && b.bottom > 0 && b.top < floor && (b.height > floor || b.bottom <= floor + 1) && b.right > 0 && b.left < innerWidth }; }"""


@pytest.mark.parametrize("width", [390, 1280])
def test_every_stop_of_the_tab_key_is_ringed_and_in_sight(browser: Browser, address: str, width: int) -> None:
    """Beginning with the skip link; the dock covers none of them."""
    with reading(browser, width) as context:
        page = context.new_page()
        for kind in ("home", "campaign", "gallery", "search"):
            page.goto(address + KINDS[kind])
            faults, stops = [], 0
            for _ in range(40):
                page.keyboard.press("Tab")
                stop = page.evaluate(STOP)
                if stop["last"]:
                    break
                stops += 1
                if not (stop["ring"] and stop["seen"]):
                    faults.append(stop)
            assert stops > 8, kind
            assert faults == [], kind


def test_the_skip_link_leads_past_the_header(browser: Browser, address: str) -> None:
    with reading(browser) as context:
        page = context.new_page()
        page.goto(address + KINDS["campaign"])
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="跳到正文")).to_be_in_viewport()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_nothing_moves_for_who_asked_for_less_motion(browser: Browser, address: str) -> None:
    with reading(browser) as context:
        page = context.new_page()
        for kind in ("home", "notice", "gallery", "work-video"):
            page.goto(address + KINDS[kind])
            moving = page.evaluate(
                "[...document.querySelectorAll('body *')].filter(n => n.checkVisibility() && ['', '::before', '::after'].some(p => { const s = getComputedStyle(n, p || null);"
                " return parseFloat(s.transitionDuration) || s.animationName !== 'none' || s.scrollBehavior !== 'auto'; })).length"
            )
            assert moving == 0, kind
