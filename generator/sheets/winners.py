"""The import of a result sheet: which entry each row means, which award it gets. Sets honours, guesses nothing."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from generator.media.workshop import Say
from generator.model.campaign import Campaign
from generator.problems import Place, Problem, errors, problem
from generator.sheets.columns import Header
from generator.sheets.entries import Import, Options, read_sheet, silent
from generator.sheets.grid import Grid, told
from generator.sheets.honouring import Award, Honouring, settle
from generator.sheets.naming import any_award, award_named, subproject_named
from generator.sheets.people import split_people
from generator.sheets.resembling import Sought, candidates
from generator.sheets.rows import Row, read_rows
from generator.sheets.standing import Standing, Standings
from generator.values.text import fold, tidy
from generator.works.honours import scheme


class Asked(Struct, frozen=True, kw_only=True):
    """What an editor asked for besides: the notice that announces, and rows settled by hand (row number to entry id)."""

    notice: str = ""
    confirmed: Mapping[int, str] = field(default_factory=dict)


def plan_winners(
    data: bytes, name: str, standings: Standings, options: Options, asked: Asked, say: Say = silent
) -> Import:
    """Return the honours that the sheet gives, and every row that could not be settled with those it may mean."""
    read = read_sheet(data, name, options, winners=True)
    grid, header = read.grid, read.header
    if grid is None or header is None:
        return Import(read, problems=read.problems)
    problems = [*read.problems, *_unfit(grid, header, standings, asked)]
    if errors(problems):
        return Import(read, problems=tuple(problems))
    campaign = standings.campaign

    def heading(text: str) -> bool:
        return any_award(campaign, text) or subproject_named(campaign, text) is not None

    rows = read_rows(grid, header, heading=heading)
    problems += rows.problems
    honouring = Honouring(standings, asked.notice)
    told_rows = {row.number for row in rows.rows}
    for number in sorted(set(asked.confirmed) - told_rows):
        problems.append(
            told(
                "E174", grid, number, 0, value=asked.confirmed[number], why="--confirm 说的这一行不是获奖作品"
            )
        )
    for number, row in enumerate(rows.rows, start=1):
        if not row.spoilt:
            problems += _row(grid, header, row, standings, asked, honouring)
        say("核对获奖", number, len(rows.rows))
    problems += honouring.counted(grid, header, whole=not errors(problems))
    return Import(read, len(rows.rows), honouring.changes(), tuple(problems))


def _unfit(grid: Grid, header: Header, standings: Standings, asked: Asked) -> list[Problem]:
    found = []
    if not any(header.of(key) for key in ("title", "no", "credits", "unit", "account.name")):
        found.append(told("E163", grid, header.last, 0, head="作品名称", key="title"))
    if asked.notice and standings.campaign.notice(asked.notice) is None:
        known = "、".join(f"{n.title}（{n.id}）" for n in standings.campaign.notices)
        found.append(
            problem(
                "E173",
                Place(grid.name),
                where="--notice",
                where_en="--notice",
                value=asked.notice,
                known=known,
            )
        )
    return found


def _row(
    grid: Grid, header: Header, row: Row, standings: Standings, asked: Asked, honouring: Honouring
) -> list[Problem]:
    campaign = standings.campaign
    subproject, heading = _above(campaign, row)
    if word := row.text("subproject"):
        named = subproject_named(campaign, word)
        subproject = named.id if named else subproject
    word = row.text("award") or heading
    column = header.of("award")
    at = column.index if column else 0
    if not word:
        return [told("E176", grid, row.number, at)]
    entry, found = _entry(grid, header, row, subproject, standings, asked)
    if entry is None:
        return found
    award = award_named(campaign, entry.entry.subproject, word)
    if award is None:
        known = (
            "、".join(f"{a.title}（{a.id}）" for a in scheme(campaign, entry.entry.subproject)) or "（没有）"
        )
        return [*found, told("E173", grid, row.number, at, value=word, known=known)]
    return [*found, *settle(honouring, grid, Award(row.number, award, _rank(row)), entry)]


def _above(campaign: Campaign, row: Row) -> tuple[str | None, str]:
    """The sub-project and the award that the lines above a row say: a new sub-project ends the award before it."""
    subproject, award = None, ""
    for banner in row.banners:
        named = subproject_named(campaign, banner)
        if named is not None and not any_award(campaign, banner):
            subproject, award = named.id, ""
        else:
            award = banner
    return subproject, award


def _rank(row: Row) -> str:
    """第3名 and 3 as 3, "" for what is no place."""
    text = fold(row.text("rank")).removeprefix("第").removesuffix("名")
    return str(int(text)) if text.isascii() and text.isdecimal() and 0 < int(text) < 1000 else ""


def _entry(
    grid: Grid, header: Header, row: Row, subproject: str | None, standings: Standings, asked: Asked
) -> tuple[Standing | None, list[Problem]]:
    """The one entry that a row means, else the problem with those that it may mean."""
    column = header.of("title") or header.of("no") or header.of("credits") or header.of("unit")
    at = column.index if column else 0
    if row.number in asked.confirmed:
        said = asked.confirmed[row.number]
        entry = standings.by_id(said)
        if entry is None:
            return None, [told("E174", grid, row.number, at, value=said, why="--confirm 说的作品不存在")]
        return entry, []
    people = [p for _, texts in row.all("credits") for text in texts for p in split_people(text).persons]
    titled = row.text("title")
    sought = Sought(
        no=row.text("no"),
        title=titled,
        names=tuple(p.name for p in people),
        units=tuple(
            tidy(text)
            for key in ("unit", "credit_units", "recommended_by")
            for _, texts in row.all(key)
            for text in texts
        ),
        subproject=subproject,
    )
    found = candidates(sought, standings)
    if found.exact is not None:
        return found.exact, []
    value = titled or row.text("no") or "、".join(sought.names) or "、".join(sought.units)
    if found.like:
        likes = "；".join(found.like)
        return None, [
            told("E175", grid, row.number, at, value=value, why=found.why, likes=likes, row=row.number)
        ]
    return None, [told("E174", grid, row.number, at, value=value, why="没有编号、题目相同或相近的作品")]
