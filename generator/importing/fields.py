"""What a sub-project says of itself: hosts, contacts, calls, rules and deadlines, each to its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from generator.importing.contacts import Person, people_of
from generator.importing.dialled import ANY_EMAIL, narrowed, only_numbers
from generator.importing.headings import Node, is_project_title, plain_start
from generator.importing.labels import Labelled, label_at_start, labelled, unit_before
from generator.importing.organs import HAN, hosts_of, is_organ
from generator.importing.project import Project, fits, merged, spread, waiting
from generator.importing.received import Grid, Line


def _lines(node: Node) -> Iterator[tuple[str, Line | None]]:
    """The words under a sub-project in order: the rest of its own line, its paragraphs, and its parts with their numbers off."""
    if node.remainder:
        yield node.remainder, node.line
    for piece in node.pieces:
        if isinstance(piece, Line):
            yield plain_start(piece.text).strip(), piece
        else:
            for text in grid_texts(piece):
                yield text, Line(text, piece.number, piece.last)
    for child in node.children:
        yield child.text, child.line
        for inner in child.pieces:
            if isinstance(inner, Line):
                yield inner.text, inner
        for grand in child.children:
            for deep in grand.walk():
                yield (deep.line.text if deep.line else deep.text), deep.line
                yield from ((piece.text, piece) for piece in deep.pieces if isinstance(piece, Line))


def filled(node: Node, tier: str) -> Project:
    """The sub-project of a part, with all that is printed under it."""
    line = node.line
    title = _clean_title(node.title)
    project = Project(title, tier, line.number if line else 0, line.last if line else 0)
    project.sure = is_project_title(title) or evidence(node)
    open_label = Labelled("", "", "")
    for text, source in _lines(node):
        if _ends(project, text):
            break
        if source:
            project.last = max(project.last, source.last)
        for piece in labelled(text.strip().lstrip("（(") if text.startswith(("（承", "(承")) else text):
            open_label = _take(project, piece, open_label)
    if not project.hosts:
        _hosts_in_prose(project)
    _mailbox_in_prose(project)
    return project


def _ends(project: Project, text: str) -> bool:
    """Whether a line after a sub-project's contacts is no more of it: another office's contact, its name alone, or prose."""
    if not project.people or only_numbers(text):
        return False
    unit = unit_before(narrowed(text))
    if unit and text.strip().startswith(unit[:4]):
        return all(unit != host for host, _ in (*project.hosts, *project.co_hosts))
    if _more_contacts(text, project) or any(piece.kind for piece in labelled(text)):
        return False
    return bool(project.calls or project.rules or project.objects) or is_organ(text)


def grid_texts(grid: Grid) -> list[str]:
    """A small table beside a sub-project as labelled lines: `承办单位 | 甲` as `承办单位：甲`, two pairs a row as two."""
    out = []
    for row in grid.rows:
        cells = [" ".join(cell.split()) for at, cell in enumerate(row) if not at or cell != row[at - 1]]
        pairs = list(zip(cells[::2], cells[1::2], strict=False))
        if len(cells) % 2 == 0 and pairs and all(label_at_start(f"{label}：") for label, _ in pairs):
            out += [f"{label}：{value}" for label, value in pairs]
        else:
            out.append(" ".join(cell for cell in cells if cell))
    return out


def _clean_title(title: str) -> str:
    text = " ".join(title.split()).strip(" 。：:")
    text = re.sub(
        r"(?<=[A-Za-z0-9+]) (?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]) (?=[A-Za-z0-9\u4e00-\u9fff])", "", text
    )
    whole = re.fullmatch(r"【(.+)】|\*\*(.+)\*\*", text)
    return next(part for part in whole.groups() if part) if whole else text


def _take(project: Project, piece: Labelled, before: Labelled) -> Labelled:
    """Put one labelled piece where it belongs; unlabelled words go on with the label before them. The label now open."""
    kind = piece.kind or before.kind
    value = piece.value
    if not piece.kind and before.kind in _ONE_LINE:
        if _goes_on(project, value, before):
            return before
        if before.value or len(value) > 40:
            kind = ""
    _enter(project, Labelled(piece.kind, piece.label, " ".join(value.split())), kind)
    return piece if piece.kind else Labelled(kind, before.label, before.value or value)


_ONE_LINE = ("host", "co-host", "contact", "mail", "platform", "deadline", "sponsor")
"""Labels whose value ends with its line; words after it are of something else."""


def _goes_on(project: Project, value: str, before: Labelled) -> bool:
    """Whether an unlabelled line goes on with contacts: more people, or numbers torn off theirs."""
    if before.kind == "contact" and (more := _more_contacts(value, project)):
        project.people += more
        return True
    return bool((before.value or len(value) > 40) and only_numbers(value)) and _append_numbers(project, value)


def _enter(project: Project, piece: Labelled, kind: str) -> None:
    """The value of one piece into the field of its kind."""
    value = piece.value
    if kind == "both" and value:
        _host_and_contact(project, value)
    elif kind in ("host", "co-host") and value:
        (project.hosts if kind == "host" else project.co_hosts).extend(hosts_of(value))
    elif kind == "contact":
        _add_people(project, piece)
    elif kind == "mail" and value:
        _add_people(project, Labelled("contact", "邮箱", f"邮箱:{value}"))
        if not piece.label.startswith(("邮", "电")):
            project.sections.append((piece.label, [value]))
    elif kind == "platform":
        project.addresses += re.findall(r"https?://[A-Za-z0-9./:_?=&%#~+\-]+(?: ?\.[A-Za-z0-9./]+)*", value)
    elif kind == "deadline" and value:
        project.deadlines.append(value)
    elif kind == "rules" and value:
        project.rules.append(value)
    elif kind == "object" and value:
        project.objects.append(value)
    elif kind == "other":
        if piece.kind:
            project.sections.append((piece.label, [value] if value else []))
        elif project.sections:
            project.sections[-1][1].append(value)
    elif value and kind != "sponsor":
        project.calls.append(value)


def _host_and_contact(project: Project, value: str) -> None:
    """One line under 承办单位及联系方式: the organ, a name, its numbers, parted by blanks."""
    first, _, rest = value.partition(" ")
    if rest and not re.search(r"\d", first):
        project.hosts += [host for host in hosts_of(first) if host not in project.hosts]
        project.people += [replace(person, unit="") for person in people_of(rest)]
    else:
        for person in people_of(value):
            project.hosts += [host for host in hosts_of(person.unit) if host not in project.hosts]
            project.people.append(replace(person, unit=""))


def _add_people(project: Project, piece: Labelled) -> None:
    text = (
        f"{piece.label}：{piece.value}"
        if piece.kind == "contact" and not piece.value.startswith("邮箱")
        else piece.value
    )
    for person in people_of(text):
        last = project.people[-1] if project.people else None
        same = [at for at, one in enumerate(project.people) if person.name and one.name == person.name]
        if same and not project.people[same[0]].phones:
            project.people[same[0]] = merged(project.people[same[0]], person)
        elif last and not person.name and not person.unit and person.reachable and fits(last, person):
            project.people[-1] = merged(last, person)
        elif last and waiting(project.people) and not person.name and person.phones:
            spread(project.people, person.phones)
        else:
            project.people.append(person)


def _more_contacts(text: str, project: Project) -> list[Person]:
    """People on a line that goes on after a contact's: a name and its numbers, nothing else."""
    people = people_of(text)
    rest = re.sub(rf"[{HAN}·]{{2,4}}|[\d\s,，、;；:：*\-—–()（）转.。+]|联系|电话|手机", "", text)
    if rest or len(text) > 80 or not people or not all(person.name and person.phones for person in people):
        return []
    return list(people)


def _append_numbers(project: Project, text: str) -> bool:
    """Numbers alone on a line: noted as detached, to be given out when all is read."""
    project.people.append(Person(role="\0", phones=only_numbers(text)))
    return True


def _hosts_in_prose(project: Project) -> None:
    """由……承办 in the call itself."""
    for text in project.calls:
        found = re.search(r"(?:由|委托)([^，。；,;]{3,40}?)(?:具体|负责)*承办", text) or re.search(
            r"(?:^|[，。；,;])([^，。；,;承]{3,30}?)(?:具体|负责)*承办(?=[，。；,;（(]|$)", text
        )
        if found and (hosts := hosts_of(found.group(1))):
            project.hosts += hosts
            if re.fullmatch(r"由[^，。；,;]*承办[。，,]?", text):
                project.calls.remove(text)  # it says who hosts, and nothing of what is called for
            break


def _mailbox_in_prose(project: Project) -> None:
    """The one mailbox that a sub-project's sentences name (发送至……) and no contact of it has."""
    said = [
        text for texts in (project.calls, project.rules, *(t for _, t in project.sections)) for text in texts
    ]
    found = {address for text in said for address in ANY_EMAIL.findall(narrowed(text))}
    if len(found) == 1 and not any(person.email for person in project.people):
        project.people.append(Person(email=found.pop()))


def evidence(node: Node, *, hosts: bool = False) -> bool:
    """Whether a part labels hosts (or, unless only these count, contents, rules, contacts) as sub-projects do."""
    kinds = {"host", "co-host"} if hosts else {"host", "co-host", "contact", "call", "object", "rules"}
    if hosts:
        kinds |= {"call", "object"}
    texts = [
        *(text for p in node.pieces if isinstance(p, Grid) for text in grid_texts(p)),
        node.remainder,
        *(p.text for p in node.pieces if isinstance(p, Line)),
        *(child.text for child in node.children),
    ]
    return any(piece.kind in kinds for text in texts for piece in labelled(text)) or any(
        re.search(r"由[^，。；,;]{3,40}?承办(?:[。，；,;（(]|$)", text) for text in texts
    )
