"""What was found in order before: files by content, under one policy; of pages, what binds them to others too.

Losing it costs time and nothing else. No text is in it, only checksums, and addresses that are published.
"""

from __future__ import annotations

import hashlib
import re
import sys
from array import array
from binascii import a2b_base64, b2a_base64
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, field

from generator import leaks
from generator.leaks.sought import Sought
from generator.media.refusal import MediaCacheError
from generator.media.sealed import read_sealed_bytes, write_sealed_bytes
from generator.verify.counts import is_gallery
from generator.verify.standard import Standard

_NOWHERE = "?"
State = tuple[int, int, int, int]
"""Size, mtime_ns, inode and ctime_ns of a file: whoever writes into it changes one of them."""

_JUDGES = ("handouts", "policy", "routes", "values.phone", "values.text")
"""Modules, besides all that verify and all that look for leaks, whose code decides what is in order."""


def kind_of(standard: Standard) -> str:
    """What kind of site it is: each has a memory of its own."""
    return "clean" if standard.with_policy else "preview"


def policy_of(standard: Standard) -> str:
    """The name of what is asked of a site by this standard."""
    return policy_name(standard.sought, standard.page_bytes, standard.with_policy)


def policy_name(sought: Sought, *more: object) -> str:
    """A name for what is sought, for `more` that is asked of a site, and for the code that does it."""
    said = repr((sorted(sought.mobiles), sorted(sought.words), more, sys.byteorder))
    digest = hashlib.sha256(said.encode())
    here = Path(leaks.__file__).parent.parent
    paths = [
        *sorted((here / "leaks").glob("*.py")),
        *sorted((here / "verify").glob("*.py")),
        *(here / f"{one.replace('.', '/')}.py" for one in _JUDGES),
    ]
    for path in paths:
        code = path.read_bytes()
        digest.update(f"\n{path.relative_to(here).as_posix()} {len(code)}\n".encode() + code)
    digest.update(_pypdf().encode())
    return digest.hexdigest()


def _pypdf() -> str:
    """The version of what opens PDFs, "" where it is not there; `importlib.metadata` would take 15 ms to say so."""
    found = find_spec("pypdf")
    return (
        Path(found.origin).with_name("_version.py").read_text(encoding="utf-8")
        if found and found.origin
        else ""
    )


class Memory(Struct):
    """Files by their sha256, all of them in order. Of pages also how they looked on disk, and what they lead to.

    `ties` of a page are numbers of `targets` (as pages have them), parted by blanks; all pages that begin with `*`
    have those of `common` besides. `parents` names of every page one before it on the way from home, "" where the way begins. `hung` are the works of pages of galleries, `listed`
    what the ids in files of data come to, `books` a name for counts that were right.
    """

    files: dict[str, str] = field(default_factory=dict)
    states: dict[str, State] = field(default_factory=dict)
    ties: dict[str, str] = field(default_factory=dict)
    targets: list[str] = field(default_factory=list)
    common: frozenset[str] = frozenset()
    parents: dict[str, str] = field(default_factory=dict)
    hung: dict[str, str] = field(default_factory=dict)
    listed: dict[str, list[str]] = field(default_factory=dict)
    books: str = ""

    def targets_of(self, page: str) -> Iterator[str]:
        """What a page leads to."""
        yield from self.own_targets_of(page)
        if self.has_common(page):
            yield from self.common

    def own_targets_of(self, page: str) -> list[str]:
        """What a page leads to besides what is common."""
        return [self.targets[int(number)] for number in self.ties[page].removeprefix("*").split()]

    def has_common(self, page: str) -> bool:
        """Whether a page leads to all that is common."""
        return self.ties[page].startswith("*")

    def leading_to(self, targets: Iterable[str], pages: Iterable[str]) -> set[str]:
        """Those of the pages that lead to one of these."""
        wanted = set(targets)
        numbers = {str(number) for number, target in enumerate(self.targets) if target in wanted}
        shared = not wanted.isdisjoint(self.common)
        found = set()
        for page in pages:
            ties = self.ties[page]
            if (shared and ties.startswith("*")) or not numbers.isdisjoint(ties.removeprefix("*").split()):
                found.add(page)
        return found


def ties_of(targets: Iterable[str], numbers: dict[str | int, int], *, shared: bool) -> str:
    """The targets of a page as they are kept; those that have no number yet are given one."""
    told = " ".join([str(numbers.setdefault(target, len(numbers))) for target in targets])
    return f"*{told}" if shared else told


def recall(cache: Path | None, kind: str, policy: str) -> Memory:
    """What was kept under this policy; empty if there is nothing, or anything is wrong with it."""
    with suppress(ValueError, KeyError, TypeError, IndexError, AttributeError):  # whatever its form is
        record = _kept(cache, kind, policy)
        if record and _is_sound(opened := _opened(record)):
            return opened
    return Memory()


def led_to(
    targets: AbstractSet[str], cache: Path | None, kind: str, policy: str
) -> Mapping[str, tuple[str, bool]]:
    """Of every page that was in order its sha256, and whether it leads to one of these files; nothing else is opened."""
    record = _kept(cache, kind, policy)
    try:
        pages, sums, ties = record["pages"], record["sums"].split(), record["ties"].split("\n")
        numbers = [str(at) for at, one in enumerate(record["targets"]) if one in targets]
        sought = re.compile(rf"(?<![0-9])(?:{'|'.join(numbers) or '(?!)'})(?![0-9])").search
        shared = not targets.isdisjoint(record["common"])
        leads = [bool(sought(one)) or (shared and one.startswith("*")) for one in ties]
        return dict(zip(pages, zip(sums[: len(pages)], leads, strict=True), strict=True))
    except (ValueError, KeyError, TypeError, AttributeError):  # whatever its form is
        return {}


def _kept(cache: Path | None, kind: str, policy: str) -> Mapping[str, Any]:
    """The record that was kept under this policy; empty if there is none."""
    if cache is None or cache.is_symlink():  # it would lead who knows where
        return {}
    try:
        record = msgspec.json.decode(read_sealed_bytes(cache / _name(kind)) or b"{}")
        return record if record.get("policy") == policy else {}
    except (ValueError, AttributeError):
        return {}


def keep(cache: Path | None, kind: str, policy: str, memory: Memory) -> None:
    """Write it down; a cache that cannot be written is no reason to stop."""
    if cache is None or cache.is_symlink():
        return
    with suppress(MediaCacheError):
        body = msgspec.json.encode({"policy": policy, **_closed(memory)})
        write_sealed_bytes(cache, cache / _name(kind), body)


def _name(kind: str) -> str:
    return f"{kind}.json"


def _closed(memory: Memory) -> Mapping[str, Any]:
    pages = list(memory.ties)
    at = {page: number for number, page in enumerate(pages)}
    others = [name for name in memory.files if name not in at]
    return {
        "pages": pages,
        "others": others,
        "sums": " ".join([memory.files[name] for name in (*pages, *others)]),
        "states": [_packed(column) for column in zip(*(memory.states[page] for page in pages), strict=True)],
        "ties": "\n".join([memory.ties[page] for page in pages]),
        "targets": memory.targets,
        "common": sorted(memory.common),
        "parents": _packed(at.get(memory.parents.get(page, _NOWHERE) or page, -1) for page in pages),
        "hung": memory.hung,
        "listed": memory.listed,
        "books": memory.books,
    }


def _opened(record: Mapping[str, Any]) -> Memory:
    pages = list(record["pages"])
    columns = [_unpacked(column) for column in record["states"]]
    parents = _unpacked(record["parents"])
    sums = record["sums"].split()
    ties = record["ties"].split("\n") if pages else []
    return Memory(
        files=dict(zip([*pages, *record["others"]], sums, strict=True)),
        states=dict(zip(pages, zip(*columns, strict=True), strict=True)) if pages else {},
        ties=dict(zip(pages, ties, strict=True)),
        targets=list(record["targets"]),
        common=frozenset(record["common"]),
        parents={
            page: "" if pages[at] == page else pages[at]
            for page, at in zip(pages, parents, strict=True)
            if at >= 0
        },
        hung=dict(record["hung"]),
        listed=dict(record["listed"]),
        books=record["books"],
    )


def _is_sound(memory: Memory) -> bool:
    """Whether what was read could have been written: nobody needs more who could write it himself."""
    texts = (*memory.files, *memory.files.values(), *memory.targets, *memory.common, memory.books)
    numbers = set(" ".join(memory.ties.values()).replace("*", "").split())
    halls = {page for page in memory.ties if "/gallery/" in page and is_gallery(page)}
    return (
        set(map(type, texts)) == {str}
        and max(map(int, numbers), default=-1) < len(memory.targets)
        and halls == memory.hung.keys()
        and set(map(type, memory.hung.values())) <= {str}
        and all([*map(type, pair)] == [str, str] for pair in memory.listed.values())
    )


def _packed(numbers: Iterable[int]) -> str:
    return b2a_base64(array("q", numbers).tobytes(), newline=False).decode()


def _unpacked(told: str) -> array[int]:
    numbers = array("q")
    numbers.frombytes(a2b_base64(told))
    return numbers
