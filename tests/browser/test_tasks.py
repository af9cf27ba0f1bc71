"""What readers and liaisons come for (domain D1, D2), each done from the home page in at most three taps on a phone."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from conftest import forget
from playwright.sync_api import Browser, Locator, Page, expect

TAPS = 3
NOW = datetime.fromisoformat("2024-08-12T09:00:00+08:00")
"""福建 still collects works; the pages were made on that day, and so is the reader's telephone."""


class Reader:
    """Somebody with a phone, on the home page. Writing into a box that has just been tapped is not another tap."""

    def __init__(self, page: Page, home: str) -> None:
        self.page = page
        self.taps = 0
        page.goto(home)

    def tap(self, name: str, within: str = "body", role: str = "link", *, exact: bool = False) -> None:
        """Tap the first thing of this name that can be seen."""
        here = self.page.locator(within).get_by_role(role, name=name, exact=exact)  # type: ignore[arg-type]
        self.hit(here.locator("visible=true").first)

    def hit(self, target: Locator) -> None:
        """Tap it; the page it leads to has loaded."""
        self._count()
        leads = target.evaluate(
            "n => n.nodeName === 'A' && !n.hasAttribute('data-zb-seeker') && n.pathname !== location.pathname"
        )
        if leads:
            with self.page.expect_navigation():
                target.tap()
        else:
            target.tap()

    def fetch(self, link: Locator) -> bytes:
        """Tap the link of a file and get the file."""
        self._count()
        expect(link).to_be_visible()
        answer = self.page.request.get(link.evaluate("a => a.href"))
        assert answer.ok
        return answer.body()

    def write(self, words: str) -> None:
        """Write into the box that has the focus."""
        self.page.keyboard.insert_text(words)

    def sees(self, *words: str, within: str = "main") -> None:
        """Each of these can be read."""
        for word in words:
            here = self.page.locator(within).get_by_text(word).locator("visible=true")
            expect(here.first, word).to_be_visible()

    def _count(self) -> None:
        self.taps += 1
        assert self.taps <= TAPS, "more taps than a reader has patience for"


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    """The telephone that all readers use in turn."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def reader(phone: Page, address: str) -> Iterator[Reader]:
    phone.clock.set_fixed_time(NOW)
    yield Reader(phone, address)
    forget(phone)


FUJIAN = "八闽好网民"


# ---------- D1: somebody who makes a work ----------


def test_is_this_real_and_official(reader: Reader) -> None:
    reader.tap("看通知")
    reader.tap(FUJIAN, "main")
    reader.sees("福建省总工会", "闽工〔2024〕41号", "2024年4月7日", "发文机关", "总工字〔2024〕16号")


def test_can_i_take_part(reader: Reader) -> None:
    reader.tap(FUJIAN, "main")
    reader.tap("网络正能量歌曲征集", "main")
    reader.sees("谁能参加")


def test_by_when(reader: Reader) -> None:
    reader.sees("8月30日前", "还有")
    reader.tap(FUJIAN, "main")
    reader.sees("8月30日前", "还有")
    calendar = reader.fetch(reader.page.locator("main a[href$='calendar.ics']").locator("visible=true").first)
    assert b"DTSTART;VALUE=DATE:20240830" in calendar


def test_which_project_fits_my_work(reader: Reader) -> None:
    reader.tap(FUJIAN, "main")
    cards = reader.page.locator(".zb-proj")
    assert cards.count() == 7
    for card in cards.all():
        expect(card.locator(".zb-facts dt").first).to_be_visible()


def test_what_must_i_hand_in(reader: Reader) -> None:
    reader.tap(FUJIAN, "main")
    reader.tap("网络正能量微视频征集", "main")
    reader.sees("交件前逐条核对", "时长30秒-5分钟")
    assert set(reader.page.locator(".zb-mod").all_inner_texts()) & {"建议", "必须", "不得"}


def test_where_do_i_submit(reader: Reader) -> None:
    reader.tap(FUJIAN, "main")
    reader.tap("网络正能量歌曲征集", "main")
    reader.sees("怎样报送", "http://fj12351.cn:85/")
    expect(reader.page.locator(".zb-qr img").first).to_be_attached()


def test_whom_do_i_ask(reader: Reader) -> None:
    reader.tap("打电话问")
    reader.tap(FUJIAN, "main")
    number = reader.page.locator("main a[href='tel:+8659187715076']").locator("visible=true").first
    expect(number).to_be_visible()
    expect(reader.page.get_by_role("button", name="复制号码 0591-87715076").first).to_be_visible()


def test_get_the_form(reader: Reader) -> None:
    reader.tap(FUJIAN, "main")
    reader.tap("八闽职工好网民征集", "main")
    reader.tap("候选人推荐表", "main")
    reader.sees("姓名", "推荐单位意见")
    link = reader.page.locator("a[href$='.docx']").first
    expect(link).to_be_visible()


def test_did_i_win(reader: Reader) -> None:
    """By one's own name, through the box of the header."""
    winner = reader.page.request.get(reader.page.url + "data/2026-demo/works.json").json()[0]
    name = winner["credits"][0]["name"] or winner["credits"][0]["unit"]
    reader.hit(reader.page.locator("[data-zb-seeker]"))
    reader.write(name)
    reader.tap(winner["title"])
    reader.sees(winner["title"])


def test_my_name_is_wrong(reader: Reader) -> None:
    reader.tap("怎样纠错、提出异议")
    reader.sees("发现错漏，或对名单有异议")


# ---------- D2: the liaison of a unit ----------


def test_what_must_my_unit_do(reader: Reader) -> None:
    reader.tap("我的单位")
    reader.hit(reader.page.get_by_role("searchbox").first)
    reader.write("福州")
    reader.tap("福州市总工会", "main", "button")
    reader.sees("13", "线下活动")


def test_least_or_most(reader: Reader) -> None:
    """The direction of a quota stands beside the number."""
    reader.tap("我的单位")
    reader.hit(reader.page.get_by_role("searchbox").first)
    reader.write("福州")
    reader.tap("福州市总工会", "main", "button")
    reader.sees("各推荐")


def test_the_timetable_of_all_tiers(reader: Reader) -> None:
    reader.tap(FUJIAN, "main")
    reader.sees("各级时间对照", "全国")


def test_forward_it_to_members(reader: Reader) -> None:
    reader.tap(FUJIAN, "main")
    reader.sees("分享")
    expect(reader.page.get_by_role("button", name="复制网址").first).to_be_visible()
    expect(reader.page.locator("main a[href$='.png'], [data-zb-open=zb-poster]").first).to_be_visible()


def test_print_and_file_the_official_text(reader: Reader) -> None:
    reader.tap("看通知")
    reader.tap(FUJIAN, "main")
    reader.page.evaluate("() => { window.print = () => { document.title = '打印了'; }; }")
    reader.tap("打印", role="button")
    expect(reader.page).to_have_title("打印了")


def test_contacts_for_the_telephone_book(reader: Reader) -> None:
    reader.tap("打电话问")
    reader.tap(FUJIAN, "main")
    table = reader.fetch(reader.page.locator("a[href$='contacts.csv']"))
    rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))
    assert any("0591-87715076" in cell for row in rows for cell in row)


@pytest.fixture
def in_autumn(phone: Page, autumn: str) -> Iterator[Reader]:
    phone.clock.set_fixed_time(datetime.fromisoformat("2026-09-10T09:00:00+08:00"))
    yield Reader(phone, autumn)
    forget(phone)


def test_a_notice_was_changed(in_autumn: Reader) -> None:
    """The sample's later notice puts one deadline off: the old day struck, the new one, and the notices that say so."""
    reader = in_autumn
    reader.tap("我要参加")
    reader.tap("争做示例好网民", "main")
    reader.sees("有更改")
    changed = reader.page.locator(".zb-changes li").first
    expect(changed.locator("del")).to_contain_text("9月15日")
    expect(changed.locator("ins")).to_contain_text("9月30日")
    expect(changed.get_by_role("link").first).to_have_attribute("href", re.compile("notices/launch/$"))
    reader.hit(changed.get_by_role("link").last)
    reader.sees("补充通知")


def test_who_of_my_unit_won(reader: Reader) -> None:
    works = reader.page.request.get(reader.page.url + "data/2026-demo/works.json").json()
    won = [work for work in works if any(prize["state"] == "confirmed" for prize in work["honours"])]
    unit = won[0]["unit"]
    reader.tap("我的单位")
    reader.hit(reader.page.get_by_role("searchbox").first)
    reader.write(unit)
    reader.tap(unit, "main", "button")
    for work in won:
        if work["unit"] == unit:
            reader.sees(work["title"], work["honours"][0]["title"])


def test_last_year_is_still_there(reader: Reader) -> None:
    reader.tap("2020年", "main")
    reader.hit(reader.page.locator("#year-2020 a"))
    reader.sees("芜湖市", "已结束")
