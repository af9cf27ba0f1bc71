"""All that is read of a tree in this process and its copies: pages and files that are ours, some of each in every portion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.spread import spread
from generator.verify.documents import Judged
from generator.verify.leaf import Leaf, LeafReader
from generator.verify.ours import OurReader

_PARTS = 32
"""Files are quicker read than pages: so many times some of each, and no process is left with all of one kind."""


class Read(NamedTuple):
    """Some pages as `LeafReader` tells of them, and what is wrong with some files."""

    leaves: list[Leaf | str]
    judged: Judged


class Reader:
    """Reads pages and files with the readers of each; of pages whose content is that of `sums`, nothing but their names."""

    def __init__(self, leaves: LeafReader, ours: OurReader, sums: Mapping[str, str]) -> None:
        self._leaves = leaves
        self._ours = ours
        self._sums = sums

    def spread(self, pages: Sequence[str], files: Sequence[str], *, jobs: int, least: int) -> Iterator[Read]:
        """Read all of these, pages in their order; from `least` on, several processes do."""
        return spread(self._read, _mixed(pages, files), jobs=jobs, least=least)

    def _read(self, names: Sequence[str]) -> Read:
        pages = [name for name in names if name.endswith(".html")]
        files = [name for name in names if not name.endswith(".html")]
        return Read(self._leaves.read(pages, self._sums), self._ours.read(files))


def _mixed(pages: Sequence[str], files: Sequence[str]) -> list[str]:
    """Both, in parts of which each has its share of pages and of files; what takes long among those stands side by side."""
    return [
        name
        for part in range(_PARTS)
        for names in (
            pages[len(pages) * part // _PARTS : len(pages) * (part + 1) // _PARTS],
            files[part::_PARTS],
        )
        for name in names
    ]
