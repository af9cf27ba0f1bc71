"""Imports run through the real command, in projects of their own: the five sources, and the ten layouts of `layouts/`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner, Result

from generator.catalog import Catalog
from generator.check import check
from generator.commands import commands
from generator.problems import Problem
from tests.factories import copy_campaigns
from tests.importing.facts import Facts, Shares, compare_all, facts, facts_of, facts_of_notice
from tests.importing.papers import Block, Box, Break, Para, Table, laid_out, text_of, write_docx
from tests.importing.printouts import write_pdf
from tests.importing.sentences import invented, unsaid
from tests.importing.wanted import facts_wanted

ROOT = Path(__file__).resolve().parents[2]
LAYOUTS = Path(__file__).with_name("layouts")
SOURCES = {
    "000-jiangsu-2024": ("2024-jiangsu",),
    "001-tongling-2025": ("2025-tongling",),
    "002-fujian-2024-with-national-2024": ("2024-fujian", "2024-national"),
    "003-shantou-2023-with-guangdong-and-national-2023": ("2023-shantou", "2023-guangdong", "2023-national"),
    "004-wuhu-2020": ("2020-wuhu",),
}
"""The five sources and the committed campaigns that were made of them by hand."""
STAMPS = {
    "001-tongling-2025": ("市卫健委收", "铜陵市卫生健康委员会", "收文", "1803号", "2025年5月23日"),
}
"""What the receiving office stamped on its copy."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One import: what the command said, what a check of the project finds afterwards, and how right it is."""

    name: str
    result: Result
    problems: tuple[Problem, ...]
    shares: Shares
    unsaid: tuple[str, ...]
    invented: tuple[str, ...]


def committed_below(to: Path) -> Catalog:
    """The official campaigns as committed, without the sample and its media."""
    return check(copy_campaigns(to)).catalog


def project(root: Path) -> Path:
    """A project without a campaign."""
    (root / "campaigns").mkdir(parents=True)
    (root / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    return root


def bring(file: Path, root: Path, id: str) -> Result:
    """`zhanbang import notice FILE --as ID`."""
    return CliRunner().invoke(commands, ["import", "notice", str(file), "--as", id, "--root", str(root)])


def _tried(
    name: str,
    ran: tuple[Result, Path],
    wanted: Sequence[Facts],
    source: str,
    *,
    stamps: Sequence[str] = (),
    notice: str = "",
    before: str = "",
) -> Trial:
    """`notice`: only that one of the project's only campaign is compared; `before`: the source of what stood there."""
    result, root = ran
    found = check(root)
    told = result.output + "".join(
        path.read_text(encoding="utf-8") for path in sorted((root / "imports").glob("*.md"))
    )
    return Trial(
        name,
        result,
        found.problems,
        compare_all(wanted, [_only(c, notice) if notice else facts_of(c) for c in found.catalog.campaigns]),
        tuple(unsaid(source, found.catalog, stamps=stamps, told=told)),
        tuple(invented(f"{before}\n{source}", found.catalog)),
    )


def seed(name: str, to: Path, committed: Catalog, *, docx: bool) -> Trial:
    """One of the five sources, as received or laid out as a Word file, against the committed campaigns."""
    path, ids = ROOT / "tests/sources" / f"{name}.txt", SOURCES[name]
    source = path.read_text(encoding="utf-8")
    if docx:
        blocks = laid_out(source, boxed=len(ids) == 1)
        path = write_docx(to / f"{name}.docx", blocks, header="示例市总工会办公室转换")
    root = project(to / "project")
    result = bring(path, root, ids[0])
    wanted = [facts_of(campaign) for campaign in committed.campaigns if campaign.id in ids]
    return _tried(path.name, (result, root), wanted, source, stamps=STAMPS.get(name, ()))


def layouts() -> list[str]:
    """The names of the invented notices, in order."""
    return sorted(path.stem for path in LAYOUTS.glob("*.yml") if not path.name.endswith(".paper.yml"))


def wanted_of(name: str) -> dict[str, Any]:
    """The list of facts that somebody read out of an invented notice."""
    read: dict[str, Any] = yaml.safe_load((LAYOUTS / f"{name}.yml").read_text(encoding="utf-8"))
    return read


def paper_of(name: str, to: Path) -> tuple[Path, str]:
    """The file to be imported, made if it is a Word file or a PDF, and all that it says."""
    file = LAYOUTS / wanted_of(name)["file"]
    text = file.read_text(encoding="utf-8")
    if file.name.endswith(".paper.yml"):
        blocks = list(_blocks(yaml.safe_load(text)))
        return write_docx(to / f"{name}.docx", blocks, header="示例文印室"), text_of(blocks)
    if file.name.endswith(".pages.txt"):
        pages = [page.strip("\n").split("\n") for page in text.split("\f")]
        return write_pdf(to / f"{name}.pdf", pages), text
    return file, text


def layout(name: str, to: Path) -> Trial:
    """One of the invented notices, the campaign that it belongs to brought in before it."""
    wanted = wanted_of(name)
    path, source = paper_of(name, to)
    root = project(to / "project")
    before = ""
    if after := wanted.get("after"):
        first, before = paper_of(after, to)
        bring(first, root, wanted_of(after)["as"])
    result = bring(path, root, wanted["as"])
    notice = wanted["as"].partition("/")[2]
    listed = [facts_wanted(one) for one in wanted["campaigns"]]
    return _tried(
        name, (result, root), listed, source, stamps=wanted.get("stamps", ()), notice=notice, before=before
    )


def _only(campaign: Any, notice: str) -> Facts:
    """The facts of one notice that came to a campaign."""
    one = campaign.notice(notice)
    said = facts_of_notice(one) if one else []
    relations = {"amends": "changes", "extends": "changes"}  # a 补充通知 on a deadline is both
    said += [("kind", one.kind)] if one else []
    said += [("relation", relations.get(r.relation, r.relation)) for r in one.relates_to] if one else []
    return facts(
        {"notices": said, "attachments": [(str(a.no or ""), a.title) for a in one.attachments] if one else []}
    )


def _blocks(described: Sequence[Any]) -> Iterator[Block]:
    """Blocks from their short description: a text, or one key that says what it is."""
    for one in described:
        if isinstance(one, str):
            yield Para(one)
            continue
        (kind, value), *more = one.items()
        match kind:
            case "table":
                yield Table(tuple(tuple(map(str, row)) for row in value))
            case "box":
                yield Box(tuple(value))
            case "page":
                yield Break()
            case "bold":
                yield Para(value, bold=True)
            case "centre" | "right":
                yield Para(value, align=kind)
            case _:
                yield Para(value, number=kind, bold="bold" in dict(more))


def listed(problem: Problem, output: str) -> bool:
    """Whether the command's output names the place of a problem."""
    return f"{problem.place.file}:{problem.place.line}" in output
