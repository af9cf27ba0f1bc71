"""Contacts of the offices themselves: lines of people in a body, mailboxes named in prose, lists of contacts for all projects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.importing.contacts import ANY_CONTACT, MAIL, PEOPLE, PHONES, Person, people_of, unpadded
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
_BARE = re.compile(
    rf"(?:[\d一二三四五]+[.、])?(?:[{HAN}]{{2,6}}:)?[{HAN}()]{{3,24}}(?:部|处|室|科|会|办|局|中心|社|院|厅|宫|站|司|公司)\s*[:,]?\s*[{HAN}]{{2,4}}\s*[,:]?\s*(?:电话)?:?\s*(?:{NUMBER.pattern})"
)
"""An office, a name and a number side by side, without any label."""
_OFFICE = re.compile(
    rf"[{HAN}()]{{2,20}}(?:组委会|组织委员会|办公室|部|处|室|科|中心|秘书处)\s*:\s*(?:{NUMBER.pattern})"
)
"""An office and its number."""
_UNIT_LABEL = re.compile(
    rf"(?:联系单位|联系部门|联系处室|受理部门|受理单位|单位|部门)\s*:\s*([{HAN}()]{{3,24}})"
)


class Placed(Struct, frozen=True):
    """A person and the line that names them."""

    person: Person
    line: Line


def departments_in(lines: Sequence[Line]) -> list[Placed]:
    """People and mailboxes of the offices, in order. An organisation alone on the line above is their unit.

    A name and its number on two lines are put together; a number alone after a contact belongs to that contact.
    """
    out: list[Placed] = []
    open_contact, pending = False, ""
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
        if office := _UNIT_LABEL.fullmatch(unpadded(text)):
            if open_contact and out and not out[-1].person.unit:
                out[-1] = replace(out[-1], person=replace(out[-1].person, unit=office.group(1)))
            else:
                pending, open_contact = office.group(1), True
            continue
        mailbox = open_contact and re.match(MAIL, unpadded(text))
        if mailbox or _is_contact_line(text) or (numbers and open_contact):
            unit = (
                pending
                or unit_before(narrowed(text))
                or _unit_above(lines, at)
                or _unit_said(_with_line_before(lines, at))
            )
            people = people_of(_from_label(text), unit)
            numbered = any(person.phones for person in people)
            for person in people:
                if person.reachable or not numbered:  # beside numbers, a name without one is a word of prose
                    _put(out, person, line)
            pending, open_contact = "", True
            continue
        open_contact = open_contact and is_organ(text)
        out += [Placed(person, line) for person in _mailboxes(text) if not _known(out, person)]
    return _with_im([placed for placed in out if placed.person.reachable], lines)


def _is_contact_line(text: str) -> bool:
    plain = unpadded(text)
    if (_BARE.match(plain) or _OFFICE.match(plain)) and len(plain) < 90:
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


def _with_line_before(lines: Sequence[Line], at: int) -> str:
    """A line in brackets with the end of the line above it; any other line alone."""
    text = lines[at].text.strip()
    return f"{lines[at - 1].text.strip()[-60:]}{text}" if at and text.startswith(("（", "(")) else text


def _unit_said(text: str) -> str:
    """The office that the sentence before brackets ends with: `……报市总工会宣教部。（联系人：……）`."""
    found = re.search(
        rf"(?:报送至|报送|报至|报|送至|至|给|到|设在)([{HAN}]{{3,20}})[。，,]?\s*[(（]?(?:{PEOPLE})", text
    )
    return found.group(1) if found and is_organ(found.group(1)) else ""


_IN_CHARGE = re.compile(
    rf"(?:设在|报送至|报送|报至|报)([{HAN}]{{3,20}})[）)]?(?:负责[^。]{{2,24}})?。$|(?:^|[，。])([{HAN}]{{3,20}}?)(?:具体)?负责[^。]{{2,24}}。$"
)


def _unit_above(lines: Sequence[Line], at: int) -> str:
    before = lines[at - 1] if at and lines[at - 1].number == lines[at].number else None
    if before and (said := _IN_CHARGE.search(before.text)):
        return next((unit for unit in said.groups() if unit and is_organ(unit)), "")
    for line in reversed(lines[max(0, at - 2) : at]):
        text = line.text.strip().rstrip("：:")
        if is_organ(text) and len(closed(text)) >= 4:
            return " ".join(text.split())
        if not re.match(rf"(?:{PEOPLE})", unpadded(line.text)):
            return ""
    return ""


def _put(out: list[Placed], person: Person, line: Line) -> None:
    last = out[-1].person if out else None
    for at, placed in enumerate(out):
        if person.name and placed.person.name == person.name and not placed.person.phones:
            out[at] = replace(placed, person=replace(placed.person, phones=person.phones))
            return
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
        and person.unit in ("", last.unit)
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
