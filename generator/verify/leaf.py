"""One page as the others see it: what it leads to, what can be led to in it, and what is wrong with it by itself."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import NamedTuple

from generator import policy
from generator.manifest import Manifest
from generator.verify.found import Found, leaks_of
from generator.verify.links import HOME, NOT_FOUND, anchor_sought, is_rooted, place_of
from generator.verify.pages import PageReader, Said
from generator.verify.pieces import Facts, doubled
from generator.verify.standard import Standard

ANCHOR = "\t"
"""Between a file and an anchor in it: no file of ours has it in its name."""
_PLAIN = re.compile(r"(?:[A-Za-z0-9_-]++/)*+(?:(?<=/)|[A-Za-z0-9_-]++\.[A-Za-z0-9]++)")
"""A link as we write most of them, from the root of the site on: a folder or a file."""
_TOGETHER = 64
"""Pages that are looked at together for what must not be told."""
_LARGEST = 1 << 12
"""So many ways in which pages are put together of pieces met before are remembered."""


class Leaf(NamedTuple):
    """A page: the files (with `ANCHOR` and an anchor, where one is meant) it leads to, its anchors, and its faults.

    `shared` says that it leads to all that was given as common, which is not told again. `lost` says that a link leads to
    no file: which one is told by those who ask. It is `clean` if nothing has to be told of it in the next run either.
    """

    name: str
    leads: tuple[str, ...]
    shared: bool
    ids: tuple[tuple[str, ...], ...]
    names: tuple[tuple[str, ...], ...]
    redirect: bool
    lost: bool
    found: tuple[Found, ...]
    clean: bool

    def has(self, anchor: str) -> bool:
        """Whether a link to this anchor leads anywhere."""
        return any(anchor in part for part in (*self.ids, *self.names))


class LeafReader:
    """Reads the pages of one tree."""

    def __init__(
        self, tree: Path, written: Manifest, standard: Standard, common: frozenset[str] = frozenset()
    ) -> None:
        self._tree = tree
        self._written = written
        self._standard = standard
        self.common = common
        """What is not told again of pages that lead to all of it."""
        self._reader = PageReader(standard.sought)
        self._alike: dict[tuple[int, tuple[Facts, ...]], _Alike] = {}

    def read(self, names: Sequence[str], known: Mapping[str, str]) -> list[Leaf | str]:
        """The pages of these names; of one whose content is still the `known` one, by its sha256, nothing but its name."""
        leaves: list[Leaf | str] = []
        for at in range(0, len(names), _TOGETHER):
            leaves += self._read(names[at : at + _TOGETHER], known)
        return leaves

    def _read(self, names: Sequence[str], known: Mapping[str, str]) -> list[Leaf | str]:
        """As `read`, for so few pages that all of them may be held at once."""
        opened: list[tuple[str, bytes, str]] = []
        same: set[str] = set()
        top = f"{self._tree}/"
        for name in names:
            with open(top + name, "rb", buffering=0) as file:
                data = file.readall()
            sha256 = hashlib.sha256(data).hexdigest()
            if known.get(name) == sha256 == self._written[name].sha256:
                same.add(name)
            else:
                opened.append((name, data, sha256))
        told = [self._reader.read_ahead(data) for _, data, _ in opened]
        for number in self._reader.loud(told):
            told[number] = self._reader.read_with_care(opened[number][1])
        leaves = {one[0]: self._leaf(*one, said) for one, said in zip(opened, told, strict=True)}
        return [name if name in same else leaves[name] for name in names]

    def first(self, names: Sequence[str]) -> list[Leaf]:
        """These pages, whatever is known of them."""
        return [leaf for leaf in self.read(names, {}) if isinstance(leaf, Leaf)]

    def _leaf(self, name: str, data: bytes, sha256: str, said: Said) -> Leaf:
        facts = said.facts
        ids = [one for part in facts for one in part.ids]
        redirect = any(part.redirect for part in facts)
        found = [*self._own_faults(name, data, said, redirect=redirect)]
        found += [("E903", name, {"link": one}) for one in doubled(ids)]
        if sha256 != self._written[name].sha256:
            found.append(("E912", name, {"what": "内容和写下的不一样"}))
        names = [one for part in facts for one in part.names]
        leads, lost = self._leads(name, said, {*ids, *names})
        if shared := self.common <= leads:
            leads = leads - self.common
        return Leaf(
            name,
            tuple(leads),
            shared,
            tuple(part.ids for part in facts if part.ids),
            tuple(part.names for part in facts if part.names),
            redirect,
            lost,
            tuple(found),
            not found and not lost and not any(part.tells for part in facts),
        )

    def _own_faults(self, name: str, data: bytes, said: Said, *, redirect: bool) -> Iterator[Found]:
        for impurity in dict.fromkeys(one for part in said.facts for one in part.impure):
            yield impurity.code, name, {"what": impurity.what}
        yield from leaks_of(name, said.leaks)
        most = self._standard.page_bytes
        if len(data) > most:
            yield "E913", name, {"size": f"{len(data) / 1000:.0f}", "limit": f"{most / 1000:.0f}"}
        if self._standard.with_policy and not redirect and policy.META_TAG not in data:
            yield "E915", name, {}

    def _leads(self, name: str, said: Said, own: AbstractSet[str]) -> tuple[AbstractSet[str], bool]:
        """What the links of a page lead to, and whether one leads nowhere. `own` are its anchors."""
        if name == NOT_FOUND:
            return frozenset(), False
        folders = name.split("/")[:-1]
        alike = self._alike_in(name, folders, said.known)
        leads, lost = set(alike.leads), alike.lost
        up = "../" * len(folders)
        for link in (*alike.loose, *(link for part in said.own for link in part.links)):
            if link.startswith(up) and _PLAIN.fullmatch(link, len(up)):
                target = link[len(up) :] + (HOME if link.endswith("/") else "")
                lost = lost or target not in self._written
                leads.add(target)
                continue
            found = place_of(name, folders, link)
            if found is None:
                continue
            target, anchor = found
            if target == name:
                lost = lost or not ((anchor := anchor_sought(anchor)) == "" or anchor in own)
                continue
            lost = lost or target not in self._written
            leads.add(_written_out(target, anchor))
        return leads, lost

    def _alike_in(self, name: str, folders: list[str], known: list[Facts]) -> _Alike:
        """What pieces met before lead to, from every page so many folders deep."""
        key = len(folders), tuple(known)
        if key in self._alike:
            return self._alike[key]
        leads, loose, lost = set(), [], False
        for link in dict.fromkeys(link for part in known for link in part.links):
            found = place_of(name, folders, link)
            if not is_rooted(link, len(folders)):
                loose.append(link)
            elif found:
                lost = lost or found[0] not in self._written
                leads.add(_written_out(*found))
        if len(self._alike) > _LARGEST:
            self._alike.clear()
        alike = self._alike[key] = _Alike(frozenset(leads), tuple(loose), lost)
        return alike


class _Alike(NamedTuple):
    leads: frozenset[str]
    loose: tuple[str, ...]
    lost: bool


def _written_out(target: str, anchor: str) -> str:
    anchor = anchor_sought(anchor) if target.endswith(".html") else ""
    return f"{target}{ANCHOR}{anchor}" if anchor else target
