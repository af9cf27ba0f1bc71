"""A page for each problem code: what is said, why, an example, how to mend it. Only where the handbook lists the codes.

They are planned pages, not Markdown in `content/`: so they always say what this very program says, no generated file is
kept in the project, and a change of a hand-written page does not render them anew. They are for editors, so search
engines are asked to stay out and the site's own search does not know them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec.structs import replace

from generator import routes
from generator.handbook.contrast import contrast
from generator.handbook.explanations import Explanation, explanations, family_of
from generator.pages.frame_parts import Crumb, Setting, make_page
from generator.site import Page

_STYLE = '\n<link rel="stylesheet" href="{}assets/zb/content.css">'
"""The style of hand-written pages, which these look like."""


def code_pages(setting: Setting, content: Collection[str]) -> Iterator[Page]:
    """The page of every code; none where `content`, the addresses of the hand-written pages, has no list of codes."""
    if routes.CODES not in content:
        return
    codes = tuple(explanations())
    for at, one in enumerate(explanations().values()):
        beside = (codes[at - 1] if at else None, codes[at + 1] if at + 1 < len(codes) else None)
        yield _page(setting, one, beside, frozenset(content))


def _page(
    setting: Setting, one: Explanation, beside: tuple[str | None, str | None], content: frozenset[str]
) -> Page:
    address = routes.code(one.code)
    wrong, right = contrast(one.wrong, one.right)
    page = make_page(
        setting,
        address,
        f"{one.code} {one.what}",
        "code.html",
        column="",
        description=one.what,
        crumbs=(
            Crumb("首页", routes.HOME),
            *((Crumb("编者手册", routes.HANDBOOK),) if routes.HANDBOOK in content else ()),
            Crumb("错误和提醒", routes.CODES),
            Crumb(one.code),
        ),
        index=False,
        one=one,
        wrong=wrong,
        right=right,
        family=family_of(one.code),
        beside=beside,
        fields=routes.FIELDS in content and 200 <= int(one.code[1:]) < 300,
    )
    return replace(page, head=page.head + _STYLE.format(routes.root_of(address)))
