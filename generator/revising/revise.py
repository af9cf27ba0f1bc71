"""The stages of a revision: what was edited, what shows it, its share cards, and then as a build: write, verify, switch.

What is imported here is needed to know what was edited; the rest (`renewing`) is imported when there is time to.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.manifest import Manifest, WriteError, load
from generator.media.hiring import Hired
from generator.media.refusal import MediaCacheError
from generator.problems import Problem
from generator.revising.edits import Edit, edits, touched
from generator.revising.lookout import Lookout, lookout
from generator.revising.looks import state_file
from generator.revising.state import DoubtError, Shelf, State, recall, shelf_of
from generator.twins import record_of, shown_record

if TYPE_CHECKING:
    from generator.bringing import Change


class Grounds(Struct, frozen=True):
    """What a revision stands on. `path` is where the state is kept, `known` and `other` are the manifests of both trees."""

    root: Path
    site_dir: Path
    state: State
    shelf: Shelf
    lookout: Lookout
    path: Path
    jobs: int
    known: Manifest
    other: Manifest


class Revised(Struct, frozen=True):
    """A site that was brought up to date: what stands of it as it was told at the build, and what was written.

    `grounds` is what it stood on: a process that ends at once need not take that apart.
    """

    problems: tuple[Problem, ...]
    ledger: str
    change: Change
    grounds: Grounds


def revise(
    root: Path,
    site_dir: Path,
    *,
    as_of: date | None,
    today: date,
    memory: Path | None,
    jobs: int = 1,
    serving: bool = False,
    seen: Lookout | None = None,
) -> Revised | None:
    """Bring the shown site up to date if nothing but the words of a few shown works was edited since it was built.

    None where that is not sure, or where anything at all went wrong: then nothing is changed that is shown, and a build
    tells what there is to tell. Without `as_of` it is for the day that the settings or `today` say. What was `seen` by a
    look that was begun before need not be looked at again.
    """
    if memory is None:
        return None
    path = state_file(memory, site_dir)
    with ExitStack() as stack:
        found = seen or stack.enter_context(lookout(root, site_dir, path, jobs=1))
        state = recall(path) if found else None
        if (
            found is None
            or state is None
            or state.looks != found.looks.token
            or state.serving != serving
            or found.looks.shown != shown_record(site_dir)
            or state.day != (as_of or state.project.day(today))
        ):
            return None
        try:
            with closing(Shelf(shelf_of(path), state, found.looks)) as shelf:
                tree = site_dir.absolute().resolve()
                known, other = load(record_of(tree)), load(record_of(found.tree))
                return _done(Grounds(root, site_dir, state, shelf, found, path, jobs, known, other))
        except (DoubtError, LookupError, MediaCacheError, WriteError, OSError):
            return None


def _done(grounds: Grounds) -> Revised | None:
    """Do it, or see that it is not sure. Raises DoubtError and what goes wrong."""
    state, look = grounds.state, grounds.lookout
    if look.is_long:  # while a copy looks around
        import generator.revising.renewing  # noqa: F401
        from generator.pages.render import quick_environment

        quick_environment()
    seen = look.answer()
    if seen is None or seen.around != look.looks.around or seen.files:
        return None
    folders = touched(seen.entries)
    found = edits(grounds.root, state, grounds.shelf, folders) if folders is not None else None
    if found is None:
        return None
    with _drawer(found) as hired:
        from generator.revising.renewing import renewed

        change = renewed(grounds, tuple(found), seen, hired)
    return Revised(state.problems, state.ledger, change, grounds) if change else None


@contextmanager
def _drawer(found: list[Edit]) -> Iterator[Hired[tuple[str, ...]]]:
    """Who draws share cards, on the way already where it looks as if there were some to draw: that takes a while."""
    with Hired[tuple[str, ...]](1, films=False, pictures=False) as hired:
        if any(edit.retitled and not edit.before.originals for edit in found):
            hired.prepare()
        yield hired
