"""Cleaning a kept release of what may no longer be shown, and making it whole again with files of the shown one.

What has to change is decided first, from what stands in the release (`mended`), and done after. A release in the middle of
a change says so in its record; the next run then looks at what is really there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from generator.bringing import FILE_MODE
from generator.disk import sync
from generator.publish.found import clear, read_anew
from generator.publish.laying import Folder, copy, link, make_way, take_away
from generator.publish.mending import HANDOUT, mended, same
from generator.publish.policy import Policy
from generator.publish.record import (
    Difference,
    File,
    Files,
    difference,
    digest,
    is_whole,
    looks_written,
    save,
)
from generator.publish.shelf import Shelf
from generator.publish.texts import Texts, is_text


class Scrubbed(Struct, frozen=True):
    """What was done to a kept release. `works` are addresses of withdrawn works it still spoke of."""

    release: str
    change: Difference
    works: tuple[str, ...] = ()
    dropped: bool = False


def scrub(
    shelf: Shelf, release: str, *, current: Folder, policy: Policy, texts: Texts | None = None
) -> Scrubbed:
    """Bring a kept release to a state that holds nothing `policy` forbids, with every link leading somewhere.

    Where that cannot be, the release is dropped. Its record notes the policy when it is done.
    """
    known = shelf.known(release)
    assert known is not None
    folder = shelf.folder / release
    texts = texts or Texts()
    sure = not known.mending and is_whole(folder, known.files)
    files = known.files if sure else read_anew(folder, known.files, trusted=known.mending)
    standing = Folder(folder, files)
    strange = clear(folder, files.keys())
    down = policy.works if known.mending else policy.works - known.works
    works = named(standing, current.files, down, texts)
    rules = replace(policy, works=down)
    lost = None if sure else frozenset(known.files.keys() - files.keys())
    target = mended(standing, current, rules, texts, lost=lost)
    if target is None:
        shelf.drop(release)
        return Scrubbed(release, Difference(removed=len(standing.files)), works, dropped=True)
    change = difference(files, target)
    if change or not sure:
        # whatever may stand there until it is done is told, lest the next run take it for a stranger's
        save(shelf.record(release), replace(known, files={**files, **target}, mending=True))
        target = _change(standing, target, current)
        sync(shelf.dest)
    save(
        shelf.record(release),
        replace(known, files=target, policy=policy.digest, works=policy.works, mending=False),
    )
    return Scrubbed(release, replace(change, removed=change.removed + strange), works)


def with_handouts(policy: Policy, files: Mapping[str, File]) -> Policy:
    """The policy under which the handouts of a site are the only ones: one that was changed or deleted tells apart."""
    handouts = digest({path: file for path, file in files.items() if HANDOUT.match(path)})
    return replace(policy, digest=hashlib.sha256(f"{policy.digest}\n{handouts}".encode()).hexdigest())


def named(
    standing: Folder, current: Mapping[str, File], down: frozenset[str], texts: Texts
) -> tuple[str, ...]:
    """Which of the works `down` are named by texts of a release that the shown site has otherwise or not at all."""
    found: set[str] = set()
    for path, record in standing.files.items():
        if is_text(path) and not same(path, record, current):
            found |= texts.told(standing.path, path, record).works & down
    return tuple(sorted(found))


def _change(standing: Folder, target: Files, current: Folder) -> Files:
    """Bring the folder to `target`, and return how its files look now."""
    done: Files = {}
    for path in standing.files.keys() - target.keys():
        take_away(standing.path, path)
    for path, record in target.items():
        if standing.files.get(path) == record:
            if not looks_written(standing.path / path, record):
                (standing.path / path).chmod(FILE_MODE)
            done[path] = record
            continue
        fresh = standing.path / ".zhanbang.new"
        fresh.unlink(missing_ok=True)
        there = standing.path / path
        make_way(standing.path, path)
        shown = current.files[path]
        done[path] = shown if link(current.path / path, fresh) else copy(current.path / path, fresh, shown)
        fresh.replace(there)
        fresh.unlink(missing_ok=True)  # a rename onto another name of the same file leaves both
    return done
