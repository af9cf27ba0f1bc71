"""The works of a campaign as long texts that are searched in one go; units, awards and sub-projects stand once.

What a work is in, is one letter or several: works of one sub-project, unit and awards share it.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.campaign import Campaign
from generator.pages.cards import shown_title
from generator.values.letters import words
from generator.works.work import Work

Columns = dict[str, object]

NAME, NUMBER = "\ue000", "\ue001"
"""What stands before a name and before the printed number: nobody types it, and no number goes on across it."""


class _Words:
    """Texts numbered in the order in which they first occur."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def numbers(self, texts: Iterable[str | None]) -> tuple[int, ...]:
        """The numbers of the texts that are there, each once."""
        return tuple(
            dict.fromkeys(self._numbers.setdefault(t, len(self._numbers)) for t in map(one_line, texts) if t)
        )

    @property
    def all(self) -> str:
        """All texts by number, one a line."""
        return "\n".join(self._numbers)


def one_line(text: str | None) -> str:
    """A text without line ends and runs of blanks; "" for none."""
    return " ".join(text.split()) if text else ""


def columns(campaign: Campaign, works: tuple[Work, ...]) -> tuple[Columns, tuple[str, ...]]:
    """(columns of works in the order they hang, the names of people among them).

    `i` are the ids and `x` the titles with names and numbers, a line a work; `g` says in letters what each is in, `G`
    names by these letters the lines of the three texts in `T`: sub-projects, units, awards.
    """
    projects, units, awards = _Words(), _Words(), _Words()
    titles = {s.id: s.title for s in campaign.subprojects}
    groups: dict[tuple[tuple[int, ...], ...], int] = {}
    people: dict[str, None] = {}
    lines, at = [], []
    for work in works:
        people.update(_names(work))
        lines.append(line_of(work))
        group = (
            projects.numbers((titles.get(work.subproject_id or ""),)),
            units.numbers(_units(work)),
            awards.numbers(prize.award.title for prize in work.prizes),
        )
        at.append(groups.setdefault(group, len(groups)))
    letters = words(len(groups))
    made: Columns = {
        "i": "\n".join(work.id for work in works),
        "x": "\n".join(lines),
        "g": "".join(letters[number] for number in at),
        "G": dict(zip(letters, groups, strict=True)),
        "T": [projects.all, units.all, awards.all],
    }
    return made, tuple(people)


def line_of(work: Work) -> str:
    """The line of one work: its title, its people, its number."""
    number = one_line(work.no)
    names = (NAME + name for name in _names(work))
    return "".join((one_line(shown_title(work)), *names, NUMBER + number if number else ""))


def _names(work: Work) -> dict[str, None]:
    """Who made it; a person who is shown is found by initials as well as those who are named with a work."""
    names = (maker.name for maker in work.makers if maker.name != "等")
    shown = (work.title,) if work.subject == "person" else ()
    return dict.fromkeys(name for name in map(one_line, (*shown, *names)) if name)


def _units(work: Work) -> Iterable[str | None]:
    yield work.unit
    yield from (maker.unit for maker in work.makers)
    yield work.recommended_by
    if work.account and work.account.name != work.title:
        yield work.account.name
