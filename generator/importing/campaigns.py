"""One notice as a draft of its campaign: everything found in it, put together as the data of campaign.yml."""

from __future__ import annotations

import re

from generator.importing import notices
from generator.importing.draft import Draft, Left
from generator.importing.enclosing import enter_notice, enter_tables, units_of
from generator.importing.enrolling import enter_contacts, enter_projects, projects_of_paper
from generator.importing.faithful import faithful
from generator.importing.headings import Node, outline
from generator.importing.legible import legible
from generator.importing.notices import Facts
from generator.importing.organs import closed
from generator.importing.papers import Paper
from generator.importing.received import Line
from generator.importing.regions import speaks_for
from generator.importing.scheduling import enter_schedule
from generator.importing.work import Work


def draft_of(paper: Paper, *, campaign: str, year: int | None, whole: str, attached: dict[int, str]) -> Draft:
    """The draft of the campaign of one notice. `attached` gives the campaign's id for each notice that is attached to it."""
    facts = notices.facts_of(paper)
    tier, region = speaks_for((*facts.issuers, *facts.head.organs, *facts.closing.organs))
    known = notices.year_of(paper, facts, year, whole)
    work = Work(paper, facts, known, tier or "unit", region)
    campaign_id, _, notice_id = campaign.partition("/")
    _titles(work, whole)
    trees = _trees(paper, facts)
    allocations, forms = enter_tables(work)
    enter_schedule(work, trees)
    found = projects_of_paper(work, trees)
    enter_contacts(work, trees, found)
    enter_projects(work, trees, found)
    if allocations:
        work.data["units"] = list(units_of(allocations))
        work.data["allocation"] = list(allocations)
    if forms:
        work.data["forms"] = list(forms)
    texts = enter_notice(work, notice_id or "launch", attached)
    data, dropped = faithful(work.data, texts)
    left = [
        *work.left,
        *(Left(f"{what}（与正文对不上，没有写进数据）", words, 0, 0) for what, words in dropped),
    ]
    order = sorted(work.findings, key=lambda finding: (finding.number, finding.last))
    return Draft(campaign_id, data, texts, tuple(order), tuple(left))


def _titles(work: Work, whole: str) -> None:
    paper, facts = work.paper, work.facts
    lines = paper.title_lines or (Line(paper.title, 1, 1),)
    place = (lines[0].number, lines[-1].last)
    title = notices.campaign_title(paper.title, whole)
    work.data["title"] = title
    work.found("通知标题", paper.title, place, path="notices/launch/title")
    work.found("活动名称", title, place, path="title", sure="likely", why="取自标题，去掉“关于开展……的通知”")
    if short := notices.short_title(title):
        work.data["short_title"] = short
    work.data["tier"] = work.tier
    work.data["region"] = work.region or "待填"
    if not work.region:
        work.left.append(Left("地区", "没有认出发文机关属于哪个地区，region 待填", *place))
    work.found(
        "级别和地区", f"{work.tier} {work.region}", place, path="tier", sure="likely", why="按发文机关的名称"
    )
    if work.year is None:
        work.left.append(Left("年份", "全文没有印出年份，year 待填", *place))
    else:
        work.data["year"] = work.year
    if facts.issuers:
        work.data["sponsors"] = list(facts.issuers)
        work.found("发文机关", "、".join(facts.issuers), place, path="notices/launch/issuers")
    if facts.head.damaged:
        work.left.append(
            Left(
                "版头", "、".join(line.text for line in paper.head), paper.head[0].number, paper.head[-1].last
            )
        )
    for line in facts.head.stamps:
        work.left.append(
            Left("收文章（收到这份文件的单位盖的，不是通知的内容）", line.text, line.number, line.last)
        )
    if facts.head.doc_number:
        lines_above = [*paper.head, *(piece for piece in paper.body[:2] if isinstance(piece, Line))]
        line = next((line for line in lines_above if facts.head.doc_number in closed(line.text)), lines[0])
        work.found("发文字号", facts.head.doc_number, line, path="notices/launch/doc_number")
    if facts.closing.issued:
        issued = paper.body[facts.closing.places[-1]]
        work.found("成文日期", facts.closing.issued.printed, issued, path="notices/launch/issued")


def _trees(paper: Paper, facts: Facts) -> list[Node]:
    """The outlines of the body (without what opens and closes it) and of each text attachment."""
    skipped = {facts.recipients_at, *facts.closing.places}
    skipped |= set(range(paper.announced.start, paper.announced.end)) if _list_alone(paper) else set()
    body = [piece for at, piece in enumerate(paper.body) if at not in skipped]
    return [
        outline(legible(body)),
        *(outline(legible(part.pieces)) for part in paper.parts if not part.notice),
    ]


def _list_alone(paper: Paper) -> bool:
    """Whether the list of attachments has lines of its own, and is not glued to the last paragraph."""
    at = paper.announced.start
    piece = paper.body[at] if at < len(paper.body) else None
    return isinstance(piece, Line) and bool(re.match(r"[\s>*-]*附\s*(?:件|[:：])", piece.text))
