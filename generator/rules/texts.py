"""Official texts as files: each named body is there, each file is used, special lines point to records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as AnyMapping

from generator.model.campaign import Campaign
from generator.problems import Problem, problem
from generator.rules.checking import Checking, near, nodes, scalars
from generator.yamltext import Mapping, Node, Scalar

SPECIAL = re.compile(r"^[ \t\u3000]*(\[\[([^\[\]\n:]*):?([^\[\]\n]*)\]\])[ \t\u3000]*$", re.MULTILINE)

TARGETS = ("body", "allocation", "form", "file", "notice")
"""What an attachment may point to."""


def bodies(c: Checking) -> Iterator[Problem]:
    """A body exists; no file in notices/ is left unused."""
    for campaign in c.catalog.campaigns:
        missing = c.missing_texts(campaign)
        texts = c.raws[campaign.id].texts
        unused = set(texts) - {path for _, path in c.bodies(campaign)} - set(missing.values())
        for record, path in c.bodies(campaign):
            if path in missing:
                meant = missing[path]
                yield problem(
                    "E112",
                    c.places.of(record, "body"),
                    path=path,
                    **near(meant or "", [meant] if meant else texts),
                )
        if unused and not _in_doubt(c, campaign, missing):
            written = {scalar.text for scalar in scalars(_notices(c, campaign))}
            for path in sorted(unused - written):
                yield problem("E114", texts[path].place(), path=path)


def _notices(c: Checking, campaign: Campaign) -> Node | None:
    node = c.raws[campaign.id].node
    return node.get("notices") if node else None


def _in_doubt(c: Checking, campaign: Campaign, missing: AnyMapping[str, str | None]) -> bool:
    """Whether some notice or attachment, told as faulty, may be the one that uses an unused file."""
    if c.places.hurt(campaign, "notices") or any(
        c.places.hurt(notice, "body") for notice in campaign.notices
    ):
        return True
    attached = [
        a
        for notice in nodes(_notices(c, campaign))
        if isinstance(notice, Mapping)
        for a in nodes(notice.get("attachments"))
    ]
    for item in attached:
        if not isinstance(item, Mapping) or not any(item.get(name) for name in TARGETS):
            return True
        body = item.get("body")
        if (
            isinstance(body, Scalar)
            and body.text not in c.raws[campaign.id].texts
            and body.text not in missing
        ):
            return True
    return False


def special_lines(c: Checking) -> Iterator[Problem]:
    """`[[allocation:…]]` and `[[form:…]]` in a text name records of the campaign."""
    for campaign in c.catalog.campaigns:
        known = {"allocation": {a.id for a in campaign.allocation}, "form": {f.id for f in campaign.forms}}
        for source in c.raws[campaign.id].texts.values():
            for found in SPECIAL.finditer(source.text):
                line, kind, wanted = found.groups()
                if wanted not in known.get(kind, ()) and not c.excused(
                    campaign.id, wanted, "forms" if kind == "form" else kind
                ):
                    what = {"allocation": "分配表", "form": "表格"}.get(
                        kind, "内容（只认 allocation 和 form）"
                    )
                    yield problem("E314", source.at(found.start(1), len(line)), line=line, what=what)
