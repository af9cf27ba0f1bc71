"""The shape of the package (acceptance row A10): imports point downwards, each outside library has one door."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "generator"
LEVELS = (
    ("values.*",),
    ("leaks.*",),
    ("signature",),
    ("problems", "words", "policy", "calm", "disk", "spread", "manifest", "twins"),
    ("media.facts", "media.recipe", "media.workshop"),
    ("media.*",),
    ("filenames", "scanning", "removing"),
    ("putting",),
    ("bringing", "following", "glancing"),
    ("source", "site", "frame", "handouts", "handbook.*"),
    ("finished",),
    ("yamlfaults", "placing", "compose", "tree", "watch", "preview", "outside"),
    ("harvest",),
    ("yamltext", "yamlplain", "yamllines", "yamlwriting", "serve", "engine", "textfile"),
    ("yamlediting",),
    ("model.*", "content", "project", "settings", "places", "explain", "opening"),
    ("codestamp",),
    ("keeping",),
    ("remembered",),
    ("soundentries",),
    ("entryfolders",),
    ("load",),
    ("works.work", "works.requirements", "endings"),
    ("works.honours", "works.order"),
    ("works.periods", "works.gate"),
    ("works.counts", "works.intake", "works.directions"),
    ("read", "status", "occasions", "official", "routes", "report"),
    ("spots",),
    ("catalog", "amending", "claims"),
    ("histories",),
    ("works.faulty", "works.hidden", "works.retention", "verify.*"),
    ("publish.*",),
    ("rules.checking",),
    ("rules.wording",),
    ("rules.*", "public", "catalog_json", "anchors"),
    ("pages.escaping",),
    ("pages.compiling",),
    ("check", "pages.render", "pages.labels", "pages.graph", "pages.titles", "pages.amendments"),
    ("pages.frame_parts",),
    ("pages.cards", "pages.times", "pages.inputs", "pages.slips"),
    (
        "pages.allocations",
        "pages.platforms",
        "pages.targets",
        "pages.views",
        "pages.forms",
        "pages.prose",
        "pages.jsonld",
        "pages.jsonld_campaign",
    ),
    ("pages.banners", "pages.quotas", "pages.statistics"),
    ("pages.units", "pages.results", "pages.facets"),
    ("pages.sheet", "pages.gallery"),
    ("pages.*", "takeaway.*"),
    ("search.*",),
    ("inspection",),
    ("finishing",),
    ("plan", "offline", "ledger"),
    ("standard",),
    ("revising.looks", "revising.surroundings"),
    ("revising.lookout", "revising.state"),
    ("revising.edits",),
    ("revising.*",),
    ("planning",),
    ("build",),
    ("schema.*",),
    ("importing.*", "sheets.*", "scaffold.*", "review.*", "mending.*"),
    ("demo.*",),
    ("progressbar",),
    ("mkdocs_plugin", "cli_words", "progress", "stopwatch", "leaving"),
    ("cli_revise",),
    ("cli_build",),
    (
        "cli_publish",
        "cli_scan",
        "cli_sheets",
        "cli_import",
        "cli_new",
        "cli_reference",
        "cli_mend",
        "cli_diff",
    ),
    ("commands",),
    ("cli",),
    ("__main__", "__init__"),
)
ALONE = {
    "distributed": {"media.cluster"},
    "fsspec": {"media.depot"},
    "mkdocs": {"mkdocs_plugin"},
    "yaml": {"yamltext", "yamlediting", "yamlplain"},
    "jinja2": {"pages.render", "pages.compiling"},
    "segno": {"media.codes"},
    "nh3": {"pages.prose"},
    "markdown": {"pages.prose"},
    "click": {
        "cli_build",
        "cli_diff",
        "cli_import",
        "cli_mend",
        "cli_new",
        "cli_publish",
        "cli_reference",
        "cli_scan",
        "cli_sheets",
        "cli_words",
        "commands",
    },
    "pypdf": {"leaks.pdf", "importing.portable"},
    "watchdog": {"watch"},
    "pypinyin": {"values.collation"},
    "chinese_calendar": {"values.workdays"},
    "rich": {"progressbar"},
    "docx": {"takeaway.docx_paper", "importing.word"},
    "icalendar": {"takeaway.calendars"},
    "python_calamine": {"sheets.workbooks"},
}
PRINTING = {
    "cli",
    "cli_build",
    "cli_diff",
    "cli_import",
    "cli_mend",
    "cli_new",
    "cli_publish",
    "cli_reference",
    "cli_revise",
    "cli_scan",
    "cli_sheets",
    "commands",
    "progress",
    "leaving",
    "serve",
    "mkdocs_plugin",
    "__main__",
}
LAZY = {("engine", "mkdocs_plugin"), ("mkdocs_plugin", "build")}
"""Imports inside a function, against the direction on purpose: the engine is asked for only when its saved output is stale."""


@cache
def modules() -> dict[str, Path]:
    return {
        path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__"): path
        for path in sorted(PACKAGE.rglob("*.py"))
    }


@cache
def imports(path: Path) -> frozenset[tuple[str, bool]]:
    """Every imported module name and whether the import is at the top of the file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = set(tree.body)
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {(alias.name, node in top) for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"relative import in {path}"
            found.add((node.module, node in top))
            if node.module.startswith("generator"):
                found |= {(f"{node.module}.{alias.name}", node in top) for alias in node.names}
    return frozenset(found)


def level(name: str) -> int:
    for number, patterns in enumerate(LEVELS):
        if name in patterns:
            return number
    for number, patterns in enumerate(LEVELS):
        if any(p.endswith(".*") and (name + ".").startswith(p[:-1]) for p in patterns):
            return number
    raise AssertionError(f"{name} has no level: put it into LEVELS")


@pytest.mark.parametrize("name", list(modules()))
def test_imports_point_downwards(name: str) -> None:
    known = modules()
    for imported, at_top in imports(known[name]):
        if not imported.startswith("generator."):
            continue
        target = imported.removeprefix("generator.")
        if target not in known or target == name or (not at_top and (name, target) in LAZY):
            continue
        same_family = target.partition(".")[0] == name.partition(".")[0] and "." in target + name
        limit = (
            level(name) if same_family or name == "cli" or level(name) == level(target) else level(name) - 1
        )
        assert level(target) <= limit, (
            f"{name} (level {level(name)}) imports {target} (level {level(target)})"
        )


@pytest.mark.parametrize("library", list(ALONE))
def test_each_library_has_one_door(library: str) -> None:
    users = {
        name
        for name, path in modules().items()
        if any(imported.partition(".")[0] == library for imported, _ in imports(path))
    }
    assert users == ALONE[library]


@pytest.mark.parametrize("library", ["PIL", "av"])
def test_strangers_media_are_decoded_in_the_worker_only(library: str) -> None:
    """Whatever the worker's own entry imports; the parent's side of media knows no decoder."""
    inside = {"cards", "colours", "images", "indexed", "pictures", "posters", "films", "sounds", "worker"}
    users = {
        name
        for name, path in modules().items()
        if any(imported.partition(".")[0] == library for imported, _ in imports(path))
    }
    assert {name for name in users if not name.startswith("demo.")} <= {f"media.{name}" for name in inside}
    for name, path in modules().items():
        if name not in {f"media.{own}" for own in inside}:
            used = {imported.removeprefix("generator.media.") for imported, _ in imports(path)}
            assert not used & inside, name


@pytest.mark.parametrize("name", [n for n in modules() if n not in PRINTING])
def test_the_domain_does_not_print_exit_or_read_the_clock(name: str) -> None:
    tree = ast.parse(modules()[name].read_text(encoding="utf-8"))
    calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    ends = {"os._exit"} if name == "spread" else set()  # copies of the process, never the process
    assert not (calls - ends) & {
        "print",
        "sys.exit",
        "exit",
        "date.today",
        "datetime.now",
        "datetime.today",
        "time.time",
        "os._exit",
    }


@pytest.mark.parametrize("name", list(modules()))
def test_modules_stay_readable(name: str) -> None:
    assert len(modules()[name].read_text(encoding="utf-8").splitlines()) <= 300
