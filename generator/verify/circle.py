"""All pages together: those read in this run, and those that are as they were when they were found to be in order.

What a page leads to is remembered with it, so that what others changed, took away or moved is seen without reading it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

from msgspec.structs import replace

from generator.verify.leaf import ANCHOR, Leaf
from generator.verify.links import HOME, NOT_FOUND, ways_from
from generator.verify.memory import Memory, ties_of


class Circle:
    """The pages of one site; `kept` are those that are remembered, `leaves` those that were read."""

    def __init__(self, memory: Memory, kept: AbstractSet[str]) -> None:
        self._memory = memory
        self.common = memory.common
        """What most pages lead to: the frame's."""
        self.kept = set(kept)
        self.leaves: dict[str, Leaf] = {}
        self._same: dict[str, str] = {}
        """What pages lead to: other processes tell of it in texts of their own."""

    def begin(self, leaves: Sequence[Leaf]) -> None:
        """Take in the first pages of a site of which nothing is known: what they all lead to is taken to be common."""
        self.common = frozenset[str]().union(*(leaf.leads for leaf in leaves[:1]))
        for leaf in leaves[1:]:
            self.common = self.common.intersection(leaf.leads)
        self.take(leaf._replace(leads=tuple(set(leaf.leads) - self.common), shared=True) for leaf in leaves)

    def take(self, leaves: Iterable[Leaf]) -> None:
        """Take in pages that were read."""
        same = self._same.setdefault
        for leaf in leaves:
            leads = tuple(map(same, leaf.leads, leaf.leads))
            self.leaves[leaf.name] = leaf._replace(leads=leads)
            self.kept.discard(leaf.name)

    def left_alone(self, files: AbstractSet[str]) -> set[str]:
        """Remembered pages with a link to a file that is no more."""
        gone = {one for one in self._memory.targets if one and one.partition(ANCHOR)[0] not in files}
        return self._memory.leading_to(gone, self.kept) if gone else set()

    def sought(self) -> set[str]:
        """Remembered pages that must be read: a page read just now seeks an anchor in them that nobody sought before."""
        known = set(self._memory.targets)
        wanted = {one for leaf in self.leaves.values() for one in leaf.leads if ANCHOR in one} - known
        return {one.partition(ANCHOR)[0] for one in wanted} & self.kept

    def astray(self) -> set[str]:
        """Pages with a link that leads nowhere."""
        lost = {name for name, leaf in self.leaves.items() if leaf.lost}
        every = {one for leaf in self.leaves.values() for one in leaf.leads if ANCHOR in one}
        every.update(one for one in (*self._memory.targets, *self.common) if ANCHOR in one)
        gone = {one for one in every if self._is_gone(one)}
        if not gone:
            return lost
        read = {name for name, leaf in self.leaves.items() if not gone.isdisjoint(self._leads(leaf))}
        return lost | read | self._memory.leading_to(gone, self.kept)

    @cached_property
    def ways(self) -> Mapping[str, str]:
        """For every page that can be reached, one before it on the way, when all are taken in. What is remembered is enough, if it still holds."""
        pages = self.kept | self.leaves.keys()
        redirects = {name for name, leaf in self.leaves.items() if leaf.redirect}
        ways = self._memory.parents
        if ways and self._hold(ways, pages):
            return ways
        redirects |= {name for name in self.kept if ways.get(name) == ""}
        return ways_from(redirects, self._onwards(), pages)

    def remembered(self, names: Sequence[str], files: AbstractSet[str]) -> Memory:
        """What is to be kept of the pages of these names, which are in order; `files` are all of the site."""
        if not self.leaves and names == list(self._memory.ties):
            return replace(self._memory)
        before = self._memory.targets
        if len(self.leaves) * 4 > len(names):  # many are new: nothing that nobody leads to is carried on
            before = []
        held = [one if one.partition(ANCHOR)[0] in files and not self._is_gone(one) else "" for one in before]
        numbers = {one or number: number for number, one in enumerate(held)}
        ties = {}
        for name in names:
            if leaf := self.leaves.get(name):
                ties[name] = ties_of(leaf.leads, numbers, shared=leaf.shared)
            elif before:
                ties[name] = self._memory.ties[name]
            else:
                own = self._memory.own_targets_of(name)
                ties[name] = ties_of(own, numbers, shared=self._memory.has_common(name))
        for one in sorted(self.common):
            numbers.setdefault(one, len(numbers))
        targets = [one if isinstance(one, str) else "" for one in numbers]
        return Memory(ties=ties, targets=targets, common=self.common, parents=dict(self.ways))

    def _hold(self, ways: Mapping[str, str], pages: AbstractSet[str]) -> bool:
        """Whether each page is still led to by the one remembered for it: then home still leads to all."""
        if not pages <= ways.keys():
            return False
        below: dict[str, list[str]] = {}
        for name, leaf in self.leaves.items():
            if ways[name] == "" and not leaf.redirect and name not in (HOME, NOT_FOUND):
                return False
            below[name] = []
        for name in pages:
            before = ways[name]
            if before in below:
                below[before].append(name)
            elif before and before not in self.kept:
                return False
        return all(set(names) <= set(self._files_from(name)) for name, names in below.items() if names)

    def _onwards(self) -> Callable[[str], Iterable[str]]:
        """What a page leads to that none before it led to: what is common is gone to once."""
        shared = [self.common]

        def onwards(name: str) -> Iterable[str]:
            leaf = self.leaves.get(name)
            own = leaf.leads if leaf else self._memory.own_targets_of(name)
            if shared and (leaf.shared if leaf else self._memory.has_common(name)):
                own = (*own, *shared.pop())
            return [one.partition(ANCHOR)[0] for one in own]

        return onwards

    def _files_from(self, name: str) -> Iterable[str]:
        leaf = self.leaves.get(name)
        leads = self._leads(leaf) if leaf else self._memory.targets_of(name)
        return [one.partition(ANCHOR)[0] for one in leads]

    def _leads(self, leaf: Leaf) -> Iterable[str]:
        return (*leaf.leads, *self.common) if leaf.shared else leaf.leads

    def _is_gone(self, target: str) -> bool:
        name, _, anchor = target.partition(ANCHOR)
        return bool(anchor) and name in self.leaves and not self.leaves[name].has(anchor)
