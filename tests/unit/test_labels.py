"""Labels of 国办发〔2017〕47号, titles of tabs, and days of the sitemap: what the records say, nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.catalog import Catalog
from generator.model.common import Dated
from generator.model.notice import Amendment, Notice, Results
from generator.pages.frame_parts import Crumb, Setting, make_page
from generator.pages.labels import COLUMNS, article_labels, article_of, column_labels
from generator.pages.sitemap import for_robots, last_changes
from generator.pages.titles import LIMIT, tab_title
from generator.project import ColumnWords, Project
from generator.settings import read_project
from generator.values.when import parse_when
from generator.works.work import Tombstone
from tests.factories import campaign, work

HOME = campaign()
PLAIN = HOME.notices[0]
SITE = "职工好网民展榜"
BASE = "https://www.example.org.cn:8443/zb/"
TYPES = {
    *("首页", "概况信息", "机构职能", "负责人信息", "工作动态", "政策文件", "信息公开指南", "信息公开目录"),
    *("信息公开年报", "依法申请公开", "数据发布", "政策解读", "回应关切", "办事服务", "咨询投诉", "征集调查"),
    "在线访谈",
}


def project(**given: object) -> Project:
    return Project(root=Path(), name=SITE, **given)  # type: ignore[arg-type]


def notice(**given: object) -> Notice:
    return replace(PLAIN, **given)


def test_an_office_may_do_without() -> None:
    without = project(labels=False, site_url=BASE)
    assert not list(column_labels(without, "notices"))
    assert not list(article_labels(without, article_of(HOME, PLAIN), "x/"))


@pytest.mark.parametrize("column", list(COLUMNS))
def test_a_column_has_its_four_labels_of_the_guideline(column: str) -> None:
    said = dict(column_labels(project(), column))
    assert list(said) == ["ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"]
    assert all(said.values())
    assert said["ColumnType"] in TYPES


def test_a_page_of_no_column_has_none() -> None:
    assert not list(column_labels(project(), ""))
    assert not list(column_labels(project(), "home"))


def test_an_office_says_its_columns_in_its_own_words() -> None:
    own = project(columns=(("notices", ColumnWords(name="通知公告", type="工作动态")),))
    said = dict(column_labels(own, "notices"))
    assert (said["ColumnName"], said["ColumnType"]) == ("通知公告", "工作动态")
    assert said["ColumnDescription"] == COLUMNS["notices"].description


def test_settings_are_read_as_written(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: 站\nplugins:\n  - zhanbang:\n      labels: false\n"
        "      columns:\n        notices: {name: 通知公告, keywords: [通知, 公示]}\n",
        encoding="utf-8",
    )
    read, problems = read_project(tmp_path)
    assert problems == []
    assert not read.labels
    assert read.columns == (("notices", ColumnWords(name="通知公告", keywords="通知,公示")),)


@pytest.mark.parametrize(
    ("published", "issued", "said"),
    [
        (None, None, None),
        (None, "2024-04", None),
        (None, "2024-04-07", "2024-04-07 00:00"),
        ("2024-04-09", "2024-04-07", "2024-04-09 00:00"),
        ("2024-04-09T09:30+08:00", None, "2024-04-09 09:30"),
        ("2024-04-09/2024-04-10", None, None),
    ],
)
def test_a_publishing_date_is_never_invented(
    published: str | None, issued: str | None, said: str | None
) -> None:
    one = notice(
        published=parse_when(published) if published else None,
        issued=Dated(printed="某日", when=parse_when(issued)) if issued else None,
    )
    assert dict(article_labels(project(), article_of(HOME, one), "x/")).get("PubDate") == said


def test_an_article_has_its_full_title_source_and_editor() -> None:
    one = notice(issuers=("甲总工会", "乙网信办"), editor="示例编辑")
    said = dict(article_labels(project(site_url=BASE), article_of(HOME, one), "campaigns/x/"))
    assert said["ArticleTitle"] == PLAIN.title
    assert said["ContentSource"] == "甲总工会 乙网信办"
    assert said["Author"] == "示例编辑"
    assert said["Url"] == BASE + "campaigns/x/"
    assert article_of(HOME, notice(issuers=("甲总工会",), source="示例日报")).source == "示例日报"
    bare = dict(article_labels(project(), article_of(HOME, notice(masthead=None, signature=())), "x/"))
    assert not {"ContentSource", "Author", "Url", "PubDate"} & bare.keys()


LONG = replace(HOME, short_title="八闽好网民", region="福建省")
NAME = "2024年“网聚职工正能量 争做八闽好网民”主题活动"


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("活动", "活动"),
        (NAME, "2024年八闽好网民主题活动"),
        (f"联系方式 {NAME}", "联系方式 2024年八闽好网民主题活动"),
        (f"福建省总工会 中共福建省委网信办 关于开展{NAME}的通知", "关于开展2024年八闽好网民主题活动的通知"),
        (f"福建省总工会关于{NAME}第一批评选结果的通报", "关于2024年八闽好网民第一批评选结果的通报"),
        ("关于组织开展2024年全市工会“好网民”主题活动的通知", "关于组织开展2024年八闽好网民活动的通知"),
        ("优秀网评文章与诵读作品征集 2024年 福建省", "优秀网评文章与诵读作品征集 2024年"),
        ("《早班车》 示例·彭甲、示例·郎乙、示例公交集团职工合唱队", "《早班车》 示例·彭甲、示例·郎乙…"),
        ("很" * 60, "很" * 21 + "…"),
        ("《关于家的记忆和很多很多别的东西以及更多的话》", "《关于家的记忆和很多很多别的东西以及更多的…"),
    ],
)
def test_a_tab_is_told_apart_in_thirty_characters(title: str, short: str) -> None:
    found = tab_title(title, site_name=SITE, campaign=LONG)
    assert found == short
    assert len(f"{found}｜{SITE}") <= LIMIT


def test_the_page_keeps_the_full_title_in_its_labels_and_share_tags() -> None:
    title = f"福建省总工会 中共福建省委网信办 关于开展{NAME}的通知 <i>"
    setting = Setting(Catalog((LONG,)), date(2024, 9, 1), project(site_url=BASE))
    page = make_page(
        setting,
        "campaigns/x/",
        title,
        "tombstone.html",
        column="notices",
        description="说明",
        crumbs=(Crumb("首页", ""), Crumb("甲 & 乙")),
        campaign=LONG,
        article=article_of(LONG, notice(title=title)),
        stone=Tombstone("2024-small", "x", None, "", "", None),
        since="2024年",
        notice=None,
    )
    assert len(page.title) <= LIMIT
    escaped = title.replace("<", "&lt;").replace(">", "&gt;")
    assert f'<meta name="ArticleTitle" content="{escaped}">' in page.head
    assert f'<meta property="og:title" content="{escaped}">' in page.head
    assert page.head.count("application/ld+json") == 1
    assert f'"item":"{BASE}"' in page.head


def test_days_of_the_sitemap_are_those_of_the_notices() -> None:
    def dated(id_: str, day: str, **given: object) -> Notice:
        return notice(id=id_, published=parse_when(day), **given)

    launch = dated("launch", "2024-04-09")
    later = dated(
        "later",
        "2024-06-01",
        amendments=(Amendment(target="subprojects/songs/deadline", former="甲", to="乙"),),
    )
    first = dated("first", "2024-08-20", results=Results(awards=("top10",), state="proposed"))
    coming = dated("coming", "2024-12-24")
    other = replace(HOME.subprojects[0], id="films")
    home = replace(HOME, notices=(launch, later, first, coming), subprojects=(*HOME.subprojects, other))
    found = last_changes(Setting(Catalog((home,)), date(2024, 9, 1), project()))
    here = "campaigns/2024-small/"
    assert {address: day.isoformat() for address, day in found.items()} == {
        "": "2024-08-20",
        "campaigns/": "2024-08-20",
        "notices/": "2024-08-20",
        "contacts/": "2024-08-20",
        "gallery/": "2024-08-20",
        "results/": "2024-08-20",
        here: "2024-08-20",
        here + "notices/launch/": "2024-04-09",
        here + "notices/later/": "2024-06-01",
        here + "notices/first/": "2024-08-20",
        here + "forms/nomination/": "2024-04-09",
        here + "contacts/": "2024-06-01",
        here + "units/": "2024-08-20",
        here + "results/": "2024-08-20",
        here + "projects/songs/": "2024-06-01",
        here + "projects/films/": "2024-04-09",
    }
    again = last_changes(Setting(Catalog((home,)), date(2025, 9, 1), project()))
    assert again[here + "notices/coming/"] == date(2024, 12, 24)


def test_without_an_address_there_is_no_sitemap() -> None:
    setting = Setting(Catalog((HOME,), works={HOME.id: (work(),)}), date(2024, 9, 1), project())
    assert [asset.path for asset in for_robots(setting, (), ())] == ["robots.txt"]
