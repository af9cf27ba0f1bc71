"""Official furniture of the built site: labels, structured data, tabs, crumbs, links that lead away, sitemap, the office's pages."""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from generator import mkdocs_plugin
from generator.check import check
from generator.content import content_addresses
from generator.media.workshop import CACHE, Workshop
from generator.pages.frame_parts import Setting
from generator.pages.titles import LIMIT
from generator.plan import plan_site
from generator.public import public_catalog
from generator.settings import read_project
from generator.site import Site
from generator.values.text import fold
from tests.site.conftest import ROOT, TODAY

BASE = "https://www.example.org.cn/zb/"
HOST = "http://here/"
_META = re.compile(r'<meta (?:name|property)="([^"]*)" content="([^"]*)">')
_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
_CRUMBS = re.compile(r'<nav class="zb-crumbs[^>]*>(.*?)</nav>', re.DOTALL)
_STEP = re.compile(r'<li>(?:<a href="([^"]*)">|<span[^>]*>)([^<]*)<')
_AWAY = re.compile(r'<a\s[^>]*?href="(https?://[^"]*)"[^>]*>')
_TAGS = re.compile(r"<[^>]+>")
_SMALL = {"Event", "DigitalDocument", "Organization", "BreadcrumbList"}
_OF_WORKS = {"Person", "ImageObject", "ImageGallery", "AudioObject", "VideoObject", "Article", "CreativeWork"}


@dataclass(frozen=True)
class Read:
    """A page as a machine reads it."""

    address: str
    text: str

    @property
    def head(self) -> str:
        return self.text.partition("</head>")[0]

    @property
    def labels(self) -> dict[str, str]:
        found = [(name, html.unescape(said)) for name, said in _META.findall(self.head)]
        named = [name.lower() for name, _ in found if name != "theme-color"]
        assert len(named) == len(set(named)), (self.address, named)
        return dict(found)

    @property
    def nodes(self) -> list[dict]:
        scripts = _DATA.findall(self.text)
        assert len(scripts) <= 1, self.address
        if not scripts:
            return []
        said = json.loads(scripts[0])
        assert set(said) == {"@context", "@graph"}
        assert said["@context"] == "https://schema.org"
        return said["@graph"]

    def node(self, kind: str) -> dict:
        (one,) = [node for node in self.nodes if node["@type"] == kind]
        return one

    def at(self, link: str) -> str:
        """An address of the page from the site's root."""
        return urljoin(HOST + self.address, link).removeprefix(HOST)

    @property
    def title(self) -> str:
        found = re.search(r"<title>([^<]*)</title>", self.head)
        assert found
        return html.unescape(found[1])

    @property
    def heading(self) -> str:
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.text, re.DOTALL)
        assert found, self.address
        return fold(html.unescape(_TAGS.sub("", found[1])))


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Read]:
    """Every page that is no redirect, by address."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' not in text and path.name != "404.html":
            address = path.relative_to(site).as_posix().removesuffix("index.html")
            found[address] = Read(address, text)
    return found


@pytest.fixture(scope="module")
def generated(pages: dict[str, Read]) -> list[Read]:
    by_hand = set(content_addresses(ROOT / "content"))
    return [page for address, page in pages.items() if address not in by_hand]


@pytest.fixture(scope="module")
def planned() -> Site:
    """The site as it is planned where the project knows its address."""
    project, _ = read_project(ROOT)
    checked = check(ROOT, folder=project.campaigns, workshop=Workshop(ROOT / CACHE, 1, None))
    public = public_catalog(checked.catalog, as_of=TODAY, samples=True)
    setting = Setting(public, TODAY, replace(project, site_url=BASE))
    return plan_site(setting, content_addresses(ROOT / "content"))


def test_every_page_names_the_site_and_its_title_fits_a_share_card(pages: dict[str, Read]) -> None:
    for page in pages.values():
        assert page.labels["SiteName"] == "职工好网民展榜", page.address
        assert "SiteDomain" not in page.labels
        assert "SiteIDCode" not in page.labels
        assert page.labels.get("description") or page.labels.get("Description"), page.address
        assert len(page.title) <= LIMIT, page.title


def test_titles_tell_the_pages_of_one_campaign_apart(pages: dict[str, Read]) -> None:
    for campaign in ("2024-fujian", "2023-shantou", "2024-national"):
        own = [
            page.title
            for address, page in pages.items()
            if address.startswith(f"campaigns/{campaign}/") and "/gallery/" not in address
        ]
        assert len(own) == len(set(own)), sorted(own)


def test_pages_of_a_column_say_which(generated: list[Read]) -> None:
    for page in generated:
        said = [name for name in page.labels if name.startswith("Column")]
        entry = re.search(r'<nav class="zb-nav".*?</nav>', page.text, re.DOTALL)
        assert entry
        current = re.search(r'aria-current="page">([^<]*)<', entry[0])
        if current and current[1] != "首页":
            assert said == ["ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"], page.address
            assert page.labels["ColumnName"] == current[1]
        else:
            assert not said


def test_notices_say_what_their_records_say(pages: dict[str, Read], catalog_json: dict) -> None:
    dated = 0
    for campaign in catalog_json["campaigns"]:
        for notice in campaign["notices"]:
            page = pages[notice["url"]]
            labels, node = page.labels, page.node("DigitalDocument")
            assert labels["ArticleTitle"] == node["name"] == notice["title"]
            assert page.heading == fold(notice["title"])
            assert node.get("identifier") == notice["doc_number"]
            assert page.at(node["url"]) == notice["url"]
            assert node["about"] == {
                "@type": "Event",
                "name": campaign["title"],
                "url": node["about"]["url"],
            }
            assert page.at(node["about"]["url"]) == campaign["url"]
            assert node.get("dateCreated") == notice["issued"]
            shown = re.search(r"<dt>发布日期</dt><dd>(\d{4}-\d\d-\d\d)", page.text)
            day = shown[1] if shown else notice["issued"]
            assert node.get("datePublished", "")[:10] == (day or "")
            assert labels.get("PubDate") == (f"{day} 00:00" if day else None)
            dated += bool(day)
            organs = [organ["name"] for organ in node.get("publisher", [])]
            assert labels.get("ContentSource", " ".join(organs)) == " ".join(organs)
    assert dated >= 3


def test_campaigns_and_projects_are_events_with_the_values_of_the_data(
    pages: dict[str, Read], catalog_json: dict
) -> None:
    for campaign in catalog_json["campaigns"]:
        page = pages[campaign["url"]]
        event = page.node("Event")
        assert event["name"] == campaign["title"]
        assert page.at(event["url"]) == campaign["url"]
        assert [(e["name"], page.at(e["url"])) for e in event.get("subEvent", [])] == [
            (s["title"], s["url"]) for s in campaign["subprojects"]
        ]
        parent = [c for c in catalog_json["campaigns"] if c["id"] == campaign["parent"]]
        assert event.get("superEvent", {}).get("name") == (parent[0]["title"] if parent else None)
        said = fold(html.unescape(_TAGS.sub("", page.text.partition("<main")[2])))
        for organ in event.get("organizer", []):
            assert fold(organ["name"]) in said
        for subproject in campaign["subprojects"]:
            own = pages[subproject["url"]]
            one = own.node("Event")
            assert one["name"] == subproject["title"]
            assert own.at(one["superEvent"]["url"]) == campaign["url"]
            assert [o["name"].strip('“”"') for o in one.get("organizer", [])] == subproject["hosts"]


def test_contacts_are_offices_and_only_numbers_that_stand_on_the_page(
    pages: dict[str, Read], catalog_json: dict
) -> None:
    numbers = 0
    for campaign in catalog_json["campaigns"]:
        page = pages[campaign["url"] + "contacts/"]
        told = [n for n in page.nodes if n["@type"] == "Organization"]
        points = [point for office in told for point in office["contactPoint"]]
        known = [c for one in (campaign, *campaign["subprojects"]) for c in one["contacts"]]
        phones = {phone for contact in known for phone in contact["phones"] if "*" not in phone}
        names = {contact["name"] for contact in known if contact["name"]}
        said = page.text.partition("<main")[2]
        for point in points:
            for phone in point.get("telephone", []):
                numbers += 1
                assert phone in phones
                assert phone in said
            assert "*" not in json.dumps(point)
            if "email" in point:
                assert point["email"] in said
        assert not names & {office["name"] for office in told}
        assert all("name" not in point for point in points)
    assert numbers > 20


def test_structured_data_has_known_kinds_and_trails_as_they_are_seen(generated: list[Read]) -> None:
    for page in generated:
        for node in page.nodes:
            assert node["@type"] in _SMALL | _OF_WORKS, page.address
            assert node["@type"] == "BreadcrumbList" or node["name"], page.address
        seen = _CRUMBS.search(page.text)
        assert seen, page.address
        steps = [(html.unescape(text), link) for link, text in _STEP.findall(seen[1])]
        trail = page.node("BreadcrumbList")["itemListElement"]
        assert [step["position"] for step in trail] == list(range(1, len(steps) + 1))
        assert [(step["name"], page.at(step["item"]) if "item" in step else "") for step in trail] == [
            (text, page.at(link) if link else "") for text, link in steps
        ], page.address


def test_links_that_lead_away_are_marked_and_announced(pages: dict[str, Read], site: Path) -> None:
    away = [(page.address, tag[0]) for page in pages.values() for tag in _AWAY.finditer(page.text)]
    assert len(away) > 20
    for address, tag in away:
        rel = re.search(r'rel="([^"]*)"', tag)
        assert rel, (address, tag)
        assert {"external", "noopener"} <= set(rel[1].split()), (address, tag)
    rules = (site / "assets/zb/base.css").read_text(encoding="utf-8")
    rule = next(line for line in rules.splitlines() if line.startswith('a[rel~="external"]::after'))
    assert (
        rule.count("content:") == 2
    )  # the second, with the words for ears, is dropped by browsers that are too old
    assert "（将离开本站）" in rule


def test_the_offices_pages_are_one_step_away_from_everywhere(pages: dict[str, Read]) -> None:
    wanted = {"about/", "accessibility/", "privacy/", "copyright/", "sitemap/"}
    for page in pages.values():
        footer = page.text.rpartition("<footer")[2]
        assert wanted <= {page.at(link.partition("#")[0]) for link in re.findall(r'href="([^"]*)"', footer)}


def test_the_map_of_the_site_leads_to_every_column_campaign_and_page(
    pages: dict[str, Read], catalog_json: dict
) -> None:
    page = pages["sitemap/"]
    main = page.text.partition("<main")[2].partition("</main>")[0]
    there = {page.at(link) for link in re.findall(r'href="([^"]*)"', main)}
    wanted = {c["url"] for c in catalog_json["campaigns"] if not c["sample"]}
    wanted |= {"campaigns/", "notices/", "gallery/", "results/", "contacts/", "search/", "units/"}
    wanted |= set(content_addresses(ROOT / "content")) - {"sitemap/"}
    assert wanted <= there, wanted - there


def heads(planned: Site) -> Iterator[tuple[str, Read]]:
    for page in (one.written() for one in planned.pages):
        address = page.path.removesuffix("index.html")
        yield address, Read(address, page.head)


def test_with_an_address_share_tags_and_data_are_absolute(planned: Site) -> None:
    for address, read in heads(planned):
        labels = read.labels
        assert labels["og:url"] == BASE + address
        assert labels["og:title"]
        assert f'<link rel="canonical" href="{BASE}{address}">' in read.head
        if "ArticleTitle" in labels:
            assert labels["Url"] == BASE + address
        for step in read.node("BreadcrumbList")["itemListElement"]:
            assert step.get("item", BASE).startswith(BASE)
        for node in read.nodes:
            if node["@type"] in ("Event", "DigitalDocument"):
                assert node["url"] == BASE + address


def test_the_sitemap_lists_what_may_be_found_with_days_that_are_printed(planned: Site) -> None:
    files = {asset.path: asset.data for asset in planned.assets}
    assert files["robots.txt"].decode().endswith(f"Sitemap: {BASE}sitemap.xml\n")
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    urls = list(ET.fromstring(files["sitemap.xml"]))
    found = {
        url.findtext(f"{space}loc", "").removeprefix(BASE): url.findtext(f"{space}lastmod") for url in urls
    }
    assert len(found) == len(urls)
    hidden = {address for address, read in heads(planned) if "robots" in read.labels}
    assert hidden
    known = {page.path.removesuffix("index.html") for page in planned.pages}
    assert set(found) == (known - hidden) | set(content_addresses(ROOT / "content"))
    for address, read in heads(planned):
        if day := read.labels.get("PubDate", "")[:10]:
            assert address in hidden or found[address] == day
    assert found["campaigns/2023-guangdong/"] == "2023-04-23"
    assert found["campaigns/2024-fujian/"] is None  # its notice prints no day: none is made up
    assert all(day is None or day <= TODAY.isoformat() for day in found.values())
    assert TODAY.isoformat() not in found.values()


def test_hand_written_pages_with_an_address_and_the_offices_own_words(tmp_path: Path) -> None:
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, tmp_path / name)
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    changes = {
        'site_url: ""': f"site_url: {BASE}",
        'holder: ""': "holder: 示例市总工会",
        'terms: ""': "terms: 转载请注明来源。",
        'site_id_code: ""': "site_id_code: '0000000000'",
    }
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    assert mkdocs_plugin.render(tmp_path / "mkdocs.yml", tmp_path / "out", serving=False) == []
    home = Read("", (tmp_path / "out/index.html").read_text(encoding="utf-8"))
    assert home.labels["SiteDomain"] == urlsplit(BASE).hostname
    assert home.labels["SiteIDCode"] == "0000000000"
    assert home.labels["og:url"] == BASE
    website = home.node("WebSite")
    assert (website["name"], website["url"]) == ("职工好网民展榜", BASE)
    assert website["potentialAction"]["target"]["urlTemplate"] == BASE + "search/?q={search_term_string}"
    rights = (tmp_path / "out/copyright/index.html").read_text(encoding="utf-8")
    assert "权利归示例市总工会" in rights
    assert "转载请注明来源。" in rights
    assert "没有就" not in rights


def test_nothing_is_claimed_where_the_office_has_said_nothing(pages: dict[str, Read]) -> None:
    said = pages["copyright/"].text
    assert "本站没有就“本站整理”的内容另行声明权利或者许可。" in said
    assert "权利归示例" not in said
