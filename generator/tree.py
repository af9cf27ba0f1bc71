"""The write stage: two private trees beside the site, of which the symbolic link `site` shows one.

A run brings the tree that is not shown to the planned state (writing only what differs), has it verified, and then
switches the link in one step. Whenever it is stopped, the old site is whole and the next run needs no cleaning.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain, count
from pathlib import Path
from typing import Generic, TypeVar

from msgspec import Struct, field

from generator.bringing import Change, bring
from generator.disk import BusyError, locked
from generator.disk import exchange as _exchange
from generator.disk import sync as _sync
from generator.disk import sync_folder as _sync_folder
from generator.following import follow
from generator.glancing import Glance
from generator.manifest import DiskFullError, Manifest, Source, Stored, WriteError, explain, load, save
from generator.putting import Beside
from generator.scanning import FOLDER_MODE
from generator.signature import Signature
from generator.twins import beside as twin
from generator.twins import record_of, shown, trees

__all__ = ["Change", "WriteError", "WriteResult", "fill", "switch", "write"]

Found = TypeVar("Found")


class WriteResult(Struct, Generic[Found], frozen=True):
    """What a run did. `problems` are those of `verify`; when there are any, the old site is still shown."""

    tree: Path
    change: Change
    problems: Sequence[Found] = ()
    switched: bool = False
    aside: Path | None = None
    """Where the plain folder went that stood at the site's place."""
    files: Manifest = field(default_factory=dict)
    """What the shown tree holds, for those who carry it on; empty unless switched."""


def write(
    site_dir: Path,
    files: Iterable[tuple[str, Source]],
    *,
    verify: Callable[[Path, Manifest], Sequence[Found]],
    jobs: int = 1,
    glance: Callable[[], Glance | None] = lambda: None,
) -> WriteResult[Found]:
    """Make `site_dir` a link to a tree holding exactly `files`, unless `verify` finds fault with that tree (and manifest).

    `jobs` processes make and write them where they are many. `glance` may tell what stood in the tree that is written.

    The trees, their manifests and the lock stand beside it: `.site.a`, `.site.b`, `.site.a.json`, `.site.lock`.
    """
    site = site_dir.absolute()
    try:
        _reach(site.parent)
        seen = glance()
        with _locked(twin(site, "lock"), site) as lock:
            if site.is_file() and not site.is_symlink():
                raise WriteError(
                    f"{site} 是一个文件，不是文件夹；请移走它，或者换一个输出位置（--site-dir）。"
                )
            before = next((tree for tree in trees(site) if tree == shown(site)), None)
            tree = next(tree for tree in trees(site) if tree != before)
            record, known = record_of(tree), load(record_of(tree))
            beside = Beside(os.fspath(before), load(record_of(before))) if before else None
            found = seen.found if seen and seen.lock == lock and seen.tree == os.fspath(tree) else None
            try:
                manifest, change = bring(tree, known, files, jobs=jobs, beside=beside, found=found)
            except (
                DiskFullError
            ):  # a half-made tree would leave the next, perhaps smaller, site no room either
                shutil.rmtree(tree, ignore_errors=True)
                raise
            if change.written or change.removed:
                _sync(site.parent)
            if manifest != known:
                save(record, manifest)
            if problems := verify(tree, manifest):
                return WriteResult(tree, change, problems)
            aside = switch(site, tree)
            if before and beside:
                follow(
                    before, record_of(before), known=beside.files, shown=tree, manifest=manifest, jobs=jobs
                )
            return WriteResult(tree, change, switched=True, aside=aside, files=manifest)
    except OSError as error:
        raise explain(error, site) from error


def fill(folder: Path, files: Iterable[tuple[str, Source]]) -> Change:
    """Make a plain folder hold exactly `files`, in place: what MkDocs' own users expect of `site/`.

    They may go on writing into its files, so that none is shared with a store.
    """
    own = ((path, source.path if isinstance(source, Stored) else source) for path, source in files)
    try:
        return bring(folder, {}, own)[1]
    except OSError as error:
        raise explain(error, folder) from error


def _reach(folder: Path) -> None:
    """Make a folder and those above it where they are missing; the web server must be able to pass through."""
    for one in reversed((folder, *folder.parents)):
        if not one.is_dir():
            one.mkdir()
            one.chmod(FOLDER_MODE)


@contextmanager
def _locked(path: Path, site: Path) -> Iterator[Signature]:
    """Hold the lock of one site; a second run is refused at once. Yields how the lock looked before."""
    try:
        with locked(path) as before:
            yield before
    except BusyError as error:
        raise WriteError(f"另一次生成正在写 {site}（进程 {error.holder}）；请等它结束再试。") from error


def switch(site: Path, tree: Path) -> Path | None:
    """Let the link show `tree`, in one step. A plain folder at the link's place is exchanged and moved aside."""
    fresh, old = twin(site, "new"), twin(site, "old")
    moved = None
    if fresh.is_symlink():
        fresh.unlink()
    elif fresh.exists():  # a run was killed just after an exchange
        moved = _set_aside(fresh, old)
    fresh.symlink_to(tree.name)
    if site.is_symlink() or not site.exists():
        fresh.replace(site)
    elif _exchange(fresh, site):
        with suppress(OSError):  # the new site is shown; the next run tries again
            moved = _set_aside(fresh, old)
    else:
        moved = _set_aside(site, old)
        try:
            fresh.replace(site)
        except OSError:
            if moved:
                moved.rename(site)
            raise
    _sync_folder(site.parent)
    return moved


def _set_aside(folder: Path, old: Path) -> Path | None:
    """Move someone's folder to `old`, or to the next free name after it. An empty folder just goes."""
    with suppress(OSError):
        folder.rmdir()
        return None
    free = (old.with_name(f"{old.name}-{number}") for number in count(2))
    place = next(place for place in chain((old,), free) if not os.path.lexists(place))
    folder.rename(place)
    return place
