"""Row F9: every hit true, none missed, sizes, and the time to the first result beside Pagefind's and a larger site's.

    python -m tests.bench.search [--works N] [--site FOLDER] [--large N] [--large-site FOLDER] [--report FILE]

Without a built site a synthetic one is made; of the larger one only the time to the first result is taken. Needs Chromium;
Pagefind is taken where it is (`tests.bench.tools`).
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import random
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.bench import projects, tools
from tests.conftest import FLAGS, chromium
from tests.seen import everything, found

RUNS = 7
QUERIES = 100
LARGE = 100_000
"""Entries of the larger site when only `--large` says that there is to be one."""
BLANK = "<!doctype html><html lang=zh-CN><meta charset=utf-8><title>-</title><p>-"


def main() -> None:
    """Make what is missing, compare, measure, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--works", type=int, default=10_000)
    options.add_argument("--site", type=Path)
    options.add_argument(
        "--large", type=int, nargs="?", const=LARGE, help="make a larger site, of so many entries"
    )
    options.add_argument("--large-site", type=Path)
    options.add_argument("--no-truth", action="store_true")
    options.add_argument("--no-pagefind", action="store_true")
    options.add_argument("--report", type=Path, help="write the seconds to a JSON file")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = (given.site or made(Path(folder) / "small", given.works)).resolve()
        large = given.large_site or (made(Path(folder) / "large", given.large) if given.large else None)
        sizes(site)
        pagefind = None if given.no_pagefind else tools.find().pagefind
        with served(site) as base, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium(), args=FLAGS)
            asked = queries(site)
            if not given.no_truth:
                compare(browser, base, site, asked)
            with served(large.resolve() if large else site) as larger:
                taken = race(
                    browser,
                    {OURS: base, **({OURS_LARGE: larger} if large else {})},
                    some(asked),
                    pagefind=indexed(site, Path(folder), pagefind) if pagefind else None,
                )
            browser.close()
        if given.report:
            given.report.write_text(json.dumps(taken), encoding="utf-8")


def made(folder: Path, works: int) -> Path:
    """A synthetic site of so many entries."""
    project = projects.make(folder, works)
    projects.build(project)
    return project.site


def sizes(site: Path) -> None:
    """What a reader loads."""
    total = 0
    for path in sorted((site / "data/search").iterdir()):
        packed = len(gzip.compress(path.read_bytes(), 9, mtime=0))
        total += packed
        print(f"{path.name:28}{path.stat().st_size:12,}{packed:12,} bytes, compressed")
    print(f"{'all shards':28}{total:24,} bytes, compressed")


def queries(site: Path) -> list[str]:
    """Names, units, titles, numbers, two characters, two words: the same every time."""
    works = [w for path in sorted(site.glob("data/*/works.json")) for w in projects.works_in(site, path)]
    dice = random.Random(5)
    drawn = dice.sample(works, min(QUERIES, len(works)))
    makers: tuple[str, ...] = (
        "title:0:2",
        "title:2:4",
        "title",
        "no",
        "no:-5:",
        "unit",
        "credit",
        "credit+unit",
        "title:0:2+unit",
        "honour",
    )
    return [" ".join(_part(work, one) for one in makers[at % 10].split("+")) for at, work in enumerate(drawn)]


def _part(work: dict, spec: str) -> str:
    name, _, cut = spec.partition(":")
    if name == "credit":
        return str(work["credits"][0]["name"])
    if name == "honour":
        return str(work["honours"][0]["title"]) if work["honours"] else "第1单位"
    start, _, stop = cut.partition(":")
    return str(work[name])[int(start or 0) : int(stop) if stop else None]


def some(asked: list[str]) -> list[str]:
    """A name, a title, a number, two characters and so on, for timing."""
    return [asked[at] for at in (6, 2, 3, 0, 5, 16, 12, 13, 10, 1)][:RUNS]


def compare(browser: Browser, base: str, site: Path, asked: list[str]) -> None:
    """Hold every answer against what the pages show."""
    start = time.perf_counter()
    shown = everything(site)
    print(f"{len(shown)} things shown by the pages, read in {time.perf_counter() - start:.0f} s")
    page = browser.new_page()
    page.goto(base + "search/?q=x")
    page.wait_for_function("() => window.zbSearch && window.zbSearch('x') !== null", timeout=120_000)
    answers, spent = page.evaluate(
        """all => { const t = performance.now(), a = all.map(q => window.zbSearch(q).map(l => l.slice().sort()));
        return [a, performance.now() - t]; }""",
        asked,
    )
    page.close()
    truths = [found(shown, query) for query in asked]
    wrong = [q for q, truth, answer in zip(asked, truths, answers, strict=True) if truth != answer]
    hits = sum(len(kind) for truth in truths for kind in truth)
    empty = sum(not any(truth) for truth in truths)
    print(
        f"{len(asked)} queries, {hits} true hits ({empty} queries without), wrong answers: {wrong or 'none'}"
    )
    print(f"one query over all: {spent / len(asked):.1f} ms")


OWN = """q => new Promise(done => {
  const start = performance.now(), form = document.querySelector("main form"), input = form.querySelector("input");
  new MutationObserver(() => { if (form.querySelector("li a")) done(performance.now() - start); })
    .observe(form, {childList: true, subtree: true});
  input.focus(); input.value = q; input.dispatchEvent(new Event("input", {bubbles: true}));
})"""
THEIRS = """async q => {
  const start = performance.now(), f = await import(location.origin + "/pagefind/pagefind.js");
  await f.init();
  const found = await f.search(q);
  if (found.results.length) await found.results[0].data();
  return performance.now() - start;
}"""


def first_result(browser: Browser, address: str, how: str, query: str) -> float:
    """Seconds from the word in the box of an open page to the first hit; nothing of the search was there before."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    taken = float(page.evaluate(how, query)) / 1000
    context.close()
    return taken


OURS, OURS_LARGE, PAGEFIND = "ours", "ours, larger site", "Pagefind"


def indexed(site: Path, folder: Path, pagefind: tuple[str, ...]) -> Path:
    """A folder with Pagefind's index of the site and an empty page."""
    whole = folder / "pagefind"
    whole.mkdir()
    start = time.perf_counter()
    subprocess.run(
        [*pagefind, "--site", str(site), "--output-path", str(whole / "pagefind")],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    print(f"Pagefind's index made in {time.perf_counter() - start:.0f} s")
    (whole / "index.html").write_text(BLANK, encoding="utf-8")
    return whole


def race(
    browser: Browser, ours: dict[str, str], asked: list[str], *, pagefind: Path | None
) -> dict[str, list[float]]:
    """Seconds to the first result, in turn, the same words, from pages that are open; prints the ratios."""
    taken: dict[str, list[float]] = {name: [] for name in (*ours, *([PAGEFIND] if pagefind else []))}
    with served(pagefind) if pagefind else nullcontext("") as other:
        for query in [asked[0], *asked]:  # the first round does not count
            for name, base in ours.items():
                taken[name].append(first_result(browser, base + "search/", OWN, query))
            if pagefind:
                taken[PAGEFIND].append(first_result(browser, other, THEIRS, query))
    taken = {name: seconds[1:] for name, seconds in taken.items()}
    for name, seconds in taken.items():
        told(f"first result, {name}", seconds)
    middle = {name: statistics.median(seconds) for name, seconds in taken.items()}
    for name, base, way in (
        (OURS, PAGEFIND, "ours / Pagefind"),
        (OURS_LARGE, OURS, "larger site / this one"),
    ):
        if name in middle and base in middle:
            print(f"{way}: {middle[name] / middle[base]:.2f}")
    return taken


def told(what: str, taken: list[float]) -> None:
    """Print a row."""
    print(
        f"{what:28}median {statistics.median(taken):.2f} s, {min(taken):.2f} to {max(taken):.2f}, {len(taken)} runs"
    )


class _Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    main()
