"""Draws the files the handbook's examples start from, into content/handbook/samples: a notice, two sheets, two pictures.

Usage: python -m tests.handbook_samples. Everything in them is made up and says 示例. Equal code gives equal content; the
tests compare contents, because another zlib packs the same words into other bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.text.paragraph import Paragraph
from openpyxl import Workbook
from PIL import Image, ImageDraw

FOLDER = Path(__file__).resolve().parents[1] / "content/handbook/samples"
TITLE = "关于开展2027年“晒晒我的好手艺”职工作品征集活动的通知"
OPENING = (
    "各镇（街道）总工会：",
    "为展示职工风采，示例县总工会决定开展2027年“晒晒我的好手艺”职工作品征集活动，现将有关事项通知如下。",
    "一、活动项目",
    "（一）职工摄影作品征集",
    "征集反映职工岗位技能的原创摄影作品，单幅、组照均可。",
    "图片长边不小于1000像素。",
    "承办单位：示例县工人文化宫",
    "联系人：赵示例，电话：0500-5550101，138****0101",
    "（二）职工微视频征集",
    "征集讲述身边工匠故事的原创微视频。",
    "时长不超过3分钟。",
    "承办单位：示例县职工服务中心",
    "联系人：钱示例，电话：0500-5550102",
    "二、时间安排",
    "1. 作品征集阶段（2027年3月至5月）。5月31日前将作品报送承办单位。",
    "2. 评审公布阶段（2027年6月至7月）。组织专家评审，公示后公布结果。",
    "三、奖项设置",
    "每个项目设一等奖1名，二等奖2名。",
    "四、工作要求",
    "各镇（街道）总工会要广泛发动，按任务分配表组织线下活动。",
)
CLOSING = ("附件：任务分配表", "示例县总工会", "2027年3月1日")
TABLE = (("单位", "线下活动（场）"), ("城关镇总工会", "3"), ("河西镇总工会", "2"), ("合计", "5"))
ENTRIES = (
    ("示例县“晒晒我的好手艺”作品报送汇总表", None, None, None, None, None),
    ("作品编号", "作品名称", "作者", "单位", "作品简介", "联系电话"),
    ("0002", "巡线", "李示例、周示例", "河西镇总工会", "山里一天。", "138****0102"),
    ("0003", "晨光", "吴示例", "城关镇总工会", "早班之前。", "138****0103"),
)
"""No cell has eight characters of a work: the sheet is handed out with the site, which must not tell of works that wait."""
WINNERS = (
    ("奖项", "编号", "作品", "作者", "单位"),
    ("一等奖", "0001", "焊花", "孙示例", "城关镇总工会"),
    ("二等奖", "0002", "巡线", "李示例、周示例", "河西镇总工会"),
    ("二等奖", "0003", "晨光", "吴示例", "城关镇总工会"),
)
PICTURES = {
    "photo.jpg": ((1200, 800), 24),
    "photos/0002.jpg": ((1200, 900), 150),
    "photos/0003.jpg": ((1200, 800), 210),
}
"""Size and hue of each picture."""


def notice() -> bytes:
    """The notice as an office sends it: title, sections, a table behind 附件, nothing numbered by Word."""
    document = Document()
    document.add_heading(TITLE, 0).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in OPENING:
        document.add_paragraph(line)
    document.add_paragraph(CLOSING[0])
    for line in CLOSING[1:]:
        _right(document.add_paragraph(line))
    document.add_page_break()
    document.add_paragraph("附件")
    document.add_paragraph("任务分配表").alignment = WD_ALIGN_PARAGRAPH.CENTER
    table = document.add_table(rows=0, cols=len(TABLE[0]), style="Table Grid")
    for row in TABLE:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "示例县总工会", TITLE, "示例"
    file = io.BytesIO()
    document.save(file)
    return _steady(file.getvalue(), drop="docProps/thumbnail.jpeg")


def sheet(rows: Sequence[Sequence[str | None]], *, title: str, merged: str | None = None) -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = title
    for row in rows:
        page.append(row)
    if merged:
        page.merge_cells(merged)
    for column, width in zip("ABCDEF", (12, 16, 18, 18, 24, 16), strict=True):
        page.column_dimensions[column].width = width
    file = io.BytesIO()
    book.save(file)
    return _steady(file.getvalue())


def picture(size: tuple[int, int], hue: int) -> bytes:
    """Sparks over a dark ground: plainly drawn, no photograph of anybody."""
    wide, high = size
    canvas = Image.new("HSV", size, (hue, 120, 40))
    pen = ImageDraw.Draw(canvas)
    for step in range(60, 0, -1):
        pen.ellipse(
            (wide * 0.62 - step * 9, high * 0.55 - step * 7, wide * 0.62 + step * 9, high * 0.55 + step * 7),
            fill=(hue, 200 - step * 2, 240 - step * 3),
        )
    for at in range(40):
        x, y = wide * 0.62 + (at * 97 % 700 - 350), high * 0.55 - (at * 61 % 420)
        pen.line((wide * 0.62, high * 0.55, x, y), fill=(hue + at % 12, 90, 255), width=2 + at % 3)
    file = io.BytesIO()
    canvas.convert("RGB").save(file, "JPEG", quality=72)
    return file.getvalue()


EXTENSION = """\
关于延长2027年“晒晒我的好手艺”职工作品征集活动报送时间的通知
各镇（街道）总工会：
应部分单位要求，职工摄影作品征集的报送时间由5月31日延长至6月15日，其他要求不变。
示例县总工会
2027年5月20日
"""
SAMPLES: Mapping[str, Callable[[], bytes]] = {
    "notice.docx": notice,
    "entries.xlsx": lambda: sheet(ENTRIES, title="汇总表", merged="A1:F1"),
    "winners.xlsx": lambda: sheet(WINNERS, title="获奖名单"),
    "extension.txt": EXTENSION.encode,
    **{name: lambda given=given: picture(*given) for name, given in PICTURES.items()},
}


def _right(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _steady(data: bytes, *, drop: str = "") -> bytes:
    """The same package without the moment it was written, and without one part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == drop:
                continue
            if name == "docProps/core.xml":
                part = re.sub(rb">\d{4}-\d\d-\d\dT[\d:.]+Z?<", b">2027-03-01T00:00:00Z<", part)
            if name == "_rels/.rels" and drop:
                part = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", part)
            new.writestr(zipfile.ZipInfo(name, (2027, 3, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def main() -> None:
    """Write them all."""
    for name, make in SAMPLES.items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(make())


if __name__ == "__main__":
    main()
