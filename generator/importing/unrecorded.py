"""A net under the recognition: what a source prints and no record of its drafts holds, so that nothing is left out in silence.

Nothing is put right: each finding is for an editor. A complete import has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from generator.importing.draft import Draft, Left
from generator.importing.organs import HAN
from generator.importing.overlooked import (
    Sort,
    around,
    cells,
    dates,
    hosts,
    label_alone,
    names_hosts,
    numbers,
)
from generator.importing.received import Line, Received
from generator.importing.recorded import bare, leaves, recorded, records
from generator.importing.times import chinese_number
from generator.values.text import fold


class Unrecorded(Left, frozen=True):
    """Something printed that stands in no record. `campaign` is the draft it belongs to, `words` as printed."""

    sort: Sort = "number"
    campaign: str = ""


def with_unrecorded(received: Received, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The drafts, each with what `unrecorded` finds for it after its own `left`."""
    found = unrecorded(received, drafts)
    return tuple(
        replace(draft, left=(*draft.left, *(one for one in found if one.campaign == draft.id)))
        for draft in drafts
    )


def unrecorded(received: Received, drafts: Sequence[Draft]) -> tuple[Unrecorded, ...]:
    """Everything of the four sorts that the source prints and no draft records, once each, in the order of the source."""
    if not drafts:
        return ()
    known = recorded(drafts)
    bodies = {draft.id: fold("\n".join(draft.texts.values())) for draft in drafts}
    left = {one.words for draft in drafts for one in draft.left}
    lines: dict[str, list[Line]] = {draft.id: [] for draft in drafts}
    own, label = drafts[0], ""
    found: list[Unrecorded] = []
    for piece in received.pieces:
        if isinstance(piece, Line):
            folded = fold(piece.text)
            if folded not in bodies[own.id]:
                own = next((one for one in drafts if folded in bodies[one.id]), own)
            if piece.text in left and folded not in bodies[own.id]:
                continue  # what the receiving office stamped on its copy
            lines[own.id].append(piece)
            told = [*numbers(piece.text, known), *hosts(label + piece.text, known), *dates(folded, own)]
            label = label_alone(folded)
        else:
            told, label = list(cells(piece, known)), ""
        found += [
            Unrecorded(what, words, piece.number, piece.last, sort, own.id) for sort, what, words in told
        ]
    for draft in drafts:
        found += _projects(draft, lines[draft.id], drafts)
    once: dict[tuple[str, str], Unrecorded] = {}
    for one in sorted(found, key=lambda one: one.number):
        once.setdefault((one.sort, fold(one.words)), one)
    return tuple(once.values())


_NUMBER = r"[一二三四五六七八九十]{1,3}"
_COUNT = re.compile(
    rf"(?:等|设[置立有]?|共有?|分为|包括|包含|推出|确定|安排)(?:(?![评选获推报])[{HAN}]){{0,4}}?(?P<count>\d{{1,2}}|{_NUMBER}|两)"
    r"(?:个(?:子|征集|活动)?项目|个?项(?:征集|推选|评选)活动)"
)
_MARK = rf"(?:[(]?(?:\d{{1,2}}|{_NUMBER})[).、]|[①-⑳]|[●◆■▲★◇O]|项目{_NUMBER}:|【[^】]{{1,6}}】)"
_LETTER = rf"[{HAN}A-Za-z0-9+“”\"·]"
_HEADING = re.compile(
    rf"{_MARK}(?P<title>(?!各|全|开展|组织|做好|宣传|参加|征集|作品征集){_LETTER}{{2,24}}"
    r"(?:征集|推选|大赛|征文|评选))(?=[。(:]|$)"
)
_PART = re.compile(
    rf"(?:[(]?(?:\d{{1,2}}|{_NUMBER})[).、]|[●◆■>#*-]*)"
    r"(?:(?:活动|征集|参赛|竞赛|子|各子|[省市县]级)*(?:项目|赛道|板块)(?:设置|安排|内容|介绍|及承办单位)?|承办分工)\**"
)
_LEAST = 2
"""Lines: a single heading may be a stage or a duty, a single host that of the whole."""


def _projects(draft: Draft, lines: Sequence[Line], drafts: Sequence[Draft]) -> Iterator[Unrecorded]:
    """Printed counts that no draft bears out, parts that name projects where none is, headings that became none."""
    own = records(draft.data, "subprojects")
    all_of_them = [one for each in drafts for one in records(each.data, "subprojects")]
    counts = _counts(drafts)
    titles = {bare(str(one.get(key, ""))) for one in all_of_them for key in ("title", "kind")} - {""}
    steps = {bare(word) for each in drafts for key, word in leaves(each.data) if key in ("schedule", "what")}
    headings, parts, hosted = [], [], []
    for line in lines:
        plain = fold(line.text)
        for found in _COUNT.finditer(plain):
            printed = found["count"]
            count = int(printed) if printed.isdigit() else chinese_number(printed)
            if count and count not in counts:
                what = f"项目数（写的是 {count} 个，认出 {len(own)} 个）"
                yield Unrecorded(what, around(plain, found), line.number, line.last, "project", draft.id)
        heading = _HEADING.match(plain)
        title = bare(heading["title"]) if heading else ""
        if heading and title not in steps and not any(one in title or title in one for one in titles):
            headings.append(replace(line, text=heading["title"]))
        parts += [line] if _PART.fullmatch(plain) else []
        hosted += [line] if names_hosts(plain) else []
    speaking = parts or (hosted if len(hosted) >= _LEAST else [])
    if speaking and not own and _opens(draft):
        what = "子项目（一个也没有认出）"
        yield Unrecorded(what, speaking[0].text, speaking[0].number, speaking[0].last, "project", draft.id)
    if len(headings) >= _LEAST:
        for line in headings:
            yield Unrecorded("子项目", line.text, line.number, line.last, "project", draft.id)


def _counts(drafts: Sequence[Draft]) -> set[int]:
    """How many sub-projects there are: of each draft, of each tier in it, of all drafts."""
    tiers = [[str(one.get("tier", "")) for one in records(each.data, "subprojects")] for each in drafts]
    each = {len(own) for own in tiers} | {own.count(tier) for own in tiers for tier in own}
    return each | {sum(map(len, tiers))}


def _opens(draft: Draft) -> bool:
    """Whether the draft's notice can open a campaign: it extends, corrects or closes none."""
    first = next(iter(records(draft.data, "notices")), {})
    return first.get("kind") in (None, "通知", "方案")
