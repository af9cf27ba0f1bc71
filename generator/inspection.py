"""What `check` does with a project: settings, records, media and rules, and no page. The first stage of a build, too."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from generator.calm import calm
from generator.catalog import Catalog
from generator.check import check
from generator.media.workshop import CACHE, Elsewhere, Say, Workshop
from generator.problems import Problem, errors, in_order
from generator.project import Project
from generator.remembered import Memory
from generator.settings import read_project
from generator.works.retention import retired


class Inspected(Struct, frozen=True):
    """A project read and judged. With errors in `problems` the catalog is good only for reports."""

    project: Project
    catalog: Catalog
    problems: tuple[Problem, ...]

    def problems_on(self, day: date) -> tuple[Problem, ...]:
        """All problems, with what is due on that day: works past their 保存期."""
        if errors(self.problems):
            return self.problems
        return tuple(in_order([*self.problems, *retired(self.catalog, as_of=day)[1]]))


@calm()
def inspect(
    root: Path,
    *,
    jobs: int = 1,
    say: Say | None = None,
    memory: Path | None = None,
    elsewhere: Elsewhere | None = None,
    ahead: bool = False,
) -> Inspected:
    """Read and judge the project in `root`; sound entries are remembered in the folder `memory`, media measured `elsewhere`, too.

    With `ahead` pictures that will be published are made in the same look.
    """
    project, problems = read_project(root)
    checked = check(
        root,
        folder=project.campaigns,
        content=project.content,
        media_root=project.media_root,
        workshop=Workshop(root / CACHE, jobs, say, elsewhere, ahead),
        memory=Memory.opened(memory),
    )
    return Inspected(project, checked.catalog, tuple(in_order([*problems, *checked.problems])))
