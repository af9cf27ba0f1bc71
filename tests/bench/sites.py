"""Rows F1 to F5: projects of one size, ours and the peers', timed in turn."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench import peers, previews, projects
from tests.bench.projects import Edits, Project
from tests.bench.rounds import Command, Figures, in_turn
from tests.bench.tools import Tools

PEERS_UP_TO = 20_000
"""Works; beyond that only ours is timed, cold."""

COLD, VERIFIED = "cold, not verified", "cold, verified"
ALL, TEXT, TITLE = (
    "all pages rewritten, not verified",
    "one text changed, verified",
    "one title changed, verified",
)
CHECK = "check, nothing changed"
HUGO, HUGO_ONE, ELEVENTY = "Hugo, cold", "Hugo, one work changed", "Eleventy, cold"
SERVE_TEXT, SERVE_TITLE = "serve, one text changed", "serve, one title changed"


@dataclass(frozen=True, slots=True)
class Sites:
    """What was measured at one size: figures by command, (pages, bytes) of the same pages by generator, cost by stage."""

    works: int
    published: int
    figures: dict[str, Figures]
    weights: dict[str, tuple[int, int]]
    timings: str = ""


def measure(
    works: int,
    *,
    scratch: Path,
    rounds: int,
    tools: Tools,
    serve: bool = False,
    say: Callable[[str], object] = print,
) -> Sites:
    """Make everything of one size below `scratch`, time it, and leave the built site of `one` there. Raises CommandError."""
    say(f"{works:,} works: making the projects and their media")
    cold = projects.make(scratch / "cold", works)
    projects.build(cold)
    skips = projects.has_option("build", "--no-verify")
    commands = _ours_cold(cold, skips=skips)
    weights: dict[str, tuple[int, int]] = {}
    figures: dict[str, Figures] = {}
    published = projects.works(cold)
    if works <= PEERS_UP_TO:
        one = _settled(projects.duplicate(cold, scratch / "one"), "")
        every = _settled(projects.duplicate(cold, scratch / "all"), "--no-verify" if skips else "")
        weights = _weights(one)
        commands += _ours_warm(every, one, skips=skips)
        commands += _peers(one, scratch, tools)
    figures = in_turn(commands, rounds=rounds, say=say)
    if works <= PEERS_UP_TO:
        weights |= _peer_weights(scratch, tools)
        if serve:
            figures |= _served(one, rounds)
    timings = ""
    if projects.has_option("build", "--timings"):
        projects.empty(cold)
        timings = stages(projects.build(cold, "--timings"))
    return Sites(works, len(published), figures, weights, timings)


def stages(said: str) -> str:
    """The table of `--timings` in what a build said."""
    found = re.search(r"^[^\n]*步骤\n(.*\n)*?.*合计$", said, re.MULTILINE)
    return found[0] if found else ""


def _ours_cold(cold: Project, *, skips: bool) -> list[Command]:
    ways = [(VERIFIED, ())]
    if skips:
        ways.insert(0, (COLD, ("--no-verify",)))
    return [
        Command(
            name,
            cold.command("build", *options),
            projects.ROOT,
            cold.env,
            lambda: projects.empty(cold),
        )
        for name, options in ways
    ]


def _ours_warm(every: Project, one: Project, *, skips: bool) -> list[Command]:
    """All pages: what every footer shows, the registration number, changes. One work: its statement, or its title.

    The site's name would do as well, but it stands on posters too, and media are aside.
    """
    path = middle(one)
    commands = [
        Command(CHECK, one.command("check"), projects.ROOT, one.env),
        Command(TEXT, one.command("build"), projects.ROOT, one.env, Edits(path, "statement")),
        Command(TITLE, one.command("build"), projects.ROOT, one.env, Edits(path, "title")),
    ]
    if skips:
        number = Edits(every.folder / "mkdocs.yml", "      icp")
        argv = every.command("build", "--no-verify")
        commands.insert(0, Command(ALL, argv, projects.ROOT, every.env, number))
    return commands


def middle(project: Project) -> Path:
    """The record of a work in the middle of the galleries."""
    works = projects.works(project)
    return projects.entry_file(project, works[len(works) // 2])


def _settled(project: Project, option: str) -> Project:
    """Build twice, so that both trees of the site, the records and the frame are there, as they are after a day's work."""
    options = (option,) if option else ()
    projects.build(project, *options)
    Edits(middle(project), "statement", count=900)()
    projects.build(project, *options)
    return project


def _peers(built: Project, scratch: Path, tools: Tools) -> list[Command]:
    shown = peers.entries(built)
    cut = peers.templates(built, shown)
    caches = scratch / "peer-caches"
    env = {"XDG_CACHE_HOME": str(caches)}
    commands: list[Command] = []

    def emptied(folder: Path) -> Callable[[], object]:
        def prepare() -> None:
            for path in (caches, folder / "out", folder / "resources", folder / ".cache"):
                projects.set_aside(path, scratch / "aside")

        return prepare

    if tools.hugo:
        folder = scratch / "hugo"
        peers.write_hugo(folder, shown, cut)
        argv = (tools.hugo, "--quiet", "--destination", "out")
        one = shown[len(shown) // 2]
        page = folder / f"content/{one['project']}/{one['id']}.md"
        commands.append(Command(HUGO, argv, folder, env, emptied(folder)))
        commands.append(Command(HUGO_ONE, argv, folder, env, lambda: retitled(page)))
    if tools.eleventy:
        folder = scratch / "eleventy"
        peers.write_eleventy(folder, shown, cut)
        argv = (*tools.eleventy, "--quiet", "--input=.", "--output=out")
        commands.append(Command(ELEVENTY, argv, folder, env, emptied(folder)))
    return commands


def retitled(page: Path) -> None:
    """Give a page of Hugo's a new title."""
    work = json.loads(page.read_bytes())
    number = re.match(r"第(\d+)次改动", work["title"])
    plain = re.sub(r"^第\d+次改动", "", work["title"])
    work["title"] = f"第{int(number[1]) + 1 if number else 1}次改动{plain}"
    page.write_text(json.dumps(work, ensure_ascii=False) + "\n", encoding="utf-8")


def _weights(built: Project) -> dict[str, tuple[int, int]]:
    """Our work and gallery pages; the tombstones of works that were withdrawn are not among them."""
    here = built.site / f"campaigns/{projects.CAMPAIGN}"
    pages = [here / f"works/{work['id']}/index.html" for work in projects.works(built)]
    pages += (here / "gallery").rglob("index.html")
    return {"ours": (len(pages), sum(path.stat().st_size for path in pages))}


def _peer_weights(scratch: Path, tools: Tools) -> dict[str, tuple[int, int]]:
    there = {"Hugo": tools.hugo, "Eleventy": tools.eleventy}
    return {name: peers.weigh(scratch / name.lower() / "out") for name, how in there.items() if how}


def _served(one: Project, times: int) -> dict[str, Figures]:
    path = middle(one)
    address = f"campaigns/{projects.CAMPAIGN}/works/{path.parent.name}/"
    edits = {
        SERVE_TEXT: Edits(path, "statement", count=2000),
        SERVE_TITLE: Edits(path, "title", count=3000),
    }
    return previews.shown_after(one, edits, address=address, times=times)
