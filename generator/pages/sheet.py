"""A notice as a sheet of paper: blocks of official text to parts of a page, attachments and nested notices under it."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from generator import routes
from generator.amending import as_printed
from generator.catalog import Catalog
from generator.model.campaign import Campaign
from generator.model.notice import Attachment, Notice
from generator.official import Block, document
from generator.pages.allocations import TableView, table_view
from generator.pages.forms import FormView, form_view
from generator.pages.prose import safe_html
from generator.pages.slips import sic
from generator.values.patterns import late
from generator.values.text import fold

_NOTE = late(r"(?P<label>附\s*件\s*[：:])?\s*(?P<no>\d{1,2}[.．、])?\s*(?P<text>.*)", re.DOTALL)
NESTING = 3
"""Notices are attached three tiers deep at most: city, province, nation."""


class Part(Struct, frozen=True):
    """One block of a document, ready for the page: `level` is the heading level (2 to 6) or the depth of a number.

    `number` is always that of its printed number (1 to 4, 0 without one): on paper the face hangs on it. `anchor` is that of
    the table of contents, `line` that of its line in the text's file.
    """

    role: str
    text: str
    lead: str = ""
    level: int = 0
    number: int = 0
    anchor: str = ""
    line: str = ""
    sic: str = ""
    items: tuple[NoteItem, ...] = ()
    table: TableView | None = None
    form: FormView | None = None


class NoteItem(Struct, frozen=True):
    """A line of 附件说明: its printed number, its words, the anchor of the attachment ("" if none fits)."""

    no: str
    text: str
    href: str
    line: str = ""


class AttachmentView(Struct, frozen=True):
    """An attachment under its notice. Exactly one of `parts`, `table`, `form`, `file`, `notice` holds its content."""

    anchor: str
    label: str
    title: str
    parts: tuple[Part, ...] = ()
    table: TableView | None = None
    form: FormView | None = None
    file: str = ""
    notice: DocumentView | None = None
    notice_href: str = ""


class DocumentView(Struct, frozen=True):
    """A notice as a sheet: head, text, foot, attachments. `depth` is 0 for the page's own notice."""

    depth: int
    organs: tuple[str, ...]
    suffix: str | None
    number: str | None
    title: str
    recipients: str | None
    parts: tuple[Part, ...]
    signature: tuple[str, ...]
    date: str | None
    colophon: tuple[tuple[str, ...], ...]
    attachments: tuple[AttachmentView, ...]
    unsigned: bool


def document_view(
    catalog: Catalog, campaign: Campaign, notice: Notice, root: str, prefix: str = "", depth: int = 0
) -> DocumentView:
    """Set one notice as a sheet; `prefix` keeps the anchors of nested notices apart.

    Its tables and forms are as they were printed, whatever a later notice made of them.
    """
    campaign = as_printed(campaign)
    text = catalog.text(campaign, notice.body)
    blocks = () if _is_report(notice.body) else document(text, notice)
    roles = {block.role for block in blocks}
    anchors = {
        index: routes.attachment_anchor(index + 1, item, prefix)
        for index, item in enumerate(notice.attachments)
    }
    report = (Part("report", safe_html(text)),) if _is_report(notice.body) else ()
    parts = report + _parts(blocks, campaign, notice, prefix, anchors, depth)
    masthead = notice.masthead
    return DocumentView(
        depth=depth,
        organs=masthead.organs if masthead else (),
        suffix=masthead.suffix if masthead else None,
        number=notice.doc_number,
        title=notice.title,
        recipients=next((b.text for b in blocks if b.role == "recipients"), _with_colon(notice.recipients)),
        parts=parts,
        signature=tuple(b.text for b in blocks if b.role == "signature") or notice.signature,
        date=next(
            (b.text for b in blocks if b.role == "date"), notice.issued.printed if notice.issued else None
        ),
        colophon=_colophon(blocks, notice),
        attachments=tuple(
            _attachment(catalog, campaign, notice, index, item, root, prefix, depth)
            for index, item in enumerate(notice.attachments)
        ),
        unsigned="signature" not in roles
        and "date" not in roles
        and not notice.signature
        and not notice.issued,
    )


def _is_report(path: str) -> bool:
    """Whether a text is Markdown: reports may be, official documents never are."""
    return path.endswith(".md")


def _with_colon(recipients: str | None) -> str | None:
    return f"{recipients}：" if recipients and not recipients.endswith((":", "：")) else recipients


_HEAD_AND_FOOT = ("masthead", "number", "title", "recipients", "signature", "date", "colophon")


def _parts(
    blocks: tuple[Block, ...],
    campaign: Campaign,
    notice: Notice,
    prefix: str,
    anchors: dict[int, str],
    depth: int,
) -> tuple[Part, ...]:
    parts: list[Part] = []
    rank = 1 if depth == 0 else 2
    notes = list(anchors.items())
    section = 0
    for block in blocks:
        if block.role in _HEAD_AND_FOOT:
            continue
        if block.role in ("allocation", "form"):
            parts.append(_inset(block, campaign))
            continue
        mark = sic(block.lead + block.text, notice.errata)
        line = routes.line_anchor(block.line, prefix)
        if block.role == "heading":
            # one step down at most, so that no heading level is skipped where a notice skips a level of numbering
            rank = min(rank + 1, block.level + 1 + (1 if depth else 0), 6)
            section += block.level == 1
            anchor = f"{prefix}s{section}" if block.level == 1 else ""
            heading = Part(
                "heading", block.text, level=rank, number=block.level, anchor=anchor, line=line, sic=mark
            )
            parts.append(heading)
        elif block.role == "note":
            label, found = _note(block, notice, notes)
            item = replace(found, line=line)
            if label or not parts or parts[-1].role != "notes":
                parts.append(Part("notes", label, items=(item,)))
            else:
                parts[-1] = replace(parts[-1], items=(*parts[-1].items, item))
        else:
            said = Part("paragraph", block.text, block.lead, block.level, block.level, line=line, sic=mark)
            parts.append(said)
    return tuple(parts)


def _note(block: Block, notice: Notice, notes: list[tuple[int, str]]) -> tuple[str, NoteItem]:
    """A line of 附件说明 as label (附件：) and item, linked to the attachment whose title it prints."""
    found = _NOTE.fullmatch(block.text)
    assert found is not None  # the pattern takes any line
    label, no, text = found.group("label") or "", found.group("no") or "", found.group("text")
    folded = fold(text)
    for index, anchor in notes:
        if fold(notice.attachments[index].title).strip("《》") in folded:
            notes.remove((index, anchor))
            return label, NoteItem(no, text, f"#{anchor}")
    return label, NoteItem(no, text, "")


def _inset(block: Block, campaign: Campaign) -> Part:
    if block.role == "allocation":
        table = next((t for t in campaign.allocation if t.id == block.text), None)
        return Part("allocation", "", table=table_view(table) if table else None)
    form = next((f for f in campaign.forms if f.id == block.text), None)
    return Part("form", "", form=form_view(form) if form else None)


def _attachment(
    catalog: Catalog,
    campaign: Campaign,
    notice: Notice,
    index: int,
    item: Attachment,
    root: str,
    prefix: str,
    depth: int,
) -> AttachmentView:
    anchor = routes.attachment_anchor(index + 1, item, prefix)
    label = f"附件{item.no}" if item.no is not None else "附件"
    title = item.title
    if item.body and _is_report(item.body):
        return AttachmentView(
            anchor, label, title, parts=(Part("report", safe_html(catalog.text(campaign, item.body))),)
        )
    if item.body:
        blocks = document(catalog.text(campaign, item.body))
        if blocks and _same_title(blocks[0].text, title):
            title, blocks = blocks[0].text, blocks[1:]
        return AttachmentView(
            anchor, label, title, parts=_parts(blocks, campaign, notice, f"{anchor}-", {}, depth + 1)
        )
    if item.allocation:
        table = next((t for t in campaign.allocation if t.id == item.allocation), None)
        return AttachmentView(
            anchor, label, table.title if table else title, table=table_view(table) if table else None
        )
    if item.form:
        form = next((f for f in campaign.forms if f.id == item.form), None)
        return AttachmentView(
            anchor, label, form.title if form else title, form=form_view(form) if form else None
        )
    if item.file:
        return AttachmentView(anchor, label, title, file=root + routes.handout(campaign.id, item.file))
    found = catalog.notice(item.notice or "", campaign)
    if not found or depth >= NESTING:
        return AttachmentView(anchor, label, title)
    nested = document_view(catalog, *found, root, prefix=f"{anchor}-", depth=depth + 1)
    href = root + routes.notice(found[0].id, found[1].id)
    return AttachmentView(anchor, label, title, notice=nested, notice_href=href)


def _same_title(line: str, title: str) -> bool:
    """Whether the first line of an attachment's text is its title (the note may print it a little differently)."""
    first, second = fold(line), fold(title).strip("《》")
    return first == second or (
        len(first) > 6 and (first in second or second in first) and not first.endswith("。")
    )


def _colophon(blocks: tuple[Block, ...], notice: Notice) -> tuple[tuple[str, ...], ...]:
    """版记 (GB/T 9704-2012, 7.4): rows of 抄送, then printing organ and date as two cells."""
    rows: list[tuple[str, ...]] = []
    for block in blocks:
        if block.role != "colophon":
            continue
        if (
            notice.printed_by
            and block.text.startswith(notice.printed_by)
            and len(block.text) > len(notice.printed_by)
        ):
            rows.append((notice.printed_by, block.text[len(notice.printed_by) :].strip()))
        else:
            rows.append((block.text,))
    return tuple(rows)
