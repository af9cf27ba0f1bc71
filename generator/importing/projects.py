"""Which parts of a text are sub-projects."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.importing.fields import evidence, filled
from generator.importing.headings import Node, is_group, is_project_title
from generator.importing.labels import label_at_start
from generator.importing.organs import closed
from generator.importing.project import Project, pair_detached
from generator.importing.received import Line
from generator.importing.regions import tier_said

_GENERIC = re.compile(
    "要求|安排|平台|组织|领导|说明|方式|时间|保障|奖|评审|总体|目标|主题$|原则|事项|附则|宣传|纪律|联系|机制|内容$|对象$|范围$|阶段|"
    "进度|入口|意义|指导|背景|流程|步骤|数量|名额|条件|办法|材料|报送|渠道|经费|^其他|^附|工作$|服务$|^加强|^提高|^强化|^突出"
)


_SERIES = re.compile("项目|征集|系列|内容|类别|作品|专题|赛事|板块|入口")


def projects_in(root: Node) -> list[Project]:
    """All sub-projects of one text, in order. `root` is its outline."""
    out = [filled(node, tier) for node, tier in _found(root, "", series=False)]
    pair_detached(out)
    return out


def _found(node: Node, tier: str, *, series: bool) -> Iterator[tuple[Node, str]]:
    heading = node.title if node.kind != "root" else ""
    tier = (
        tier_said(heading)
        if heading and (is_group(heading) or _names_series(heading)) and tier_said(heading)
        else tier
    )
    series = series or bool(heading and _SERIES.search(heading)) or node.kind == "group"
    chosen = [child for child in node.children if _is_one(child, series=series)]
    if len(chosen) == 1 and not evidence(chosen[0]) and not _strong(chosen[0], node):
        chosen = []
    for child in node.children:
        if child in chosen:
            yield child, tier
        else:
            yield from _found(child, tier, series=series)


def _names_series(heading: str) -> bool:
    return bool(re.search("系列|入口|子项目|征集活动", heading)) and len(heading) <= 40


def _is_one(node: Node, *, series: bool) -> bool:
    title = node.title
    if not title or node.kind == "group" or is_group(title) or label_at_start(node.text):
        return False
    if any(_is_one(child, series=True) for child in node.children):
        return False
    if is_project_title(title):
        return series or evidence(node) or bool(node.pieces) or bool(node.remainder)
    short = len(closed(title)) <= 30 and not _GENERIC.search(closed(title)) and len(closed(title)) >= 2
    return short and evidence(node, hosts=True)


def _strong(node: Node, parent: Node) -> bool:
    """A single title-like part among others: taken only where it says more than a sentence and its parent is a series."""
    return (
        bool(_SERIES.search(parent.title))
        and len(closed(node.remainder) + "".join(closed(p.text) for p in node.pieces if isinstance(p, Line)))
        > 30
    )
