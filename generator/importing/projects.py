"""Which parts of a text are sub-projects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from generator.importing.dialled import NUMBER, narrowed
from generator.importing.fields import evidence, filled
from generator.importing.groups import NOBODY, Hosts, hosts_of_group
from generator.importing.headings import Node, is_group, is_project_title
from generator.importing.labels import label_at_start
from generator.importing.organs import closed
from generator.importing.project import Project, pair_detached
from generator.importing.received import Line, Piece
from generator.importing.regions import tier_said
from generator.importing.stages import SECTION

_GENERIC = re.compile(
    "要求|安排|平台|组织|领导|说明|方式|时间|保障|奖|评审|总体|目标|主题$|原则|事项|附则|宣传|纪律|联系|机制|内容$|对象$|范围$|阶段|"
    "^(?:征集|参赛|活动|竞赛|比赛|大赛|评选|申报|赛事|赛道|作品)?(?:内容|项目|类别|设置|范围|方向|主题|名称)(?:设置|及.{2,12})?$|进度|入口|意义|指导|背景|流程|步骤|数量|名额|条件|办法|材料|报送|渠道|经费|^其他|^附|工作$|服务$|^加强|^提高|^强化|^突出"
)


_SERIES = re.compile("项目|征集|系列|内容|类别|作品|专题|赛事|板块|入口")


def projects_in(root: Node) -> list[Project]:
    """All sub-projects of one text, in order. `root` is its outline."""
    out = []
    for node, tier, (hosts, aides) in _found(root, "", NOBODY, series=False):
        project = filled(node, tier)
        if not project.hosts and not project.co_hosts and (hosts or aides):
            project.hosts += hosts
            project.co_hosts += aides
            project.sure, project.why = False, f"{project.why}；承办单位印在所在一组的标题里"
        out.append(project)
    pair_detached(out)
    return out


def _found(
    node: Node, tier: str, above: Hosts, *, series: bool, timed: bool = False
) -> Iterator[tuple[Node, str, Hosts]]:
    own = hosts_of_group(node) if node.kind != "root" else NOBODY
    above = own if any(own) else above
    heading = node.title if node.kind != "root" else ""
    tier = (
        tier_said(heading)
        if heading and (is_group(heading) or _names_series(heading)) and tier_said(heading)
        else tier
    )
    series = series or bool(heading and _SERIES.search(heading)) or node.kind == "group"
    timed = timed or bool(SECTION.search(closed(heading)))
    chosen = [child for child in node.children if _is_one(child, series=series)]
    if timed:  # 专家评审, 颁奖展播: stages, unless somebody hosts them
        chosen = [child for child in chosen if evidence(child, hosts=True)]
    else:
        chosen += _siblings(node, chosen)
    if len(chosen) == 1 and not evidence(chosen[0]) and not _strong(chosen[0], node):
        chosen = []
    for child in node.children:
        if child in chosen:
            yield child, tier, above
        else:
            yield from _found(child, tier, above, series=series, timed=timed)


def named_by_contacts(root: Node, lines: Sequence[Line]) -> list[Project]:
    """Parts of one list that have nothing but a list of contacts to tell them by: `歌曲：某某 电话…` for each, by their titles."""
    keys = {
        closed(found.group(1))
        for line in lines
        if (found := re.match(r"\s*([^：:\d]{2,16})[：:]", line.text)) and NUMBER.search(narrowed(line.text))
    }
    for node in root.walk():
        named = [child for child in node.children if closed(child.title) in keys]
        if len(named) > 1 and len({child.kind for child in named}) == 1:
            out = [filled(replace(child, pieces=_own(child.pieces)), "") for child in named]
            for project in out:
                project.sure, project.why = False, "标题和后面联系人名单里的名称一样"
            return out
    return []


def _own(pieces: Sequence[Piece]) -> list[Piece]:
    """What stands under the last part of a list before the text goes on for all of them."""
    for at, piece in enumerate(pieces):
        if isinstance(piece, Line) and re.match(
            "请|各(?:单位|级|地)|以上|上述|凡|[（(]?联系|[^：:\\d]{2,16}[：:].*\\d{7}", piece.text
        ):
            return list(pieces[:at])
    return list(pieces)


def _siblings(node: Node, chosen: Sequence[Node]) -> list[Node]:
    """Parts beside sub-projects of one list that are some too: titled alike, or hosted as the others are."""
    kinds = {child.kind for child in chosen}
    rest = [child for child in node.children if child not in chosen and child.kind in kinds and child.title]
    alike = [child for child in rest if is_project_title(child.title) and not is_group(child.title)]
    hosted = [child for child in rest if _plain_title(child) and evidence(child)] if len(chosen) > 1 else []
    return [*(alike if len(chosen) + len(alike) > 2 else ()), *(one for one in hosted if one not in alike)]


def _plain_title(node: Node) -> bool:
    title = closed(node.title)
    return 2 <= len(title) <= 30 and not _GENERIC.search(title) and not label_at_start(node.text)


def _names_series(heading: str) -> bool:
    return bool(re.search("系列|入口|子项目|征集活动", heading)) and len(heading) <= 40


def _is_one(node: Node, *, series: bool) -> bool:
    title = node.title
    if not title or node.kind == "group" or is_group(title) or label_at_start(node.text):
        return False
    if any(_is_one(part, series=True) for child in node.children for part in child.walk()):
        return False
    if is_project_title(title):
        return series or evidence(node) or bool(node.pieces) or bool(node.remainder)
    if re.fullmatch("[\u4e00-\u9fff、]{1,8}(?:类|赛道|赛区|单元)", closed(title)) and evidence(node):
        return not _GENERIC.search(closed(title))
    short = len(closed(title)) <= 30 and not _GENERIC.search(closed(title)) and len(closed(title)) >= 2
    return short and evidence(node, hosts=True)


def _strong(node: Node, parent: Node) -> bool:
    """A single title-like part among others: taken only where it says more than a sentence and its parent is a series."""
    return (
        bool(_SERIES.search(parent.title))
        and len(closed(node.remainder) + "".join(closed(p.text) for p in node.pieces if isinstance(p, Line)))
        > 30
    )
