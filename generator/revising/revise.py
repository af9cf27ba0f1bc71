"""The stages of a revision: what was edited, what shows it, its share cards, and then as a build: write, verify, switch."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.bringing import Change
from generator.manifest import Manifest, Source, WriteError, load
from generator.media.refusal import MediaCacheError
from generator.problems import Problem
from generator.revising.drawing import drawing
from generator.revising.edits import Edit, edits, paths_of, touched
from generator.revising.lookout import Lookout, Seen, lookout
from generator.revising.looks import Standing, looks_of, state_file
from generator.revising.looks import keep as keep_looks
from generator.revising.quick import Twins, Wanted, write_few
from generator.revising.showing import DoubtError, Showing
from generator.revising.state import (
    Shelf,
    State,
    add_to_shelf,
    drop,
    keep,
    recall,
    seal_of,
    shelf_of,
)
from generator.twins import record_of, shown_record
from generator.works.hidden import folded, said_by
from generator.works.work import Work

Written = tuple[Change, dict[str, Standing]]
"""What was written, and how the trees stand then."""


class Revised(Struct, frozen=True):
    """A site that was brought up to date: what stands of it as it was told at the build, and what was written."""

    problems: tuple[Problem, ...]
    ledger: str
    change: Change


def revise(
    root: Path,
    site_dir: Path,
    *,
    as_of: date | None,
    today: date,
    memory: Path | None,
    jobs: int = 1,
    serving: bool = False,
    seen: Lookout | None = None,
) -> Revised | None:
    """Bring the shown site up to date if nothing but the words of a few shown works was edited since it was built.

    None where that is not sure, or where anything at all went wrong: then nothing is changed that is shown, and a build
    tells what there is to tell. Without `as_of` it is for the day that the settings or `today` say. What was `seen` by a
    look that was begun before need not be looked at again.
    """
    if memory is None:
        return None
    path = state_file(memory, site_dir)
    with ExitStack() as stack:
        found = seen or stack.enter_context(lookout(root, site_dir, path, jobs=1))
        state = recall(path) if found else None
        if (
            found is None
            or state is None
            or state.looks != found.looks.token
            or state.serving != serving
            or state.shown != shown_record(site_dir)
            or state.day != (as_of or state.project.day(today))
        ):
            return None
        try:
            with closing(Shelf(shelf_of(path), state)) as shelf:
                return _Revising(root, site_dir, state, shelf, found, path, jobs).done()
        except (DoubtError, LookupError, MediaCacheError, WriteError, OSError):
            return None


class _Revising(Struct, frozen=True):
    """One revision. `path` is where the state is kept."""

    root: Path
    site_dir: Path
    state: State
    shelf: Shelf
    lookout: Lookout
    path: Path
    jobs: int

    def done(self) -> Revised | None:
        """Do it."""
        state, seen = self.state, self.lookout.answer()
        if seen is None or seen.around != self.lookout.looks.around or seen.files:
            return None
        folders = touched(seen.entries)
        found = edits(self.root, state, self.shelf, folders) if folders is not None else None
        return None if found is None else self._revised(tuple(found), seen)

    def _revised(self, found: tuple[Edit, ...], seen: Seen) -> Revised | None:
        state, tree = self.state, self.site_dir.absolute().resolve()
        known = load(record_of(tree))
        showing = Showing(state, self.shelf, found, tree, known)
        if found and not _is_plain(state, showing):
            return None
        cards = showing.cards() if found else ()
        fresh = {new.output.address: new for _, new in cards}
        gone = {old for old, _ in cards} - fresh.keys()
        with drawing(self.root, fresh) as drawn:
            outputs: dict[str, Source] = dict(showing.outputs()) if found else {}
            if gone & state.alike or not outputs.keys() | gone <= known.keys():
                return None
            drop(self.path)  # whatever happens from here on: what is remembered is of a site that is whole
            wanted = Wanted(outputs, frozenset(gone), frozenset(fresh), drawn)
            done = self._few(tree, known, wanted, seen) or self._all(showing, {**outputs, **drawn()}, gone)
        if done:
            self._remember(found, *done)
        return Revised(state.problems, state.ledger, done[0]) if done else None

    def _few(self, tree: Path, known: Manifest, wanted: Wanted, seen: Seen) -> Written | None:
        """Write what is to be written, where both trees stand as they did."""
        if not seen.tree:
            return None
        twins = Twins(tree, self.lookout.tree, self.lookout.looks.trees, known)
        site, standard = self.site_dir.absolute(), self.state.standard
        return write_few(site, twins, seen.tree, wanted, standard=standard, now=self.lookout.now)

    def _all(self, showing: Showing, outputs: Mapping[str, Source], gone: set[str]) -> Written | None:
        """Look at everything, as a build does."""
        from generator.revising.whole import write_all  # few runs need what it needs

        self.lookout.release()
        return write_all(self.site_dir, showing, outputs, gone, jobs=self.jobs)

    def _remember(self, found: Sequence[Edit], change: Change, trees: dict[str, Standing]) -> None:
        """Keep what is known now. What cannot be written costs the next run its time and nothing else."""
        shown, path = shown_record(self.site_dir), self.path
        if shown is None:
            return
        with suppress(OSError):
            shelf, state = shelf_of(path), self.state
            places = state.places | add_to_shelf(shelf, ((edit.name, edit.after) for edit in found))
            stamps = {
                one: stamp
                for edit in found
                for one, stamp in zip(paths_of(edit.folder), (edit.look[:2], edit.look[2:]), strict=True)
            }
            looks = self.lookout.looks
            looks = replace(looks, token=secrets.token_hex(8), entries=looks.entries.but(stamps), trees=trees)
            keep_looks(looks_of(path), looks)
            keep(path, replace(state, shown=shown, looks=looks.token, shelf=seal_of(shelf), places=places))


def _is_plain(state: State, showing: Showing) -> bool:
    """Whether every edited work is shown as before, nowhere by hand, and no withheld word is freed or caught by it."""
    before, after = showing.before, showing.works
    if not showing.names <= before.keys() & after.keys() or showing.names & state.by_hand:
        return False
    for name in showing.names:
        was, now = ("\0".join(folded(said_by(works[name]))) for works in (before, after))
        if any((word in was) != (word in now) for word in state.standard.withheld):
            return False
        if _without_words(before[name]) != _without_words(after[name]):
            return False
    return True


def _without_words(work: Work) -> Work:
    pieces = tuple(replace(piece, alt="", caption="") for piece in work.pieces)
    return replace(work, title="", statement=None, text=None, pieces=pieces, type_card=None, source="")
