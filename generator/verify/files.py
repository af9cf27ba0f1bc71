"""What is no page: texts and media of ours; documents, those handed out as they are among them, are opened elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from generator.manifest import Manifest
from generator.spread import spread
from generator.verify.documents import Judged
from generator.verify.found import Found
from generator.verify.memory import State
from generator.verify.ours import OurReader
from generator.verify.purity import is_ours
from generator.verify.standard import Standard

LEAST = 1000
"""Files from which on several processes read them."""


class Files(Struct, frozen=True):
    """The files of a tree that are no pages: all `names`, those of the `same` content as what is known to be in order.

    Those are `fresh` that must be read: they are not known, or do not look as they were written.
    """

    names: list[str]
    same: set[str]
    fresh: list[str]


def sorted_out(found: Mapping[str, State], written: Manifest, known: Mapping[str, str]) -> Files:
    """Which files are to be read; `known` are the checksums of files in order."""
    names = [name for name in written if not name.endswith(".html") and found.get(name, (-1,))[0] >= 0]
    same = {name for name in names if known.get(name) == written[name].sha256}
    alike = {name for name in same if found[name][:3] == written[name][1:4]}
    return Files(names, same, sorted(name for name in names if name not in alike))


def read_files(
    tree: Path,
    files: Files,
    found: Mapping[str, State],
    written: Manifest,
    standard: Standard,
    documents: Callable[[], Judged],
) -> tuple[dict[str, str], list[Found]]:
    """The checksums of files in order, and what is wrong with the others; `documents` tells what is wrong with those."""
    names, same, fresh = files.names, files.same, files.fresh
    judged: Judged = {}
    ours = [name for name in fresh if is_ours(name)]
    reader = OurReader(tree, written, standard.sought, same)
    for portion in spread(reader.read, ours, jobs=standard.jobs, least=LEAST):
        judged |= portion
    judged |= documents()
    whole = [name for name in names if found[name][0] == written[name].size]
    clean = {name: written[name].sha256 for name in whole if not judged.get(name)}
    return clean, [one for faults in judged.values() for one in faults]
