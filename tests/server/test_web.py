"""The shipped web server files: types, policy, caching, nothing that is not the site."""

from __future__ import annotations

import gzip
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.policy import CACHING, HEADERS
from tests.server.web import SERVERS, SHIPPED, Web

PAGE = "<!doctype html><title>首页</title>" + "<p>通知</p>" * 400
FILES = {
    "index.html": PAGE,
    "404.html": "没有这一页",
    "notices/index.html": "通知",
    "notices/feed.xml": "<feed/>",
    "sitemap.xml": "<urlset/>",
    "robots.txt": "User-agent: *",
    "assets/zb/base.css": "b{}",
    "assets/zb/zb.js": "1",
    "assets/zb/seal.svg": "<svg/>",
    "data/catalog.json": "{}",
    "campaigns/c/contacts/contacts.csv": "姓名",
    "campaigns/c/calendar.ics": "BEGIN:VCALENDAR",
    "campaigns/c/a.vcf": "BEGIN:VCARD",
    "campaigns/c/files/a.docx": "PK",
    "media/ab/abc-400.webp": "RIFF",
    "media/ab/abc-card.jpg": "jpg",
    "media/ab/abc.mp4": "0123456789",
    "media/ab/abc.mp3": "mp3",
    ".git/config": "secret",
    "_headers": "/*",
}
TYPES = {
    "/": "text/html; charset=utf-8",
    "/notices/feed.xml": "application/atom+xml; charset=utf-8",
    "/robots.txt": "text/plain; charset=utf-8",
    "/assets/zb/base.css": "text/css; charset=utf-8",
    "/assets/zb/zb.js": "text/javascript; charset=utf-8",
    "/assets/zb/seal.svg": "image/svg+xml",
    "/campaigns/c/contacts/contacts.csv": "text/csv; charset=utf-8",
    "/campaigns/c/calendar.ics": "text/calendar; charset=utf-8",
    "/campaigns/c/a.vcf": "text/vcard; charset=utf-8",
    "/campaigns/c/files/a.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "/media/ab/abc-400.webp": "image/webp",
    "/media/ab/abc-card.jpg": "image/jpeg",
    "/media/ab/abc.mp4": "video/mp4",
    "/media/ab/abc.mp3": "audio/mpeg",
}


@pytest.fixture(scope="module", params=SERVERS)
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Web, Path]]:
    """Each server over a little site, laid as `zhanbang publish` lays it; with the folder that holds the releases."""
    base = tmp_path_factory.mktemp(request.param)
    lay(base / "www", "one", FILES)
    (base / "www/.zhanbang").mkdir()
    (base / "www/.zhanbang/log.txt").write_text("发布", encoding="utf-8")
    with SERVERS[request.param](base / "www/current", base / "run") as web:
        yield web, base / "www"


@pytest.fixture
def web(server: tuple[Web, Path]) -> Web:
    return server[0]


def lay(www: Path, name: str, files: dict[str, str]) -> None:
    """A release that is shown."""
    for path, text in files.items():
        file = www / "releases" / name / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (www / "next").symlink_to(f"releases/{name}")
    os.replace(www / "next", www / "current")


@pytest.mark.parametrize("path", TYPES)
def test_types(web: Web, path: str) -> None:
    answer = web.get(path)
    assert (answer.status, answer.headers["content-type"]) == (200, TYPES[path])


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/notices",
        "/assets/zb/zb.js",
        "/media/ab/abc.mp4",
        "/nothing",
        "/media/none.webp",
        "/.git/config",
    ],
)
def test_every_answer_carries_the_policy(web: Web, path: str) -> None:
    headers = web.get(path).headers
    assert {name: headers.get(name.lower()) for name in HEADERS} == dict(HEADERS)


@pytest.mark.parametrize("name", ["headers.conf", "Caddyfile"])
def test_the_files_say_what_the_policy_says(name: str) -> None:
    text = (SHIPPED / name).read_text(encoding="utf-8")
    said = re.findall(r'^\s*(?:add_header )?([A-Z][A-Za-z-]+) "([^"]+)"(?: always;)?$', text, re.MULTILINE)
    assert dict(said) == dict(HEADERS)
    assert len(said) == len(HEADERS)


def test_only_media_that_are_there_are_kept(web: Web) -> None:
    asked, kept = CACHING["/*"], CACHING["/media/*"]
    for path in TYPES:
        assert web.get(path).headers["cache-control"] == (kept if path.startswith("/media/") else asked), path
    for path in ("/media/ab/none.webp", "/media/", "/media/ab", "/nothing"):
        assert web.get(path).headers.get("cache-control", asked) == asked, path
    assert web.get("/media/ab/abc.mp4", Range="bytes=2-4").headers["cache-control"] == kept


def test_what_has_not_changed_is_not_sent_again(web: Web) -> None:
    first = web.get("/notices/")
    again = web.get("/notices/", If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_a_film_can_be_entered_anywhere(web: Web) -> None:
    part = web.get("/media/ab/abc.mp4", Range="bytes=2-4")
    assert (part.status, part.body) == (206, b"234")


def test_pages_are_packed(web: Web) -> None:
    answer = web.get("/", Accept_Encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in answer.headers["vary"].lower()
    assert gzip.decompress(answer.body).decode() == PAGE


@pytest.mark.parametrize(
    "path",
    [
        "/nothing", "/notices/nothing/", "/campaigns/", "/media/", "/404.html", "/.git/config", "/.zhanbang/log.txt",
        "/../.zhanbang/log.txt", "/%2e%2e/.zhanbang/log.txt", "/notices/../../.zhanbang/log.txt",
    ],
)  # fmt: skip
def test_what_is_not_of_the_site_is_not_there(web: Web, path: str) -> None:
    answer = web.get(path)
    assert answer.status in (400, 404)
    assert answer.status == 400 or answer.text == "没有这一页"


def test_an_address_without_its_slash_leads_on(web: Web) -> None:
    answer = web.get("/notices")
    assert answer.status in (301, 308)
    assert answer.headers["location"] in ("/notices/", "notices/")


def test_files_of_data_stay_out_of_search_engines(web: Web) -> None:
    told = {path for path in TYPES if web.get(path).headers.get("x-robots-tag") == "noindex, noarchive"}
    assert {path.rpartition(".")[2] for path in told} == {"csv", "ics", "vcf", "docx"}
    assert web.get("/data/catalog.json").headers["x-robots-tag"] == "noindex, noarchive"


def test_nothing_tells_the_server_s_version(web: Web) -> None:
    assert not re.search(r"\d", web.get("/").headers.get("server", ""))


def test_nothing_can_be_sent(web: Web) -> None:
    assert web.get("/", method="POST").status == 405


def test_a_switch_is_seen_at_once(server: tuple[Web, Path]) -> None:
    web, www = server
    assert web.get("/notices/").text == "通知"
    lay(www, "two", FILES | {"notices/index.html": "新通知"})
    assert web.get("/notices/").text == "新通知"
    lay(www, "one", FILES)
    assert web.get("/notices/").text == "通知"
