"""The stages of a revision: what was edited, what shows it, its share cards, and then as a build: write, verify, switch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import date
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.manifest import Due, Source, WriteError, load
from generator.media.recipe import CardOrder
from generator.media.refusal import MediaCacheError
from generator.media.workshop import CACHE
from generator.problems import Problem
from generator.revising.edits import Edit, edits, touched
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
    state_file,
)
from generator.revising.surroundings import surroundings
from generator.tree import Change, record_of, shown_record, write
from generator.verify.site import verify
from generator.works.hidden import folded, said_by
from generator.works.work import Work


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
) -> Revised | None:
    """Bring the shown site up to date if nothing but the words of a few shown works was edited since it was built.

    None where that is not sure, or where anything at all went wrong: then nothing is changed that is shown, and a build
    tells what there is to tell. Without `as_of` it is for the day that the settings or `today` say.
    """
    path = state_file(memory, site_dir) if memory else None
    state = recall(path) if path else None
    if state is None or path is None or state.serving != serving or state.shown != shown_record(site_dir):
        return None
    day = as_of or state.project.day(today)
    if day != state.day or surroundings(root, state.project.campaigns, state.project.content) != state.around:
        return None
    folders = touched(root, state)
    if folders is None:
        return None
    try:
        with closing(Shelf(shelf_of(path), state)) as shelf:
            found = edits(root, state, shelf, folders)
            return None if found is None else _revised(root, site_dir, state, shelf, tuple(found), path, jobs)
    except (DoubtError, LookupError, MediaCacheError, WriteError, OSError):
        return None


def _revised(
    root: Path, site_dir: Path, state: State, shelf: Shelf, found: tuple[Edit, ...], path: Path, jobs: int
) -> Revised | None:
    tree = site_dir.absolute().resolve()
    known = load(record_of(tree))
    showing = Showing(state, shelf, found, tree, known)
    if found and not _is_plain(state, showing):
        return None
    outputs: dict[str, Source] = dict(showing.outputs()) if found else {}
    cards = showing.cards() if found else ()
    gone = {old for old, _ in cards} - {new.output.address for _, new in cards}
    if gone & state.alike or not outputs.keys() <= known.keys():
        return None
    with _drawn(root, [new for _, new in cards]) as drawn:
        outputs |= drawn
        kept = {name: record for name, record in known.items() if name not in outputs and name not in gone}
        files = [
            # where one is missing in the tree that is not shown, the shown one has it
            *((name, Due(partial(showing.told, name), one.origin, one.sha256)) for name, one in kept.items()),
            *outputs.items(),
        ]
        names = frozenset(name for name, _ in files)
        drop(path)  # whatever happens from here on: what is remembered is of a site that is whole
        written = write(
            site_dir, files, verify=lambda made, all_: verify(made, all_, names, state.standard), jobs=jobs
        )
    if not written.switched:
        return None
    _remember(state, found, path, site_dir)
    return Revised(state.problems, state.ledger, written.change)


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


@contextmanager
def _drawn(root: Path, cards: Sequence[CardOrder]) -> Iterator[Mapping[str, Source]]:
    """The files of these share cards, while nobody sweeps them away. Raises DoubtError."""
    if not cards:
        yield {}
        return
    from generator.media.studio import derive, held

    with held(root / CACHE):
        made = derive((), cards, cache=root / CACHE, jobs=1)
        if made.faults:
            raise DoubtError
        yield dict(made.files)


def _remember(state: State, found: Sequence[Edit], path: Path, site_dir: Path) -> None:
    """Keep what is known now. What cannot be written costs the next run its time and nothing else."""
    shown = shown_record(site_dir)
    if shown is None:
        return
    with suppress(OSError):
        shelf = shelf_of(path)
        places = state.places | add_to_shelf(shelf, ((edit.name, edit.after) for edit in found))
        looks = {**state.looks, **{edit.folder: edit.look for edit in found}}
        keep(path, replace(state, shown=shown, looks=looks, shelf=seal_of(shelf), places=places))
