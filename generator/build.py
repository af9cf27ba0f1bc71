"""The stages of a build, top to bottom. Everything else in the package is one of them or serves one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from generator.catalog import Catalog
from generator.content import content_addresses
from generator.engine import engine_output
from generator.inspection import CACHE, inspect
from generator.ledger import Ledger, ledger
from generator.manifest import Manifest, Source
from generator.media.studio import derive, held, sweep
from generator.media.workshop import Elsewhere, Say
from generator.offline import ONLINE_ONLY, as_offline
from generator.outside import check_site_dir
from generator.pages.frame_parts import Setting
from generator.plan import plan_site
from generator.problems import Problem, errors, in_order
from generator.project import Project
from generator.public import public_catalog
from generator.publish.policy import Policy
from generator.site import Site
from generator.standard import fixed_words, standard, standing_policy
from generator.tree import WriteResult, write
from generator.verify.site import verify
from generator.verify.standard import Standard
from generator.works.faulty import entry_of, media_problem, without_faulty
from generator.works.retention import retired

VERIFIED = ".cache/verified"

Done = Callable[[str], object]
"""Told the name of each stage of a build when it is over; `str` listens to nothing."""


@dataclass(frozen=True, slots=True)
class Planned:
    """Everything known before a file is written; only the first three when errors stopped the plan.

    `catalog` is all that was read, `standard` what the finished site is held to.
    """

    project: Project
    problems: tuple[Problem, ...]
    catalog: Catalog
    site: Site | None = None
    ledger: Ledger | None = None
    standard: Standard | None = None
    policy: Policy = field(default_factory=Policy)
    """What may stand in no release that is kept."""


@dataclass(frozen=True, slots=True)
class Built:
    """The outcome of a build. `written` is None when the data had errors; its problems are those of the finished site."""

    planned: Planned
    written: WriteResult[Problem] | None = None

    @property
    def ok(self) -> bool:
        """Whether the new site is shown."""
        return self.written is not None and self.written.switched


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
    inspected = inspect(root, jobs=jobs, say=say, memory=memory, elsewhere=elsewhere)
    done("读取和检查")
    project, problems, catalog = inspected.project, inspected.problems, inspected.catalog
    if lenient:
        catalog = without_faulty(catalog, problems, project.campaigns)
    stopping = errors(problems) if not lenient else _beyond_works(problems, project.campaigns)
    if stopping:
        return Planned(project, problems, catalog)
    planned = _planned(root, project, problems, catalog, as_of)
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
        return replace(planned, site=replace(planned.site, files=made.files))
    failed = (media_problem(fault, planned.catalog, planned.project.campaigns) for fault in made.faults)
    problems = tuple(in_order([*planned.problems, *failed]))
    if not lenient or _beyond_works(problems, planned.project.campaigns):
        return replace(planned, problems=problems, site=None)
    rest = without_faulty(planned.catalog, problems, planned.project.campaigns)
    smaller = _planned(root, planned.project, problems, rest, as_of)
    return make_media(root, smaller, as_of=as_of, jobs=jobs, say=say, lenient=True, elsewhere=elsewhere)


def build(
    root: Path,
    site_dir: Path,
    *,
    as_of: date,
    offline: bool = False,
    serving: bool = False,
    jobs: int = 1,
    say: Say | None = None,
    memory: Path | None = None,
    unverified: bool = False,
    done: Done = str,
    elsewhere: Elsewhere | None = None,
) -> Built:
    """Plan the site, make its media, render the frame, write aside, verify, and switch.

    The old site stays whole until the last step. An `unverified` site is for measuring only. Raises `EngineError`, `ComposeError`, `WriteError` or
    `MediaCacheError` when the engine, a hand-written page or the disk fails.
    """
    planned = plan(
        root, as_of=as_of, jobs=jobs, say=say, lenient=serving, memory=memory, done=done, elsewhere=elsewhere
    )
    check_site_dir(root, site_dir, planned.project.campaigns, planned.project.content)
    if planned.site is None:
        return Built(planned)
    with held(root / CACHE):  # no other build sweeps out what this one has made and not yet copied
        planned = make_media(
            root, planned, as_of=as_of, jobs=jobs, say=say, lenient=serving, elsewhere=elsewhere
        )
        if planned.site is None:
            return Built(planned)
        done("媒体")
        engine = engine_output(root, serving=serving or offline, data_date=planned.site.data_date)
        outputs: Iterator[tuple[str, Source]] = engine.outputs(planned.site)
        names = frozenset(engine.names(planned.site))
        done("框架")
        if offline:
            outputs, names = as_offline(outputs), names - ONLINE_ONLY
        assert planned.standard is not None
        held_to = replace(planned.standard, with_policy=not (serving or offline), jobs=jobs)
        found: list[Problem] = []

        def judge(tree: Path, made: Manifest) -> list[Problem]:
            done("写入")
            found[:] = [] if unverified else verify(tree, made, names, held_to)
            done("核对")
            return errors(found)

        written = write(site_dir, outputs, verify=judge, jobs=jobs)
    warned = [p for p in found if p.severity == "warning"]
    planned = replace(planned, problems=tuple(in_order([*planned.problems, *warned])))
    assert planned.site is not None
    if written.switched:
        sweep(root / CACHE, (address for address, _ in planned.site.files), elsewhere=elsewhere)
    done("换上")
    return Built(planned, written)


def load_site(root: Path, *, as_of: date) -> Planned:
    """What the MkDocs plugin asks for: the planned site with its media made, or the errors."""
    planned = plan(root, as_of=as_of)
    if planned.site is not None:
        planned = make_media(root, planned, as_of=as_of)
    if planned.site is not None:
        sweep(root / CACHE, (address for address, _ in planned.site.files))
    return planned


def _planned(
    root: Path, project: Project, problems: tuple[Problem, ...], catalog: Catalog, as_of: date
) -> Planned:
    catalog, expired = retired(catalog, as_of=as_of)
    public = public_catalog(catalog, as_of=as_of, samples=project.samples)
    site = plan_site(Setting(public, as_of, project), content_addresses(root / project.content))
    printed, content = fixed_words(root, project.content)
    held_to = standard(catalog, public, site, project, as_of=as_of, printed=printed, content=content)
    return Planned(
        project,
        tuple(in_order([*problems, *expired])),
        catalog,
        site,
        _books(catalog, public, site),
        replace(held_to, cache=root / VERIFIED),
        standing_policy(catalog, public, held_to),
    )


def _beyond_works(problems: tuple[Problem, ...], folder: str) -> list[Problem]:
    """The errors that concern more than a work of its own."""
    return [p for p in errors(problems) if entry_of(p, folder) is None]


def _books(everything: Catalog, public: Catalog, site: Site) -> Ledger:
    books = ledger(everything, public, site)
    if not books.balanced:  # a defect of ours, never of the data: stop before anything is written
        raise AssertionError(books.text())
    return books
