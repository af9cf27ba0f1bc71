"""The import of a sheet of entries, from its bytes to the list of changes: reads, judges, writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from generator.media.workshop import Say
from generator.problems import Place, Problem, errors, problem
from generator.sheets.attaching import Attached, attach
from generator.sheets.changes import Kind, changed_entry, new_entry, vanished
from generator.sheets.claiming import claim
from generator.sheets.columns import Header, find_header
from generator.sheets.grid import Grid, letter, told
from generator.sheets.hiding import hidden
from generator.sheets.matching import Finder, Ids, without_twins
from generator.sheets.naming import listed
from generator.sheets.rows import read_rows
from generator.sheets.standing import Standings
from generator.sheets.wanted import STAND_INS, Aim, Wanted, read_wanted, subjects
from generator.sheets.workbooks import Book, read_book, visible_sheets


def silent(what: str, done: int, total: int) -> None:
    """Tell nobody how far the work is."""


class Options(Struct, frozen=True, kw_only=True):
    """What an editor asked for. `sheet` names one of several, `mapped` says heads or letters of columns and their keys."""

    sheet: str = ""
    mapped: Mapping[str, str] = field(default_factory=dict)
    media: Path | None = None
    media_root: Path | None = None
    replace: bool = False


class Read(Struct, frozen=True):
    """The one sheet that was chosen, with its header; both None, with problems, where there is none."""

    grid: Grid | None
    header: Header | None
    problems: tuple[Problem, ...]


class Import(Struct, frozen=True):
    """What an import would do. `rows` counts the works of the sheet; with errors in `problems` some rows have no change."""

    read: Read
    rows: int = 0
    changes: tuple[Attached, ...] = ()
    problems: tuple[Problem, ...] = ()

    def count(self, kind: Kind) -> int:
        """How many entries are new, changed, same or kept."""
        return Counter(one.change.kind for one in self.changes)[kind]


def read_sheet(data: bytes, name: str, options: Options, *, winners: bool = False) -> Read:
    """Choose the sheet: the one named, else the only one with a header."""
    try:
        book = read_book(data, name)
    except ValueError as error:
        return Read(None, None, (problem("E160", Place(hidden(name)), why=error),))
    grids = visible_sheets(book)
    if options.sheet:
        grids = [grid for grid in grids if grid.sheet.strip() == options.sheet.strip()]
        if not grids:
            return Read(None, None, (_which(book, name, "没有这张工作表，或者它是空的"),))
    found = [(grid, *find_header(grid, winners=winners, mapped=options.mapped)) for grid in grids]
    usable = [one for one in found if one[1] is not None]
    if not usable:
        return Read(None, None, (problem("E161", grids[0].place(1) if grids else Place(hidden(name))),))
    if len(usable) > 1:
        return Read(None, None, (_which(book, name, "有好几张工作表都像，要说明用哪一张"),))
    grid, header, problems = usable[0]
    others = [one.name for one in visible_sheets(book) if one is not grid] if not options.sheet else []
    problems += [problem("W176", Place(other), name=other) for other in others]
    problems += [
        problem("W176", Place(f"{hidden(name)}［{title}］"), name=f"隐藏的工作表“{title}”")
        for title in book.hidden
    ]
    return Read(grid, header, tuple(problems))


def _which(book: Book, name: str, why: str) -> Problem:
    sheets = "、".join(hidden(grid.sheet) for grid in visible_sheets(book)) or "（都是空的）"
    return problem("E162", Place(hidden(name)), why=why, sheets=sheets)


def plan_entries(
    data: bytes, name: str, standings: Standings, subproject: str | None, options: Options, say: Say = silent
) -> Import:
    """Return every change that the sheet asks for, and every oddity in it by row."""
    read = read_sheet(data, name, options)
    grid, header = read.grid, read.header
    if grid is None or header is None:
        return Import(read, problems=read.problems)
    problems = list(read.problems)
    if errors(problems):
        return Import(read, problems=tuple(problems))
    aim = Aim(standings.campaign, subproject)
    header, stray = _fitting(grid, header, aim)
    problems += stray
    read = replace(read, header=header)
    if missing := _missing(grid, header, aim):
        return Import(read, problems=(*problems, missing))
    rows = read_rows(grid, header)
    problems += rows.problems
    wanted: list[tuple[Grid, Wanted]] = []
    for number, row in enumerate(rows.rows, start=1):
        one, found = read_wanted(grid, header, row, aim)
        problems += found
        if one:
            wanted.append((grid, one))
        say("读表格", number, len(rows.rows))
    kept, found = without_twins(wanted, standings)
    problems += found
    changes, seen = _changes(kept, standings, options, problems, say)
    aims = {subproject} if subproject else {one.subproject for _, one in kept}
    gone = (
        [] if errors(problems) else vanished(standings.entries, seen, aims)
    )  # a faulty row may be any of them
    if gone:
        problems.append(told("W172", grid, header.last, 0, ids=listed(gone), count=len(gone)))
    return Import(read, len(rows.rows), tuple(changes), tuple(problems))


def _missing(grid: Grid, header: Header, aim: Aim) -> Problem | None:
    """What a sheet must have and has not: names for the works, and their sub-projects where it is for several."""
    if header.of("title") is None and not any(header.of(STAND_INS.get(s, "title")) for s in subjects(aim)):
        return told("E163", grid, header.last, 0, head="作品名称", key="title")
    if aim.subproject is None and header.of("subproject") is None:
        return told("E163", grid, header.last, 0, head="子项目", key="subproject")
    return None


def _fitting(grid: Grid, header: Header, aim: Aim) -> tuple[Header, list[Problem]]:
    """The header without a platform or an address that belongs to no account: where a work was shown is no key of it."""
    if header.of("account.name") or "account" in subjects(aim):
        return header, []
    stray = [c for c in header.columns if c.key.startswith("account.")]
    found = [told("W161", grid, header.last, c.index, head=c.head, letter=letter(c.index)) for c in stray]
    return replace(header, columns=tuple(c for c in header.columns if c not in stray)), found


def _changes(
    kept: Sequence[tuple[Grid, Wanted]],
    standings: Standings,
    options: Options,
    problems: list[Problem],
    say: Say,
) -> tuple[list[Attached], set[str]]:
    finder, ids = Finder(standings), Ids(standings.taken)
    files: Mapping[tuple[str, int], tuple[Path, ...]] = {}
    if options.media and kept:
        claims = claim(kept, options.media, kept[0][0])
        files = claims.files
        problems += claims.problems
    changes: list[Attached] = []
    seen: dict[str, int] = {}
    for number, (grid, wanted) in enumerate(kept, start=1):
        standing, found = finder.find(grid, wanted)
        problems += found
        if errors(found):
            continue
        if standing and standing.id in seen:
            value, other = wanted.text("title"), seen[standing.id]
            problems.append(told("E169", grid, wanted.row, 0, value=value, other=other))
            continue
        if standing:
            change = changed_entry(grid, wanted, standing, standings.campaign, replace=options.replace)
        else:
            change = new_entry(wanted, ids.give(wanted.text("no")))
        seen[change.id] = wanted.row
        attached = attach(grid, change, files.get((grid.name, wanted.row), ()), standing, options.media_root)
        problems += attached.change.problems
        changes.append(attached)
        say("核对作品", number, len(kept))
    return changes, set(seen)
