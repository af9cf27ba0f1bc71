"""Word for word: what a record repeats must stand in the official text it was taken from.

Blanks and width are folded, nothing else. So text and data cannot drift apart.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from pydantic import BaseModel

from generator.catalog import Catalog
from generator.model.campaign import Campaign
from generator.model.common import Contact, Quota
from generator.model.notice import Notice
from generator.model.subproject import Subproject
from generator.problems import Place, Problem, problem
from generator.rules.checking import Checking
from generator.values.phone import mask_mobiles
from generator.values.text import fold, fold_number, sentences

Claim = tuple[BaseModel, str, int | None, str, str]
"""A record, its field, the item of a list, the words for it, and the text that must stand in the notice."""


def official_text(catalog: Catalog, campaign: Campaign, notice: Notice) -> str:
    """All official wording of one notice: body, text attachments, and the tables and forms kept as data."""
    parts = [catalog.text(campaign, notice.body)]
    for item in notice.attachments:
        if item.body:
            parts.append(catalog.text(campaign, item.body))
    for table in campaign.allocation:
        parts += [table.title, *table.columns, *(row.unit for row in table.rows)]
    for form in campaign.forms:
        parts += [form.title, *(field.label for field in form.fields)]
    return "\n".join(parts)


_AREA = re.compile(r"[(](0\d{2,3})[)]-?")
"""An area code in brackets, `（025）83536386`: the same number as `025-83536386`."""


@lru_cache(maxsize=64)
def _folded(text: str) -> tuple[str, str]:
    numbers = _AREA.sub(r"\1-", fold_number(text))
    return fold(text), numbers + "\n" + mask_mobiles(numbers)


def wording(c: Checking) -> Iterator[Problem]:
    """Every text of a record occurs in its campaign's notices; the message shows the nearest sentence."""
    for campaign in c.catalog.campaigns:
        text = c.words(campaign)
        if text is None:
            continue  # said already; without the text everything would seem invented
        folded, numbers = _folded(text)
        for record, name, index, what, claim in claims(campaign):
            if c.places.hurt(record, name):
                continue
            for missing in (found for line in claim.split("\n") for found in _missing(line, folded)):
                place = _within(c.places.of(record, name, index), missing)
                if nearest := _nearest(missing, text):
                    yield problem("E401", place, what=what, text=_short(missing), nearest=nearest)
                else:
                    yield problem("E402", place, what=what, text=_short(missing))
        for contact in all_contacts(campaign):
            if c.places.hurt(contact, "phones"):
                continue
            for index, phone in enumerate(contact.phones):
                if phone.text not in numbers and phone.text.replace("-", "") not in numbers.replace("-", ""):
                    yield problem("E403", c.places.of(contact, "phones", index), text=phone.text)


def _within(place: Place, words: str) -> Place:
    """The place of `words` in the value that stands at `place`, where they stand on its first line."""
    at = place.excerpt.find(words, place.column - 1)
    return replace(place, column=at + 1, length=len(words)) if at >= 0 else place


def _missing(claim: str, folded: str) -> Iterator[str]:
    """The sentences of `claim` that do not occur; a claim that occurs as a whole has none."""
    if fold(claim) in folded:
        return
    lacking = [sentence for sentence in sentences(claim) if fold(sentence) not in folded]
    yield from lacking or [claim]


def _nearest(claim: str, text: str) -> str:
    wanted = fold(claim)
    best, score = "", 0.55
    for sentence in sentences(text):
        matcher = difflib.SequenceMatcher(None, wanted, fold(sentence), autojunk=False)
        if matcher.real_quick_ratio() > score and matcher.quick_ratio() > score and matcher.ratio() > score:
            best, score = sentence, matcher.ratio()
    if best:
        return _short(best)
    # a short record inside a long sentence: show the words around the longest common run
    for line in text.split("\n"):
        run = difflib.SequenceMatcher(None, claim, line, autojunk=False).find_longest_match()
        if run.size >= max(3, len(claim) // 2):
            return _short(line[max(0, run.b - 6) : run.b + len(claim) + 6])
    return ""


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


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


def _given(record: BaseModel, names: dict[str, str]) -> Iterator[Claim]:
    for name, what in names.items():
        value = getattr(record, name)
        if isinstance(value, str):
            yield record, name, None, what, value
