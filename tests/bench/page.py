"""The page of results: figures in, Markdown out. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tests.bench.photos import Photos
from tests.bench.rounds import Figures
from tests.bench.rows import Row, rows
from tests.bench.sites import Sites


@dataclass(frozen=True, slots=True)
class Results:
    """Everything that one run of `make bench` has found out."""

    date: str
    machine: str
    rounds: int
    versions: Mapping[str, str]
    absent: Sequence[str] = ()
    sites: Mapping[int, Sites] = field(default_factory=dict)
    committed: Mapping[str, Figures] = field(default_factory=dict)
    photos: Photos | None = None
    search: Mapping[str, Sequence[float]] = field(default_factory=dict)


HEAD = """# Results of `make bench`

Written by `make bench`; not by hand. One run on one machine: {machine}, {date}. Rounds: {rounds}; commands in turn (A B C A B C …), the disk synced before each; medians. Peak is that of the largest single process. Ratios are ours by the other's: judge by them, not by the seconds, and only within this page.

Versions: {versions}.{absent}
"""

NOTES = """## What is compared

- Synthetic projects (`zhanbang demo`). Ours reads every entry, also those that are not published, and makes everything of a site: notices, lists, results, units, search, calendars, documents, the handbook. Hugo and Eleventy make the published works and the galleries only: as many pages, of the same markup and weight, cut from built pages of ours; not the tombstones of withdrawn works.
- Each peer gets what is cheapest for it. Hugo: one file of JSON front matter a work, in order, no Markdown to parse. Eleventy: one JSON file of all works.
- Cold: no site, no records, no frame; the user's cache folder is empty. Share cards are made before and stay in `.cache/media`. Nothing of Hugo's and Eleventy's caches and output is there either. What was there is moved aside, not deleted: a disk may make new files more slowly for minutes after many were deleted.
- All pages rewritten: the registration number changes in `mkdocs.yml`, which every page's footer shows; the engine renders anew too. Nothing that is drawn holds it. Records are cached, both of a build's trees are there.
- One text changed: a work's statement. One title changed: its neighbours, the lists and its share card change too. Hugo's rebuild is after one title changed.
- `serve`: from saving the file to the page over HTTP that holds the new words.
- Photos: ours hashes, measures within limits, turns, converts to sRGB, makes 1600, 800 and 400 px WebP and the share card. sharp: the same widths (quality 80, effort 2) and a placeholder, as many at once as there are cores. Hugo: the same as sharp on {few} photos, one round, taken per photo. The machine's limit: our steps in a bare Pillow loop on all cores, the faster of threads and processes. The photos are made, and noisier than a camera's.
- Search: from the word in the box to the first hit, nothing loaded before.
- F7 and F8 are tests: `tests/` holds them.

`make bench SIZES="100 1000 10000 100000" ROUNDS=5 DATE=2026-01-31 PARTS="sites committed photos search"` says what is run; all are optional. `make bench-peers` installs the peers; else `HUGO` and `BENCH_NODE_MODULES` name them, and those that are absent are left out."""


def page(results: Results) -> str:
    """The whole page, with a newline at its end."""
    versions = ", ".join(f"{name} {version}" for name, version in results.versions.items())
    absent = f" Absent: {', '.join(results.absent)}." if results.absent else ""
    head = HEAD.format(
        machine=results.machine, date=results.date, rounds=results.rounds, versions=versions, absent=absent
    )
    few = results.photos.few if results.photos else 12
    parts = [head, table(rows(results.sites, results.photos, results.search))]
    parts += [_site(site) for _, site in sorted(results.sites.items())]
    if results.committed:
        parts.append(f"## The committed campaigns\n\n{_figures(results.committed)}")
    if results.photos:
        parts.append(f"## {results.photos.count} photos\n\n{_figures(results.photos.figures)}")
    parts.append(NOTES.format(few=few))
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def table(found: Sequence[Row]) -> str:
    """The ratios."""
    return _table(
        ("row", "work", "ours", "beside", "ratio", "aim", "met"),
        [
            (
                row.name,
                row.work,
                row.ours or "not measured",
                row.other,
                _number(row.ratio, row.unit),
                f"{'≥' if row.least else '≤'} {_number(row.aim, row.unit)}",
                {True: "yes", False: "no", None: ""}[row.met],
            )
            for row in found
        ],
    )


def _site(site: Sites) -> str:
    weights = "; ".join(
        f"{name} {pages:,} pages of {size / pages / 1000:.1f} kB"
        for name, (pages, size) in site.weights.items()
        if pages
    )
    parts = [
        f"## {site.works:,} works",
        "",
        f"{site.published:,} of them are published. {weights}".strip(),
        "",
    ]
    parts.append(_figures(site.figures))
    if site.timings:
        parts += ["", "Cost by stage, cold, as `zhanbang build --timings` tells it:", "", "```text"]
        parts += [site.timings.strip("\n"), "```"]
    return "\n".join(parts)


def _figures(figures: Mapping[str, Figures]) -> str:
    return _table(
        ("command", "wall", "fastest to slowest", "processor", "peak"),
        [
            (
                name,
                f"{one.wall:.2f} s",
                f"{one.spread[0]:.2f} to {one.spread[1]:.2f} s",
                f"{one.cpu:.2f} s" if one.cpu else "",
                f"{one.peak:.0f} MiB" if one.peak else "",
            )
            for name, one in figures.items()
        ],
    )


def _table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    return "\n".join(_line(cells) for cells in (head, ["---"] * len(head), *lines))


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _number(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    return f"{value:,.0f} {unit}" if unit == "MiB" else f"{value:.2f} {unit}"


def summary(results: Results) -> Iterator[str]:
    """The table for a terminal: columns of even width."""
    found = rows(results.sites, results.photos, results.search)
    for row in found:
        ratio = _number(row.ratio, row.unit) or "not measured"
        aim = f"{'at least' if row.least else 'at most'} {_number(row.aim, row.unit)}"
        sides = f"{row.ours or '-'} / {row.other}" if row.other else row.ours or "-"
        yield f"{row.name:3} {row.work:68} {ratio:>14}  {aim:22} {sides}"
