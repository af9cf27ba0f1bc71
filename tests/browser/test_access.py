"""Every page kind for eyes and fingers of all ages: axe-core in each reading setting, very large text on the narrowest phone, targets a thumb hits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from kinds import KINDS
from playwright.sync_api import Browser, Page

from tests.factories import THOROUGH

TEXTS = ("normal", "large", "larger")
SCHEMES = ("light", "dark", "contrast")
SETTINGS = tuple({"text": text, "scheme": scheme} for text, scheme in product(TEXTS, SCHEMES))
LARGEST = {
    "特大": "localStorage.setItem('zb-text', 'larger')",
    "200 %": "addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '200%'; })",
}

CUT = """() => [...document.querySelectorAll('body *')].filter(n => {
  for (let p = n.parentElement; p; p = p.parentElement) if (/auto|scroll/.test(getComputedStyle(p).overflowX)) return false;
  const style = getComputedStyle(n), box = n.getBoundingClientRect();
  if (box.width < 2 || box.height < 2 || !n.checkVisibility({ visibilityProperty: true }) || n.closest('.zb-sr, .zb-skip, .zb-share-card, svg, video, audio')) return false;
  for (let p = n; p; p = p.parentElement) if (getComputedStyle(p).clip === 'rect(0px, 0px, 0px, 0px)' || getComputedStyle(p).clipPath === 'inset(50%)') return false;
  const says = [...n.childNodes].some(c => c.nodeType === 3 && c.data.trim());
  const clips = style.overflowX !== 'visible' && style.overflowX !== 'auto' && style.overflowX !== 'scroll';
  if (clips && (n.scrollWidth > n.clientWidth + 1 || n.scrollHeight > n.clientHeight + 1)) return true;
  return says && (box.right > document.documentElement.clientWidth + 1 || box.left < -1);
}).map(n => n.nodeName + '.' + n.className + ': ' + n.textContent.trim().slice(0, 20))"""

SMALL = """least => [...document.querySelectorAll('a[href], button, summary, input, select')].filter(n => {
  const style = getComputedStyle(n), box = n.getBoundingClientRect();
  if (!box.width || !box.height || !n.checkVisibility({ visibilityProperty: true }) || n.disabled || n.closest('.zb-sr, .zb-skip')) return false;
  /* a link inside running text is as high as its line: WCAG 2.2, 2.5.8, "Inline" */
  if (n.nodeName === 'A' && (style.display === 'inline' || n.matches('.zb-nb'))) return false;
  return box.height < least - 0.5 || box.width < least - 0.5;
}).map(n => n.nodeName + '.' + n.className + ': ' + n.textContent.trim().slice(0, 12) + ' ' + Math.round(n.getBoundingClientRect().width) + '×' + Math.round(n.getBoundingClientRect().height))"""

LINES = """() => [...document.querySelectorAll('main p, main li, main dd, main td')].filter(n => {
  const style = getComputedStyle(n);
  if (!n.checkVisibility() || n.closest('.zb-sr, .zb-mast')) return false;
  const words = [...n.childNodes].some(c => c.nodeType === 3 && c.data.trim().length > 20);
  return words && parseFloat(style.lineHeight) < 1.6 * parseFloat(style.fontSize) - 0.5;
}).map(n => n.nodeName + '.' + n.className + ' ' + n.textContent.trim().slice(0, 20))"""


@contextmanager
def reading(browser: Browser, width: int = 390, script: str = "", **settings: str) -> Iterator[Page]:
    """A page of a reader who has chosen these settings before."""
    context = browser.new_context(viewport={"width": width, "height": 844}, reduced_motion="reduce")
    chosen = "".join(f"localStorage.setItem('zb-{name}', '{value}');" for name, value in settings.items())
    context.add_init_script(chosen + script)
    yield context.new_page()
    context.close()


def violations(page: Page) -> list[str]:
    """What axe-core finds, by rule and element."""
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {node['target']}" for v in found for node in v["nodes"]]


@pytest.mark.parametrize("kind", list(KINDS))
def test_axe_finds_nothing_in_any_setting(browser: Browser, address: str, kind: str) -> None:
    """Each kind in one setting, all settings in turn; THOROUGH: each in all of them and in the elder mode."""
    at = list(KINDS).index(kind)
    some = SETTINGS if THOROUGH else (SETTINGS[at % len(SETTINGS)],)
    for settings in (*some, *([{"mode": "elder"}] if THOROUGH else [])):
        with reading(browser, **settings) as page:
            page.goto(address + KINDS[kind])
            assert violations(page) == [], settings


@pytest.mark.parametrize("how", list(LARGEST))
def test_the_largest_text_fits_the_narrowest_phone(browser: Browser, address: str, how: str) -> None:
    wide, cut = [], {}
    with reading(browser, 320, LARGEST[how]) as page:
        for kind, path in KINDS.items():
            page.goto(address + path)
            if page.evaluate("document.documentElement.scrollWidth") > 320:
                wide.append(kind)
            if found := page.evaluate(CUT):
                cut[kind] = found
    assert (wide, cut) == ([], {})


@pytest.mark.parametrize(("mode", "least"), [("normal", 44), ("elder", 60)])
def test_a_thumb_hits_every_target(browser: Browser, address: str, mode: str, least: int) -> None:
    small = {}
    with reading(browser, mode=mode) as page:
        for kind, path in KINDS.items():
            page.goto(address + path)
            if found := page.evaluate(SMALL, least):
                small[kind] = found
    assert small == {}


def test_lines_stand_apart(browser: Browser, address: str) -> None:
    close = {}
    with reading(browser) as page:
        for kind, path in KINDS.items():
            page.goto(address + path)
            if found := page.evaluate(LINES):
                close[kind] = found
    assert close == {}
