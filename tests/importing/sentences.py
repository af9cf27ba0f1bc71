"""Whether every sentence of a source stands in the campaigns that were made of it, and nothing besides."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.catalog import Catalog
from generator.model.campaign import Campaign
from tests.importing.facts import fold

_MARK = re.compile(
    r"^(?:[#>*\-+•]+\s+)+|(?<!\*)\*\*(?!\*)|</?(?:br|b)/?>|<(?=https?://|[\w.+-]+@)|(?<=[\w/])>"
)
_SERIAL = re.compile(r"序号|合计|总计|\d{1,3}")
_RECORD = re.compile(r"\[\[[a-z]+:[^\]]+\]\]")
_RULE = re.compile(r"[\s|:\-—]*")
_END = re.compile(r"[。；;！!？?]")
_PAGE = re.compile(r"[—\-–]\d{1,3}[—\-–]")


def fragments(source: str) -> list[str]:
    """Folded pieces of a source at 。；！？ and line ends; of a table's line the cells, without 序号, 合计 and row numbers.

    The number of a page is no sentence.
    """
    pieces = []
    for line in _lines(source):
        if "\t" in line:
            pieces += [cell for cell in _cells(line) if not _SERIAL.fullmatch(cell)]
        else:
            pieces += [fold(piece) for piece in _END.split(line)]
    return [piece for piece in pieces if re.search(r"\w", piece)]


def unsaid(source: str, catalog: Catalog, *, stamps: Sequence[str] = (), told: str = "") -> list[str]:
    """Pieces of the source that stand in no text, table or form of the catalog's campaigns, T errata applied.

    A table's row with figures that is in no record stands as a line. What a receiving office stamped on its copy
    (`stamps`) may be left out, if the report (`told`) tells it.
    """
    texts = [fold(text) for campaign in catalog.campaigns for text in _texts(catalog, campaign)]
    repairs = _repairs(catalog)
    excused = {fold(stamp) for stamp in stamps if fold(stamp) in fold(told)}
    units = {fold(r.unit) for c in catalog.campaigns for table in c.allocation for r in table.rows} | {
        "合计",
        "总计",
    }
    rows = [_cells(line) for line in _lines(source) if "\t" in line]
    figured = [
        row for row in rows if any(map(str.isdigit, row)) and not units & set(row) and not set(row) & excused
    ]
    missing = []
    for piece in [*fragments(source), *map("".join, figured)]:
        mended = piece
        for printed, reading in repairs:
            mended = mended.replace(printed, reading)
        inside = any(piece in printed for printed, _ in repairs)  # a repair may reach over the end of a line
        if not (inside or piece in excused or any(one in text for text in texts for one in (piece, mended))):
            missing.append(piece)
    return missing


def invented(source: str, catalog: Catalog) -> list[str]:
    """Pieces of the imported texts that the source does not say, and the length by which they say too much."""
    said = fold("".join(_lines(source)))
    repairs = _repairs(catalog)
    wrong = []
    for text in catalog.texts.values():
        for piece in fragments(text.text):
            back = piece
            for printed, reading in repairs:
                back = back.replace(reading, printed)
            if not (piece in said or back in said or any(piece in reading for _, reading in repairs)):
                wrong.append(piece)
    more = sum(len(fold(text.text)) for text in catalog.texts.values()) - len(said)
    mended = sum(max(len(reading) - len(printed), 0) for printed, reading in repairs)
    return [*wrong, *([f"{more} characters twice"] if more > mended else [])]


def _lines(source: str) -> list[str]:
    """Lines without what a converter to Markdown put in; the cells of a row parted by tabs; no page numbers.

    A line that shows a record in its place (`[[allocation:plan]]`) says nothing itself.
    """
    lines = [_MARK.sub("", line.strip()) for line in source.splitlines()]
    lines = [
        line.replace("|", "\t") if line.startswith("|") and line.endswith("|") else line for line in lines
    ]
    return [line for line in lines if not any(one.fullmatch(fold(line)) for one in (_PAGE, _RULE, _RECORD))]


def _cells(line: str) -> list[str]:
    return [cell for cell in map(fold, line.split("\t")) if cell]


def _repairs(catalog: Catalog) -> list[tuple[str, str]]:
    errata = [
        e for campaign in catalog.campaigns for n in campaign.notices for e in n.errata if e.type == "T"
    ]
    return [(fold(e.printed), fold(e.reading)) for e in errata if e.printed]


def _texts(catalog: Catalog, campaign: Campaign) -> list[str]:
    """Each body and each record that is printed as it stands, as one text of its own."""
    texts = [source.text for (owner, _), source in catalog.texts.items() if owner == campaign.id]
    for notice in campaign.notices:
        texts += [f"附件{a.no or ''}{a.title}" for a in notice.attachments]
    for table in campaign.allocation:
        rows = [(row.unit, *map(str, row.values)) for row in table.rows]
        rows.append(tuple(map(str, table.declared_total or ())))
        texts += [table.title, "单位", *table.columns, *(cell for row in rows for cell in row)]
    for form in campaign.forms:
        texts += [form.title, form.note or ""]
        texts += [field.label + (field.hint or "") for field in form.fields]
    return texts
