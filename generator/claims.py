"""What the records of a campaign repeat of its notices, text by text: checked against them, and found again in them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.campaign import Campaign
from generator.model.common import Contact, Quota
from generator.model.notice import Notice
from generator.model.record import Record
from generator.model.subproject import Subproject

Claim = tuple[Record, str, int | None, str, str]
"""A record, its field, the item of a list, the words for it, and the text that must stand in the notice."""


def all_contacts(campaign: Campaign) -> Iterator[Contact]:
    """The departments of a campaign, then the contacts of its sub-projects."""
    yield from campaign.contacts
    for subproject in campaign.subprojects:
        yield from subproject.contacts


def claims(campaign: Campaign) -> Iterator[Claim]:
    """Everything a campaign's records repeat of its notices, telephone numbers apart (they may be printed otherwise)."""
    yield from _given(campaign, {"title": "活动名称", "theme": "活动主题", "rights": "作品权利"})
    if campaign.period:
        yield from _given(campaign.period, {"printed": "活动时间"})
    for stage in campaign.schedule:
        yield from _given(stage, {"name": "阶段名称", "printed": "阶段时间", "text": "阶段内容"})
        for milestone in stage.milestones:
            yield from _given(milestone, {"printed": "时间"})
    for milestone in campaign.milestones:
        yield from _given(milestone, {"printed": "时间"})
    for target in campaign.targets:
        yield from _given(target, {"printed": "计划数字"})
    if campaign.voting:
        yield from _given(campaign.voting, {"printed": "投票时间", "rules": "投票规则"})
    for contact in all_contacts(campaign):
        yield from _given(contact, {"unit": "联系单位", "name": "联系人姓名", "email": "电子邮箱"})
    yield from _quotas(campaign.quotas)
    for subproject in campaign.subprojects:
        yield from subproject_claims(subproject)
    for notice in campaign.notices:
        yield from _notice(notice)


def subproject_claims(subproject: Subproject) -> Iterator[Claim]:
    """What a sub-project's record repeats of its notice, its contacts apart."""
    names = {"title": "子项目名称", "eligibility": "参加对象", "call": "征集内容", "rights": "作品权利"}
    yield from _given(subproject, names)
    for host in (*subproject.hosts, *subproject.co_hosts):
        yield from _given(host, {"name": "承办、协办单位"})
    for section in subproject.sections:
        yield from _given(section, {"label": "小标题", "text": "内容"})
    for requirement in subproject.requirements:
        yield from _given(requirement, {"text": "要求"})
    if subproject.deadline:
        yield from _given(subproject.deadline, {"printed": "截止时间"})
    yield from _quotas(subproject.quotas)


def _quotas(quotas: tuple[Quota, ...]) -> Iterator[Claim]:
    for quota in quotas:
        yield from _given(quota, {"printed": "名额"})


def _notice(notice: Notice) -> Iterator[Claim]:
    yield from _given(
        notice,
        {
            "title": "通知标题",
            "doc_number": "发文字号",
            "recipients": "主送机关",
            "cc": "抄送",
            "printed_by": "印发机关",
        },
    )
    for dated, what in ((notice.issued, "成文日期"), (notice.printed_on, "印发日期")):
        if dated:
            yield from _given(dated, {"printed": what})
    if notice.objection_period:
        yield from _given(notice.objection_period, {"printed": "公示时间", "rules": "异议规则"})
        for channel in notice.objection_period.channels:
            yield from _given(channel, {"value": "异议渠道", "office": "受理部门"})
    for index, line in enumerate(notice.signature):
        yield notice, "signature", index, "署名", line
    for item in notice.attachments:
        yield from _given(item, {"title": "附件名称"})


def _given(record: Record, names: dict[str, str]) -> Iterator[Claim]:
    for name, what in names.items():
        value = getattr(record, name)
        if isinstance(value, str):
            yield record, name, None, what, value
