"""Facts as a reviewer reads them: what it says, where it is written, and the sentence of the source that says it."""

from __future__ import annotations

from msgspec import Struct

from generator.anchors import Anchor, Key, anchors
from generator.catalog import Catalog
from generator.model.campaign import Campaign
from generator.places import Places
from generator.problems import Place
from generator.read import read
from generator.review.factchanges import changed_facts
from generator.review.facts import Fact, Weight, groups
from generator.review.lines import Piece, pieces
from generator.review.redaction import Redaction
from generator.review.states import State
from generator.source import Source
from generator.values.text import fold
from generator.works.hidden import said_by
from generator.yamltext import parse

Spots = dict[tuple[tuple[str, ...], str], Place]
Side = tuple[Catalog, Campaign, State]


class FactView(Struct, frozen=True):
    """A fact, or its change. `place` is `campaign.yml:45`, `source` is `notices/launch.txt:25`; "" where there is none.

    `of` says which state the two lead to.
    """

    group: str
    label: str
    weight: Weight
    pieces: tuple[Piece, ...]
    before: str
    after: str
    place: str
    source: str
    sentence: str
    of: str


class Checklist(Struct, frozen=True):
    """All facts of a campaign, to be ticked off against the source."""

    campaign: str
    title: str
    rows: tuple[FactView, ...]


def checklist(catalog: Catalog, campaign: Campaign, state: State) -> Checklist:
    """Every fact of the public record of a campaign with its places."""
    spots = _spots(campaign, state)
    found = anchors(catalog, campaign)
    rows = tuple(
        _view(group.title, None, fact, spots.get((group.key, fact.label)), _anchor(found, fact), state.name)
        for group in groups(campaign)
        for fact in group.facts
    )
    return Checklist(campaign.id, campaign.title, rows)


def fact_views(before: Side, after: Side, redaction: Redaction) -> tuple[FactView, ...]:
    """What changed of the facts of one campaign; former values as they may still be shown."""
    changes = changed_facts(before[1], after[1])
    if not changes:
        return ()
    public = fold(
        "\n".join((*said_by(after[1]), *(t.text for k, t in after[0].texts.items() if k[0] == after[1].id)))
    )
    found = anchors(after[0], after[1])
    spots, former = _spots(after[1], after[2]), _spots(before[1], before[2])
    views = []
    for change in changes:
        old = redaction.of(change.before.value, public) if change.before else None
        if change.after is None:
            group, place = redaction.of(change.group, public), former.get((change.key, change.fact.label))
            views.append(_gone(group, change.fact, old or "", place, before[2].name))
        elif old != change.after.value:
            place = spots.get((change.key, change.after.label))
            anchor = _anchor(found, change.after)
            views.append(_view(change.group, old, change.after, place, anchor, after[2].name))
    return tuple(views)


def _view(
    group: str, before: str | None, fact: Fact, place: Place | None, anchor: Anchor | None, name: str
) -> FactView:
    return FactView(
        group=group,
        label=fact.label,
        weight=fact.weight,
        pieces=pieces(before or "", fact.value) if before is not None else (Piece("ins", fact.value),),
        before=before or "",
        after=fact.value,
        place=f"{place.file}:{place.line}" if place else "",
        source=f"{anchor.path}:{anchor.line}" if anchor else "",
        sentence=anchor.sentence if anchor and fold(anchor.sentence) not in fold(fact.value) else "",
        of=name,
    )


def _gone(group: str, fact: Fact, before: str, place: Place | None, name: str) -> FactView:
    where = f"{place.file}:{place.line}" if place else ""
    said = (Piece("del", before),)
    return FactView(group, fact.label, fact.weight, said, before, "", where, "", "", name)


def _anchor(found: dict[Key, Anchor], fact: Fact) -> Anchor | None:
    return found.get((id(fact.record), fact.name, fact.index)) or found.get(
        (id(fact.record), fact.name, None)
    )


def _spots(campaign: Campaign, state: State) -> Spots:
    """Where each fact is written in the campaign's own file, read once more with its lines."""
    name = f"{state.project.campaigns}/{campaign.id}/campaign.yml"
    node, _ = parse(Source(name, (state.root / name).read_text(encoding="utf-8-sig")))
    places = Places()
    record = read(node, Campaign, places, id=campaign.id).record if node else None
    if record is None:
        return {}
    return {
        (group.key, fact.label): places.of(fact.record, fact.name, fact.index)
        for group in groups(record)
        for fact in group.facts
    }
