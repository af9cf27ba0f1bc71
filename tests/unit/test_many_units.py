"""A campaign with very many units: its list is split over pages, and no page grows too heavy for a phone."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator import routes
from generator.catalog import Catalog
from generator.ledger import ledger
from generator.model.campaign import Campaign
from generator.pages.campaign import campaign_page
from generator.pages.frame_parts import Setting
from generator.pages.my_unit import my_unit_page
from generator.pages.quotas import quota_views
from generator.pages.unit_pages import units_pages
from generator.pages.units import unit_views, weight
from generator.plan import plan_site
from generator.project import Project
from generator.site import Page
from generator.verify.standard import Standard
from generator.works.work import Work
from tests.factories import campaign, work

LIMIT = Standard().page_bytes
HOME = campaign()


def vast(number: int, *, table: bool = False) -> Campaign:
    """So many units, each with a quota of the whole campaign and one of every sub-project, and perhaps in a table."""
    units = tuple(
        replace(HOME.units[0], id=f"u{n}", name=f"示例第{n}工会委员会", names=(), classes=("各工会",))
        for n in range(number)
    )
    plain = replace(HOME.subprojects[0].quotas[0], units="各工会")
    whole = replace(plain, per="campaign", min=1, max=9, printed="各报送1至9件")
    row = HOME.allocation[0].rows[0]
    rows = tuple(replace(row, unit=u.name, values=(n, 2 * n)) for n, u in enumerate(units))
    columns = ("场次（场）", "人数（人）")
    given = replace(HOME.allocation[0], columns=columns, rows=rows, declared_total=None)
    songs = replace(HOME.subprojects[0], quotas=(plain,))
    return replace(
        HOME,
        units=units,
        quotas=(whole,),
        subprojects=(songs, *HOME.subprojects[1:]),
        allocation=(given,) if table else (),
    )


def setting(home: Campaign, works: tuple[Work, ...] = ()) -> Setting:
    return Setting(Catalog((home,), works={home.id: works}), date(2024, 8, 12), Project(root=Path()))


def rows_of(page: Page) -> list[str]:
    return re.findall(r'<tr data-zb-row id="([^"]+)"', page.body)


@pytest.fixture(scope="module")
def many() -> tuple[Setting, tuple[Page, ...]]:
    """3,000 units, some of which sent in works."""
    home = vast(3_000, table=True)
    here = setting(home, tuple(work(str(n), unit_id=f"u{n * 7}") for n in range(400)))
    return here, tuple(units_pages(here, home))


def test_no_page_of_3000_units_is_too_heavy(many: tuple[Setting, tuple[Page, ...]]) -> None:
    here, pages = many
    (home,) = here.catalog.campaigns
    sizes = [len(page.body.encode()) for page in (*pages, campaign_page(here, home), my_unit_page(here))]
    assert max(sizes) < LIMIT * 0.7, sizes
    assert min(sizes[:-3]) > 50_000, "and they are not crumbs either"


@pytest.mark.parametrize(("table", "sent"), [(True, 40), (True, 0), (False, 0)])
def test_rows_are_never_heavier_than_they_are_taken_for(table: bool, sent: int) -> None:
    home = vast(40, table=table)
    here = setting(home, tuple(work(str(n), unit_id=f"u{n}") for n in range(sent)))
    (page,) = units_pages(here, home)
    rows = sum(len(row.encode()) for row in re.findall(r"<tr data-zb-row.*?</tr>", page.body, re.DOTALL))
    taken = sum(
        weight(view) for view in unit_views(home, quota_views(here, home), here.catalog.works_of(home))
    )
    assert taken / 2 < rows < taken


def test_every_unit_stands_once_where_its_address_says(many: tuple[Setting, tuple[Page, ...]]) -> None:
    here, pages = many
    (home,) = here.catalog.campaigns
    views = unit_views(home, quota_views(here, home), here.catalog.works_of(home))
    found = {page.path.removesuffix("index.html"): rows_of(page) for page in pages}
    assert [row for rows in found.values() for row in rows] == [f"u-u{n}" for n in range(3_000)]
    assert len(views) == 3_000
    for view in views:
        address, _, anchor = view.address.partition("#")
        assert anchor in found[address]
        assert view.figures is not None
        assert view.figures.address == view.address


def test_the_pages_lead_to_one_another_and_to_the_search(many: tuple[Setting, tuple[Page, ...]]) -> None:
    _, pages = many
    last = len(pages)
    assert [page.path for page in pages] == [
        routes.file_of(routes.units(HOME.id, n)) for n in range(1, last + 1)
    ]
    assert 'href="../../../campaigns/2024-small/units/page/2/" rel="next"' in pages[0].body
    assert 'href="../../../../../campaigns/2024-small/units/" rel="prev"' in pages[1].body
    assert f">第 {1 + len(rows_of(pages[0]))} 至 " in pages[1].body
    for page in pages:
        assert "共 3000 个单位" in page.body
        assert "data-zb-filter" not in page.body, "it would search this page only"
        assert re.search(r'href="(?:\.\./)+units/">', page.body)
    assert len({page.title for page in pages}) == last
    assert all("对各单位的要求" not in page.body for page in pages[1:])


def test_what_is_too_long_to_draw_is_not_drawn(many: tuple[Setting, tuple[Page, ...]]) -> None:
    here, pages = many
    assert "任务分配表" not in re.sub(r"<[^>]+>", "", pages[0].body), "each row has its figures"
    assert "<b>任务 2999 场</b>" in pages[-1].body
    assert 'id="figures"' not in pages[0].body
    landing = campaign_page(here, here.catalog.campaigns[0]).body
    assert "各项目展出作品" in landing
    assert "各单位展出作品与名额" not in landing


def test_the_books_close_over_all_pages() -> None:
    home = vast(500)
    here = setting(home, (work("1", unit_id="u1"),))
    site = plan_site(here)
    assert {page.path for page in site.pages} >= {"campaigns/2024-small/units/page/2/index.html"}
    assert ledger(here.catalog, here.catalog, site).unexplained == ()


def test_few_units_are_one_page_as_before() -> None:
    home = vast(40)
    (page,) = units_pages(setting(home), home)
    assert len(rows_of(page)) == 40
    assert "data-zb-filter" in page.body
    assert "zb-pager" not in page.body
