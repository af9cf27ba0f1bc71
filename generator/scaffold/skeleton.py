"""The text of a launch notice that says what the records of its campaign repeat, with blanks where this year's is unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_FIGURES = "〇一二三四五六七八九十"


def launch_text(data: Mapping[str, Any]) -> str:
    """A notice for a campaign as data: its sub-projects with call and rules, its stages by their names."""
    return "".join(f"{line}\n" for line in _lines(data))


def _lines(data: Mapping[str, Any]) -> Iterator[str]:
    notice = data["notices"][0]
    if masthead := notice.get("masthead"):
        yield " ".join([*masthead["organs"], *([masthead["suffix"]] if masthead.get("suffix") else [])])
    yield notice["title"]
    if recipients := notice.get("recipients"):
        yield f"{recipients}："
    yield f"【请填写开头一段】现就开展{data['title']}有关事项通知如下。"
    if theme := data.get("theme"):
        yield f"活动主题：{theme}"
    yield "一、活动内容"
    for number, subproject in enumerate(data.get("subprojects", ()), start=1):
        yield f"（{_chinese(number)}）{subproject['title']}"
        yield from _subproject(subproject)
    yield "二、进度安排"
    for number, stage in enumerate(data.get("schedule", ()), start=1):
        yield f"{number}. {stage['name']}：【请填写起止时间和内容】"
    if rights := data.get("rights"):
        yield "三、作品权利"
        yield from rights.split("\n")
    yield from ("【请填写落款】", "【请填写成文日期】")


def _subproject(subproject: Mapping[str, Any]) -> Iterator[str]:
    if eligibility := subproject.get("eligibility"):
        yield f"参加对象：{eligibility}"
    yield from _paragraphs(subproject.get("call"))
    for section in subproject.get("sections", ()):
        yield section["label"]
        yield from _paragraphs(section.get("text"))
    for requirement in subproject.get("requirements", ()):
        yield from _paragraphs(requirement["text"])
    yield from _paragraphs(subproject.get("rights"))
    for key, label in (("hosts", "承办单位"), ("co_hosts", "协办单位")):
        names = [host["name"] if isinstance(host, Mapping) else host for host in subproject.get(key, ())]
        if names:
            yield f"{label}：{'、'.join(names)}"
    yield "联系人：【请填写联系单位、姓名、电话】"


def _paragraphs(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").split("\n") if line.strip()]


def _chinese(number: int) -> str:
    """一 to 九十九, as lists in notices are numbered."""
    tens, ones = divmod(number, 10)
    return (("" if tens == 1 else _FIGURES[tens]) + "十" if tens else "") + (_FIGURES[ones] if ones else "")
