"""What is no page: texts and media of ours; documents, those handed out as they are among them, are opened elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from generator.manifest import Manifest
from generator.verify.documents import Judged
from generator.verify.memory import State


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


def in_order_among(
    files: Files, found: Mapping[str, State], written: Manifest, judged: Judged
) -> dict[str, str]:
    """The checksums of those files that are in order, by what was `judged` of them."""
    whole = [name for name in files.names if found[name][0] == written[name].size]
    return {name: written[name].sha256 for name in whole if not judged.get(name)}
