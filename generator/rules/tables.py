"""Allocation tables: as many figures as columns, no unit twice, totals that add up."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.campaign import Allocation, Campaign
from generator.problems import Problem, problem
from generator.rules.checking import Checking, acknowledged


def table_totals(c: Checking) -> Iterator[Problem]:
    """A wrong total is an error unless an erratum names the table."""
    for campaign in c.catalog.campaigns:
        for table in campaign.allocation:
            yield from _shape(c, table)
            yield from _totals(c, campaign, table)


def _shape(c: Checking, table: Allocation) -> Iterator[Problem]:
    seen: set[str] = set()
    for row in table.rows:
        if len(row.values) != len(table.columns):
            yield problem("E502", c.places.of(row), found=len(row.values), want=len(table.columns))
        if row.unit in seen:
            yield problem("E504", c.places.of(row), unit=row.unit)
        seen.add(row.unit)
    declared = table.declared_total
    if declared is not None and len(declared) != len(table.columns):
        yield problem(
            "E503", c.places.of(table, "declared_total"), found=len(declared), want=len(table.columns)
        )


def _totals(c: Checking, campaign: Campaign, table: Allocation) -> Iterator[Problem]:
    declared = table.declared_total
    if declared is None or len(declared) != len(table.columns) or c.places.hurt(table):
        return
    if any(len(row.values) != len(table.columns) for row in table.rows):
        return
    if acknowledged(c, campaign, about=f"allocation/{table.id}", printed=table.title):
        return
    for index, (column, total) in enumerate(zip(table.columns, declared, strict=True)):
        summed = sum(row.values[index] for row in table.rows)
        if summed != total:
            place = c.places.of(table, "declared_total", index)
            yield problem("E501", place, column=column, sum=summed, declared=total, id=table.id)
