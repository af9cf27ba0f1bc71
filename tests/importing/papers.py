"""Papers as an office would hand them in: Word files with real numbering, merged cells, boxes and tracked changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from tests.importing.wordnumbers import FIGURES, Numbering

_ALIGN = {"centre": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
_CHANGE = re.compile(r"\{([+-])(.*?)\1\}")


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph. `number` is set by Word's own numbering and not typed; a line end inside is a soft one.

    `{+…+}` is a tracked insertion, `{-…-}` a tracked deletion that nobody is to read.
    """

    text: str
    align: str = ""
    bold: bool = False
    number: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; `<` goes together with the cell on its left, `^` with the one above."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Box:
    """Lines in a text box, written twice as Word does: for new programs and for old ones."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a page."""


Block = Para | Table | Box | Break


def text_of(blocks: Sequence[Block]) -> str:
    """What a reader of the finished paper reads, with typed tabs between the cells of a row."""
    lines: list[str] = []
    for block in blocks:
        match block:
            case Para():
                lines.append(block.number + _read(block.text))
            case Table():
                lines += _rows(block)
            case Box():
                lines += block.lines
    return "\n".join(lines)


def _rows(table: Table) -> list[str]:
    """Lines of a table; a cell that goes over several rows is read in each of them."""
    rows: list[list[str]] = []
    for row in table.rows:
        rows.append([rows[-1][at] if cell == "^" else cell.replace("\n", " ") for at, cell in enumerate(row)])
    return ["\t".join(cell for cell in row if cell != "<") + "\t" for row in rows]


def write_docx(path: Path, blocks: Sequence[Block], *, header: str = "") -> Path:
    """A Word file of these blocks, with a page number in the footer."""
    paper = Document()
    numbering = Numbering(paper)
    for block in blocks:
        match block:
            case Para():
                _write_para(paper.add_paragraph(), block, numbering)
            case Table():
                _write_table(paper, block)
            case Box():
                paper.add_paragraph().add_run()._r.append(_box(block.lines))
            case Break():
                paper.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    section = paper.sections[0]
    section.header.paragraphs[0].text = header
    _field(section.footer.paragraphs[0], "PAGE", "1")
    paper.save(str(path))
    return path


def laid_out(text: str, *, boxed: bool) -> list[Block]:
    """A plain text as an office would set it: table lines as tables, numbers by Word, the head in a box or a table."""
    blocks: list[Block] = []
    head: list[str] = []
    listing = False
    for group in _groups(text):
        first = group[0]
        if "\t" in first:
            rows = [line.rstrip("\t").split("\t") for line in group]
            width = max(map(len, rows))
            blocks.append(Table(tuple(tuple(row + [""] * (width - len(row))) for row in rows)))
        elif (
            not blocks and not re.search(r"的\s*通\s*知$|文件$", first) and len(group) == 1 and len(head) < 2
        ):
            head.append(first)
            continue
        else:
            listing = (listing and bool(re.match(r"\d", first))) or bool(re.match(r"(?:- )?附件：", first))
            if listing:
                blocks.append(Para("\n".join(group)))
            else:
                blocks += [_para(line) for line in group]
        if head:
            blocks[-1:-1] = [Box(tuple(head)) if boxed else Table(((head[0],), *((h,) for h in head[1:])))]
            head = []
    return _tracked(blocks)


def _groups(text: str) -> Iterator[list[str]]:
    """Lines that stand together without a blank line, tabbed ones apart from the others."""
    group: list[str] = []
    for line in [*text.splitlines(), ""]:
        if group and (not line.strip() or ("\t" in line) != ("\t" in group[0])):
            yield group
            group = []
        if line.strip():
            group.append(line)


def _para(line: str) -> Para:
    found = re.match(rf"[{FIGURES}]+、|\d+\. ", line)
    if found:
        return Para(line[found.end() :], number=found.group())
    return Para(line, "centre" if re.search(r"的\s*通\s*知$", line) else "")


def _tracked(blocks: list[Block]) -> list[Block]:
    """The first long paragraph with a tracked insertion and a deletion in it."""
    for at, block in enumerate(blocks):
        if isinstance(block, Para) and len(block.text) > 120:
            new = f"{block.text[:40]}{{+{block.text[40:52]}+}}{{-此处原文已经删去。-}}{block.text[52:]}"
            return [*blocks[:at], Para(new, block.align, number=block.number), *blocks[at + 1 :]]
    return blocks


def _read(text: str) -> str:
    return _CHANGE.sub(lambda found: found.group(2) if found.group(1) == "+" else "", text)


def _write_para(paragraph: Paragraph, para: Para, numbering: Numbering) -> None:
    if para.align:
        paragraph.alignment = _ALIGN[para.align]
    if para.number:
        numbering.put(paragraph, para.number)
    last = 0
    for found in _CHANGE.finditer(para.text):
        _write_run(paragraph, para.text[last : found.start()], bold=para.bold)
        change = OxmlElement("w:ins" if found.group(1) == "+" else "w:del")
        change.set(qn("w:id"), "1")
        change.set(qn("w:author"), "示例办公室")
        run = paragraph.add_run(found.group(2))._r
        change.append(run)
        if found.group(1) == "-":
            for text in run.findall(qn("w:t")):
                text.tag = qn("w:delText")
        paragraph._p.append(change)
        last = found.end()
    _write_run(paragraph, para.text[last:], bold=para.bold)


def _write_run(paragraph: Paragraph, text: str, *, bold: bool) -> None:
    for at, line in enumerate(text.split("\n")):
        run = paragraph.add_run()
        if at:
            run.add_break()
        run.add_text(line)
        run.bold = bold or None


def _write_table(paper: Paper, table: Table) -> None:
    made = paper.add_table(len(table.rows), len(table.rows[0]), style="Table Grid")
    for row, cells in enumerate(table.rows):
        for column, text in enumerate(cells):
            if text == "<":
                made.cell(row, column - 1).merge(made.cell(row, column))
            elif text == "^":
                made.cell(row - 1, column).merge(made.cell(row, column))
            else:
                made.cell(row, column).paragraphs[0].add_run(text)
    for cell in made._tbl.iter(qn("w:tc")):  # a merged cell gathers an empty paragraph of each
        for paragraph in cell.findall(qn("w:p"))[1:]:
            cell.remove(paragraph)


_BOX = """<mc:AlternateContent {names}><mc:Choice Requires="wps"><w:drawing><wp:inline>
<wp:extent cx="5200000" cy="800000"/><wp:docPr id="1" name="1"/><a:graphic><a:graphicData uri="{shape}"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5200000" cy="800000"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp>
</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>
<v:shape style="width:400pt;height:60pt"><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"""
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_NAMES = (
    f'{nsdecls("w", "wp", "a")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    f' xmlns:wps="{_SHAPE}" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def _box(lines: Sequence[str]) -> BaseOxmlElement:
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    content = f"<w:txbxContent>{paragraphs}</w:txbxContent>"
    return parse_xml(_BOX.format(names=_NAMES, shape=_SHAPE, content=content).replace("\n", ""))


def _field(paragraph: Paragraph, code: str, shown: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = paragraph.add_run(shown)._r
    field.append(deepcopy(run))
    paragraph._p.replace(run, field)
