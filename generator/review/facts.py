"""A campaign as a list of facts, record by record.

By allowlist: only the fields named here are compared, so nothing internal can get into a comparison. Values are those of
the public catalog, masked as on the pages of the day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from msgspec import Struct

from generator.model.campaign import Campaign
from generator.model.common import Contact, Stage
from generator.model.notice import Notice
from generator.model.record import Record
from generator.model.subproject import Subproject
from generator.words import MEDIA_NAMES, MODALITY_NAMES, RELATION_NAMES

Weight = Literal["name", "phone", "date", "amount", "other"]
WEIGHT_NAMES: Mapping[Weight, str] = {
    "name": "名称和姓名",
    "phone": "电话和邮箱",
    "date": "时间",
    "amount": "数字和名额",
    "other": "其他",
}
"""What a reviewer looks at first, in this order."""

_OPEN = "（没有写）"


class Fact(Struct, frozen=True):
    """One fact. `record`, `name` and `index` lead to where it is written and where the notice prints it."""

    label: str
    value: str
    weight: Weight
    record: Record
    name: str
    index: int | None = None


class Group(Struct, frozen=True):
    """The facts of one record. `key` finds the record again in another state; a `loose` one may have got another key."""

    key: tuple[str, ...]
    title: str
    facts: tuple[Fact, ...]
    loose: bool = False


def groups(campaign: Campaign) -> tuple[Group, ...]:
    """Every record of a campaign with its facts, in the order of campaign.yml."""
    return tuple(group for group in _groups(campaign) if group.facts)


def _groups(c: Campaign) -> Iterator[Group]:
    yield Group(("campaign",), "活动", tuple(_campaign(c)))
    for stage in c.schedule:
        yield Group(("stage", stage.name), f"阶段“{stage.name}”", tuple(_stage(stage)), loose=True)
    for milestone in c.milestones:
        yield Group(
            ("milestone", milestone.what), f"时间“{milestone.what}”", tuple(_when(milestone)), loose=True
        )
    for platform in c.platforms:
        facts = _some(platform, name=("平台名称", "name"))
        addresses = "；".join(f"{one.label} {one.url}" for one in platform.entries if one.url)
        facts += [Fact("入口", addresses, "other", platform, "entries")] if addresses else []
        yield Group(("platform", platform.id), f"平台“{platform.name}”", tuple(facts))
    for contact in c.contacts:
        yield _contact(contact, "", "主办部门")
    for target in c.targets:
        yield Group(
            ("target", target.name), f"计划“{target.name}”", tuple(_some(target, printed=("数字", "amount")))
        )
    for s in c.subprojects:
        yield Group(("subproject", s.id), f"子项目“{s.title}”", tuple(_subproject(s)))
        for contact in s.contacts:
            yield _contact(contact, s.id, f"子项目“{s.title}”")
    for table in c.allocation:
        for row in table.rows:
            figures = "，".join(f"{name} {n}" for name, n in zip(table.columns, row.values, strict=False))
            fact = Fact("分配", figures, "amount", row, "values")
            yield Group(("row", table.id, row.unit), f"{table.title}：{row.unit}", (fact,))
    for notice in c.notices:
        yield Group(("notice", notice.id), f"{notice.kind}“{notice.title}”", tuple(_notice(notice)))


def _campaign(c: Campaign) -> Iterator[Fact]:
    yield from _some(
        c, title=("活动名称", "name"), short_title=("活动简称", "name"), theme=("活动主题", "name")
    )
    yield from _some(c, region=("地区", "name"), rights=("作品权利", "other"), parent=("上级活动", "other"))
    yield from _listed(c, sponsors=("主办单位", "name"), media_partners=("媒体支持", "name"))
    if c.period:
        yield from _when(c.period, "活动时间")
    yield from _quotas(c)
    yield from _awards(c)
    if c.voting:
        yield from _some(
            c.voting, printed=("投票时间", "date"), url=("投票地址", "other"), rules=("投票规则", "other")
        )


def _stage(stage: Stage) -> Iterator[Fact]:
    yield from _some(stage, name=("阶段名称", "name"))
    yield from _when(stage)
    yield from _some(stage, text=("阶段内容", "other"))
    for milestone in stage.milestones:
        yield from _when(milestone, milestone.what)


def _contact(contact: Contact, owner: str, title: str) -> Group:
    facts = _some(contact, name=("联系人", "name"), unit=("联系单位", "name"), role=("职务", "name"))
    if contact.phones:
        facts.append(
            Fact("联系人电话", "、".join(p.text for p in contact.phones), "phone", contact, "phones", 0)
        )
    if contact.fax:
        facts.append(Fact("传真", contact.fax.text, "phone", contact, "fax"))
    facts += _some(contact, email=("电子邮箱", "phone"), hours=("办公时间", "other"))
    who = contact.name or contact.unit or ""
    return Group(("contact", owner, who), f"{title}　联系人“{who}”", tuple(facts), loose=True)


def _subproject(s: Subproject) -> Iterator[Fact]:
    yield from _some(
        s, title=("子项目名称", "name"), kind=("类别", "other"), eligibility=("参加对象", "other")
    )
    for name, label in (("hosts", "承办"), ("co_hosts", "协办")):
        if hosts := getattr(s, name):
            yield Fact(label, "、".join(host.name for host in hosts), "name", hosts[0], "name")
    if s.media:
        yield Fact("作品形式", "、".join(MEDIA_NAMES[kind] for kind in s.media), "other", s, "media")
    if s.deadline:
        yield from _when(s.deadline, "截止时间")
    yield from _some(s, call=("征集内容", "other"), rights=("作品权利", "other"))
    for section in s.sections:
        yield Fact(section.label, section.text, "other", section, "text")
    for number, rule in enumerate(s.requirements, start=1):
        said = f"{MODALITY_NAMES[rule.modality]}：{rule.text}"
        yield Fact(f"要求{number}", said, "other", rule, "text")
    yield from _quotas(s)
    yield from _awards(s)


def _notice(notice: Notice) -> Iterator[Fact]:
    yield from _some(notice, title=("标题", "name"), kind=("文种", "name"), doc_number=("发文字号", "name"))
    yield from _listed(notice, issuers=("发文机关", "name"), signature=("署名", "name"))
    if notice.issued:
        yield from _when(notice.issued, "成文日期")
    yield from _some(
        notice, recipients=("主送机关", "name"), cc=("抄送", "name"), printed_by=("印发机关", "name")
    )
    if notice.printed_on:
        yield from _when(notice.printed_on, "印发日期")
    for item in notice.attachments:
        label = f"附件{item.no if item.no is not None else ''}"
        yield Fact(label, item.title, "name", item, "title")
    if period := notice.objection_period:
        yield Fact(
            "公示时间",
            f"{period.printed}（{period.start.text} 至 {period.end.text}）",
            "date",
            period,
            "printed",
        )
        for channel in period.channels:
            yield Fact(
                f"异议渠道（{channel.office or channel.kind}）", channel.value, "phone", channel, "value"
            )
    for relation in notice.relates_to:
        yield Fact(
            f"{RELATION_NAMES[relation.relation]} {relation.notice}", "是", "other", relation, "notice"
        )
    for change in notice.amendments:
        yield Fact(f"修改 {change.target}", f"{change.former} → {change.to}", "other", change, "to")
    if notice.results:
        state = {"proposed": "公示", "confirmed": "确认"}[notice.results.state]
        yield Fact("结果", f"{state}：{'、'.join(notice.results.awards)}", "other", notice.results, "awards")


def _when(record: Any, label: str = "时间") -> Iterator[Fact]:
    printed, when = record.printed, record.when
    value = f"{printed}（{when.text}）" if printed and when else printed or (when.text if when else _OPEN)
    yield Fact(label, value, "date", record, "printed" if printed else "when")


def _quotas(owner: Campaign | Subproject) -> Iterator[Fact]:
    for number, quota in enumerate(owner.quotas, start=1):
        yield Fact(f"名额{number if number > 1 else ''}", quota.printed, "amount", quota, "printed")


def _awards(owner: Campaign | Subproject) -> Iterator[Fact]:
    for award in owner.awards:
        count = "若干" if award.count is None else f"{award.count}个"
        yield Fact(
            f"奖项“{award.title}”", count, "amount", award, "count" if award.count is not None else "title"
        )


def _some(record: Record, **fields: tuple[str, Weight]) -> list[Fact]:
    """The text fields of a record that are given, by name: (label, weight)."""
    return [
        Fact(label, value, weight, record, name)
        for name, (label, weight) in fields.items()
        if (value := getattr(record, name))
    ]


def _listed(record: Record, **fields: tuple[str, Weight]) -> Iterator[Fact]:
    for name, (label, weight) in fields.items():
        if values := getattr(record, name):
            yield Fact(label, "、".join(values), weight, record, name, 0)
