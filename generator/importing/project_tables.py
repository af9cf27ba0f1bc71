"""Sub-projects and contacts that a notice prints as a table: 项目 | 承办单位 | 联系人 | 电话."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from generator.importing.contacts import Person, people_of
from generator.importing.organs import closed, hosts_of
from generator.importing.project import Project
from generator.importing.received import Grid

_ROLES = (
    ("number", re.compile("序号|编号|No\\.?|NO\\.?")),
    ("co-host", re.compile("协办(?:单位|方)?")),
    ("host", re.compile("(?:主要)?承办(?:单位|方)?|牵头单位|责任单位|负责单位|组织单位")),
    (
        "phone",
        re.compile("(?:联系|办公|咨询)?(?:电话|手机|方式|号码)(?:号码)?|联系方式|手机号码?|固定电话|座机"),
    ),
    ("both", re.compile("联系人(?:及|和|、|/)?(?:其)?(?:联系)?(?:电话|方式)")),
    ("person", re.compile("(?:项目)?(?:联系人|联络人|负责人|联络员)(?:姓名)?|姓名")),
    ("email", re.compile("(?:电子|投稿|报送)?(?:邮箱|邮件)")),
    ("object", re.compile("(?:征集|参加|参与|参赛|面向)?(?:对象|范围)")),
    ("rules", re.compile(".{0,4}(?:要求|条件|标准)")),
    ("deadline", re.compile(".{0,4}(?:截止|报送|征集)?(?:时间|日期)|截止.{0,4}")),
    ("call", re.compile(".{0,4}(?:内容|主题|说明|简介)")),
    (
        "project",
        re.compile(
            "(?:子|征集|活动|参赛|评选)?(?:项目|活动|作品)?(?:名称|类别|项目)|项目|子项目|类别|作品类型|征集类别|赛事|赛项|赛区|工种|[\u4e00-\u9fff]{2}(?:项目|工种|赛项)"
        ),
    ),
    ("unit", re.compile("单位(?:名称)?|部门|处室|科室|机构")),
)


class Columns(Struct, frozen=True):
    """What each column of a table holds, by place."""

    roles: tuple[str, ...]
    sideways: bool = False
    """The headings stand in the first column, and each column after it is a record."""

    def rows(self, grid: Grid) -> Sequence[Sequence[str]]:
        """The records of the table, without its headings."""
        rows = tuple(zip(*grid.rows, strict=False)) if self.sideways else grid.rows
        return rows[1:]

    def cell(self, row: Sequence[str], role: str) -> str:
        """The cell of that role, "" where there is none."""
        text = next(
            (row[at].strip() for at, name in enumerate(self.roles) if name == role and at < len(row)), ""
        )
        return "" if re.fullmatch(r"[-—－–/／\\、·.…]*|无|暂无|/", text) else text


def columns_of(grid: Grid) -> Columns | None:
    """The roles of a table's columns by its first row; None where it is no table of sub-projects or contacts."""
    if len(grid.rows) < 2:
        return None
    across, down = roles_of(grid.rows[0]), roles_of([row[0] if row else "" for row in grid.rows])
    if _telling(across):
        return Columns(across)
    if len(grid.rows[0]) > 2 and _telling(down) and _is_sideways(grid, down):
        return Columns(down, sideways=True)
    return None


def _is_sideways(grid: Grid, down: Sequence[str]) -> bool:
    """Whether each column after the first is a record: it names a project and somebody, and is no blank form."""
    named = [
        row[1:] for row, role in zip(grid.rows, down, strict=True) if role in ("project", "host", "person")
    ]
    return (
        "project" in down
        and all(all(cell.strip() for cell in row) for row in named)
        and not any(roles_of(row[1:]) != ("",) * (len(row) - 1) for row in grid.rows)
    )


def roles_of(heads: Sequence[str]) -> tuple[str, ...]:
    """What each column is said to hold by its heading, "" where that says nothing we know."""
    return tuple(
        next((role for role, pattern in _ROLES if pattern.fullmatch(closed(head))), "") for head in heads
    )


def _telling(roles: Sequence[str]) -> bool:
    has = set(roles)
    return bool(has & {"person", "phone", "both", "host"} and has & {"project", "unit"})


def projects_of(grid: Grid, columns: Columns) -> list[Project]:
    """A sub-project for each row, or for each run of rows of one title (a cell merged downwards)."""
    if "project" not in columns.roles:
        return []
    out: list[Project] = []
    for row in columns.rows(grid):
        title = re.sub(
            r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", " ".join(columns.cell(row, "project").split())
        )
        if re.fullmatch("合计|总计", closed(title)) or (not title and not out):
            continue
        if out and (not title or out[-1].title == title):
            project = out[-1]
        else:
            project = Project(title, "", grid.number, grid.last, why="表格里的一行")
            out.append(project)
        for role, target in (("host", project.hosts), ("co-host", project.co_hosts)):
            target += [
                host for host in hosts_of(columns.cell(row, role).replace("\n", "、")) if host not in target
            ]
        for role, texts in (
            ("call", project.calls),
            ("rules", project.rules),
            ("object", project.objects),
            ("deadline", project.deadlines),
        ):
            value = " ".join(columns.cell(row, role).split())
            if value and value not in texts:
                texts.append(value)
        project.people += [person for person in people_in(row, columns) if person not in project.people]
    return out


def people_in(row: Sequence[str], columns: Columns) -> Iterator[Person]:
    """The people of one row: names and numbers from their columns, paired where the counts agree."""
    names = re.sub(r"[\n/]", "、", columns.cell(row, "person") or columns.cell(row, "both"))
    phones = [columns_cell for at, columns_cell in enumerate(row) if columns.roles[at : at + 1] == ("phone",)]
    text = (
        f"联系人：{names} 电话：{' '.join(phones)}"
        if "person" in columns.roles
        else f"联系人：{names} {' '.join(phones)}"
    )
    unit = "" if "project" in columns.roles else " ".join(columns.cell(row, "unit").split())
    for person in people_of(text, unit):
        email = columns.cell(row, "email")
        yield Person(
            person.unit,
            person.name,
            person.role,
            person.phones,
            person.fax,
            person.email or email,
            person.im,
            person.sure,
        )


def contacts_of(grid: Grid, columns: Columns) -> list[Person]:
    """The people of a table of offices (单位 | 联系人 | 电话)."""
    if "project" in columns.roles:
        return []
    return [person for row in columns.rows(grid) for person in people_in(row, columns) if person.reachable]
