"""Allocation tables as shown: on the notice they stand in, on the pages of the units, and in documents to take along."""

from __future__ import annotations

from msgspec import Struct

from generator.model.campaign import Allocation


class TableView(Struct, frozen=True):
    """An allocation table with its totals; `rows` are (unit, values)."""

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    totals: tuple[int, ...] | None


def table_view(table: Allocation) -> TableView:
    """A table as shown: declared totals are printed even where they do not add up (an erratum says so)."""
    return TableView(
        table.id,
        table.title,
        table.columns,
        tuple((r.unit, r.values) for r in table.rows),
        table.declared_total,
    )
