"""Files handed out as they are: no identity number in them, no mobile that is not a registered contact's, however hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.handouts import Document, Handout
from generator.leaks.sought import Leak, Sought
from generator.load import RawCampaign
from generator.problems import Place, Problem, problem
from generator.rules.checking import Checking, nodes, scalars
from generator.values.phone import mobiles
from generator.yamltext import Mapping

_SHOWN = 3


def documents(raws: Iterable[RawCampaign]) -> tuple[Document, ...]:
    """Every file of every campaign, with the mobiles that the campaign registers."""
    return tuple(
        Document((raw.id, name), path, name, sought)
        for raw in raws
        for sought in [Sought.of(_registered(raw))]
        for name, path in raw.files.items()
    )


def handouts(c: Checking) -> Iterator[Problem]:
    """A handed-out file can be opened, and tells nobody's number."""
    for (campaign_id, name), found in c.handouts.items():
        raw = c.raws[campaign_id]
        place = Place(f"{raw.place.file.rpartition('/')[0]}/files/{name}")
        yield from _judged(place, name, found, mobiles_too=raw.node is not None)


def _judged(place: Place, name: str, found: Handout, *, mobiles_too: bool) -> Iterator[Problem]:
    if found.refusal:
        yield problem("E609", place, name=name, why=found.refusal)
    for code, kind in (("E607", "citizen"), ("E608", "mobile")):
        leaks = [leak for leak in found.leaks if leak.kind == kind]
        if leaks and (kind == "citizen" or mobiles_too):
            yield problem(code, place, name=name, found=_list(leaks))
    if found.rough:
        yield problem("W607", place, name=name)


def _list(leaks: list[Leak]) -> str:
    """The first few, each with its place in the document."""
    shown = "、".join(f"{leak.where or '正文'} {leak.excerpt}" for leak in leaks[:_SHOWN])
    return f"{shown} 等 {len(leaks)} 个" if len(leaks) > _SHOWN else shown


def _registered(raw: RawCampaign) -> frozenset[str]:
    """The mobiles of a campaign's contacts as the file has them, read or not."""
    owners = [raw.node, *(nodes(raw.node.get("subprojects")) if raw.node else ())]
    written = [
        scalar.text
        for owner in owners
        if isinstance(owner, Mapping)
        for scalar in scalars(owner.get("contacts"))
    ]
    return frozenset(mobiles("\n".join(written)))
