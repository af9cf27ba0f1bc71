"""Amendments, corrections and withdrawals: what they name stands so in the records, and they come after what they act on."""

from __future__ import annotations

from collections.abc import Iterator

from generator.amending import Fault, read_amendments
from generator.endings import ACTING, effective_from, own_notice
from generator.model.campaign import Campaign
from generator.model.notice import Amendment, Notice, Relation
from generator.model.record import Record
from generator.problems import Problem, problem
from generator.rules.checking import Checking
from generator.rules.wording import official_text
from generator.spots import UnknownTargetError, path_of
from generator.values.text import fold


def amendments(c: Checking) -> Iterator[Problem]:
    """Each amendment says what stood there and what can stand there; a notice acts on earlier ones of its campaign only."""
    for campaign in c.catalog.campaigns:
        for notice in campaign.notices:
            for relation in notice.relates_to:
                yield from _relation(c, campaign, notice, relation)
            extends = next((r for r in notice.relates_to if r.relation == "extends"), None)
            if extends and not notice.amendments and not c.places.hurt(notice, "amendments"):
                yield problem("W330", c.places.of(extends, "relation"))
            yield from _printed(c, campaign, notice)
        if not any(notice.amendments for notice in campaign.notices):
            continue
        for fault in read_amendments(campaign)[2]:
            if not _in_doubt(c, campaign, fault.amendment):
                yield _told(c, fault)


def _relation(c: Checking, campaign: Campaign, notice: Notice, relation: Relation) -> Iterator[Problem]:
    if relation.relation not in ACTING:
        return
    place = c.places.of(relation, "notice")
    own = own_notice(campaign, relation.notice)
    if own is None:
        if relation.relation == "withdraws" and c.catalog.notice(relation.notice, campaign):
            yield problem("E333", place, id=relation.notice)
        return
    listed = [one.id for one in campaign.notices]
    before = campaign.notices[listed.index(own)]
    mine, theirs = effective_from(notice), effective_from(before)
    if listed.index(own) >= listed.index(notice.id) or (mine and theirs and mine < theirs):
        yield problem("E334", place, id=relation.notice)


def _printed(c: Checking, campaign: Campaign, notice: Notice) -> Iterator[Problem]:
    """`printed` is of the notice itself, not of any other of the campaign."""
    said = [one for one in notice.amendments if one.printed]
    if not said or c.words(campaign) is None:
        return
    text = fold(official_text(c.catalog, campaign, notice))
    for amendment in said:
        if fold(amendment.printed or "") not in text:
            yield problem("E335", c.places.of(amendment, "printed"), text=amendment.printed)


def _in_doubt(c: Checking, campaign: Campaign, amendment: Amendment) -> bool:
    """Whether something on the way to the fact could not be read: then it was told, and what stands there is a guess."""
    try:
        path = path_of(campaign, amendment.target)
    except UnknownTargetError:
        return True
    record: object = campaign
    for step in path:
        if isinstance(record, Record) and c.places.hurt(record, str(step)):
            return True
        record = (
            record[step]
            if isinstance(record, tuple) and isinstance(step, int)
            else getattr(record, str(step))
        )
    return isinstance(record, Record) and c.places.hurt(record)


def _told(c: Checking, fault: Fault) -> Problem:
    amendment = fault.amendment
    words = {"target": amendment.target, "former": amendment.former, "to": amendment.to}
    if fault.code == "E332":
        return problem("E332", c.places.of(amendment, "to"), **words)
    place = c.places.of(amendment, "former")
    if fault.code == "E331":
        return problem("E331", place, spots="、".join(fault.words), **words)
    return problem("E330", place, found="、".join(fault.words) or "（没有写）", **words)
