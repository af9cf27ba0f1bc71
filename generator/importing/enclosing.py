"""The attachments of a notice: tables and forms as records, texts as files, whole notices by reference."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.importing import notices
from generator.importing.draft import Left
from generator.importing.fields import grid_texts
from generator.importing.forms import form_rows, is_form
from generator.importing.headings import mark_of
from generator.importing.labels import label_at_start
from generator.importing.naming import Names, pinyin
from generator.importing.objections import objection_period
from generator.importing.papers import Paper, Part
from generator.importing.project_tables import columns_of
from generator.importing.received import Grid, Line, Piece
from generator.importing.stages import is_timetable
from generator.importing.tables import figures
from generator.importing.work import Work
from generator.yamlwriting import Data


def enter_tables(work: Work) -> tuple[list[dict[str, Data]], list[dict[str, Data]]]:
    """Tables of figures and blank forms as records; each leaves a line `[[allocation:…]]` where it stood."""
    names, form_names = Names(), Names()
    allocations: list[dict[str, Data]] = []
    forms: list[dict[str, Data]] = []
    for title, grid in _grids(work.paper):
        table = figures(grid) if not columns_of(grid) else None
        if table:
            name = names.of(title, fallback="plan")
            record: dict[str, Data] = {"id": name, "title": title, "columns": list(table.columns)}
            record["rows"] = [[unit, *values] for unit, values in table.rows]
            if table.total:
                record["declared_total"] = list(table.total)
            allocations.append(record)
            work.special[id(grid)] = f"[[allocation:{name}]]"
            work.found("分配表", f"{title}：{len(table.rows)} 个单位", grid, path=f"allocation/{name}")
            if table.heads:
                work.left.append(Left("表头（写成资料后不再出现）", table.heads, grid.number, grid.last))
            for column, summed, printed in table.wrong:
                note = f"“{column}”一栏各行相加为{summed}，合计印作{printed}；原文如此，两处均照录"
                work.left.append(Left("合计不对", note, grid.number, grid.last))
                work.errata.append(
                    {"where": title, "class": "X", "about": f"allocation/{name}", "note": note}
                )
        elif is_form(grid, title):
            name = form_names.of(title, fallback="form")
            forms.append({"id": name, "title": title, "rows": list(form_rows(grid))})
            work.special[id(grid)] = f"[[form:{name}]]"
            work.found("空白表格", title, grid, path=f"forms/{name}")
        elif not columns_of(grid) and not is_timetable(grid) and not _is_labels(grid):
            work.left.append(Left("表格（照原样留在正文里，一行一行）", title, grid.number, grid.last))
    return allocations, forms


def _is_labels(grid: Grid) -> bool:
    """Whether a table only lays out labels and their values, as beside a sub-project."""
    return all(label_at_start(text) for text in grid_texts(grid))


def _grids(paper: Paper) -> Iterator[tuple[str, Grid]]:
    """Every table of a notice and its attachments, with the title that stands over it."""
    for pieces, heading in (
        (paper.body, ""),
        *((part.pieces, _heading(part)) for part in paper.parts if not part.notice),
    ):
        before = heading
        for piece in pieces:
            if isinstance(piece, Grid):
                yield re.sub(r"^附(?:件)?\s*[:：]\s*", "", before) or paper.title, piece
                before = heading
            elif (
                len(piece.text) <= 60
                and not re.search("[。；]", piece.text)
                and re.search("表|名额|任务|计划", piece.text)
            ):
                mark = mark_of(piece.text)
                before = " ".join((mark.rest if mark else piece.text).split())
                before = re.sub("(?:情况)?(?:详?见|如)?下表[：:。]?$|如下[：:]?$", "", before) or heading


def _heading(part: Part) -> str:
    words = " ".join(line.text for line in part.heading)
    if not words:
        return part.title
    return re.sub(r"(?<=[”》\"]) (?=\S)", "", " ".join(words.split()))


def units_of(allocations: Sequence[dict[str, Data]]) -> Iterator[dict[str, Data]]:
    """The units that tables of figures speak of, each once, in the order of their first row."""
    names = Names()
    seen: set[str] = set()
    for table in allocations:
        rows = table["rows"]
        for row in rows if isinstance(rows, list) else ():
            unit = str(row[0]) if isinstance(row, list) else ""
            if unit and unit not in seen:
                seen.add(unit)
                yield {"id": names.plain(pinyin(unit) or "unit"), "name": unit}


def enter_notice(work: Work, notice_id: str, attached: dict[int, str]) -> dict[str, str]:
    """Fill `notices` and give the texts by their paths."""
    paper, facts = work.paper, work.facts
    body = f"notices/{notice_id}.txt"
    texts = {body: notices.body_text(paper, facts, work.special)}
    record = notices.record(paper, facts, notice_id=notice_id, body=body)
    attachments: list[dict[str, Data]] = []
    for at, part in enumerate(sorted(paper.parts, key=lambda part: part.no or 0), start=1):
        item: dict[str, Data] = {"no": part.no} if part.no else {}
        item["title"] = part.title
        if part.notice:
            item["notice"] = f"{attached[id(part.notice)]}/launch"
            work.data.setdefault("parent", attached[id(part.notice)])
        elif only := _only(part.pieces, work.special):
            kind, _, name = only.strip("[]").partition(":")
            item[kind] = name
        elif part.pieces:
            path = f"notices/{notice_id}-{part.no or at}.txt"
            texts[path] = notices.lines_text(part.pieces, work.special, heading=part.heading)
            item["body"] = path
        else:
            work.left.append(
                Left("附件只有标题，没有内容", part.title, part.heading[0].number if part.heading else 0, 0)
            )
            continue
        if not part.marked:
            work.left.append(
                Left(
                    "附件前没有“附件”标记行，按标题认出",
                    part.title,
                    part.heading[0].number,
                    part.heading[-1].last,
                )
            )
        attachments.append(item)
        number = part.heading[0].number if part.heading else part.pieces[0].number if part.pieces else 0
        work.found("附件", part.title, (number, number), path=f"notices/{notice_id}/attachments")
    for missing in _missing(paper):
        work.left.append(Left("附件说明里有、后面没有找到的附件", missing, 0, 0))
    if attachments:
        record["attachments"] = list(attachments)
    record |= notices.colophon(facts)
    if facts.kind == "公示":
        lines = [piece for piece in paper.body if isinstance(piece, Line)]
        if period := objection_period(lines, year=work.year):
            record["objection_period"] = period
            work.found(
                "公示期", str(period["printed"]), lines[0], path=f"notices/{notice_id}/objection_period"
            )
    if relations := [
        {"notice": item["notice"], "relation": "implements"} for item in attachments if "notice" in item
    ]:
        record["relates_to"] = list(relations)
    if work.errata:
        record["errata"] = list(work.errata)
    work.data["notices"] = [record]
    return texts


def _missing(paper: Paper) -> list[str]:
    have = {(part.no, part.title) for part in paper.parts}
    return [item.title for item in paper.announced.items if (item.no, item.title) not in have]


def _only(pieces: Sequence[Piece], special: dict[int, str]) -> str:
    """The line that stands for the one table an attachment consists of, "" where there is more to it."""
    return special.get(id(pieces[0]), "") if len(pieces) == 1 else ""
