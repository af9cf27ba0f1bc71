"""Documents of the finished site, opened in the limited worker; that takes long to start, so it is begun before all else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from generator.manifest import Manifest
from generator.spread import beside
from generator.verify.found import Found, leaks_of
from generator.verify.purity import is_handed_out, is_ours, unruly_file
from generator.verify.standard import Standard

Judged = dict[str, list[Found]]
"""What is wrong with files, by their names; nothing for those in order."""


@contextmanager
def documents_ahead(
    tree: Path, names: Sequence[str], written: Manifest, standard: Standard
) -> Iterator[Callable[[], Judged]]:
    """Have those of the files `names` that are documents read beside us; yields what waits for what is wrong with them.

    What a copy of this process could not do is done here.
    """
    documents = [name for name in names if not is_ours(name)]
    if not documents:
        yield dict
        return
    read = partial(_judged, tree, documents, written, standard)
    with beside(read, jobs=standard.jobs) as wait:

        def judged() -> Judged:
            try:
                return wait()
            except (OSError, RuntimeError):  # killed, or short of room; what is really wrong shows again
                return read()

        yield judged


def _judged(tree: Path, names: Sequence[str], written: Manifest, standard: Standard) -> Judged:
    from generator.handouts import Document, read_handouts  # starts processes: most runs need none of it

    found: Judged = {}
    documents = [Document((name, ""), tree / name, name, standard.sought, linked=True) for name in names]
    for (name, _), handout in read_handouts(documents, jobs=standard.jobs).items():
        firm = standard.firm if is_handed_out(name) else frozenset()
        found[name] = [_graver(one, firm) for one in leaks_of(name, handout.leaks)]
        found[name] += [
            (one.code, name, {"what": one.what}) for one in unruly_file(name, (tree / name).read_bytes())
        ]
        if handout.refusal:
            found[name].append(("E916", name, {"why": handout.refusal}))
        elif handout.sha256 != written[name].sha256 and (tree / name).stat().st_size == written[name].size:
            found[name].append(("E912", name, {"what": "内容和写下的不一样"}))
    return found


def _graver(found: Found, firm: frozenset[str]) -> Found:
    """Who hands out a document that tells of a work that was never shown has put it there: that is refused."""
    code, name, words = found
    return ("E910", name, words) if code == "W910" and words["whose"] in firm else found
