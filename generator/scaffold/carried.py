"""What a new campaign takes over from an older one: how it is built, never its days, numbers and people.

A person or a number of one year is not known to be right in the next (nobody answers there any more, or somebody else
does), so both are left out, also where they stand in the middle of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, field

from generator.model.base import Count, Flag, Whole, Year
from generator.model.campaign import Campaign
from generator.schema.records import Value, keys, records_of

Data = Any
"""YAML as plain data: every value is text."""


def _taking(*types: Any) -> frozenset[str]:
    """The names of all keys that take a value of these types."""
    return frozenset(
        key.name
        for model in records_of(Campaign)
        for key in keys(model)
        if isinstance(key.shape, Value) and key.shape.type in types
    )


_CAMPAIGN = (
    *("title", "short_title", "tier", "region", "area_code", "year", "theme", "sample", "sponsors"),
    *("media_partners", "units", "schedule", "platforms", "awards", "order", "subprojects", "forms"),
    *("rights", "consents", "contact_visibility", "notices"),
)
_SUBPROJECT = (
    *("id", "tier", "title", "kind", "subject", "media", "hosts", "co_hosts", "eligibility", "call"),
    *("sections", "requirements", "forms", "platforms", "awards", "order", "rights"),
)
_LEFT = {
    "contacts": "联系人",
    "period": "活动时间",
    "milestones": "时间点",
    "targets": "计划数字",
    "quotas": "名额",
    "allocation": "分配表",
    "voting": "网络投票",
    "retention": "保存期",
    "deadline": "截止时间",
    "parent": "上一级活动",
    "relay_of": "承接的项目",
}
"""What is to be written anew, in the order in which it is told."""
_FLAGS = _taking(Flag)
_FIGURES = _taking(Whole, Count, Year)
"""Keys whose values stand in YAML without quotes."""
_MAIL = re.compile(r"[A-Za-z0-9._%+*-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PHONE = re.compile(
    r"(?<![\d*])(?:1[3-9]\d[ -]?[\d*]{4}[ -]?\d{4}|0\d{2,3}[-－—– ]?\d{7,8}|[2-9]\d{6,7})(?![\d*年])"
)


class Carried(Struct, frozen=True):
    """The new campaign as data, and what of the old one was left behind: its words, how often, the offices."""

    data: Mapping[str, Data]
    left: tuple[str, ...]
    offices: tuple[str, ...] = ()
    tables: tuple[Mapping[str, Data], ...] = field(default=())


def carried(old: Mapping[str, Data], *, year: int, title: str | None = None) -> Carried:
    """The structure of `old` for another year: years in titles are advanced, texts kept, the launch notice begun anew."""
    before = str(old.get("year", ""))

    def clean(value: Data, key: str = "") -> Data:
        if isinstance(value, dict):
            return {_dated(name, before, year): clean(item, name) for name, item in value.items()}
        if isinstance(value, list):
            return [clean(item, key) for item in value]
        if key in ("title", "short_title", "label"):
            return value.replace(before, str(year)) if before else value
        if key in _FIGURES and re.fullmatch("0|[1-9][0-9]*", value):
            return int(value)
        if key in _FLAGS:
            return value == "true"
        return value if "://" in value else _PHONE.sub("【请填写电话】", _MAIL.sub("【请填写邮箱】", value))

    data = {key: clean(old[key], key) for key in _CAMPAIGN if key in old and key != "notices"}
    data["year"] = year
    data["sample"] = True
    if title:
        data["title"] = title
    if str(data.get("contact_visibility", "")).startswith("until:"):
        del data["contact_visibility"]
    if "schedule" in data:
        data["schedule"] = [
            {"name": stage["name"]} for stage in _records(data, "schedule") if "name" in stage
        ]
    if "subprojects" in data:
        data["subprojects"] = [
            {key: one[key] for key in _SUBPROJECT if key in one} for one in _records(data, "subprojects")
        ]
    first = next(iter(_records(old, "notices")), {})
    data["notices"] = [_launch(first, data["title"], before, year)]
    ordered = {key: data[key] for key in _CAMPAIGN if key in data}
    return Carried(ordered, tuple(_told(old)), tuple(_offices(old)), tuple(_records(old, "allocation")))


def _launch(first: Mapping[str, Data], title: str, before: str, year: int) -> dict[str, Data]:
    """The launch notice: who issues it and to whom, as before."""
    own = str(first.get("title", ""))
    notice: dict[str, Data] = {"id": "launch", "kind": "通知"}
    notice["title"] = own.replace(before, str(year)) if before and before in own else f"关于开展{title}的通知"
    notice |= {key: first[key] for key in ("masthead", "issuers", "recipients") if key in first}
    return notice | {"signature": ["【请填写落款】"], "body": "notices/launch.txt"}


def _dated(key: str, before: str, year: int) -> str:
    """An id with last year in it (`form-2024`) is this year's."""
    return re.sub(rf"(?<!\d){before}(?!\d)", str(year), key) if before else key


def _told(old: Mapping[str, Data]) -> Iterator[str]:
    """`联系人 5 处` for everything that is to be written anew."""
    counts = dict.fromkeys(_LEFT, 0)
    holders = [old, *_records(old, "subprojects"), *_records(old, "schedule")]
    for holder in holders:
        for key in _LEFT:
            value = holder.get(key)
            counts[key] += len(value) if isinstance(value, list) else bool(value)
    yield from (f"{_LEFT[key]} {count} 处" for key, count in counts.items() if count)
    if others := len(_records(old, "notices")):
        yield f"通知 {others} 份的正文、文号、日期、结果、转录说明"


def _offices(old: Mapping[str, Data]) -> Iterator[str]:
    """Whom one asked, by office and without a person."""
    seen: set[str] = set()
    for holder in (old, *_records(old, "subprojects")):
        for contact in _records(holder, "contacts"):
            office = contact.get("unit")
            if isinstance(office, str) and office not in seen:
                seen.add(office)
                yield office


def _records(data: Mapping[str, Data], key: str) -> list[dict[str, Data]]:
    listed = data.get(key)
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
