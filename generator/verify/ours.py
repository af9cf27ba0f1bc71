"""Texts of ours that are no pages, and media that we made: read here, since no stranger made their bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from generator.leaks.reading import Unreadable
from generator.leaks.readings import text_alone
from generator.leaks.scan import scan, scan_content
from generator.leaks.sought import Leak, Sought
from generator.manifest import Manifest
from generator.verify.documents import Judged
from generator.verify.found import Found, leaks_of
from generator.verify.purity import foreign_hosts, unruly_file
from generator.verify.quiet import Quiet

_RECORDS = (".js", ".json")


class OurReader:
    """Reads the files of one tree; those whose content is the `same` as before need no look at what is in them."""

    def __init__(self, tree: Path, written: Manifest, sought: Sought, same: AbstractSet[str]) -> None:
        self._top = f"{tree}/"
        self._written = written
        self._sought = sought
        self._same = same
        self._quiet = Quiet(sought)

    def read(self, names: Sequence[str]) -> Judged:
        """What is wrong with the files of these names."""
        loud = {names[number] for number in self._quiet.loud([self._quiet.name(name) for name in names])}
        return {name: self._faults(name, named_quietly=name not in loud) for name in names}

    def _faults(self, name: str, *, named_quietly: bool) -> list[Found]:
        with open(self._top + name, "rb", buffering=0) as file:
            data = file.readall()
        found: list[Found] = []
        if hashlib.sha256(data).hexdigest() != self._written[name].sha256:
            if len(data) == self._written[name].size:  # else the list of files tells of it
                found.append(("E912", name, {"what": "内容和写下的不一样"}))
        elif name in self._same:
            return []
        found += [("E905", name, {"what": host}) for host in foreign_hosts(name, data)]
        found += [(one.code, name, {"what": one.what}) for one in unruly_file(name, data)]
        try:
            return [*found, *leaks_of(name, self._leaks(name, data, named_quietly=named_quietly))]
        except Unreadable as error:
            return [*found, ("E916", name, {"why": str(error)})]

    def _leaks(self, name: str, data: bytes, *, named_quietly: bool) -> list[Leak]:
        if not named_quietly:
            return scan(name, data, self._sought)
        text = text_alone(data) if name.endswith(_RECORDS) else None
        if text is not None and self._quiet.is_quiet_record(text):
            return []
        return scan_content(data, self._sought)
