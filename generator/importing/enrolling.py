"""The sub-projects and the contacts of a campaign, from wherever its notice prints them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from generator.importing import records
from generator.importing.departments import Placed, departments_in
from generator.importing.draft import Certainty, Left
from generator.importing.fields import grid_texts
from generator.importing.headings import Node
from generator.importing.listings import enumerated
from generator.importing.naming import Names
from generator.importing.organs import closed
from generator.importing.platforms import by_address, platforms_in
from generator.importing.project import Project
from generator.importing.project_tables import columns_of, contacts_of, projects_of
from generator.importing.projects import named_by_contacts, projects_in
from generator.importing.received import Grid, Line
from generator.importing.regions import place_of, tier_said
from generator.importing.rosters import for_projects
from generator.importing.stages import is_timetable
from generator.importing.targets import targets_in
from generator.importing.work import Work, all_lines
from generator.yamlwriting import Data


def projects_of_paper(work: Work, trees: Sequence[Node]) -> list[Project]:
    """All sub-projects of a notice: parts of its texts, rows of its tables, or what its body enumerates where it prints no more."""
    found = [project for tree in trees for project in projects_in(tree)]
    for tree in trees:
        for grid in (piece for node in tree.walk() for piece in node.pieces if isinstance(piece, Grid)):
            columns = columns_of(grid)
            listed_here = projects_of(grid, columns) if columns else []
            known = [row for row in listed_here if any(_same_title(p.title, row.title) for p in found)]
            if (
                columns
                and "host" not in columns.roles
                and len(known) > 1
                and len(known) * 2 > len(listed_here)
            ):
                work.directory += [
                    (person, grid) for row in listed_here if row not in known for person in row.people
                ]
                listed_here = known
            for row in listed_here:
                same = next((p for p in found if _same_title(p.title, row.title)), None)
                if same is None:
                    found.append(row)
                else:
                    same.hosts += [host for host in row.hosts if host not in same.hosts]
                    same.people += [person for person in row.people if person not in same.people]
                    same.calls += row.calls if not same.calls else []
    found = found or named_by_contacts(trees[0], list(all_lines(trees[0])))
    if not found and not any(part.notice for part in work.paper.parts):
        for line in all_lines(trees[0]):
            if listed := enumerated(line.text):
                found = [
                    Project(
                        title,
                        tier_said(line.text[:8]),
                        line.number,
                        line.last,
                        why="正文一句话里的列举",
                        sure=False,
                    )
                    for title in listed.titles
                ]
                for project, hosts in zip(found, listed.hosts, strict=False):
                    project.hosts = [(host, "") for host in hosts]
                if listed.printed_count and listed.printed_count != len(found):
                    note = f"正文说 {listed.printed_count} 个子项目，列举出 {len(found)} 个"
                    work.left.append(Left("子项目个数不一", note, line.number, line.last))
                break
    _upper_series(work, trees, found)
    return found


def _same_title(one: str, other: str) -> bool:
    left, right = (re.sub('[“”"]|征集|活动|网络正能量', "", closed(text)) for text in (one, other))
    return bool(left and right) and (
        left == right or (len(right) >= 2 and right in left) or (len(left) >= 2 and left in right)
    )


def _upper_series(work: Work, trees: Sequence[Node], found: Sequence[Project]) -> None:
    """A city's notice that lists a series of the province: its hosts are unions of other cities, and it says 省总……子项目."""
    above = {"city": "province", "province": "nation", "county": "city"}.get(work.tier)
    if not above or not found or any(project.tier for project in found):
        return
    places = [place_of(host) for project in found for host, _ in project.hosts]
    others = [place for place in places if place[0] in (work.tier, above) and place[1] not in work.region]
    words = {"province": "省总|全省系列", "nation": "全总|全国系列", "city": "市总"}[above]
    said = any(
        re.search(rf"(?:{words})[^，。]{{0,6}}(?:子项目|系列|各项目|项目承办)", line.text)
        for tree in trees
        for line in all_lines(tree)
    )
    if places and len(others) >= 0.8 * len(places) and len(others) >= 3 and said:
        for project in found:
            project.tier = above
        work.left.append(
            Left(
                "子项目的级别",
                "承办单位都是别的地方的工会，看来是上级的系列，请核对各子项目的 tier",
                found[0].number,
                found[-1].last,
            )
        )


def enter_contacts(work: Work, trees: Sequence[Node], found: list[Project]) -> None:
    """Department contacts: what is left when the sub-projects' own are taken."""
    inside = [(project.number, project.last) for project in found if "标题" in project.why]
    lines = [line for tree in trees for line in all_lines(tree)] + _lines_of_tables(work, trees)
    free = [line for line in lines if not any(first <= line.number <= last for first, last in inside)]
    given, used = for_projects(lines, [project.title for project in found]) if found else ({}, [])
    for at, people in given.items():
        names = {person.name for person in people}
        found[at].people[:] = [p for p in found[at].people if p.name not in names or p.phones] + [
            person
            for person in people
            if not any(p.name == person.name and p.phones for p in found[at].people)
        ]
    placed = departments_in([line for line in free if line not in used])
    tables: list[tuple[Grid, list[Placed]]] = []
    for tree in trees:
        for grid in (piece for node in tree.walk() for piece in node.pieces if isinstance(piece, Grid)):
            if columns := columns_of(grid):
                tables.append(
                    (
                        grid,
                        [Placed(p, Line("表", grid.number, grid.last)) for p in contacts_of(grid, columns)],
                    )
                )
    placed += [item for _, items in tables for item in items]
    placed += [
        Placed(replace(person, sure=False), Line("表", grid.number, grid.last))
        for person, grid in work.directory
    ]
    data = []
    for item in placed:
        data.append(item.person.data())
        words = " ".join((item.person.unit, item.person.name, *item.person.phones, item.person.email)).split()
        work.found(
            "联系人",
            " ".join(words),
            item.line,
            path="contacts",
            sure="sure" if item.person.sure else "guess",
        )
    if data:
        work.data["contacts"] = list(data)
    codes = {
        number.split("-")[0]
        for item in placed
        for number in item.person.phones
        if re.match(r"0\d{2,3}-", number)
    }
    if len(codes) == 1:
        work.data["area_code"] = codes.pop()


def enter_projects(work: Work, trees: Sequence[Node], found: Sequence[Project]) -> None:
    """Put the sub-projects, the platforms and the figures of the plan into the data, and tell of each."""
    names = Names()
    platforms = list(platforms_in(trees[0], names))
    addressed = list(by_address([address for project in found for address in project.addresses], names))
    entries = [record for record, _ in platforms] + addressed
    if entries:
        work.data["platforms"] = list(entries)
    ids = {str(entry["url"]): str(record["id"]) for record in addressed for entry in _entries(record)}
    data = records.subprojects(found, tier=work.tier, year=work.year, platforms=ids, names=Names())
    _give_forms(work, data, [line.text for line in all_lines(trees[0])])
    if data:
        work.data["subprojects"] = list(data)
    for record, project in zip(data, found, strict=True):
        path = f"subprojects/{record['id']}"
        sure: Certainty = "sure" if project.sure else "likely"
        work.found(
            "子项目", project.title, (project.number, project.last), path=path, sure=sure, why=project.why
        )
        for person in project.people:
            words = " ".join((person.name, *person.phones, person.email)).strip()
            why = "" if person.sure else "号码和姓名不在一处，按先后次序对上"
            work.found(
                "联系人",
                words,
                (project.number, project.last),
                path=path,
                sure="sure" if person.sure else "guess",
                why=why,
            )
        for label, numbers in project.sections:
            if label == "\0":
                work.left.append(Left("号码（不知是谁的）", "、".join(numbers), project.number, project.last))
    for line in all_lines(trees[0]):
        if targets := list(targets_in(line.text, tier=work.tier)):
            work.data["targets"] = list(targets)
            work.found("计划数字", f"{len(targets)} 个", line, path="targets", sure="likely")
            break


def _lines_of_tables(work: Work, trees: Sequence[Node]) -> list[Line]:
    """Rows of tables that are nothing else (lines with tabs in them, for one) as lines, so that their contacts are seen."""
    grids = [
        piece for tree in trees for node in tree.walk() for piece in node.pieces if isinstance(piece, Grid)
    ]
    rest = [
        grid
        for grid in grids
        if id(grid) not in work.special and not columns_of(grid) and not is_timetable(grid)
    ]
    return [Line(text, grid.number, grid.last) for grid in rest for text in grid_texts(grid) if text]


def _give_forms(work: Work, data: Sequence[dict[str, Data]], body: Sequence[str]) -> None:
    """Blank forms to the sub-projects whose words name their attachment; a form that the body names is for all."""
    for part in work.paper.parts:
        line = next((work.special[id(piece)] for piece in part.pieces if id(piece) in work.special), "")
        if not part.no or not line.startswith("[[form:"):
            continue
        name, said = line[7:-2], re.compile(rf"附\s*件\s*{part.no}(?!\d)")
        own = [record for record in data if said.search(str(record))]
        general = any(said.search(text) and not re.match(r"附\s*件", text) for text in body)
        for record in own or (data if general else ()):
            record["forms"] = [*(record.get("forms") or ()), name]  # type: ignore[misc]


def _entries(record: dict[str, Data]) -> list[dict[str, Data]]:
    entries = record.get("entries")
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
