"""A comparison in words: the few lines for a merge request, the text for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.review.comparison import Comparison
from generator.review.facts import WEIGHT_NAMES
from generator.review.lines import Piece
from generator.review.pages import KIND_NAMES, PageChange

OUTCOMES = {
    "changed": "有变化",
    "added": "新增",
    "removed": "删除",
    "moved": "迁移（原网址会转到新网址）",
    "withdrawn": "撤下（原网址留下说明）",
}
NOTHING = "读者看到的网站没有变化。"
_SHOWN = 30
"""Lines of one kind in a summary; the folder has all of them."""
_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&@])")


def counts(found: Comparison) -> str:
    """One line: how many pages of which outcome."""
    parts = [
        f"{OUTCOMES[outcome].partition('（')[0]} {len(pages)} 页"
        for outcome in OUTCOMES
        if (pages := found.with_outcome(outcome))
    ]
    return "，".join(parts) + "。" if parts else "没有网页变化。"


def by_kind(pages: tuple[PageChange, ...]) -> Iterator[tuple[str, list[PageChange]]]:
    """Pages by what readers call them, what a reviewer looks at first in front."""
    for kind in KIND_NAMES:
        if of_kind := [page for page in pages if page.kind == kind]:
            yield kind, of_kind


def as_text(found: Comparison) -> str:
    """The comparison for a terminal."""
    return "\n".join(_lines(found, bold="", escape=False))


def as_markdown(found: Comparison) -> str:
    """A summary for the description of a merge request; everything of the data in it is escaped."""
    return "\n".join(_lines(found, bold="**", escape=True)) + "\n"


def _lines(found: Comparison, *, bold: str, escape: bool) -> Iterator[str]:
    def say(text: str) -> str:
        return _MARKS.sub(r"\\\1", text) if escape else text

    yield f"{'### ' if escape else ''}读者会看到的变化：{say(found.base)} → {say(found.to)}（按 {say(found.as_of.isoformat())} 计算）"
    yield ""
    if found.nothing:
        yield NOTHING
        yield from (say(note) for note in found.notes)
        return
    yield counts(found)
    if found.texts:
        yield ""
        yield f"{bold}原文有改动{bold}：要有勘误说明（errata）或者理由。"
        for text in found.texts[:_SHOWN]:
            for passage in text.passages[:_SHOWN]:
                where = f"{text.file}:{passage.after or passage.before}"
                yield f"- {say(where)}  {say(marked(passage.pieces))}{'（已有勘误说明）' if passage.explained else ''}"
    for facts in found.facts:
        yield ""
        yield f"{bold}{say(facts.title)}{bold}"
        for view in facts.views[:_SHOWN]:
            source = f"，原文 {view.source}" if view.source else ""
            said = f"{view.group}　{view.label}：{view.before or '（无）'} → {view.after or '（删除）'}"
            yield f"- [{WEIGHT_NAMES[view.weight]}] {say(said)}（{say(view.place + source)}）"
        if len(facts.views) > _SHOWN:
            yield f"- 等共 {len(facts.views)} 处"
    if found.shown or found.masked:
        yield ""
        yield from (f"- 手机号改为完整公开：{say(number)}" for number in found.shown)
        yield from (f"- 手机号不再完整公开：{say(number)}" for number in found.masked)
    for outcome, word in OUTCOMES.items():
        pages = tuple(page for page in found.with_outcome(outcome) if page.own)
        if pages:
            yield ""
            yield f"{bold}{word}{bold}"
            for kind, listed in by_kind(pages):
                names = "、".join(say(_named(page)) for page in listed[:8])
                yield f"- {kind} {len(listed)} 页：{names}{' 等' if len(listed) > 8 else ''}"
    if found.files:
        yield ""
        kinds = dict.fromkeys(change.kind for change in found.files)
        told = "，".join(f"{kind} {sum(c.kind == kind for c in found.files)} 个" for kind in kinds)
        yield f"下载的文件：{told}。"
    yield from (say(note) for note in found.notes)


def marked(pieces: tuple[Piece, ...]) -> str:
    """A changed line as plain text: [-gone-] and {+come+}; long unchanged parts are cut."""
    signs = {"same": "{}", "del": "[-{}-]", "ins": "{{+{}+}}"}
    return "".join(signs[p.sign].format(_cut(p.text) if p.sign == "same" else p.text) for p in pieces)


def _named(page: PageChange) -> str:
    return f"{page.title}（{page.campaign}）" if page.campaign else page.title


def _cut(text: str, around: int = 12) -> str:
    return text if len(text) <= 2 * around + 1 else f"{text[:around]}…{text[-around:]}"
