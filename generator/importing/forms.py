"""Blank forms: a table of labels with room beside them becomes rows of boxes."""

from __future__ import annotations

import re

from generator.importing.organs import closed
from generator.importing.received import Grid
from generator.yamlwriting import Data

_TALL = re.compile("简介|理由|事迹|意见|内容|说明|描述|情况|经历|感言|照|盖章|签字|备注")
_HINT = re.compile(r"[（(](?:填写|请|注|可|如|限|不超过|\d).*[）)]")
_TITLE = re.compile("表$|表[（(]|申请书|承诺书|审批|回执|登记卡")


def is_form(grid: Grid, title: str) -> bool:
    """Whether a table is a form to be filled in: its title says so, or most of its room is empty beside short labels."""
    cells = [cell.strip() for row in grid.rows for cell in row]
    filled = [cell for cell in cells if cell]
    if not filled or len(grid.rows) < 2:
        return False
    empty = 1 - len(filled) / len(cells)
    words = any(
        re.fullmatch(r"姓\s*名|名\s*称|单\s*位|作品名称|性\s*别|联系电话|推荐单位.*|作者.*", cell)
        for cell in filled
    )
    named = bool(_TITLE.search(closed(title))) and not re.search("分配|安排|名单|一览|汇总结果", title)
    return words and empty >= 0.2 and (named or empty >= 0.35)


def form_rows(grid: Grid) -> list[list[dict[str, Data]]]:
    """The rows of a form. A cell over several rows or columns counts once; a hint in brackets goes to the box before it."""
    out: list[list[dict[str, Data]]] = []
    above: tuple[str, ...] = ()
    for row in grid.rows:
        boxes: list[dict[str, Data]] = []
        before = ""
        for at, cell in enumerate(row):
            text = re.sub(
                r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff(（）)])|(?<=[（(，,]) ", "", " ".join(cell.split())
            )
            if (
                not text
                or text == before
                or (at < len(above) and " ".join(above[at].split()) == " ".join(cell.split()))
            ):
                before = text or before
                continue
            before = text
            if boxes and _HINT.fullmatch(text):
                boxes[-1]["hint"] = text
                continue
            boxes.append({"label": text})
        alone = len(boxes) == 1
        for box in boxes:
            if _TALL.search(str(box["label"])):
                box["lines"] = 6 if alone and not re.search("意见|照", str(box["label"])) else 4
        if boxes:
            out.append(boxes)
        above = tuple(row)
    return out
