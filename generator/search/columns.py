"""The works of a campaign as columns: each name, unit and award stands once, works point to them by number."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.campaign import Campaign
from generator.works.work import Work

Columns = dict[str, object]

_PLAIN, _TITLED, _PERSON = 0, 1, 2
"""How a title is shown: as it is, in 《》, or as a person's name, which initials find."""


class _Words:
    """Texts numbered in the order in which they first occur."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def numbers(self, texts: Iterable[str | None]) -> list[int]:
        """The numbers of the texts that are there, each once."""
        return list(
            dict.fromkeys(self._numbers.setdefault(t, len(self._numbers)) for t in map(one_line, texts) if t)
        )

    @property
    def all(self) -> tuple[str, ...]:
        """All texts by number."""
        return tuple(self._numbers)


def one_line(text: str | None) -> str:
    """A text without line ends and runs of blanks; "" for none."""
    return " ".join(text.split()) if text else ""


def columns(campaign: Campaign, works: tuple[Work, ...]) -> tuple[Columns, tuple[str, ...]]:
    """(columns of all works in the order they hang, the names of people among them)."""
    people, units, awards = _Words(), _Words(), _Words()
    projects = {s.id: place for place, s in enumerate(campaign.subprojects)}
    rows = {
        "n": [people.numbers(m.name for m in work.makers if m.name != "等") for work in works],
        "u": [units.numbers(_units(work)) for work in works],
        "a": [awards.numbers(prize.award.title for prize in work.prizes) for work in works],
    }
    subjects = {work.subproject_id: work.subject for work in works}
    looks = [_look(subjects.get(s.id)) for s in campaign.subprojects]
    made: Columns = {
        "i": "\n".join(work.id for work in works),
        "t": "\n".join(one_line(work.title) for work in works),
        "o": "\n".join(one_line(work.no) for work in works),
        "s": [projects.get(work.subproject_id or "", -1) for work in works],
        **rows,
        "l": looks,
        "N": "\n".join(people.all),
        "U": "\n".join(units.all),
        "A": "\n".join(awards.all),
    }
    named = (one_line(work.title) for work in works if work.subject == "person")
    return made, (*people.all, *named)


def _look(subject: str | None) -> int:
    return _TITLED if subject == "work" else _PERSON if subject == "person" else _PLAIN


def _units(work: Work) -> Iterable[str | None]:
    yield work.unit
    yield from (maker.unit for maker in work.makers)
    yield work.recommended_by
    if work.account and work.account.name != work.title:
        yield work.account.name
