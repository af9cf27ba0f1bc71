"""What an import did or would do, in the words of an office. Numbers of people are covered in every line."""

from __future__ import annotations

from generator.sheets.changes import Change
from generator.sheets.entries import Import
from generator.sheets.grid import letter
from generator.sheets.heads import KEYS
from generator.sheets.hiding import hidden

_MOST_SHOWN = 100
_LONGEST = 60
_KEY_NAMES = {
    "title": "作品名称",
    "no": "编号",
    "credits": "作者",
    "unit": "单位",
    "recommended_by": "推荐单位",
    "statement": "简介",
    "text": "正文",
    "account": "账号",
    "ai_use": "AI 使用",
    "status": "状态",
    "media": "媒体文件",
    "honours": "奖项",
}


def header_text(found: Import) -> str:
    """Which rows were taken for the header and which column for what; "" where none was found."""
    grid, header = found.read.grid, found.read.header
    if grid is None or header is None:
        return ""
    rows = f"第 {header.first} 行" if header.first == header.last else f"第 {header.first}–{header.last} 行"
    columns = "，".join(
        f"{letter(c.index)} {c.head}→{KEYS[c.key]}{'（' + c.role + '）' if c.role else ''}"
        for c in header.columns
    )
    return f"{grid.name}：表头在{rows}。\n  {columns}"


def changes_text(found: Import) -> str:
    """Before → after of every changed entry, by row."""
    lines = []
    changed = [one.change for one in found.changes if one.change.kind == "changed"]
    for change in changed[:_MOST_SHOWN]:
        lines.append(f"  第 {change.row} 行 {change.subproject}/{change.id}：{_pairs(change)}")
    if len(changed) > _MOST_SHOWN:
        lines.append(f"  …… 还有 {len(changed) - _MOST_SHOWN} 件，用 git diff 看")
    return "\n".join(["改动：", *lines]) if lines else ""


def _pairs(change: Change) -> str:
    return "；".join(
        f"{_KEY_NAMES.get(key, key)} {_short(before)} → {_short(after)}"
        for key, before, after in change.shown
    )


def _short(text: str) -> str:
    covered = hidden(text)
    return covered if len(covered) <= _LONGEST else covered[:_LONGEST] + "……"


def counts_text(found: Import, *, dry: bool) -> str:
    """How many entries are new, changed, the same, left alone, and how many rows could not be used."""
    used = len(found.changes)
    parts = [
        f"{'将新增' if dry else '新增'} {found.count('new')} 件",
        f"{'将改动' if dry else '改动'} {found.count('changed')} 件",
        f"没有变化 {found.count('same')} 件",
    ]
    if found.count("kept"):
        parts.append(f"不同但没有改 {found.count('kept')} 件")
    if found.rows > used:
        parts.append(f"没有用上 {found.rows - used} 行")
    return f"表里有 {found.rows} 件作品：" + "，".join(parts) + "。"
