"""Codes, posters and share cards as a phone meets them: large enough, true to what is printed, reachable without script."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import zxingcpp
from conftest import ROOT, served
from PIL import Image
from playwright.sync_api import Browser, expect

from generator.build import build
from tests.factories import RELEASED, changed, picture, small_project

HOME = "campaigns/2024-small"
SITE = "https://www.example.org.cn/zhanbang/"
FIGURE = re.compile(
    r'<figure class="zb-qr"><img src="([^"]+)" width="(\d+)".*?<p class="zb-qr__url">(.*?)</p>', re.DOTALL
)
POSTER = re.compile(
    r'<dialog [^>]*id="zb-poster".*?<img src="([^"]+)" width="(\d+)" height="(\d+)"', re.DOTALL
)
WINNER = "honours: [{award: first, state: confirmed}]\n"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A little site that knows its own address; one of its two works has won."""
    root = tmp_path_factory.mktemp("share") / "project"
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, root / name)
    config = changed('site_url: ""', f"site_url: {SITE}", text=(ROOT / "mkdocs.yml").read_text("utf-8"))
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    photo = f"title: 夜班\n{RELEASED}media: [{{file: 1.jpg, alt: 灯}}]\n{WINNER}"
    works = {
        f"{HOME}/entries/songs/photo/entry.yml": photo,
        f"{HOME}/entries/songs/article/entry.yml": f"title: 早班\n{RELEASED}text: 全文\n",
    }
    small_project(root, works)
    picture(root / HOME / "entries/songs/photo/1.jpg", (480, 320))
    built = build(root, root / "site", as_of=date(2026, 11, 21))
    assert built.ok, (built.planned.problems, built.written and built.written.problems)
    return root / "site"


@pytest.fixture(scope="module")
def base(known: Path) -> Iterator[str]:
    with served(known) as address:
        yield address


def read(path: Path) -> list[str]:
    """What a reader of another make finds in a picture."""
    with Image.open(path) as image:
        return [found.text for found in zxingcpp.read_barcodes(image.convert("L"))]


def codes(site: Path) -> Iterator[tuple[Path, str]]:
    """Every code of a site, and the address printed beside it."""
    for page in sorted(site.rglob("index.html")):
        for source, width, printed in FIGURE.findall(page.read_text("utf-8")):
            path = (page.parent / source).resolve()
            with Image.open(path) as image:
                assert image.size == (int(width), int(width)), page
                assert int(width) >= 240, page
            yield path, html.unescape(re.sub(r"<[^>]*>", "", printed))


def test_each_code_decodes_to_the_address_printed_beside_it(running_site: Path, known: Path) -> None:
    """Acceptance row C7; the committed site does not know its own address, so its codes are those of platforms."""
    for site, least in ((running_site / "a/b", 8), (known, 3)):
        found = list(codes(site))
        assert len(found) >= least
        for path, printed in dict.fromkeys(found):
            assert read(path) == [printed]
    assert not any("/works/" in printed for _, printed in codes(running_site / "a/b"))
    assert {printed for _, printed in codes(known)} == {
        "http://example.cn/",
        *(f"{SITE}campaigns/2024-small/{path}" for path in ("", "works/photo/", "works/article/")),
    }


def test_each_poster_is_as_announced_and_leads_to_its_page(running_site: Path, known: Path) -> None:
    for site in (running_site / "a/b", known):
        found = 0
        for page in sorted(site.rglob("index.html")):
            for source, width, height in POSTER.findall(page.read_text("utf-8")):
                found += 1
                path = (page.parent / source).resolve()
                assert path.stat().st_size < 400_000, page
                with Image.open(path) as image:
                    assert (image.format, image.size) == ("PNG", (int(width), int(height)))
                if site is known:
                    address = page.relative_to(site).as_posix().removesuffix("index.html")
                    assert read(path) == [SITE + address]
        assert found >= 2
    assert not POSTER.search((known / HOME / "works/article/index.html").read_text("utf-8"))


def test_codes_are_large_enough_and_within_the_page(browser: Browser, base: str) -> None:
    for width in (320, 390, 1280):
        page = browser.new_page(viewport={"width": width, "height": 900})
        for path in (f"{HOME}/", f"{HOME}/works/photo/", f"{HOME}/projects/songs/"):
            page.goto(base + path)
            boxes = page.locator(".zb-qr img").evaluate_all(
                "all => all.map(i => [i.clientWidth, i.clientHeight, +i.getAttribute('width'), i.getBoundingClientRect().right])"
            )
            assert boxes, path
            for wide, high, own, right in boxes:
                assert wide == high == own >= 240, path
                assert right <= width, path
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()


def test_the_poster_opens_in_a_dialog_and_closes_again(browser: Browser, base: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{base}{HOME}/works/photo/")
    dialog, opener = page.locator("#zb-poster"), page.get_by_role("link", name="做成海报")
    expect(dialog).to_be_hidden()
    opener.click()
    expect(dialog).to_be_visible()
    expect(dialog.get_by_text("长按图片保存")).to_be_visible()
    picture = dialog.get_by_role("img", name="海报：《夜班》")
    expect(picture).to_be_visible()
    assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") == 1080
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()
    page.close()


def test_without_script_the_poster_is_a_picture_behind_a_link(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}{HOME}/works/photo/")
    expect(page.locator("#zb-poster")).to_be_hidden()
    expect(page.get_by_role("button", name="复制网址")).to_be_hidden()
    with page.expect_navigation() as reached:
        page.get_by_role("link", name="做成海报").click()
    assert reached.value.headers["content-type"] == "image/png"
    context.close()


@pytest.mark.parametrize("path", [f"{HOME}/", f"{HOME}/works/photo/", f"{HOME}/works/article/"])
def test_the_first_picture_of_a_page_is_the_one_for_share_cards(
    browser: Browser, base: str, path: str
) -> None:
    """WeChat takes the first picture of a page that is at least 300 px on each side and not switched off (domain rule C5)."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(base + path)
    first = page.locator("img").first
    size = first.evaluate("one => one.decode().then(() => [one.naturalWidth, one.naturalHeight])")
    assert min(size) >= 300
    assert first.evaluate("one => [one.offsetWidth, getComputedStyle(one).visibility]") == [600, "visible"]
    image = page.locator('meta[property="og:image"]').get_attribute("content")
    assert image is not None
    assert image.removeprefix(SITE) in str(first.get_attribute("src"))
    assert len(page.title()) <= 30
    page.close()
