"""A look around before anything else is done: what was touched since the site was whole, found by a copy of this process.

Meanwhile the other one imports what it needs to go on, and then helps. The site is locked from before the look until all is settled.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct

from generator.disk import BusyError, locked
from generator.revising.looks import Looked, Looks, looks_of, recall
from generator.revising.surroundings import surroundings
from generator.spread import QUEUED, SpreadError, queued, taken
from generator.spread import beside as done_beside
from generator.twins import beside, shown, trees

FEW = 1000
"""Paths up to which a copy is not worth its while."""
_PORTION = 500
"""Paths that are looked at in one go: whoever is done takes the next ones."""


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
        """Helps to look and waits for what was found; None where the copy came to an end."""
        self.holding = ExitStack()

    @property
    def is_long(self) -> bool:
        """Whether there is time to do something else before the answer."""
        return self.looks.entries.count > FEW

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

        many = jobs > 1 and looks.entries.count > FEW
        portions = _Portions(looks, tree)
        queue = holding.enter_context(queued(range(len(portions))))
        wait = holding.enter_context(done_beside(lambda: portions.seen(queue), jobs=2)) if many else dict

        def answer() -> Seen | None:
            seen = portions.seen(queue)
            try:
                return portions.told(seen | wait())
            except SpreadError:
                return None

        found = Lookout(looks, now, tree, answer)
        found.holding = holding.pop_all()
        with found.holding:
            yield found


class _Portions:
    """What there is to look at, in portions that may be looked at by anybody, in any order."""

    def __init__(self, looks: Looks, tree: Path) -> None:
        standing, top = looks.trees.get(tree.name), f"{os.fspath(tree)}/"
        self._looks = looks
        self._standing = standing
        self._kinds: list[tuple[Looked, str, Callable[..., os.stat_result]]] = [
            (looks.entries, f"{looks.root}/", os.lstat),
            (looks.files, "", os.stat),
            *(((standing.files, top, os.lstat), (standing.folders, top, os.lstat)) if standing else ()),
        ]
        size = max(_PORTION, sum(one.count for one, *_ in self._kinds) // (QUEUED - 1 - len(self._kinds)))
        self._parts = [
            (kind, slice(first, first + size))
            for kind, (looked, *_) in enumerate(self._kinds)
            for first in range(0, looked.count, size)
        ]

    def __len__(self) -> int:
        return len(self._parts) + 1

    def seen(self, queue: int) -> dict[int, Any]:
        """What is found in the portions whose numbers can be taken out of the queue."""
        found: dict[int, Any] = {}
        for number in taken(queue):
            found[number] = self._found(number)
        return found

    def told(self, found: Mapping[int, Any]) -> Seen | None:
        """All that was found; None if it is not all."""
        if found.keys() != set(range(len(self))):
            return None
        odd: list[list[str]] = [[] for _ in self._kinds]
        for number, (kind, _) in enumerate(self._parts, start=1):
            odd[kind] += found[number]
        entries, files, *tree = odd
        return Seen(found[0], entries, files, (tree[0], tree[1]) if tree else None)

    def _found(self, number: int) -> Any:
        if not number:
            looks = self._looks
            return surroundings(Path(looks.root), looks.campaigns, looks.content)
        kind, part = self._parts[number - 1]
        looked, top, look = self._kinds[kind]
        return looked.otherwise(top, look, part)
