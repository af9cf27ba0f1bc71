"""Contacts of the offices themselves: lines of people in a body, mailboxes named in prose, lists of contacts for all projects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.importing.contacts import ANY_CONTACT, PEOPLE, PHONES, Person, people_of, unpadded
from generator.importing.dialled import ANY_EMAIL, EMAIL, NUMBER, narrowed, only_numbers
from generator.importing.labels import unit_before
from generator.importing.organs import HAN, closed, is_organ
from generator.importing.received import Line

_MAILBOX = re.compile(
    rf"(?:报送给|报送至|报送到|发送至|发送到|发至|发到|上报至|上报|报给|报至|报到|报|提交至|提交给|寄至|送至|至|给|向)"
    rf"(?P<unit>[{HAN}]{{3,24}})\s*[(,，（]?\s*(?:指定)?(?:电子|投稿|工作)?(?:邮箱|邮件|E-?mail)\s*(?:地址)?[为是]?\s*:?\s*(?P<email>{EMAIL})",
    re.IGNORECASE,
)
_IM = re.compile(rf"[(（,，](粤政易|浙政钉|钉钉|企业微信|微信)[:：]?\s*([{HAN}]{{2,4}})[)）]")
_FOR_ALL = re.compile(
    r"(?:各|子)\s*(?:子)?项目.{0,8}?(?:联系人|联系方式|联系电话|咨询).{0,8}?[:：]|(?:联系人|联系方式)(?:如下|分别为|为)?\s*[:：]\s*(?=[^:：]{2,12}[:：（(])"
)
_ONE_FOR = re.compile(
    rf"^\s*(?:\d{{1,2}}\s*[.．、]\s*)?(?P<key>[{HAN}A-Za-z0-9+“”\"]{{2,24}}?)(?:项目|征集)?(?:联系人)?\s*[:：—\-(（ ]+(?P<rest>.+)$"
)
_BARE = re.compile(
    rf"(?:[\d一二三四五]+[.、])?[{HAN}()]{{3,24}}(?:部|处|室|科|会|办|局|中心|社|院|厅|宫|站|司|公司)\s*[:,]?\s*[{HAN}]{{2,4}}\s*[,:]?\s*(?:电话)?:?\s*(?:{NUMBER.pattern})"
)
"""An office, a name and a number side by side, without any label."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A person and the line that names them."""

    person: Person
    line: Line


def departments_in(lines: Sequence[Line]) -> list[Placed]:
    """People and mailboxes of the offices, in order. An organisation alone on the line above is their unit.

    A name and its number on two lines are put together; a number alone after a contact belongs to that contact.
    """
    out: list[Placed] = []
    open_contact = False
    for at, line in enumerate(lines):
        text = line.text.strip()
        numbers = only_numbers(text)
        if numbers and open_contact and out and not re.match(PHONES, narrowed(text)):
            last = out[-1].person
            out[-1] = replace(
                out[-1],
                person=replace(last, phones=(*last.phones, *(n for n in numbers if n not in last.phones))),
            )
            continue
        if _is_contact_line(text) or (numbers and open_contact):
            unit = unit_before(narrowed(text)) or _unit_above(lines, at) or _unit_said(text)
            people = people_of(_from_label(text), unit)
            numbered = any(person.phones for person in people)
            for person in people:
                if person.reachable or not numbered:  # beside numbers, a name without one is a word of prose
                    _put(out, person, line)
            open_contact = True
            continue
        open_contact = open_contact and is_organ(text)
        out += [Placed(person, line) for person in _mailboxes(text) if not _known(out, person)]
    return _with_im([placed for placed in out if placed.person.reachable], lines)


def _is_contact_line(text: str) -> bool:
    plain = unpadded(text)
    if _BARE.match(plain) and len(plain) < 90:
        return True
    if not ANY_CONTACT.search(plain) and not re.search(rf"(?:{PHONES})\s*:?\s*(?=\d|1[3-9])", plain):
        return False
    if NUMBER.search(plain) or ANY_EMAIL.search(plain):
        return len(plain) < 260
    return bool(re.fullmatch(rf".{{0,24}}?(?:{PEOPLE})\s*:\s*[{HAN}·\s、,，()]{{2,32}}", plain))


def _from_label(text: str) -> str:
    """The line from its contact's part on: prose before an organisation or a label is not looked through for names."""
    plain = unpadded(text)
    sentences = re.split(r"(?<=[。])", plain)
    return "".join(
        part
        for part in sentences
        if NUMBER.search(part) or ANY_EMAIL.search(part) or ANY_CONTACT.search(part)
    )


def _unit_said(text: str) -> str:
    """The office that the sentence before brackets ends with: `……报市总工会宣教部。（联系人：……）`."""
    found = re.search(
        rf"(?:报送至|报送|报至|报|送至|至|给|到)([{HAN}]{{3,20}})[。，]?\s*[(（](?:{PEOPLE})", text
    )
    return found.group(1) if found and is_organ(found.group(1)) else ""


def _unit_above(lines: Sequence[Line], at: int) -> str:
    for line in reversed(lines[max(0, at - 2) : at]):
        text = line.text.strip().rstrip("：:")
        if is_organ(text) and len(closed(text)) >= 4:
            return " ".join(text.split())
        if not re.match(rf"(?:{PEOPLE})", unpadded(line.text)):
            return ""
    return ""


def _put(out: list[Placed], person: Person, line: Line) -> None:
    last = out[-1].person if out else None
    waiting = 0
    while waiting < len(out) and out[-1 - waiting].person.name and not out[-1 - waiting].person.phones:
        waiting += 1
    if waiting > 1 and not person.name and len(person.phones) in (1, waiting):
        for place in range(waiting):
            at = len(out) - waiting + place
            share = person.phones[place : place + 1] if len(person.phones) > 1 else person.phones
            out[at] = replace(out[at], person=replace(out[at].person, phones=share, sure=False))
        return
    if (
        last
        and not person.name
        and last.name
        and not last.phones
        and person.phones
        and not (last.email and person.email)
    ):
        out[-1] = replace(
            out[-1],
            person=replace(
                last, phones=person.phones, email=last.email or person.email, fax=last.fax or person.fax
            ),
        )
    elif (
        last
        and not person.name
        and not person.phones
        and person.reachable
        and last.name
        and last.unit == person.unit
        and not last.email
    ):
        out[-1] = replace(
            out[-1],
            person=replace(last, email=person.email, fax=last.fax or person.fax, im=last.im or person.im),
        )
    elif person.name or person.reachable:
        out.append(Placed(person, line))


def _mailboxes(text: str) -> Iterator[Person]:
    plain = unpadded(text)
    named = {found["email"]: found["unit"] for found in _MAILBOX.finditer(plain)}
    for found in ANY_EMAIL.finditer(plain):
        unit = named.get(found.group(), "")
        shorter = re.search(r"(?:至|给|到|向|报)([^至给到向报]{3,24})$", unit)
        yield Person(
            unit=shorter.group(1) if shorter and is_organ(shorter.group(1)) else unit, email=found.group()
        )


def _known(out: Sequence[Placed], person: Person) -> bool:
    return any(placed.person.email == person.email for placed in out)


def _with_im(out: list[Placed], lines: Sequence[Line]) -> list[Placed]:
    """An address in a messenger that is named beside a contact's name in prose."""
    said = {name: service for line in lines for service, name in _IM.findall(line.text)}
    return [
        replace(placed, person=replace(placed.person, im=(said[placed.person.name], placed.person.name)))
        if placed.person.name in said and not placed.person.im
        else placed
        for placed in out
    ]


def for_projects(lines: Sequence[Line], titles: Sequence[str]) -> tuple[dict[int, list[Person]], list[Line]]:
    """A list of contacts for all sub-projects (各项目联系人：歌曲 …；摄影 …): people by the place of their title.

    Only where each name fits exactly one title. The lines it stood in come second.
    """
    found: dict[int, list[Person]] = {}
    used: list[Line] = []
    inside = False
    for line in lines:
        text = " ".join(line.text.split())
        head = _FOR_ALL.search(text)
        if head:
            inside, text = True, text[head.end() :]
        pieces = [piece.strip() for piece in re.split(r"[；;。]", text) if piece.strip()]
        placed = [(piece, _place(piece, titles)) for piece in pieces] if inside or len(titles) > 1 else []
        good = [(at, people) for piece, (at, people) in placed if at is not None and people]
        if good and (inside or len(good) == len(pieces)) and (inside or NUMBER.search(narrowed(text))):
            for at, people in good:
                found.setdefault(at, []).extend(people)
            used.append(line)
        elif not head:
            inside = False
        else:
            used.append(line) if not text else None
    return found, used


def _place(piece: str, titles: Sequence[str]) -> tuple[int | None, list[Person]]:
    match = _ONE_FOR.match(piece)
    if not match or not NUMBER.search(narrowed(piece)):
        return None, []
    key = closed(match["key"]).strip('“”"')
    key = re.sub("(?:征集|作品|项目|活动)+$", "", key) or key
    fits = [at for at, title in enumerate(titles) if key in closed(title)]
    if len(fits) > 1:
        fits = [at for at in fits if closed(titles[at]).strip('“”"').startswith(key)] or fits
    if len(fits) != 1 or len(key) < 2:
        return None, []
    return fits[0], [person for person in people_of(match["rest"]) if person.reachable]
