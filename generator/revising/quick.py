"""A few files of a site written anew, where both its trees are known to stand as they did: nothing else is looked at.

Step by step it is what `tree.write` does with all files: write, verify, switch, follow. Where anything is not as it
should be it gives up before anything is switched, and `tree.write`, which looks at everything, mends what there is.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from generator.bringing import Change, bring_few
from generator.disk import sync
from generator.following import follow_few
from generator.manifest import Manifest, Record, Source, WriteError, save
from generator.putting import Beside
from generator.revising.looks import Standing
from generator.revising.standing import changed, mended
from generator.tree import switch
from generator.twins import record_of
from generator.verify.few import Ties, Tree, is_in_order
from generator.verify.standard import Standard

_COMING = Record("", 0, 0, 0)


class Twins(Struct, frozen=True):
    """The tree that is shown, the other one, how they stood, and the manifests of both."""

    shown: Path
    other: Path
    standing: Mapping[str, Standing]
    known: Manifest
    held: Manifest


class Wanted(Struct, frozen=True):
    """Files to be there, and those to be `gone`; of the `late` ones only the names are known before they are `drawn`.

    `ties` tells who leads to those that go.
    """

    files: Mapping[str, Source]
    gone: frozenset[str]
    ties: Callable[[], Ties]
    late: frozenset[str]
    drawn: Callable[[], Mapping[str, Source]]


def write_few(
    site: Path,
    twins: Twins,
    odd: tuple[list[str], list[str]],
    wanted: Wanted,
    *,
    standard: Standard,
    now: int,
) -> tuple[Change, dict[str, Standing]] | None:
    """Have what is `wanted` on the site, which is locked; what was written, and how both trees stand then.

    `odd` is what looks otherwise in the tree that is not shown. None where something is not as it should be.
    """
    known = twins.held
    old = twins.standing.get(twins.shown.name)
    one = twins.standing.get(twins.other.name)
    if one is None or old is None or not _is_same(known, twins.known):
        return None
    one = mended(one, twins.other, odd, known, now)
    if one is None:
        return None
    gone = wanted.gone
    try:
        made = _brought(twins, known, wanted, standard)
        if made is None:
            return None
        manifest, change, written = made
        if written or gone:
            sync(site.parent)
        if manifest != known:
            save(record_of(twins.other), manifest)
        trees = {twins.other.name: changed(one, twins.other, written, gone)}
        if switch(site, twins.other):
            return change, {}  # nobody could have put a folder there
    except (OSError, WriteError):
        return None
    with suppress(OSError):  # the new site is shown already
        if not (written or gone) and manifest == known:
            return change, {**trees, twins.shown.name: old}
        held = {
            **twins.known,
            **{
                path: twins.known[path]._replace(origin=manifest[path].origin)
                for path in wanted.files
                if path in twins.known
            },
        }
        beside, record = Beside(os.fspath(twins.other), manifest), record_of(twins.shown)
        if follow_few(twins.shown, record, written | gone, known=held, beside=beside):
            trees[twins.shown.name] = changed(old, twins.shown, written, gone)
    return change, trees


def _brought(
    twins: Twins, known: Manifest, wanted: Wanted, standard: Standard
) -> tuple[Manifest, Change, set[str]] | None:
    """The new manifest, the change and the names of what was written; None where not all of it is in order."""
    before, gone = Tree(twins.shown, twins.known), wanted.gone
    manifest, change = bring_few(twins.other, known, wanted.files, gone)
    written = _newer(manifest, known)
    coming = Tree(twins.other, manifest | dict.fromkeys(wanted.late - manifest.keys(), _COMING))
    if not is_in_order(before, coming, written, gone, standard, wanted.ties):  # while the rest is drawn
        return None
    drawn = wanted.drawn()
    if not drawn:
        return manifest, change, written
    whole, more = bring_few(twins.other, manifest, drawn, frozenset())
    late = _newer(whole, manifest)
    if drawn.keys() != wanted.late or not is_in_order(
        before, Tree(twins.other, whole), late, set(), standard
    ):
        return None
    more.written += change.written
    more.bytes_written += change.bytes_written
    more.removed += change.removed
    return whole, more, written | late


def _newer(manifest: Manifest, known: Manifest) -> set[str]:
    """The files that stand there and did not before."""
    return {
        path for path, one in manifest.items() if (was := known.get(path)) is None or one[1:4] != was[1:4]
    }


def _is_same(one: Manifest, other: Manifest) -> bool:
    """Whether two trees hold the same."""
    return one.keys() == other.keys() and all(
        record.sha256 == other[path].sha256 for path, record in one.items()
    )
