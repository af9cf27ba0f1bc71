"""One project in which every text field of every record holds every string, planned and written once for all tests here."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from generator.engine import CACHE as ENGINE_CACHE
from generator.engine import engine_output
from generator.model.campaign import Campaign
from generator.model.entry import Entry
from generator.planning import plan
from generator.tree import write
from generator.verify.site import verify
from tests.browser.conftest import served
from tests.factories import ROOT, picture
from tests.hostile.corpus import SHARES, shown
from tests.hostile.records import filled, text_paths
from tests.shared import once

DAY = date(2026, 11, 21)
WORKS = "2026-works"
BASE = "基准"
"""The word of the entries and of the campaign that the others are held against."""
LONGEST = 300
TOGETHER = 950
"""Characters of strings that share one campaign: every field holds them all, and a line has 1,000 at most."""

OF_ENTRY: dict[str, Any] = {
    "id": None,
    "subproject": None,
    "status": "approved",
    "consent": "whole",
    "approval.on": "2026-10-01",
    "withdrawn": None,
    "media.file": "1.png",
    "honours.rank": "1",
    "honours.state": "confirmed",
    "ai_use": "assisted",
}
OF_CAMPAIGN: dict[str, Any] = {
    "id": None,
    "tier": "province",
    "year": "2026",
    "parent": None,
    "former_ids": None,
    "subprojects.former_ids": None,
    "notices.former_ids": None,
    "sample": "false",
    "quotas.of": None,
    "subprojects.quotas.of": None,
    "quotas.per": None,
    "quotas.max": None,
    "subprojects.quotas.max": None,
    "subprojects.requirements.check": None,
    "contact_visibility": "public",
    "contacts.phones": ["0591-87715076"],
    "allocation.rows": None,
    "allocation.declared_total": None,
    "notices.objection_period.end": "2026-11",
    "notices.objection_period.working_days": None,
    "notices.objection_period.calendar_days": None,
    "notices.results": None,
    "notices.relates_to": None,
    "notices.amendments": None,
    "notices.attachments.allocation": None,
    "notices.attachments.body": None,
    "notices.errata.about": None,
    "notices.errata.type": "P",
}
WORKS_YAML = f"""\
title: 作品
tier: city
region: 某市
year: 2026
consents:
  whole: {{covers: [publication, name, unit], text: 同意。}}
awards: [{{id: first, title: 一等奖}}]
subprojects: [{{id: all, tier: city, title: 作品}}]
notices:
  - {{id: launch, kind: 通知, title: 作品, body: notices/launch.txt}}
# {BASE}
"""


def numbered(text: str, number: int, at: int) -> str:
    """The string with the number of its field, after it or before it in turn: both its ends meet what is around it."""
    if len(text) > LONGEST and number % SHARES != at % SHARES:
        text = BASE
    return f"{number}·{text}" if at % 2 else f"{text}·{number}"


@dataclass(frozen=True)
class Hostile:
    """The written site, and what each entry and each campaign was given."""

    root: Path
    strings: dict[str, tuple[int, str]]
    groups: dict[str, str]

    @property
    def site(self) -> Path:
        """The finished site."""
        return self.root / "site"

    def read(self, address: str) -> str:
        """One file of it."""
        return (self.site / address).read_text(encoding="utf-8")


def entry_record(text: str, at: int) -> dict[str, Any]:
    """An entry with `text` in every free text; `at` decides at which end the number stands."""
    paths = text_paths(Entry)
    return filled(Entry, lambda path: numbered(text, paths.index(path), at), OF_ENTRY)


def campaign_record(text: str) -> tuple[dict[str, Any], str]:
    """A campaign with `text` in every free text, and a notice that says it all."""
    paths = text_paths(Campaign)
    record = filled(Campaign, lambda path: numbered(text, paths.index(path), 0), OF_CAMPAIGN)
    record["allocation"][0] |= {"rows": [[numbered(text, paths.index("allocation.rows.unit"), 0), "1"]]}
    words = [numbered(text, number, 0) for number in range(len(paths))]
    return record, "\n".join([*words, "0591-87715076", "a@example.org"]) + "\n"


def put(folder: Path, name: str, record: dict[str, Any]) -> None:
    """Write a record; JSON is YAML, too."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in record.items())
    (folder / name).write_text("".join(lines), encoding="utf-8")


def settings(root: Path) -> Path:
    """A project at `root`: the committed settings, theme and pages, no campaign yet."""
    root.mkdir(parents=True)
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    if (ROOT / ENGINE_CACHE).is_dir():
        shutil.copytree(ROOT / ENGINE_CACHE, root / ENGINE_CACHE, ignore=shutil.ignore_patterns(".new-*"))
    return root


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    """Made once for all workers of a run; nobody may change it."""
    strings = {"base-0": (0, BASE), "base-1": (1, BASE)}
    strings |= {f"t{at:04}": (at, text) for at, text in enumerate(shown().values())}
    groups = {"2026-words-base": BASE}
    short = [text for text in shown().values() if len(text) <= LONGEST]
    groups |= {f"2026-words-{at:02}": text for at, text in enumerate(_together(short))}
    top = once(
        tmp_path_factory, "hostile", lambda top: _make(top / "project", strings, groups), kind="hostile"
    )
    return Hostile(top / "project", strings, groups)


def _make(root: Path, strings: dict[str, tuple[int, str]], groups: dict[str, str]) -> None:
    """Media and share cards are stood in for by one small file, as in tests/site/test_works.py: words are the matter here."""
    top = settings(root) / "campaigns"
    (top / WORKS / "notices").mkdir(parents=True)
    (top / WORKS / "campaign.yml").write_text(WORKS_YAML, encoding="utf-8")
    (top / WORKS / "notices/launch.txt").write_text("作品\n", encoding="utf-8")
    one = picture(root / "one.png", (48, 32), form="PNG")
    for name, (at, text) in strings.items():
        put(top / WORKS / "entries/all" / name, "entry.yml", entry_record(text, at))
        shutil.copy(one, top / WORKS / "entries/all" / name / "1.png")
    for name, text in groups.items():
        record, body = campaign_record(text)
        put(top / name, "campaign.yml", record)
        (top / name / "notices").mkdir()
        (top / name / "notices/launch.txt").write_text(body, encoding="utf-8")
    planned = plan(root, as_of=DAY, jobs=2)
    assert planned.site is not None, [
        (p.place.file, p.place.line, p.code, p.what()[:200])
        for p in planned.problems
        if p.severity == "error"
    ][:12]
    outputs = [output for order in planned.site.orders for output in order.outputs]
    outputs += [card.output for card in planned.site.cards]
    site = replace(
        planned.site, files=tuple((address, one) for address in sorted({o.address for o in outputs}))
    )
    engine, standard = engine_output(root, data_date=site.data_date), planned.standard
    assert standard is not None
    names = frozenset(engine.names(site))
    written = write(
        root / "site", engine.outputs(site), verify=lambda tree, made: verify(tree, made, names, standard)
    )
    assert written.switched, [(p.place.file, p.code, p.what()[:200]) for p in written.problems[:8]]


def _together(texts: list[str]) -> Iterator[str]:
    """The strings joined to lines of at most `TOGETHER` characters."""
    line = ""
    for text in texts:
        if line and len(line) + len(text) >= TOGETHER:
            yield line
            line = ""
        line = f"{line}、{text}" if line else text
    yield line


@pytest.fixture(scope="session")
def hostile_address(hostile: Hostile) -> Iterator[str]:
    """Where the site is served."""
    with served(hostile.site) as base:
        yield base
