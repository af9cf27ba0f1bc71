"""Very many works: what a reader loads comes in parts that stay small, and the parts make the whole."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Route, expect

from generator import catalog_json, routes
from generator.catalog import Catalog
from generator.model.campaign import Campaign
from generator.model.common import Award
from generator.pages import result_pages, results, sitemap
from generator.pages.facets import BLOCK, gallery_index
from generator.pages.frame_parts import Setting
from generator.pages.notice import notice_page
from generator.pages.result_pages import results_pages
from generator.pages.units import WON, unit_views
from generator.project import Project
from generator.publish.scripts import files_of, made_together
from generator.search import parts
from generator.search.assets import search_assets
from generator.site import Asset
from generator.values.letters import words
from generator.verify.counts import miscounts
from generator.works.work import Maker, Prize, Work
from tests.factories import campaign, work
from tests.halls import hall_rows

ROOT = Path(__file__).resolve().parents[2]
BARE = campaign()
AWARD = Award(id="first", title="一等奖")
SONGS = replace(BARE.subprojects[0], awards=(AWARD,))
HOME = replace(BARE, subprojects=(SONGS, *BARE.subprojects[1:]))


def many(number: int) -> tuple[Work, ...]:
    """Works of three makers and seven units; every third has won."""
    prize = Prize(AWARD, 0, None, "confirmed", None)
    return tuple(
        work(
            f"w{n:04}",
            title=f"作品{n}号",
            no=f"N-{n:05}",
            makers=(Maker("陈俊义" if n == 8 else f"示例{'甲乙丙'[n % 3]}", None, None),),
            unit=f"示例第{n % 7}单位",
            prizes=(prize,) if n % 3 == 0 else (),
        )
        for n in range(number)
    )


def setting(works: tuple[Work, ...], home: Campaign = HOME, site_url: str = "") -> Setting:
    return Setting(
        Catalog((home,), works={home.id: works}), date(2024, 8, 12), Project(root=Path(), site_url=site_url)
    )


def written(assets: list[Asset], folder: Path) -> None:
    for asset in assets:
        path = folder / asset.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(asset.data)


# ---------- works.json ----------


def test_few_works_are_a_list_one_a_line() -> None:
    catalog = setting(many(3)).catalog
    (asset,) = catalog_json.works_files(catalog, HOME)
    assert asset.path == f"data/{HOME.id}/works.json"
    assert [record["id"] for record in json.loads(asset.data)] == ["w0000", "w0001", "w0002"]
    assert asset.data.count(b"\n") == 5
    assert [a.data for a in catalog_json.works_files(setting(()).catalog, HOME)] == [b"[]\n"]


def test_many_works_are_in_parts_that_the_door_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalog_json, "PART_BYTES", 4_000)
    *parts, door = catalog_json.works_files(setting(many(40)).catalog, HOME)
    assert len(parts) > 2
    assert max(len(part.data) for part in parts) <= 4_000
    records = [json.loads(part.data) for part in parts]
    assert [one["id"] for part in records for one in part] == [one.id for one in many(40)]
    told = json.loads(door.data)
    assert told["count"] == 40
    assert told["parts"] == [{"url": p.path, "count": len(r)} for p, r in zip(parts, records, strict=True)]
    assert door.path == routes.works_json(HOME.id)


def test_a_part_of_exactly_the_limit_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    catalog = setting(many(5)).catalog
    (whole,) = catalog_json.works_files(catalog, HOME)
    monkeypatch.setattr(catalog_json, "PART_BYTES", len(whole.data))
    assert len(list(catalog_json.works_files(catalog, HOME))) == 1
    monkeypatch.setattr(catalog_json, "PART_BYTES", len(whole.data) - 1)
    assert len(list(catalog_json.works_files(catalog, HOME))) == 3


def test_all_parts_are_counted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(catalog_json, "PART_BYTES", 4_000)
    written(list(catalog_json.works_files(setting(many(40)).catalog, HOME)), tmp_path)
    due = {HOME.id: {one.id: "" for one in many(40)}}

    def wrong() -> list[str]:
        return [said for where, said in miscounts(tmp_path, {}, due) if "works" in where]

    assert wrong() == []
    second = tmp_path / routes.works_json(HOME.id, 2)
    records = json.loads(second.read_bytes())
    second.write_text(json.dumps(records[1:]), encoding="utf-8")
    assert len(wrong()) == 3  # the part, the sum, the work
    second.write_text(json.dumps([*records[1:], records[1]]), encoding="utf-8")
    assert [records[0]["id"] in said or records[1]["id"] in said for said in wrong()] == [True, True]
    second.unlink()
    assert len(wrong()) == 2 + len(records)


# ---------- the filters ----------


def test_numbers_are_letters() -> None:
    assert words(0) == ()
    assert words(1) == ("A",)
    assert words(52)[-1] == "z"
    assert words(53)[:2] == ("AA", "AB")
    assert len(set(words(3000))) == 3000
    assert {len(one) for one in words(2704)} == {2}


@pytest.mark.parametrize("number", [1, BLOCK, BLOCK + 1, 400])
def test_the_filters_read_what_each_work_is_in_and_few_cards(number: int) -> None:
    works = many(number)
    files = {asset.path: asset.data.decode() for asset in gallery_index(setting(works), HOME)}
    assert len(files) == 1 + -(-number // BLOCK)
    rows = hall_rows(lambda name: files[f"data/{HOME.id}/{name}"])
    assert [row["id"] for row in rows] == [one.id for one in works]
    assert [row["f"] for row in rows] == [
        ["songs", AWARD.title if one.prizes else "参展作品", "text", one.unit] for one in works
    ]
    assert list(gallery_index(setting(()), HOME)) == []


# ---------- the search ----------


def shards(monkeypatch: pytest.MonkeyPatch, number: int, size: int) -> dict[str, str]:
    monkeypatch.setattr(parts, "PART", size)
    return {asset.path: asset.data.decode() for asset in search_assets(setting(many(number)), ())}


def test_the_search_is_in_shards_that_lead_to_all_works(monkeypatch: pytest.MonkeyPatch) -> None:
    files = shards(monkeypatch, 25, 10)
    names = [routes.search_data(HOME.id, n) for n in range(3)]
    assert list(files) == [*names, routes.search_data("index")]
    assert files_of(routes.search_data("index"), files[routes.search_data("index")]) == set(names)
    led = set().union(*(files_of(name, files[name]) for name in names))
    assert {routes.file_of(routes.work(HOME.id, one.id)) for one in many(25)} <= led
    assert "陈俊义" in files[names[0]]
    assert len(shards(monkeypatch, 20, 10)) == 3


def test_what_is_one_whole_in_parts_is_replaced_together() -> None:
    assert made_together("data/search/c.js", "data/search/c.2.js")
    assert made_together("data/c/gallery-2.js", "data/c/gallery.js")
    assert made_together("data/c/works-1.json", "data/c/works.json")
    assert not made_together("data/search/c.js", "data/search/d.js")
    assert not made_together("data/search/index.js", "data/search/c.js")
    assert not made_together("data/c/works.json", "data/d/works.json")


QUERIES = {
    "作品8号": {8},
    "8号": {8, 18, 28, 38},
    "n-00031": {31},
    "00031": {31},
    "cjy": {8},
    "CJ": {8},
    "jy": set(),
    "陈俊义": {8},
    "第3单位": {3, 10, 17, 24, 31, 38},
    f"第3单位 {AWARD.title}": {3, 24},
    "第3单位 示例乙": {10, 31},
    "作品 号": set(range(40)),
    "号示例": set(),
    "义n": set(),
    "没有": set(),
}


def test_every_shard_is_searched_exactly_and_shown(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real script over shards of ten; one of them does not come at first."""
    files = {f"/{path}": text for path, text in shards(monkeypatch, 40, 10).items()}
    files["/search/"] = (
        '<form data-zb-seek="page"><input></form><script src="/assets/zb/zb-search.js"></script>'
    )
    files["/assets/zb/zb-search.js"] = (ROOT / "theme/assets/zb/zb-search.js").read_text(encoding="utf-8")
    late: list[Route] = []

    def answer(route: Route) -> None:
        path = re.sub(r"^https?://[^/]+|\?.*", "", route.request.url)
        if path.endswith(".2.js") and not late:
            late.append(route)
            return
        kind = "text/html" if path.endswith("/") else "text/javascript"
        route.fulfill(body=files[path], content_type=f"{kind}; charset=utf-8")

    page = browser.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.route("**/*", answer)
    page.goto("http://site.test/search/?q=8号", wait_until="commit")
    expect(page.locator("li")).to_have_count(3)  # the first hits do not wait for the last shard
    expect(page.get_by_role("status")).to_contain_text("正在载入")
    late[0].fulfill(
        body=files[f"/{routes.search_data(HOME.id, 2)}"], content_type="text/javascript; charset=utf-8"
    )
    expect(page.locator("li")).to_have_count(4)
    expect(page.locator("li").first).to_contain_text("《作品8号》陈俊义N-00008　示例第1单位")
    for query, places in QUERIES.items():
        found = page.evaluate("q => window.zbSearch(q)[3]", query)
        assert found == [routes.work(HOME.id, f"w{n:04}") for n in sorted(places)], query
    assert broken == []
    page.close()


# ---------- pages ----------


def ids_of(bodies: list[str]) -> list[str]:
    return re.findall(r'<li data-zb-row><a href="[^"]*/works/(w\d+)/"', "".join(bodies))


def test_a_long_roll_is_on_pages_and_every_winner_is_there_once(monkeypatch: pytest.MonkeyPatch) -> None:
    works = many(90)
    won = [one.id for one in works if one.prizes]
    (single,) = results_pages(setting(works), HOME)
    assert ids_of([single.body]) == won
    monkeypatch.setattr(result_pages, "PAGE_BYTES", 3_000)
    first, *others = results_pages(setting(works), HOME)
    assert len(others) > 2
    assert ids_of([first.body]) == []
    assert ids_of([page.body for page in others]) == won
    assert [page.path for page in others] == [
        f"campaigns/{HOME.id}/results/page/{n}/index.html" for n in range(2, 2 + len(others))
    ]
    anchor = f"songs-{AWARD.id}"
    assert f'href="../../../campaigns/{HOME.id}/results/page/2/#{anchor}"' in first.body
    assert f'id="{anchor}"' in first.body
    assert all(f'id="{anchor}"' in page.body for page in others)
    assert 'href="../../../../../campaigns/' in others[0].body
    assert max(len(page.body.encode()) for page in others) < 8_000


def test_votes_are_on_pages_too(monkeypatch: pytest.MonkeyPatch) -> None:
    works = tuple(replace(one, votes=n) for n, one in enumerate(many(30)))
    rows = tuple((one.title, "", f"../../../{routes.work(HOME.id, one.id)}", 5) for one in works)
    monkeypatch.setattr(result_pages, "_votes", lambda *_: rows)
    monkeypatch.setattr(result_pages, "VOTES", 10)
    first, *others = results_pages(setting(works), HOME)
    assert len(others) == 4
    assert f'href="../../../{routes.results(HOME.id, 3)}">看网络投票结果' in first.body
    told = "".join(page.body for page in others[1:])
    assert re.findall(r"<bdi>(作品\d+号)</bdi>", told) == [one.title for one in works]
    assert f'href="../../../../../{routes.work(HOME.id, "w0000")}"' in told


def test_a_notice_with_a_long_list_names_the_awards_only(monkeypatch: pytest.MonkeyPatch) -> None:
    launch = HOME.notices[0]
    told = replace(
        launch, results=type("Results", (), {"awards": (f"songs/{AWARD.id}",), "state": "confirmed"})()
    )
    works = setting(many(90))
    groups = results.announced_groups(works, HOME, told, "")
    assert sum(len(roll.winners) for group in groups for roll in group.rolls) == 30
    monkeypatch.setattr(results, "MOST", 29)
    (group,) = results.announced_groups(works, HOME, told, "")
    assert [(roll.winners, roll.title) for roll in group.rolls] == [((), AWARD.title)]
    assert "见全部获奖名单" in group.rolls[0].meta[-1]
    assert notice_page(works, HOME, launch, {}).body


def test_a_unit_that_won_very_much_is_told_the_beginning() -> None:
    unit = HOME.units[0]
    prize = Prize(AWARD, 0, None, "confirmed", None)
    works = tuple(work(f"w{n}", unit=unit.name, unit_id=unit.id, prizes=(prize,)) for n in range(WON + 1))
    (view,) = (v for v in unit_views(HOME, (), works) if v.name == unit.name)
    assert len(view.won) == WON + 1
    assert view.won[-1] == ("获奖名单", f"这里列出{WON}项，共{WON + 1}项", routes.results(HOME.id))
    (view,) = (v for v in unit_views(HOME, (), works[:-1]) if v.name == unit.name)
    assert view.won[-1][2] == routes.work(HOME.id, f"w{WON - 1}")


def test_a_long_sitemap_is_in_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "FILE_URLS", 4)
    content = tuple(f"page-{n}/" for n in range(9))
    made = {
        a.path: a.data.decode()
        for a in sitemap.for_robots(setting((), site_url="https://zb.example/"), (), content)
    }
    named = re.findall(r"<sitemap><loc>https://zb.example/([^<]+)</loc>", made[routes.SITEMAP])
    assert named == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    assert sum((made[one].count("<url>") for one in named), 0) == 9
    assert max(made[one].count("<url>") for one in named) == 4
