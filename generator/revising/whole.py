"""A revision that looks at everything that stands in both trees: where it is not known how they stand, or not as they should."""

from __future__ import annotations

import os
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import partial
from pathlib import Path

from generator.bringing import Change
from generator.disk import BusyError, locked
from generator.manifest import Due, Source, load
from generator.revising.looks import Standing
from generator.revising.showing import Showing
from generator.revising.standing import standing_of
from generator.tree import write
from generator.twins import beside, record_of, trees
from generator.verify.memory import kind_of, policy_of, recall
from generator.verify.site import verify
from generator.verify.standard import Standard


def write_all(
    site_dir: Path,
    showing: Showing,
    outputs: Mapping[str, Source],
    gone: AbstractSet[str],
    *,
    jobs: int,
) -> tuple[Change, dict[str, Standing]] | None:
    """Have the site as it is shown, but for these files; what was written, and how both trees stand then.

    None where it is not in order; the old one is still shown. Raises DoubtError, WriteError.
    """
    standard = showing.state.standard
    kept = {name: one for name, one in showing.known.items() if name not in outputs and name not in gone}
    files = [
        # where one is missing in the tree that is not shown, the shown one has it
        *((name, Due(partial(showing.told, name), one.origin, one.sha256)) for name, one in kept.items()),
        *outputs.items(),
    ]
    names = frozenset(name for name, _ in files)
    written = write(site_dir, files, verify=lambda made, all_: verify(made, all_, names, standard), jobs=jobs)
    return (written.change, standing(site_dir, standard)) if written.switched else None


def standing(site_dir: Path, standard: Standard) -> dict[str, Standing]:
    """How both trees of a site stand that was verified by this standard; of one that holds anything else, nothing."""
    site = site_dir.absolute()
    try:
        with locked(beside(site, "lock")):
            now = os.lstat(beside(site, "lock")).st_ctime_ns  # it was written just now
            verified = recall(standard.cache, kind_of(standard), policy_of(standard)).states
            found = {
                tree.name: standing_of(tree, load(record_of(tree)), verified, now) for tree in trees(site)
            }
    except (BusyError, OSError):
        return {}
    return {name: one for name, one in found.items() if one}
