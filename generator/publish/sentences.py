"""What a run did, in sentences for the office."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.publish.record import Difference

_NAMED = 3
"""How many files of others are named; the rest is counted."""


def counts(change: Difference) -> str:
    """How many files came, changed and went."""
    return f"新增 {change.added} 个文件、改动 {change.changed} 个、删除 {change.removed} 个"


def strangers_told(folder: Path, names: Sequence[str]) -> str:
    """Say that readers see files which somebody else put into the shown release."""
    some = "、".join(names[:_NAMED]) + ("……" if len(names) > _NAMED else "")
    return (
        f"注意：正在公开的 {folder} 里有 {len(names)} 个文件不是展榜放的，读者打得开：{some}。"
        "请看看是谁放的；下一个新版本里不会有它们。"
    )
