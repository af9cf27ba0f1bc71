"""A notice as a document: the same parts as its page, set after GB/T 9704-2012 (clauses 7.2 to 7.4)."""

from __future__ import annotations

from generator.pages.sheet import AttachmentView, DocumentView, Part
from generator.takeaway.docx_paper import FACES, TEXT_WIDTH
from generator.takeaway.docx_parts import LINE, MARK, RED
from generator.takeaway.docx_report import report
from generator.takeaway.docx_tables import allocation_table, form_table
from generator.takeaway.docx_text import (
    HAN,
    TAB,
    Cell,
    Row,
    Setting,
    blank,
    breadth,
    paragraph,
    run,
    table,
    thin,
)
from generator.takeaway.docx_title import title_lines

MARK_TOP = 1864
"""The mark's top edge stands 35 mm under that of the type area (7.2.4); 6 pt less, the white above its characters."""
RULE = (RED, 12, 5)
"""The red rule: 0.5 mm thick, 4 mm under the number (7.2.7), of which its line carries 6.5 pt itself."""
TITLE_CHARACTERS = 20
"""2号 characters that a line of 156 mm holds."""
_HEADINGS = {1: "Heading1", 2: "Heading2", 3: "Heading3", 4: "Heading4"}
_FLUSH = Setting(style="Flush")


def sheet_body(view: DocumentView) -> str:
    """The whole notice: head, text, signature, attachments each on a new page, 版记 at the foot of its last page."""
    return _head(view) + _text(view) + _imprint(view)


def _head(view: DocumentView, taken: int = 0) -> str:
    """Mark, number, red rule and title; `taken` lines stand above the mark already (that of 附件1)."""
    made = []
    if view.organs:
        made += [paragraph(on=Setting(style="Flush", line=MARK_TOP - taken * LINE)), _mark(view), blank()]
    numbered = Setting(style="Number", rule=RULE if view.organs else None)
    if view.organs or view.number:
        made += [
            *([blank()] if view.number and view.organs else []),
            paragraph(run(view.number or ""), on=numbered),
        ]
        made += [blank(), blank()]
    elif taken:
        made.append(blank())
    made += [
        paragraph(run("\n".join(title_lines(view.title, TITLE_CHARACTERS))), on=Setting(style="Title")),
        blank(),
    ]
    return "".join(made)


def _mark(view: DocumentView) -> str:
    """The organs, one above the other and of one length; 文件 beside them, in the middle of their height (7.2.4)."""
    suffix = view.suffix or ""
    longest = max(breadth(organ) for organ in view.organs)
    size = min(MARK, int(TEXT_WIDTH / 20 / (longest + breadth(suffix) + (0.5 if suffix else 0.1))))
    line = Setting(style="Mark", line=size * 26)
    if len(view.organs) == 1:
        return paragraph(run(view.organs[0] + suffix, size=size), on=line)
    spread = Setting(style="Mark", align="distribute", line=size * 26)
    names = "".join(paragraph(run(organ, size=size), on=spread) for organ in view.organs)
    columns = [(min(round(longest * size * 20) + 40, TEXT_WIDTH), names)]
    if suffix:
        beside = paragraph(run(suffix, size=size), on=line)
        columns.append((round((breadth(suffix) + 0.4) * size * 20), beside))
    cells = tuple(Cell(content=content) for _, content in columns)
    return table(tuple(width for width, _ in columns), [Row(cells=cells)], borders=False)


def _text(view: DocumentView) -> str:
    """Everything from the recipients to the end of the attachments."""
    made = [paragraph(run(view.recipients), on=_FLUSH)] if view.recipients else []
    signed = (*view.signature, *((view.date,) if view.date else ()))
    last = len(view.parts) - 1
    # a signature never stands on a page without text (7.3.5.4)
    made += (_part(part, keep=bool(signed) and at == last) for at, part in enumerate(view.parts))
    if signed:
        # centred over one another, the longest ending four characters from the edge (7.3.5)
        left = max(0, TEXT_WIDTH - 8 * HAN - round(max(map(breadth, signed)) * HAN))
        made.append(paragraph(on=Setting(style="Flush", keep=True)))
        made += (
            paragraph(run(text), on=Setting(style="Signed", left=left, keep=text != signed[-1]))
            for text in signed
        )
    made += map(_attachment, view.attachments)
    return "".join(made)


def _part(part: Part, *, keep: bool = False) -> str:
    if part.role == "heading":
        return paragraph(run(part.text), on=Setting(style=_HEADINGS[part.number]))
    if part.role == "report":
        return report(part.text)
    if part.role == "notes":
        return _notes(part, keep=keep)
    if part.role == "allocation":
        return allocation_table(part.table) if part.table else ""
    if part.role == "form":
        return form_table(part.form) if part.form else ""
    lead = run(part.lead, face=FACES["kai"] if part.number == 2 else "")
    return paragraph(lead, run(part.text), on=Setting(keep=keep))


def _notes(part: Part, *, keep: bool) -> str:
    """附件说明 (7.3.4): a blank line, two characters in; what runs on stands under the first character of the name."""
    made = [blank()]
    label = breadth(part.text)
    for number, item in enumerate(part.items):
        own = label if number == 0 else 0.0
        no = f"{item.no} " if item.no else ""
        left = round((2 + label + breadth(no)) * HAN)
        hanging = round((own + breadth(no)) * HAN)
        words = run((part.text if number == 0 else "") + no + item.text)
        made.append(paragraph(words, on=Setting(style="Flush", left=left, first=-hanging, keep=keep)))
    return "".join(made)


def _attachment(item: AttachmentView) -> str:
    """An attachment on a new page: its number in the first line, its title in the third (7.3.7)."""
    made = [paragraph(run(item.label), on=Setting(style="Label", new_page=True))]
    if item.notice:
        return "".join([*made, _head(item.notice, taken=1), _text(item.notice), _imprint(item.notice)])
    title = "\n".join(title_lines(item.title, TITLE_CHARACTERS))
    made += [blank(), paragraph(run(title), on=Setting(style="AttachmentTitle")), blank()]
    made += map(_part, item.parts)
    made.append(allocation_table(item.table) if item.table else "")
    made.append(form_table(item.form) if item.form else "")
    return "".join(made)


def _imprint(view: DocumentView) -> str:
    """版记 (7.4): a frame at the foot of the page, rules as wide as the text, one character free on either side."""
    if not view.colophon:
        return ""
    at = Setting(style="Imprint", framed=TEXT_WIDTH)
    rows = (
        paragraph(run(row[0]), *(piece for text in row[1:] for piece in (TAB, run(text))), on=at)
        for row in view.colophon
    )
    return "".join(rows) + thin()
