"""The finished site against its standard: everything that was written is read again, and judged.

Judged are: the list of files against the plan, links and anchors, what the policy would block or another host would
serve, personal data and withheld words however they are written, the weight of pages, and the ledger's counts. Every
failure is a problem that names the record the page comes from; none of them leaves the published site changed.

What was in order before, and looks on disk as it did then, is not read again (`memory`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from generator.leaks.sought import Sought
from generator.manifest import Manifest
from generator.problems import Problem, in_order
from generator.verify.circle import Circle
from generator.verify.counts import books_of, is_gallery, listing, lists, miscounts, works_hung
from generator.verify.documents import Judged, documents_ahead
from generator.verify.files import Files, in_order_among, sorted_out
from generator.verify.found import Found, told_once
from generator.verify.inventory import NO_FILE, files_in, strays
from generator.verify.leaf import Leaf, LeafReader
from generator.verify.links import lost_links
from generator.verify.memory import Memory, State, keep, kind_of, policy_of, recall
from generator.verify.ours import OurReader
from generator.verify.pages import PageReader
from generator.verify.purity import is_ours
from generator.verify.reader import Reader
from generator.verify.standard import Standard

LEAST = 1000
"""Pages and files from which on several processes read them."""
_TICK = 20_000_000
"""Nanoseconds: what was written so shortly before could change once more and look as it does now."""


class Case(Struct, frozen=True):
    """What is judged: a tree as it looks now, what was written into it, its standard, and what is known of it."""

    tree: Path
    found: Mapping[str, State]
    written: Manifest
    standard: Standard
    memory: Memory


def verify(tree: Path, written: Manifest, planned: frozenset[str], standard: Standard) -> list[Problem]:
    """Judge the finished `tree`; `written` tells of each file what was put there, `planned` which there should be."""
    kind, policy = kind_of(standard), policy_of(standard)
    case = Case(tree, files_in(tree), written, standard, recall(standard.cache, kind, policy))
    told: list[Found] = [
        ("E912", one.path, {"what": one.what}) for one in strays(case.found, written, planned)
    ]
    files = sorted_out(case.found, written, case.memory.files)
    with documents_ahead(tree, files.fresh, written, standard) as documents:
        circle, judged = _read(case, files)
        told += [one for leaf in circle.leaves.values() for one in leaf.found]
        told += _lost(case, circle)
        judged |= documents()
    told += [one for faults in judged.values() for one in faults]
    known = _remembered(case, circle, told)
    told += _books(case, circle, known)
    known.files.update(in_order_among(files, case.found, written, judged))
    if known != case.memory:
        keep(standard.cache, kind, policy, known)
    return in_order(told_once(told, standard.record_of))


def _read(case: Case, files: Files) -> tuple[Circle, Judged]:
    """Every page taken apart that is not known to be in order, and what is wrong with those files that are ours."""
    names = [
        name for name in case.written if name.endswith(".html") and case.found.get(name, (NO_FILE,))[0] >= 0
    ]
    known = case.memory.ties.keys()
    same = {name for name in names if name in known and case.memory.files[name] == case.written[name].sha256}
    fresh = [n for n in names if n not in same or case.memory.states[n] != case.found[n]]
    leaves = LeafReader(case.tree, case.written, case.standard, case.memory.common)
    circle = Circle(case.memory, same)
    left = circle.left_alone(case.written.keys())
    if not known and len(fresh) > LEAST:
        circle.begin(leaves.first([fresh[len(fresh) * part // 4] for part in (1, 2, 3)]))
        leaves.common = circle.common
    due = sorted((left | set(fresh)) - circle.leaves.keys())
    sums = {name: case.memory.files[name] for name in same - left}
    reader = Reader(leaves, OurReader(case.tree, case.written, case.standard.sought, files.same), sums)
    judged: Judged = {}
    ours = list(filter(is_ours, files.fresh))
    for read in reader.spread(due, ours, jobs=case.standard.jobs, least=LEAST):
        circle.take(one for one in read.leaves if isinstance(one, Leaf))
        judged |= read.judged
    circle.take(one for one in leaves.read(sorted(circle.sought()), known={}) if isinstance(one, Leaf))
    return circle, {name: judged[name] for name in ours}


def _lost(case: Case, circle: Circle) -> list[Found]:
    """The links that lead nowhere, told in their own words; and the pages nobody leads to."""
    told: list[Found] = []
    pages = circle.kept | circle.leaves.keys()
    reader = PageReader(Sought())

    def has(page: str, anchor: str) -> bool:
        return page not in circle.leaves or circle.leaves[page].has(anchor)

    for name in sorted(circle.astray()):
        links = reader.read((case.tree / name).read_bytes()).links
        told += [
            (fault.code, name, {"link": fault.link})
            for fault in lost_links(name, links, case.written.keys(), pages, has)
        ]
    return told + [("E904", name, {"link": ""}) for name in sorted(pages - circle.ways.keys())]


def _remembered(case: Case, circle: Circle, told: Sequence[Found]) -> Memory:
    """What is to be known of the pages in the next run: those nothing was found in."""
    faulty = {name for _, name, _ in told} | {name for name, leaf in circle.leaves.items() if not leaf.clean}
    pages = sorted((circle.kept | circle.leaves.keys()) - faulty)
    newest = max((state[3] for state in case.found.values()), default=0)
    known = circle.remembered(pages, case.written.keys())
    known.files = {name: case.written[name].sha256 for name in pages}
    known.states = {
        name: state if (state := case.found[name])[3] + _TICK < newest else (NO_FILE, 0, 0, 0)
        for name in pages
    }
    return known


def _books(case: Case, circle: Circle, known: Memory) -> list[Found]:
    """The works that are not counted where they belong; what was counted is kept with what is known."""
    leaves = {
        name: works_hung(one for part in leaf.ids for one in part)
        for name, leaf in circle.leaves.items()
        if is_gallery(name)
    }
    hung = leaves | {name: case.memory.hung[name] for name in circle.kept if is_gallery(name)}
    listed = {}
    for name in lists(case.written):
        sha256 = case.written[name].sha256
        before = case.memory.listed.get(name, ["", ""])
        alike = before[0] == sha256 and case.found.get(name, ())[:3] == case.written[name][1:4]
        listed[name] = before if alike else [sha256, listing(case.tree / name)]
    books = books_of(hung, case.standard.works, listed)
    known.hung = {name: hung[name] for name in known.ties if name in hung}
    told: list[Found] = []
    if books != case.memory.books:
        told += [
            ("E914", name, {"what": what}) for name, what in miscounts(case.tree, hung, case.standard.works)
        ]
    if not told:
        known.listed, known.books = listed, books
    return told
