"""Files handed out as they are: no identity number in them, no mobile that is not a registered contact's, however hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.handouts import Document, Handout
from generator.leaks.sought import Leak, Sought
from generator.load import RawCampaign
from generator.problems import Place, Problem, problem
from generator.rules.checking import Checking, nodes, scalars
from generator.values.phone import mask_mobiles, mobiles
from generator.yamltext import Mapping

_SHOWN = 3


def documents(raws: Iterable[RawCampaign]) -> tuple[Document, ...]:
    """Every file of every campaign, to be searched for any number."""
    sought = Sought()
    return tuple(
        Document((raw.id, name), path, name, sought) for raw in raws for name, path in raw.files.items()
    )


def handouts(c: Checking) -> Iterator[Problem]:
    """A handed-out file can be opened, and tells nobody's number; of a contact's it is said that nothing can mask it."""
    for (campaign_id, name), found in c.handouts.items():
        raw = c.raws[campaign_id]
        place = Place(f"{raw.place.file.rpartition('/')[0]}/files/{name}")
        known = frozenset(map(mask_mobiles, _registered(raw))) if raw.node is not None else None
        yield from _judged(place, name, found, known, lasting=_lasting(c, campaign_id))


def _judged(
    place: Place, name: str, found: Handout, known: frozenset[str] | None, *, lasting: bool
) -> Iterator[Problem]:
    """`known` are the campaign's own mobiles, masked; None where they could not be read, so that none is accused."""
    if found.refusal:
        yield problem("E609", place, name=name, why=found.refusal)
    citizens = [leak for leak in found.leaks if leak.kind == "citizen"]
    mobile = [leak for leak in found.leaks if leak.kind == "mobile"] if known is not None else []
    strange = [leak for leak in mobile if leak.excerpt not in (known or ())]
    ours = [] if lasting else [leak for leak in mobile if leak not in strange]
    for code, leaks in (("E607", citizens), ("E608", strange), ("W608", ours)):
        if leaks:
            yield problem(code, place, name=name, found=_list(leaks))
    if found.rough:
        yield problem("W607", place, name=name)


def _lasting(c: Checking, campaign_id: str) -> bool:
    """Whether the numbers of a campaign's contacts are shown for ever."""
    campaign = c.catalog.by_id.get(campaign_id)
    return campaign is not None and campaign.contact_visibility == "public"


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
