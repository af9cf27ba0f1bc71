"""Quotas and plans: units that exist, directions that do not contradict the upper notice, figures that agree."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.campaign import Allocation, Campaign
from generator.model.common import Quota
from generator.problems import Problem, problem
from generator.rules.checking import Checking, acknowledged
from generator.values.text import fold
from generator.works.directions import contradicts


def quota_units(c: Checking) -> Iterator[Problem]:
    """Quotas speak of a registered unit, a class of units, or words of the notice."""
    for campaign in c.catalog.campaigns:
        known = {name for unit in campaign.units for name in (unit.id, unit.name, *unit.names, *unit.classes)}
        text = c.words(campaign)
        if (
            text is None
            or c.places.hurt(campaign, "units")
            or any(c.places.hurt(unit) for unit in campaign.units)
        ):
            continue
        text = fold(text)
        for quota in _all_quotas(campaign):
            if quota.units and quota.units not in known and fold(quota.units) not in text:
                yield problem("E312", c.places.of(quota, "units"), units=quota.units)


def _all_quotas(campaign: Campaign) -> Iterator[Quota]:
    yield from campaign.quotas
    for subproject in campaign.subprojects:
        yield from subproject.quotas


def quota_direction(c: Checking) -> Iterator[Problem]:
    """At least more than the upper notice allows, or the same figure the other way round, is to be acknowledged."""
    for campaign in c.catalog.campaigns:
        for quota in campaign.quotas:
            if c.places.hurt(quota):
                continue
            parent = c.catalog.by_id.get(quota.of or "")
            for other in parent.quotas if parent else ():
                if other.per != quota.per or other.of or not contradicts(quota, other):
                    continue
                if not acknowledged(c, campaign, about="quotas", printed=quota.printed):
                    place = c.places.of(quota)
                    words = {
                        "printed": quota.printed,
                        "other": other.printed,
                        "parent": parent.title if parent else "",
                    }
                    yield problem("W501", place, **words)


def plan_against_table(c: Checking) -> Iterator[Problem]:
    """A figure of the campaign's own plan that a table column totals under the same name agrees with that total."""
    for campaign in c.catalog.campaigns:
        for target in campaign.targets:
            if target.tier != campaign.tier:
                continue
            for table in campaign.allocation:
                if c.places.hurt(table, "id"):
                    continue  # errata speak of it by its id
                for column, total in _sound_totals(table):
                    same = fold(target.name) in fold(column) or fold(column) in fold(target.name)
                    if not same or total == target.value:
                        continue
                    if acknowledged(c, campaign, about=f"allocation/{table.id}", printed=target.printed):
                        continue
                    yield problem(
                        "W502",
                        c.places.of(target, "value"),
                        name=target.name,
                        value=target.value,
                        column=column,
                        total=total,
                        id=table.id,
                    )


def _sound_totals(table: Allocation) -> Iterator[tuple[str, int]]:
    """Columns whose declared total is that of their rows; a wrong one is told at the table."""
    for index, (column, total) in enumerate(zip(table.columns, table.declared_total or (), strict=False)):
        if sum(row.values[index] for row in table.rows if index < len(row.values)) == total:
            yield column, total


def relayed_hosts(c: Checking) -> Iterator[Problem]:
    """A relayed sub-project with hosts of its own names those of the upper notice."""
    for campaign in c.catalog.campaigns:
        for subproject in campaign.subprojects:
            upper = c.catalog.subproject(subproject.relay_of, campaign) if subproject.relay_of else None
            if not upper or not subproject.hosts or not upper[1].hosts:
                continue
            if c.places.hurt(subproject, "hosts", "id") or c.places.hurt(upper[1], "hosts"):
                continue
            own, other = ({fold(host.name) for host in s.hosts} for s in (subproject, upper[1]))
            if own != other and not acknowledged(c, campaign, about=f"subprojects/{subproject.id}"):
                yield problem(
                    "W504",
                    c.places.of(subproject, "hosts"),
                    hosts="、".join(host.name for host in subproject.hosts),
                    other="、".join(host.name for host in upper[1].hosts),
                    parent=upper[0].title,
                    id=subproject.id,
                )
