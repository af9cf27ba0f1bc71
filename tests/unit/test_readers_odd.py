"""What readers take and find where records are odd but legal: nameless contacts, rare characters, like names of places."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import vobject
from msgspec.structs import replace
from playwright.sync_api import Browser, Route

from generator import routes
from generator.catalog import Catalog
from generator.model.campaign import Campaign
from generator.occasions import occasions
from generator.pages.contacts import contact_groups
from generator.pages.frame_parts import Setting
from generator.pages.index import notices_page
from generator.pages.jsonld_campaign import contacts_data
from generator.pages.my_unit import joined_units, seats_of
from generator.pages.render import linked
from generator.pages.views import contact_views, notice_row
from generator.project import Project
from generator.search.shard import lists_of, shard_of, table_of_initials
from generator.takeaway.calendars import calendars
from generator.takeaway.contact_cards import contact_cards
from generator.takeaway.feed import feed
from generator.takeaway.tables import csv_bytes
from tests.factories import CAMPAIGN, ROOT, campaign, changed

DAY = date(2024, 8, 12)
CONTACTS = """\
contacts:
  - {email: office@example.com}
  - {im: {service: 粤政易, handle: 某市总工会}}
  - {unit: 传真处, fax: 0591-87715077}
  - {name: 王𬭎, phones: [400-810-0000, 0591-87715076转8012]}
  - {name: 张三, email: "z***@example.com", phones: [139****0000]}
"""
ODD = changed("contacts:\n  - {name: 张三, phones: [0591-87715076, 139****0000]}\n", CONTACTS)


def setting(*campaigns: Campaign, site_url: str = "") -> Setting:
    return Setting(Catalog(campaigns), DAY, Project(root=Path(), site_url=site_url))


def place(id: str, region: str, *, tier: str = "county", parent: str | None = None) -> Campaign:
    return replace(campaign(CAMPAIGN), id=id, region=region, tier=tier, parent=parent)


def joined(*campaigns: Campaign) -> list[tuple[str, list[str]]]:
    """Of every 东区总工会: its name and its campaigns."""
    here = setting(*campaigns)
    units = joined_units(here.catalog, seats_of(here))
    return [(u.name, [s.campaign.id for s in u.seats]) for u in units if u.name.startswith("东区")]


def test_a_contact_without_name_and_unit_is_found_under_what_it_is_for() -> None:
    record = campaign(ODD)
    rows = shard_of(record, (), lists_of(Catalog((record,)), record, {}), 0)["k"]
    assert isinstance(rows, tuple)
    assert [row[:3] for row in rows] == [
        ["", "报送邮箱", ""],
        ["", "活动总体咨询", ""],
        ["", "传真处", "活动总体咨询"],
        ["王𬭎", "", "活动总体咨询"],
        ["张三", "", "活动总体咨询"],
    ]


def test_only_a_mailbox_is_called_one() -> None:
    record = campaign(ODD)
    (departments, _) = contact_groups(Catalog((record,)), record)
    assert [row.what for row in departments.rows] == ["报送邮箱", *["活动总体咨询"] * 4]


def test_characters_beyond_the_first_plane_have_initials() -> None:
    assert table_of_initials(["王𬭎"]) == "h𬭎 w王"


def test_the_browser_finds_what_is_odd(browser: Browser) -> None:
    """The real script over the real shard: no name, no unit; numbers of every kind joined; a name of five units of code."""
    record = campaign(ODD)
    files = {
        "/search/": '<form data-zb-seek="page"><input></form><script src="/assets/zb/zb-search.js"></script>',
        "/assets/zb/zb-search.js": (ROOT / "theme/assets/zb/zb-search.js").read_text(encoding="utf-8"),
        "/data/search/index.js": f'zbFind({{"shards":[["{record.id}","某市",0,1,1,5,0]]}})',
        f"/data/search/{record.id}.js": f"zbFind({json.dumps(shard_of(record, (), lists_of(Catalog((record,)), record, {}), 0))})",
    }

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        kind = "text/html" if path.endswith("/") else "text/javascript"
        route.fulfill(body=files[path], content_type=f"{kind}; charset=utf-8")

    page = browser.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.route("**/*", answer)
    page.goto("http://site.test/search/?q=office")
    page.wait_for_function("() => window.zbSearch && window.zbSearch('x') !== null")

    def people(query: str) -> int:
        return len(page.evaluate("q => window.zbSearch(q)[2]", query))

    assert page.locator(".zb-hits b").all_inner_texts() == ["报送邮箱"]
    assert {q: people(q) for q in ("example.com", "粤政易", "传真", "活动总体咨询")} == {
        "example.com": 2,
        "粤政易": 1,
        "传真": 1,
        "活动总体咨询": 4,
    }
    for query in ("4008100000", "400-810-0000", "400—810", "059187715076转8012", "0591-87715076转8012"):
        assert people(query) == 1, query
    assert [people(query) for query in ("wh", "WH", "whx", "hw")] == [1, 1, 0, 0]
    assert broken == []
    page.close()


def test_like_named_places_are_not_one() -> None:
    assert joined(place("2024-a", "沙县"), place("2024-b", "长沙县")) == [
        ("东区总工会（沙县）", ["2024-a"]),
        ("东区总工会（长沙县）", ["2024-b"]),
    ]
    assert joined(place("2024-a", "福州市", tier="city"), place("2024-b", "福建省福州市", tier="city")) == [
        ("东区总工会", ["2024-a", "2024-b"])
    ]


def test_one_name_of_a_place_below_two_cities_is_two_places() -> None:
    cities = [place("2024-f", "福州市", tier="city"), place("2024-n", "南京市", tier="city")]
    below = [place("2024-x", "鼓楼区", parent="2024-f"), place("2024-y", "鼓楼区", parent="2024-n")]
    assert joined(*cities, *below) == [
        ("东区总工会（福州市）", ["2024-f", "2024-x"]),
        ("东区总工会（南京市）", ["2024-n", "2024-y"]),
    ]


def test_a_unit_is_told_apart_by_a_place_and_by_no_sample() -> None:
    nation = place("2024-all", "全国", tier="nation")
    city = place("2024-f", "福州市", tier="city", parent="2024-all")
    sample = replace(place("2024-s", "示例市", tier="city"), sample=True)
    assert joined(nation, city, sample) == [
        ("东区总工会", ["2024-all", "2024-f"]),
        ("东区总工会（示例市）", ["2024-s"]),
    ]


def test_an_objection_period_that_was_changed_counts_it() -> None:
    text = changed(
        "    recipients",
        "    objection_period: {printed: 公示五日, start: 2024-11-01, end: 2024-11-07}\n"
        "    amendments: [{target: notices/launch, from: 7日, to: 9日},"
        " {target: notices/other, from: a, to: b}]\n    recipients",
    )
    assert [one.changes for one in occasions(campaign(text)) if one.kind == "objection"] == [1]


def test_the_feed_waits_for_the_day_of_a_notice() -> None:
    tomorrow = campaign(changed("    recipients", "    published: 2024-08-13\n    recipients"))
    assert b"<entry>" not in feed(setting(tomorrow))[0].data
    today = campaign(changed("    recipients", "    published: 2024-08-12\n    recipients"))
    assert b"<updated>2024-08-12T00:00:00+08:00</updated>" in feed(setting(today))[0].data


def test_a_notice_without_a_printed_day_stands_by_that_of_its_publication() -> None:
    text = changed("    recipients", "    published: 2024-11-18\n    recipients")
    assert notice_row(campaign(text), campaign(text).notices[0]).sort == (2024, "2024-11-18")
    printed = changed(
        "    recipients", "    issued: {printed: 5月2日, when: 2024-05-02}\n    recipients", text=text
    )
    assert notice_row(campaign(printed), campaign(printed).notices[0]).sort == (2024, "2024-05-02")
    assert "原文未载" in notices_page(setting(campaign(text))).body


@pytest.mark.parametrize("host", ["https://工会.中国/好网民/", "https://example.cn/"])
def test_addresses_in_files_are_ascii(host: str) -> None:
    """RFC 5545, 3.3.13 and RFC 2426, 3.6.8: a URI, which has no other signs (RFC 3986)."""
    record = campaign(ODD)
    here = setting(record, site_url=host)
    calendar = vobject.readOne(calendars(here, record)[0].data.decode())
    card = vobject.readOne(contact_cards(here, record)[0].data.decode())
    base = "https://xn--6oq837a.xn--fiqs8s/%E5%A5%BD%E7%BD%91%E6%B0%91/" if "工" in host else host
    assert {event.url.value for event in calendar.vevent_list} == {base + routes.campaign(record.id)}
    assert card.url.value == base + routes.contacts(record.id)


def test_a_masked_mailbox_is_no_way_to_reach_anybody() -> None:
    record = campaign(ODD)
    assert [view.card is None for view in contact_views(record.contacts, record)] == [
        False,
        True,
        False,
        False,
        True,
    ]
    assert b"***" not in b"".join(card.data for card in contact_cards(setting(record), record))
    assert "***" not in json.dumps(contacts_data(record))


@pytest.mark.parametrize(
    "cell", ["=1+1", "＝1", "+1", "-1", "－1", "@a", "＠a", "(1)", "0007", "3-12", "1E5"]
)
def test_no_cell_is_run_or_turned(cell: str) -> None:
    (_, (kept,)) = csv.reader(io.StringIO(csv_bytes(("列",), [(cell,)]).decode("utf-8-sig"), newline=""))
    assert kept in (f"'{cell}", f"{cell}\t")


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("http://www.某市工会.cn/报送?项目=歌曲", ["http://www.某市工会.cn/报送?项目=歌曲"]),
        ("请登录http://www.某市工会.cn/报送", []),
        ("平台入口: http://zgfw .example.org", []),
        ("登录http://fj12351.cn:85/报名", ["http://fj12351.cn:85/"]),
        ("见https://example.com/~a/b+c?x=@d。", ["https://example.com/~a/b+c?x=@d"]),
    ],
)
def test_an_address_leads_where_it_says_or_nowhere(text: str, leads: list[str]) -> None:
    assert re.findall('href="([^"]*)"', linked(text)) == leads
