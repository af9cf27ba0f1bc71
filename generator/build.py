"""The stages of a build, top to bottom. Everything else in the package is one of them or serves one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.catalog import Catalog
from generator.check import check
from generator.content import content_addresses
from generator.engine import engine_output
from generator.ledger import Ledger, ledger
from generator.linkcheck import Fault, check_links
from generator.offline import as_offline
from generator.pages.frame_parts import Setting
from generator.plan import plan_site
from generator.problems import Problem, errors, in_order
from generator.project import Project, read_project
from generator.public import public_catalog
from generator.site import Site
from generator.tree import WriteResult, write


@dataclass(frozen=True, slots=True)
class Planned:
    """Everything known before a file is written. `site` and `ledger` are None when errors stopped the plan."""

    project: Project
    problems: tuple[Problem, ...]
    site: Site | None = None
    ledger: Ledger | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """The outcome of a build. `written` is None when the data had errors; its problems are those of the finished site."""

    planned: Planned
    written: WriteResult[Fault] | None = None

    @property
    def ok(self) -> bool:
        """Whether the new site is shown."""
        return self.written is not None and self.written.switched


def plan(root: Path, *, as_of: date) -> Planned:
    """Load, check, publish and plan: records in, the whole site as values out."""
    project, problems = read_project(root)
    checked = check(root, folder=project.campaigns, content=project.content)
    problems = in_order([*problems, *checked.problems])
    if errors(problems):
        return Planned(project, tuple(problems))
    public = public_catalog(checked.catalog, as_of=as_of, samples=project.samples)
    site = plan_site(Setting(public, as_of, project), content_addresses(root / project.content))
    return Planned(project, tuple(problems), site, _books(checked.catalog, public, site))


def build(root: Path, site_dir: Path, *, as_of: date, offline: bool = False, serving: bool = False) -> Built:
    """Plan the site, render the frame, write aside, verify, and switch. The old site stays whole until the last step.

    Raises `EngineError`, `ComposeError` or `WriteError` when the engine, a hand-written page or the disk fails.
    """
    planned = plan(root, as_of=as_of)
    if planned.site is None:
        return Built(planned)
    engine = engine_output(root, serving=serving or offline, data_date=planned.site.data_date)
    outputs: Iterator[tuple[str, bytes | Path]] = engine.outputs(planned.site)
    if offline:
        outputs = as_offline(outputs)
    return Built(planned, write(site_dir, outputs, verify=check_links))


def load_site(root: Path, *, as_of: date) -> tuple[Site | None, list[Problem]]:
    """What the MkDocs plugin asks for: the planned site, or None and the errors."""
    planned = plan(root, as_of=as_of)
    return planned.site, list(planned.problems)


def _books(everything: Catalog, public: Catalog, site: Site) -> Ledger:
    books = ledger(everything, public, site)
    if not books.balanced:  # a defect of ours, never of the data: stop before anything is written
        raise AssertionError(books.text())
    return books
