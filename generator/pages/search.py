"""The page of the search: its box, words to begin with, and the ways on for whoever has no script."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from generator import routes
from generator.catalog import Catalog
from generator.pages.frame_parts import Crumb, Setting, make_page
from generator.site import Page

_WAYS = (
    (routes.NOTICES, "通知", "按年份排列的通知原文"),
    (routes.CAMPAIGNS, "活动", "各级活动和它们的子项目"),
    (routes.CONTACTS, "联系", "主办部门和各子项目的联系人"),
    (routes.RESULTS, "获奖名单", "按项目和奖项查名字"),
)


def search_page(setting: Setting) -> Page:
    """Make the page. What is searched is loaded only when the box has the focus, or came with words."""
    return make_page(
        setting,
        routes.SEARCH,
        "搜索",
        "search.html",
        column="",
        description="在通知原文、子项目、联系人和作品里查：名称、姓名、单位、文号、电话。",
        script="zb-search.js",
        crumbs=(Crumb("首页", routes.HOME), Crumb("搜索")),
        examples=tuple((word, f"?q={quote(word)}") for word in _examples(setting.catalog)),
        ways=_WAYS,
    )


def _examples(catalog: Catalog) -> Iterator[str]:
    """Words that find something: a kind of sub-project, a document number and a unit of the newest official campaigns."""
    official = catalog.official
    kinds = (s.kind for c in official for s in c.subprojects if s.kind)
    numbers = (n.doc_number for c in official for n in c.notices if n.doc_number)
    units = (p.unit for c in official for p in c.contacts if p.unit)
    for words in (kinds, numbers, units):
        if word := next(words, None):
            yield word
