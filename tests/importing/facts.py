"""The facts of imported campaigns as sets, compared with what is wanted.

`python -m tests.importing.facts` imports the five sources and the ten layouts and prints the figures.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations, zip_longest

from generator.model.campaign import Campaign
from generator.model.common import Contact, Dated, Milestone, Stage
from generator.model.notice import Notice
from generator.model.subproject import Subproject

SIX = ("subprojects", "hosts", "contacts", "phones", "stages", "cells")
"""The kinds that acceptance rows D1 and D2 name."""
KINDS = (*SIX, "campaign", "emails", "milestones", "notices", "attachments")

Fact = tuple[str, ...]
Facts = Mapping[str, frozenset[Fact]]
EMPTY: Facts = dict.fromkeys(KINDS, frozenset())


def fold(text: str | None) -> str:
    """Width and blanks do not count (NFKC, as the rules on wording fold)."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or ""))


def facts(kinds: Mapping[str, Iterable[Sequence[str | None]]]) -> Facts:
    """All kinds, each a set of folded tuples; what is not given is empty."""
    return {kind: frozenset(tuple(map(fold, one)) for one in kinds.get(kind, ())) for kind in KINDS}


def facts_of(campaign: Campaign) -> Facts:
    """What a campaign says, its ids left out."""
    projects = campaign.subprojects
    speaking = [("", None, campaign.contacts), *((s.title, s, s.contacts) for s in projects)]
    return facts(
        {
            "campaign": _campaign(campaign),
            "subprojects": [(s.tier, s.title) for s in projects],
            "hosts": [
                (s.title, role, host.name.strip("“”\"'"))
                for s in projects
                for role, hosts in (("承办", s.hosts), ("协办", s.co_hosts))
                for host in hosts
            ],
            "contacts": [
                (where, c.name, _unit(c, project))
                for where, project, contacts in speaking
                for c in contacts
                if c.name or c.phones
            ],
            "phones": [
                (where, c.name or c.unit, phone.text)
                for where, _, contacts in speaking
                for c in contacts
                for phone in c.phones
            ],
            "emails": [(where, c.email) for where, _, contacts in speaking for c in contacts if c.email],
            "stages": [fact for stage in campaign.schedule for fact in _stage(stage)],
            "milestones": [
                *(_milestone(m) for m in campaign.milestones),
                *(_milestone(m) for stage in campaign.schedule for m in stage.milestones),
                *(("deadline", s.title, *_dated(s.deadline)) for s in projects if s.deadline),
            ],
            "cells": _cells(campaign),
            "notices": [fact for notice in campaign.notices for fact in facts_of_notice(notice)],
            "attachments": [
                (str(a.no or ""), a.title) for notice in campaign.notices for a in notice.attachments
            ],
        }
    )


def facts_of_notice(notice: Notice) -> list[Sequence[str | None]]:
    """What a notice says of itself; what is not printed is no fact."""
    said: list[Sequence[str | None]] = [
        ("title", notice.title),
        ("number", notice.doc_number),
        ("recipients", notice.recipients),
        *(("issuer", one) for one in notice.issuers),
    ]
    if notice.issued:
        said.append(("issued", *_dated(notice.issued)))
    return [one for one in said if one[1]]


def _campaign(campaign: Campaign) -> list[Sequence[str | None]]:
    said: list[Sequence[str | None]] = [
        ("title", campaign.title),
        ("tier", campaign.tier),
        ("region", campaign.region),
        ("year", str(campaign.year)),
        *(("sponsor", one) for one in campaign.sponsors),
    ]
    if campaign.theme:
        said.append(("theme", campaign.theme))
    if campaign.period:
        said.append(("period", *_dated(campaign.period)))
    return said


def _unit(contact: Contact, project: Subproject | None) -> str | None:
    """The unit of a contact; that somebody of a sub-project belongs to its host goes without saying."""
    hosts = [host.name for host in (*project.hosts, *project.co_hosts)] if project else []
    return None if project and contact.unit in hosts else contact.unit


def _dated(value: Dated | Stage | Milestone) -> tuple[str | None, str | None]:
    return value.printed, value.when.text if value.when else None


def _stage(stage: Stage) -> list[Fact]:
    """A stage is three facts: its name, the printed time (or that there is none), the value of it."""
    printed, when = _dated(stage)
    return [("name", stage.name), ("printed", stage.name, printed or ""), ("when", stage.name, when or "")]


def _milestone(milestone: Milestone) -> Fact:
    """What happens is worded by whoever reads it; the kind and the time are facts."""
    printed, when = _dated(milestone)
    return milestone.kind, printed or "", when or ""


def _cells(campaign: Campaign) -> list[Fact]:
    cells = []
    for table in campaign.allocation:
        rows = [(row.unit, row.values) for row in table.rows]
        rows += [("合计", table.declared_total)] if table.declared_total else []
        for unit, values in rows:
            cells += [
                (unit, column or "", "" if value is None else str(value))
                for column, value in zip_longest(table.columns, values)
            ]
    return cells


@dataclass(frozen=True, slots=True)
class Share:
    """How much of one kind is right: what was missed and what came in that is not wanted both count against it."""

    right: int
    missed: tuple[Fact, ...]
    extra: tuple[Fact, ...]

    @property
    def whole(self) -> int:
        """Wanted facts and wrong ones."""
        return self.right + len(self.missed) + len(self.extra)

    @property
    def share(self) -> float:
        """1.0 when all that is wanted is there and nothing besides; a wrong fact counts twice, as missed and as extra."""
        return self.right / self.whole if self.whole else 1.0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.missed + other.missed, self.extra + other.extra)


Shares = Mapping[str, Share]


def compare(wanted: Facts, got: Facts) -> Shares:
    """Each kind's share, with misses and extras."""
    return {
        kind: Share(
            len(wanted[kind] & got[kind]),
            tuple(sorted(wanted[kind] - got[kind])),
            tuple(sorted(got[kind] - wanted[kind])),
        )
        for kind in KINDS
    }


def compare_all(wanted: Sequence[Facts], got: Sequence[Facts]) -> Shares:
    """The same over several campaigns of one document, paired so that most agrees; one left over is missed or extra."""
    length = max(len(wanted), len(got))
    mine = [*wanted, *[EMPTY] * (length - len(wanted))]
    best = max(
        permutations([*got, *[EMPTY] * (length - len(got))]),
        key=lambda order: sum(
            s.right for a, b in zip(mine, order, strict=True) for s in compare(a, b).values()
        ),
    )
    return total([compare(a, b) for a, b in zip(mine, best, strict=True)])


def total(shares: Iterable[Shares]) -> Shares:
    """The sum of several comparisons, kind by kind."""
    result = dict.fromkeys(KINDS, Share(0, (), ()))
    for one in shares:
        result = {kind: result[kind] + one[kind] for kind in KINDS}
    return result


if __name__ == "__main__":
    import sys
    import tempfile
    from pathlib import Path

    from tests.importing.figures import main

    with tempfile.TemporaryDirectory() as place:
        main(Path(place), wordy="--wordy" in sys.argv)
