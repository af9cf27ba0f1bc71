"""Cleaning a kept release of what may no longer be shown, and making it whole again with files of the shown one.

What has to change is decided first, from what stands in the release (`mended`, pure but for reading), and done after.
A release in the middle of a change says so in its record; the next run then looks at what is really there.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.disk import sync
from generator.manifest import FILE_MODE
from generator.publish.found import clear, read_anew
from generator.publish.laying import Folder, copy, link, make_way, take_away
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
from generator.publish.texts import Texts, Told, is_text
from generator.verify.links import HOME

_ROUNDS = 1_000
_HANDOUT = re.compile(r"campaigns/[^/]+/files/")
"""Documents that are handed out; of those, kept releases have today's."""


@dataclass(frozen=True, slots=True)
class Scrubbed:
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
    target = mended(standing, current, rules, texts, was_whole=sure)
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
    handouts = digest({path: file for path, file in files.items() if _HANDOUT.match(path)})
    return replace(policy, digest=hashlib.sha256(f"{policy.digest}\n{handouts}".encode()).hexdigest())


def named(
    standing: Folder, current: Mapping[str, File], down: frozenset[str], texts: Texts
) -> tuple[str, ...]:
    """Which of the works `down` are named by texts of a release that the shown site has otherwise or not at all."""
    found: set[str] = set()
    for path, record in standing.files.items():
        if is_text(path) and not _same(path, record, current):
            found |= texts.told(standing.path, path, record).works & down
    return tuple(sorted(found))


def mended(
    standing: Folder, current: Folder, policy: Policy, texts: Texts, *, was_whole: bool = True
) -> Files | None:
    """Decide what a release shall hold: nothing forbidden, no link that leads nowhere, no picture nobody names.

    Every file of the result is the release's own or the shown site's. None when it cannot be made whole. Of a release
    that `was_whole`, texts that are the shown site's as well are not read: what they name stands in both.
    """
    state = _State(standing, current, dict(standing.files), texts)
    for path, record in standing.files.items():
        if not _same(path, record, current.files):
            if is_text(path):
                state.unproved.add(path)
            if _forbidden(standing.path, path, record, policy, texts):
                state.give_way(path)
        elif is_text(path) and not was_whole:
            state.unproved.add(path)
    for _ in range(_ROUNDS):
        if not state.mend_once():
            break
    else:
        return None
    if HOME not in state.files:
        return None
    state.leave_out_unnamed()
    return state.files


def _forbidden(folder: Path, path: str, record: File, policy: Policy, texts: Texts) -> bool:
    """Whether a file that is not the shown site's may no longer stand there."""
    if _HANDOUT.match(path):
        return (
            True  # no program can tell why an editor changed a document; today's is the one that may be read
        )
    if is_text(path) and texts.told(folder, path, record).works & policy.works:
        return True
    # what is below media/ has no words and goes with the last text that names it
    return not path.startswith("media/") and policy.forbids(path, (folder / path).read_bytes())


@dataclass(slots=True)
class _State:
    """A release on its way to being whole. Each step makes a file the shown site's or takes one away: it ends."""

    standing: Folder
    current: Folder
    files: Files
    texts: Texts
    unproved: set[str] = field(default_factory=set)
    """Texts whose links may lead nowhere: those that are not the shown site's, and those that were put in."""

    def give_way(self, path: str) -> bool:
        """Let the shown site's file stand at `path`, or nothing; False when that is so already."""
        theirs = self.current.files.get(path)
        if theirs is None:
            return self.files.pop(path, None) is not None
        if _same(path, self.files.get(path), self.current.files):
            return False
        self.files[path] = theirs
        if is_text(path):
            self.unproved.add(path)
        return True

    def mend_once(self) -> bool:
        """Mend every link that leads nowhere, once over; whether anything changed."""
        changed = False
        for path in sorted(self.unproved & self.files.keys()):
            changed |= path in self.files and self._mend(path)
        return changed

    def _mend(self, path: str) -> bool:
        """Mend the links of one text; where it gives way itself, what stands there then is looked at in the next round."""
        told, changed = self.told(path), False
        for name in sorted(told.needs - self.files.keys()):
            if self.give_way(name):
                changed = True
            elif self.give_way(path):
                return True
        for target, anchor in sorted(told.anchors):
            if target in self.files and is_text(target) and anchor not in self.told(target).ids:
                if self.give_way(path):
                    return True
                changed |= self.give_way(target)
        return changed

    def told(self, path: str) -> Told:
        """What the text that shall stand at `path` names."""
        record = self.files[path]
        own = self.standing.files.get(path) == record
        return self.texts.told(self.standing.path if own else self.current.path, path, record)

    def leave_out_unnamed(self) -> None:
        """Take away every file below media/ that no text names any more; what the shown site shows may stay."""
        doubtful = {p for p in self.files.keys() - self.current.files.keys() if p.startswith("media/")}
        for path in self.unproved & self.files.keys() if doubtful else ():
            doubtful -= self.told(path).needs
        for path in doubtful:
            del self.files[path]


def _same(path: str, record: File | None, other: Mapping[str, File]) -> bool:
    theirs = other.get(path)
    return record is not None and theirs is not None and theirs.sha256 == record.sha256


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
