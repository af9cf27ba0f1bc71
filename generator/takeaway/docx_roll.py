"""The honour roll as a document: a table for each award, with what is said of its state and the notices it rests on."""

from __future__ import annotations

from generator import routes
from generator.model.campaign import Campaign
from generator.pages.cards import names_of
from generator.pages.frame_parts import Setting as Site
from generator.pages.frame_parts import chinese_date
from generator.pages.results import Group, Roll, result_notices, roll_groups
from generator.takeaway.docx_paper import TEXT_WIDTH
from generator.takeaway.docx_tables import cell
from generator.takeaway.docx_text import Row, Setting, blank, paragraph, run, table, thin
from generator.takeaway.docx_title import title_lines

_NUMBER, _STATE = 800, 1300
_EVERYBODY = 10_000
"""More makers than any work has: a document names them all."""


def roll_body(site: Site, campaign: Campaign) -> str:
    """The whole roll; empty when nothing has been announced."""
    groups = tuple(roll_groups(site, campaign, ""))
    if not groups:
        return ""
    makers = {
        routes.work(campaign.id, work.id): names_of(work, limit=_EVERYBODY)
        for work in site.catalog.works_of(campaign)
    }
    title = "\n".join((*title_lines(campaign.title, 20), "获奖名单"))
    made = [paragraph(run(title), on=Setting(style="Title")), blank()]
    made.append(
        paragraph(
            run(f"截至{chinese_date(site.today)}，由{site.project.name}照资料列出，以下列通知原文为准。")
        )
    )
    for done, row in result_notices(campaign):
        printed = "，".join(text for text in (row.number, row.issued or "日期原文未载") if text)
        made.append(paragraph(run(f"{done}：{row.title}（{printed}）")))
    for group in groups:
        made.append(_group(group, makers))
    return "".join(made)


def _group(group: Group, makers: dict[str, str]) -> str:
    made = [paragraph(run(group.heading), on=Setting(style="Heading1", before=200))]
    for roll in group.rolls:
        said = f"{roll.title}（{'；'.join(roll.meta)}）"
        made.append(paragraph(run(said), on=Setting(style="Heading2")))
        if roll.winners:
            made.append(_table(roll, makers))
    return "".join(made)


def _table(roll: Roll, makers: dict[str, str]) -> str:
    """Only the columns that say something: ranks, states that differ from the award's, units."""
    ranked, stated = any(w.rank for w in roll.winners), any(w.state for w in roll.winners)
    titled = any(makers[w.href] for w in roll.winners)
    united = any(w.unit for w in roll.winners)
    names = ["名次" if ranked else "序号", "名称", *["作者"] * titled, *["单位"] * united, *["状态"] * stated]
    free = TEXT_WIDTH - _NUMBER - _STATE * stated
    shares = [3, *[2] * titled, *[3] * united]
    widths = (_NUMBER, *(free * share // sum(shares) for share in shares), *[_STATE] * stated)
    head = Row(cells=tuple(cell(name, "CellHead") for name in names), head=True)
    rows = [
        Row(
            cells=(
                cell(str(winner.rank or "") if ranked else str(number)),
                cell(winner.title, "CellText"),
                *(cell(makers[winner.href], "CellText") for _ in range(titled)),
                *(cell(winner.unit, "CellText") for _ in range(united)),
                *(cell(winner.state) for _ in range(stated)),
            )
        )
        for number, winner in enumerate(roll.winners, start=1)
    ]
    return table(widths, [head, *rows]) + thin()
