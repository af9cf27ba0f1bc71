"""Everything up to the first file that is written: read, judge, make public, plan, make media."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.calm import calm
from generator.catalog import Catalog
from generator.content import content_addresses
from generator.inspection import inspect
from generator.ledger import Ledger, ledger
from generator.media.studio import derive
from generator.media.workshop import CACHE, Elsewhere, Say
from generator.pages.frame_parts import Setting
from generator.plan import plan_site
from generator.problems import Problem, errors, in_order
from generator.project import Project
from generator.public import public_catalog
from generator.site import Site
from generator.works.faulty import entry_of, media_problem, without_faulty
from generator.works.retention import retired

if TYPE_CHECKING:
    from generator.publish.policy import Policy
    from generator.verify.standard import Standard

VERIFIED = ".cache/verified"

Done = Callable[[str], object]
"""Told the name of each stage of a build when it is over; `str` listens to nothing."""


class Planned(Struct, frozen=True):
    """Everything known before a file is written; only the first three when errors stopped the plan.

    `catalog` is all that was read.
    """

    project: Project
    problems: tuple[Problem, ...]
    catalog: Catalog
    site: Site | None = None
    ledger: Ledger | None = None
    setting: Setting | None = None
    judge: Callable[[], tuple[Standard, Policy]] | None = None
    """Works the next two out, once: who only plans or measures does not need them."""

    @property
    def standard(self) -> Standard | None:
        """What the finished site is held to."""
        return self.judge()[0] if self.judge else None

    @property
    def policy(self) -> Policy:
        """What may stand in no release that is kept."""
        from generator.publish.policy import Policy

        return self.judge()[1] if self.judge else Policy()


def plan(
    root: Path,
    *,
    as_of: date,
    jobs: int = 1,
    say: Say | None = None,
    lenient: bool = False,
    memory: Path | None = None,
    done: Done = str,
    elsewhere: Elsewhere | None = None,
) -> Planned:
    """Load, measure, check, publish and plan: records in, the whole site as values out.

    `lenient` leaves out works whose own files are faulty (a preview goes on without them) instead of stopping.
    """
    inspected = inspect(root, jobs=jobs, say=say, memory=memory, elsewhere=elsewhere, ahead=True)
    done("读取和检查")
    project, problems, catalog = inspected.project, inspected.problems, inspected.catalog
    if lenient:
        catalog = without_faulty(catalog, problems, project.campaigns)
    stopping = errors(problems) if not lenient else _beyond_works(problems, project.campaigns)
    if stopping:
        return Planned(project, problems, catalog)
    planned = _planned(root, project, problems, catalog, as_of, jobs)
    done("规划")
    return planned


def make_media(
    root: Path,
    planned: Planned,
    *,
    as_of: date,
    jobs: int = 1,
    say: Say | None = None,
    lenient: bool = False,
    elsewhere: Elsewhere | None = None,
) -> Planned:
    """Make every picture, film, sound and share card the planned pages name; a file that fails is a problem.

    Those `elsewhere` help; what is made is the same without them. With `lenient` the site is planned again without the works that failed.
    """
    assert planned.site is not None
    made = derive(
        planned.site.orders, planned.site.cards, cache=root / CACHE, jobs=jobs, say=say, elsewhere=elsewhere
    )
    if not made.faults:
        return replace(planned, site=replace(planned.site, files=made.stored))
    failed = (media_problem(fault, planned.catalog, planned.project.campaigns) for fault in made.faults)
    problems = tuple(in_order([*planned.problems, *failed]))
    if not lenient or _beyond_works(problems, planned.project.campaigns):
        return replace(planned, problems=problems, site=None)
    rest = without_faulty(planned.catalog, problems, planned.project.campaigns)
    smaller = _planned(root, planned.project, problems, rest, as_of, jobs)
    return make_media(root, smaller, as_of=as_of, jobs=jobs, say=say, lenient=True, elsewhere=elsewhere)


@calm()
def _planned(
    root: Path, project: Project, problems: tuple[Problem, ...], catalog: Catalog, as_of: date, jobs: int
) -> Planned:
    catalog, expired = retired(catalog, as_of=as_of)
    public = public_catalog(catalog, as_of=as_of, samples=project.samples)
    setting = Setting(public, as_of, project)
    site = plan_site(setting, content_addresses(root / project.content), jobs=jobs)

    @functools.cache
    def judge() -> tuple[Standard, Policy]:
        from generator.standard import (
            fixed_words,
            standard,
            standing_policy,
        )  # with the readers of all kinds of files

        printed, content = fixed_words(root, project.content)
        held_to = standard(
            catalog, public, site, project, as_of=as_of, printed=printed, content=content, jobs=jobs
        )
        return replace(held_to, cache=root / VERIFIED), standing_policy(catalog, public, held_to)

    return Planned(
        project,
        tuple(in_order([*problems, *expired])),
        catalog,
        site,
        _books(catalog, public, site),
        setting,
        judge,
    )


def _beyond_works(problems: tuple[Problem, ...], folder: str) -> list[Problem]:
    """The errors that concern more than a work of its own."""
    return [p for p in errors(problems) if entry_of(p, folder) is None]


def _books(everything: Catalog, public: Catalog, site: Site) -> Ledger:
    books = ledger(everything, public, site)
    if not books.balanced:  # a defect of ours, never of the data: stop before anything is written
        raise AssertionError(books.text())
    return books
