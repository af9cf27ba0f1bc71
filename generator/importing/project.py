"""One sub-project while it is being read, and the numbers that layout tore off its people."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from generator.importing.contacts import Person
from generator.importing.dialled import is_mobile


class Project(Struct):
    """One sub-project as found: words as printed, people, and the lines it stands in."""

    title: str
    tier: str
    number: int
    last: int
    hosts: list[tuple[str, str]] = field(default_factory=list)
    co_hosts: list[tuple[str, str]] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    sections: list[tuple[str, list[str]]] = field(default_factory=list)
    deadlines: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    why: str = "标题写法和编号"
    sure: bool = True


def fits(last: Person, more: Person) -> bool:
    """Whether ways to reach somebody without a name belong to the person before them."""
    return bool(last.name) and not (last.phones and more.phones and last.email and more.email)


def merged(last: Person, more: Person) -> Person:
    """A person with the ways of another record added."""
    phones = (*last.phones, *(number for number in more.phones if number not in last.phones))
    return Person(
        last.unit,
        last.name,
        last.role,
        phones,
        last.fax or more.fax,
        last.email or more.email,
        last.im or more.im,
        last.sure,
    )


def waiting(people: Sequence[Person]) -> bool:
    """Whether several names stand together, all without a number yet."""
    return len(people) > 1 and all(person.name and not person.phones for person in people)


def spread(people: list[Person], numbers: tuple[str, ...]) -> None:
    """Give each its number in order, where there are as many."""
    if len(numbers) == len(people):
        for at, number in enumerate(numbers):
            people[at] = Person(people[at].unit, people[at].name, people[at].role, (number,), sure=False)


def pair_detached(projects: Sequence[Project]) -> None:
    """Numbers that layout tore off: given in order to those before them that lack one, only when the counts agree."""
    pending: list[tuple[Project, int]] = []
    for project in projects:
        torn = [person for person in project.people if person.role == "\0"]
        project.people[:] = [person for person in project.people if person.role != "\0"]
        pending += [(project, at) for at in range(len(project.people))]
        if not torn:
            continue
        numbers = [number for person in torn for number in person.phones]
        mobile = all(map(is_mobile, numbers))
        lacking = [
            (p, at) for p, at in pending if not any(is_mobile(n) == mobile for n in p.people[at].phones)
        ]
        own = [(p, at) for p, at in lacking if p is project]
        if len(lacking) != len(numbers) and len(own) == len(numbers):
            lacking = own
        if len(lacking) == len(numbers):
            for (owner, at), number in zip(lacking, numbers, strict=True):
                person = owner.people[at]
                sure = len(numbers) == 1 and len(owner.people) == 1
                owner.people[at] = merged(person, Person(phones=(number,)))
                if not sure:
                    owner.people[at] = _doubtful(owner.people[at])
        elif len(project.people) == 1:
            project.people[0] = _doubtful(merged(project.people[0], Person(phones=tuple(numbers))))
        else:
            project.sections.append(("\0", numbers))
        pending = []


def _doubtful(person: Person) -> Person:
    return Person(
        person.unit, person.name, person.role, person.phones, person.fax, person.email, person.im, sure=False
    )
