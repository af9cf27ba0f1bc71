"""What an import did, in Chinese: for the terminal in short, and whole as a page of Markdown for whoever checks it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.importing.account import Added
from generator.importing.draft import Draft, Finding, Left
from generator.importing.mending import Mend
from generator.importing.received import Received
from generator.importing.unrecorded import Unrecorded
from generator.problems import Problem
from generator.report import as_text
from generator.values.phone import mask_mobiles
from generator.values.text import legible, mask_citizen_ids

_CERTAIN = {"sure": "确定", "likely": "多半", "guess": "猜测"}
_LONGEST = 80
UNRECORDED = "原文里有、资料里没有的"
_SORTS = {
    "number": (
        "电话、邮箱、网址 {} 个",
        "电话、邮箱写进所属子项目的 contacts，不属于哪个子项目的写进最外层的 contacts；网址写进 platforms",
    ),
    "host": (
        "承办、协办单位和联系人 {} 处",
        "承办单位写进子项目的 hosts，协办单位写进 co_hosts，联系人写进 contacts",
    ),
    "project": ("子项目 {} 处", "子项目写进 subprojects"),
    "date": ("日期 {} 处", "阶段写进 schedule，截止日期写进 milestones"),
}
"""What is counted, and where an editor puts it."""
_FIRST = 3


def page(
    *,
    received: Received,
    drafts: Sequence[Draft],
    mends: Sequence[Mend],
    added: Sequence[Added],
    told: Sequence[str],
    problems: Sequence[Problem],
    following: Sequence[str],
) -> str:
    """The whole report as Markdown. Places are numbers of the source, as `received.counted` counts them."""
    unit = received.counted
    lines = [f"# 导入报告：{received.name}", ""]
    lines += [f"位置是原文件的{'行号' if unit == '行' else '段落次序（空段和表格的每一行也算一段）'}。", ""]
    if told:
        lines += ["## 先看这里", "", *(f"- {one}" for one in told), ""]
    if missing := [one for draft in drafts for one in unrecorded_of(draft)]:
        lines += _part(
            UNRECORDED,
            (f"{_at(one.number, one.last, unit)}：{one.what}{_quoted(one.words)}" for one in missing),
        )
        lines += [f"**{'；'.join(_counted(missing))}。{_incomplete(missing)}** {_remedy(missing)}", ""]
    for draft in drafts:
        lines += [f"## {draft.id}：{draft.data.get('title', '')}", "", *_findings(draft, unit)]
    guesses = [(draft, one) for draft in drafts for one in draft.findings if one.certainty == "guess"]
    lines += _part("猜测的，请逐条核对", (_guess(draft, one, unit) for draft, one in guesses))
    left = [one for draft in drafts for one in _kept(draft)]
    lines += _part(
        "留作正文、没有成为资料的，和还缺的",
        (f"{_at(one.number, one.last, unit)}：{one.what}{_quoted(one.words)}" for one in left),
    )
    lines += _part(
        "认不出归处、补进正文的",
        (
            f"第 {one.number} {unit}{_quoted(one.words)} → campaigns/{one.campaign}/{one.path}"
            for one in added
        ),
    )
    lines += _part(
        "丢失的（图片、二维码、页眉等）", (f"第 {one.number} {unit}：{one.what}" for one in received.lost)
    )
    lines += _part(
        "改回的转写损坏（已写进勘误 errata）",
        (f"第 {one.number} {unit}：“{one.printed}” → “{one.reading}”（{one.note}）" for one in mends),
    )
    if problems:
        lines += ["## 还要补", "", "```text", as_text(problems), "```", ""]
    lines += ["## 接下来", "", *(f"{at}. {one}" for at, one in enumerate(following, start=1))]
    return safe("\n".join(lines) + "\n")


def summary(
    received: Received, drafts: Sequence[Draft], mends: Sequence[Mend], added: Sequence[Added]
) -> Iterator[str]:
    """The short form for a terminal: what was recognised, counted; what is doubtful, in full."""
    for draft in drafts:
        counts = "，".join(f"{name} {count}" for name, count in _counts(draft) if count)
        yield safe(f"{draft.id}：{draft.data.get('title', '')}")
        yield f"  认出：{counts or '只有正文'}。"
    unit = received.counted
    if missing := [one for draft in drafts for one in unrecorded_of(draft)]:
        yield f"{UNRECORDED}（{len(missing)} 处）："
        yield from (f"  {safe(line)}" for line in _missing(missing, unit))
        yield from (f"  {safe(line)}" for line in (_incomplete(missing), _remedy(missing)) if line)
    guesses = [(draft, one) for draft in drafts for one in draft.findings if one.certainty == "guess"]
    left = [one for draft in drafts for one in _kept(draft)]
    for title, items in (
        ("猜测的，请核对", [_guess(draft, one, unit) for draft, one in guesses]),
        (
            "没有成为资料的，和还缺的",
            [f"{_at(one.number, one.last, unit)}：{one.what}{_quoted(one.words)}" for one in left],
        ),
        ("认不出归处、补进正文的", [f"第 {one.number} {unit}{_quoted(one.words)}" for one in added]),
        ("丢失的", [f"第 {one.number} {unit}：{one.what}" for one in received.lost]),
        ("改回的转写损坏", [f"第 {one.number} {unit}：“{one.printed}” → “{one.reading}”" for one in mends]),
    ):
        if items:
            yield f"{title}（{len(items)} 处）："
            yield from (f"  {safe(item)}" for item in items[:_SHOWN])
            if len(items) > _SHOWN:
                yield f"  …… 其余 {len(items) - _SHOWN} 处见报告。"


_SHOWN = 12


def unrecorded_of(draft: Draft) -> tuple[Unrecorded, ...]:
    """What the source of a draft prints and its records lack."""
    return tuple(one for one in draft.left if isinstance(one, Unrecorded))


def _kept(draft: Draft) -> tuple[Left, ...]:
    return tuple(one for one in draft.left if not isinstance(one, Unrecorded))


def _counted(missing: Sequence[Unrecorded]) -> Iterator[str]:
    for sort, (counted, _) in _SORTS.items():
        if count := sum(one.sort == sort for one in missing):
            yield counted.format(count)


def _missing(missing: Sequence[Unrecorded], unit: str) -> Iterator[str]:
    """One sentence for each sort: how many, and the first of them."""
    for sort, (counted, _) in _SORTS.items():
        if found := [one for one in missing if one.sort == sort]:
            first = "、".join(
                f"{_at(one.number, one.last, unit)}{one.what}{_quoted(one.words)}" for one in found[:_FIRST]
            )
            more = f"……其余 {len(found) - _FIRST} 处见报告" if len(found) > _FIRST else ""
            yield f"{counted.format(len(found))}：{first}{more}。"


def _incomplete(missing: Sequence[Unrecorded]) -> str:
    short = any(one.sort in ("number", "host") for one in missing)
    return "这次导入不完整：这些电话、单位或人只在正文里，网站的联系方式和承办单位里没有。" if short else ""


def _remedy(missing: Sequence[Unrecorded]) -> str:
    files = "、".join(dict.fromkeys(f"campaigns/{one.campaign}/campaign.yml" for one in missing))
    ways = "；".join(way for sort, (_, way) in _SORTS.items() if any(one.sort == sort for one in missing))
    return f"请对照原件补进 {files}：{ways}。"


def _findings(draft: Draft, unit: str) -> Iterator[str]:
    if not draft.findings:
        return
    yield "| 认出什么 | 原文 | 位置 | 把握 | 写到哪里 |"
    yield "| --- | --- | --- | --- | --- |"
    for one in draft.findings:
        cells = (one.what, one.value, _at(one.number, one.last, unit), _CERTAIN[one.certainty], one.path)
        yield "| " + " | ".join(_cell(cell) for cell in cells) + " |"
    yield ""


def _guess(draft: Draft, one: Finding, unit: str) -> str:
    why = f"（{one.why}）" if one.why else ""
    path = f"，写在 {draft.id} 的 {one.path}" if one.path else ""
    return f"{_at(one.number, one.last, unit)}：{one.what}{_quoted(one.value)}{why}{path}"


def _counts(draft: Draft) -> Iterator[tuple[str, int]]:
    def many(name: str) -> int:
        found = draft.data.get(name)
        return len(found) if isinstance(found, Sequence) and not isinstance(found, str) else 0

    yield "通知", many("notices")
    yield "阶段", many("schedule")
    yield "子项目", many("subprojects")
    projects = draft.data.get("subprojects")
    inner = projects if isinstance(projects, Sequence) and not isinstance(projects, str) else ()
    people = [one.get("contacts", ()) for one in inner if isinstance(one, dict)]
    yield "联系人", many("contacts") + sum(len(one) for one in people if isinstance(one, Sequence))
    yield "表格", many("allocation")
    yield "空白表", many("forms")


def _part(title: str, items: Iterator[str]) -> Iterator[str]:
    found = list(items)
    if found:
        yield f"## {title}（{len(found)} 处）"
        yield ""
        yield from (f"- {item}" for item in found)
        yield ""


def _at(number: int, last: int, unit: str) -> str:
    if number < 1:
        return "全文"
    return f"第 {number} {unit}" if last <= number else f"第 {number}—{last} {unit}"


def _quoted(words: str) -> str:
    text = " ".join(words.split())
    return f"“{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + '…'}”" if text else ""


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def safe(text: str) -> str:
    """Return `text` as it may be shown. Reports are handed on: no identity number stands in one, mobile numbers only masked."""
    return "\n".join(legible(mask_mobiles(mask_citizen_ids(line))) for line in text.split("\n"))
