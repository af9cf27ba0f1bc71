"""Who made a work and for which unit, from the cells of a row: authors, columns of parts (作词, 作曲), units."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from generator.problems import Problem
from generator.sheets.columns import Column, Header
from generator.sheets.grid import Grid, told
from generator.sheets.people import Person, split_people, split_units
from generator.sheets.rows import Row
from generator.values.text import tidy


class Credited(Struct, frozen=True):
    """The credits in order, the unit of the work, and what somebody should look at."""

    credits: tuple[dict[str, str], ...]
    unit: str
    problems: tuple[Problem, ...]


def credited(grid: Grid, header: Header, row: Row, *, persons: bool) -> Credited:
    """Read the people of a row; without `persons` its column of names is the title, and only units are read."""
    problems: list[Problem] = []
    lines: list[list[Person]] = []  # one for each cell of names, top to bottom
    for column, texts in row.all("credits") if persons else ():
        for text in texts:
            people = split_people(text, column.role)
            if people.doubt:
                problems.append(_look(grid, row, column, people.doubt))
            lines.append(list(people.persons))
    unit, owned = _one_or_each(grid, row, lines, "unit", problems)
    own, each = _one_or_each(grid, row, lines, "credit_units", problems)
    if own and not unit and not owned:
        unit = own
    elif own and own != unit:
        each = [own] * sum(map(len, lines))
    given = each or owned
    found = [person for line in lines for person in line]
    if given:
        found = [
            p if p.unit or p.name.startswith("等") else replace(p, unit=u)
            for p, u in zip(found, given, strict=False)
        ]
    if not unit and (units := {p.unit for p in found if not p.name.startswith("等")}) and len(units) == 1:
        unit = units.pop()
    return Credited(
        tuple({k: v for k, v in (("name", p.name), ("role", p.role), ("unit", p.unit)) if v} for p in found),
        unit,
        tuple(problems),
    )


def _one_or_each(
    grid: Grid, row: Row, lines: list[list[Person]], key: str, problems: list[Problem]
) -> tuple[str, list[str]]:
    """The one unit that a column names, or one for each person where it names as many, row by row or line by line."""
    found = row.all(key)
    if not found:
        return "", []
    column, texts = found[0]
    if len(set(texts)) > 1:
        if len(texts) == len(lines):
            return "", [text for text, line in zip(texts, lines, strict=True) for _ in line]
        problems.append(_look(grid, row, column, "几行的单位不一样，和作者对不上，合在一起写"))
        return "、".join(tidy(text) for text in dict.fromkeys(texts)), []
    units = split_units(texts[0])
    people = sum(map(len, lines))
    if len(units) < 2:
        return tidy(texts[0]), []
    if len(set(units)) > 1 and len(units) == people:
        problems.append(_look(grid, row, column, f"有 {people} 个单位、{people} 位作者，已按顺序一一对应"))
        return "", list(units)
    problems.append(_look(grid, row, column, "一格里有几个单位，原样合在一起写"))
    return "、".join(dict.fromkeys(units)), []


def _look(grid: Grid, row: Row, column: Column, why: str) -> Problem:
    return told("W166", grid, row.number, column.index, head=column.head, why=why)
