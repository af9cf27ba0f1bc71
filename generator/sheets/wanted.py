"""One row as the entry it asks for: only keys that the sheet says, in the words of the schema, every fault told by cell."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field
from msgspec.structs import asdict
from pydantic import ValidationError

from generator.model.campaign import Campaign
from generator.model.entry import Entry
from generator.model.judging import judged
from generator.problems import Problem, problem
from generator.sheets.columns import Header
from generator.sheets.crediting import credited
from generator.sheets.grid import Grid, told
from generator.sheets.naming import NO_SUBPROJECT, bare_title, named_subprojects, near, subproject_named
from generator.sheets.people import split_people
from generator.sheets.rows import Row
from generator.soundentries import ENTRY_LIMIT
from generator.values.text import fold, tidy
from generator.works.gate import unit_named
from generator.yamlwriting import Data, written

_AI = {
    "none": "否 无 没有 未 未使用 不使用 没有使用 未采用 不含 × x n no none 0",
    "assisted": "辅助 部分 部分使用 ai辅助 人工智能辅助 辅助创作 辅助生成 少量 assisted",
    "generated": "生成 全部 ai生成 人工智能生成 全部使用 完全 全部生成 generated",
}
_AI_WORDS = {word: value for value, words in _AI.items() for word in words.split()}
_AI_YES = frozenset({"是", "有", "使用", "已使用", "√", "✓", "y", "yes", "1"})
STAND_INS = {"person": "credits", "organisation": "unit", "account": "account.name"}
"""Where the subject is no work, its name is its title, and no sheet has a column of titles."""
ORDER = (
    "title",
    "no",
    "status",
    "credits",
    "unit",
    "recommended_by",
    "statement",
    "text",
    "account",
    "ai_use",
)


class Aim(Struct, frozen=True):
    """Where rows go: into one sub-project (`_` for none), or, with None, into the one that each row names."""

    campaign: Campaign
    subproject: str | None = None


class Wanted(Struct, frozen=True):
    """What a row wants an entry to say: keys of entry.yml without status, `files` as its cell names them.

    `columns` tells where a key came from.
    """

    row: int
    subproject: str
    data: dict[str, Data]
    files: tuple[str, ...] = ()
    columns: dict[str, int] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """A plain value, "" where the sheet says none."""
        return str(self.data.get(key, ""))

    @property
    def authors(self) -> tuple[str, ...]:
        """The names of all credits in order."""
        people = self.data.get("credits", ())
        return (
            tuple(str(c["name"]) for c in people if isinstance(c, dict)) if isinstance(people, list) else ()
        )


def read_wanted(grid: Grid, header: Header, row: Row, aim: Aim) -> tuple[Wanted | None, list[Problem]]:
    """Return what a row asks for; None, with at least one error, if it cannot be an entry."""
    problems: list[Problem] = []
    subproject = _subproject(grid, header, row, aim, problems)
    columns = {c.key: c.index for c in reversed(header.columns)}
    subject = _subject(aim.campaign, subproject)
    title_key = "title" if header.of("title") else STAND_INS.get(subject, "title")
    title = bare_title(tidy(row.text(title_key)))
    if title_key == "credits" and len(people := split_people(title).persons) == 1:
        title = people[0].name
    raw: dict[str, Data] = {"title": title}
    if not raw["title"] and not row.spoilt:
        problems.append(told("E165", grid, row.number, columns.get("title", 0)))
    for key in ("no", "recommended_by", "statement", "text"):
        texts = tuple(dict.fromkeys(text for _, texts in row.all(key) for text in texts))
        if len(texts) > 1:
            problems.append(told("E171", grid, row.number, columns[key], head=_head(header, key)))
        elif texts:
            raw[key] = texts[0]
    found = credited(grid, header, row, persons=title_key != "credits")
    problems += found.problems
    if found.credits:
        raw["credits"] = list(found.credits)
    if found.unit and title_key != "unit":
        raw["unit"] = _unit(grid, row, aim.campaign, found.unit, columns, problems)
    account = {part: row.text(f"account.{part}") for part in ("platform", "name", "url")}
    account = {part: text for part, text in account.items() if text}
    if account:
        raw["account"] = {"name": str(raw["title"]), **account}
    _ai_use(grid, header, row, raw, problems)
    entry = _valid(grid, header, row, {k: v for k, v in raw.items() if v}, problems)
    if entry is None or subproject is None or row.spoilt or any(p.severity == "error" for p in problems):
        return None, problems
    files = tuple(name for _, texts in row.all("files") for name in texts)
    return Wanted(row.number, subproject, _data(entry, raw), files, columns), problems


def _subject(campaign: Campaign, subproject: str | None) -> str:
    record = campaign.subproject(subproject) if subproject else None
    return record.subject if record else ("organisation" if subproject == NO_SUBPROJECT else "work")


def subjects(aim: Aim) -> set[str]:
    """What the rows of a sheet may be about: works, people, accounts …"""
    if aim.subproject is not None:
        return {_subject(aim.campaign, aim.subproject)}
    return {s.subject for s in aim.campaign.subprojects}


def _head(header: Header, key: str) -> str:
    column = header.of(key)
    return column.head if column else key


def _subproject(grid: Grid, header: Header, row: Row, aim: Aim, problems: list[Problem]) -> str | None:
    column = header.of("subproject")
    word = row.text("subproject")
    named = subproject_named(aim.campaign, word) if word else None
    if aim.subproject is not None:
        if named and named.id != aim.subproject and column:
            problems.append(told("W177", grid, row.number, column.index, value=word, into=aim.subproject))
        return aim.subproject
    if named is None:
        at = column.index if column else 0
        problems.append(
            told("E168", grid, row.number, at, value=word or "空白", known=named_subprojects(aim.campaign))
        )
        return None
    return named.id


def _unit(
    grid: Grid, row: Row, campaign: Campaign, name: str, columns: dict[str, int], problems: list[Problem]
) -> str:
    """A unit of the campaign by its id, any other by its name in full."""
    known = unit_named(campaign, name)
    if known is None and campaign.units:
        at = columns.get("unit", columns.get("credit_units", 0))
        likes = near(name, (n for unit in campaign.units for n in (unit.name, *unit.names)))
        problems.append(
            told(
                "W168", grid, row.number, at, value=name, near=f"最像的是：{likes}" if likes else "没有相像的"
            )
        )
    return known.id if known else name


def _ai_use(grid: Grid, header: Header, row: Row, raw: dict[str, Data], problems: list[Problem]) -> None:
    column, word = header.of("ai_use"), row.text("ai_use")
    if not word or column is None:
        return
    folded = fold(word).casefold()
    if folded in _AI_YES:
        problems.append(told("W169", grid, row.number, column.index, value=word))
        raw["ai_use"] = "assisted"
    elif folded in _AI_WORDS:
        raw["ai_use"] = _AI_WORDS[folded]
    else:
        why = "只认识“否”“AI 辅助”“AI 生成”"
        problems.append(told("E170", grid, row.number, column.index, head=column.head, value=word, why=why))


def _valid(
    grid: Grid, header: Header, row: Row, raw: dict[str, Data], problems: list[Problem]
) -> Entry | None:
    """The record that the schema makes of it; what it refuses is told at the cell it came from."""
    if "title" not in raw:
        return None
    try:
        entry = judged(Entry, {"id": "0001", "subproject": None, "status": "received", **raw})
    except ValidationError as error:
        problems += _refused(grid, header, row, error)
        return None
    size = len(written(raw).encode())
    if size > ENTRY_LIMIT - 4_000:  # room for approval, media and what else comes to stand there
        problems.append(told("E172", grid, row.number, 0, size=f"{size:,}", limit=f"{ENTRY_LIMIT - 4_000:,}"))
    return entry


def _refused(grid: Grid, header: Header, row: Row, error: ValidationError) -> Iterator[Problem]:
    for detail in error.errors(include_url=False, include_input=False):
        key = str(detail["loc"][0])
        exact = f"{key}.{detail['loc'][1]}" if key == "account" and len(detail["loc"]) > 1 else key
        column = header.of(exact) or header.of("account.name") or header.of("title")
        at = column.index if column else 0
        if detail["type"].startswith(("E", "W")):
            yield problem(detail["type"], grid.place(row.number, at), **detail.get("ctx", {}))
        else:
            head = column.head if column else key
            why = "账号要同时有平台和名称" if key == "account" else "这里不能这样写"
            yield told("E170", grid, row.number, at, head=head, value=row.text(exact), why=why)


def _data(entry: Entry, raw: dict[str, Data]) -> dict[str, Data]:
    """The record's own values, blanks closed up, in the order in which they are written."""
    found: dict[str, Data] = {}
    for key in ORDER:
        if not raw.get(key):
            continue
        if key == "credits":
            found[key] = [{k: v for k, v in asdict(c).items() if v} for c in entry.credits]
        elif key == "account" and entry.account:
            found[key] = {k: v for k, v in asdict(entry.account).items() if v}
        else:
            found[key] = str(getattr(entry, key))
    return found
