"""Honours on their way into entries: set once, never taken away; what looks odd beside them is told."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from generator.model import common
from generator.problems import Problem
from generator.sheets.attaching import Attached
from generator.sheets.changes import Change, Kind, plain
from generator.sheets.columns import Header
from generator.sheets.grid import Grid, told
from generator.sheets.naming import listed
from generator.sheets.resembling import say
from generator.sheets.standing import Standing, Standings
from generator.works.gate import is_withdrawn
from generator.yamlediting import EditError, append_item, set_key, value_at
from generator.yamlwriting import Data

Scope = tuple[str | None, str]
"""(sub-project, or None for an award of the whole campaign; award)"""


class Award(Struct, frozen=True):
    """What a row gives: the award, and the place in it if one is printed."""

    row: int
    award: common.Award
    rank: str = ""


class Honouring:
    """The honours of a run: the files as they will be, and how many works each award has."""

    def __init__(self, standings: Standings, notice: str) -> None:
        self._standings, self.notice = standings, notice
        self._changes: dict[str, Change] = {}
        self._given: dict[tuple[str, str], int] = {}
        self._count: Counter[Scope] = Counter()
        for one in standings.entries:
            for honour in one.entry.honours:
                if honour.state != "shortlisted" and not is_withdrawn(one.entry):
                    self._count[self._scope(one, honour.award)] += 1
        self._touched: dict[Scope, tuple[int, common.Award]] = {}

    def _scope(self, one: Standing, award_id: str) -> Scope:
        record = self._standings.campaign.subproject(one.subproject)
        own = record is not None and any(award.id == award_id for award in record.awards)
        return (one.subproject if own else None), award_id

    def changes(self) -> tuple[Attached, ...]:
        """One change for each entry that the sheet names."""
        return tuple(Attached(change) for change in self._changes.values())

    def before(self, one: Standing, award_id: str) -> int | None:
        """The row that gave this award to this entry already, or None."""
        return self._given.get((one.id, award_id))

    def give(self, one: Standing, given: Award) -> None:
        """Set the honour, unless the entry has it. Raises EditError where the file's layout does not allow it."""
        current = self._changes.get(one.id) or Change("same", given.row, one.id, one.subproject, one.text)
        wanted: dict[str, Data] = {"award": given.award.id}
        wanted |= {"rank": int(given.rank)} if given.rank else {}
        wanted |= {"notice": self.notice} if self.notice else {}
        listing = value_at(current.text, ("honours",))
        there = [h for h in listing if isinstance(h, dict)] if isinstance(listing, list) else []
        at = next((i for i, h in enumerate(there) if h.get("award") == given.award.id), None)
        self._given[one.id, given.award.id] = given.row
        scope = self._scope(one, given.award.id)
        self._touched.setdefault(scope, (given.row, given.award))
        if at is None:
            text = append_item(current.text, ("honours",), wanted)
            self._count[scope] += 1
        elif all(str(there[at].get(k)) == str(v) for k, v in wanted.items()):
            text = current.text
            self._count[scope] += (
                there[at].get("state") == "shortlisted"
            )  # not counted so far, and named here
        else:
            text = set_key(
                current.text, ("honours",), [h if i != at else {**h, **wanted} for i, h in enumerate(there)]
            )
        shown = current.shown
        if text != current.text:
            shown = (
                *shown,
                ("honours", _spoken(there), _spoken([*there, wanted] if at is None else [wanted])),
            )
        kind: Kind = "changed" if shown else "same"
        self._changes[one.id] = Change(kind, current.row, one.id, one.subproject, text, shown)

    def counted(self, grid: Grid, header: Header, *, whole: bool) -> list[Problem]:
        """Awards with more or fewer works than they may have; with `whole`, works that have one and are not in the sheet."""
        found = []
        for scope, (row, award) in self._touched.items():
            if award.count is not None and self._count[scope] != award.count:
                found.append(
                    told("W179", grid, row, 0, award=award.title, count=award.count, there=self._count[scope])
                )
        if not whole:
            return found
        absent = [
            say(one)
            for one in self._standings.entries
            for honour in one.entry.honours
            if self._scope(one, honour.award) in self._touched and (one.id, honour.award) not in self._given
        ]
        if absent:
            found.append(told("W172", grid, header.last, 0, ids=listed(absent), count=len(absent)))
        return found


def _spoken(honours: list[dict[str, Data]]) -> str:
    return (
        "、".join(
            f"{plain(h['award'])}{'（第' + plain(h['rank']) + '名）' if h.get('rank') else ''}"
            for h in honours
        )
        or "（没有）"
    )


def settle(honouring: Honouring, grid: Grid, given: Award, one: Standing) -> list[Problem]:
    """Give an award to an entry and return what should be looked at; nothing is given to one that was withdrawn."""
    if is_withdrawn(one.entry):
        return [told("E177", grid, given.row, 0, entry=say(one))]
    if (row := honouring.before(one, given.award.id)) is not None:
        return [told("E169", grid, given.row, 0, value=say(one), other=row)]
    found = []
    if one.entry.status != "approved":
        found.append(told("W178", grid, given.row, 0, entry=say(one), status=one.entry.status))
    others = [h.award for h in one.entry.honours if h.award != given.award.id]
    if others and not any(h.award == given.award.id for h in one.entry.honours):
        found.append(
            told("W164", grid, given.row, 0, entry=say(one), others="、".join(others), award=given.award.id)
        )
    try:
        honouring.give(one, given)
    except EditError:
        found.append(told("E178", grid, given.row, 0, id=one.id, keys="honours"))
    return found
