"""Galleries, the large view, works and results as readers use them: by keys, by touch, without JavaScript, with very large text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import PREFIX, forget, on_disk, served
from kinds import LIGHTS, WORKS
from lxml import html
from playwright.sync_api import Browser, BrowserContext, Error, Page, Route, expect

from tests.factories import THOROUGH
from tests.halls import rows_below
from tests.shared import TODAY, committed_site

CAMPAIGN = "campaigns/2026-demo/"
GALLERY = CAMPAIGN + "gallery/"
RESULTS = CAMPAIGN + "results/"
FACETS = ("award", "kind", "unit")
PAGES = WORKS | {
    "gallery-filtered": LIGHTS["gallery-filtered"],
    "gallery-nothing-found": LIGHTS["gallery-nothing-found"],
    "hall": "gallery/",
    "hall-results": "results/",
}


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The site on a day when the sample's works hang, are voted on and may be objected to: its address and its folder."""
    top = committed_site(tmp_path_factory, TODAY)
    with served(top) as base:
        yield base.rstrip("/") + PREFIX, top / "a" / "b"


@pytest.fixture(scope="module")
def base(hall: tuple[str, Path]) -> str:
    return hall[0]


@pytest.fixture(scope="module")
def works(hall: tuple[str, Path]) -> list[dict[str, object]]:
    """The published record of every work."""
    found: list[dict[str, object]] = json.loads((hall[1] / "data/2026-demo/works.json").read_text("utf-8"))
    assert len(found) > 60
    return found


@pytest.fixture(scope="module")
def rows(hall: tuple[str, Path]) -> list[dict[str, object]]:
    """The index the filters read."""
    return rows_below(hall[1] / "data/2026-demo")


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A window that all tests use in turn, and the script errors in it."""
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page, errors
    page.close()


@pytest.fixture
def page(window: tuple[Page, list[str]]) -> Iterator[Page]:
    """The window, wide, of somebody who was never here; a script error anywhere fails the test."""
    page, errors = window
    page.set_viewport_size({"width": 1280, "height": 900})
    yield page
    forget(page)
    found = errors[:]
    errors.clear()
    assert found == []


@pytest.fixture(scope="module")
def new_yorker(browser: Browser) -> Iterator[Page]:
    """A browser that lives in New York: what counts is the day in Shanghai. It comes back on other days."""
    context = browser.new_context(timezone_id="America/New_York")
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[tuple[BrowserContext, Page]]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    yield context, context.new_page()
    context.close()


def shown_ids(page: Page) -> list[str]:
    """Ids of the cards on the wall, in order."""
    found: list[str] = page.locator("[data-zb-wall] > li").evaluate_all(
        "all => all.map(li => li.id.slice(2))"
    )
    return found


def hang(page: Page, ids: list[str]) -> None:
    """These hang, in this order, as soon as their cards have come."""
    hanging = "ids => [...document.querySelectorAll('[data-zb-wall] > li')].map(li => li.id.slice(2)).join() === ids"
    with suppress(Error):  # the comparison tells more
        page.wait_for_function(hanging, arg=",".join(ids))
    assert shown_ids(page) == ids


def inside(page: Page) -> bool:
    """Whether the focus is in the large view."""
    return bool(page.evaluate("document.getElementById('zb-light').contains(document.activeElement)"))


def light(page: Page) -> dict[str, str]:
    """What the large view says, where the address stands, and whether it shows something and has the focus ("1" or "")."""
    words: dict[str, str] = page.evaluate(
        """() => { const box = document.getElementById('zb-light'), slot = n => box.querySelector('[data-zb-slot=' + n + ']');
        return { hash: location.hash, art: slot('art').children.length ? '1' : '', focus: box.contains(document.activeElement) ? '1' : '',
          ...Object.fromEntries(['title', 'by', 'count', 'caption'].map(n => [n, slot(n).textContent])) }; }"""
    )
    return words


def violations(page: Page) -> list[str]:
    """What axe-core finds, by rule and element."""
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {node['target']}" for v in found for node in v["nodes"]]


# ---------- every work, without any help ----------


def test_every_work_is_reached_by_links_without_javascript(
    browser: Browser, base: str, works: list[dict[str, object]]
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    galleries = [base + GALLERY]
    found: dict[str, set[str]] = {}
    while galleries:
        address = galleries.pop()
        page.goto(address, wait_until="domcontentloaded")
        found[address] = set(page.locator(".zb-works a").evaluate_all("all => all.map(a => a.href)"))
        expect(page.locator("button:visible, input:visible, dialog:visible"), "a dead control").to_have_count(
            0
        )
        links = page.locator("[data-zb-facet=project] a, .zb-pager a").evaluate_all(
            "all => all.map(a => a.href)"
        )
        galleries += [link for link in links if link not in found and link not in galleries]
        facets = page.locator("[data-zb-facet]:visible").evaluate_all(
            "all => all.map(r => r.dataset.zbFacet)"
        )
        assert set(facets) <= {"project"}, "a filter that does nothing"
    everything = {base + str(work["url"]) for work in works}
    whole = [
        links
        for address, links in found.items()
        if urlsplit(address).path.split("gallery/")[1][:4] in ("", "page")
    ]
    assert set.union(*whole) == everything
    assert sum(len(links) for links in whole) == len(everything)
    for address, links in found.items():
        project = urlsplit(address).path.split("gallery/")[1].split("/")[0]
        if project not in ("", "page"):
            assert links == {base + str(w["url"]) for w in works if w["subproject"] == project}
    for work in works:
        text = page.request.get(base + str(work["url"])).text()
        (heading,) = html.document_fromstring(text).iter("h1")
        assert str(work["title"]) in heading.text_content()
    for work in {work["subproject"]: work for work in works}.values():
        page.goto(base + str(work["url"]), wait_until="domcontentloaded")
        expect(page.locator("h1")).to_contain_text(str(work["title"]))
        expect(page.locator("button:visible, dialog:visible")).to_have_count(0)
        kinds = {m["url"].rsplit(".", 1)[-1] for m in work["media"]}  # type: ignore[attr-defined]
        if "mp4" in kinds and page.locator("video").count():
            expect(page.locator("video[controls]").first).to_be_visible()
    context.close()


# ---------- the large view ----------


def test_the_large_view_by_keys_alone(page: Page, base: str) -> None:
    """Tab to a card's button, Enter, through every piece of the wall with the arrows, out with Escape."""
    reached: set[str] = set()
    for address in (GALLERY, GALLERY + "page/2/"):
        page.goto(base + address)
        wall = page.locator("[data-zb-wall] > li[data-zb-light]").evaluate_all(
            "all => all.map(li => [li.id, JSON.parse(li.dataset.zbLight).length])"
        )
        for _ in range(400):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.classList.contains('zb-zoom')"):
                break
        opener = page.evaluate("document.activeElement.getAttribute('aria-label')")
        box = page.locator(":focus").bounding_box()
        assert box is not None
        assert (box["width"], box["height"]) == (44, 44)
        page.keyboard.press("Enter")
        expect(page.locator("#zb-light")).to_be_visible()
        assert inside(page)
        for number, (anchor, pieces) in enumerate(wall, start=1):
            for piece in range(pieces):
                said = light(page)
                assert said["count"].startswith(f"第 {number} 件，")
                assert f" {len(wall)} 件" in said["count"]
                assert pieces == 1 or f"第 {piece + 1} 幅，共 {pieces} 幅" in said["count"]
                assert said["hash"] == f"#{anchor}"
                assert said["art"], "nothing to see"
                assert said["focus"]
                reached.add(anchor)
                page.keyboard.press("ArrowRight")
        assert light(page)["count"].startswith(f"第 {len(wall)} 件")
        page.keyboard.press("Home")
        assert light(page)["count"].startswith("第 1 件")
        page.keyboard.press("End")
        assert light(page)["count"].startswith(f"第 {len(wall)} 件")
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Escape")
        expect(page.locator("#zb-light")).to_be_hidden()
        assert page.evaluate("document.activeElement.getAttribute('aria-label')") == opener
        expect(page).to_have_url(base + address)
    with_media = json.loads(
        page.evaluate(
            "(async () => JSON.stringify(await (await fetch('../../../../../data/2026-demo/works.json')).json()))()"
        )
    )
    large = ("work", "portrait", "logo")
    seen = {f"w-{work['id']}" for work in with_media if any(m["role"] in large for m in work["media"])}
    assert reached == seen
    assert len(reached) > 60


def test_the_focus_stays_in_the_large_view_whatever_is_pressed(page: Page, base: str) -> None:
    page.goto(base + GALLERY)
    film = page.locator("li[data-zb-light*='\"video\"'] .zb-zoom").first
    film.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#zb-light video")).to_be_visible()
    seen = set()
    for key in ["Tab"] * 24 + ["Shift+Tab"] * 24:
        page.keyboard.press(key)
        assert inside(page), key
        seen.add(page.evaluate("document.activeElement.nodeName + document.activeElement.textContent.trim()"))
    assert {"BUTTON关闭", "VIDEO", "BUTTON上一件", "BUTTON下一件", "A看这件作品"} <= {
        s.split("\n")[0] for s in seen
    }
    page.locator("#zb-light video").focus()
    page.evaluate("document.querySelector('#zb-light [data-zb-step=\"1\"]').click()")
    assert inside(page), "the player that had the focus is gone"
    page.locator("#zb-light [data-zb-slot=title]").click()
    assert inside(page), "a click beside the buttons"
    page.keyboard.press("Tab")
    assert inside(page)
    page.get_by_role("button", name="关闭").click()
    expect(film).to_be_focused()


def test_the_page_behind_does_not_move(page: Page, base: str) -> None:
    page.goto(base + GALLERY)
    page.locator(".zb-zoom").nth(9).scroll_into_view_if_needed()
    before = page.evaluate("[scrollY, document.querySelector('h1').getBoundingClientRect().left]")
    page.locator(".zb-zoom").nth(9).click()
    for place in ((640, 450), (6, 450)):  # over the view, and over what lies behind it
        page.mouse.move(*place)
        page.mouse.wheel(0, 600)
    page.keyboard.press("PageDown")
    page.evaluate(
        "new Promise(done => { let n = 30; (function f() { n-- ? requestAnimationFrame(f) : done(); })(); })"
    )
    assert page.evaluate("scrollY") == before[0]
    page.keyboard.press("Escape")
    expect(page.locator("#zb-light")).to_be_hidden()
    assert page.evaluate("[scrollY, document.querySelector('h1').getBoundingClientRect().left]") == before


def test_the_large_view_by_touch(phone: tuple[BrowserContext, Page], base: str) -> None:
    context, page = phone
    page.goto(base + GALLERY)
    touch = context.new_cdp_session(page)

    def swipe(x: int, to: int, y: int = 400, down: int = 0) -> None:
        """A finger put down, moved, lifted."""
        touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        for part in (0.3, 0.6, 1.0):
            point = {"x": x + (to - x) * part, "y": y + down * part}
            touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    zooms = page.locator(".zb-zoom")
    for box in [zooms.nth(i).bounding_box() for i in range(6)]:
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
    titles = page.locator("li[data-zb-light] .zb-work__title").all_inner_texts()
    zooms.first.tap()
    expect(page.locator("#zb-light")).to_be_visible()
    assert light(page)["title"] == titles[0]
    swipe(300, 80)
    expect(page.locator("#zb-light-t")).to_have_text(titles[1])
    swipe(80, 300)
    expect(page.locator("#zb-light-t")).to_have_text(titles[0])
    swipe(80, 300)
    assert light(page)["title"] == titles[0], "nothing stands before the first"
    swipe(260, 180, y=600, down=-300)
    assert light(page)["title"] == titles[0], "a finger that moves up does not turn the page"
    assert inside(page)
    page.get_by_role("button", name="下一件").tap()
    expect(page.locator("#zb-light-t")).to_have_text(titles[1])
    page.get_by_role("button", name="关闭").tap()
    expect(page.locator("#zb-light")).to_be_hidden()
    zooms.nth(1).tap()
    page.get_by_role("link", name="看这件作品").tap()
    expect(page.locator("h1")).to_have_text(titles[1])


def test_an_address_opens_the_large_view_and_back_closes_it(page: Page, base: str) -> None:
    page.goto(base + GALLERY)
    page.locator("#w-v001 .zb-zoom").click()
    assert page.url.endswith("#w-v001")
    page.keyboard.press("ArrowRight")
    page.go_back()
    expect(page.locator("#zb-light")).to_be_hidden()
    expect(page).to_have_url(base + GALLERY)
    page.go_forward()
    expect(page.locator("#zb-light")).to_be_visible()
    page.goto("about:blank")
    page.goto(base + GALLERY + "#w-v001")
    expect(page.locator("#zb-light-t")).to_contain_text("《")
    assert inside(page)
    page.keyboard.press("Escape")
    expect(page).to_have_url(base + GALLERY)
    expect(page.locator("#w-v001 .zb-zoom")).to_be_focused()


def test_an_address_of_a_work_on_another_page_leads_to_its_own(page: Page, base: str) -> None:
    page.goto(base + GALLERY + "page/2/")
    far = shown_ids(page)[-1]
    title = page.locator(f"#w-{far} .zb-work__title").inner_text()
    page.goto("about:blank")
    page.goto(base + GALLERY + f"?kind=text#w-{far}")
    expect(page).to_have_url(f"{base}{CAMPAIGN}works/{far}/")
    expect(page.locator("h1")).to_have_text(title)


def test_a_series_piece_by_piece_on_its_own_page(page: Page, base: str) -> None:
    page.goto(base + PAGES["work-series"])
    zooms = page.locator("[data-zb-zoom]")
    number = zooms.count()
    assert number > 1
    zooms.nth(1).click()
    for at in range(1, number):
        assert light(page)["count"] == f"第 {at + 1} 幅，共 {number} 幅"
        src = page.locator("#zb-light img").get_attribute("src")
        assert src == zooms.nth(at).get_attribute("href")
        assert light(page)["caption"] == page.locator(".zb-piece__one figcaption").nth(at).inner_text()
        page.keyboard.press("ArrowRight")
    expect(page.locator("#zb-light [data-zb-slot=go]")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(zooms.nth(1)).to_be_focused()


# ---------- players ----------


def test_a_film_plays_here_with_what_wechat_needs(page: Page, base: str) -> None:
    page.goto(base + PAGES["work-video"])
    film = page.locator("video")
    assert film.evaluate("v => v.preload") == "none"
    assert film.evaluate("v => v.networkState") == 1, "nothing is loaded before it is played"
    for name in (
        "playsinline",
        "webkit-playsinline",
        "x5-playsinline",
        "x5-video-player-type",
        "x5-video-orientation",
        "poster",
    ):
        assert film.get_attribute(name) is not None, name
    assert film.evaluate("v => v.canPlayType('video/mp4; codecs=\"avc1.640028\"')"), (
        "this Chromium has no H.264"
    )
    film.evaluate(
        "async v => { v.muted = true; await v.play();"
        " await new Promise(done => { v.ontimeupdate = () => { if (v.currentTime > 0.2) done(); }; }); }"
    )
    assert film.evaluate("v => v.videoWidth") > 0


def test_one_sound_at_a_time_and_none_after_leaving(page: Page, base: str) -> None:
    page.goto(base + PAGES["work-audio"])
    page.evaluate(
        "async () => { const one = document.querySelector('audio'), two = one.cloneNode(true);"
        " two.id = 'two'; one.after(two); one.muted = two.muted = true; await one.play(); await two.play(); }"
    )
    assert page.evaluate(
        "[document.querySelector('audio').paused, document.getElementById('two').paused]"
    ) == [True, False]
    page.goto(base + GALLERY)
    page.locator("li[data-zb-light*='\"audio\"'] .zb-zoom").first.click()
    page.evaluate(
        "async () => { window.heard = document.querySelector('#zb-light audio'); heard.muted = true; await heard.play(); }"
    )
    assert page.evaluate("heard.paused") is False
    page.get_by_role("button", name="下一件").click()
    assert page.evaluate("heard.paused") is True
    page.get_by_role("button", name="上一件").click()
    page.evaluate(
        "async () => { window.heard = document.querySelector('#zb-light audio'); heard.muted = true; await heard.play(); }"
    )
    page.keyboard.press("Escape")
    expect(page.locator("#zb-light")).to_be_hidden()
    assert page.evaluate("heard.paused") is True


# ---------- filters ----------


def expected(rows: list[dict[str, object]], chosen: dict[str, str], but: str = "") -> list[str]:
    """Ids of the works that fit, computed from the data alone."""
    return [
        str(row["id"])
        for row in rows
        if all(name == but or row["f"][FACETS.index(name) + 1] == value for name, value in chosen.items())  # type: ignore[index]
    ]


def check_counts(page: Page, rows: list[dict[str, object]], chosen: dict[str, str]) -> None:
    """Every choice says how many works it would show, and none is taken away."""
    for name in FACETS:
        for link in page.locator(f"[data-zb-facet={name}] a").all():
            value = link.get_attribute("data-zb-value") or ""
            others = {k: v for k, v in chosen.items() if k != name} | ({name: value} if value else {})
            count = len(expected(rows, others))
            assert link.locator("span").inner_text() == str(count), (name, value, chosen)
            current = (chosen.get(name) or "") == value
            assert (link.get_attribute("aria-current") == "true") == current
            assert (link.get_attribute("aria-disabled") == "true") == (count == 0 and not current)
            target = dict(parse_qsl(urlsplit(link.get_attribute("href") or "").query))
            assert target == others


def pick(page: Page, name: str, value: str) -> None:
    page.locator(f"[data-zb-facet={name}] a[data-zb-value='{value}']").click()


def test_filters_show_what_the_data_says(page: Page, base: str, rows: list[dict[str, object]]) -> None:
    page.goto(base + GALLERY)
    first = shown_ids(page)
    check_texts = page.locator("[data-zb-count]").inner_text()
    assert check_texts.startswith(f"共 {len(rows)} 件")
    awards: list[str] = [str(row["f"][1]) for row in rows]  # type: ignore[index]
    chosen = {"award": max(set(awards), key=awards.count)}
    pick(page, "award", chosen["award"])
    expect(page.locator("[data-zb-count]")).to_have_text(f"找到 {len(expected(rows, chosen))} 件")
    expect(page.locator("[data-zb-facet=award] [aria-current]")).to_be_focused()
    hang(page, expected(rows, chosen))
    check_counts(page, rows, chosen)
    chosen["kind"] = "image"
    pick(page, "kind", "image")
    hang(page, expected(rows, chosen))
    check_counts(page, rows, chosen)
    unit = str(next(row for row in rows if row["id"] == shown_ids(page)[0])["f"][3])  # type: ignore[index]
    chosen["unit"] = unit
    pick(page, "unit", unit)
    hang(page, expected(rows, chosen))
    check_counts(page, rows, chosen)
    assert dict(parse_qsl(urlsplit(page.url).query)) == chosen
    dead = page.locator("[data-zb-facets] a[aria-disabled]").first
    url = page.url
    dead.click(force=True)
    assert page.url == url
    page.go_back()
    del chosen["unit"]
    hang(page, expected(rows, chosen))
    check_counts(page, rows, chosen)
    page.go_back()
    page.go_back()
    hang(page, first)
    expect(page.locator("[data-zb-count]")).to_have_text(check_texts)
    check_counts(page, rows, {})
    page.go_forward()
    page.go_forward()
    page.go_forward()
    chosen["unit"] = unit
    hang(page, expected(rows, chosen))
    page.reload()
    expect(page.locator("[data-zb-count]")).to_have_text(f"找到 {len(expected(rows, chosen))} 件")
    hang(page, expected(rows, chosen))
    check_counts(page, rows, chosen)
    page.locator(".zb-wall__clear").click()
    hang(page, first)
    assert page.url == base + GALLERY
    assert page.evaluate("document.activeElement !== document.body")


def test_filters_on_a_sub_projects_wall_count_its_own_works(
    page: Page, base: str, rows: list[dict[str, object]]
) -> None:
    own = [row for row in rows if row["f"][0] == "posters"]  # type: ignore[index]
    page.goto(base + GALLERY + "posters/")
    award = str(own[-1]["f"][1])  # type: ignore[index]
    pick(page, "award", award)
    expect(page.locator("[data-zb-count]")).to_have_text(f"找到 {len(expected(own, {'award': award}))} 件")
    hang(page, expected(own, {"award": award}))
    for link in page.locator("[data-zb-facet=project] a").all():
        assert dict(parse_qsl(urlsplit(link.get_attribute("href") or "").query)) == {"award": award}


def test_nothing_found_says_so_and_leads_back(page: Page, base: str) -> None:
    page.goto(base + PAGES["gallery-nothing-found"])
    expect(page.locator("[data-zb-count]")).to_have_text("找到 0 件")
    expect(page.get_by_text("没有符合的作品")).to_be_visible()
    page.locator(".zb-empty").get_by_role("button", name="清除筛选").click()
    expect(page.locator("[data-zb-wall] > li").first).to_be_visible()
    assert page.evaluate("document.activeElement.textContent.startsWith('全部')")


def test_a_missing_index_leaves_the_page_whole(page: Page, base: str) -> None:
    page.goto(base + GALLERY)
    first = shown_ids(page)
    page.route("**/gallery.js", lambda route: route.abort())
    pick(page, "kind", "audio")
    expect(page.locator("[data-zb-count]")).to_contain_text("筛选暂时用不了")
    hang(page, first)
    assert page.locator("[data-zb-wall]").get_attribute("aria-busy") is None
    assert page.locator("[data-zb-facet=kind] [aria-current]").get_attribute("data-zb-value") == ""
    assert page.url == base + GALLERY
    page.unroute("**/gallery.js")
    pick(page, "kind", "audio")
    expect(page.locator("[data-zb-count]")).to_contain_text("找到")


def test_a_long_list_is_cut_into_pages_with_addresses(
    page: Page, base: str, rows: list[dict[str, object]]
) -> None:
    """The same page set to ten cards: more pages than sixty works would give."""

    def ten(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace('data-zb-size="60"', 'data-zb-size="10"'))

    page.route("**/gallery/?*", ten)
    found = expected(rows, {"kind": "image"})
    page.goto(base + GALLERY + "?kind=image&page=2")
    expect(page.locator("[data-zb-count]")).to_have_text(f"找到 {len(found)} 件，第 11 至 20 件")
    hang(page, found[10:20])
    page.get_by_role("link", name="下一页").click()
    hang(page, found[20:30])
    assert urlsplit(page.url).query == "kind=image&page=3"
    assert page.evaluate("document.activeElement !== document.body")
    page.go_back()
    hang(page, found[10:20])
    last = -(-len(found) // 10)
    page.get_by_role("link", name=f"第{last}页").click()
    hang(page, found[(last - 1) * 10 :])
    expect(page.get_by_role("link", name="下一页")).to_have_count(0)


LOOK = """li => ({
  mat: li.querySelector('.zb-mat').className, slip: [...li.querySelectorAll('.zb-slip')].map(s => s.className + s.textContent),
  play: li.querySelectorAll('.zb-play svg').length, label: li.querySelector('.zb-work__label').textContent.replace(/\\s+/g, ''),
  kinds: [...li.querySelectorAll('.zb-work__kind > *')].map(n => n.nodeName + n.className.toString() + n.textContent),
  icon: li.querySelector('.zb-work__kind svg').outerHTML, href: li.querySelector('.zb-work__title a').href,
  image: [...li.querySelectorAll('.zb-mat img')].map(i => [i.alt, i.getAttribute('width'), i.getAttribute('height')].join()),
  wave: [...li.querySelectorAll('.zb-wave path')].map(p => p.getAttribute('d')),
  leaf: [...li.querySelectorAll('.zb-leaf')].map(l => l.className + l.textContent + l.querySelectorAll('svg').length),
  zoom: [...li.querySelectorAll('.zb-zoom')].map(b => b.getAttribute('aria-label')), light: li.dataset.zbLight
    ? JSON.parse(li.dataset.zbLight) : null })"""


def test_cards_the_script_hangs_look_like_the_pages_own(
    page: Page, base: str, works: list[dict[str, object]]
) -> None:
    """All forms and all works, card by card; only the one that hangs large says more."""
    own: dict[str, object] = {}
    for address in (GALLERY, GALLERY + "page/2/"):
        page.goto(base + address)
        for anchor in shown_ids(page):
            if not page.locator(f"#w-{anchor}.zb-work--lead").count():
                own[anchor] = page.locator(f"#w-{anchor}").evaluate(LOOK)
    assert len(own) == len(works) - 1
    compared = 0
    for kind in ("image", "series", "audio", "video", "text"):
        page.goto(base + GALLERY + f"?kind={kind}")
        expect(page.locator("[data-zb-count]")).to_contain_text("找到")
        for anchor in shown_ids(page):
            if anchor in own:
                assert page.locator(f"#w-{anchor}").evaluate(LOOK) == own[anchor]
                compared += 1
    assert compared == len(own)


def test_the_copy_on_a_stick_filters_and_opens_too(
    page: Page, hall: tuple[str, Path], tmp_path: Path
) -> None:
    """From disk, where nobody finds index.html in a folder and the address may not be changed."""
    page.goto((on_disk(hall[1], tmp_path / "stick") / GALLERY / "index.html").as_uri())
    pick(page, "kind", "audio")
    expect(page.locator("[data-zb-count]")).to_contain_text("找到")
    page.locator(".zb-zoom").first.click()
    expect(page.locator("#zb-light audio")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#zb-light")).to_be_hidden()
    title = page.locator(".zb-work__title").first.inner_text()
    page.locator(".zb-work__title a").first.click()
    expect(page.locator("h1")).to_have_text(title)
    assert page.url.startswith("file://")


# ---------- what turns with the day ----------

LAST_DAY = 'data-zb-last="2026-11-25T23:59+08:00"'
MOMENTS = {
    "2026-11-17T15:59:00Z": ("公示还没有开始", False),
    "2026-11-17T16:01:00Z": ("公示期还有5个工作日，名单尚未最终确定", False),
    "2026-11-21T04:00:00Z": ("公示期还有2个工作日，名单尚未最终确定", False),
    "2026-11-24T15:59:00Z": ("公示期还有1个工作日，名单尚未最终确定", False),
    "2026-11-24T16:01:00Z": ("公示期已满，等待正式公布", True),
    "2027-02-01T00:00:00Z": ("公示期已满，等待正式公布", True),
}


@pytest.mark.parametrize("moment", list(MOMENTS))
def test_the_objection_banner_turns_by_the_day_in_shanghai(new_yorker: Page, base: str, moment: str) -> None:
    """The same built page on other days."""
    text, past = MOMENTS[moment]
    page = new_yorker
    page.clock.set_fixed_time(moment)
    page.goto(base + RESULTS)
    banner = page.locator("[data-zb-objection]")
    expect(banner.locator("[data-zb-slot=title]")).to_have_text(text)
    assert ("zb-banner--past" in (banner.get_attribute("class") or "")) == past


@pytest.mark.parametrize(
    ("moment", "text", "may"),
    [
        ("2026-11-16T00:59:00Z", "网络投票还没有开始", False),
        ("2026-11-16T01:00:00Z", "网络投票正在进行", True),
        ("2026-11-25T09:59:59Z", "网络投票正在进行", True),
        ("2026-11-25T10:00:00Z", "网络投票已经结束", False),
    ],
)
def test_the_vote_opens_and_closes_by_the_hour(
    new_yorker: Page, base: str, moment: str, text: str, may: bool
) -> None:
    page = new_yorker
    page.clock.set_fixed_time(moment)
    page.goto(base + GALLERY)
    box = page.locator("[data-zb-span]")
    expect(box.locator(":is(h2, b) span:visible")).to_have_text(text)
    expect(box.get_by_role("link")).to_have_count(int(may))


@pytest.mark.parametrize(
    ("moment", "text"),
    [("2026-11-25T15:59:30Z", "网络投票正在进行"), ("2026-11-25T16:00:00Z", "网络投票已经结束")],
)
def test_a_vote_without_an_hour_ends_with_its_last_day(
    new_yorker: Page, base: str, moment: str, text: str
) -> None:
    page = new_yorker

    def whole_day(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(
            response=answer, body=re.sub(r'data-zb-last="2026-11-25T[^"]*"', LAST_DAY, answer.text())
        )

    page.route("**/gallery/", whole_day)
    page.clock.set_fixed_time(moment)
    page.goto(base + GALLERY)
    assert page.locator("[data-zb-span]").get_attribute("data-zb-last") == "2026-11-25T23:59+08:00"
    expect(page.locator("[data-zb-span] :is(h2, b) span:visible")).to_have_text(text)
    page.unroute_all(behavior="wait")


def test_finding_a_name_leaves_only_its_rolls(page: Page, base: str) -> None:
    page.goto(base + RESULTS)
    groups = page.locator(".zb-rolls:visible").count()
    jumps = page.locator(".zb-jump li:visible").count()
    assert groups == jumps > 2
    winner = page.locator("[data-zb-row] a").first.inner_text().strip("《》")
    page.locator("#q").fill(winner)
    shown = page.locator("[data-zb-row]:visible")
    assert 0 < shown.count() < 5
    for row in page.locator("[data-zb-row]:visible").all():
        assert winner in row.inner_text()
    for group in page.locator("[data-zb-group]:visible").all():
        assert group.locator("[data-zb-row]:visible").count() > 0
    assert page.locator(".zb-jump li:visible").count() == page.locator(".zb-rolls:visible").count() < groups
    page.locator("#q").fill("没有这个人")
    expect(page.locator("#zb-none")).to_be_visible()
    assert page.locator("[data-zb-group]:visible").count() == 0
    page.locator("#q").fill("")
    assert page.locator(".zb-rolls:visible").count() == groups


# ---------- very large text, and what axe-core says (of every page kind by itself: test_access.py) ----------


TWICE = {
    "window zoomed to 200 %": (640, ""),
    "letters of twice the size, 640 px": (640, "32px"),
    "letters of twice the size, 1280 px": (1280, "32px"),
}


def test_twice_the_text_fits(page: Page, base: str) -> None:
    """A zoomed window, a browser set to larger letters: nothing scrolls sideways. Phones: test_access.py."""
    too_wide = []
    for kind, address in PAGES.items():
        page.goto(base + address, wait_until="load")
        for how, (width, letters) in TWICE.items():
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate("size => { document.documentElement.style.fontSize = size; }", letters)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                too_wide.append((kind, how))
    assert too_wide == []


LONG = """() => {
  const word = 'Donaudampfschifffahrtsgesellschaft'.repeat(3);
  for (const name of ['.zb-work__title bdi', '.zb-h1 bdi', '.zb-work__by bdi', '.zb-author bdi', '.zb-author__unit', '.zb-credits dd',
    '.zb-honour__list bdi', '.zb-piece figcaption', '.zb-prose p', '.zb-prevnext b'])
    document.querySelectorAll(name).forEach(n => { n.textContent = word; });
  document.querySelectorAll('.zb-honour__name, .zb-award__name, .zb-award .zb-slip').forEach(n => {
    n.textContent = '网络正能量最受职工欢迎短视频作品提名奖'; });
  return [...document.querySelectorAll('main *')].filter(n => n.getClientRects().length && !n.closest('.zb-sr, .zb-share-card')
    && !n.closest('.zb-facets ul, .zb-jump ul') && n.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map(n => n.className || n.nodeName);
}"""


@pytest.mark.parametrize("kind", ["gallery", "work-series", "work-person", "work-audio", "results"])
def test_long_names_stay_inside(page: Page, base: str, kind: str) -> None:
    """A Latin word of a hundred letters, an award of nineteen characters."""
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(base + PAGES[kind])
        assert page.evaluate(LONG) == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for name in page.locator(".zb-honour__name:visible, .zb-award .zb-slip:visible").all():
            assert name.evaluate("n => n.scrollWidth - n.clientWidth + n.scrollHeight - n.clientHeight") <= 1


@pytest.mark.parametrize("width", [320, 640])
def test_the_large_view_keeps_its_buttons_with_the_largest_text(
    browser: Browser, base: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 640})
    context.add_init_script("localStorage.setItem('zb-text', 'larger')")
    page = context.new_page()
    page.goto(base + GALLERY)
    page.locator(".zb-zoom").first.click()
    art = page.locator("#zb-light img").bounding_box()
    assert art is not None
    assert min(art["width"], art["height"]) > 80, "nothing is left of the work"
    for name in ("关闭", "上一件", "下一件", "看这件作品"):
        control = page.locator("#zb-light").get_by_text(name)
        control.scroll_into_view_if_needed()
        expect(control).to_be_in_viewport()
    assert page.evaluate("(d => d.scrollWidth - d.clientWidth)(document.getElementById('zb-light'))") == 0
    context.close()


@pytest.mark.parametrize("kind", ["gallery", "gallery-filtered", "gallery-nothing-found", "results"])
def test_axe_finds_nothing_on_the_day_of_the_vote(page: Page, base: str, kind: str) -> None:
    page.goto(base + PAGES[kind])
    if kind.startswith("gallery-"):
        expect(page.locator(".zb-facets")).not_to_have_attribute("aria-busy", "true")
    assert violations(page) == []


@pytest.mark.parametrize("form", ["image", "video", "audio"])
def test_axe_finds_nothing_in_the_large_view(page: Page, base: str, form: str) -> None:
    page.goto(base + GALLERY)
    page.locator(f"li[data-zb-light*='\"{form}\"'] .zb-zoom").first.click()
    expect(page.locator(f"#zb-light {'img' if form == 'image' else form}")).to_be_visible()
    assert violations(page) == []


COLOURED = [("gallery-filtered", "dark"), ("results", "contrast")]
COLOURED += [("gallery-filtered", "contrast"), ("results", "dark")] if THOROUGH else []


@pytest.mark.parametrize(("kind", "scheme"), COLOURED)
def test_axe_finds_nothing_in_other_colours(browser: Browser, base: str, kind: str, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.add_init_script(f"localStorage.setItem('zb-scheme', '{scheme}')")
    page = context.new_page()
    page.goto(base + PAGES[kind])
    assert violations(page) == []
    context.close()
