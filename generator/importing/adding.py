"""A notice for a campaign that is there: its record for the list of notices, its texts under its own name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from generator.importing.draft import Draft
from generator.importing.folder import notice_in_order
from generator.yamlediting import append_item, value_at
from generator.yamlwriting import Data

_RELATIONS = (
    ("withdraws", re.compile("撤销|撤回|废止|取消")),
    ("corrects", re.compile("更正|勘误|改正")),
    ("extends", re.compile("延期|延长|顺延")),
    ("amends", re.compile("补充|调整|修改|变更")),
    ("results_of", re.compile("公示|通报|表扬|表彰|获奖|结果|名单")),
)
_SAID = {
    "withdraws": "撤销",
    "corrects": "更正",
    "extends": "延期",
    "amends": "补充",
    "results_of": "公布结果",
}
_NOT_TAKEN = {
    "subprojects": "子项目",
    "schedule": "阶段",
    "milestones": "时间节点",
    "contacts": "联系人",
    "targets": "计划数字",
    "quotas": "名额",
    "platforms": "平台",
    "period": "活动时间",
}


class Addition(Struct, frozen=True):
    """What adding a notice changes: the new campaign.yml, the new texts by their paths, what an editor should know."""

    campaign_yml: str
    texts: Mapping[str, str]
    told: tuple[str, ...] = ()


def addition(draft: Draft, campaign_yml: str, *, notice: str) -> Addition:
    """The draft's first notice as the notice `notice` of the campaign written in `campaign_yml`; nothing else of it changes.

    Tables and forms that its attachments are come along. Raises `yamlediting.EditError` if the file's layout forbids it.
    """
    notices = draft.data.get("notices")
    assert isinstance(notices, Sequence)
    assert isinstance(notices[0], Mapping)
    record = dict(notices[0])
    former = str(record.get("id", "launch"))
    paths = {path: _path(path, former, notice) for path in draft.texts}
    record["id"] = notice
    record["body"] = paths.get(str(record.get("body")), f"notices/{notice}.txt")
    text, told = campaign_yml, []
    items = []
    for item in _list(record.get("attachments")):
        own = dict(item) if isinstance(item, Mapping) else {}
        if "body" in own:
            own["body"] = paths.get(str(own["body"]), own["body"])
        for key, table in (("allocation", "allocation"), ("form", "forms")):
            if key in own:
                text, own[key] = _with_table(text, draft, table, str(own[key]), notice)
        items.append(own)
    if items:
        record["attachments"] = items
    relation = relation_of(str(record.get("title", "")))
    launch = _first_notice(text)
    if relation and launch and not any(_of(one) == launch for one in _list(record.get("relates_to"))):
        record["relates_to"] = [*_list(record.get("relates_to")), {"notice": launch, "relation": relation}]
        told.append(f"按标题认作对通知 {launch} 的{_SAID[relation]}（relates_to，多半）：请核对。")
    for key, name in _NOT_TAKEN.items():
        count = len(_list(draft.data.get(key))) or int(bool(draft.data.get(key)))
        if count:
            told.append(f"通知里认出的{name}（{count} 处）没有写进活动资料，正文里都在；需要时请自己改。")
    if relation in ("amends", "corrects"):
        told.append("它改了哪些时间、条款，请在这份通知的 amendments 里写明，页面上会并列新旧两种说法。")
    text = append_item(text, ("notices",), notice_in_order(record))
    return Addition(text, {paths[path]: body for path, body in draft.texts.items()}, tuple(told))


def relation_of(title: str) -> str:
    """How a later notice stands to the first one, by its title; "" where the title does not tell."""
    return next((relation for relation, words in _RELATIONS if words.search(title)), "")


def _path(path: str, former: str, notice: str) -> str:
    return re.sub(rf"(?<=^notices/){re.escape(former)}(?=[.-])", notice, path)


def _with_table(text: str, draft: Draft, table: str, wanted: str, notice: str) -> tuple[str, str]:
    """The file with the record of a table or form, and the id under which it stands there."""
    there = {str(one.get("id")) for one in _list(value_at(text, (table,))) if isinstance(one, Mapping)}
    for record in _list(draft.data.get(table)):
        if isinstance(record, Mapping) and record.get("id") == wanted:
            name = f"{notice}-{wanted}" if wanted in there else wanted
            return append_item(text, (table,), {**record, "id": name}), name
    return text, wanted


def _first_notice(text: str) -> str:
    notices = _list(value_at(text, ("notices",)))
    return str(notices[0].get("id", "")) if notices and isinstance(notices[0], Mapping) else ""


def _of(relation: Data) -> str:
    return str(relation.get("notice", "")) if isinstance(relation, Mapping) else ""


def _list(data: Data | None) -> Sequence[Data]:
    return data if isinstance(data, Sequence) and not isinstance(data, str) else ()
