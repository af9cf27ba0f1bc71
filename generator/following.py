"""The tree that is no longer shown follows the one that is, by hard links: what was taken down is then in neither."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from functools import partial
from itertools import chain
from pathlib import Path

from generator.calm import calm
from generator.manifest import Manifest, save
from generator.putting import Beside, make_folders, share, take_away
from generator.removing import remove_files
from generator.scanning import scan
from generator.spread import SpreadError, spread


@calm()
def follow(
    tree: Path, record: Path, *, known: Manifest, shown: Path, manifest: Manifest, jobs: int = 1
) -> None:
    """Bring `tree`, of which `known` tells, to what is `shown`, of which `manifest` tells, and write its own manifest.

    A work that was withdrawn is then nowhere in either tree, and the next run writes only what it changes. What cannot
    be linked is left out; the next run, which looks at everything that stands there, writes it. `jobs` processes are at
    work where there is much to do. Never raises: the new site is shown already.
    """
    with suppress(OSError, SpreadError):
        if tree.is_symlink():  # someone put it there; the next run mends it
            return
        old = known.keys() if known else scan(tree)[0].keys()
        kept = {
            path: before
            for path, file in manifest.items()
            if (before := known.get(path)) is not None and before.sha256 == file.sha256
        }
        _Real(os.fspath(tree)).remove(old - manifest.keys(), but=manifest.keys())
        due = [path for path in manifest if path not in kept]
        work = partial(_linked, os.fspath(tree), Beside(os.fspath(shown), manifest), old)
        linked = chain.from_iterable(spread(work, due, jobs=jobs, least=LEAST) if due else ())
        held = kept | {path: manifest[path] for path in linked}
        if held != known:
            save(record, {path: held[path] for path in manifest if path in held})


def _linked(top: str, beside: Beside, old: AbstractSet[str], paths: Sequence[str]) -> list[str]:
    """Have at these paths what is `beside`, whatever stood there of `old`; returns those where it could be done."""
    there = _Real(top)
    there.remove(old & set(paths), but=set(paths))
    return [path for path in paths if there.link(path, beside)]


def follow_few(tree: Path, record: Path, names: AbstractSet[str], *, known: Manifest, beside: Beside) -> bool:
    """The same where the tree holds what is `known` of it, as it is known, and only these names differ from what is `beside`.

    Whether all of it could be done; if not, the next run looks at everything that stands there. Never raises.
    """
    manifest = beside.files
    whole = False
    with suppress(OSError):
        there = _Real(os.fspath(tree))
        there.remove(names & known.keys(), but=manifest.keys())
        wanted = names & manifest.keys()
        fresh = {path for path in wanted if there.link(path, beside)}
        whole = len(fresh) == len(wanted)
        held = {**manifest, **known, **{path: manifest[path] for path in fresh}}
        for path in (wanted - fresh) | (known.keys() - manifest.keys()):
            del held[path]
        save(record, held)
    return whole


LEAST = 1500
"""Files from which on several processes link them: below, starting them costs what they save."""


class _Real:
    """The folders of a tree that were looked at: nothing is changed through a link that someone put in the place of one."""

    def __init__(self, top: str) -> None:
        self._top = top
        self._sound: set[str] = set()

    def remove(self, paths: AbstractSet[str], *, but: AbstractSet[str]) -> None:
        """Remove files, and the folders they leave empty; in the folders of those in `but` others will take their place."""
        standing = [path for path in paths if self._is_sound(path.rpartition("/")[0])]
        remove_files([f"{self._top}/{path}" for path in standing])
        for path in standing:
            folder = "" if path in but else path.rpartition("/")[0]
            with suppress(OSError):
                while folder:
                    os.rmdir(f"{self._top}/{folder}")  # ends where something is left
                    self._sound.discard(folder)
                    folder = folder.rpartition("/")[0]

    def link(self, path: str, beside: Beside) -> bool:
        """Have there what is `beside`."""
        folder, target = path.rpartition("/")[0], f"{self._top}/{path}"
        with suppress(OSError):
            if not self._is_sound(folder):
                make_folders(self._top, folder, self._sound)
            if share(target, path, beside):
                return True
            take_away(target)  # something stood there that no manifest tells of
            return share(target, path, beside) is not None
        return False

    def _is_sound(self, folder: str) -> bool:
        """Whether it and all above it are folders."""
        if not folder or folder in self._sound:
            return True
        if not self._is_sound(folder.rpartition("/")[0]):
            return False
        with suppress(FileNotFoundError):
            if stat.S_ISDIR(os.lstat(f"{self._top}/{folder}").st_mode):
                self._sound.add(folder)
                return True
        return False
