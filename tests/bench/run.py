"""`make bench`: the rows of sites, photographs and search in one run; prints the ratios and writes the page of results."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from tests.bench import committed, machine, photos, projects, sites, tools
from tests.bench.page import Results, page, summary
from tests.bench.rounds import CommandError
from tests.bench.rows import LARGE
from tests.bench.sites import Sites
from tests.bench.tools import Tools

PAGE = Path(__file__).with_name("RESULTS.md")
SCRATCH = tools.KEPT / "run"
PARTS = ("sites", "committed", "photos", "search")
SEARCHED = 10_000
T = TypeVar("T")


def main() -> None:
    """Measure what was asked for. A part that fails is told and stands as not measured; the command then ends with 1."""
    given = arguments()
    peers = tools.find()
    for name in peers.absent:
        print(f"{name} is not here: left out (`make bench-peers` installs it)")
    scratch = given.scratch.resolve()
    shutil.rmtree(scratch, ignore_errors=True)
    failed: list[str] = []
    try:
        results = measured(given, peers, scratch, failed)
        print(*summary(results), sep="\n")
        given.page.write_text(page(results), encoding="utf-8")
        print(f"written: {given.page.name}; what was made is being removed")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


def arguments() -> argparse.Namespace:
    """The command's options."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--sizes", type=int, nargs="+", default=[100, 1_000, 10_000], help="works of each project"
    )
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    options.add_argument("--date", required=True, help="the day of measuring, as it is to stand on the page")
    options.add_argument("--page", type=Path, default=PAGE, help="where the page is written")
    options.add_argument(
        "--scratch", type=Path, default=SCRATCH, help="a folder that is emptied before and removed afterwards"
    )
    return options.parse_args()


def measured(given: argparse.Namespace, peers: Tools, scratch: Path, failed: list[str]) -> Results:
    """Run the parts, one after the other; names in `failed` those that could not be measured."""
    of_sites: dict[int, Sites] = {}
    largest_shown = max((size for size in given.sizes if size <= sites.PEERS_UP_TO), default=0)

    def tried(part: str, do: Callable[[Path], T], otherwise: T) -> T:
        here = scratch / part  # left there: nothing is deleted before all is measured (`projects.set_aside`)
        here.mkdir(parents=True)
        try:
            return do(here)
        except CommandError as error:
            print(f"{part}: {error}")
            failed.append(part)
            return otherwise

    def sites_of(size: int) -> Sites | None:
        serve = size == largest_shown
        return tried(
            str(size),
            lambda here: sites.measure(size, scratch=here, rounds=given.rounds, tools=peers, serve=serve),
            None,
        )

    for size in given.sizes if "sites" in given.parts else ():
        of_sites |= {size: found} if (found := sites_of(size)) else {}
    of_committed, of_photos, searched = {}, None, {}
    if "committed" in given.parts:
        of_committed = tried(
            "committed", lambda here: committed.measure(scratch=here, rounds=given.rounds), of_committed
        )
    if "photos" in given.parts:
        of_photos = tried(
            "photos", lambda here: photos.measure(scratch=here, rounds=given.rounds, tools=peers), None
        )
    if "search" in given.parts:
        searched = tried("search", lambda here: search(scratch, report=here / "seconds.json"), searched)
    return Results(
        date=given.date,
        machine=machine.machine(),
        rounds=given.rounds,
        versions={**machine.versions(), **peers.versions},
        absent=peers.absent,
        sites=of_sites,
        committed=of_committed,
        photos=of_photos,
        search=searched,
    )


def search(scratch: Path, *, report: Path) -> dict[str, list[float]]:
    """Time the search over the sites that were built before, in a process of its own. Raises CommandError."""
    argv = [sys.executable, "-m", "tests.bench.search", "--report", str(report)]
    for option, size in (("--site", SEARCHED), ("--large-site", LARGE)):
        site = projects.Project(scratch / str(size) / "cold").site
        if site.exists():
            argv += [option, str(site)]
    print("search: every answer held against the pages, then the first result")
    print(projects.run(tuple(argv), {"PYTHONPATH": str(projects.ROOT)}))
    told: dict[str, list[float]] = json.loads(report.read_bytes())
    return told


if __name__ == "__main__":
    main()
