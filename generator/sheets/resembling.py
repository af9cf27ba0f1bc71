"""Which entry the words of a result sheet mean: the same in all that is said, or merely like it."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from msgspec import Struct

from generator.sheets.naming import NO_SUBPROJECT, folded_no, folded_title
from generator.sheets.standing import Standing, Standings
from generator.values.text import fold
from generator.works.gate import unit_named

_LIKE = 0.6
_MOST = 4


class Sought(Struct, frozen=True, kw_only=True):
    """What a row says of the entry it means."""

    no: str = ""
    title: str = ""
    names: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    subproject: str | None = None


class Found(Struct, frozen=True):
    """The one entry that is meant, or, with why it is not certain, those that may be (`0007《夜班》张三`)."""

    exact: Standing | None = None
    like: tuple[str, ...] = ()
    why: str = ""


def candidates(sought: Sought, standings: Standings) -> Found:
    """Find the one entry that agrees in everything the row says; the number leads, title, people and unit must not differ."""
    pool = [
        one
        for one in standings.entries
        if sought.subproject is None or one.subproject in (sought.subproject, NO_SUBPROJECT)
    ]
    if sought.no:
        numbered = [one for one in pool if one.no == folded_no(sought.no) or one.id == folded_no(sought.no)]
        if len(numbered) == 1:
            differs = _differs(sought, numbered[0], standings)
            return (
                Found(numbered[0])
                if not differs
                else Found(None, (say(numbered[0]),), f"编号相同，但{differs}")
            )
        if numbered:
            return Found(None, _said(numbered), "有几件作品是这个编号")
        if any(one.no for one in pool) and not sought.title:
            return Found()
    title = folded_title(sought.title)
    if not title:
        return _by_people(sought, pool, standings)
    titled = [one for one in pool if one.title == title]
    agree = [one for one in titled if not _differs(sought, one, standings)]
    if len(agree) == 1 and not (sought.no and agree[0].no):
        return Found(agree[0])
    if len(agree) == 1:
        return Found(None, (say(agree[0]),), "题目相同，但编号不同")
    if agree:
        return Found(None, _said(agree), f"有 {len(agree)} 件作品都对得上")
    if titled:
        return Found(None, _said(titled), f"题目相同，但{_differs(sought, titled[0], standings)}")
    return _like(title, pool)


def _by_people(sought: Sought, pool: Sequence[Standing], standings: Standings) -> Found:
    """A prize for people or a unit, without a title: the entry that bears the name."""
    named = {fold(name) for name in sought.names} or {fold(unit) for unit in sought.units}
    ids = {
        unit.id
        for name in sought.units
        if not sought.names and (unit := unit_named(standings.campaign, name))
    }
    found = [one for one in pool if fold(one.entry.title) in named or one.title in named]
    found = found or [
        one for one in pool if one.subproject == NO_SUBPROJECT and one.entry.unit and (one.entry.unit in ids)
    ]
    if len(found) == 1:
        return Found(found[0])
    if found:
        return Found(None, _said(found), f"有 {len(found)} 件都对得上")
    by_author = [one for one in pool if sought.names and set(one.names) == named]
    if by_author:
        return Found(None, _said(by_author), "表里没有题目，只有作者相同")
    return _like(next(iter(sorted(named)), ""), pool)


def _like(title: str, pool: Sequence[Standing]) -> Found:
    ranked = sorted(
        (
            (difflib.SequenceMatcher(None, title, one.title).ratio(), one)
            for one in pool
            if _near_length(title, one.title)
        ),
        key=lambda pair: (-pair[0], pair[1].id),
    )
    likes = tuple(say(one) for ratio, one in ranked if ratio >= _LIKE or _one_off(title, one.title))[:_MOST]
    return Found(None, likes, "没有题目完全相同的作品，只有相近的") if likes else Found()


def _said(found: Sequence[Standing]) -> tuple[str, ...]:
    return tuple(map(say, sorted(found, key=lambda one: one.id)[:_MOST]))


def _one_off(one: str, other: str) -> bool:
    """Whether titles of a length differ in one character: of 夜班 and 夜斑 only a half is alike."""
    return len(one) == len(other) > 1 and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _near_length(one: str, other: str) -> bool:
    """Whether two titles can be alike at all: 2·min/(sum) is the most that their likeness may be."""
    shorter, longer = sorted((len(one), len(other)))
    return longer > 0 and 2 * shorter / (shorter + longer) >= _LIKE


def _differs(sought: Sought, one: Standing, standings: Standings) -> str:
    """In what an entry differs from what is said, "" where it does not."""
    if sought.title and one.title != folded_title(sought.title):
        return f"题目不同（作品资料里是“{one.entry.title}”）"
    said = [fold(name) for name in sought.names if not name.startswith("等")]
    there = [name for name in one.names if not name.startswith("等")]
    open_end = len(said) < len(sought.names) or len(there) < len(one.names)
    if said and there:
        same = set(said) == set(there) or (open_end and (set(said) <= set(there) or set(there) <= set(said)))
        if not same:
            return f"作者不同（作品资料里是{'、'.join(credit.name for credit in one.entry.credits)}）"
    if sought.units:
        known = {_unit(name, standings) for name in _units(one)}
        if known and not {_unit(name, standings) for name in sought.units} & known:
            return f"单位不同（作品资料里是{'、'.join(_units(one))}）"
    return ""


def _units(one: Standing) -> tuple[str, ...]:
    names = (one.entry.unit, one.entry.recommended_by, *(credit.unit for credit in one.entry.credits))
    return tuple(dict.fromkeys(name for name in names if name))


def _unit(name: str, standings: Standings) -> str:
    unit = unit_named(standings.campaign, name)
    return unit.id if unit else fold(name)


def say(one: Standing) -> str:
    """An entry in a report: its id, title and people."""
    people = "、".join(credit.name for credit in one.entry.credits[:3])
    return f"{one.id}《{one.entry.title}》{people}"
