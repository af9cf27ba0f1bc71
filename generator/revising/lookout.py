"""A look around before anything else is done: what was touched since the site was whole, found by a copy of this process.

Meanwhile the other one imports what it needs to go on. The site is locked from before the look until all is settled.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from msgspec import Struct

from generator.disk import BusyError, locked
from generator.revising.looks import Looks, looks_of, recall
from generator.revising.surroundings import surroundings
from generator.spread import SpreadError
from generator.spread import beside as done_beside
from generator.twins import beside, shown, trees

MANY = 3000
"""Paths from which on a copy is worth its while."""


class Seen(Struct, frozen=True):
    """What was found: a name for the surroundings, and whatever looks otherwise than it did or is gone.

    `tree` is what does in the tree that is not shown, None where nobody knows how it stood.
    """

    around: str | None
    entries: list[str]
    files: list[str]
    tree: tuple[list[str], list[str]] | None


class Lookout:
    """The look that was begun, and what it goes by. `now` is the time of the disk, `tree` the one that is not shown."""

    def __init__(self, looks: Looks, now: int, tree: Path, answer: Callable[[], Seen | None]) -> None:
        self.looks = looks
        self.now = now
        self.tree = tree
        self.answer = answer
        """Waits for what was found; None where the copy came to an end."""
        self.holding = ExitStack()

    def release(self) -> None:
        """Let go of the site, for those who lock it themselves."""
        self.holding.close()


@contextmanager
def lookout(root: Path, site_dir: Path, state: Path, *, jobs: int) -> Iterator[Lookout | None]:
    """Begin to look around; None where nothing is known of how it was, or another run is at work.

    `state` is where the state of the site is kept (`state.state_file`); with more than one of `jobs` a copy looks.
    """
    looks = recall(looks_of(state))
    site = site_dir.absolute()
    if looks is None or looks.root != os.fspath(root):
        yield None
        return
    tree = next((one for one in trees(site) if one != shown(site)), site)
    with ExitStack() as holding:
        try:
            holding.enter_context(locked(beside(site, "lock")))
            now = os.lstat(beside(site, "lock")).st_ctime_ns  # it was written just now
        except (BusyError, OSError):
            yield None
            return

        def look() -> Seen:
            return _look(looks, tree)

        many = len(looks.entries.packed) > 16 * MANY
        wait = holding.enter_context(done_beside(look, jobs=jobs if many else 1))

        def answer() -> Seen | None:
            try:
                return wait()
            except SpreadError:
                return None

        found = Lookout(looks, now, tree, answer)
        found.holding = holding.pop_all()
        with found.holding:
            yield found


def _look(looks: Looks, tree: Path) -> Seen:
    standing = looks.trees.get(tree.name)
    top = f"{os.fspath(tree)}/"
    return Seen(
        surroundings(Path(looks.root), looks.campaigns, looks.content),
        looks.entries.otherwise(f"{looks.root}/"),
        looks.files.otherwise("", os.stat),
        (standing.files.otherwise(top), standing.folders.otherwise(top)) if standing else None,
    )
