"""The rows of the table: what is held against what, and what is aimed at. Pure: figures in, ratios out."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.bench import photos as pictures
from tests.bench import sites as of_sites
from tests.bench.photos import Photos
from tests.bench.rounds import Figures
from tests.bench.sites import Sites

LARGE = 100_000
MEMORY = 2048.0
"""MiB that 100,000 works may take at most."""


@dataclass(frozen=True, slots=True)
class Row:
    """One ratio. `ratio` is None where a side was not measured; `least` says that it may not be below the aim."""

    name: str
    work: str
    ours: str
    other: str
    ratio: float | None
    aim: float
    least: bool = False
    unit: str = "×"

    @property
    def met(self) -> bool | None:
        """Whether the aim is reached, None where nothing was measured."""
        if self.ratio is None:
            return None
        return self.ratio >= self.aim if self.least else self.ratio <= self.aim


def rows(
    sites: Mapping[int, Sites], photos: Photos | None, search: Mapping[str, Sequence[float]]
) -> tuple[Row, ...]:
    """All rows, F1 to F9 but F7 and F8, which are tests."""
    return (*_sites(sites), *_photos(photos), *_search(search))


def _sites(sites: Mapping[int, Sites]) -> Iterator[Row]:
    ten = sites[10_000].figures if 10_000 in sites else {}
    hugo, once_more = ten.get(of_sites.HUGO), ten.get(of_sites.HUGO_ONE)
    cold, verified = ten.get(of_sites.COLD), ten.get(of_sites.VERIFIED)
    yield _wall("F1", "10,000 works, cold, not verified: time", cold, "Hugo", hugo, 1.0)
    yield _wall("F1", "10,000 works, cold, verified: time", verified, "Hugo", hugo, 1.6)
    yield _peak("F1", "10,000 works, cold, not verified: peak", cold, "Hugo", hugo, 0.5)
    yield _peak("F1", "10,000 works, cold, verified: peak", verified, "Hugo", hugo, 0.5)
    work = "10,000 works, records cached, all pages rewritten, not verified"
    yield _wall("F2", work, ten.get(of_sites.ALL), "Hugo", hugo, 0.8)
    for name, what in ((of_sites.TEXT, "text"), (of_sites.TITLE, "title")):
        work = f"10,000 works, one {what} changed, verified"
        yield _wall("F3", work, ten.get(name), "Hugo's rebuild", once_more, 0.2)
    for name, what in ((of_sites.SERVE_TEXT, "text"), (of_sites.SERVE_TITLE, "title")):
        shown = ten.get(name)
        took = shown.wall if shown else None
        work = f"10,000 works, `serve` shows a changed {what}"
        yield Row("F3", work, seconds(shown), "", took, 1.0, unit="s")
    for size, aim in ((1_000, 0.8), (100, 2.5)):
        figures = sites[size].figures if size in sites else {}
        for name, what in ((of_sites.TEXT, "text"), (of_sites.TITLE, "title")):
            work = f"{size:,} works, one {what} changed, verified"
            yield _wall("F4", work, figures.get(name), "Hugo's full build", figures.get(of_sites.HUGO), aim)
    most = sites[LARGE].figures.get(of_sites.VERIFIED) if LARGE in sites else None
    yield _wall("F5", "100,000 works, cold, verified: time", most, "10,000 works", verified, 11.0)
    peak = most.peak if most else None
    yield Row("F5", "100,000 works, cold, verified: peak", mib(most), "", peak, MEMORY, unit="MiB")


def _photos(photos: Photos | None) -> Iterator[Row]:
    figures = photos.figures if photos else {}
    ours, sharp, hugo = (figures.get(name) for name in (pictures.OURS, pictures.SHARP, pictures.HUGO))
    limits = [figures[name] for name in pictures.LIMITS if name in figures]
    limit = min(limits, key=lambda one: one.wall, default=None)
    count, few = (photos.count, photos.few) if photos else (1, 1)
    for other, figure, number, aim in (
        ("sharp", sharp, count, 1.2),
        ("Hugo", hugo, few, 10.0),
        ("the machine's limit", limit, count, 0.85),
    ):
        rate = count / ours.wall if ours else None
        peers = number / figure.wall if figure else None
        yield Row(
            "F6",
            f"photos of 12 to 24 MP a second, beside {other}",
            f"{rate:.2f}/s" if rate else "",
            f"{peers:.2f}/s" if peers else "",
            rate / peers if rate and peers else None,
            aim,
            least=True,
        )


def _search(search: Mapping[str, Sequence[float]]) -> Iterator[Row]:
    middle = {name: statistics.median(taken) for name, taken in search.items() if taken}
    for work, one, other, aim in (
        ("search, first result, beside Pagefind's", "ours", "Pagefind", 0.4),
        ("search, first result at 100,000 works beside 10,000", "ours, larger site", "ours", 3.0),
    ):
        ours, peer = middle.get(one), middle.get(other)
        yield Row(
            "F9",
            work,
            f"{ours:.2f} s" if ours else "",
            f"{peer:.2f} s" if peer else "",
            ours / peer if ours and peer else None,
            aim,
        )


def _wall(name: str, work: str, ours: Figures | None, other: str, peer: Figures | None, aim: float) -> Row:
    ratio = ours.wall / peer.wall if ours and peer else None
    return Row(name, work, seconds(ours), f"{other} {seconds(peer)}" if peer else other, ratio, aim)


def _peak(name: str, work: str, ours: Figures | None, other: str, peer: Figures | None, aim: float) -> Row:
    ratio = ours.peak / peer.peak if ours and peer else None
    return Row(name, work, mib(ours), f"{other} {mib(peer)}" if peer else other, ratio, aim)


def seconds(figures: Figures | None) -> str:
    """The median, in seconds."""
    return f"{figures.wall:.2f} s" if figures else ""


def mib(figures: Figures | None) -> str:
    """The median of the peaks, in MiB."""
    return f"{figures.peak:.0f} MiB" if figures else ""
