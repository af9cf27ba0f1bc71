"""One page as the others see it: what it leads to, what can be led to in it, and what is wrong with it by itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import NamedTuple

from generator import policy
from generator.manifest import Manifest
from generator.values.patterns import late
from generator.verify.found import Found, leaks_of
from generator.verify.links import HOME, NOT_FOUND, anchor_sought, is_rooted, place_of
from generator.verify.pages import PageReader, Said
from generator.verify.pieces import Facts, doubled
from generator.verify.standard import Standard
from generator.verify.tags import Impurity

ANCHOR = "\t"
"""Between a file and an anchor in it: no file of ours has it in its name."""
_PLAIN = late(r"(?:[A-Za-z0-9_-]++/)*+(?:(?<=/)|[A-Za-z0-9_-]++\.[A-Za-z0-9]++)")
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
        self,
        tree: Path,
        written: Manifest,
        standard: Standard,
        common: frozenset[str] = frozenset(),
        pages: PageReader | None = None,
    ) -> None:
        self._tree = tree
        self._written = written
        self._standard = standard
        self.common = common
        """What is not told again of pages that lead to all of it."""
        self._reader = pages or PageReader(standard.sought)
        self._same: dict[str, str] = {}
        self._ids: dict[tuple[str, ...], tuple[str, ...]] = {}
        """What pages lead to, and their anchors: told of a thousand pages, they are still the same texts."""
        self._alike: dict[tuple[int, frozenset[str], tuple[Facts, ...]], _Alike] = {}

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
        folders = name.split("/")[:-1]
        alike = self._alike_in(name, folders, said.known)
        ids = [*alike.ids, *(self._ids.setdefault(one.ids, one.ids) for one in said.own if one.ids)]
        names = [*alike.names, *(one.names for one in said.own if one.names)]
        anchors = {one for part in ids for one in part}
        redirect = alike.redirect or any(one.redirect for one in said.own)
        found = [*self._own_faults(name, data, said, alike, redirect=redirect)]
        if len(anchors) < sum(map(len, ids)):
            found += [("E903", name, {"link": one}) for one in doubled([one for part in ids for one in part])]
        if sha256 != self._written[name].sha256:
            found.append(("E912", name, {"what": "内容和写下的不一样"}))
        anchors.update(*names)
        if name == NOT_FOUND:
            leads, shared, lost = set[str](), not self.common, False
        else:
            leads, shared, lost = self._leads(name, folders, said, anchors, alike)
        tells = alike.tells or any(one.tells for one in said.own)
        clean = not (found or lost or tells)
        leads_to = tuple(map(self._same.setdefault, leads, leads))
        return Leaf(name, leads_to, shared, tuple(ids), tuple(names), redirect, lost, tuple(found), clean)

    def _own_faults(
        self, name: str, data: bytes, said: Said, alike: _Alike, *, redirect: bool
    ) -> Iterator[Found]:
        for impurity in dict.fromkeys((*alike.impure, *(one for part in said.own for one in part.impure))):
            yield impurity.code, name, {"what": impurity.what}
        if said.leaks:
            yield from leaks_of(name, said.leaks)
        most = self._standard.page_bytes
        if len(data) > most:
            yield "E913", name, {"size": f"{len(data) / 1000:.0f}", "limit": f"{most / 1000:.0f}"}
        if self._standard.with_policy and not redirect and policy.META_TAG not in data:
            yield "E915", name, {}

    def _leads(
        self, name: str, folders: list[str], said: Said, own: AbstractSet[str], alike: _Alike
    ) -> tuple[set[str], bool, bool]:
        """What the links of a page lead to, whether to all that is common as well, and whether one leads nowhere.

        `own` are its anchors.
        """
        leads, lost = set[str](), alike.lost or not alike.anchors <= own
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
        shared = alike.shared or self.common <= leads | alike.leads
        leads |= alike.leads
        if shared:
            leads -= self.common
        return leads, shared, lost

    def _alike_in(self, name: str, folders: list[str], known: list[Facts]) -> _Alike:
        """What pieces met before say together, on every page so many folders deep."""
        key = len(folders), self.common, tuple(known)
        if key in self._alike:
            return self._alike[key]
        leads, loose, anchors, lost = set(), [], set(), False
        for link in dict.fromkeys(link for part in known for link in part.links):
            found = place_of(name, folders, link)
            if found and found[0] == name and link.startswith("#"):
                anchors.add(anchor_sought(found[1]))
            elif not is_rooted(link, len(folders)):
                loose.append(link)
            elif found:
                lost = lost or found[0] not in self._written
                leads.add(_written_out(*found))
        if len(self._alike) > _LARGEST:
            self._alike.clear()
        shared = self.common <= leads
        alike = self._alike[key] = _Alike(
            frozenset(leads - self.common if shared else leads),
            shared,
            tuple(loose),
            frozenset(anchors - {""}),
            lost,
            tuple(part.ids for part in known if part.ids),
            tuple(part.names for part in known if part.names),
            tuple(dict.fromkeys(one for part in known for one in part.impure)),
            any(part.redirect for part in known),
            any(part.tells for part in known),
        )
        return alike


class _Alike(NamedTuple):
    """What known pieces say. `leads` are what they lead to, but for what is common if it is `shared`.

    The `loose` links lead elsewhere from every page, and the `anchors` are sought in the page itself.
    """

    leads: frozenset[str]
    shared: bool
    loose: tuple[str, ...]
    anchors: frozenset[str]
    lost: bool
    ids: tuple[tuple[str, ...], ...]
    names: tuple[tuple[str, ...], ...]
    impure: tuple[Impurity, ...]
    redirect: bool
    tells: bool


def _written_out(target: str, anchor: str) -> str:
    anchor = anchor_sought(anchor) if target.endswith(".html") else ""
    return f"{target}{ANCHOR}{anchor}" if anchor else target
