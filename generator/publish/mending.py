"""Deciding what a kept release shall hold, file by file: its own, or the shown site's, or nothing. Pure but for reading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from msgspec import Struct, field

from generator.publish.laying import Folder
from generator.publish.policy import Policy
from generator.publish.record import File, Files
from generator.publish.scripts import made_together
from generator.publish.texts import Texts, Told, is_text
from generator.verify.links import HOME

_ROUNDS = 1_000
HANDOUT = re.compile(r"campaigns/[^/]+/files/")
"""Documents that are handed out; of those, kept releases have today's."""


def mended(
    standing: Folder, current: Folder, policy: Policy, texts: Texts, *, lost: frozenset[str] | None = None
) -> Files | None:
    """Decide what a release shall hold: nothing forbidden, no link that leads nowhere, no picture nobody names.

    Every file of the result is the release's own or the shown site's. None when it cannot be made whole. `lost` is None
    for a release that stands as it was written: texts that are the shown site's as well are not read then, what they name
    stands in both. Otherwise it is what should stand there and does not: a run before this one may have come half way.
    """
    state = _State(standing, current, dict(standing.files), texts)
    for path, record in standing.files.items():
        if not same(path, record, current.files):
            if is_text(path):
                state.unproved.add(path)
            if _forbidden(standing.path, path, record, policy, texts):
                state.give_way(path)
        elif lost is not None:
            if is_text(path):
                state.unproved.add(path)
            state.go_along(path)
    for path in lost or ():
        state.go_along(path)
    for _ in range(_ROUNDS):
        if not state.mend_once():
            break
    else:
        return None
    if HOME not in state.files:
        return None
    state.leave_out_unnamed()
    return state.files


def same(path: str, record: File | None, other: Mapping[str, File]) -> bool:
    """Whether a site has the same content at `path`."""
    theirs = other.get(path)
    return record is not None and theirs is not None and theirs.sha256 == record.sha256


def _forbidden(folder: Path, path: str, record: File, policy: Policy, texts: Texts) -> bool:
    """Whether a file that is not the shown site's may no longer stand there."""
    if HANDOUT.match(path):
        return (
            True  # no program can tell why an editor changed a document; today's is the one that may be read
        )
    if is_text(path):
        told = texts.told(folder, path, record)
        if told.works & policy.works or (told.unread and policy.works):
            return True
    # what is below media/ has no words and goes with the last text that names it
    return not path.startswith("media/") and policy.forbids(path, (folder / path).read_bytes())


class _State(Struct, dict=True):
    """A release on its way to being whole. Each step makes a file the shown site's or takes one away: it ends."""

    standing: Folder
    current: Folder
    files: Files
    texts: Texts
    unproved: set[str] = field(default_factory=set)
    """Texts whose links may lead nowhere: those that are not the shown site's, and those that were put in."""

    @cached_property
    def _together(self) -> Mapping[str, frozenset[str]]:
        """The files of both sites by folder."""
        folders: dict[str, set[str]] = {}
        for path in (*self.standing.files, *self.current.files):
            folders.setdefault(path.rpartition("/")[0], set()).add(path)
        return {folder: frozenset(paths) for folder, paths in folders.items()}

    def give_way(self, path: str) -> bool:
        """Let the shown site's file stand at `path`, or nothing; False when that is so already."""
        changed = self._put(path)
        if changed:
            self.go_along(path)
        return changed

    def go_along(self, path: str) -> None:
        """Let what was made of the same records as the file at `path` be the shown site's, too.

        A page's tables, documents, cards and calendars stand beside it and say what it says, in forms that name no address.
        What is in numbered parts holds together: a part of another day would repeat a work, or leave one out.
        """
        folder, _, name = path.rpartition("/")
        beside = name == HOME and bool(folder)
        for other in self._together.get(folder, ()):
            if (beside and not other.endswith(".html")) or made_together(path, other):
                self._put(other)

    def _put(self, path: str) -> bool:
        theirs = self.current.files.get(path)
        if theirs is None:
            return self.files.pop(path, None) is not None
        if same(path, self.files.get(path), self.current.files):
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
