"""The field reference of the handbook: every record with its keys, written from the models and their words."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.campaign import Campaign
from generator.model.entry import Entry
from generator.model.notice import Notice
from generator.model.record import Record
from generator.model.subproject import Subproject
from generator.schema.kinds import KINDS
from generator.schema.records import Key, Many, Named, One, Shape, Value, keys, record_in, records, records_of
from generator.schema.words import KeyWords, words
from generator.yamlwriting import written

_FILES = {Campaign: "`campaign.yml`", Entry: "`entry.yml`"}
_PARTS: tuple[tuple[str, type[Record]], ...] = (
    ("活动", Campaign),
    ("子项目", Subproject),
    ("通知", Notice),
    ("作品", Entry),
)
"""The parts of the page, each with its leading record and those that stand in it, where no part before has them."""
_SHORT = 44
"""Characters of an example that stands in its sentence: more would be cut in pieces on a phone."""
_HEAD = """\
---
# 由 zhanbang schema 生成，不要手改：说法在 generator/schema/ 的 .toml 里。
title: 每一项怎样写
description: campaign.yml 和 entry.yml 里可以写的每一个键：写什么、必不必填、例子。
---

# 每一项怎样写

`campaign.yml` 和 `entry.yml` 里可以写的每一个键。标着“必填”的一定要写，其余没有就整行不写：原文没有的，不补、不猜、不写“无”。表里没有的键一律不收；参赛者的电话、身份证号、出生日期没有地方写，也不要写进任何一项文字。

用 VS Code 打开项目文件夹，装上它推荐的 YAML 扩展，写的时候就有这里的说明和提示。
"""


def reference() -> str:
    """The page as Markdown: the ways to write a value, then a definition list for each record, each key with an anchor."""
    parts = _parts()
    lines = [_HEAD]
    for title, models in parts:
        inner = "、".join(f"[{words()[m.__name__].title}](#{_anchor(m)})" for m in models)
        lines.append(f"- {title}：{inner}")
    lines += ["- 值：[值的写法](#values)", ""]
    for title, models in parts:
        heading = f"## {title} {_FILES.get(models[0], '')}".rstrip()
        lines += _section(models[0], heading)
        for model in models[1:]:
            lines += _section(model, f"### {words()[model.__name__].title}")
    lines += ["## 值的写法 {#values}", ""]
    for name, how in {kind.name: kind.how for kind in KINDS.values()}.items():
        lines += [f"{name}", f":   {how}", ""]
    return "\n".join(lines).rstrip() + "\n"


def address(model: type[Record], key: str = "") -> str:
    """Where a record, or a key of it, is explained on the page."""
    return f"#{_anchor(model)}" + (f"-{key}" if key else "")


def _parts() -> list[tuple[str, list[type[Record]]]]:
    left = dict.fromkeys(records().values())
    found = []
    for title, model in reversed(_PARTS):
        own = [inner for inner in records_of(model) if inner in left]
        if model is not Campaign:  # what campaigns have as well is told there
            shared = {inner for key in keys(Campaign) for inner in _reached(key)}
            own = [inner for inner in own if inner is model or inner not in shared]
        for inner in own:
            del left[inner]
        found.append((title, own))
    return found[::-1]


def _reached(key: Key) -> tuple[type[Record], ...]:
    """The records of a key of campaigns, but for those that have a part of their own."""
    inner = record_in(key.shape)
    return () if inner is None or inner in (Subproject, Notice) else records_of(inner)


def _section(model: type[Record], heading: str) -> Iterator[str]:
    said = words()[model.__name__]
    yield from (f"{heading} {{#{_anchor(model)}}}", "", said.description, "")
    for key in keys(model):
        yield from _entry(model, key, said.keys[key.name])


def _entry(model: type[Record], key: Key, said: KeyWords) -> Iterator[str]:
    mark = "（必填）" if key.required else ""
    yield f"`{key.name}`{{{address(model, key.name)}}} {said.title}{mark}"
    notes = [said.description, _taken(key.shape, said)]
    if key.default is not None:
        notes.append(f"不写就是 `{str(key.default).lower()}`。")
    shown = [] if said.choices else [written({key.name: one}).splitlines() for one in said.examples]
    short = [_short(key.name, lines) for lines in shown if len(lines) == 1 and len(lines[0]) <= _SHORT]
    short = [one for one in short if one not in said.description]
    if short:
        notes.append("例如 " + "、".join(f"`{one}`" for one in short) + "。")
    yield ":   " + "".join(note for note in notes if note)
    for word, meaning in said.choices.items():
        yield from (("",) if word == next(iter(said.choices)) else ())
        yield f"    - `{word}` {meaning}"
    for lines in shown:
        if len(lines) > 1 or len(lines[0]) > _SHORT:
            yield ""
            yield from (f"        {line}" for line in lines)
    yield ""


def _taken(shape: Shape, said: KeyWords) -> str:
    """What stands there: a list, a record with a link to it, a kind of value."""
    if isinstance(shape, (Many, Named)):
        inner = _taken(shape.item, said)
        return f"是列表，{inner}" if isinstance(shape, Many) and inner else inner or "是列表。"
    if isinstance(shape, One):
        return f"见[{words()[shape.model.__name__].title}]({address(shape.model)})。"
    if isinstance(shape, Value) and not said.choices and KINDS[shape.type].name not in ("文字", "多段文字"):
        return f"写法见[{KINDS[shape.type].name}](#values)。"
    return ""


def _short(name: str, lines: list[str]) -> str:
    """A single line: a plain value as it is typed, a record or a list with its key."""
    value = lines[0].removeprefix(f"{name}: ")
    return lines[0] if value.startswith(("[", "{")) else value


def _anchor(model: type[Record]) -> str:
    return model.__name__.lower()
