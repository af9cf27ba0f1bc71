"""The labels that 《政府网站发展指引》 (国办发〔2017〕47号) asks for in the head of a page, as an office's settings say.

Three on every page (SiteName, SiteDomain, SiteIDCode: the theme's base.html writes them), four more on the pages of a
column (Column…), three to seven more on an article. A union's site is no government site: the labels are good practice, can be switched off, and the
identification code is written only where the settings name one.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from generator.model.campaign import Campaign
from generator.model.notice import Notice
from generator.project import ColumnWords, Project
from generator.values.when import Point, When

Label = tuple[str, str]
"""Name and content of one <meta>."""

COLUMNS: dict[str, ColumnWords] = {
    "campaigns": ColumnWords(
        name="活动",
        description="历年主题活动的征集项目、进度安排、任务名额和报送途径。",
        keywords="主题活动,征集项目,进度安排",
        type="征集调查",
    ),
    "notices": ColumnWords(
        name="通知",
        description="各级通知、公示、通报原文，逐字转录，可打印。",
        keywords="通知,公示,通报",
        type="政策文件",
    ),
    "gallery": ColumnWords(
        name="展厅",
        description="经评审、公示后展出的职工作品。",
        keywords="作品,展厅",
        type="工作动态",
    ),
    "results": ColumnWords(
        name="获奖",
        description="公示和通报的获奖名单，按姓名、单位和作品查。",
        keywords="获奖名单,公示,通报",
        type="工作动态",
    ),
    "contacts": ColumnWords(
        name="联系",
        description="主办部门、各项目承办单位和联系人。",
        keywords="联系方式,咨询,办公电话",
        type="咨询投诉",
    ),
}
"""By the header's entries. The types are words of the guideline's own list; settings may say it otherwise."""


class Article(Struct, frozen=True):
    """What the labels say of one article. `published` is `YYYY-MM-DD HH:MM`, or "" where the records know no day."""

    title: str
    published: str = ""
    source: str = ""
    author: str = ""
    keywords: str = ""


def article_of(campaign: Campaign, notice: Notice) -> Article:
    """The labels of an official document: what its record says, nothing else."""
    said = (notice.source,) if notice.source else notice.issuers
    organs = said or (notice.masthead.organs if notice.masthead else ()) or notice.signature
    words = (notice.kind, campaign.region, f"{campaign.year}年", campaign.short_title)
    return Article(
        title=notice.title,
        published=_minute(published_on(notice)),
        source=" ".join(organs),
        author=notice.editor or "",
        keywords=",".join(word for word in words if word),
    )


def published_on(notice: Notice) -> Point | None:
    """The day a notice came out: 发布日期, else 成文日期; None where neither is known to the day. Never reckoned."""
    for when in (notice.published, notice.issued.when if notice.issued else None):
        if when is not None and (point := _day(when)):
            return point
    return None


def column_labels(project: Project, column: str) -> Iterator[Label]:
    """The four labels of a column; none for pages that belong to no column."""
    words = COLUMNS.get(column)
    if words is None or not project.labels:
        return
    own = dict(project.columns).get(column)
    if own is not None:
        said = {key: getattr(own, key) for key in ("name", "description", "keywords", "type")}
        words = replace(words, **{key: value for key, value in said.items() if value})
    yield "ColumnName", words.name
    yield "ColumnDescription", words.description
    yield "ColumnKeywords", words.keywords
    yield "ColumnType", words.type


def article_labels(project: Project, article: Article, address: str) -> Iterator[Label]:
    """ArticleTitle, and what else is known; Url where the site knows its address. Description is the page's own."""
    if not project.labels:
        return
    yield "ArticleTitle", article.title
    if article.published:
        yield "PubDate", article.published
    if article.source:
        yield "ContentSource", article.source
    if article.author:
        yield "Author", article.author
    if article.keywords:
        yield "Keywords", article.keywords
    if project.site_url:
        yield "Url", project.site_url + address


def _day(when: When) -> Point | None:
    return when.start if when.start and when.start.day and when.start == when.end else None


def _minute(point: Point | None) -> str:
    """As the guideline writes it; where only the day is known its first minute stands for it."""
    return f"{point.first.isoformat()} {point.time or '00:00'}" if point else ""
