"""Titles of browser tabs and share cards: at most 30 characters, which is what WeChat shows of one (domain rule C5).

The full title always stands in the page's h1 and in its label ArticleTitle; nothing official is shortened there.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.campaign import Campaign
from generator.values.patterns import late

LIMIT = 30
_LONG_NAME = late(r"(?:\d{4}年)?(?:全[国省市县区](?:工会)?)?[“\"][^“”\"]{2,40}[”\"](?=主题活动)")
"""`2024年“网聚职工正能量 争做八闽好网民”` before 主题活动: what every title of a campaign repeats."""
_ORGANS = late(r"^[^“”《》\"]*[会办局部委厅院] ?(?=关于)")
_SEAMS = "、　 ，："


def tab_title(title: str, *, site_name: str, campaign: Campaign | None = None) -> str:
    """Return `title` short enough to stand before `｜site_name` in 30 characters.

    The campaign's long name gives way to year and short title, then the organs before 关于, then 主题活动, then the
    region beside the year; what is still too long is cut, at a seam where there is one, and ends in an ellipsis.
    """
    room = LIMIT - len(f"｜{site_name}")
    if (
        room < LIMIT // 3
    ):  # a long name of the site leaves no room at all: it is the name that will be cut then
        room = LIMIT
    for shorter in _ever_shorter(title, campaign):
        if len(shorter) <= room:
            return shorter
    return _cut(shorter, room)


def _ever_shorter(title: str, campaign: Campaign | None) -> Iterator[str]:
    yield title
    if campaign is None:
        return
    name = f"{campaign.year}年{campaign.short_title or campaign.region}"
    if "主题活动" in title:
        title = _LONG_NAME.sub(lambda _: name, title)
        yield title
    if "关于" in title:
        title = _ORGANS.sub("", title)
        yield title
    if name in title:
        yield title.replace("主题活动", "活动", 1)
        title = title.replace("主题活动", "", 1)
        yield title
    title = title.replace(f"{campaign.year}年 {campaign.region}", f"{campaign.year}年")
    yield title


def _cut(title: str, room: int) -> str:
    """The title up to the last seam in its second half, or just so many characters."""
    kept = title[: room - 1]
    seam = max(kept.rfind(mark) for mark in _SEAMS)
    return (kept[:seam] if seam > room // 2 else kept).rstrip(_SEAMS) + "…"
