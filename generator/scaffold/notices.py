"""A new notice of each kind: its text with blanks to fill in, and its record at the end of the campaign's notices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from msgspec import Struct

from generator.rules.checking import near
from generator.rules.dates import YEARS_APART
from generator.scaffold.comments import explained, in_yaml, template
from generator.scaffold.inserting import InsertError, with_item
from generator.scaffold.made import CAMPAIGNS, Made, bad_id, no_campaign, refused
from generator.values.workdays import working_days
from generator.yamlediting import value_at

OBJECTION_DAYS = 5
"""Working days of an objection period as notices print it."""


class Sort(Struct, frozen=True):
    """A kind of notice: the word printed, the text to begin with, its title, and how it stands to another notice.

    `extent` names what else its record says: `period`, `results` or nothing.
    """

    kind: str
    body: str
    title: str
    relation: str = ""
    state: str = ""
    recipients: bool = True


SORTS: Mapping[str, Sort] = {
    "通知": Sort("通知", "plain", "关于{campaign}【请填写事项】的通知"),
    "公告": Sort("公告", "plain", "关于{campaign}【请填写事项】的公告"),
    "补充通知": Sort("补充通知", "supplement", "关于{campaign}的补充通知", "amends"),
    "延期通知": Sort("延期通知", "extension", "关于延长{campaign}报送时间的通知", "extends"),
    "更正": Sort("更正", "correction", "关于《{of}》的更正", "corrects", recipients=False),
    "公示": Sort(
        "公示", "objection", "关于{campaign}拟获奖名单的公示", "results_of", "proposed", recipients=False
    ),
    "通报": Sort("通报", "results", "关于{campaign}获奖名单的通报", "results_of", "confirmed"),
    "撤销": Sort("撤销通知", "withdrawal", "关于撤销《{of}》的通知", "withdraws"),
}
"""By the word that the command takes; any other word is a notice without a text of its own."""


def new_notice(
    root: Path, campaign_id: str, notice_id: str, *, kind: str, of: str | None, on: date | None, today: date
) -> Made:
    """A notice of the campaign: `of` is the one it is about (the campaign's first, but what withdraws must name it).

    `on` is its printed date; an objection period begins on it, or on `today`, and lasts five working days.
    Problems: E180 there is one of this id, E181 no such campaign or notice, E183 campaign.yml cannot be added to.
    """
    if wrong := no_campaign(root, campaign_id):
        return wrong
    place = f"{CAMPAIGNS}/{campaign_id}/campaign.yml"
    body = f"{CAMPAIGNS}/{campaign_id}/notices/{notice_id}.txt"
    if wrong := bad_id(notice_id, place):
        return wrong
    text = (root / place).read_text(encoding="utf-8", errors="replace")
    data = value_at(text, ())
    notices = _named(data, "notices")
    if not isinstance(data, dict) or not notices:
        return refused("E183", place, path=place)
    if notice_id in notices or (root / body).exists():
        return refused("E180", place, path=f"{campaign_id}/{notice_id}")
    sort = SORTS.get(kind) or Sort(kind, "plain", f"关于{{campaign}}【请填写事项】的{kind}")
    if sort.relation == "withdraws" and of is None:
        return refused("E184", place, known="、".join(notices))
    about = of or next(iter(notices))
    if about not in notices:
        return refused("E181", place, what="通知", value=about, **near(about, notices))
    campaign = str(data.get("title", ""))
    title = sort.title.format(campaign=campaign, of=notices[about].get("title", ""))
    day = on or (today if abs(today.year - _year(data, today)) <= YEARS_APART else None)
    issued = _printed(on) if on else "【请填写成文日期】"
    period = _period(day) if day else "【请填写公示时间】"
    item = explained(
        template(
            "notice.yml",
            id=notice_id,
            kind=in_yaml(sort.kind),
            title=in_yaml(title),
            recipients="  recipients: 【请填写主送机关】\n" if sort.recipients else "",
            issued=f"printed: {issued}" + (f", when: {on.isoformat()}" if on else ""),
            more="".join(f"  {line}\n" for line in _more(sort, data, about, day)),
        ),
        year=_year(data, today),
    )
    try:
        changed = with_item(text, "notices", item)
    except InsertError:
        return refused("E183", place, path=place)
    words = {"title": title, "of": notices[about].get("title", ""), "issued": issued, "period": period}
    letter = template(f"notice-{sort.body}.txt", **words)
    return Made(
        {place: changed.encode(), body: letter.encode()},
        replacing=frozenset({place}),
        said=(
            f"正文在 {body}，照原件逐字录入，一段一行；写着“请填写”的都要换掉。",
            f"登记在 {place} 的末尾；标题、落款、日期要与正文一致。",
            *_advice(sort, about),
        ),
    )


def _advice(sort: Sort, about: str) -> Iterator[str]:
    if sort.relation in ("amends", "extends", "corrects"):
        yield "改了日期、电话等的，把 amendments 那几行前面的“# ”去掉，填上新的值，网页会同时显示原来的和新的。"
    elif sort.relation == "withdraws":
        yield f"注意：登记以后，{about} 在网页上就是已撤销的。"
    elif sort.state:
        yield "results 里列着活动的全部奖项，只留这份通知公布的。"


def _more(sort: Sort, data: Mapping[str, Any], about: str, day: date | None) -> Iterator[str]:
    """What the record of this kind says besides, in YAML."""
    if sort.relation:
        yield f"relates_to: [{{notice: {about}, relation: {sort.relation}}}]"
    if sort.relation in ("amends", "extends", "corrects"):
        yield "# amendments:  # 更改：改动了活动的哪一项，原来是什么，改成什么；只留改了的"
        for target, value in _deadlines(data) or [("subprojects/编号/deadline", "原来的日期")]:
            yield f"#   - {{target: {target}, from: {value}, to: 新的日期}}"
    if sort.state == "proposed":
        year = data.get("year", "")
        end = _last_day(day) if day else None
        mark = "" if end else "# "
        first, last = (day, end) if day and end else (f"{year}-11-04", f"{year}-11-08")
        yield f"{mark}objection_period:  # 公示期：这几天里，活动的状态是“公示中”"
        yield f"{mark}  printed: {_period(day) if day else '【请填写公示时间】'}"
        yield f"{mark}  start: {first}"
        yield f"{mark}  end: {last}"
        yield f"{mark}  working_days: {OBJECTION_DAYS}"
        yield f"{mark}  channels:"
        yield f"{mark}    - {{kind: phone, value: 【请填写电话】, office: 【请填写受理部门】}}"
    if sort.state:
        awards = _awards(data)
        mark = "" if awards else "# "
        yield f"{mark}results: {{awards: [{', '.join(awards) or '奖项的编号'}], state: {sort.state}}}"


def _last_day(first: date) -> date | None:
    """The last day of an objection period; None where the holidays of its year are not known yet."""
    last = first
    while (counted := working_days(first, last)) != OBJECTION_DAYS:
        if counted is None:
            return None
        last += timedelta(days=1)
    return last


def _period(first: date) -> str:
    last = _last_day(first)
    return (
        f"{_printed(first)}至{_printed(last)}（{OBJECTION_DAYS}个工作日）" if last else "【请填写公示时间】"
    )


def _printed(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _year(data: Mapping[str, Any], today: date) -> int:
    year = str(data.get("year", ""))
    return int(year) if year.isdecimal() else today.year


def _named(data: Any, key: str) -> dict[str, dict[str, Any]]:
    """The records of a list by their ids, those without one left out."""
    listed = data.get(key) if isinstance(data, dict) else None
    found = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return {str(one["id"]): one for one in found if "id" in one}


def _awards(data: Mapping[str, Any]) -> list[str]:
    """The ids of all awards, each once, the sub-projects' first."""
    found: dict[str, None] = {}
    for owner in (*_named(data, "subprojects").values(), data):
        found |= dict.fromkeys(_named(owner, "awards"))
    return list(found)


def _deadlines(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Where the dated deadlines of the campaign stand, and what they are now."""
    found = []
    for name, subproject in _named(data, "subprojects").items():
        deadline = subproject.get("deadline")
        if isinstance(deadline, dict) and "when" in deadline:
            found.append((f"subprojects/{name}/deadline", str(deadline["when"])))
    for number, stage in enumerate(_list(data, "schedule"), start=1):
        for place, milestone in enumerate(_list(stage, "milestones"), start=1):
            if milestone.get("kind") == "deadline" and "when" in milestone:
                found.append((f"schedule/{number}/milestones/{place}", str(milestone["when"])))
    return found


def _list(data: Mapping[str, Any], key: str) -> Sequence[Mapping[str, Any]]:
    listed = data.get(key)
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
