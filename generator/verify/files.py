"""What is no page: texts and media of ours, and documents, those handed out as they are among them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from generator.leaks.reading import Unreadable
from generator.leaks.scan import scan
from generator.leaks.sought import Sought
from generator.manifest import Manifest
from generator.spread import spread
from generator.verify.found import Found, leaks_of
from generator.verify.memory import State
from generator.verify.purity import foreign_hosts, is_handed_out, is_ours, unruly_file
from generator.verify.standard import Standard

LEAST = 1000
"""Files from which on several processes read them."""


def read_files(
    tree: Path, found: Mapping[str, State], written: Manifest, standard: Standard, known: Mapping[str, str]
) -> tuple[dict[str, str], list[Found]]:
    """The checksums of files in order, and what is wrong with the others. Files that are `known` and look as written are not read."""
    names = [name for name in written if not name.endswith(".html") and found.get(name, (-1,))[0] >= 0]
    same = {name for name in names if known.get(name) == written[name].sha256}
    alike = {name for name in same if found[name][:3] == written[name][1:4]}
    fresh = sorted(name for name in names if name not in alike)
    judged: dict[str, list[Found]] = {}
    ours = [name for name in fresh if is_ours(name)]
    work = partial(_of_ours, tree, written, standard.sought, same)
    for portion in spread(work, ours, jobs=standard.jobs, least=LEAST):
        judged |= portion
    judged |= _of_documents(tree, written, [name for name in fresh if not is_ours(name)], standard)
    whole = [name for name in names if found[name][0] == written[name].size]
    clean = {name: written[name].sha256 for name in whole if not judged.get(name)}
    return clean, [one for faults in judged.values() for one in faults]


def _of_ours(
    tree: Path, written: Manifest, sought: Sought, same: set[str], names: Sequence[str]
) -> dict[str, list[Found]]:
    return {name: _of_file(tree, written, sought, same, name) for name in names}


def _of_file(tree: Path, written: Manifest, sought: Sought, same: set[str], name: str) -> list[Found]:
    """A text of ours, or media that we made."""
    data = (tree / name).read_bytes()
    found: list[Found] = []
    if hashlib.sha256(data).hexdigest() != written[name].sha256:
        if len(data) == written[name].size:  # else the list of files tells of it
            found.append(("E912", name, {"what": "内容和写下的不一样"}))
    elif name in same:
        return []
    found += [("E905", name, {"what": host}) for host in foreign_hosts(name, data)]
    found += [(one.code, name, {"what": one.what}) for one in unruly_file(name, data)]
    try:
        return [*found, *leaks_of(name, scan(name, data, sought))]
    except Unreadable as error:
        return [*found, ("E916", name, {"why": str(error)})]


def _of_documents(
    tree: Path, written: Manifest, names: list[str], standard: Standard
) -> dict[str, list[Found]]:
    """Documents, those handed out as they are among them, opened in the limited worker."""
    found: dict[str, list[Found]] = {}
    if not names:
        return found
    from generator.handouts import Document, read_handouts  # starts processes: most runs need none of it

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
