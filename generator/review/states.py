"""A state of the project, planned: the working tree, a commit, or a folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from generator.catalog import Catalog
from generator.compose import ComposeError, compose
from generator.content import content_addresses
from generator.disk import BusyError, locked
from generator.engine import CACHE as ENGINE_CACHE
from generator.engine import engine_output
from generator.frame import root_of
from generator.harvest import EngineError
from generator.inspection import inspect
from generator.media.workshop import Say
from generator.pages.frame_parts import Setting
from generator.plan import plan_site
from generator.problems import Place, Problem, errors, problem
from generator.project import Project
from generator.public import public_catalog
from generator.review.gitstate import StateError, commit_of, in_repository, take_out
from generator.settings import read_project
from generator.site import Site
from generator.works.retention import retired

_CACHE = ".cache"
_DEEP = ("a", "b", "c", "d", "project")
"""A media_root that leads upwards (`../media`) still ends inside our own folder."""


class State(Struct, frozen=True):
    """One state: `name` as the caller gave it, `catalog` all that was read, `public` and `site` what a build would plan of it.

    `site` is None when `problems` holds errors. `content` are the hand-written pages composed; `unread` says in Chinese
    why they could not be made, "" if they were.
    """

    name: str
    root: Path
    project: Project
    problems: tuple[Problem, ...]
    catalog: Catalog
    public: Catalog = field(default_factory=Catalog)
    site: Site | None = None
    content: Mapping[str, str] = field(default_factory=dict)
    unread: str = ""


@contextmanager
def checked_out(root: Path, name: str, *, slot: str) -> Iterator[Path]:
    """Yield a folder with the state that `name` (a commit of git, else a folder) stands for; it is gone afterwards.

    The caches and the media folder outside the repository are those of `root`; `slot` keeps two states apart. Raises
    StateError (E190 to E192).
    """
    commit = commit_of(root, name)
    folder = Path(name)
    if commit is None and not _is_project(folder):
        if folder.is_dir():
            raise StateError(
                problem("E190", Place(name), name=name, why="这个文件夹里没有 mkdocs.yml 和 campaigns/")
            )
        if not in_repository(root):
            raise StateError(problem("E190", Place(name), name=name, why="项目文件夹不在 git 仓库里"))
        raise StateError(problem("E190", Place(name), name=name, why="git 里没有这个名字，也没有这个文件夹"))
    with _room(root, slot) as room:
        state = room.joinpath(*_DEEP)
        state.mkdir(parents=True)
        if commit is not None:
            take_out(root, commit, state, ("mkdocs.yml",))
        elif (folder / "mkdocs.yml").is_file():
            shutil.copyfile(folder / "mkdocs.yml", state / "mkdocs.yml")
        project, _ = read_project(state)
        parts = tuple(dict.fromkeys((project.campaigns, project.content, "theme")))
        if commit is not None:
            take_out(root, commit, state, parts)
        else:
            for part in parts:
                if (folder / part).is_dir():
                    shutil.copytree(folder / part, state / part, symlinks=True)
        (state / _CACHE).symlink_to((root / _CACHE).resolve(), target_is_directory=True)
        if project.media_root:
            _lend(project.media_root, state, root if commit is not None else folder, room)
        yield state


def planned_state(
    name: str,
    state: Path,
    *,
    root: Path,
    as_of: date,
    jobs: int,
    say: Say | None = None,
    memory: Path | None = None,
) -> State:
    """Plan the state that stands in the folder `state`; `root` is the project whose caches are used.

    As `build.plan` does, but without what only a site that is going to be published is held to: that costs as much again.
    """
    inspected = inspect(state, jobs=jobs, say=say, memory=memory)
    project = inspected.project
    if errors(inspected.problems):
        return State(name, state, project, inspected.problems, inspected.catalog)
    catalog, _ = retired(inspected.catalog, as_of=as_of)
    public = public_catalog(catalog, as_of=as_of, samples=project.samples)
    site = plan_site(Setting(public, as_of, project), content_addresses(state / project.content))
    planned = State(name, state, project, inspected.problems, catalog, public, site)
    if not (state / "mkdocs.yml").is_file():
        return planned
    try:
        engine = engine_output(state, data_date=site.data_date, cache=root / ENGINE_CACHE)
        content = {
            path: compose(text, root=root_of(path), site=site, path=path)
            for path, text in engine.content.items()
        }
    except (EngineError, ComposeError) as error:
        return replace(planned, unread=str(error).replace(os.fspath(state), name))
    return replace(planned, content=content)


@contextmanager
def _room(root: Path, slot: str) -> Iterator[Path]:
    """A folder of our own in the cache, always the same: what is remembered of media by their path does not pile up."""
    room = (root / _CACHE / "review" / slot).resolve()
    room.parent.mkdir(parents=True, exist_ok=True)
    try:
        with locked(room.with_name(f"{slot}.lock")):
            shutil.rmtree(room, ignore_errors=True)
            try:
                yield room
            finally:
                shutil.rmtree(room, ignore_errors=True)
    except BusyError as error:
        why = f"另一个比较还在进行（进程 {error.holder}），等它完了再试"
        raise StateError(problem("E191", Place("git"), why=why)) from error


def _is_project(folder: Path) -> bool:
    return (folder / "mkdocs.yml").is_file() or (folder / "campaigns").is_dir()


def _lend(wanted: Path, state: Path, original: Path, temporary: Path) -> None:
    """Where a media folder named relative to the project would be, have a link to the real one."""
    here = Path(os.path.normpath(wanted))
    real = Path(os.path.normpath(original.resolve() / os.path.relpath(here, state)))
    if temporary in here.parents and not here.exists() and real.is_dir():
        here.parent.mkdir(parents=True, exist_ok=True)
        here.symlink_to(real, target_is_directory=True)
