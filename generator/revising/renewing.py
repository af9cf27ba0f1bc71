"""What shows the edited works, made anew, written, verified and switched; and what is known then is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.bringing import Change
from generator.manifest import Source
from generator.media.hiring import Hired
from generator.revising.drawing import drawing
from generator.revising.edits import Edit, paths_of
from generator.revising.lookout import Seen
from generator.revising.looks import Standing, looks_of
from generator.revising.looks import keep as keep_looks
from generator.revising.quick import Twins, Wanted, write_few
from generator.revising.showing import Showing
from generator.revising.state import State, add_to_shelf, seal_of, shelf_of
from generator.spread import SpreadError, beside
from generator.twins import shown_record
from generator.verify.few import Ties, ties_to
from generator.works.hidden import folded, said_by
from generator.works.work import Work

if TYPE_CHECKING:
    from generator.revising.revise import Grounds

_LARGE = 5000
"""Files from which on a copy is worth its while."""
Written = tuple[Change, dict[str, Standing]]
"""What was written, and how the trees stand then."""


def renewed(
    grounds: Grounds, found: tuple[Edit, ...], seen: Seen, hired: Hired[tuple[str, ...]]
) -> Change | None:
    """Have the site with these edits; what was written, None where it is not sure that a build would do the same.

    Raises DoubtError, LookupError, MediaCacheError, WriteError, OSError.
    """
    state, known = grounds.state, grounds.known
    tree = grounds.site_dir.absolute().resolve()
    showing = Showing(state, grounds.shelf, found, tree, known)
    if found and not _is_plain(state, showing):
        return None
    cards = showing.cards() if found else ()
    fresh = {new.output.address: new for _, new in cards}
    gone = {old for old, _ in cards} - fresh.keys()
    with _asked(grounds, gone) as ties, drawing(grounds.root, fresh, hired) as drawn:
        outputs: dict[str, Source] = dict(showing.outputs()) if found else {}
        if gone & state.alike or not outputs.keys() | gone <= known.keys():
            return None
        looks_of(
            grounds.path
        ).unlink()  # whatever happens from here on: what is remembered is of a site that is whole
        wanted = Wanted(outputs, frozenset(gone), ties, frozenset(fresh), drawn)
        done = _few(grounds, wanted, seen) or _all(grounds, showing, {**outputs, **drawn()}, gone)
    if not done:
        return None
    _remember(grounds, found, *done)
    return done[0]


@contextmanager
def _asked(grounds: Grounds, gone: AbstractSet[str]) -> Iterator[Callable[[], Ties]]:
    """Who leads to what is `gone`: of a large site a copy finds out, while the rest is made. A copy is made before threads."""

    def ask() -> Ties:
        return ties_to(gone, grounds.known, grounds.state.standard)

    with beside(ask, jobs=grounds.jobs if gone and len(grounds.known) > _LARGE else 1) as wait:

        def told() -> Ties:
            try:
                return wait()
            except SpreadError:  # it was killed
                return ask()

        yield told


def _few(grounds: Grounds, wanted: Wanted, seen: Seen) -> Written | None:
    """Write what is to be written, where both trees stand as they did."""
    if not seen.tree:
        return None
    look, site = grounds.lookout, grounds.site_dir.absolute()
    twins = Twins(site.resolve(), look.tree, look.looks.trees, grounds.known, grounds.other)
    return write_few(site, twins, seen.tree, wanted, standard=grounds.state.standard, now=look.now)


def _all(
    grounds: Grounds, showing: Showing, outputs: Mapping[str, Source], gone: AbstractSet[str]
) -> Written | None:
    """Look at everything, as a build does."""
    from generator.revising.whole import write_all  # few runs need what it needs

    grounds.lookout.release()
    return write_all(grounds.site_dir, showing, outputs, gone, jobs=grounds.jobs)


def _remember(grounds: Grounds, found: Sequence[Edit], change: Change, trees: dict[str, Standing]) -> None:
    """Keep what is known now. What cannot be written costs the next run its time and nothing else."""
    shown, path = shown_record(grounds.site_dir), grounds.path
    if shown is None:
        return
    with suppress(OSError):
        shelf, looks = shelf_of(path), grounds.lookout.looks
        moved = {(one, other): (at, size) for one, other, at, size in looks.moved}
        moved |= add_to_shelf(shelf, ((edit.name, edit.after) for edit in found))
        stamps = {
            one: stamp
            for edit in found
            for one, stamp in zip(paths_of(edit.folder), (edit.look[:2], edit.look[2:]), strict=True)
        }
        now = replace(
            looks,
            shown=shown,
            shelf=seal_of(shelf),
            moved=tuple((*name, *place) for name, place in moved.items()),
            entries=looks.entries.but(stamps),
            trees=trees,
        )
        keep_looks(looks_of(path), now)


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
