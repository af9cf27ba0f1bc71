"""The last stage before anybody sees the site: everything that was written is read again, and judged.

Judged are: the list of files against the plan, links and anchors, what the policy would block or another host would
serve, personal data and withheld words however they are written, the weight of pages, and the ledger's counts. Every
failure is a problem that names the record the page comes from; none of them leaves the published site changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from generator import policy
from generator.handouts import Document as Handed
from generator.handouts import read_handouts
from generator.leaks.reading import Unreadable
from generator.leaks.scan import scan
from generator.leaks.sought import Leak, Sought
from generator.manifest import Manifest
from generator.problems import Place, Problem, in_order, problem
from generator.spread import spread
from generator.verify.counts import miscounts
from generator.verify.inventory import strays
from generator.verify.links import link_faults
from generator.verify.memory import Memory, policy_name
from generator.verify.pages import Document, PageReader
from generator.verify.purity import foreign_hosts, is_handed_out, is_ours, unruly_file
from generator.verify.standard import Standard

ENTRY_FILE = "/entry.yml"
LEAST = 1000
"""Files from which on several processes read them."""

Found = tuple[str, str, Mapping[str, str]]
"""(code, file of the site, words)"""

LEAK_CODES = {"citizen": "E908", "mobile": "E909", "word": "W910"}
"""Words may be shared by chance, so they are told of; a taking down is never stopped by what is left to be tidied."""


def verify(tree: Path, written: Manifest, planned: frozenset[str], standard: Standard) -> list[Problem]:
    """Judge the finished `tree`; `written` tells of each file what was put there, `planned` which there should be."""
    found: list[Found] = [("E912", one.path, {"what": one.what}) for one in strays(tree, written, planned)]
    memory = Memory(standard.cache, policy_name(standard.sought))
    pages, faults = _of_pages(tree, written, standard, memory)
    found += faults
    found += [(fault.code, fault.page, {"link": fault.link}) for fault in link_faults(pages, written.keys())]
    found += _of_files(tree, written, standard, memory)
    found += [("E914", name, {"what": what}) for name, what in miscounts(tree, pages, standard.works)]
    memory.save()
    return in_order(_told_once(found, standard.record_of))


def _of_pages(
    tree: Path, written: Manifest, standard: Standard, memory: Memory
) -> tuple[dict[str, Document], list[Found]]:
    """Every page taken apart, and what is wrong with each by itself; by several processes where they are many."""
    names = sorted(name for name in written if name.endswith(".html") and (tree / name).is_file())
    pages: dict[str, Document] = {}
    found: list[Found] = []
    work = partial(_read, tree, written, standard, memory)
    for read in spread(work, names, jobs=standard.jobs, least=LEAST):
        for name, page, faults in read:
            pages[name] = page
            found += faults
    if not any(
        page.leaks for page in pages.values()
    ):  # else another page may share the chunk it was found in
        for name in pages:
            memory.learn(name, written[name].sha256)
    return pages, found


def _read(
    tree: Path, written: Manifest, standard: Standard, memory: Memory, names: Sequence[str]
) -> list[tuple[str, Document, list[Found]]]:
    reader = PageReader(standard.sought)
    read = []
    for name in names:
        data = (tree / name).read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        page = reader.read(data, clean=memory.knows(name, sha256))
        faults = list(_of_page(name, data, page, standard))
        if sha256 != written[name].sha256:
            faults.append(("E912", name, {"what": "内容和写下的不一样"}))
        read.append((name, page, faults))
    return read


def _of_page(name: str, data: bytes, page: Document, standard: Standard) -> Iterator[Found]:
    for impurity in dict.fromkeys(page.impure):
        yield impurity.code, name, {"what": impurity.what}
    yield from _leaks(name, page.leaks)
    if len(data) > standard.page_bytes:
        yield "E913", name, {"size": f"{len(data) / 1000:.0f}", "limit": f"{standard.page_bytes / 1000:.0f}"}
    if standard.with_policy and not page.redirect and policy.META_TAG not in data:
        yield "E915", name, {}


def _of_files(tree: Path, written: Manifest, standard: Standard, memory: Memory) -> Iterator[Found]:
    """Everything that is no page. What was found clean before, under the same standard, is not read again."""
    names = sorted(name for name in written if not name.endswith(".html"))
    fresh = [n for n in names if not memory.knows(n, written[n].sha256) and (tree / n).is_file()]
    judged: dict[str, list[Found]] = {}
    ours = [name for name in fresh if is_ours(name)]
    for portion in spread(partial(_of_ours, tree, standard.sought), ours, jobs=standard.jobs, least=LEAST):
        judged |= portion
    judged |= _of_documents(tree, [name for name in fresh if not is_ours(name)], standard)
    for name, found in judged.items():
        if not found:
            memory.learn(name, written[name].sha256)
        yield from found


def _of_ours(tree: Path, sought: Sought, names: Sequence[str]) -> dict[str, list[Found]]:
    return {name: _of_file(tree, name, sought) for name in names}


def _of_file(tree: Path, name: str, sought: Sought) -> list[Found]:
    """A text of ours, or media that we made."""
    data = (tree / name).read_bytes()
    found: list[Found] = [("E905", name, {"what": host}) for host in foreign_hosts(name, data)]
    found += [(one.code, name, {"what": one.what}) for one in unruly_file(name, data)]
    try:
        return [*found, *_leaks(name, scan(name, data, sought))]
    except Unreadable as error:
        return [*found, ("E916", name, {"why": str(error)})]


def _of_documents(tree: Path, names: list[str], standard: Standard) -> dict[str, list[Found]]:
    """Documents, those handed out as they are among them, opened in the limited worker."""
    documents = [Handed((name, ""), tree / name, name, standard.sought, linked=True) for name in names]
    found: dict[str, list[Found]] = {}
    for (name, _), handout in read_handouts(documents, jobs=standard.jobs).items():
        firm = standard.firm if is_handed_out(name) else frozenset()
        found[name] = [_graver(one, firm) for one in _leaks(name, handout.leaks)]
        found[name] += [
            (one.code, name, {"what": one.what}) for one in unruly_file(name, (tree / name).read_bytes())
        ]
        if handout.refusal:
            found[name].append(("E916", name, {"why": handout.refusal}))
    return found


def _graver(found: Found, firm: frozenset[str]) -> Found:
    """Who hands out a document that tells of a work that was never shown has put it there: that is refused."""
    code, name, words = found
    return ("E910", name, words) if code == "W910" and words["whose"] in firm else found


def _leaks(name: str, leaks: Iterable[Leak]) -> Iterator[Found]:
    for leak in dict.fromkeys(leaks):
        where = f"（{leak.where}）" if leak.where else ""
        yield LEAK_CODES[leak.kind], name, {"what": leak.excerpt, "where": where, "whose": leak.whose}


def _told_once(found: Iterable[Found], record_of: Callable[[str], str]) -> Iterator[Problem]:
    """One problem for one fault, however many pages have it: a slip in the frame is on all of them.

    What an entry brought is told of each such entry, and not of the galleries that show it.
    """
    pages: dict[tuple[str, tuple[tuple[str, str], ...]], list[str]] = {}
    for code, name, words in found:
        pages.setdefault((code, tuple(sorted(words.items()))), []).append(name)
    for (code, said), names in pages.items():
        records: dict[str, list[str]] = {}
        for name in names:
            records.setdefault(record_of(name), []).append(name)
        entries = [record for record in records if record.endswith(ENTRY_FILE)]
        for record in (entries if code in LEAK_CODES.values() else ()) or [next(iter(records))]:
            rest = len(names) - 1
            others = f"（另有 {rest} 个文件也是）" if rest else ""
            yield problem(code, Place(record), **dict(said), page=records[record][0], others=others)
