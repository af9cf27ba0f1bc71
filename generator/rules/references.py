"""References: everything that names another record names one that exists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.campaign import Campaign
from generator.model.common import TIERS
from generator.model.notice import Notice
from generator.problems import Place, Problem, problem
from generator.rules.checking import Checking, near
from generator.spots import UnknownTargetError, path_of
from generator.words import TIER_NAMES
from generator.works.honours import named_award


def parents(c: Checking) -> Iterator[Problem]:
    """A parent exists, is of a higher tier, and no chain of parents is a circle."""
    by_id = c.catalog.by_id
    for campaign in c.catalog.campaigns:
        if not campaign.parent:
            continue
        place = c.places.of(campaign, "parent")
        parent = by_id.get(campaign.parent)
        if parent is None:
            if not c.excused(campaign.parent):
                yield problem(
                    "E302", place, id=campaign.parent, **near(campaign.parent, set(by_id) - {campaign.id})
                )
            continue
        chain = [campaign.id]
        current: Campaign | None = parent
        while current and current.id not in chain:
            chain.append(current.id)
            current = by_id.get(current.parent or "")
        if current and current.id == campaign.id:
            # a circle is told once, at its first member
            if campaign.id == min(chain):
                yield problem("E304", place, chain=" → ".join([*chain, campaign.id]))
        elif c.places.hurt(parent, "tier") or c.places.hurt(campaign, "tier"):
            continue
        elif TIERS.index(parent.tier) >= TIERS.index(campaign.tier):
            yield problem("E303", place, id=parent.id, tier=TIER_NAMES[parent.tier])


MOST_NESTED = 30
"""Notices on one page, its own among them: each is printed in full, and in each of those all of theirs."""
_LEVELS = 3


def nested_notices(c: Checking) -> Iterator[Problem]:
    """The notices attached to a notice, and to those in their turn, fit on a page."""
    for campaign in c.catalog.campaigns:
        for notice in campaign.notices:
            count = 1 + _nested(c, campaign, notice, _LEVELS)
            if count > MOST_NESTED:
                yield problem("E323", c.places.of(notice, "attachments"), count=count, most=MOST_NESTED)


def _nested(c: Checking, campaign: Campaign, notice: Notice, levels: int) -> int:
    """How many notices are printed below this one, each level once for each time it is attached."""
    attached = [c.catalog.notice(one.notice, campaign) for one in notice.attachments if one.notice]
    found = [one for one in attached if one] if levels else []
    times: dict[tuple[str, str], int] = {}
    for owner, other in found:
        times[owner.id, other.id] = times.get((owner.id, other.id), 0) + 1
    once = {(owner.id, other.id): (owner, other) for owner, other in found}
    return sum(n * (1 + _nested(c, *once[key], levels - 1)) for key, n in times.items())


def _missing_notice(c: Checking, campaign: Campaign, reference: str, place: Place) -> Iterator[Problem]:
    if c.catalog.notice(reference, campaign) is None:
        campaign_id, _, notice_id = reference.rpartition("/")
        if not c.excused(campaign_id or campaign.id, notice_id, "notices"):
            known = [f"{other.id}/{notice.id}" for other in c.catalog.campaigns for notice in other.notices]
            yield problem("E306", place, id=reference, **near(reference, known))


def notices(c: Checking) -> Iterator[Problem]:
    """Relations, results and amendments of a notice name records that exist."""
    for campaign in c.catalog.campaigns:
        awards = {a.id for a in campaign.awards} | {a.id for s in campaign.subprojects for a in s.awards}
        owned = {s.id: {a.id for a in s.awards} for s in campaign.subprojects}
        for notice in campaign.notices:
            for relation in notice.relates_to:
                yield from _missing_notice(c, campaign, relation.notice, c.places.of(relation, "notice"))
            for index, award in enumerate(notice.results.awards if notice.results else ()):
                owner, name = named_award(award)
                known = owned.get(owner, set()) if owner else awards
                if name not in known and not c.excused(campaign.id, name, "awards"):
                    place = c.places.of(notice.results, "awards", index)  # type: ignore[arg-type]
                    yield problem("E307", place, what="奖项", id=award, **near(name, known))
            for amendment in notice.amendments:
                excused = any(
                    c.excused(campaign.id, part, "subprojects") for part in amendment.target.split("/")[1:2]
                )
                if not excused and (unknown := _unknown(campaign, amendment.target)):
                    place = c.places.of(amendment, "target")
                    yield problem("E309", place, id=amendment.target, **near(unknown.name, unknown.known))


def _unknown(campaign: Campaign, target: str) -> UnknownTargetError | None:
    """The step of a target that leads nowhere, None if there are none."""
    try:
        path_of(campaign, target)
    except UnknownTargetError as unknown:
        return unknown
    return None


def attachments(c: Checking) -> Iterator[Problem]:
    """An attachment resolves; attached notices form no circle."""
    for campaign in c.catalog.campaigns:
        tables, forms = {a.id for a in campaign.allocation}, {f.id for f in campaign.forms}
        for notice in campaign.notices:
            for item in notice.attachments:
                if item.notice:
                    yield from _missing_notice(c, campaign, item.notice, c.places.of(item, "notice"))
                for what, name, known in (("分配表", "allocation", tables), ("表格", "form", forms)):
                    wanted = getattr(item, name)
                    if (
                        wanted
                        and wanted not in known
                        and not c.excused(campaign.id, wanted, "forms" if name == "form" else name)
                    ):
                        place = c.places.of(item, name)
                        yield problem("E307", place, what=what, id=wanted, **near(wanted, known))
                refused = item.file and c.file_refused(campaign.id, f"files/{item.file}")
                if item.file and not refused and (campaign.id, item.file) not in c.catalog.files:
                    yield problem("E119", c.places.of(item, "file"), file=item.file)
            if circle := _circle(c, campaign, notice, ()):
                if f"{campaign.id}/{notice.id}" == min(circle[:-1]):
                    yield problem("E305", c.places.of(notice), chain=" → ".join(circle))


def _circle(c: Checking, campaign: Campaign, notice: Notice, above: tuple[str, ...]) -> tuple[str, ...]:
    own = f"{campaign.id}/{notice.id}"
    if own in above:
        return (*above, own) if above[0] == own else ()
    for item in notice.attachments:
        found = c.catalog.notice(item.notice, campaign) if item.notice else None
        if found and (circle := _circle(c, *found, (*above, own))):
            return circle
    return ()


def inner_references(c: Checking) -> Iterator[Problem]:
    """Forms, platforms and relayed sub-projects exist."""
    for campaign in c.catalog.campaigns:
        forms, platforms = {f.id for f in campaign.forms}, {p.id for p in campaign.platforms}
        for subproject in campaign.subprojects:
            for what, name, known in (("表格", "forms", forms), ("平台", "platforms", platforms)):
                for index, wanted in enumerate(getattr(subproject, name)):
                    if wanted not in known and not c.excused(campaign.id, wanted, name):
                        place = c.places.of(subproject, name, index)
                        yield problem("E307", place, what=what, id=wanted, **near(wanted, known))
            relay = subproject.relay_of
            if relay and c.catalog.subproject(relay, campaign) is None:
                campaign_id, _, sub_id = relay.rpartition("/")
                if not c.excused(campaign_id or campaign.id, sub_id, "subprojects"):
                    known = {f"{o.id}/{s.id}" for o in c.catalog.campaigns for s in o.subprojects}
                    place = c.places.of(subproject, "relay_of")
                    yield problem("E308", place, id=relay, **near(relay, known))
        for quota in campaign.quotas:
            if quota.of and quota.of not in c.catalog.by_id and not c.excused(quota.of):
                place = c.places.of(quota, "of")
                yield problem("E302", place, id=quota.of, **near(quota.of, c.catalog.by_id))


def entries(c: Checking) -> Iterator[Problem]:
    """Entries lie in a sub-project's folder and name a wording of consent and awards that exist."""
    for campaign in c.catalog.campaigns:
        awards = {a.id for a in campaign.awards} | {a.id for s in campaign.subprojects for a in s.awards}
        for entry in c.catalog.entries.get(campaign.id, ()):
            if entry.subproject and not campaign.subproject(entry.subproject):
                if not c.excused(campaign.id, entry.subproject, "subprojects"):
                    yield problem("E315", c.places.of(entry), id=entry.subproject)
            if (
                entry.consent
                and entry.consent not in campaign.consents
                and not c.excused(campaign.id, entry.consent, "consents")
            ):
                yield problem("E313", c.places.of(entry, "consent"), id=entry.consent)
            if entry.withdrawn and entry.withdrawn.notice:
                place = c.places.of(entry.withdrawn, "notice")
                yield from _missing_notice(c, campaign, entry.withdrawn.notice, place)
            for honour in entry.honours:
                if honour.notice:
                    yield from _missing_notice(c, campaign, honour.notice, c.places.of(honour, "notice"))
                if honour.award not in awards and not c.excused(campaign.id, honour.award, "awards"):
                    place = c.places.of(honour, "award")
                    yield problem("E307", place, what="奖项", id=honour.award, **near(honour.award, awards))


def requests(c: Checking) -> Iterator[Problem]:
    """Blocks and links of hand-written pages resolve."""
    for request in c.pages:
        if request.kind == "link":
            if not _linkable(c, request.argument):
                yield problem("E702", request.place, target=request.argument)
            continue
        text = f"[[{request.name}{':' if request.argument else ''}{request.argument}]]"
        if not _block_known(c, request.name, request.argument):
            yield problem("E701", request.place, text=text)
        elif not request.alone:
            yield problem("E703", request.place, text=text)


def _block_known(c: Checking, name: str, argument: str) -> bool:
    if name in ("campaigns", "running", "sample", "codes"):
        return not argument
    if name in ("notices", "winners"):
        return not argument or bool(re.fullmatch(r"[1-9][0-9]{0,2}", argument))
    campaign_id, _, sub_id = argument.partition("/")
    if name in ("schedule", "contacts", "subprojects"):
        return not sub_id and _linkable(c, campaign_id)
    if name == "gallery":
        campaign = c.catalog.by_id.get(campaign_id)
        return _linkable(c, campaign_id) and (
            not sub_id
            or campaign is None
            or c.excused(campaign_id, sub_id, "subprojects")
            or campaign.subproject(sub_id) is not None
        )
    return False


def _linkable(c: Checking, target: str) -> bool:
    """Whether a page has this name: `campaign`, `campaign/sub-project`, `campaign/notices/notice`, `campaign/contacts` …"""
    campaign_id, slash, record_id = target.partition("/")
    campaign = c.catalog.by_id.get(campaign_id)
    if campaign is None:
        return c.excused(campaign_id)
    kind, _, notice_id = record_id.partition("/")
    if not slash or c.excused(campaign_id, notice_id or record_id, "notices" if notice_id else "subprojects"):
        return True
    if kind == "notices" and notice_id:
        return campaign.notice(notice_id) is not None
    return campaign.subproject(record_id) is not None or record_id in (
        "contacts",
        "units",
        "gallery",
        "results",
    )
