"""Official texts as files: each named body is there, each file is used, special lines point to records."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.problems import Problem, problem
from generator.rules.checking import Checking

SPECIAL = re.compile(r"^\[\[(allocation|form):([^\]]*)\]\]$", re.MULTILINE)


def bodies(c: Checking) -> Iterator[Problem]:
    """A body exists; no file in notices/ is left unused."""
    for campaign in c.catalog.campaigns:
        raw = c.raws[campaign.id]
        used: set[str] = set()
        for notice in campaign.notices:
            for record in (notice, *(item for item in notice.attachments if item.body)):
                path = record.body or ""
                used.add(path)
                name = raw.place.file.replace("campaign.yml", path)
                if (campaign.id, path) not in c.catalog.texts and name not in c.unread:
                    yield problem("E112", c.places.of(record, "body"), path=path)
        if not c.lost.get(campaign.id):
            for path, source in raw.texts.items():
                if path not in used:
                    yield problem("E114", source.place(), path=path)


def special_lines(c: Checking) -> Iterator[Problem]:
    """`[[allocation:…]]` and `[[form:…]]` in a text name records of the campaign."""
    for campaign in c.catalog.campaigns:
        known = {"allocation": {a.id for a in campaign.allocation}, "form": {f.id for f in campaign.forms}}
        for source in c.raws[campaign.id].texts.values():
            for found in SPECIAL.finditer(source.text):
                kind, wanted = found.groups()
                if wanted not in known[kind] and not c.excused(campaign.id, wanted):
                    what = "分配表" if kind == "allocation" else "表格"
                    yield problem(
                        "E314", source.at(found.start(), len(found.group())), line=found.group(), what=what
                    )
