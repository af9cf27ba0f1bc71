"""The last look at a draft: what its data repeats must stand word for word in its texts, or it is taken out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, field

from generator.values.text import fold, fold_number, sentences
from generator.yamlwriting import Data

_CLAIMS = {
    "": {"theme": "活动主题", "rights": "作品权利"},
    "period": {"printed": "活动时间"},
    "schedule": {"printed": "阶段时间", "text": "阶段内容"},
    "milestones": {"printed": "时间"},
    "targets": {"printed": "计划数字"},
    "contacts": {"unit": "联系单位", "name": "联系人姓名", "email": "电子邮箱"},
    "subprojects": {"eligibility": "参加对象", "call": "征集内容"},
    "sections": {"text": "内容"},
    "deadline": {"printed": "截止时间"},
    "notices": {"doc_number": "发文字号", "recipients": "主送机关", "cc": "抄送", "printed_by": "印发机关"},
    "issued": {"printed": "成文日期"},
    "printed_on": {"printed": "印发日期"},
}
"""Under each list or record, the keys that `generator.claims` holds against the notice and that can be left out."""
_WHOLE = {
    "hosts": "name",
    "co_hosts": "name",
    "requirements": "text",
    "sections": "label",
    "targets": "printed",
}
"""Lists whose item goes as a whole when this key of it is not in the text."""


class _Look(Struct):
    folded: str
    numbers: str
    dropped: list[tuple[str, str]] = field(default_factory=list)

    def stands(self, words: str) -> bool:
        return fold(words) in self.folded or all(fold(part) in self.folded for part in sentences(words))


def faithful(
    data: Mapping[str, Data], texts: Mapping[str, str]
) -> tuple[dict[str, Data], list[tuple[str, str]]]:
    """The data without what its texts, tables and forms do not say, and (what, words) of each piece left out."""
    parts = [*texts.values()]
    for table in _items(data.get("allocation")):
        parts += [
            str(table.get("title", "")),
            *(str(row[0]) for row in _list(table.get("rows")) if isinstance(row, list)),
        ]
        parts += [str(column) for column in _list(table.get("columns"))]
    for form in _items(data.get("forms")):
        parts += [str(form.get("title", ""))]
    whole = "\n".join(parts)
    look = _Look(fold(whole), fold_number(whole))
    out = {key: _kept(value, key, look) for key, value in _without(data, "", look).items()}
    return out, look.dropped


def _without(record: Mapping[str, Data], under: str, look: _Look) -> dict[str, Data]:
    claims = _CLAIMS.get(under, {})
    out: dict[str, Data] = {}
    for key, value in record.items():
        if key in claims and isinstance(value, str) and not look.stands(value):
            look.dropped.append((claims[key], value))
        else:
            out[key] = value
    return out


def _kept(value: Data, under: str, look: _Look) -> Data:
    if isinstance(value, Mapping):
        return {key: _kept(item, key, look) for key, item in _without(value, under, look).items()}
    if not isinstance(value, list):
        return value
    out: list[Data] = []
    for item in value:
        words = (
            item.get(_WHOLE.get(under, ""), "")
            if isinstance(item, Mapping)
            else item
            if under in _WHOLE
            else ""
        )
        if isinstance(words, str) and words and not look.stands(words):
            look.dropped.append(("一项", words))
            continue
        if under == "phones" and isinstance(item, str) and not _number(item, look):
            look.dropped.append(("号码", item))
            continue
        out.append(_kept(item, under, look) if isinstance(item, Mapping) else item)
    return [item for item in out if under != "contacts" or _reachable(item)]


def _number(number: str, look: _Look) -> bool:
    return number in look.numbers or number.replace("-", "") in re.sub("[-()]", "", look.numbers)


def _reachable(item: Data) -> bool:
    return isinstance(item, Mapping) and any(item.get(key) for key in ("phones", "fax", "email", "im"))


def _items(value: Data | None) -> list[Mapping[str, Data]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _list(value: Data | None) -> list[Data]:
    return list(value) if isinstance(value, list) else []
