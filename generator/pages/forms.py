"""Blank forms, for reading and for printing. Nothing is ever filled in here."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType

from msgspec import Struct

from generator import routes
from generator.model.campaign import Campaign, Form, FormField
from generator.pages.frame_parts import Setting, campaign_crumbs, make_page
from generator.site import Page

GRID = 12
"""Columns of the table: rows of one to four boxes all divide it."""
LABEL = 2
"""Columns of a label."""
PHOTO = 3
"""Columns of a photo box, which has no blank beside it."""


NOTHING: Mapping[str, int] = MappingProxyType({})


class Box(Struct, frozen=True):
    """A labelled box: how many grid columns its label and its blank take, and how many lines high it is."""

    label: str
    hint: str
    label_span: int
    blank_span: int
    lines: int
    rows: int = 1


class FormView(Struct, frozen=True):
    """A form as a grid of boxes; `columns` are the widths of its columns in twelfths.

    A box that is higher than its row (the photo) spans the rows below it.
    """

    id: str
    title: str
    columns: tuple[int, ...]
    rows: tuple[tuple[Box, ...], ...]
    note: str | None


def form_view(form: Form) -> FormView:
    """Lay out a form: every row fills the grid, a photo box at the end of the first row stands beside the rows below."""
    photo = _photo(form)
    placed: list[
        list[tuple[FormField, int, int, int]]
    ] = []  # field, where its label, its blank and it end begin
    for index, row in enumerate(form.rows):
        fields = [field for field in row if field is not photo]
        width = GRID - (PHOTO if photo and index < photo.lines else 0)
        ends = [width * (at + 1) // len(fields) for at in range(len(fields))]
        starts = [0, *ends[:-1]]
        line = [
            (field, start, start + LABEL, end) for field, start, end in zip(fields, starts, ends, strict=True)
        ]
        if photo and photo in row:
            line.append((photo, GRID - PHOTO, GRID, GRID))
        placed.append(line)
    # a table column exists only where some cell begins: the grid is closed up to the edges in use
    edges = sorted({edge for line in placed for _, start, blank, end in line for edge in (start, blank, end)})

    def span(start: int, end: int) -> int:
        return edges.index(end) - edges.index(start)

    rows = tuple(
        tuple(
            Box(
                field.label,
                field.hint or "",
                span(start, blank),
                span(blank, end),
                1 if field is photo else field.lines,
                min(field.lines, len(form.rows) - index) if field is photo else 1,
            )
            for field, start, blank, end in line
        )
        for index, line in enumerate(placed)
    )
    columns = tuple(end - start for start, end in pairwise(edges))
    return FormView(form.id, form.title, columns, rows, form.note)


def _photo(form: Form) -> FormField | None:
    """The field at the end of the first row that is several rows high: the photo box."""
    last = form.rows[0][-1]
    return last if len(form.rows[0]) > 1 and last.lines > 1 else None


def taken(root: str, address: str, files: Mapping[str, int]) -> tuple[str, int] | None:
    """(link, bytes) of a file to take along, as seen from a page; None if it was not made."""
    return (root + address, files[address]) if address in files else None


def form_page(setting: Setting, campaign: Campaign, form: Form, files: Mapping[str, int] = NOTHING) -> Page:
    """Make the page of one form; `files` are the sizes in bytes of what can be taken along, by address."""
    root = routes.root_of(routes.form(campaign.id, form.id))
    users = [s for s in campaign.subprojects if form.id in s.forms]
    return make_page(
        setting,
        routes.form(campaign.id, form.id),
        form.title,
        "form.html",
        column="campaigns",
        description=f"{campaign.title}：{form.title}，空白表，可打印。",
        crumbs=campaign_crumbs(campaign, form.title),
        campaign=campaign,
        print_as_document=True,
        form=form_view(form),
        word=taken(root, routes.form_document(campaign.id, form.id), files),
        users=[(s.title, root + routes.project(campaign.id, s.id)) for s in users],
    )
