"""Where the two trees of a site stand, their manifests and what else is beside them, and which of them is shown."""

from __future__ import annotations

import os
from pathlib import Path


def beside(site: Path, what: str) -> Path:
    """Something that stands beside a site and belongs to it: the trees `a` and `b`, the `lock`."""
    return site.with_name(f".{site.name}.{what}")


def trees(site: Path) -> tuple[Path, Path]:
    """The two trees."""
    return beside(site, "a"), beside(site, "b")


def record_of(tree: Path) -> Path:
    """Where the manifest of a tree stands."""
    return tree.with_name(tree.name + ".json")


def shown(site: Path) -> Path | None:
    """The tree the link shows, None if there is no link."""
    try:
        return site.parent / site.readlink()
    except OSError:
        return None


def shown_record(site_dir: Path) -> tuple[str, int, int] | None:
    """Which manifest is that of the shown tree: its name, inode and change time; None where none is."""
    tree = shown(site_dir.absolute())
    try:
        found = os.lstat(record_of(tree)) if tree else None
    except OSError:
        return None
    return (tree.name, found.st_ino, found.st_ctime_ns) if tree and found else None
