"""What is wrong with a finished site, before it is told as problems: each fault once, for the record it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from generator.leaks.sought import Leak
from generator.problems import Place, Problem, problem

ENTRY_FILE = "/entry.yml"

Found = tuple[str, str, Mapping[str, str]]
"""(code, file of the site, words)"""

LEAK_CODES = {"citizen": "E908", "mobile": "E909", "word": "W910"}
"""Words may be shared by chance, so they are told of; a taking down is never stopped by what is left to be tidied."""


def leaks_of(name: str, leaks: Iterable[Leak]) -> Iterator[Found]:
    """The leaks of one file."""
    for leak in dict.fromkeys(leaks):
        where = f"（{leak.where}）" if leak.where else ""
        yield LEAK_CODES[leak.kind], name, {"what": leak.excerpt, "where": where, "whose": leak.whose}


def told_once(found: Iterable[Found], record_of: Callable[[str], str]) -> Iterator[Problem]:
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
