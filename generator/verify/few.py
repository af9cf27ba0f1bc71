"""A few files written anew into a tree that otherwise holds what was in order: they are judged, and nothing else is read.

It is judged only whether all is in order still, for certain: pages lead to the pages they led to and hold the anchors
they held, galleries and data tell of the works they told of. Whatever is otherwise is left to `site`, which says why.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from generator.leaks.readings import text_alone
from generator.leaks.sought import Leak, Sought
from generator.manifest import Manifest
from generator.verify.counts import is_gallery, listing, lists, works_hung
from generator.verify.inventory import looks_of
from generator.verify.leaf import ANCHOR, Leaf, LeafReader
from generator.verify.ours import OurReader
from generator.verify.pages import PageReader
from generator.verify.purity import is_ours, is_record
from generator.verify.quiet import Quiet
from generator.verify.standard import Standard

MOST = 200
"""Pages of which it is not remembered what they lead to, and which are read to know."""


class Tree(Struct, frozen=True):
    """A tree, and what was written into it."""

    top: Path
    written: Manifest


def is_in_order(
    before: Tree,
    after: Tree,
    names: AbstractSet[str],
    gone: AbstractSet[str],
    standard: Standard,
    ties: Callable[[], Ties] | None = None,
) -> bool:
    """Whether a tree is in order that differs from one which is in these files, and in those that are `gone`.

    `ties` tells of the latter what `ties_to` does, for whoever has asked before. Raises OSError.
    """
    pages = sorted(name for name in names if name.endswith(".html"))
    if not before.written.keys() >= set(pages) or any(name.endswith(".html") for name in gone):
        return False
    reader = _Reader(standard.sought)
    were = _leaves(before, pages, standard, reader)
    reader.doubt()
    are = _leaves(after, pages, standard, reader)
    if not all(_is_alike(were[name], are[name]) for name in pages):
        return False
    others = names - set(pages)
    if not all(map(is_ours, others)):  # documents are opened by those who read them with care
        return False
    found = looks_of(after.top, others)
    written = {name: after.written[name] for name in others}
    if any(found[name][0] != record.size for name, record in written.items()):
        return False
    reread = _Records(before, after, standard.sought)
    careful = sorted(name for name in others if not reread.is_quiet(name))
    if any(OurReader(after.top, written, standard.sought, frozenset()).read(careful).values()):
        return False
    if not all(_lists_alike(before.top / name, after.top / name) for name in lists(others)):
        return False
    if not gone:
        return True
    told = ties() if ties else ties_to(gone, before.written, standard)
    return not _leading_to(gone, before, set(pages), standard, told)


class _Reader(PageReader):
    """Reads pages of which it is known that they tell nothing, until somebody has doubts: then those that resemble them."""

    def __init__(self, sought: Sought) -> None:
        super().__init__(sought)
        self._quiet.trusting = True

    def doubt(self) -> None:
        """From here on leaks are sought, as ever, in all that no page had so far."""
        self._quiet.trusting = False

    def _leaks(self, texts: list[str]) -> tuple[Leak, ...]:
        return () if self._quiet.trusting else super()._leaks(texts)


class _Records:
    """Records of ours of which the greatest part is as it was: what is new in them is read."""

    def __init__(self, before: Tree, after: Tree, sought: Sought) -> None:
        self._before = before
        self._after = after
        self._quiet = Quiet(sought)

    def is_quiet(self, name: str) -> bool:
        """Whether nothing is wrong with a file, for certain: as it is named, so was the one before."""
        if not is_record(name) or name not in self._before.written:
            return False
        was, now = (_text_of(tree, name) for tree in (self._before, self._after))
        return was is not None and now is not None and self._quiet.is_quiet_change(was, now)


def _text_of(tree: Tree, name: str) -> str | None:
    """The text of a file that holds what was written, and nothing else."""
    data = (tree.top / name).read_bytes()
    return text_alone(data) if hashlib.sha256(data).hexdigest() == tree.written[name].sha256 else None


def _leaves(tree: Tree, pages: Sequence[str], standard: Standard, reader: PageReader) -> Mapping[str, Leaf]:
    leaves = LeafReader(tree.top, tree.written, standard, pages=reader).first(pages)
    return {leaf.name: leaf for leaf in leaves}


def _is_alike(was: Leaf, now: Leaf) -> bool:
    """Whether nothing is to be told of a page, and for all others it is as it was."""
    if not (was.clean and now.clean and not was.lost and not now.lost):
        return False
    if was.redirect or now.redirect or _anchors(was) != _anchors(now):
        return False
    if is_gallery(now.name) and _hung(was) != _hung(now):
        return False
    return _onwards(was) == _onwards(now)


class _Listed(Struct):
    """What is counted of a work in the data."""

    id: str


def _lists_alike(was: Path, now: Path) -> bool:
    """Whether two files of data tell of the same works in the same order."""
    try:
        first, second = (msgspec.json.decode(one.read_bytes(), type=list[_Listed]) for one in (was, now))
    except ValueError:  # it is the door to others, or nothing that can be read
        return listing(was) == listing(now)
    return first == second


def _anchors(leaf: Leaf) -> set[str]:
    return {one for part in (*leaf.ids, *leaf.names) for one in part}


def _hung(leaf: Leaf) -> list[str]:
    """The works, each as often as it hangs there; pieces that were met before are told first, so the order says nothing."""
    return sorted(works_hung(one for part in leaf.ids for one in part).split())


def _onwards(leaf: Leaf) -> set[str]:
    """The pages it leads to, and the anchors in them."""
    return {one for one in leaf.leads if one.partition(ANCHOR)[0].endswith(".html")}


class Ties(NamedTuple):
    """Pages that lead to files that are to go, and those of which it is not known what they lead to."""

    leading: frozenset[str]
    unknown: frozenset[str]


def ties_to(gone: AbstractSet[str], written: Manifest, standard: Standard) -> Ties:
    """Who of a tree that was in order leads to these files, by what is remembered of it."""
    from generator.verify.memory import kind_of, led_to, policy_of  # few runs take anything away

    pages = {name: one.sha256 for name, one in written.items() if name.endswith(".html")}
    told = led_to(gone, standard.cache, kind_of(standard), policy_of(standard))
    known = {name for name in pages.keys() & told.keys() if told[name][0] == pages[name]}
    return Ties(frozenset(name for name in known if told[name][1]), frozenset(pages.keys() - known))


def _leading_to(
    gone: AbstractSet[str], before: Tree, judged: set[str], standard: Standard, ties: Ties
) -> bool:
    """Whether a page besides those `judged` just now leads to a file that is gone, or nobody knows."""
    unknown = ties.unknown - judged
    if len(unknown) > MOST or ties.leading - judged:
        return True
    read = _leaves(before, sorted(unknown), standard, PageReader(Sought()))
    return any(not gone.isdisjoint(leaf.leads) for leaf in read.values())
