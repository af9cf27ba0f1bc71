"""The feed of notices, read back by another parser: valid after RFC 4287, stable names, no invented dates."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET

import feedparser
import pytest

from generator import routes
from generator.catalog import Catalog
from generator.check import check
from generator.pages.frame_parts import Setting
from generator.project import Project
from generator.public import public_catalog
from generator.source import Source
from generator.takeaway.feed import LIMIT, SUMMARY, feed, identity
from tests.factories import BODY, CAMPAIGN, ROOT, campaign, changed, copy_campaigns

DAY = date(2026, 11, 21)
BASE = "https://www.example.org.cn/zhanbang/"
ATOM = "{http://www.w3.org/2005/Atom}"
OFTEN = 60
DATED = changed(
    "title: 某市总工会关于开展好网民活动的通知",
    "issued: {printed: 2024年4月7日, when: 2024-04-07}\n    title: 某市总工会关于开展好网民活动的通知",
)


@cache
def committed() -> Catalog:
    """The committed official campaigns as the public sees them."""
    with TemporaryDirectory() as folder:
        return public_catalog(check(copy_campaigns(Path(folder))).catalog, as_of=DAY, samples=True)


def official(site_url: str = "") -> Setting:
    return Setting(committed(), DAY, Project(root=ROOT, name="展榜", site_url=site_url))


def small(text: str = DATED, body: str = BODY, *, site_url: str = "") -> Setting:
    one = campaign(text)
    texts = {(one.id, path): Source(path, body) for path in ("notices/launch.txt", "notices/launch.md")}
    return Setting(
        Catalog(campaigns=(one,), texts=texts), DAY, Project(root=ROOT, name="甲&乙", site_url=site_url)
    )


def data(setting: Setting) -> bytes:
    (asset,) = feed(setting)
    assert asset.path == routes.FEED
    return asset.data


def read(setting: Setting) -> feedparser.FeedParserDict:
    found = feedparser.parse(data(setting))
    assert not found.bozo
    assert found.version == "atom10"
    return found


def test_every_dated_official_notice_is_there_newest_first() -> None:
    found = read(official())
    expected = [
        (n.issued.when.first.isoformat(), routes.notice(c.id, n.id), n)
        for c in official().catalog.official
        for n in c.notices
        if n.issued and n.issued.when
    ]
    expected.sort(key=lambda one: one[0], reverse=True)
    assert len(expected) >= 4
    assert [entry.link for entry in found.entries] == ["../" + address for _, address, _ in expected]
    for entry, (day, _, notice) in zip(found.entries, expected, strict=True):
        assert entry.title == notice.title
        assert entry.updated == entry.published == f"{day}T00:00:00+08:00"
        assert [author.name for author in entry.authors] == list(notice.issuers)
        assert [tag.term for tag in entry.tags] == [notice.kind]
    assert found.feed.updated == found.entries[0].updated


def test_samples_and_notices_without_a_date_are_left_out() -> None:
    assert not read(small(CAMPAIGN)).entries
    assert read(small(DATED)).entries
    assert not read(small("sample: true\n" + DATED)).entries


def test_the_day_of_publication_comes_before_that_of_issue() -> None:
    text = changed(
        "    body: notices/launch.txt", "    published: 2024-05-01\n    body: notices/launch.txt", text=DATED
    )
    (entry,) = read(small(text)).entries
    assert entry.updated.startswith("2024-05-01")


def test_addresses_are_absolute_where_the_site_knows_its_own() -> None:
    found = read(official(BASE))
    assert all(entry.link.startswith(BASE + "campaigns/") for entry in found.entries)
    links = {(link.rel, link.href) for link in found.feed.links}
    assert links == {("self", BASE + routes.FEED), ("alternate", BASE + routes.NOTICES)}
    assert {link.rel for link in read(official()).feed.links} == {"alternate"}


def test_names_are_for_ever_and_do_not_hang_on_the_address_of_the_site() -> None:
    with_address, without = read(official(BASE)), read(official())
    assert [e.id for e in with_address.entries] == [e.id for e in without.entries]
    assert with_address.feed.id == without.feed.id
    assert len({e.id for e in without.entries} | {without.feed.id}) == len(without.entries) + 1
    assert identity("campaigns/2024-small/notices/launch/") == "urn:uuid:28616897-eba5-5d7d-b1a0-616c25c9ac7a"


def test_the_form_is_that_of_the_standard() -> None:
    """RFC 4287, 4.1.1 and 4.1.2: what must stand once, what must be a moment, which attributes a link has."""
    root = ET.fromstring(data(official(BASE)))
    moment = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00")
    for element in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1
        assert moment.fullmatch(element.findtext(f"{ATOM}updated") or "")
        assert element.findall(f"{ATOM}author")
        rels = [(link.get("rel"), link.get("type")) for link in element.findall(f"{ATOM}link")]
        assert len(set(rels)) == len(rels)
        assert ("alternate", "text/html") in rels
    known = {
        "id",
        "title",
        "updated",
        "published",
        "author",
        "link",
        "category",
        "summary",
        "name",
        "subtitle",
        "entry",
    }
    assert {element.tag.removeprefix(ATOM) for element in root.iter()} == {"feed", *known}


def test_a_summary_is_the_beginning_of_the_text() -> None:
    (entry,) = read(small()).entries
    assert entry.summary.startswith("现将好网民活动有关事项通知如下。\n一、活动安排\n（一）征集")
    (long,) = read(small(body=BODY.replace("现将", "甲" * 500 + "现将"))).entries
    assert long.summary == "甲" * (SUMMARY - 1) + "…"
    text = DATED.replace("body: notices/launch.txt", "body: notices/launch.md")
    (report,) = read(small(text, "# 总结\n\n全市 **共** 20 场。\n\n<!-- 内部 -->\n")).entries
    assert report.summary == "总结 全市 共 20 场。"


@pytest.mark.parametrize("evil", ["<script>&", "]]>", "“'\"<"])
def test_marks_of_the_format_are_text(evil: str) -> None:
    (entry,) = feedparser.parse(
        data(small(body=BODY.replace("现将好", evil + "现将好"))), sanitize_html=False
    ).entries
    assert entry.summary.startswith(evil)
    assert read(small(site_url=BASE + "?a=1&b=2/")).feed.title == "甲&乙：通知"


def test_a_feed_has_at_most_fifty_entries() -> None:
    head, _, notices = DATED.partition("notices:\n")
    (first,) = [notices.partition("    attachments:")[0]]
    many = "".join(
        first.replace("id: launch", f"id: n{number}").replace(
            "2024-04-07", f"2024-{1 + number // 28:02}-{1 + number % 28:02}"
        )
        for number in range(OFTEN)
    )
    entries = read(small(head + "notices:\n" + many)).entries
    assert len(entries) == LIMIT
    assert [e.updated for e in entries] == sorted((e.updated for e in entries), reverse=True)
    assert entries[0].updated.startswith("2024-03-04")
