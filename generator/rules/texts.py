"""Official texts as files: each named body is there, each file is used, special lines point to records."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.campaign import Campaign
from generator.problems import Problem, problem
from generator.rules.checking import Checking

SPECIAL = re.compile(r"^[ \t\u3000]*(\[\[([^\[\]\n:]*):?([^\[\]\n]*)\]\])[ \t\u3000]*$", re.MULTILINE)


def bodies(c: Checking) -> Iterator[Problem]:
    """A body exists; no file in notices/ is left unused."""
    for campaign in c.catalog.campaigns:
        missing = c.missing_texts(campaign)
        texts = c.raws[campaign.id].texts
        unused = set(texts) - {path for _, path in c.bodies(campaign)} - {near for near in missing.values() if near}
        for record, path in c.bodies(campaign):
            if path in missing:
                near = missing[path]
                hint = f"是不是想写“{near}”" if near else f"现有：{'、'.join(sorted(texts)) or '没有文件'}"
                yield problem("E112", c.places.of(record, "body"), path=path, hint=hint)
        if not _in_doubt(c, campaign):
            for path in sorted(unused):
                yield problem("E114", texts[path].place(), path=path)


def _in_doubt(c: Checking, campaign: Campaign) -> bool:
    """Whether some notice or attachment could not be read: it may be the one that uses the file."""
    if c.places.hurt(campaign, "notices"):
        return True
    return any(
        c.places.hurt(notice, "body", "attachments") or any(c.places.hurt(item, "body") for item in notice.attachments)
        for notice in campaign.notices
    )


def special_lines(c: Checking) -> Iterator[Problem]:
    """`[[allocation:…]]` and `[[form:…]]` in a text name records of the campaign."""
    for campaign in c.catalog.campaigns:
        known = {"allocation": {a.id for a in campaign.allocation}, "form": {f.id for f in campaign.forms}}
        for source in c.raws[campaign.id].texts.values():
            for found in SPECIAL.finditer(source.text):
                line, kind, wanted = found.groups()
                if wanted not in known.get(kind, ()) and not c.excused(campaign.id, wanted):
                    what = {"allocation": "分配表", "form": "表格"}.get(kind, "内容（只认 allocation 和 form）")
                    yield problem("E314", source.at(found.start(1), len(line)), line=line, what=what)
